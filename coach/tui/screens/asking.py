"""Short questions in the middle of the screen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from coach.tui.plain import plain
from coach.tui.talking import FORMS
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
            yield Static("The last words are finished first. Then you see how it went.")
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

    def __init__(self, forms: Sequence[str] = FORMS, *, title: str = "Save the recap as a file") -> None:
        super().__init__()
        self._forms = ("", *forms)
        self._title = title

    def compose(self) -> ComposeResult:
        with Vertical(classes="panel -small"):
            yield Static(self._title, classes="title")
            yield Static("It stays on this machine until you share it.")
            yield KeyLine()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return action != "choose" or parameters[0] in self._forms

    def action_choose(self, form: str) -> None:
        self.dismiss(form)


class PutAside(ModalScreen[str]):
    """What would they like to keep for another talk? "" for nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "keep", "put aside"),
        Binding("escape", "back", "back", key_display="esc"),
    ]

    def __init__(self, likely: str = "") -> None:
        """`likely`: the words that left the topic, to take over or to change."""
        super().__init__()
        self._likely = plain(likely)

    def compose(self) -> ComposeResult:
        with Vertical(classes="panel -small"):
            yield Static("Put aside for another talk", classes="title")
            words = Input(self._likely, placeholder="a word or two", max_length=120, compact=True)
            words.cursor_blink = False  # nothing here blinks
            yield words
            yield Static("Enter keeps it for later.", classes="quiet")
            yield KeyLine()

    def action_keep(self) -> None:
        self.dismiss(self.query_one(Input).value.strip())

    def on_input_submitted(self) -> None:
        self.action_keep()

    def action_back(self) -> None:
        self.dismiss("")
