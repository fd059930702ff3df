"""The recap as one HTML file: to read on any screen, in light and dark, and to print on two pages.

Nothing in it runs and nothing in it is fetched. What was said is text; the page says so to the browser as well (its policy).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Protocol

import jinja2
from markupsafe import Markup

from coach.core.cleaning import clean
from coach.core.recap import PartnerCounts, Recap, RepairMade
from coach.core.talk import Partner, Speaker
from coach.report import charts, telling, telling_time
from coach.report.redaction import Ticked, Wording, redacted, strength, wording
from coach.report.telling_time import Stretch

__all__ = ["Own", "Ticked", "render_html"]

PARTNERS: tuple[Partner, Partner] = ("A", "B")
LONGEST_NAME = 40  # characters; a longer one is cut wherever it stands as a label
MOST_REPAIRS = 6


class Own(Protocol):
    """What a partner said about the talk, beside it."""

    @property
    def mood_before(self) -> int | None: ...  # 1..5
    @property
    def mood_after(self) -> int | None: ...
    @property
    def line(self) -> str: ...


def render_html(
    recap: Recap,
    *,
    ticked: Ticked | None = None,
    names: Mapping[str, str] | None = None,
    own: Mapping[str, Own] | None = None,
    how_often: Sequence[tuple[str, int, int]] = (),
    handed: Sequence[str] = (),
    left_out: Sequence[str] = (),
) -> str:
    """The whole recap as one file, ending in one line break.

    `ticked`: what both want in it; without it, what a couple sees for themselves. `names`: put in place of the partners' own
    ("A": ..., "B": ...), wherever they were said too. `own`: moods and lines of "A" and "B", where they told them. `how_often`:
    moves by name, with how often each was noticed of "A" and of "B"; they stand with the counts. `handed` and
    `left_out`, for who reads it without them: which talk it is, and what of it is not here; both stand at the top.
    """
    say = wording(recap, names)
    shown = redacted(recap, ticked, names)
    told = {
        say(strength(recap, one)): (one.speaker, say(one.title), say(one.quote))
        for one in recap.moments
        if one.tone == "helps"
    }
    page = _Page(shown, told, _felt(shown, own or {}, ticked or Ticked(), say))
    page.counts += tuple((f"noticed: {clean(what)}", f"{a}", f"{b}") for what, a, b in how_often)
    page.handed, page.left_out = [clean(one) for one in handed], [clean(one) for one in left_out]
    return _template().render(page=page, telling=telling).rstrip() + "\n"


@cache
def _template() -> jinja2.Template:
    rooms = jinja2.Environment(
        loader=jinja2.PackageLoader("coach.report"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return rooms.get_template("recap.html")


@dataclass(frozen=True, slots=True)
class Who:
    letter: str  # "a", "b", or "" for someone unsure: the look of the name
    name: str


@dataclass(frozen=True, slots=True)
class Strength:
    who: Who | None  # None: of both, or told as one sentence
    what: str
    quote: str


@dataclass(frozen=True, slots=True)
class Look:
    """A moment to look at again. `number` is its mark on the time line; 0 for one they mended by themselves."""

    number: int
    when: str
    who: Who
    quote: str
    landed: str
    tip: str


@dataclass(frozen=True, slots=True)
class Hand:
    when: str
    who: Who
    quote: str
    received: bool


@dataclass(frozen=True, slots=True)
class Felt:
    who: Who
    mood: str
    line: str


class _Page:
    """What the template shows, in the page's own order. Everything in it is clean text, or a chart that was built as a tree."""

    def __init__(
        self, recap: Recap, told: Mapping[str, tuple[Speaker, str, str]], felt: Iterable[tuple[Speaker, str, str]]
    ) -> None:
        self._recap = recap
        self._told = told
        self.felt = [Felt(self.who(who), mood, line) for who, mood, line in felt]
        self.handed: Sequence[str] = ()
        self.left_out: Sequence[str] = ()
        self.voices = bool(recap.turns)
        self.felt_said = "How each of you felt" if any(one.mood for one in self.felt) else "What each of you wrote"
        self.timed = recap.session.timed
        self.title = telling.title(recap)
        self.partners = tuple(self.who(one) for one in PARTNERS)
        self.about = tuple(self._about())
        self.strengths = tuple(self._strengths())
        self._again = telling.to_look_at_again(recap)
        self.looks = tuple(self._looks())
        self.agreements = [(self.who(one.speaker), one.what, one.confirmed) for one in recap.agreements if one.what]
        self.parking_lot = [one.what for one in recap.parking_lot if one.what]
        self.loops = telling.loops(recap)
        self.notes = [one for one in recap.notes if one]
        self.practice = [(self.who(one), recap.to_practise[one]) for one in PARTNERS if recap.to_practise.get(one)]
        self.hands = tuple(self._hands(recap.repairs[:MOST_REPAIRS]))
        self.hands_said = _hands_said(recap.repairs)
        self.counts = tuple(self._counts())
        self.control = [one for one in recap.patterns if one.kind == "coercion"]
        self.threats = tuple(
            Look(0, telling.when(recap, one), self.who(one.speaker), one.quote, "", "") for one in recap.private
        )
        self.turns = [
            (telling.clock(one.start) if self.timed else f"{one.n}", self.who(one.speaker), one.text, one.sure)
            for one in recap.turns
            if one.text
        ]

    def who(self, speaker: Speaker) -> Who:
        name = telling.name(self._recap, speaker)
        name = name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1].rstrip() + "…"
        return Who({"A": "a", "B": "b"}.get(speaker, ""), name)

    def _about(self) -> Iterator[str]:
        session = self._recap.session
        if session.timed and session.duration_s > 0:
            yield telling.length(session.duration_s)
        if made := telling.made_from(session):
            yield made

    def _strengths(self) -> Iterator[Strength]:
        for sentence in self._recap.strengths:
            if found := self._told.get(sentence):
                speaker, what, quote = found
                yield Strength(self.who(speaker), what, quote)
            elif sentence:
                yield Strength(None, sentence, "")

    def _looks(self) -> Iterator[Look]:
        recap = self._recap
        for number, (moment, tip) in enumerate(telling.tips(self._again), 1):
            who, when = self.who(moment.speaker), telling.when(recap, moment)
            yield Look(number, when, who, moment.quote, telling.landed_as(moment), tip)
        for moment in telling.caught(recap)[: telling.MOST_EACH]:
            yield Look(0, telling.when(recap, moment), self.who(moment.speaker), "", "", "")

    def _hands(self, repairs: Sequence[RepairMade]) -> Iterator[Hand]:
        starts = {one.n: one.start for one in self._recap.turns}
        for one in repairs:
            timed = self.timed and one.turn in starts
            when = telling.clock(starts[one.turn]) if timed else f"turn {one.turn}"
            yield Hand(when, self.who(one.speaker), one.quote, one.received)

    # --- the charts and what they say in words ---

    @property
    def balance(self) -> Markup:
        return _drawn(charts.balance(self._recap, self.balance_said))

    @property
    def shares(self) -> tuple[str, str] | None:
        share = telling.share(self._recap)
        return None if share is None else (f"{share:.0%}", f"{1 - share:.0%}")

    @property
    def balance_said(self) -> str:
        a, b = (one.name for one in self.partners)
        shares = self.shares or ("", "")
        return f"{a} had {shares[0]} of the floor, {b} {shares[1]}." + (
            "" if self.timed else " This is counted in words."
        )

    @property
    def wide(self) -> Markup:
        return self._time_line(charts.WIDE)

    @property
    def slim(self) -> Markup:
        return self._time_line(charts.SLIM)

    def _time_line(self, shape: charts.Shape) -> Markup:
        if not self.has_time_line:
            return Markup("")
        marks = [charts.Mark(one.start, number) for number, one in enumerate(self._again, 1)]
        return _drawn(charts.time_line(self._recap, marks, self.time_line_said, shape))

    @property
    def has_time_line(self) -> bool:
        return telling_time.worth_showing(self._recap)

    @property
    def time_line_said(self) -> str:
        return telling_time.at_first_sight(self._recap)

    @property
    def stretches(self) -> tuple[Stretch, ...]:
        return telling_time.stretches(self._recap, self._again)

    def _counts(self) -> Iterator[tuple[str, str, str]]:
        a, b = (self._recap.partners.get(one) for one in PARTNERS)
        if a is None or b is None or not (a.words or b.words or a.turns or b.turns):
            return
        rows: list[tuple[str, str, str]] = []
        if self.timed:
            rows.append(("talked for", telling.clock(a.talk_time_s), telling.clock(b.talk_time_s)))
            rows.append(("longest turn", telling.clock(a.longest_turn_s), telling.clock(b.longest_turn_s)))
        rows += [_row("turns", a, b), _row("words", a, b), _row("questions", a, b)]
        if self.timed:
            rows.append(("came in early", f"{a.interruptions}", f"{b.interruptions}"))
        if a.brought_back or b.brought_back:
            rows.append(("brought it back to the topic", f"{a.brought_back}", f"{b.brought_back}"))
        yield from rows


