"""The lock of the kept talks, in lines: opening it, and choosing one for the first talk that is kept."""

from __future__ import annotations

from typing import Final

from coach.errors import CoachError
from coach.plain.asking import Left, line, unseen, yes
from coach.plain.terminal import Terminal
from coach.store.vault import SHORTEST, same
from coach.tui.shelf import Shelf

LONGEST: Final = 1000  # characters of a passphrase
_WITHOUT: Final = "Anybody with this machine's files could read it. Keep it without a lock?"


def unlocked(terminal: Terminal, shelf: Shelf, *, make: bool = False) -> bool:
    """Whether they are open now; people are asked only where it is needed. Raises CoachError where that fails.

    `make`: a place for talks is made where nothing was ever kept.
    """
    door = shelf.door
    try:
        if door == "passphrase":
            return _by_passphrase(terminal, shelf)
        if door == "nothing" and make and shelf.takes_new_passphrase:
            return _with_a_new_lock(terminal, shelf)
    except Left:
        return False
    if door == "open":
        return True
    if door == "closed" or (door == "nothing" and make):
        shelf.open()
        return True
    return False


def _by_passphrase(terminal: Terminal, shelf: Shelf) -> bool:
    terminal.say("Your kept talks are locked. The passphrase you chose opens them, until coach is closed.")
    while True:
        words = _secret(terminal, "Passphrase, typed unseen; Esc goes back:")
        if not words:
            return False
        try:
            shelf.open(words)
        except CoachError as error:
            terminal.say(f"{error.message} {error.hint}")
        else:
            return True


def _with_a_new_lock(terminal: Terminal, shelf: Shelf) -> bool:
    terminal.say("A passphrase locks what you keep. Without it nobody can open it, not even coach.")
    while True:
        first = _secret(terminal, f"New passphrase, {SHORTEST} characters or more; Enter alone: none:")
        if not first:
            if not yes(terminal, _WITHOUT):
                return False
            shelf.open(without_lock=True)
            return True
        if len(first) < SHORTEST:
            terminal.say(f"A passphrase has at least {SHORTEST} characters.")
        elif same(first, _secret(terminal, "Once more:")):
            shelf.open(first, new=first)
            return True
        else:
            terminal.say("The two differ. Please type it once more.")


def _secret(terminal: Terminal, question: str) -> str:
    if not terminal.keys:  # from a pipe there is nothing on screen to hide
        return line(terminal, question, longest=LONGEST)
    return unseen(terminal, question, longest=LONGEST)
