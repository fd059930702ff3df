"""Textual's driver for Linux and macOS, but it stays on the terminal's other screen while another page follows (`one_screen`)."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING

from rich.console import COLOR_SYSTEMS
from rich.style import Style
from textual.color import Color
from textual.drivers.linux_driver import LinuxDriver

from coach.tui.one_screen import ENTER, LEAVE, ONE_SCREEN, SHOW_CURSOR, calm

if TYPE_CHECKING:
    from textual.app import App

__all__ = ["LinuxDriver", "StayingDriver"]


class StayingDriver(LinuxDriver):
    """What enters and leaves the other screen is written only where it must be; all else is Textual's."""

    _withheld: frozenset[str] = frozenset()
    _suspending = False

    def write(self, data: str) -> None:
        if data not in self._withheld:
            super().write(data)

    def start_application_mode(self) -> None:
        self._withheld = frozenset({ENTER}) if ONE_SCREEN.entered else frozenset()
        ONE_SCREEN.page_begins()
        super().start_application_mode()  # type: ignore[no-untyped-call]
        self._withheld = frozenset()

    def stop_application_mode(self) -> None:
        stays = ONE_SCREEN.stays and getattr(self._app, "leads_on", False) and not self._suspending
        self._withheld = frozenset({LEAVE, SHOW_CURSOR}) if stays else frozenset()
        super().stop_application_mode()
        if not self._suspending:  # Textual's own would start this page again after it has gone
            signal.signal(signal.SIGTSTP, signal.SIG_DFL)
            signal.signal(signal.SIGCONT, signal.SIG_DFL)
        if stays:
            self.write(calm(colours_of(self._app)))
            self.close()  # all is written out before anybody else may write
            ONE_SCREEN.page_ended()
        else:
            ONE_SCREEN.page_left(silently=getattr(self._app, "left_at_once", False))

    def suspend_application_mode(self) -> None:
        """Ctrl+Z from elsewhere: the shell gets its own screen, whatever follows."""
        self._suspending = True
        try:
            super().suspend_application_mode()
        finally:
            self._suspending = False


def colours_of(app: App[object]) -> str:
    """The sequence that sets the page's own colours, as far as the terminal has them."""
    console = app.console
    if console.no_color or console.color_system is None:
        return ""
    said = app.get_css_variables()
    style = Style(color=Color.parse(said["foreground"]).rich_color, bgcolor=Color.parse(said["background"]).rich_color)
    return style.render("\0", color_system=COLOR_SYSTEMS[console.color_system]).partition("\0")[0]
