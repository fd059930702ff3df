"""Questions on a terminal that has no screen of ours: a line each. Esc, like Ctrl+C, goes away from them; Esc Esc blanks them too."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

import click

from coach.tui.one_screen import ONE_SCREEN

if TYPE_CHECKING:
    from coach.plain.terminal import Terminal

T = TypeVar("T")
_LONGEST = 1000  # characters of a passphrase


def confirm(question: str, *, default: bool = False) -> bool:
    """As click's. Raises click.Abort where they go away from it."""
    if not _by_keys():
        return click.confirm(question, default=default)
    from coach.plain.asking import line

    def ask(terminal: Terminal) -> bool:
        while True:
            said = line(terminal, f"{question} {'[Y/n]' if default else '[y/N]'}:", longest=10).casefold()
            if said in {"", "y", "yes", "n", "no"}:
                return said[:1] == "y" if said else default
            terminal.say("Please answer y or n.")

    return _answered(ask)


def secret(question: str) -> str:
    """A line that nobody sees; "" for Enter alone. Raises click.Abort where they go away from it."""
    if not _by_keys():
        # From a pipe there is nothing on screen to hide.
        return str(click.prompt(question, hide_input=sys.stdin.isatty(), default="", show_default=False, err=True))
    from coach.plain.asking import unseen

    return _answered(lambda terminal: unseen(terminal, f"{question}:", longest=_LONGEST))


def _by_keys() -> bool:
    return sys.platform != "win32" and sys.stdin.isatty() and sys.stdout.isatty()


def _answered(ask: Callable[[Terminal], T]) -> T:
    from coach.plain.asking import Left
    from coach.plain.terminal import LeftAtOnce, Terminal

    ONE_SCREEN.leave()  # before the terminal is looked at: it is to be left as it was found
    with Terminal() as terminal:
        try:
            return ask(terminal)
        except Left:
            raise click.Abort from None
        except LeftAtOnce:
            terminal.blank()
            raise click.Abort from None


def left_at_once() -> bool:
    """Whether somebody took the quick exit: then nothing more is shown, asked or said."""
    app, plain = sys.modules.get("coach.tui.app"), sys.modules.get("coach.plain.terminal")
    # What is not loaded yet, nobody can have left.
    return bool((app and app.CoachApp.left_at_once) or (plain and plain.Terminal.left_at_once))
