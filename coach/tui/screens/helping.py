"""Two kinds of help: what the keys do, and what to do when a talk is not safe."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen, Screen
from textual.widgets import Static

from coach.tui.plain import plain, wrap
from coach.tui.sentences import ELSEWHERE, NOT_SAFE
from coach.tui.talking import HelpLine
from coach.tui.widgets.key_line import KeyLine

_INDENT, _WIDTH = 9, 54  # cells: for the keys, and for what they do
_LEAVE = Content.assemble((f"{'esc esc':>7}  ", "$primary"), "Leave at once: blank screen, nothing kept")
_BACK = Binding("escape,enter", "dismiss", "back", key_display="esc")


class Keys(ModalScreen[None]):
    """What every key of a screen does, in words; read from the screen's own keys, so it can't be out of date."""

    BINDINGS: ClassVar[list[BindingType]] = [_BACK, Binding("question_mark", "dismiss", show=False)]

    def __init__(self, about: Screen[Any]) -> None:
        super().__init__()
        self._about = about

    def compose(self) -> ComposeResult:
        with Vertical(classes="panel"):
            yield Static("Keys", classes="title")
            with VerticalScroll(can_focus=True):
                yield Static(Content("\n").join(self._lines()))
            yield Static(_LEAVE)  # below what scrolls: in sight however many keys there are
            yield KeyLine()

    def _lines(self) -> list[Content]:
        """Every key that has something to say for itself, in the order of the screen."""
        told: dict[str, Content] = {}
        for active in self._about.active_bindings.values():
            binding = active.binding
            if binding.tooltip and binding.tooltip not in told:
                key = self.app.get_key_display(binding)
                words = f"\n{' ' * _INDENT}".join(binding.tooltip[a:b] for a, b in wrap(binding.tooltip, _WIDTH))
                told[binding.tooltip] = Content.assemble((f"{key:>7}  ", "$primary"), words)
        return list(told.values())


class Safety(ModalScreen[None]):
    """Plain words and help lines. The same for both partners, and about neither."""

    BINDINGS: ClassVar[list[BindingType]] = [_BACK, Binding("exclamation_mark", "dismiss", show=False)]
    WORDS = NOT_SAFE

    def __init__(self, lines: Sequence[HelpLine]) -> None:
        super().__init__()
        self._help = lines

    def compose(self) -> ComposeResult:
        with Vertical(classes="panel"):
            yield Static("When a talk does not feel safe", classes="title")
            with VerticalScroll(can_focus=True):
                for words in self.WORDS:
                    yield Static(Content(words), classes="paragraph")
                for line in self._help:
                    yield Static(told_of(line), classes="paragraph")
                yield Static(ELSEWHERE, classes="paragraph")
            yield KeyLine()


def told_of(line: HelpLine) -> Content:
    first = Content.assemble((plain(line.name), "bold"), f"  {plain(line.where)}" if line.where else "")
    ways = [f"call {plain(line.call)}"] if line.call else []
    ways += [f"text {plain(line.text)}"] if line.text else []
    ways += [f"emergency {plain(line.emergency)}"] if line.emergency else []
    seen = [Content.styled(f"{plain(line.seen)}; it may have changed", "$quiet")] if line.seen else []
    return Content("\n").join([first, Content(" · ".join(ways)), *seen])
