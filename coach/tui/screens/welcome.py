"""The first time: what coach is and is not, and a few private questions, one partner at a time.

The answers are never stored, shown or told apart: one "yes" from anybody leads to the same plain page for both.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Literal

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Center, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from coach.tui.screens.coach_screen import CoachScreen
from coach.tui.screens.helping import told_of
from coach.tui.sentences import ABOUT, ALONE, IN_DANGER, NOT_TODAY, QUESTIONS
from coach.tui.talking import HelpLine
from coach.tui.widgets.key_line import KeyLine

Welcomed = Literal["both", "alone"]
_Stage = Literal["about", "whose", "asking", "not today"]


class WelcomeScreen(CoachScreen[Welcomed]):
    """Gives back who is here, None for leaving."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "go_on", "go on", tooltip="Go on"),
        Binding("a", "alone", "I am here alone", tooltip="Go on alone, to rehearse by writing"),
        Binding("y", "answer('yes')", "yes", tooltip="Answer yes"),
        Binding("n", "answer('no')", "no", tooltip="Answer no"),
        Binding("r", "answer('rather not')", "rather not say", tooltip="Leave this question"),
        Binding("question_mark", "keys", "keys", key_display="?", tooltip="What every key does"),
        Binding("q", "leave", "leave", tooltip="Leave coach"),
    ]

    def __init__(self, help_lines: Sequence[HelpLine] = ()) -> None:
        super().__init__()
        self._help_lines = help_lines
        self._stage: _Stage = "about"
        self._partner = 0
        self._question = 0
        self._not_today = False

    def compose(self) -> ComposeResult:
        with Center(id="welcome"), Vertical(id="sheet"):
            yield Static(id="headline", classes="title")
            with VerticalScroll(id="words", can_focus=True):
                yield Static(id="saying")
        yield KeyLine("enter", "y", "n", "r", "a", "q")

    def on_mount(self) -> None:
        self.query_one("#words").focus()
        self._show()

    def _show(self) -> None:
        headline, told = self._page()
        self.query_one("#headline", Static).update(headline)
        self.query_one("#saying", Static).update(told)
        self.query_one("#words").scroll_home(animate=False)
        self.refresh_bindings()

    def _page(self) -> tuple[str, Content]:
        whose = ("One of you first", "Now the other one")[min(self._partner, 1)]
        match self._stage:
            case "about":
                return "Welcome", Content("\n\n".join(ABOUT))
            case "whose":
                return whose, Content("\n\n".join(ALONE))
            case "asking":
                count = Content.styled(
                    f"{self._question + 1} of {len(QUESTIONS)}. No one sees what you press.", "$quiet"
                )
                return "Just for you", Content("\n\n").join([Content(QUESTIONS[self._question]), count])
        lines = [told_of(line) for line in self._help_lines]
        closing = Content(IN_DANGER)
        return NOT_TODAY[0], Content("\n\n").join([*map(Content, NOT_TODAY[1:]), *lines, closing])

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        offered = {
            "go_on": self._stage in {"about", "whose"},
            "alone": self._stage == "whose" and self._partner == 0,
            "answer": self._stage == "asking",
        }
        return offered.get(action, True)

    def action_go_on(self) -> None:
        self._stage = "whose" if self._stage == "about" else "asking"
        self._question = 0
        self._show()

    def action_alone(self) -> None:
        self.app.exit("alone")

    def action_answer(self, answer: str) -> None:
        self._not_today = self._not_today or answer == "yes"
        self._question += 1
        if self._question == len(QUESTIONS):
            self._partner += 1
            self._stage = "whose"
        if self._partner == 2:
            self._finish()
        else:
            self._show()

    def _finish(self) -> None:
        """The same way out whoever answered what; and the answer is gone."""
        if not self._not_today:
            self.app.exit("both")
            return
        self._not_today = False
        self._stage = "not today"
        self._show()

    def action_leave(self) -> None:
        self.app.exit(None)
