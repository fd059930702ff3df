"""What every screen of the coach answers to: which keys there are, what to do when a talk is not safe, a line of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TypeVar, cast

from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from coach.tui.plain import plain

if TYPE_CHECKING:
    from coach.tui.talking import HelpLine

T = TypeVar("T")


class CoachScreen(Screen[T]):
    """Gives back a `T`. The pages it opens are loaded when they are asked for, not before the first frame."""

    _help_lines: Sequence[HelpLine] = ()

    def action_keys(self) -> None:
        from coach.tui.screens.helping import Keys

        self.app.push_screen(Keys(cast("Screen[Any]", self)))

    def action_help(self) -> None:
        from coach.tui.screens.helping import Safety

        self.app.push_screen(Safety(self._help_lines))

    def _tell(self, words: str) -> None:
        """A quiet line above the keys (`#told`); none for no words."""
        line = self.query_one("#told", Static)
        line.update(Content(plain(words)))
        line.display = bool(words)
