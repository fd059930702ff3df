"""The last line: each key and what it does. Where there is no room for all, the ones that matter most stay."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input

_APART = 2  # cells between two keys


@dataclass(frozen=True, slots=True)
class _Key:
    key: str
    shown: str
    words: str
    about: str
    enabled: bool

    @property
    def width(self) -> int:
        return cell_len(self.shown) + 1 + cell_len(self.words)


_WRITING = (_Key("enter", "⏎", "go on", "Go on", True), _Key("escape", "esc", "as it was", "Leave it as it was", True))


def _while_writing(field: Input, keys: tuple[_Key, ...]) -> tuple[_Key, ...]:
    """Enter is the field's own and Esc the window's, whoever around the field is told of them: both are shown as theirs."""
    found: dict[str, _Key] = {}
    for node in field.ancestors:
        if not isinstance(node, Widget):
            continue
        for name in ("enter", "escape"):
            for one in node._bindings.key_to_bindings.get(name, ()):  # noqa: SLF001  (active bindings leave them out)
                if one.show and name not in found and node.check_action(one.action.partition("(")[0], ()):
                    shown = node.app.get_key_display(one)
                    found[name] = _Key(name, shown, one.description, one.tooltip, enabled=True)
    if not keys and "enter" not in found:  # one line is being written, as on a form
        return _WRITING
    told = {key.key for key in keys}
    first = tuple(key for name, key in found.items() if name == "enter" and name not in told)
    last = tuple(key for name, key in found.items() if name == "escape" and name not in told)
    return first + keys + last


class KeyLine(Widget):
    """Nothing is cut off: a key is shown whole or found under `?`. One widget for all keys: they change with every focus."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    KeyLine { background: $background; dock: bottom; width: 1fr; height: 1; padding: 0 1; text-wrap: nowrap; pointer: pointer; }
    """

    def __init__(self, *first: str) -> None:
        """`first`: the keys to keep, the most important first."""
        super().__init__()
        self._first: Sequence[str] = first
        self._keys: tuple[_Key, ...] = ()

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, self._look)

    def _look(self, screen: Screen[Any]) -> None:
        """Which keys there are now."""
        by_action: dict[str, _Key] = {}  # several keys of one action are shown as one
        for _, binding, enabled, tooltip in screen.active_bindings.values():
            if binding.show and binding.action not in by_action:
                shown = self.app.get_key_display(binding)
                by_action[binding.action] = _Key(binding.key, shown, binding.description, tooltip, enabled)
        keys = tuple(by_action.values())
        if isinstance(screen.focused, Input):
            keys = _while_writing(screen.focused, keys)
        if keys != self._keys:
            self._keys = keys
            self.refresh()

    def _in_sight(self) -> list[_Key]:
        room = self.content_size.width + 1  # the space after the last one may fall off
        kept: set[str] = set()
        for key in sorted(self._keys, key=self._rank):
            room -= key.width + _APART
            if room < -1:
                break
            kept.add(key.key)
        return [key for key in self._keys if key.key in kept]

    def _rank(self, key: _Key) -> int:
        return self._first.index(key.key) if key.key in self._first else len(self._first)

    def render(self) -> Content:
        parts = []
        for key in self._in_sight():
            sign, words = ("$footer-key-foreground bold", "$footer-description-foreground")
            if not key.enabled:
                sign, words = f"{sign} dim", f"{words} dim"
            parts.append(Content.assemble((key.shown, sign), " ", (key.words, words)))
        return Content(" " * _APART).join(parts)

    def _at(self, x: int) -> _Key | None:
        """The key under a column of this widget."""
        begin = self.gutter.left
        for key in self._in_sight():
            if begin <= x < begin + key.width:
                return key
            begin += key.width + _APART
        return None

    def on_mouse_down(self, event: events.MouseDown) -> None:
        key = self._at(event.x)
        if key is not None and key.enabled:
            self.app.simulate_key(key.key)
        elif key is not None:
            self.app.bell()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        key = self._at(event.x)
        about = key.about if key is not None else None
        if about != self.tooltip:
            self.tooltip = about
