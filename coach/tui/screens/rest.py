"""A break: the whole screen, a breathing circle, and a way back."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from coach.tui.plain import clock, plain
from coach.tui.screens.coach_screen import CoachScreen
from coach.tui.sentences import COMING_BACK, LONGEST, SHORTEST, STEP, SUGGESTIONS, UNHEARD
from coach.tui.talking import HelpLine
from coach.tui.widgets.key_line import KeyLine

_BREATH = 10.0  # seconds: four in, six out
_IN = 4.0


def breath(seconds: float) -> float:
    """How full the lungs are, 0..1, `seconds` into the break: in for four, out for six."""
    phase = seconds % _BREATH
    part = phase / _IN if phase < _IN else 1 - (phase - _IN) / (_BREATH - _IN)
    return (1 - math.cos(math.pi * part)) / 2


def circle(radius: float, height: int) -> list[str]:
    """A disc of `radius` cells in `height` lines, drawn in half blocks: a cell is about twice as tall as wide."""
    wide = 2 * height

    def inside(column: int, half_row: int) -> bool:
        return math.hypot((column - (wide - 1) / 2) / 2, (half_row - (wide - 1) / 2) / 2) <= radius

    signs = {(True, True): "█", (True, False): "▀", (False, True): "▄", (False, False): " "}
    return [
        "".join(signs[inside(column, 2 * row), inside(column, 2 * row + 1)] for column in range(wide))
        for row in range(height)
    ]


class Circle(Widget):
    """Grows and shrinks slowly; stands still where animation is not wanted."""

    DEFAULT_CSS = """
    Circle { height: 9; width: 1fr; content-align: center middle; color: $primary 70%; }
    """

    def __init__(self, since: Callable[[], float]) -> None:
        super().__init__()
        self._since = since

    def on_mount(self) -> None:
        if self.app.animation_level != "none":
            self.set_interval(1 / 8, self.refresh)

    def render(self) -> Content:
        still = self.app.animation_level == "none"
        full = 0.6 if still else breath(self._since())
        height = max(3, self.size.height)
        return Content("\n".join(circle(1.0 + full * (height / 2 - 1.0), height)))


class Rest(CoachScreen[bool]):
    """Closes when both are ready; the minutes are theirs to change. Gives back True where they end the talk instead."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (60, "-wide")]  # noqa: RUF012  (as Textual declares it)
    VERTICAL_BREAKPOINTS = [(0, "-low"), (18, "-usual")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("1", "ready(0)", "ready", tooltip="The first partner is ready to go on"),
        Binding("2", "ready(1)", "ready", tooltip="The second partner is ready to go on"),
        Binding("plus,equals_sign", "longer(1)", "longer", key_display="+", tooltip="Five minutes more"),
        Binding("minus", "longer(-1)", "shorter", key_display="-", tooltip="Five minutes less, at least five in all"),
        Binding("exclamation_mark", "help", "help", key_display="!", tooltip="When a talk does not feel safe"),
        Binding("e", "end", "end", tooltip="End the talk here; see how it went"),
        Binding("question_mark", "keys", "keys", key_display="?", tooltip="What every key does"),
    ]

    def __init__(
        self,
        minutes: float,
        *,
        names: tuple[str, str],
        topic: str = "",
        turn: str = "",
        aim: str = "",
        help_lines: Sequence[HelpLine] = (),
        clock_s: Callable[[], float] = time.monotonic,
    ) -> None:
        """`turn`: whose turn it was, as a name. `aim`: what both want. `clock_s`: seconds, for the countdown."""
        super().__init__()
        self._minutes = min(LONGEST, max(SHORTEST, minutes))
        self._names = (plain(names[0]), plain(names[1]))
        self._topic = plain(topic)
        self._turn = plain(turn)
        self._aim = plain(aim) or COMING_BACK
        self._help_lines = help_lines
        self._clock = clock_s
        self._began = clock_s()
        self._ready = [False, False]

    @property
    def left(self) -> float:
        """Seconds left of the agreed break; 0 when it is over."""
        return max(0.0, self._minutes * 60 - self._since())

    def _since(self) -> float:
        return self._clock() - self._began

    def compose(self) -> ComposeResult:
        with Vertical(id="rest"):
            yield Static("A break, for both of you", classes="title")
            yield Circle(self._since)
            yield Static(id="left")
            yield Static(id="suggestion")
            yield Static(id="back")
            yield Static(id="ready")
        yield KeyLine()

    def on_mount(self) -> None:
        self.set_interval(1.0, self._tick)
        self._tick()

    def _tick(self) -> None:
        over = self.left <= 0
        pick = int(self._since() // 60) % len(SUGGESTIONS)
        self.query_one("#left", Static).update("Whenever you are both ready" if over else clock(math.ceil(self.left)))
        self.query_one("#suggestion", Static).update(UNHEARD if over else f"{UNHEARD} {SUGGESTIONS[pick]}")
        self.query_one("#back", Static).update(self._coming_back())
        self.query_one("#ready", Static).update(self._who_is_ready())

    def _coming_back(self) -> Content:
        parts = [f"You come back to: {self._topic}"] if self._topic else ["You come back to the same talk."]
        parts += [f"It was {self._turn}’s turn."] if self._turn else []
        return Content("\n".join([*parts, self._aim]))

    def _who_is_ready(self) -> Content:
        told = []
        for key, name, ready, colour in zip("12", self._names, self._ready, ("a", "b"), strict=True):
            state = "ready" if ready else f"press {key} when ready"
            told.append(Content.assemble((name, f"$partner-{colour}"), f" {state}"))
        return Content("     ").join(told)

    def action_ready(self, who: int) -> None:
        self._ready[who] = not self._ready[who]
        self._tick()
        if all(self._ready):
            self.dismiss(None)

    def action_longer(self, steps: int) -> None:
        self._minutes = min(LONGEST, max(SHORTEST, self._minutes + steps * STEP))
        self._tick()

    def action_end(self) -> None:
        from coach.tui.screens.asking import EndTalk

        self.app.push_screen(EndTalk(), self._end)

    def _end(self, yes: bool | None) -> None:
        if yes:
            self.dismiss(result=True)

    def leave(self) -> None:
        self.action_end()
