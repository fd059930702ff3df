"""What coach looks for: every move with examples and its source, from the same data that the detectors use."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from coach.core.noticing import Detector, Example
from coach.tui.plain import plain
from coach.tui.screens.coach_screen import CoachScreen
from coach.tui.widgets.key_line import KeyLine

_SIGNS = {"helps": ("+ ", "$primary"), "hurts": ("○ ", "$quiet"), "neutral": ("· ", "$quiet")}
_SHOWN = {
    "cue": "May be shown while you talk.",
    "recap": "Told afterwards, in the recap.",
    "off": "Turned off in your settings.",
}


class GuideScreen(CoachScreen[None]):
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "search", "search", key_display="/", tooltip="Search the moves and their examples"),
        Binding("escape", "list", show=False),
        Binding("tab", "app.focus_next", "read", key_display="tab", tooltip="Go between the list and the page"),
        Binding("question_mark", "keys", "keys", key_display="?", tooltip="What every key does"),
        Binding("q", "leave", "back", tooltip="Leave the guide"),
    ]

    def __init__(self, detectors: Sequence[Detector]) -> None:
        super().__init__()
        order = {"helps": 0, "hurts": 1, "neutral": 2}
        self._moves = {one.kind: one for one in sorted(detectors, key=lambda one: order[one.tone])}

    def compose(self) -> ComposeResult:
        with Horizontal(id="guide"):
            with Vertical(id="moves"):
                words = Input(placeholder="/ to search", compact=True, max_length=60)
                words.cursor_blink = False  # nothing here blinks
                yield words
                yield OptionList(id="found", compact=True)
            with VerticalScroll(id="move", can_focus=True):
                yield Static(id="page-of-move")
        yield KeyLine("q", "slash", "tab", "question_mark")

    def on_mount(self) -> None:
        self._find("")
        self.query_one(OptionList).focus()

    # --- the list ---

    def _find(self, words: str) -> None:
        wanted = words.casefold().split()
        found = self.query_one(OptionList)
        found.clear_options()
        fitting = [one for one in self._moves.values() if all(word in _searched(one) for word in wanted)]
        for one in fitting:
            found.add_option(Option(Content.assemble(_SIGNS[one.tone], plain(one.title)), id=one.kind))
        if fitting:
            found.highlighted = 0
        else:
            self.query_one("#page-of-move", Static).update("Nothing here fits these words.")

    def on_input_changed(self, event: Input.Changed) -> None:
        self._find(event.value)

    def on_input_submitted(self) -> None:
        self.action_list()

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        move = self._moves[cast("Any", event.option_id)]
        self.query_one("#page-of-move", Static).update(Content("\n\n").join(page(move)))
        self.query_one("#move").scroll_home(animate=False)

    # --- what people ask for ---

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        searching = isinstance(self.focused, Input)
        return searching == (action == "list") or (searching and action == "app.focus_next")

    def on_descendant_focus(self) -> None:
        self.refresh_bindings()

    def action_search(self) -> None:
        self.query_one(Input).focus()

    def action_list(self) -> None:
        self.query_one(OptionList).focus()

    def action_leave(self) -> None:
        self.app.exit(None)


def _searched(one: Detector) -> str:
    said = " ".join(line.text for example in one.examples for line in example.lines)
    return f"{one.title} {one.kind} {one.about} {one.tip} {said}".casefold()


def page(one: Detector) -> Iterator[Content]:
    """A move in paragraphs: what it is, a sentence to try, what is found and what is left alone, and where it comes from."""
    yield Content.assemble((plain(one.title), "bold"), ("\n" + _SHOWN[one.level], "$quiet"))
    yield Content(plain(one.about))
    if one.tip:
        yield Content.assemble(("to try  ", "$primary"), plain(one.tip).removeprefix("Try: "))
    found = [example for example in one.examples if example.finds]
    left = [example for example in one.examples if not example.finds]
    if found:
        yield Content("\n").join([Content.styled("found in", "$primary"), *map(_said, found)])
    if left:
        yield Content("\n").join([Content.styled("left alone", "$primary"), *map(_said, left)])
    if one.misses:
        yield Content.assemble(("it may miss  ", "$primary"), plain(one.misses))
    yield Content.assemble(("from  ", "$primary"), (plain(one.source), "$quiet"))


def _said(example: Example) -> Content:
    """The lines of an example; the words that are found carry an underline."""
    *before, last = example.lines
    words = Content(plain(last.text))
    for span in example.finds:
        if span.utterance == last.n:
            words = words.stylize("underline", span.start, span.end)
    lead = [Content.styled(f"{line.speaker}: {plain(line.text)}  ", "$quiet") for line in before]
    name = [Content.styled(f"{last.speaker}: ", "$quiet")] if before else []
    why = [Content.styled(f"  ({plain(example.because)})", "$quiet")] if example.because else []
    return Content.assemble("· ", *lead, *name, words, *why)
