"""What was said, as it is said: one partner on the left, the other on the right, the unsure in the middle."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from coach.core.talk import Header, Speaker, Utterance
from coach.tui.plain import one_line, plain, wrap

_BLANK = -1  # in place of a line number: the empty line between two speakers
_WIDEST = 72  # cells a line of speech may have, however wide the screen


@dataclass(slots=True)
class _Said:
    speaker: Speaker
    text: str
    sure: bool = True
    lines: list[tuple[int, int]] = field(default_factory=list)
    marks: list[tuple[int, int]] = field(default_factory=list)
    named: bool = True  # the first of several in a row carries the name


class Transcript(ScrollView, can_focus=True):
    """Draws only the lines in sight, so that a long talk costs no more than a short one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "scroll_up", "read back", key_display="↑ ↓", show=False, tooltip="Read back; End for the newest"),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "transcript--a",
        "transcript--b",
        "transcript--someone",
        "transcript--partial",
    }
    DEFAULT_CSS = """
    Transcript {
        background: $background;
        overflow-x: hidden;
        scrollbar-size-vertical: 0;
        & > .transcript--a { color: $partner-a; }
        & > .transcript--b { color: $partner-b; }
        & > .transcript--someone { color: $quiet; }
        & > .transcript--partial { color: $quiet; }
    }
    """

    reading_back = reactive(False)  # somebody has left the newest words

    def __init__(self, header: Header, *, hint: str = "", id: str | None = None) -> None:  # noqa: A002  (Textual's name)
        super().__init__(id=id)
        self._header = header
        self._hint = plain(hint)
        self._said: list[_Said] = []
        self._by_number: dict[int, _Said] = {}
        self._rows: list[tuple[int, int]] = []  # (index in _said, line of it)
        self._partials: dict[int, _Said] = {}  # by channel
        self._partial_rows: list[tuple[_Said, int]] = []
        self._width = 0
        self._waiting = False

    # --- what to show ---

    def meet(self, header: Header) -> None:
        """The names are known."""
        self._header = header
        self._lay_out()

    def hint(self, text: str) -> None:
        """What stands here until somebody speaks."""
        self._hint = plain(text)
        self.refresh()

    def hear(self, utterance: Utterance, *, sure: bool = True) -> None:
        """An utterance is complete; the partial words of its speaker give way to it."""
        gone = [
            channel
            for channel, said in self._partials.items()
            if utterance.speaker in {said.speaker, "?"} or said.speaker == "?"
        ]
        for channel in gone:
            del self._partials[channel]
        said = _Said(utterance.speaker, plain(utterance.text), sure=sure)
        self._by_number[utterance.n] = said
        self._append(said)

    def correct(self, utterance: int, speaker: Speaker) -> None:
        """Somebody said whose this is: it goes to their side."""
        said = self._by_number.get(utterance)
        if said is None:
            return
        said.speaker = speaker
        for before, one in zip([None, *self._said], self._said, strict=False):
            one.named = before is None or (before.speaker, before.sure) != (one.speaker, one.sure)
        self._lay_out(anew=False)

    def unsure(self, text: str) -> None:
        """Sound whose words are not to be trusted: shown, dimmed, as nobody's."""
        self._partials.clear()
        if text.strip():
            self._append(_Said("?", plain(text), sure=False))
        self._soon()

    def partial(self, channel: int, speaker: Speaker, text: str) -> None:
        """Somebody is speaking; `text` is what was understood so far, "" for nothing yet."""
        if not text and channel in self._partials:
            return  # words that are still being written down stay until they are
        self._partials[channel] = _Said(speaker, plain(text) or "…", sure=False)
        self._soon()

    def forget_partial(self, channel: int) -> None:
        """Nothing came of what somebody began to say."""
        if self._partials.pop(channel, None) is not None:
            self._soon()

    def mark(self, utterance: int, spans: Iterable[tuple[int, int]]) -> None:
        """Underline these characters of an utterance, softly; none takes the underline away."""
        said = self._by_number.get(utterance)
        if said is not None:
            said.marks = [(start, end) for start, end in spans if start < end]
            self.refresh()

    def clear(self) -> None:
        self._said.clear()
        self._by_number.clear()
        self._partials.clear()
        self._lay_out()

    @property
    def shown(self) -> str:
        """Every line as it would be drawn, for tests and for reading aloud."""
        rows = len(self._rows) + len(self._partial_rows)
        return "\n".join(self._line(row).text.rstrip() for row in range(rows))

    @property
    def underlined(self) -> list[str]:
        """The words that carry an underline, oldest first."""
        return [said.text[start:end] for said in self._said for start, end in said.marks]

    # --- layout: which line of which utterance stands in which row ---

    def _append(self, said: _Said) -> None:
        previous = self._said[-1] if self._said else None
        said.named = previous is None or previous.speaker != said.speaker or previous.sure != said.sure
        self._said.append(said)
        self._place(len(self._said) - 1)
        self._soon()

    def _place(self, index: int, *, anew: bool = True) -> None:
        said = self._said[index]
        if anew:
            said.lines = wrap(said.text, self._room)
        if said.named and index > 0 and not self._tight:
            self._rows.append((index, _BLANK))
        self._rows.extend((index, line) for line in range(len(said.lines)))

    def _lay_out(self, *, anew: bool = True) -> None:
        """`anew`: there may be more room for a line, or less."""
        self._rows = []
        for index in range(len(self._said)):
            self._place(index, anew=anew)
        self._soon()

    def on_resize(self) -> None:
        width = self.scrollable_content_region.width
        if width != self._width:
            self._width = width
            self._lay_out()
        self._soon()

    def _soon(self) -> None:
        """Settle once for many changes."""
        if not self._waiting and self.is_attached:
            self._waiting = True
            self.call_later(self._settle)

    def _settle(self) -> None:
        self._waiting = False
        self._partial_rows = []
        last = self._said[-1] if self._said else None
        for said in self._partials.values():
            said.lines = wrap(said.text, self._room)
            said.named = last is None or said.speaker != last.speaker or not last.sure
            if said.named and last is not None and not self._tight:
                self._partial_rows.append((said, _BLANK))
            self._partial_rows.extend((said, line) for line in range(len(said.lines)))
            last = said
        self.virtual_size = Size(max(1, self._width), len(self._rows) + len(self._partial_rows))
        self.refresh()

    def on_mount(self) -> None:
        self.anchor()  # the newest words stay in sight

    def release_anchor(self) -> None:
        """Somebody reads back."""
        super().release_anchor()
        self.reading_back = True

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Coming back to the newest words, one stays with them."""
        super().watch_scroll_y(old_value, new_value)
        if self.reading_back and new_value > old_value and round(new_value) >= self.max_scroll_y:
            self.reading_back = False
            self.call_later(self.anchor)  # not now: the scrolling that got us here is still at it

    @property
    def _tight(self) -> bool:
        return self.size.height < 9

    @property
    def _gutter(self) -> int:
        """Cells for a name and the space beside it."""
        widest = max(cell_len(plain(name)) for name in self._header.names)
        return min(widest, 12 if self._width >= 60 else 6) + 2

    @property
    def _room(self) -> int:
        """Cells for a line of speech: both sides stay visibly apart where there is space."""
        free = max(8, self._width - self._gutter - 1)
        return min(_WIDEST, free if free < 40 else int(free * 0.82))

    # --- drawing ---

    def render_line(self, y: int) -> Strip:
        base = self.rich_style
        if not self._said and not self._partials:
            return self._hint_line(y).extend_cell_length(self.size.width, base).apply_style(base)
        strip = self._line(self.scroll_offset.y + y)
        return strip.crop_extend(0, self.size.width, base).apply_style(base)

    def _hint_line(self, y: int) -> Strip:
        lines = wrap(self._hint, max(10, self._width - 4))
        row = y - max(0, (self.size.height - len(lines)) // 2)
        if not 0 <= row < len(lines):
            return Strip.blank(0)
        text = self._hint[slice(*lines[row])]
        left = max(0, (self._width - cell_len(text)) // 2)
        return Strip([Segment(" " * left), Segment(text, self._style("partial"))])

    def _line(self, row: int) -> Strip:
        if row < len(self._rows):
            index, line = self._rows[row]
            said = self._said[index]
        elif row - len(self._rows) < len(self._partial_rows):
            said, line = self._partial_rows[row - len(self._rows)]
        else:
            return Strip.blank(0)
        return Strip.blank(0) if line == _BLANK else self._speech(said, line)

    def _speech(self, said: _Said, line: int) -> Strip:
        words = self._words(said, line)
        block = max(cell_len(said.text[start:end]) for start, end in said.lines)
        name = one_line(self._header.name(said.speaker), self._gutter - 2) if line == 0 and said.named else ""
        label = Segment(name, self._style(said.speaker))
        pad = " " * (self._gutter - 2 - cell_len(name))
        match said.speaker:
            case "A":
                return Strip([Segment(" "), label, Segment(pad + "  "), *words])
            case "B":
                used = cell_len(said.text[slice(*said.lines[line])])
                left = max(0, self._width - self._gutter - block - 1)
                return Strip([Segment(" " * left), *words, Segment(" " * (block - used + 2)), label, Segment(pad)])
            case _:
                left = max(1, (self._width - block - 2) // 2)
                return Strip([Segment(" " * left), Segment("? " if line == 0 else "  ", self._style("?")), *words])

    def _words(self, said: _Said, line: int) -> list[Segment]:
        """The words of a line, those that a cue is about underlined in the speaker's colour."""
        start, end = said.lines[line]
        usual = Style() if said.sure and said.speaker != "?" else self._style("partial")
        about = self._style(said.speaker) + Style(underline=True)
        cuts = sorted({start, end, *(c for mark in said.marks for c in mark if start < c < end)})
        return [
            Segment(said.text[a:b], about if any(s <= a and b <= e for s, e in said.marks) else usual)
            for a, b in itertools.pairwise(cuts)
        ]

    def _style(self, who: str) -> Style:
        name = {"A": "a", "B": "b", "?": "someone"}.get(who, who)
        return self.get_component_rich_style(f"transcript--{name}", partial=True)
