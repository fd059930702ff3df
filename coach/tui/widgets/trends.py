"""How talks went lately: a small chart a row, and what it says in words. No score, no winner."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from coach.store.index import Entry
from coach.tui.looking_back import MOST, BalanceBand, Trend, band, counted, drawn, trends
from coach.tui.plain import one_line

_LABEL = 12  # cells
_LINE = 20  # cells of the balance
_LEAST_WORDS = 34  # cells beside a chart; with less the words stand below it


class Trends(Widget):
    """Empty until talks are told."""

    DEFAULT_CSS = "Trends { height: auto; width: 1fr; padding: 0 1; }"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  (Textual's name)
        super().__init__(id=id)
        self._rows: tuple[Trend, ...] = ()
        self._band: BalanceBand | None = None
        self._talks = 0

    def tell(self, entries: Sequence[Entry]) -> None:
        """`entries`: newest first."""
        self._rows, self._band = trends(entries), band(entries)
        self._talks = max(len(counted(entries)), min(len(entries), MOST) if self._rows else 0)
        self.display = bool(self._rows)
        self.refresh(layout=True)

    @property
    def words(self) -> str:
        """All of it as text."""
        return self._drawn(76).plain

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        return len(self._drawn(width).plain.splitlines())

    def render(self) -> Content:
        return self._drawn(self.content_size.width)

    def _drawn(self, width: int) -> Content:
        if not self._rows:
            return Content("")
        chart = max([_LINE if self._band else 0, *(len(row.chart) for row in self._rows)])
        beside = width - _LABEL - chart - 2 >= _LEAST_WORDS
        many = "The last talk" if self._talks == 1 else f"The last {self._talks} talks, the newest on the right"
        lines = [Content.styled(many, "$quiet")]
        for row in self._rows:
            colour = "$quiet" if row.label == "what hurts" else "$primary"
            lines += _row(row.label, Content.styled(row.chart, colour), row.words, chart, beside=beside)
        if self._band is not None:
            before, inside, after = drawn(self._band, min(_LINE, chart))
            line = Content.assemble((before, "$hairline"), (inside, "$foreground"), (after, "$hairline"))
            lines += _row("the floor", line, one_line(self._band.words(), max(20, width - 2)), chart, beside=beside)
        return Content("\n").join(lines)


def _row(label: str, chart: Content, words: str, room: int, *, beside: bool) -> list[Content]:
    head = Content.assemble((label.ljust(_LABEL), "$quiet"), chart)
    if beside:
        gap = " " * (room - cell_len(chart.plain) + 2)
        return [Content.assemble(head, gap, words)]
    return [head, Content.assemble(" " * _LABEL, words)]
