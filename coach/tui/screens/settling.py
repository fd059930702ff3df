"""Small things settled before a talk: ground rules ticked together, and a mood for oneself."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from coach.tui.plain import plain
from coach.tui.preparing import RULES
from coach.tui.widgets.key_line import KeyLine


class GroundRules(ModalScreen[tuple[str, ...]]):
    """Gives back the rules that both mean."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *[Binding(str(n), f"tick({n - 1})", show=False) for n in range(1, len(RULES) + 1)],
        Binding("a", "all", "all of them"),
        Binding("enter,escape", "done", "done", key_display="enter"),
    ]

    def __init__(self, ticked: tuple[str, ...]) -> None:
        super().__init__()
        self._ticked = set(ticked)

    def compose(self) -> ComposeResult:
        with Vertical(classes="panel"):
            yield Static("Ground rules, ticked together", classes="title")
            for n, rule in enumerate(RULES):
                yield Rule(n, rule)
            yield Static("Say each one aloud; its number ticks it.", classes="quiet")
            yield KeyLine()

    def on_mount(self) -> None:
        self._show()

    def _show(self) -> None:
        for rule in self.query(Rule):
            rule.show(ticked=RULES[rule.n] in self._ticked)

    def action_tick(self, n: int) -> None:
        self._ticked ^= {RULES[n]}
        self._show()

    def action_all(self) -> None:
        self._ticked = set() if len(self._ticked) == len(RULES) else set(RULES)
        self._show()

    def action_done(self) -> None:
        self.dismiss(tuple(rule for rule in RULES if rule in self._ticked))


class Rule(Static):
    DEFAULT_CSS = "Rule { height: auto; width: 1fr; }"

    def __init__(self, n: int, words: str) -> None:
        super().__init__()
        self.n = n
        self._words = words

    def show(self, *, ticked: bool) -> None:
        self.update(Content.assemble((f"{self.n + 1}  ", "$primary"), "✓ " if ticked else "· ", self._words))

    async def on_click(self) -> None:
        await self.run_action(f"screen.tick({self.n})")


class Mood(ModalScreen[int]):
    """How one partner feels, 1 to 5. What was pressed is not shown; None: they rather not say."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *[Binding(str(n), f"say({n})", show=False) for n in range(1, 6)],
        Binding("escape", "dismiss", "rather not", key_display="esc"),
    ]

    def __init__(self, name: str, colour: str) -> None:
        super().__init__()
        self._called = plain(name)
        self._colour = colour

    def compose(self) -> ComposeResult:
        with Vertical(classes="panel -small"):
            yield Static(
                Content.assemble((self._called, f"$partner-{self._colour} bold"), (", how do you feel?", "bold")),
                classes="title",
            )
            yield Static("Just for you; the other one looks away.")
            yield Static("1 heavy · 2 low · 3 so-so · 4 good · 5 light")
            yield KeyLine()

    def action_say(self, mood: int) -> None:
        self.dismiss(mood)
