"""The last line: each key and what it does. Where there is no room for all, the ones that matter most stay."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.widget import Widget
from textual.widgets import Footer
from textual.widgets._footer import FooterKey


class KeyLine(Footer):
    """Nothing is cut off: a key is shown whole or found under `?`."""

    DEFAULT_CSS = """
    KeyLine { background: $background; padding-left: 1; }
    KeyLine FooterKey { padding: 0 1 0 0; }
    """

    def __init__(self, *first: str) -> None:
        """`first`: the keys to keep, the most important first."""
        super().__init__(show_command_palette=False, compact=True)
        self._first: Sequence[str] = first
        self._width = 0

    def compose(self) -> ComposeResult:
        keys = [widget for widget in super().compose() if isinstance(widget, FooterKey)]
        self._width = self.container_size.width or self.app.size.width
        room = self._width - 1
        kept: set[Widget] = set()
        for key in sorted(keys, key=self._rank):
            room -= cell_len(key.key_display) + cell_len(key.description) + 3
            if room < -1:  # the space after the last one may fall off
                break
            kept.add(key)
        yield from (key for key in keys if key in kept)

    def _rank(self, key: FooterKey) -> int:
        return self._first.index(key.key) if key.key in self._first else len(self._first)

    def on_resize(self) -> None:
        if self.container_size.width != self._width:
            self.call_later(self.recompose)
