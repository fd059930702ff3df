"""After the talk: first what went well, then a few moments to look at again, and what comes next."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from coach.core.recap import Recap, RecapMoment
from coach.engine.practising import Practise
from coach.errors import CoachError
from coach.tui.plain import clock, in_words, plain
from coach.tui.screens.asking import FORMS, ExportAs
from coach.tui.screens.helping import Keys, Safety
from coach.tui.screens.practising import PractiseAgain
from coach.tui.talking import HelpLine
from coach.tui.widgets.balance import Balance
from coach.tui.widgets.key_line import KeyLine
from coach.tui.widgets.moment_card import MomentCard
from coach.tui.widgets.time_line import TimeLine

MOST_MOMENTS = 3  # a partner
NOT_THERAPY = "This is practice, not therapy. When talks keep hurting, or one of you is afraid, a professional is the better idea."

Export = Callable[[Recap, str], Path]
"""Writes a recap as "html", "markdown" or "json" and says where it went. Raises CoachError. Called in a thread."""


class RecapScreen(Screen[Recap]):
    """Gives back the recap as it was left: without the moments that were marked as not right."""

    AUTO_FOCUS = "#page"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (92, "-wide")]  # noqa: RUF012  (as Textual declares it)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("x", "export", "export", tooltip="Save this recap as a file"),
        Binding("p", "practise", "practise", tooltip="Say this moment anew, and see how it lands"),
        Binding("n", "next", "new talk", tooltip="Start another talk"),
        Binding("tab", "app.focus_next", "next", key_display="tab", tooltip="Go to the next moment"),
        Binding("question_mark", "keys", "keys", key_display="?", tooltip="What every key does"),
        Binding("exclamation_mark", "help", "help", key_display="!", tooltip="When a talk does not feel safe"),
        Binding("q", "quit", "quit", tooltip="Close the recap"),
    ]

    class Exported(Message):
        """Told from the thread that writes: where the file went, or why it did not."""

        def __init__(self, words: str) -> None:
            super().__init__()
            self.words = words

    def __init__(
        self,
        recap: Recap,
        *,
        dismiss_moment: Callable[[int], Recap] | None = None,
        export: Export | None = None,
        forms: Sequence[str] = FORMS,
        new_talk: Callable[[], None] | None = None,
        practise: Practise | None = None,
        help_lines: Sequence[HelpLine] = (),
        told: str = "",
    ) -> None:
        """`dismiss_moment`: takes a moment out of every count and gives the new recap. `told`: a line to show at once."""
        super().__init__()
        self._recap = recap
        self._dismiss_moment = dismiss_moment
        self._export = export
        self._forms = forms  # the kinds of file that `export` can write
        self._new_talk = new_talk
        self._practise_with = practise
        self._help_lines = help_lines
        self._told = told

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="page"), Vertical(id="paper"):
            yield from self._title()
            yield from self._went_well()
            yield from self._to_look_at()
            yield from self._course()
            yield from self._loops()
            yield from self._agreed()
            yield from self._practise()
            yield from self._notes()
        yield Static(id="told")
        yield KeyLine("q", "u", "x", "question_mark", "n")

    def on_mount(self) -> None:
        self._tell(self._told)

    # --- the page, from top to bottom ---

    def _called(self, speaker: str) -> str:
        partner = self._recap.partners.get(speaker)
        return plain(partner.name) if partner else "Someone"

    def _title(self) -> Iterator[Widget]:
        session = self._recap.session
        about = [plain(session.topic) or "An open talk", in_words(session.duration_s)]
        about.append(f"{self._called('A')} and {self._called('B')}")
        yield Static("How it went", classes="title")
        yield Static(Content.styled(" · ".join(about), "$quiet"), classes="below")

    def _went_well(self) -> Iterator[Widget]:
        yield _heading("What went well")
        strengths = self._recap.strengths or ("You sat down and talked. That is the hard part.",)
        yield _points(strengths)
        said = " ".join(strengths)
        kind = [m for m in self._recap.moments if m.tone == "helps" and m.speaker != "?" and m.quote not in said]
        with Container(classes="pair"):
            for who in ("A", "B"):
                own = _best([m for m in kind if m.speaker == who], 1)
                if own:
                    with Vertical():
                        yield from (MomentCard(m, self._called(m.speaker)) for m in own)

    def _to_look_at(self) -> Iterator[Widget]:
        hard = [m for m in self._recap.moments if m.tone == "hurts" and m.speaker != "?" and m.kind != "threat"]
        if not hard:
            return
        yield _heading("Moments to look at again")
        with Container(classes="pair"):
            for who in ("A", "B"):
                own = _best([m for m in hard if m.speaker == who], MOST_MOMENTS)
                if own:
                    with Vertical():
                        yield from (MomentCard(m, self._called(m.speaker)) for m in own)

    def _course(self) -> Iterator[Widget]:
        if not self._recap.turns:
            return
        yield _heading("The talk from start to end")
        yield TimeLine(self._recap)
        partners = self._recap.partners
        if {"A", "B"} <= set(partners):
            yield _heading("Balance")
            balance = Balance()
            balance.names = (self._called("A"), self._called("B"))
            balance.share = round(partners["A"].talk_share * 100) if partners["A"].talk_time_s > 0 else None
            yield balance
            yield Static(self._counts(), classes="below")

    def _counts(self) -> Content:
        lines = []
        for who in ("A", "B"):
            p = self._recap.partners[who]
            parts = [f"spoke {clock(p.talk_time_s)}"] if self._recap.session.timed else []
            parts += [f"{p.turns} turns", f"{p.questions} questions"]
            if self._recap.session.timed:
                parts += [f"longest turn {in_words(p.longest_turn_s)}"]
                parts += [f"came in early {p.interruptions}"] if p.interruptions else []
            colour = "$partner-a" if who == "A" else "$partner-b"
            lines.append(Content.assemble((self._called(who), colour), "  ", (" · ".join(parts), "$quiet")))
        return Content("\n").join(lines)

    def _loops(self) -> Iterator[Widget]:
        loops = [p for p in self._recap.patterns if p.kind != "coercion"]
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
        if self._recap.agreements:
            yield _heading("What you agreed on")
            yield _points([f"{a.what}{' (confirmed by both)' if a.confirmed else ''}" for a in self._recap.agreements])
        if self._recap.parking_lot:
            yield _heading("Put aside for another talk")
            yield _points([p.what for p in self._recap.parking_lot])

    def _practise(self) -> Iterator[Widget]:
        wishes = [(who, words) for who, words in self._recap.to_practise.items() if words]
        if wishes:
            yield _heading("One thing to practise")
            for who, words in wishes:
                colour = {"A": "$partner-a", "B": "$partner-b"}.get(who, "$quiet")
                yield Static(Content.assemble((self._called(who), colour), "  ", plain(words)))

    def _notes(self) -> Iterator[Widget]:
        if self._recap.notes:
            yield _heading("To know when reading this")
            yield _points(self._recap.notes, quiet=True)
        yield Static(Content.styled(NOT_THERAPY, "$quiet"), classes="last")

    # --- what people ask for ---

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        match action:
            case "export":
                return self._export is not None
            case "next":
                return self._new_talk is not None
            case "practise":
                return self._practise_with is not None and self._to_practise() is not None
        return True

    async def on_moment_card_not_right(self, message: MomentCard.NotRight) -> None:
        if self._dismiss_moment is None:
            return
        walking = self.focused.turn if isinstance(self.focused, TimeLine) else None
        cards = [card.moment.id for card in self.query(MomentCard)]
        y = self.query_one("#page").scroll_offset.y
        self._recap = self._dismiss_moment(message.moment)
        await self.recompose()
        self._tell("Thank you. That moment is out of every count.")
        left = list(self.query(MomentCard))
        if walking is not None:
            line = self.query_one(TimeLine)
            line.turn = walking
            line.focus(scroll_visible=False)
        elif left:
            left[min(cards.index(message.moment), len(left) - 1)].focus(scroll_visible=False)
        self.query_one("#page").scroll_to(y=y, animate=False)

    def _to_practise(self) -> RecapMoment | None:
        """The moment in focus; else the first one to look at again."""
        hard = [card.moment for card in self.query(MomentCard) if card.moment.tone == "hurts"]
        if isinstance(self.focused, MomentCard) and self.focused.moment in hard:
            return self.focused.moment
        return hard[0] if hard else None

    def action_practise(self) -> None:
        moment, practise, recap = self._to_practise(), self._practise_with, self._recap
        if moment is not None and practise is not None:
            say = partial(practise, recap, moment)
            self.app.push_screen(PractiseAgain(moment, self._called(moment.speaker), say))

    def action_export(self) -> None:
        self.app.push_screen(ExportAs(self._forms), self._write)

    def _write(self, form: str | None) -> None:
        if form and self._export is not None:
            export, recap = self._export, self._recap

            def write() -> None:
                try:
                    words = f"Saved to {export(recap, form)}"
                except CoachError as error:
                    words = f"{error.message} {error.hint}"
                self.post_message(self.Exported(words))

            self.run_worker(write, thread=True, exit_on_error=False)

    def on_recap_screen_exported(self, message: Exported) -> None:
        self._tell(message.words)

    def _tell(self, words: str) -> None:
        told = self.query_one("#told", Static)
        told.update(Content(plain(words)))
        told.display = bool(words)

    def action_next(self) -> None:
        if self._new_talk is not None:
            self._new_talk()
        self.leave()

    def action_keys(self) -> None:
        self.app.push_screen(Keys(self))

    def action_help(self) -> None:
        self.app.push_screen(Safety(self._help_lines))

    def action_quit(self) -> None:
        self.leave()

    def leave(self) -> None:
        self.app.exit(self._recap)


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


def _best(moments: Sequence[RecapMoment], most: int) -> list[RecapMoment]:
    """The surest few, in the order of the talk."""
    return sorted(sorted(moments, key=lambda m: -m.confidence)[:most], key=lambda m: m.start)
