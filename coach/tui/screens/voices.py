"""Twenty seconds of each voice, read from the screen: with one microphone, that tells who speaks."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from coach.core.talk import Partner
from coach.engine.rehearsing import Learning, Sound, Sounding
from coach.tui.plain import plain
from coach.tui.preparing import READING, Listening, meter
from coach.tui.widgets.key_line import KeyLine

_BAR = 40  # cells
_PARTNERS: tuple[Partner, Partner] = ("A", "B")


class Voices(ModalScreen[None]):
    """One partner after the other. What is heard here goes into two voice prints in memory, and nowhere else."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "go_on", "go on", tooltip="Begin to read, or go on"),
        Binding("escape", "skip", "leave it", key_display="esc"),
    ]

    def __init__(self, names: tuple[str, str], listening: Listening) -> None:
        super().__init__()
        self._names = (plain(names[0]), plain(names[1]))
        self._listening = listening
        self._who = 0  # 0, 1; 2: both are done
        self._reading = False
        self._progress = 0.0
        self._level = -96.0
        self._too_quiet = self._alike = False

    def compose(self) -> ComposeResult:
        with Vertical(classes="panel"):
            yield Static(id="whose", classes="title")
            yield Static(id="lines")
            yield Static(id="bar")
            yield Static(id="advice", classes="quiet")
            yield KeyLine()

    def on_mount(self) -> None:
        self._show()

    def on_unmount(self) -> None:
        self._listening.learn(None)

    def hear(self, sound: Sound) -> None:
        """Told by the screen below, which owns the microphone."""
        match sound:
            case Sounding(now=now):
                self._level = max(now, default=-96.0)
            case Learning(partner=partner, progress=progress, too_quiet=too_quiet, alike=alike):
                if self._reading and partner == _PARTNERS[self._who]:
                    self._progress, self._too_quiet, self._alike = progress, too_quiet, alike
                    if progress >= 1:
                        self._next()
        self._show()

    def _next(self) -> None:
        self._listening.learn(None)
        self._who, self._reading, self._progress = self._who + 1, False, 0.0

    def _show(self) -> None:
        if not self.is_attached:
            return
        self.query_one("#whose", Static).update(self._whose())
        self.query_one("#lines", Static).update(READING if self._who < 2 else "")
        self.query_one("#bar", Static).update(self._bar())
        self.query_one("#advice", Static).update(Content(self._advice()))
        self.refresh_bindings()

    def _whose(self) -> Content:
        if self._who == 2:
            return Content("Thank you both.")
        name = Content.styled(self._names[self._who], f"$partner-{'ab'[self._who]} bold")
        if self._reading:
            return Content.assemble(name, ", read this aloud, as you would speak")
        return Content.assemble(name, ", Enter begins; then read this aloud")

    def _bar(self) -> Content:
        if not self._reading:
            return Content("")
        full = round(self._progress * _BAR)
        heard = meter(self._level, 8)
        return Content.assemble(
            ("━" * full, f"$partner-{'ab'[self._who]}"), ("─" * (_BAR - full), "$hairline"), f" {self._progress:.0%}   ",
            ("▪" * heard, "$primary"), ("▪" * (8 - heard), "$hairline"),
        )  # fmt: skip

    def _advice(self) -> str:
        if self._who == 2:
            if self._alike:
                return "The two sound alike here. Coach learns the voices while you talk."
            return "Coach now knows who speaks. Nothing of this is kept on disk."
        if self._reading:
            return (
                "Too quiet to count: move closer, or speak up."
                if self._too_quiet
                else "Read on; from the start again if it ends."
            )
        return "It stays in memory, and is gone after the talk. Esc leaves it: coach then learns as you talk."

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """While somebody reads, their voice is what goes on."""
        return action != "go_on" or not self._reading

    def action_go_on(self) -> None:
        if self._who == 2:
            self.dismiss(None)
        else:
            self._reading, self._too_quiet = True, False
            self._listening.learn(_PARTNERS[self._who])
            self._show()

    def action_skip(self) -> None:
        self.dismiss(None)
