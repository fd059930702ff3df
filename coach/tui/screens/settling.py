"""Small things settled around a talk: ground rules ticked together, the homework read again, and a mood for oneself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from coach.tui.plain import plain
from coach.tui.preparing import RULES, Assignment, Moods
from coach.tui.widgets.key_line import KeyLine

_OFFERED = "◆"


class GroundRules(ModalScreen[tuple[str, ...]]):
    """Gives back the rules that both mean."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *[Binding(str(n), f"tick({n - 1})", show=False) for n in range(1, len(RULES) + 1)],
        Binding("a", "all", "all of them"),
        Binding("enter,escape", "done", "done", key_display="enter"),
    ]

    def __init__(self, ticked: tuple[str, ...], offered: tuple[str, ...] = ()) -> None:
        """`offered`: rules that go with the homework; they are marked, and it is still the couple who ticks."""
        super().__init__()
        self._ticked = set(ticked)
        self._offered = frozenset(offered)

    def compose(self) -> ComposeResult:
        with Vertical(classes="panel"):
            yield Static("Ground rules, ticked together", classes="title")
            for n, rule in enumerate(RULES):
                yield Rule(n, rule, offered=rule in self._offered)
            if self._offered:
                yield Static(Content.styled(f"{_OFFERED} goes with your homework.", "$quiet"))
            yield Static("Read each one together; its number ticks it.", classes="quiet")
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

    def __init__(self, n: int, words: str, *, offered: bool = False) -> None:
        super().__init__()
        self.n = n
        self._words = f"{words} {_OFFERED}" if offered else words

    def show(self, *, ticked: bool) -> None:
        self.update(Content.assemble((f"{self.n + 1}  ", "$primary"), "✓ " if ticked else "· ", self._words))

    async def on_click(self) -> None:
        await self.run_action(f"screen.tick({self.n})")


class AssignmentPage(ModalScreen[None]):
    """What the therapist asks, to read again."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,enter", "dismiss", "back", key_display="esc")]

    def __init__(self, assignment: Assignment) -> None:
        super().__init__()
        self._page = "\n".join(plain(line) for line in assignment.page.splitlines())

    def compose(self) -> ComposeResult:
        with Vertical(classes="panel"):
            yield Static("Your homework", classes="title")
            with VerticalScroll():
                yield Static(Content(self._page))
            yield KeyLine()


class Mood(ModalScreen[int]):
    """How one partner feels, 1 to 5. What was pressed is not shown; None: they rather not say."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *[Binding(str(n), f"say({n})", show=False) for n in range(1, 6)],
        Binding("escape", "dismiss", "rather not", key_display="esc"),
    ]

    def __init__(self, name: str, colour: str, *, now: str = "") -> None:
        """`now`: a word on when, such as "now" after a talk."""
        super().__init__()
        self._called = plain(name)
        self._colour = colour
        self._question = f", how do you feel{' ' + now if now else ''}?"

    def compose(self) -> ComposeResult:
        with Vertical(classes="panel -small"):
            yield Static(
                Content.assemble((self._called, f"$partner-{self._colour} bold"), (self._question, "bold")),
                classes="title",
            )
            yield Static("Just for you; the other one looks away.")
            yield Static("1 heavy · 2 low · 3 so-so · 4 good · 5 light")
            yield KeyLine()

    def action_say(self, mood: int) -> None:
        self.dismiss(mood)


def ask_moods(app: App[Any], names: tuple[str, str], then: Callable[[Moods], Any], *, now: str = "") -> None:
    """Both in turn, each for oneself. `now`: a word on when."""

    def second(first: int | None) -> None:
        app.push_screen(Mood(names[1], "b", now=now), lambda mood: then((first, mood)))

    app.push_screen(Mood(names[0], "a", now=now), second)
