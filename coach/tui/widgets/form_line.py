"""One line of a form: a name and what stands there. Arrows choose, Enter writes; no other key is taken from the screen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from coach.tui.plain import one_line, plain


class FormLine(Horizontal, can_focus=True):
    """`value` is what stands there; subclasses say how it is changed."""

    BINDINGS: ClassVar[list[BindingType]] = [  # here, or a page that scrolls would scroll instead
        Binding("down", "app.focus_next", show=False),
        Binding("up", "app.focus_previous", show=False),
    ]
    DEFAULT_CSS = """
    FormLine {
        height: 1; width: 1fr; padding: 0 1;
        & > .label { width: 17; height: 1; color: $quiet; }
        & > .shown { width: 1fr; height: 1; }
        & > Input { width: 1fr; background: $panel; display: none; }
        &.-writing > .shown { display: none; }
        &.-writing > Input { display: block; }
        &:focus { background: $block-cursor-background; }
        &:focus > .label { color: $block-cursor-foreground; }
        &:hover { background: $panel; }
    }
    """

    class Changed(Message):
        """Something else stands here now."""

        def __init__(self, line: FormLine) -> None:
            super().__init__()
            self.line = line

        @property
        def control(self) -> FormLine:
            return self.line

    class Done(Changed):
        """Somebody finished writing here: on to the next line."""

    class Opened(Changed):
        """Somebody wants to see what is behind this line."""

    def __init__(self, label: str, *, hint: str = "", id: str | None = None) -> None:  # noqa: A002  (Textual's name)
        """`hint`: a sentence about this line, shown while it has the focus."""
        super().__init__(id=id)
        self.label = label
        self.hint = hint

    def compose(self) -> ComposeResult:
        yield Static(Content(plain(self.label)), classes="label")
        yield Static(self.value(), classes="shown")

    def value(self) -> Content:
        """What stands there, drawn."""
        return Content("")

    def rename(self, label: str) -> None:
        self.label = label
        if self.is_mounted:
            self.query_one(".label", Static).update(Content(one_line(label, 16)))

    def show(self) -> None:
        if self.is_mounted:
            self.query_one(".shown", Static).update(self.value())


class ChoiceLine(FormLine):
    """A few things to choose from, one of them chosen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right", "next(1)", "choose", key_display="← →", tooltip="Choose the one before or after"),
        Binding("enter,space", "next(1)", show=False),
        Binding("left", "next(-1)", show=False),
    ]

    def __init__(
        self,
        label: str,
        choices: Sequence[tuple[object, str]],
        *,
        hint: str = "",
        id: str | None = None,  # noqa: A002  (Textual's name)
    ) -> None:
        """`choices`: what it means, and how it is called. The first is chosen."""
        super().__init__(label, hint=hint, id=id)
        self._choices = list(choices)
        self._at = 0

    @property
    def chosen(self) -> object:
        return self._choices[self._at][0]

    def choose(self, wanted: object) -> None:
        """Choose this one, if it is there; nobody is told."""
        for at, (what, _) in enumerate(self._choices):
            if what == wanted:
                self._at = at
        self.show()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        return action != "next" or len(self._choices) > 1  # where there is one only, no key offers another

    def value(self) -> Content:
        name = plain(self._choices[self._at][1])
        if len(self._choices) < 2:
            return Content(name)
        return Content.assemble(("‹ ", "$quiet"), name, (" ›", "$quiet"))

    def action_next(self, step: int) -> None:
        self._at = (self._at + step) % len(self._choices)
        self.show()
        self.post_message(self.Changed(self))

    def on_click(self) -> None:
        self.action_next(1)


class TextLine(FormLine):
    """A few words of their own; with `suggestions`, the arrows offer them one after the other."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "write", "write", tooltip="Write or change this line"),
        Binding("right", "suggest(1)", "suggest", key_display="← →", tooltip="Take the next suggestion"),
        Binding("left", "suggest(-1)", show=False),
        Binding("escape", "stop", "as it was", key_display="esc"),
    ]

    def __init__(
        self,
        label: str,
        text: str = "",
        *,
        empty: str = "",
        suggestions: Sequence[str] = (),
        longest: int = 120,
        hint: str = "",
        id: str | None = None,  # noqa: A002  (Textual's name)
    ) -> None:
        """`empty`: what to show while nothing stands here."""
        super().__init__(label, hint=hint, id=id)
        self.text = plain(text)
        self._empty = empty
        self._longest = longest
        self._suggestions = tuple(suggestions)

    def compose(self) -> ComposeResult:
        yield from super().compose()
        words = Input(self.text, max_length=self._longest, compact=True, select_on_focus=False)
        words.cursor_blink = False  # nothing here blinks
        yield words

    def value(self) -> Content:
        room = max(10, (self.size.width or 70) - 20)
        return Content(one_line(self.text, room)) if self.text else Content.styled(self._empty, "$quiet")

    def on_resize(self) -> None:
        self.show()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        writing = self.has_class("-writing")
        match action:
            case "stop":
                return writing
            case "suggest":
                return not writing and bool(self._suggestions)
        return not writing

    def action_suggest(self, step: int) -> None:
        here = self._suggestions.index(self.text) if self.text in self._suggestions else (-1 if step > 0 else 0)
        self._say(self._suggestions[(here + step) % len(self._suggestions)])

    def action_write(self) -> None:
        words = self.query_one(Input)
        words.value = self.text
        words.cursor_position = len(self.text)
        self.add_class("-writing")
        words.focus()

    def on_click(self) -> None:
        if not self.has_class("-writing"):
            self.action_write()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self._finish()
        self.focus()
        self.post_message(self.Done(self))

    def on_input_blurred(self, event: Input.Blurred) -> None:
        event.stop()
        self._finish()

    def action_stop(self) -> None:
        """Esc leaves the line as it was."""
        self.query_one(Input).value = self.text
        self._finish()
        self.focus()

    def _finish(self) -> None:
        if self.has_class("-writing"):
            self.remove_class("-writing")
            self._say(" ".join(plain(self.query_one(Input).value).split()))

    def _say(self, text: str) -> None:
        changed = text != self.text
        self.text = text
        self.show()
        if changed:
            self.post_message(self.Changed(self))


class OpenLine(FormLine):
    """Something with more behind it; what stands here is told from outside."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "open", "open", tooltip="See what is behind this line")]

    def __init__(self, label: str, told: str, *, hint: str = "", id: str | None = None) -> None:  # noqa: A002
        super().__init__(label, hint=hint, id=id)
        self._told = told

    def tell(self, told: str) -> None:
        self._told = told
        self.show()

    def value(self) -> Content:
        return Content(plain(self._told))

    def action_open(self) -> None:
        self.post_message(self.Opened(self))

    def on_click(self) -> None:
        self.action_open()
