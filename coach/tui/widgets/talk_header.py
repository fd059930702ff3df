"""The first line: what the talk is about, how long it has been going, and whether anybody is listening."""

from __future__ import annotations

from rich.cells import cell_len
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from coach.core.events import Step
from coach.tui.plain import bars, clock, one_line
from coach.tui.standing import NOTEWORTHY, STEPPED_DOWN, State

_SIGNS: dict[str, str] = {"listening": "●", "muted": "○", "on a break": "○", "not listening": "○"}
_QUIETEST = -60.0  # dB below full scale: an empty meter


class TalkHeader(Widget):
    DEFAULT_CSS = """
    TalkHeader { height: 1; padding: 0 1; background: $background; color: $foreground; }
    """
    topic = reactive("")
    at = reactive(0)  # whole seconds
    minutes = reactive(0.0)
    state: reactive[State] = reactive("getting ready")
    behind = reactive(0.0)
    step: reactive[Step] = reactive[Step]("full")
    levels: reactive[tuple[int, ...]] = reactive(())  # 0..7 a channel

    def hear_levels(self, channels: tuple[float, ...]) -> None:
        """dB below full scale, as steps of the little meters."""
        self.levels = tuple(
            min(7, max(0, int((1 - db / _QUIETEST) * 8))) if db > _QUIETEST else 0 for db in channels[:2]
        )

    def render(self) -> Content:
        width = self.content_size.width
        right = self._right(width)
        room = width - right.cell_length - 2
        topic = one_line(self.topic, room) if room >= 8 else ""
        gap = " " * max(0, width - cell_len(topic) - right.cell_length)
        return Content.assemble((topic, "bold"), gap, right)

    def _right(self, width: int) -> Content:
        listening = self.state == "listening"
        late = self._late(width) if listening else ""
        of_all = self.minutes > 0 and width >= (100 if late else 56)  # the topic has the room first
        time = clock(self.at) + (f" / {clock(self.minutes * 60)}" if of_all else "")
        parts: list[Content] = [Content.styled(late, "$warning")] if late else []
        parts.append(Content.styled(time, "$quiet"))
        sign = _SIGNS.get(self.state, "")
        colour = {"listening": "$primary", "getting ready": "$quiet", "finishing": "$quiet", "typed": "$quiet"}.get(
            self.state, "$warning"
        )
        state = Content.styled(f"{sign} {self.state}".strip(), colour)
        if listening and width >= (100 if late else 70):
            meters = " ".join(bars([step / 8]) for step in self.levels)
            state = Content.assemble(state, " ", (meters.rjust(2 * len(self.levels) - 1), "$quiet"))
        parts.append(state)
        return Content("   ").join(parts)

    def _late(self, width: int) -> str:
        """How far behind the words are, and what is left out meanwhile."""
        behind = f"{self.behind:.0f} s behind" if self.behind >= NOTEWORTHY else ""
        meanwhile = STEPPED_DOWN[self.step] if width >= 70 else ""
        return ", ".join(part for part in (behind, meanwhile) if part)
