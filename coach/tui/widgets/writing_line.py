"""Where a talk is written: one line, and whose words they are."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from coach.core.talk import Partner
from coach.tui.plain import one_line

_LONGEST = 1000  # characters


class WritingLine(Horizontal):
    """Tells `Said` when somebody finished a sentence. Tab changes who writes."""

    DEFAULT_CSS = """
    WritingLine {
        height: 1; padding: 0 1;
        & > Static { width: auto; height: 1; }
        & > Input { width: 1fr; background: $panel; }
        & > Input:focus { background: $block-cursor-background; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "say", "say it", tooltip="Say what is written"),
        Binding("tab,shift+tab", "hand_over", "the other writes", key_display="tab", tooltip="Change who writes"),
        Binding("escape", "leave", "other keys", tooltip="Leave the line, so that the other keys work"),
    ]

    class Said(Message):
        def __init__(self, partner: Partner, text: str) -> None:
            super().__init__()
            self.partner: Partner = partner
            self.text = text

    class Left(Message):
        """Somebody wants to use the keys."""

    def __init__(self, names: tuple[str, str]) -> None:
        super().__init__()
        self._names = names
        self._written_in = True  # else the keys are keys, and Enter and Tab say nothing here
        self.partner: Partner = "A"

    def compose(self) -> ComposeResult:
        yield Static()
        words = Input(max_length=_LONGEST, compact=True)
        words.cursor_blink = False  # nothing here blinks
        yield words

    def on_mount(self) -> None:
        self._show()

    def focus(self, scroll_visible: bool = True) -> WritingLine:
        self.query_one(Input).focus(scroll_visible)
        return self

    def _show(self) -> None:
        name = one_line(self._names[0 if self.partner == "A" else 1], 16)
        other = one_line(self._names[1 if self.partner == "A" else 0], 16)
        writing = f"Enter says it · Tab: {other} writes · Esc: the other keys"
        self.query_one(Input).placeholder = writing if self._written_in else "i writes again"
        self.query_one(Static).update(Content.assemble((name, f"$partner-{self.partner.lower()}"), "  "))

    def on_descendant_focus(self) -> None:
        self._written_in = True
        self._show()

    def on_descendant_blur(self) -> None:
        self._written_in = False
        self._show()

    def action_hand_over(self) -> None:
        self.partner = "B" if self.partner == "A" else "A"
        self._show()

    def action_leave(self) -> None:
        self.post_message(self.Left())

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        text = event.value.strip()
        if text:
            self.post_message(self.Said(self.partner, text))
            event.input.value = ""

    def on_click(self, event: events.Click) -> None:
        """A click on the name hands over."""
        if isinstance(event.widget, Static):
            self.action_hand_over()
