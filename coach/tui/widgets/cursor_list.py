"""A list with a cursor that draws only what is in sight: ten thousand rows cost no more than ten."""

from __future__ import annotations

import bisect
import itertools
from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip


class CursorList(ScrollView, can_focus=True):
    """Subclasses say how many lines each row takes (`laid_out`) and how a line looks (`line`)."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "go(1)", "lines", key_display="↑ ↓", show=False, tooltip="Go from line to line"),
        Binding("up", "go(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("home", "go(-1000000000)", show=False),
        Binding("end", "go(1000000000)", show=False),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {"list--here", "list--quiet", "list--a", "list--b", "list--sign"}
    DEFAULT_CSS = """
    CursorList {
        background: $background; overflow-x: hidden;
        scrollbar-size-vertical: 1; scrollbar-color: $hairline; scrollbar-background: $background;
        & > .list--here { background: $panel; color: $foreground; }
        &:focus > .list--here { background: $block-cursor-background; color: $block-cursor-foreground; }
        & > .list--quiet { color: $quiet; }
        & > .list--sign { color: $primary; }
        & > .list--a { color: $partner-a; }
        & > .list--b { color: $partner-b; }
    }
    """
    cursor = reactive(0)

    class Moved(Message):
        """The cursor stands on another row."""

        def __init__(self, sender: CursorList) -> None:
            super().__init__()
            self.sender = sender

        @property
        def control(self) -> CursorList:
            return self.sender

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  (Textual's name)
        super().__init__(id=id)
        self._ends: list[int] = []  # of each row: the line after its last
        self._width = 0

    # --- what subclasses say ---

    def laid_out(self, width: int) -> Sequence[int]:
        """How many lines each row takes at this width."""
        raise NotImplementedError

    def line(self, row: int, n: int, width: int) -> list[Segment]:
        """Line `n` of a row."""
        raise NotImplementedError

    # --- rows ---

    @property
    def rows(self) -> int:
        return len(self._ends)

    def show_rows(self, *, cursor: int | None = None) -> None:
        """The rows have changed."""
        self._width = self.scrollable_content_region.width
        self._ends = list(itertools.accumulate(self.laid_out(self._width)))
        self.virtual_size = Size(max(1, self._width), self._ends[-1] if self._ends else 0)
        if cursor is not None:
            self.cursor = cursor
        self.cursor = self.validate_cursor(self.cursor)
        self._follow()
        self.refresh()

    def validate_cursor(self, cursor: int) -> int:
        return max(0, min(self.rows - 1, cursor))

    def watch_cursor(self) -> None:
        self._follow()
        self.refresh()
        self.post_message(self.Moved(self))

    def on_resize(self) -> None:
        if self.scrollable_content_region.width != self._width:
            self.show_rows()

    def _begins(self, row: int) -> int:
        return self._ends[row - 1] if row else 0

    def _follow(self) -> None:
        if self._ends:
            first = self._begins(self.cursor)
            here = Region(0, first, max(1, self._width), self._ends[self.cursor] - first)
            self.scroll_to_region(here, animate=False, force=True)

    def row_at(self, line: int) -> int | None:
        """The row that a line of the whole list belongs to."""
        return bisect.bisect_right(self._ends, line) if 0 <= line < (self._ends[-1] if self._ends else 0) else None

    # --- drawing ---

    def render_line(self, y: int) -> Strip:
        at = self.scroll_offset.y + y
        row = self.row_at(at)
        if row is None:
            return Strip.blank(self.size.width, self.rich_style)
        base = self.rich_style
        if row == self.cursor:
            base += self.get_component_rich_style("list--here", partial=True)
        # One strip, made once: each of them costs more than what is in it.
        segments = [
            Segment(text, base + style if style else base)
            for text, style, _ in self.line(row, at - self._begins(row), self._width)
        ]
        used = sum(cell_len(text) for text, _, _ in segments)
        if used < self.size.width:
            segments.append(Segment(" " * (self.size.width - used), base))
        strip = Strip(segments, max(used, self.size.width))
        return strip if used <= self.size.width else strip.crop(0, self.size.width)

    def segment(self, text: str, look: str = "") -> Segment:
        """`look`: "quiet", "sign", "a", "b" or ""."""
        return Segment(text, self.get_component_rich_style(f"list--{look}", partial=True) if look else None)

    # --- what people ask for ---

    def action_go(self, step: int) -> None:
        self.cursor += step

    def action_page(self, step: int) -> None:
        self.cursor += step * max(1, self.size.height - 1)

    def on_click(self, event: events.Click) -> None:
        row = self.row_at(self.scroll_offset.y + event.y)
        if row is not None:
            self.cursor = row
            self.clicked(row, event)

    def clicked(self, row: int, event: events.Click) -> None:
        """A row was clicked; the cursor stands on it."""