def _row(label: str, a: PartnerCounts, b: PartnerCounts) -> tuple[str, str, str]:
    return (label, f"{getattr(a, label)}", f"{getattr(b, label)}")


def _drawn(svg: str) -> Markup:
    """A chart: built as a tree, so that every text in it is escaped already."""
    return Markup(svg)  # noqa: S704


def _hands_said(repairs: Sequence[RepairMade]) -> str:
    if not repairs:
        return ""
    taken = sum(one.received for one in repairs)
    if not taken and len(repairs) == 1:
        return "One hand was held out. It was not taken up in the next words."
    held = "One hand was held out" if len(repairs) == 1 else f"{len(repairs)} hands were held out"
    if taken == len(repairs):
        return f"{held}, and taken."
    return f"{held}. {taken or 'None'} of them {'was' if taken < 2 else 'were'} taken up in the next words."


def _felt(recap: Recap, own: Mapping[str, Own], ticked: Ticked, say: Wording) -> Iterator[tuple[Speaker, str, str]]:
    """Mood and line of each partner, as far as both ticked them."""
    for who in PARTNERS:
        if (one := own.get(who)) is None or who not in recap.partners:
            continue
        moods = ((one.mood_before, "before"), (one.mood_after, "after")) if ticked.mood else ()
        mood = ", ".join(f"{mood} of 5 {when}" for mood, when in moods if mood)
        line = say(one.line) if ticked.reflections else ""
        if mood or line:
            yield who, mood, line
