"""What a recap tells, whatever it is written in: which moments, in which words. Kind first, exact, no verdict."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from coach.core.cleaning import clean
from coach.core.recap import Recap, RecapMoment, RecapPattern, Session, surest
from coach.core.talk import Seconds, Speaker

MOST_EACH = 3  # moments to look at again, of one partner
PRACTICE = (
    "This is practice, not therapy. If you keep getting stuck, a couples' therapist can help. "
    "If one of you feels afraid, talk to someone outside first."
)
NO_RIGHT_SHARE = "There is no right share. Did each of you have room?"
FOR_ONE = (
    "This part is for one person, alone. Everybody deserves to feel safe. If you are afraid of your partner, this is not "
    "something to practise together: you can talk to someone outside, in confidence."
)
_BARS = "▁▂▃▄▅▆▇█"


def title(recap: Recap) -> str:
    topic = clean(recap.session.topic)
    return topic[:1].upper() + topic[1:] or "Our talk"


def name(recap: Recap, speaker: Speaker | None) -> str:
    counts = recap.partners.get(speaker or "?")
    return (clean(counts.name) if counts else "") or "Someone"


def both_names(recap: Recap) -> str:
    return f"{name(recap, 'A')} and {name(recap, 'B')}"


def about(recap: Recap) -> str:
    """Who, how long, and what it was made from."""
    session = recap.session
    parts = [both_names(recap)]
    if session.timed:
        parts.append(length(session.duration_s))
    if made := made_from(session):
        parts.append(made)
    if aim := clean(session.aim):
        parts.append(f"what you both wanted: {aim}")
    return " · ".join(parts)


def made_from(session: Session) -> str:
    """A file by its name; a talk that was written or heard here by how that was done. "" where it is not to be told."""
    source, model = clean(session.source), clean(session.model)
    made = {"": "", "typed": "typed", "microphone": "by microphone"}.get(source, f"from {source}")
    return f"{made}, heard by {model}" if made and model else made


def to_look_at_again(recap: Recap) -> tuple[RecapMoment, ...]:
    """At most three of each partner, see `surest`. Nothing of an unsure speaker.

    In order of time and not by partner: it is one talk, not two lists of mistakes.
    """
    chosen: list[RecapMoment] = []
    for partner in ("A", "B"):
        hurts = [one for one in recap.moments if one.speaker == partner and one.tone == "hurts"]
        hurts = [one for one in hurts if one.outcome != "repaired" and one.kind != "threat"]
        chosen += surest(hurts, MOST_EACH)
    return tuple(sorted(chosen, key=lambda one: (one.start, one.turn, one.id)))


def tips(moments: Sequence[RecapMoment]) -> Iterator[tuple[RecapMoment, str]]:
    """Each moment with the sentence to try; a sentence that a partner has read already is left out."""
    told: set[tuple[Speaker, str]] = set()
    for moment in moments:
        tip = clean(moment.try_instead)
        yield moment, "" if (moment.speaker, tip) in told else tip
        told.add((moment.speaker, tip))


def caught(recap: Recap) -> tuple[RecapMoment, ...]:
    """Hard moments that the couple mended before the coach said anything."""
    return tuple(one for one in recap.moments if one.outcome == "repaired" and one.tone == "hurts")


def loops(recap: Recap) -> tuple[RecapPattern, ...]:
    """The patterns that are shown to both."""
    return recap.loops


def landed_as(moment: RecapMoment) -> str:
    """What it may have sounded like; the move, never the person."""
    words = clean(moment.title) or moment.kind.replace("_", " ")
    return f"It may have landed as: {words[:1].lower()}{words[1:]}."


def when(recap: Recap, moment: RecapMoment) -> str:
    """The place in the talk: a time, or the turn where times are only estimated."""
    return clock(moment.start) if recap.session.timed else f"turn {moment.turn}"


def share(recap: Recap) -> float | None:
    """A's share of the floor, 0..1; by words where there were no times. None where nobody spoke, or one wrote alone."""
    a, b = recap.partners.get("A"), recap.partners.get("B")
    if a is None or b is None or recap.by_one:
        return None
    own, both = (a.talk_time_s, a.talk_time_s + b.talk_time_s) if recap.session.timed else (a.words, a.words + b.words)
    return own / both if both else None


def curve(points: Sequence[tuple[Seconds, float]], columns: int) -> str:
    """A line of little bars for values from -1 to 1 over time; "" for fewer than four points."""
    if len(points) < 4 or columns < 1:
        return ""
    first, last = points[0][0], points[-1][0]
    bars, place = [], 0
    for column in range(columns):
        at = first + (last - first) * (column + 0.5) / columns
        while place + 1 < len(points) and points[place + 1][0] <= at:
            place += 1
        value = max(-1.0, min(1.0, points[place][1]))
        bars.append(_BARS[min(len(_BARS) - 1, int((value + 1) / 2 * len(_BARS)))])
    return "".join(bars)


def clock(seconds: Seconds) -> str:
    """0:06, 12:41, 1:02:03."""
    whole = max(0, int(seconds))
    hours, minutes = whole // 3600, whole % 3600 // 60
    return f"{hours}:{minutes:02}:{whole % 60:02}" if hours else f"{minutes}:{whole % 60:02}"


def length(seconds: Seconds) -> str:
    """48 seconds, 12 minutes, 1 hour 5 minutes: as one says it."""
    whole = max(0, round(seconds))
    if whole < 100:
        return _counted(whole, "second")
    minutes = round(whole / 60)
    if minutes < 60:
        return _counted(minutes, "minute")
    return " ".join(
        part for part in (_counted(minutes // 60, "hour"), _counted(minutes % 60, "minute")) if part[0] != "0"
    )


def _counted(number: int, unit: str) -> str:
    return f"{number} {unit}" + ("" if number == 1 else "s")
