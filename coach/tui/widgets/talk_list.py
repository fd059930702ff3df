"""The kept talks, one a line: when, how long, what about, and what it was."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message

from coach.store.index import Entry
from coach.tui.looking_back import how_long, on_day, what_it_was
from coach.tui.plain import one_line
from coach.tui.widgets.cursor_list import CursorList

_DAY, _LENGTH = 11, 9  # cells
_LEAST_TOPIC = 18


class TalkList(CursorList):
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "open", "open", tooltip="Open this talk's recap")]

    class Opened(Message):
        def __init__(self, entry: Entry) -> None:
            super().__init__()
            self.entry = entry

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  (Textual's name)
        super().__init__(id=id)
        self._entries: Sequence[Entry] = ()

    @property
    def chosen(self) -> Entry | None:
        """The talk that the cursor stands on."""
        return self._entries[self.cursor] if self._entries else None

    def tell(self, entries: Sequence[Entry], *, cursor: int = 0) -> None:
        self._entries = entries
        self.show_rows(cursor=cursor)

    def laid_out(self, width: int) -> Sequence[int]:  # noqa: ARG002
        return [1] * len(self._entries)

    def line(self, row: int, n: int, width: int) -> list[Segment]:  # noqa: ARG002
        entry = self._entries[row]
        day = on_day(entry.began_at)
        length = how_long(entry).rjust(_LENGTH - 1)
        was = what_it_was(entry, short=width < 100)
        room = width - _DAY - _LENGTH - 5
        if room - cell_len(was) < _LEAST_TOPIC:
            was = ""
        topic = one_line(entry.topic or "no topic", room - cell_len(was))
        gap = " " * max(1, width - 1 - _DAY - 1 - _LENGTH - 1 - cell_len(topic) - cell_len(was) - 1)
        return [
            self.segment(f" {day.rjust(_DAY)} ", "quiet"),
            self.segment(f"{length}  ", "quiet"),
            self.segment(topic, "" if entry.topic else "quiet"),
            self.segment(f"{gap}{was} ", "quiet"),
        ]

    def action_open(self) -> None:
        if self.chosen is not None:
            self.post_message(self.Opened(self.chosen))

    def clicked(self, row: int, event: events.Click) -> None:  # noqa: ARG002
        if event.chain > 1:
            self.action_open()
