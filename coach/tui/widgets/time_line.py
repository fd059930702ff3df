"""The time line of a talk. Arrow keys walk along it and show the words."""

from __future__ import annotations

from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.widget import Widget

from coach.core.recap import Recap, RecapMoment
from coach.core.talk import Speaker
from coach.tui.plain import one_line, plain, wrap
from coach.tui.timeline import Chart, Row, chart, when
from coach.tui.widgets.moment_card import MomentCard, may_be_misread

_WORD_LINES = 3
_COLOURS = {"a": "$partner-a", "b": "$partner-b", "warm": "$primary", "plain": "$foreground", "quiet": "$quiet"}


class TimeLine(Widget, can_focus=True):
    DEFAULT_CSS = """
    TimeLine { height: auto; width: 1fr; }
    TimeLine:focus { background: $surface; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "walk(-1)", "along", key_display="← →", tooltip="Walk along the talk and see the words"),
        Binding("right", "walk(1)", show=False),
        Binding("shift+left", "walk(-10)", show=False),
        Binding("shift+right", "walk(10)", show=False),
        Binding("u", "not_right", "not right", tooltip="A moment here was misread; it leaves every count"),
        Binding("home", "walk(-1000000)", show=False),
        Binding("end", "walk(1000000)", show=False),
    ]
    turn = reactive(0)  # index into recap.turns

    def __init__(self, recap: Recap) -> None:
        super().__init__()
        self._recap = recap
        self._drawn: Chart | None = None
        self._longest = max((len(turn.text) for turn in recap.turns), default=0) + 40  # and a title or two
        self._labels = max(9, min(14, max((cell_len(plain(p.name)) for p in recap.partners.values()), default=9) + 2))
        self._labels = max(self._labels, 14 if recap.timeline.overlaps else 10)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """The chart, a legend, and the words."""
        return len(self._chart(width).rows) + 1 + self._word_lines(width)

    def _word_lines(self, width: int) -> int:
        """Lines kept for the words, so that nothing jumps while walking: as many as the longest turn needs, at most three."""
        return min(_WORD_LINES, 1 + self._longest // max(20, width - 20))

    def _chart(self, width: int) -> Chart:
        """Drawn once for each width: walking along the talk changes nothing in it."""
        if self._drawn is None or self._drawn.columns != max(1, width - self._labels):
            self._drawn = chart(self._recap, width - self._labels)
        return self._drawn

    def render(self) -> Content:
        width = self.content_size.width
        drawn = self._chart(width)
        turns = self._recap.turns
        here = drawn.column(turns[self.turn].start) if turns else 0
        lines = [self._row(row, here) for row in drawn.rows]
        legend = "+ helped   ○ to look at again" if self._recap.moments else ""
        return Content("\n").join([*lines, Content.styled(legend, "$quiet"), self._words(width)])

    def _row(self, row: Row, here: int) -> Content:
        colour = _COLOURS[row.look]
        label = one_line(row.label, self._labels - 2)
        label += " " * (self._labels - cell_len(label))
        cells = Content.styled(row.cells, colour)
        if row.label:
            cells = cells.stylize("reverse" if self.has_focus else "underline", here, here + 1)
        return Content.assemble((label, colour if row.look in {"a", "b"} else "$quiet"), cells)

    def _here(self) -> list[RecapMoment]:
        """The moments where the cursor stands. Threats are for the private view."""
        if not self._recap.turns:
            return []
        n = self._recap.turns[self.turn].n
        return [m for m in self._recap.moments if m.turn == n and m.kind != "threat"]

    def _words(self, width: int) -> Content:
        """What was said where the cursor stands, in at most three lines."""
        if not self._recap.turns:
            return Content("")
        turn = self._recap.turns[self.turn]
        titles = [plain(m.title or m.kind.replace("_", " ")).lower() for m in self._here()]
        name, colour = self._who(turn.speaker)
        head = f"{when(self._recap, turn.start, turn.n)}  "
        text = plain(turn.text) + (f"  · {', '.join(titles)}" if titles else "")
        rows = wrap(text, max(10, width - len(head) - cell_len(name) - 2))
        indent = " " * (len(head) + cell_len(name) + 2)
        lines = self._word_lines(width)
        shown = [text[a:b] for a, b in rows[:lines]]
        if len(rows) > lines:
            shown[-1] += "…"
        body = f"\n{indent}".join(shown)
        return Content.assemble((head, "$quiet"), (f"{name}  ", colour), body if turn.sure else (body, "$quiet"))

    def _who(self, speaker: Speaker) -> tuple[str, str]:
        partner = self._recap.partners.get(speaker)
        if partner is None:
            return "?", "$quiet"
        return one_line(partner.name, 14), "$partner-a" if speaker == "A" else "$partner-b"

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        return action != "not_right" or may_be_misread(self)

    def action_not_right(self) -> None:
        here = [m for m in self._here() if m.id]
        if here:
            self.post_message(MomentCard.NotRight(here[0].id))

    def action_walk(self, turns: int) -> None:
        self.turn = min(max(0, len(self._recap.turns) - 1), max(0, self.turn + turns))

    def on_click(self, event: events.Click) -> None:
        """Go to the words said where the mouse points."""
        drawn = self._chart(self.content_size.width)
        column = event.x - self._labels
        turns = self._recap.turns
        if turns and column >= 0:
            at = column / drawn.columns * drawn.length
            self.turn = min(range(len(turns)), key=lambda i: abs(turns[i].start - at))
