"""Something that stays until people go on: what happened, and what to do."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from coach.tui.plain import plain


class Banner(Static):
    def on_mount(self) -> None:
        self.display = False

    def tell(self, happened: str, way_on: str) -> None:
        self.update(Content.assemble(plain(happened), "\n", (plain(way_on), "$quiet")))
        self.display = True

    def clear(self) -> None:
        self.display = False
