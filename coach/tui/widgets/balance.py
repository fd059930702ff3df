"""How the talking is shared: one line, two names, two numbers, no verdict."""

from __future__ import annotations

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from coach.tui.plain import one_line


class Balance(Widget):
    """Empty until `share` is known, so that a first sentence is never 100 %."""

    DEFAULT_CSS = """
    Balance { height: 1; padding: 0 1; }
    """
    names: reactive[tuple[str, str]] = reactive(("Partner A", "Partner B"))
    share: reactive[int | None] = reactive[int | None](None)  # A's, in per cent

    def render(self) -> Content:
        width = self.content_size.width
        room = max(4, width // 5)
        first, second = (one_line(name, room) for name in self.names)
        if self.share is None:
            gap = " " * max(1, width - len(first) - len(second))
            return Content.assemble((first, "$partner-a"), gap, (second, "$partner-b"))
        left = Content.assemble((first, "$partner-a"), f" {self.share}% ")
        right = Content.assemble(f" {100 - self.share}% ", (second, "$partner-b"))
        cells = max(2, width - left.cell_length - right.cell_length - 1)
        mine = min(cells - 1, max(1, round(cells * self.share / 100)))
        bar = Content.assemble(("━" * mine, "$partner-a"), " ", ("━" * (cells - mine), "$partner-b"))
        return Content.assemble(left, bar, right)
