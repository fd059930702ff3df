"""The first screen: a greeting, the one thing to do next, and the ways on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Center, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from coach.tui.plain import plain
from coach.tui.screens.coach_screen import CoachScreen
from coach.tui.talking import Way
from coach.tui.today import ALONE, Today
from coach.tui.widgets.key_line import KeyLine
from coach.tui.working import beside, told


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


class Next(Choice):
    """The one thing to do next; Enter does it."""

    DEFAULT_CSS = """
    Next { height: auto; margin-top: 1; padding-left: 1; border-left: outer $primary; }
    """

    def __init__(self, today: Today) -> None:
        super().__init__(Way("enter", today.way, "", ""))
        self.tell(today)

    def tell(self, today: Today) -> None:
        self.way = Way("enter", today.way, "", "")
        self.update(Content.assemble(("⏎  ", "$primary"), plain(today.words)))


class HomeScreen(CoachScreen[str]):
    """Gives back the name of the way that was chosen, None for leaving. Ways that do not exist yet are not shown."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "app.focus_next", show=False),
        Binding("up", "app.focus_previous", show=False),
        Binding("question_mark", "keys", "keys", key_display="?", tooltip="What every key does"),
        Binding("q", "quit", "quit", tooltip="Leave"),
    ]

    def __init__(
        self,
        ways: Sequence[Way],
        *,
        today: Today | None = None,
        look: Callable[[], Today] | None = None,
        together: bool = True,
    ) -> None:
        """`today`: what to say at once. `look`: finds out more, in a thread, once the screen is there. `together`: both are here."""
        super().__init__()
        self.ways = tuple(ways)
        self._together = together
        self._today = today or (Today() if together else Today(words=ALONE))
        self._look = look

    def compose(self) -> ComposeResult:
        with Center(id="home"), Vertical(id="door"):
            greeting = "Good to have you both here." if self._together else "Good to have you here."
            yield Static(greeting, classes="title")
            yield Static("Rehearse a hard talk. What you say stays on this machine.", classes="quiet")
            yield Next(self._today)
            with Vertical(id="ways"):
                for way in self.ways:
                    yield Choice(way)
            yield Static(id="last")
            yield Static(id="lately-home")
        yield KeyLine("q", "question_mark")

    def on_mount(self) -> None:
        for way in self.ways:
            binding = Binding(way.key, f"go('{way.name}')", way.label, show=False, tooltip=way.about)
            self._bindings.key_to_bindings.setdefault(way.key, []).append(binding)
        self.query_one(Next).focus()
        self._show(self._today)
        if self._look is not None:
            beside(self, self._look, self._show, lambda error: self._tell_last(told(error)))

    def _show(self, today: Today) -> None:
        self._today = today
        self.query_one(Next).tell(today)
        self._tell_last(today.last)
        lately = self.query_one("#lately-home", Static)
        lately.display = today.chart is not None
        if today.chart is not None:
            many = len(today.chart.chart)
            lately.update(
                Content.assemble((f"What helped, the last {many} talks  ", "$quiet"), (today.chart.chart, "$primary"))
            )

    def _tell_last(self, words: str) -> None:
        last = self.query_one("#last", Static)
        last.display = bool(words)
        last.update(Content.styled(plain(words), "$quiet"))

    def on_choice_chosen(self, message: Choice.Chosen) -> None:
        self.app.exit(message.name)

    def action_go(self, name: str) -> None:
        self.app.exit(name)

    def action_quit(self) -> None:
        self.app.exit(None)
