"""The quiet line above the keys: warmth, topic, agreements. Empty until there is something to say."""

from __future__ import annotations

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from coach.tui.plain import bars


class Band(Widget):
    DEFAULT_CSS = """
    Band { height: 1; padding: 0 1; color: $quiet; }
    """
    warmth: reactive[tuple[float, ...]] = reactive(())
    on_topic: reactive[tuple[float, ...]] = reactive(())  # empty: no topic
    agreements = reactive(0)
    parked = reactive(0)
    reading_back = reactive(False)

    def render(self) -> Content:
        if self.reading_back:
            return Content.styled("Reading back. End returns to the newest words.", "$foreground")
        parts = [
            Content.assemble(f"{name} ", (bars(values), "$primary"))
            for name, values in (("warmth", self.warmth), ("on topic", self.on_topic))
            if len(values) > 1
        ]
        if self.agreements:
            parts.append(Content(f"agreements {self.agreements}"))
        if self.parked:
            parts.append(Content(f"put aside {self.parked}"))
        return Content("   ").join(parts)
