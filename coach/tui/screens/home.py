"""The first screen: a greeting, the one thing to do next, and the ways on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Center, Vertical
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Static

from coach.tui.plain import plain
from coach.tui.screens.helping import Keys
from coach.tui.talking import Way
from coach.tui.widgets.key_line import KeyLine

WAYS = (
    Way("t", "talk", "Talk", "Rehearse a hard talk, the two of you"),
    Way("d", "demo", "Demo", "Watch two made-up voices, no microphone needed"),
    Way("r", "review", "Review", "Look at a recording or a transcript"),
    Way("g", "guide", "Guide", "The moves coach looks for, and why"),
    Way("comma", "settings", "Settings", "Names, time, microphones, colours"),
)


class Choice(Static, can_focus=True):
    """One way on; by its key, by Enter, or by the mouse."""

    DEFAULT_CSS = """
    Choice { height: 1; width: 1fr; padding: 0 1; }
    Choice:focus { background: $block-cursor-background; color: $block-cursor-foreground; }
    Choice:hover { background: $panel; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "choose", show=False)]

    class Chosen(Message):
        def __init__(self, name: str) -> None:
            super().__init__()
            self.name = name

    def __init__(self, way: Way) -> None:
        key = {"comma": ","}.get(way.key, way.key)
        super().__init__(Content.assemble((f"{key}  ", "bold $primary"), f"{way.label:<10}", (way.about, "$quiet")))
        self.way = way

    def action_choose(self) -> None:
        self.post_message(self.Chosen(self.way.name))

    def on_click(self) -> None:
        self.action_choose()


class HomeScreen(Screen[str]):
    """Gives back the name of the way that was chosen, None for leaving. Ways that do not exist yet are not shown."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "app.focus_next", show=False),
        Binding("up", "app.focus_previous", show=False),
        Binding("question_mark", "keys", "keys", key_display="?", tooltip="What every key does"),
        Binding("q", "quit", "quit", tooltip="Leave"),
    ]

    def __init__(self, ways: Sequence[Way], *, next_thing: str = "", last: str = "") -> None:
        """`next_thing`: the one thing to do next, in a sentence. `last`: the last recap in one line."""
        super().__init__()
        self._ways = ways
        self._next = next_thing
        self._last = last

    def compose(self) -> ComposeResult:
        with Center(id="home"), Vertical(id="door"):
            yield Static("Good to have you both here.", classes="title")
            yield Static("Rehearse a hard talk. What you say stays on this machine.", classes="quiet")
            if self._next:
                yield Static(Content(plain(self._next)), id="next")
            with Vertical(id="ways"):
                for way in self._ways:
                    yield Choice(way)
            if self._last:
                yield Static(Content(plain(self._last)), classes="quiet")
        yield KeyLine("q", "question_mark")

    def on_mount(self) -> None:
        for way in self._ways:
            self._bindings.bind(way.key, f"go('{way.name}')", way.label, show=False)
        choices = list(self.query(Choice))
        if choices:
            choices[0].focus()

    def on_choice_chosen(self, message: Choice.Chosen) -> None:
        self.app.exit(message.name)

    def action_go(self, name: str) -> None:
        self.app.exit(name)

    def action_keys(self) -> None:
        self.app.push_screen(Keys(self))

    def action_quit(self) -> None:
        self.app.exit(None)
