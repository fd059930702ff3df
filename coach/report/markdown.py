"""The recap in Markdown: to keep, to print, to bring along. The same content as on screen, and the counts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from coach.core.cleaning import clean
from coach.core.recap import PartnerCounts, Recap
from coach.report import telling

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&!$])")
_LIST = re.compile(r"^(\d+)([.)])|^([-+=])")


def render_markdown(recap: Recap) -> str:
    """The whole recap, ending in one line break. What was said is shown as text: never a link, an image or HTML."""
    return "\n".join(_lines(recap)).rstrip() + "\n"


def _lines(recap: Recap) -> Iterator[str]:
    yield f"# {plain(telling.title(recap))}"
    yield ""
    yield plain(telling.about(recap))
    yield from _section("What went well", _bullets(recap.strengths))
    yield from _section("Moments to look at again", _moments(recap))
    yield from _section("What you agreed", _agreements(recap))
    yield from _section("For another talk", _bullets(one.what for one in recap.parking_lot))
    yield from _section("Room to speak", _floor(recap))
    yield from _section("The dance between you", _loops(recap))
    yield from _section("One thing to practise", _practice(recap))
    yield from _section("Good to know when reading this", _bullets(recap.notes))
    yield from _section("For your eyes", _private(recap))
    yield from ["", "---", "", telling.PRACTICE]


def _section(heading: str, lines: Iterable[str]) -> Iterator[str]:
    lines = list(lines)
    if lines:
        yield from ["", f"## {heading}", "", *lines]


def _moments(recap: Recap) -> Iterator[str]:
    for moment, tip in telling.tips(telling.to_look_at_again(recap)):
        place, name = telling.when(recap, moment), plain(telling.name(recap, moment.speaker))
        yield f"- **{place}, {name}:** “{plain(moment.quote)}”  "
        yield f"  {plain(telling.landed_as(moment))}" + ("  " if tip else "")
        if tip:
            yield f"  To try: {plain(tip)}"
    for moment in telling.caught(recap)[: telling.MOST_EACH]:
        yield f"- **{telling.when(recap, moment)}:** Something was hard here, and you caught it yourselves."


def _agreements(recap: Recap) -> Iterator[str]:
    for one in recap.agreements:
        # A task list: it can be ticked when it was kept.
        open_end = "" if one.confirmed else " *(not yet confirmed by both)*"
        yield f"- [ ] **{plain(telling.name(recap, one.speaker))}:** “{plain(one.what)}”{open_end}"


def _floor(recap: Recap) -> Iterator[str]:
    share, (a, b) = telling.share(recap), (recap.partners.get("A"), recap.partners.get("B"))
    if share is None or a is None or b is None:
        return
    yield f"| | {plain(telling.name(recap, 'A'))} | {plain(telling.name(recap, 'B'))} |"
    yield "|---|---|---|"
    yield f"| share of the talk | {share:.0%} | {1 - share:.0%} |"
    for label, of_a, of_b in zip(*_counts(a, timed=recap.session.timed), _values(b, recap), strict=True):
        yield f"| {label} | {of_a} | {of_b} |"
    if a.brought_back or b.brought_back:
        yield f"| brought it back to the topic | {a.brought_back} | {b.brought_back} |"
    yield ""
    offered, taken = len(recap.repairs), sum(one.received for one in recap.repairs)
    by = "" if recap.session.timed else "The share is counted in words. "
    hands = f" Hands held out after a hard moment: {offered}, taken: {taken}." if offered else ""
    yield by + telling.NO_RIGHT_SHARE + hands


def _values(counts: PartnerCounts, recap: Recap) -> list[str]:
    return _counts(counts, timed=recap.session.timed)[1]


def _counts(counts: PartnerCounts, *, timed: bool) -> tuple[list[str], list[str]]:
    """Labels and values. What needs times is left out where they are only estimated."""
    shown = {"turns": f"{counts.turns}", "words": f"{counts.words}", "questions asked": f"{counts.questions}"}
    if timed:
        shown = {"talked for": telling.clock(counts.talk_time_s)} | shown
        shown["longest turn"] = telling.clock(counts.longest_turn_s)
        shown["came in early"] = f"{counts.interruptions}"
    return list(shown), list(shown.values())


def _loops(recap: Recap) -> Iterator[str]:
    for one in telling.loops(recap):
        words = plain(one.title) or one.kind.replace("_", " ")
        yield f"- **{words}.** {plain(one.offer)}".rstrip()


def _practice(recap: Recap) -> Iterator[str]:
    for speaker in ("A", "B"):
        if tip := recap.to_practise.get(speaker):
            yield f"- **{plain(telling.name(recap, speaker))}:** {plain(tip)}"


def _private(recap: Recap) -> Iterator[str]:
    control = [one for one in recap.patterns if one.kind == "coercion"]
    if not recap.private and not control:
        return
    yield telling.FOR_ONE
    yield ""
    for moment in recap.private:
        name = plain(telling.name(recap, moment.speaker))
        yield f"- **{telling.when(recap, moment)}, {name}:** “{plain(moment.quote)}”"
    for one in control:
        yield f"- {plain(f'{one.title}. {one.offer}')}"


def _bullets(sentences: Iterable[str]) -> Iterator[str]:
    for sentence in sentences:
        if shown := plain(sentence):
            yield f"- {shown}"


def plain(text: str) -> str:
    """Text that Markdown shows as it is."""
    shown = _SPECIAL.sub(r"\\\1", clean(text)).replace("://", "&#58;//")  # no address becomes a link
    return _LIST.sub(lambda found: f"{found[1]}\\{found[2]}" if found[1] else f"\\{found[3]}", shown)
