"""Who holds the floor, who listens, what each of them does, and for how long by now."""

from __future__ import annotations

from rich.cells import cell_len
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from coach.core.talk import Partner
from coach.tui.plain import clock, one_line
from coach.tui.sentences import FLOOR_A_WHILE, FLOOR_PASSES

_SPEAKS = "a few sentences, about yourself"
_LISTENS = "says back what was heard; the answer comes later"


class FloorCard(Widget):
    """Two lines; one where there is no room. A click passes the floor."""

    DEFAULT_CSS = """
    FloorCard { height: 2; padding: 0 1; }
    """
    names: reactive[tuple[str, str]] = reactive(("Partner A", "Partner B"))
    holder: reactive[Partner] = reactive[Partner]("A")
    seconds = reactive(0)  # since it was passed

    def render(self) -> Content:
        width = self.content_size.width
        first, second = (one_line(name, max(6, min(20, width // 4))) for name in self.names)
        if self.holder == "B":
            first, second = second, first
        colours = ("$partner-a", "$partner-b") if self.holder == "A" else ("$partner-b", "$partner-a")
        has, hears = f" has the floor {clock(self.seconds)}", " listens"
        column = max(cell_len(first + has), cell_len(second + hears)) + 3
        tip = FLOOR_PASSES if self.seconds >= FLOOR_A_WHILE else _SPEAKS
        lines = []
        for name, does, colour, role in ((first, has, colours[0], tip), (second, hears, colours[1], _LISTENS)):
            gap = " " * (column - cell_len(name + does))
            told = role if column + cell_len(role) <= width else ""
            lines.append(Content.assemble((name, f"{colour} bold"), does, gap, (told, "$quiet")))
        return Content("\n").join(lines[: max(1, self.size.height)])

    async def on_click(self) -> None:
        await self.screen.run_action("floor")
