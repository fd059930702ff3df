"""The recap as it is read in a terminal, at the end of a hard talk: calm, short lines, the good first."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

from coach.core.cleaning import clean
from coach.core.recap import Recap, RecapAgreement, RecapMoment
from coach.core.talk import Speaker
from coach.report import telling

_NARROWEST, _WIDEST = 40, 100
_COLOURS = {"A": "\x1b[36m", "B": "\x1b[35m"}  # cyan and magenta: told apart by most eyes, and never red
_BOLD, _DIM, _OFF = "\x1b[1m", "\x1b[2m", "\x1b[0m"


def render_text(recap: Recap, *, width: int = 80, colour: bool = False) -> str:
    """The whole recap, ending in one line break. Without `colour`, no escape sequence is in it."""
    page = _Page(recap, max(_NARROWEST, min(width, _WIDEST)), colour)
    return "\n".join(page.lines()).rstrip() + "\n"


class _Page:
    def __init__(self, recap: Recap, width: int, colour: bool) -> None:
        self._recap = recap
        self._width = width
        self._colour = colour

    def lines(self) -> Iterator[str]:
        recap = self._recap
        yield from self._wrapped(telling.title(recap), style=_BOLD)
        yield from self._wrapped(telling.about(recap), style=_DIM)
        yield from self._section("What went well", self._bullets(recap.strengths))
        yield from self._section("Moments to look at again", self._moments())
        yield from self._section("What you agreed", self._agreements(recap.agreements))
        yield from self._section("For another talk", self._bullets(one.what for one in recap.parking_lot))
        yield from self._section("Room to speak", self._floor())
        yield from self._section("How warm the words were", self._warmth())
        yield from self._section("The dance between you", self._loops())
        yield from self._section("One thing to practise", self._practice())
        yield from self._section("Good to know when reading this", self._bullets(recap.notes))
        yield from self._section("For your eyes", self._private())
        yield ""
        yield from self._wrapped(telling.PRACTICE, style=_DIM)

    def _section(self, heading: str, lines: Iterable[str]) -> Iterator[str]:
        """A heading and what is under it; nothing where nothing is."""
        lines = list(lines)
        if lines:
            yield ""
            yield self._styled(heading, _BOLD)
            yield from lines

    def _moments(self) -> Iterator[str]:
        for moment, tip in telling.tips(telling.to_look_at_again(self._recap)):
            place = f"  {telling.when(self._recap, moment)}  "
            name = telling.name(self._recap, moment.speaker)
            yield from self._wrapped(f"{name}: “{clean(moment.quote)}”", first=place, name=name, speaker=moment.speaker)
            yield from self._wrapped(telling.landed_as(moment), first=" " * len(place))
            if tip:
                yield from self._wrapped(f"To try: {tip}", first=" " * len(place))
        yield from self._caught(telling.caught(self._recap))

    def _caught(self, moments: tuple[RecapMoment, ...]) -> Iterator[str]:
        for moment in moments[: telling.MOST_EACH]:
            place = f"  {telling.when(self._recap, moment)}  "
            yield from self._wrapped("Something was hard here, and you caught it yourselves.", first=place)

    def _agreements(self, agreements: tuple[RecapAgreement, ...]) -> Iterator[str]:
        for one in agreements:
            name = telling.name(self._recap, one.speaker)
            open_end = "" if one.confirmed else " (not yet confirmed by both)"
            yield from self._wrapped(
                f"{name}: “{clean(one.what)}”{open_end}", first="  · ", name=name, speaker=one.speaker
            )

    def _floor(self) -> Iterator[str]:
        share = telling.share(self._recap)
        if share is None:
            return
        names = [telling.name(self._recap, "A"), telling.name(self._recap, "B")]
        left, right = f"  {names[0][:16]} {share:.0%} ", f" {1 - share:.0%} {names[1][:16]}"
        columns = max(8, min(40, self._width - len(left) - len(right)))
        mine = round(columns * share)
        bar = self._styled("█" * mine, _COLOURS["A"]) + self._styled("░" * (columns - mine), _COLOURS["B"])
        yield left + bar + right
        by = "" if self._recap.session.timed else "Counted in words. "
        yield from self._wrapped(by + telling.NO_RIGHT_SHARE, first="  ")

    def _warmth(self) -> Iterator[str]:
        if line := telling.curve(self._recap.timeline.warmth, min(40, self._width - 20)):
            yield f"  begin {line} end"

    def _loops(self) -> Iterator[str]:
        for one in telling.loops(self._recap):
            yield from self._wrapped(clean(one.title) or one.kind.replace("_", " "), first="  · ")
            if one.offer:
                yield from self._wrapped(clean(one.offer), first="    ")

    def _practice(self) -> Iterator[str]:
        for speaker in ("A", "B"):
            if tip := clean(self._recap.to_practise.get(speaker, "")):
                name = telling.name(self._recap, speaker)
                yield from self._wrapped(f"{name}: {tip}", first="  · ", name=name, speaker=speaker)

    def _private(self) -> Iterator[str]:
        """Only where it was asked for: threats, and control. Never in what both read."""
        control = [one for one in self._recap.patterns if one.kind == "coercion"]
        if not self._recap.private and not control:
            return
        yield from self._wrapped(telling.FOR_ONE, first="  ")
        for moment in self._recap.private:
            name = telling.name(self._recap, moment.speaker)
            yield from self._wrapped(
                f"{name}: “{clean(moment.quote)}”", first=f"  {telling.when(self._recap, moment)}  "
            )
        for one in control:
            yield from self._wrapped(clean(f"{one.title}. {one.offer}"), first="  · ")

    def _bullets(self, sentences: Iterable[str]) -> Iterator[str]:
        for sentence in sentences:
            if shown := clean(sentence):
                yield from self._wrapped(shown, first="  · ")

    def _wrapped(
        self, text: str, *, first: str = "", style: str = "", name: str = "", speaker: Speaker = "?"
    ) -> Iterator[str]:
        """`text` in lines; later lines begin under the first one's text. A leading `name` gets its speaker's colour."""
        lines = textwrap.wrap(
            text, self._width, initial_indent=first, subsequent_indent=" " * len(first), break_on_hyphens=False
        )
        for number, line in enumerate(lines):
            if number == 0 and name and line.startswith(first + name):
                rest = line[len(first) + len(name) :]
                yield first + self._styled(name, _COLOURS.get(speaker, "")) + rest
            else:
                yield self._styled(line, style)

    def _styled(self, text: str, style: str) -> str:
        return f"{style}{text}{_OFF}" if self._colour and style and text else text
