"""What can be changed: config.toml line by line, each checked before it is written."""

from __future__ import annotations

from typing import ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from coach.engine.configuring import Configuration, Key
from coach.errors import CoachError
from coach.tui.plain import plain
from coach.tui.screens.coach_screen import CoachScreen
from coach.tui.widgets.form_line import ChoiceLine, FormLine, TextLine
from coach.tui.widgets.key_line import KeyLine

_TITLES = {
    "talk": "The talk", "hearing": "Hearing", "cues": "Cues", "screen": "The screen", "keeping": "Keeping",
    "guidance": "Guidance",
}  # fmt: skip
_NAMES = {"sound": "sound for a cue", "animation": "slow movement"}


class SettingsScreen(CoachScreen[None]):
    AUTO_FOCUS = "FormLine"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "app.focus_next", "lines", key_display="↑ ↓", tooltip="Go from line to line"),
        Binding("up", "app.focus_previous", show=False),
        Binding("question_mark", "keys", "keys", key_display="?", tooltip="What every key does"),
        Binding("q", "leave", "back", tooltip="Leave the settings; they are written already"),
    ]

    def __init__(self, configuration: Configuration) -> None:
        super().__init__()
        self._configuration = configuration

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="settings", can_focus=False):
            table = ""
            for key in self._configuration.keys:
                if key.table != table:
                    table = key.table
                    yield Static(_TITLES.get(table, table), classes="heading")
                yield _line(key)
        with Vertical(id="beside"):
            yield Static(id="about")
            yield Static(id="outcome")
        yield KeyLine("q", "enter", "right", "down", "question_mark")

    def on_mount(self) -> None:
        for key in self._configuration.keys:
            line = self.query_one(f"#{key.table}-{key.name}")
            if isinstance(line, ChoiceLine):
                line.choose(key.value)
        self._tell(f"Changes are written to {self._configuration.path}")
        self.call_after_refresh(self.query_one("#settings").scroll_home, animate=False)

    def _tell(self, words: str) -> None:
        self.query_one("#outcome", Static).update(Content.styled(plain(words), "$quiet"))

    def on_descendant_focus(self) -> None:
        line = self.focused.parent if isinstance(self.focused, Input) else self.focused
        if self.is_mounted and isinstance(line, FormLine):
            self.query_one("#about", Static).update(Content(plain(line.hint) or " "))
            self.refresh_bindings()

    def on_form_line_changed(self, message: FormLine.Changed) -> None:
        line = message.line
        table, _, name = (line.id or "").partition("-")
        words = line.text if isinstance(line, TextLine) else str(cast("ChoiceLine", line).chosen)
        before = self._value(table, name)
        if words == before:
            return
        try:
            self._configuration.change(table, name, words)
        except CoachError as error:
            self._back(line, before)
            self._tell(f"Left as it was. {_why(error, before, words)}")
            return
        self._back(line, self._value(table, name))
        self._tell(f"Written to {self._configuration.path}. It counts from the next talk on.")

    def _value(self, table: str, name: str) -> str:
        return next(key.value for key in self._configuration.keys if (key.table, key.name) == (table, name))

    def _back(self, line: FormLine, value: str) -> None:
        if isinstance(line, TextLine):
            line.text = value
            line.show()
        elif isinstance(line, ChoiceLine):
            line.choose(value)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        return not isinstance(self.focused, Input) or action.startswith("app.")

    def action_leave(self) -> None:
        self.app.exit(None)


def _why(error: CoachError, before: str, words: str) -> str:
    """Where a number stood and letters were written, that is all there is to say; a file's own terms would not help."""
    if _is_number(before) and not _is_number(words):
        return f"A number goes here, such as {before}."
    return f"{error.message} {error.hint}"


def _is_number(words: str) -> bool:
    try:
        float(words)
    except ValueError:
        return False
    return True


def _line(key: Key) -> FormLine:
    name, hint, number = (
        _NAMES.get(key.name, key.name.replace("_", " ").removesuffix(" s")),
        key.about,
        f"{key.table}-{key.name}",
    )
    if key.choices:
        return ChoiceLine(name, [(one, one.replace("_", " ")) for one in key.choices], hint=hint, id=number)
    return TextLine(name, key.value, empty="not set", hint=hint, id=number)
