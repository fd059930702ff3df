"""The window that every screen opens in: our themes, our keys, and the quick exit."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import Any, ClassVar, Protocol, runtime_checkable

from textual import events
from textual.actions import SkipAction
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.driver import Driver
from textual.screen import ModalScreen, Screen
from textual.widgets import Input

from coach.settings import Screen as Looks
from coach.tui.talking import Way
from coach.tui.themes import THEMES, chosen

TWICE_WITHIN = 0.8  # seconds between the two Esc of a quick exit


@runtime_checkable
class Leavable(Protocol):
    """A screen with something to lose: it knows itself how it is left."""

    def leave(self) -> None: ...


@runtime_checkable
class Leading(Protocol):
    """A screen that leads to others."""

    @property
    def ways(self) -> Sequence[Way]: ...


class CoachApp(App[Any]):
    """One window with our themes, our keys and the quick exit. `open_screen` makes the first screen."""

    TITLE = "coach"  # never a name or a topic: window titles outlive the window
    CSS_PATH = "coach.tcss"
    ENABLE_COMMAND_PALETTE = True
    VERTICAL_BREAKPOINTS = [(0, "-few-rows"), (24, "-usual-rows"), (30, "-more-rows"), (45, "-many-rows")]  # noqa: RUF012  (as Textual declares it)
    left_at_once: ClassVar[bool] = False  # in this run of the program: then no other screen comes after the blank one
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "twice_to_leave", show=False, priority=True),
        Binding("ctrl+q", "leave", "leave", show=False, priority=True, system=True),
        Binding("ctrl+c", "copy_or_leave", show=False, priority=True, system=True),
    ]

    def __init__(
        self,
        open_screen: Callable[[], Screen[Any]],
        *,
        looks: Looks | None = None,
        abandon: Callable[[], None] | None = None,
        ends_it: bool = False,
    ) -> None:
        """`abandon`: what a quick exit must stop and forget. `ends_it`: whoever leaves it without a choice leaves coach."""
        super().__init__()
        self._ends_it = ends_it
        self._open_screen = open_screen
        self._abandon = abandon or (lambda: None)
        self._last_escape = float("-inf")
        self._pressed_at = 0.0  # seconds that only grow: when the latest key came
        for theme in THEMES:
            self.register_theme(theme)
        looks = looks or Looks()
        self.theme = chosen(looks.theme)
        if not looks.animation:
            self.animation_level = "none"

    @property
    def leads_on(self) -> bool:
        """Whether another page may come after this one has closed."""
        return not (CoachApp.left_at_once or (self._ends_it and self.return_value is None))

    def get_driver_class(self) -> type[Driver]:
        """Textual's, but one that leaves the screen to the page that follows."""
        usual = super().get_driver_class()
        if sys.platform == "win32":
            return usual
        from coach.tui.driver import LinuxDriver, StayingDriver

        return StayingDriver if usual is LinuxDriver else usual

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Our colours, for themes that do not know them."""
        return THEMES[0].variables

    def on_mount(self) -> None:
        self.push_screen(self._open_screen())
        self.call_after_refresh(self._set_aside)

    def on_unmount(self) -> None:
        gc.unfreeze()

    def _set_aside(self) -> None:
        """What is loaded stays until this app closes: going through it in search of garbage holds up a frame, 40 ms and more."""
        if not self.is_headless:
            gc.collect()  # what an app before this one left must not stay
            gc.freeze()

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """The palette finds every key of the screen, and the themes. No screenshots: they would lie on the disk."""
        for binding in type(screen).BINDINGS:
            if isinstance(binding, Binding) and screen.check_action(binding.action.partition("(")[0], ()) is True:
                yield SystemCommand(binding.description.capitalize(), binding.tooltip, _running(screen, binding.action))
        for way in screen.ways if isinstance(screen, Leading) else ():
            yield SystemCommand(way.label, way.about, _running(screen, f"go('{way.name}')"))
        for theme in THEMES:
            yield SystemCommand(f"Colours: {theme.name}", "Change how the screen looks", _painting(self, theme.name))
        yield SystemCommand("Leave at once", "Blank screen, nothing of this talk is kept (Esc Esc)", self.leave_at_once)

    async def on_event(self, event: events.Event) -> None:
        """Any other key between two Esc makes them two single ones: closing two panels must not cost the talk."""
        if isinstance(event, events.Key):
            self._pressed_at = event.time
            if event.key != "escape":
                self._last_escape = float("-inf")
        await super().on_event(event)

    def action_twice_to_leave(self) -> None:
        """The second Esc in a row leaves at once; a single one does what it does elsewhere.

        Counted from when they were pressed: a machine that is busy comes to the second one late.
        """
        now = self._pressed_at
        if now - self._last_escape <= TWICE_WITHIN:
            self.leave_at_once()
            return
        self._last_escape = now
        raise SkipAction

    def leave_at_once(self) -> None:
        """Blank first, then forget, then go."""
        while len(self.screen_stack) > 1:
            self.pop_screen()
        self.push_screen(Screen())  # nothing
        self.clear_notifications()
        self.call_after_refresh(self._forget_and_go)

    def _forget_and_go(self) -> None:
        CoachApp.left_at_once = True
        try:
            self._abandon()
        finally:
            self.exit(None)

    def action_leave(self) -> None:
        """Ctrl+Q: whatever the talk or its recap calls leaving, so that no talk is lost by it."""
        for screen in reversed(self.screen_stack):
            if isinstance(screen, Leavable):
                while isinstance(self.screen, ModalScreen):
                    self.pop_screen()
                screen.leave()
                return
        self.exit(None)

    def action_copy_or_leave(self) -> None:
        """Ctrl+C: what is selected is copied; else it leaves as Ctrl+Q does, for many hands know no other key."""
        if self.screen.get_selected_text() or (isinstance(self.focused, Input) and self.focused.selected_text):
            raise SkipAction
        self.action_leave()

    def _fatal_error(self) -> None:
        """Textual's own report of a crash shows the values of variables: here that would be words of the talk."""
        from rich.traceback import Traceback

        self.panic(Traceback(show_locals=False))


def _running(screen: Screen[Any], action: str) -> Callable[[], Any]:
    return lambda: screen.run_action(action)


def _painting(app: CoachApp, theme: str) -> Callable[[], None]:
    def paint() -> None:
        app.theme = theme

    return paint
