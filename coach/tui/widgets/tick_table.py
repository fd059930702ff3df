"""Lines that two people tick, each for oneself: what both ticked counts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message

from coach.tui.plain import one_line, plain, wrap
from coach.tui.ticking import TickRow
from coach.tui.widgets.cursor_list import CursorList

_INDENT = 2


class TickTable(CursorList):
    """1 and 2 tick the line the cursor stands on, for the first and the second partner; so does a click on the tick."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("1", "tick(0)", "tick", tooltip="Tick this line, or take the tick away: the first partner"),
        Binding("2", "tick(1)", "tick", tooltip="Tick this line, or take the tick away: the second partner"),
    ]

    class Ticked(Message):
        def __init__(self, sender: TickTable, key: object, who: int) -> None:
            super().__init__()
            self.sender = sender
            self.key = key
            self.who = who

        @property
        def control(self) -> TickTable:
            return self.sender

    def __init__(self, names: tuple[str, str], ticked: Callable[[object, int], bool], *, id: str | None = None) -> None:  # noqa: A002
        """`ticked`: whether this partner (0 or 1) ticked this key."""
        super().__init__(id=id)
        self._names = (one_line(names[0], 12), one_line(names[1], 12))
        self._columns = tuple(max(5, cell_len(name) + 2) for name in self._names)
        self._ticked = ticked
        self._told: Sequence[TickRow] = ()
        self._lines: list[list[tuple[int, int]]] = []

    @property
    def heading(self) -> list[tuple[str, str]]:
        """The names above their columns, with their colours: text and style."""
        return [
            (f" {name}".ljust(width + len(name) - cell_len(name)), f"$partner-{who}")
            for name, width, who in zip(self._names, self._columns, "ab", strict=True)
        ]

    @property
    def chosen(self) -> TickRow | None:
        return self._told[self.cursor] if self._told else None

    def tell(self, rows: Iterable[TickRow]) -> None:
        self._told = tuple(rows)
        self.show_rows()

    def on_mount(self) -> None:
        self.show_rows()

    def _room(self, row: TickRow, width: int) -> int:
        return max(8, width - sum(self._columns) - (_INDENT if row.inside else 0) - 1)

    def laid_out(self, width: int) -> Sequence[int]:
        self._lines = [wrap(plain(row.text), self._room(row, width)) for row in self._told]
        return [
            len(lines) + (not self._quiet_fits(row, lines, width))
            for row, lines in zip(self._told, self._lines, strict=True)
        ]

    def _quiet_fits(self, row: TickRow, lines: list[tuple[int, int]], width: int) -> bool:
        """Beside the last line of the words; else it has a line of its own."""
        last = cell_len(plain(row.text)[slice(*lines[-1])])
        return not row.quiet or last + 2 + cell_len(row.quiet) <= self._room(row, width)

    def line(self, row: int, n: int, width: int) -> list[Segment]:
        told, lines = self._told[row], self._lines[row]
        ticks = [self._tick(told, who) if n == 0 else Segment(" " * self._columns[who]) for who in (0, 1)]
        words = self.segment(plain(told.text)[slice(*lines[n])] if n < len(lines) else "")
        last = n == (len(lines) - 1 if self._quiet_fits(told, lines, width) else len(lines))
        quiet = self.segment(("  " if words.text else "") + plain(told.quiet) if last and told.quiet else "", "quiet")
        return [*ticks, Segment(" " * (_INDENT if told.inside else 0)), words, quiet]

    def _tick(self, row: TickRow, who: int) -> Segment:
        mark = " ✓" if self._ticked(row.key, who) else " ·"
        return self.segment(mark.ljust(self._columns[who]), "ab"[who])

    def action_tick(self, who: int) -> None:
        if self.chosen is not None:
            self.post_message(self.Ticked(self, self.chosen.key, who))

    def clicked(self, row: int, event: events.Click) -> None:  # noqa: ARG002
        if event.x < self._columns[0]:
            self.action_tick(0)
        elif event.x < sum(self._columns):
            self.action_tick(1)
