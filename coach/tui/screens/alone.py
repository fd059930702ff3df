"""A page for one partner alone. It is there after every talk and looks the same, so that its being there tells nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from coach.core.recap import Recap
from coach.tui.plain import clock, plain
from coach.tui.screens.helping import told_of
from coach.tui.sentences import ELSEWHERE, FOR_ONE, FOR_ONE_BEFORE, LEANING, NOTHING_NOTICED, NOTICED_AT
from coach.tui.talking import HelpLine
from coach.tui.widgets.key_line import KeyLine


class BeforeAlone(ModalScreen[bool]):
    """So that nobody opens it by a stray key in front of the other."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "open it", tooltip="Open the page for one of you alone"),
        Binding("escape", "back", "back", key_display="esc"),
    ]

    def __init__(self) -> None:
        super().__init__(classes="opaque")

    def compose(self) -> ComposeResult:
        with Vertical(classes="panel -small"):
            yield Static("A page for one of you alone", classes="title")
            for words in FOR_ONE_BEFORE:
                yield Static(words, classes="paragraph")
            yield KeyLine()

    def action_open(self) -> None:
        self.dismiss(result=True)

    def action_back(self) -> None:
        self.dismiss(result=False)


class Alone(ModalScreen[None]):
    """First the same words and help lines for everybody; what was noticed only where it is asked for."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("w", "noticed", "what was noticed", tooltip="Show, or hide, what was noticed in this talk"),
        Binding("escape", "dismiss", "close", key_display="esc"),
    ]

    def __init__(self, private: Callable[[], Recap], lines: Sequence[HelpLine]) -> None:
        """`private`: the recap with what is for one partner's own eyes; asked for only when somebody wants to see it."""
        super().__init__(classes="opaque")
        self._private = private
        self._help = lines

    def compose(self) -> ComposeResult:
        with Vertical(classes="panel"):
            yield Static("For you alone", classes="title")
            with VerticalScroll():
                yield Static(id="noticed", classes="paragraph")
                for words in FOR_ONE:
                    yield Static(words, classes="paragraph")
                for line in self._help:
                    yield Static(told_of(line), classes="paragraph")
                yield Static(ELSEWHERE, classes="paragraph")
            yield KeyLine()

    def on_mount(self) -> None:
        self.query_one("#noticed").display = False
        self.query_one(VerticalScroll).focus()

    def action_noticed(self) -> None:
        noticed = self.query_one("#noticed", Static)
        if not noticed.display:
            noticed.update(Content("\n").join(_noticed(self._private())))
        noticed.display = not noticed.display
        self.query_one(VerticalScroll).scroll_home(animate=False)


def _noticed(recap: Recap) -> Iterator[Content]:
    """Words and when, and nobody's name: whoever was there knows who said them."""
    if recap.private:
        yield Content(NOTICED_AT)
    for moment in recap.private:
        yield Content.assemble((f"{clock(moment.start)}  ", "$quiet"), f"“{plain(moment.quote)}”")
    leaning = any(pattern.kind == "coercion" for pattern in recap.patterns)
    if leaning:
        yield Content(LEANING)
    if not recap.private and not leaning:
        yield Content(NOTHING_NOTICED)


def open_alone(app: App[Any], private: Callable[[], Recap], lines: Sequence[HelpLine]) -> None:
    """The card before it, and then the page."""

    def show(opened: bool | None) -> None:
        if opened:
            app.push_screen(Alone(private, lines))

    app.push_screen(BeforeAlone(), show)
