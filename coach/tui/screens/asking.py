"""Short questions in the middle of the screen."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from coach.tui.widgets.key_line import KeyLine


class EndTalk(ModalScreen[bool]):
    """A stray key must not end a talk."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("e,enter", "end", "end the talk", key_display="e"),
        Binding("escape,g", "go_on", "go on", key_display="esc"),
    ]

    def compose(self) -> ComposeResult:
        with Vertical(classes="panel -small"):
            yield Static("End the talk here?", classes="title")
            yield Static("What was said is written down first. Then you see how it went.")
            yield KeyLine()

    def action_end(self) -> None:
        self.dismiss(result=True)

    def action_go_on(self) -> None:
        self.dismiss(result=False)


class ExportAs(ModalScreen[str]):
    """Which kind of file? "" for none."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("h", "choose('html')", "HTML page"),
        Binding("m", "choose('markdown')", "Markdown"),
        Binding("j", "choose('json')", "JSON"),
        Binding("escape", "choose('')", "back", key_display="esc"),
    ]

    def compose(self) -> ComposeResult:
        with Vertical(classes="panel -small"):
            yield Static("Save the recap as a file", classes="title")
            yield Static("It stays on this machine until you share it.")
            yield KeyLine()

    def action_choose(self, form: str) -> None:
        self.dismiss(form)
