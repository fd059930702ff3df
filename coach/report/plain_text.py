"""The recap for ears: headings and sentences, no bars, columns or signs, one thought a line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from coach.core.cleaning import clean
from coach.core.recap import Recap, RecapMoment
from coach.report import telling


def render_plain(recap: Recap) -> str:
    """The whole recap, ending in one line break; lines are as long as their sentences."""
    return "\n".join(_lines(recap)).rstrip() + "\n"


def hard_moments(recap: Recap) -> tuple[RecapMoment, ...]:
    """Those that the recap numbers, in its order."""
    return telling.to_look_at_again(recap)


def _lines(recap: Recap) -> Iterator[str]:
    yield f"Recap: {telling.title(recap)}"
    yield f"{telling.about(recap).replace(' · ', ', ')}."
    yield from _section("What went well", recap.strengths)
    yield from _section("Moments to look at again", _moments(recap))
    yield from _section("What you agreed", _agreements(recap))
    yield from _section("For another talk", (one.what for one in recap.parking_lot))
    yield from _section("Room to speak", _floor(recap))
    yield from _section("How warm the words were", _warmth(recap))
    yield from _section("The dance between you", (f"{one.title}. {one.offer}" for one in telling.loops(recap)))
    yield from _section("One thing to practise", _practice(recap))
    yield from _section("Good to know when reading this", recap.notes)
    yield from _section("For your eyes", _private(recap))
    yield from ("", telling.PRACTICE)


def _section(heading: str, lines: Iterable[str]) -> Iterator[str]:
    """A heading, and under it a thought a line; nothing where nothing is."""
    told = [shown for line in lines if (shown := clean(line))]
    if told:
        yield from ("", heading, *told)


def _moments(recap: Recap) -> Iterator[str]:
    for number, (moment, tip) in enumerate(telling.tips(hard_moments(recap)), 1):
        name = telling.name(recap, moment.speaker)
        yield f"Moment {number}, at {telling.when(recap, moment)}. {name}: “{clean(moment.quote)}”"
        yield telling.landed_as(moment)
        if tip:
            yield f"To try: {tip}"
    for moment in telling.caught(recap)[: telling.MOST_EACH]:
        yield f"At {telling.when(recap, moment)} something was hard, and you caught it yourselves."


def _agreements(recap: Recap) -> Iterator[str]:
    for one in recap.agreements:
        open_end = "" if one.confirmed else " (not yet confirmed by both)"
        yield f"{telling.name(recap, one.speaker)}: “{clean(one.what)}”{open_end}"


def _floor(recap: Recap) -> Iterator[str]:
    share = telling.share(recap)
    if share is None:
        return
    first = round(share * 100)
    by = "" if recap.session.timed else ", counted in words"
    yield f"{telling.name(recap, 'A')} {first} percent, {telling.name(recap, 'B')} {100 - first} percent{by}."
    yield telling.NO_RIGHT_SHARE


def _warmth(recap: Recap) -> Iterator[str]:
    """The curve in words: how it began, its lowest place, how it ended."""
    points = recap.timeline.warmth
    if len(points) < 4:
        return
    third = max(1, len(points) // 3)
    low, at = min((value, at) for at, value in points)
    yield f"At the beginning {_warm(points[:third])}, at the end {_warm(points[-third:])}."
    if low < -0.2 and recap.session.timed:
        yield f"The hardest place was around {telling.clock(at)}."


def _warm(points: tuple[tuple[float, float], ...]) -> str:
    value = sum(value for _, value in points) / len(points)
    if value > 0.2:
        return "warm"
    return "cooler" if value < -0.2 else "even"


def _practice(recap: Recap) -> Iterator[str]:
    for speaker in ("A", "B"):
        if tip := clean(recap.to_practise.get(speaker, "")):
            yield f"{telling.name(recap, speaker)}: {tip}"


def _private(recap: Recap) -> Iterator[str]:
    """Only where it was asked for, as in the other forms."""
    control = [one for one in recap.patterns if one.kind == "coercion"]
    if not recap.private and not control:
        return
    yield telling.FOR_ONE
    for moment in recap.private:
        name = telling.name(recap, moment.speaker)
        yield f"At {telling.when(recap, moment)}. {name}: “{clean(moment.quote)}”"
    for one in control:
        yield f"{one.title}. {one.offer}"
