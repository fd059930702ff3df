"""Why did this line appear? The words seen, the guidance, and how sure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Static

from coach.core.talk import Cue
from coach.tui.plain import how_sure, plain
from coach.tui.talking import Described
from coach.tui.widgets.key_line import KeyLine


class Why(ModalScreen[bool]):
    """Gives back True where this very line was not helpful; a newer one may have come meanwhile."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("u", "not_helpful", "not helpful"),
        Binding("escape,w,enter", "dismiss", "back to the talk", key_display="esc"),
    ]

    def __init__(self, cue: Cue, reasons: Sequence[Described]) -> None:
        super().__init__()
        self._cue = cue
        self._reasons = reasons

    def compose(self) -> ComposeResult:
        with Vertical(classes="panel"):
            yield Static(Content(plain(self._cue.text)), classes="title")
            with VerticalScroll(can_focus=True):
                for reason in self._reasons:
                    yield from _told(reason)
            yield KeyLine()

    def action_not_helpful(self) -> None:
        self.dismiss(result=True)


def _told(reason: Described) -> Iterator[Widget]:
    lines = [
        ("words seen", f"“{plain(reason.quote)}”" if reason.quote else ""),
        ("reading", plain(reason.title)),
        ("because", plain(reason.why)),
        ("guidance", plain(reason.guidance)),
        ("to try", plain(reason.tip)),
        ("how sure", how_sure(reason.sure)),
    ]
    for name, text in lines:
        if text:
            yield Horizontal(Static(name, classes="label"), Static(Content(text)), classes="row")
