"""Plain questions: one line each, answered by a key or by a line. From a pipe, every answer is a line."""

from __future__ import annotations

from collections.abc import Container, Mapping
from typing import NoReturn

from coach.plain.keys import BACK, END, ENTER, ESC, INTERRUPT, TAB, TWICE_WITHIN
from coach.plain.terminal import Terminal


class Left(Exception):  # noqa: N818 - nothing went wrong: they went away from the questions
    """Esc, Ctrl+C, or the end of the input."""


class Line:
    """A line that is being written, letter by letter; the terminal shows it as it grows."""

    def __init__(self, terminal: Terminal, longest: int, *, shown: bool = True) -> None:
        self._terminal = terminal
        self._longest = longest
        self._shown = shown
        self.text = ""

    def press(self, key: str) -> bool:
        """True: it is done."""
        if key == ENTER:
            self._terminal.put("\n")
            return True
        if key == BACK:
            self._take_back()
        elif len(key) == 1 and len(self.text) < self._longest:
            self.text += key
            if self._shown:
                self._terminal.put(key)
        return False

    def _take_back(self) -> None:
        if not self._shown:
            self.text = self.text[:-1]
        elif self.text:
            from rich.cells import cell_len

            cells = cell_len(self.text[-1])
            self.text = self.text[:-1]
            self._terminal.put("\b" * cells + " " * cells + "\b" * cells)


def line(terminal: Terminal, question: str, *, usual: str = "", longest: int = 200) -> str:
    """One line; Enter alone takes `usual`. Raises Left."""
    terminal.put(f"{terminal.fitted(_asked(question, usual))} ")
    if not terminal.keys:
        return _from_pipe(terminal) or usual
    return _written(terminal, Line(terminal, longest)).strip() or usual


def unseen(terminal: Terminal, question: str, *, longest: int) -> str:
    """One line of which nothing is shown, as it was typed. For a terminal with keys. Raises Left."""
    terminal.put(f"{terminal.fitted(_safe(question))} ")
    return _written(terminal, Line(terminal, longest, shown=False))


def _written(terminal: Terminal, written: Line) -> str:
    while True:
        key = terminal.key()
        if key in {ESC, INTERRUPT, END}:
            _leave(terminal, key)
        if key is not None and key != TAB and written.press(key):
            return written.text


def choose(terminal: Terminal, question: str, ways: Mapping[str, str], *, usual: str = "", shown: bool = True) -> str:
    """One of the keys of `ways`, which maps each to what it means. Enter takes `usual`. Raises Left.

    `shown`: whether the answer stands on screen. The ways are told in the question's own line, so that they are read out once and together.
    """
    offered = "; ".join(f"{key} {what.rstrip('.')}" for key, what in ways.items())
    enter = f" (Enter: {usual})" if usual else ""
    return pick(terminal, f"{question} {offered}.{enter}", ways, usual=usual, shown=shown)


def pick(terminal: Terminal, question: str, keys: Container[str], *, usual: str = "", shown: bool = True) -> str:
    """One of `keys`, of which the question itself tells. Raises Left."""
    terminal.put(f"{terminal.fitted(_safe(question))} ")
    if not terminal.keys:
        return _chosen_from_pipe(terminal, keys, usual)
    while True:
        key = terminal.key()
        if key in {ESC, INTERRUPT, END}:
            _leave(terminal, key)
        key = usual or key if key == ENTER else key
        if key is not None and key.lower() in keys:
            terminal.put(f"{key.lower()}\n" if shown and len(key) == 1 else "\n")
            return key.lower()


def yes(terminal: Terminal, question: str) -> bool:
    """Only y is a yes. Raises Left."""
    return choose(terminal, question, {"y": "yes", "n": "no"}) == "y"


def which(terminal: Terminal, question: str, many: int) -> int | None:
    """One of so many, counted from 0, by its number; the only one is taken unasked. None: no such number. Raises Left."""
    if many < 2:
        return 0 if many else None
    said = line(terminal, f"{question} A number from 1 to {many}:", longest=5)
    return int(said) - 1 if said.isascii() and said.isdecimal() and 1 <= int(said) <= many else None


def both_say(terminal: Terminal, names: tuple[str, str], question: str) -> bool:
    """Done as soon as both said yes, each by a key of one's own; Esc is no, and nobody is asked why."""
    terminal.say(question)
    said = [False, False]
    keys = f"1: {names[0]} says yes; 2: {names[1]} says yes; Esc: not now."
    try:
        while not all(said):
            who = int(pick(terminal, keys, ("1", "2"))) - 1
            said[who] = not said[who]
            keys = f"{names[who]} {'says yes' if said[who] else 'takes the yes back'}. 1 and 2, or Esc:"
    except Left:
        return False
    return True


def pause(terminal: Terminal, words: str) -> None:
    """Until Enter, or the space bar; a pipe does not wait. Raises Left."""
    terminal.say(words)
    while terminal.keys:
        key = terminal.key()
        if key in {ESC, INTERRUPT, END}:
            _leave(terminal, key)
        if key in {ENTER, " "}:
            return


def _leave(terminal: Terminal, key: str | None) -> NoReturn:
    """After an Esc it waits for a second one: two of them are the quick exit, whatever is asked. Raises Left or LeftAtOnce."""
    if key == ESC and (after := terminal.key(TWICE_WITHIN)) is not None:
        terminal.put_back(after)
    terminal.put("\n")
    raise Left


def _from_pipe(terminal: Terminal) -> str:
    while True:
        said = terminal.piped(0.5)
        if said is not None:
            terminal.put("\n")
            return said
        if terminal.ended or terminal.interrupted:
            terminal.put("\n")
            raise Left


def _chosen_from_pipe(terminal: Terminal, keys: Container[str], usual: str) -> str:
    while True:
        said = _from_pipe(terminal).lower() or usual
        if said and (said in keys or said[0] in keys):
            return said if said in keys else said[0]


def _asked(question: str, usual: str) -> str:
    return _safe(f"{question} (Enter: {usual})" if usual else question)


def _safe(text: str) -> str:
    from coach.core.cleaning import clean

    return clean(text)
