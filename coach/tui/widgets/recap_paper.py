"""The recap as a page: first what went well, then a few moments to look at again, and what comes next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from coach.core.recap import Recap, RecapMoment, surest, to_praise
from coach.store.followed import WORDS as BECAME
from coach.store.followed import agreements_of
from coach.store.kept import PARTS, WORDS, Kept
from coach.tui.looking_back import on_day
from coach.tui.plain import clock, in_words, plain
from coach.tui.timeline import when
from coach.tui.widgets.agreement_line import AgreementLine
from coach.tui.widgets.balance import Balance
from coach.tui.widgets.moment_card import MomentCard
from coach.tui.widgets.time_line import TimeLine

MOST_MOMENTS = 3  # a partner
NOT_THERAPY = "This is practice, not therapy. When talks keep hurting, or one of you is afraid, a professional is the better idea."


class RecapPaper(Vertical):
    """`kept`: what was kept of the talk, where it is shown from there; then the page also says what was not kept.

    `amendable`: agreements can be put in other words here.
    """

    def __init__(self, recap: Recap, kept: Kept | None = None, *, amendable: bool = False) -> None:
        super().__init__(id="paper")
        self._recap = recap
        self._kept = kept
        self._amendable = amendable

    def compose(self) -> ComposeResult:
        yield from self._title()
        yield from self._went_well()
        yield from self._to_look_at()
        yield from self._course()
        yield from self._loops()
        yield from self._agreed()
        yield from self._practise()
        yield from self._own()
        yield from self._notes()

    def _called(self, speaker: str) -> str:
        partner = self._recap.partners.get(speaker)
        return plain(partner.name) if partner else "Someone"

    def _title(self) -> Iterator[Widget]:
        session = self._recap.session
        about = [
            plain(session.topic) or "An open talk",
            *([in_words(session.duration_s)] if session.duration_s and session.timed else []),
        ]
        about.append(f"{self._called('A')} and {self._called('B')}")
        if self._kept is not None:
            about.insert(0, on_day(self._kept.began_at))
        yield Static("How it went", classes="title")
        yield Static(Content.styled(" · ".join(about), "$quiet"), classes="below")

    def _went_well(self) -> Iterator[Widget]:
        yield _heading("What went well")
        strengths = self._recap.strengths or ("You sat down for it. That is the hard part.",)
        yield _points(strengths)
        said = " ".join(strengths)
        kind = [m for m in to_praise(self._recap.moments) if m.speaker != "?" and m.quote not in said]
        with Container(classes="pair"):
            for who in ("A", "B"):
                own = surest([m for m in kind if m.speaker == who], 1)
                if own:
                    with Vertical():
                        yield from (self._card(m) for m in own)

    def _card(self, moment: RecapMoment) -> MomentCard:
        return MomentCard(moment, self._called(moment.speaker), when(self._recap, moment.start, moment.turn))

    def _to_look_at(self) -> Iterator[Widget]:
        hard = [m for m in self._recap.moments if m.tone == "hurts" and m.speaker != "?" and m.kind != "threat"]
        if not hard:
            return
        yield _heading("Moments to look at again")
        with Container(classes="pair"):
            for who in ("A", "B"):
                own = surest([m for m in hard if m.speaker == who], MOST_MOMENTS)
                if own:
                    with Vertical():
                        yield from (self._card(m) for m in own)

    def _course(self) -> Iterator[Widget]:
        if self._recap.turns or self._recap.timeline.warmth:
            yield _heading("The talk from start to end")
            yield TimeLine(self._recap)
        partners = self._recap.partners
        if {"A", "B"} <= set(partners) and any(one.turns for one in partners.values()) and not self._recap.by_one:
            yield _heading("Balance")
            balance = Balance()
            balance.names = (self._called("A"), self._called("B"))
            balance.share = (
                round(partners["A"].talk_share * 100) if any(one.words for one in partners.values()) else None
            )
            yield balance
            if not self._recap.session.timed:
                yield Static(Content.styled("Counted in words.", "$quiet"), classes="below")
            yield Static(self._counts(), classes="below")

    def _counts(self) -> Content:
        lines = []
        for who in ("A", "B"):
            p = self._recap.partners[who]
            parts = [f"spoke {clock(p.talk_time_s)}"] if self._recap.session.timed else []
            parts += [
                f"{n} {what}{'' if n == 1 else 's'}" for n, what in ((p.turns, "turn"), (p.questions, "question"))
            ]
            if self._recap.session.timed:
                parts += [f"longest turn {in_words(p.longest_turn_s)}"]
                parts += [f"came in early {p.interruptions}"] if p.interruptions else []
            colour = "$partner-a" if who == "A" else "$partner-b"
            lines.append(Content.assemble((self._called(who), colour), "  ", (" · ".join(parts), "$quiet")))
        return Content("\n").join(lines)

    def _loops(self) -> Iterator[Widget]:
        loops = self._recap.loops
        if not loops:
            return
        yield _heading("The dance between you")
        for loop in loops:
            title = plain(loop.title or loop.kind.replace("_", " "))
            first, second = (loop.from_ or "A", loop.to or "B")
            both = Content.styled(f"{self._called(first)} ⇄ {self._called(second)}", "$quiet")
            yield Static(
                Content.assemble(title, "   ", both, f"\n{plain(loop.offer)}" if loop.offer else ""), classes="below"
            )

    def _agreed(self) -> Iterator[Widget]:
        if self._recap.agreements and self._amendable:
            yield _heading("What you agreed on")
            yield from (AgreementLine(one, self._taken_on_by(one.speaker)) for one in self._recap.agreements)
        elif self._recap.agreements:
            yield _heading("What you agreed on")
            became = agreements_of(self._kept) if self._kept is not None else ()
            asked = {one.n: BECAME[one.answer] for one in became if one.answer is not None}
            yield _points(
                [
                    f"{one.what}{' (confirmed by both)' if one.confirmed else ''}{f': {asked[n]}' if n in asked else ''}"
                    for n, one in enumerate(self._recap.agreements)
                ]
            )
        if self._recap.parking_lot:
            yield _heading("Put aside for another talk")
            yield _points([p.what for p in self._recap.parking_lot])

    def _taken_on_by(self, speaker: str) -> str:
        return "" if speaker == "?" else self._called(speaker)

    def _practise(self) -> Iterator[Widget]:
        wishes = [(who, words) for who, words in self._recap.to_practise.items() if words]
        if wishes:
            yield _heading("One thing to practise")
            for who, words in wishes:
                colour = {"A": "$partner-a", "B": "$partner-b"}.get(who, "$quiet")
                yield Static(Content.assemble((self._called(who), colour), "  ", plain(words)))

    def _own(self) -> Iterator[Widget]:
        """What each said of it for oneself, where that was kept."""
        told = []
        for who, own in self._kept.own.items() if self._kept is not None else ():
            parts = [f"before {own.mood_before}"] if own.mood_before else []
            parts += [f"after {own.mood_after}"] if own.mood_after else []
            mood = f"mood {', '.join(parts)} of 5" if parts else ""
            line = f"“{plain(own.line)}”" if own.line else ""
            if mood or line:
                told.append(f"{self._called(who)}: {'  '.join(part for part in (mood, line) if part)}")
        if told:
            yield _heading("How each of you felt")
            yield _points(told)

    def _notes(self) -> Iterator[Widget]:
        if self._kept is not None and (missing := [WORDS[part] for part in PARTS if part not in self._kept.parts]):
            yield _heading("Not kept")
            yield _points(missing, quiet=True)
        if self._recap.notes:
            yield _heading("To know when reading this")
            yield _points(self._recap.notes, quiet=True)
        yield Static(Content.styled(NOT_THERAPY, "$quiet"), classes="last")


def _heading(words: str) -> Static:
    return Static(words, classes="heading")


def _points(lines: Sequence[str], *, quiet: bool = False) -> Widget:
    """One line below the other, each with its point."""
    return Vertical(
        *(
            Container(
                Static("·", classes="point"),
                Static(Content.styled(plain(line), "$quiet" if quiet else "")),
                classes="item",
            )
            for line in lines
        ),
        classes="points",
    )
