"""The line on which a talk is written: whose it is, and what comes meanwhile waits until it is done."""

from __future__ import annotations

from coach.core.cleaning import clean
from coach.core.talk import Partner
from coach.engine.typed import LONGEST
from coach.plain.asking import Line
from coach.plain.keys import ESC, TAB
from coach.plain.terminal import Terminal


class Writing:
    """Open or closed; while it is open, keys are letters."""

    def __init__(self, terminal: Terminal, names: tuple[str, str]) -> None:
        self._terminal = terminal
        self._names = names
        self.partner: Partner = "A"
        self._line: Line | None = None

    @property
    def open(self) -> bool:
        return self._line is not None

    @property
    def busy(self) -> bool:
        """Somebody is in the middle of a sentence: nothing else is to be shown now."""
        return self._line is not None and bool(self._line.text)

    def begin(self) -> None:
        self._line = Line(self._terminal, LONGEST)
        self._terminal.put(f"{clean(self._name)}: ")

    def make_room(self) -> None:
        """Other lines are about to come: the prompt stands again after them."""
        if self._line is not None:
            self._terminal.put("\n")
            self._line = None

    def press(self, key: str) -> str:
        """What was written, once Enter is pressed; "" until then. Esc leaves the line, Tab hands it over."""
        if self._line is None:
            return ""
        if key == ESC:
            self.make_room()
            self._terminal.say("Keys: i writes again, e ends the talk, ? lists all.")
        elif key == TAB:
            if not self._line.text:
                self.make_room()
                self.partner = "B" if self.partner == "A" else "A"
                self.begin()
        elif self._line.press(key):
            words = self._line.text.strip()
            self.begin()
            return words
        return ""

    def from_pipe(self, line: str) -> str:
        """A line of an input without keys: `Tom: words` hands over to Tom."""
        name, colon, words = line.partition(":")
        for partner, known in zip(("A", "B"), self._names, strict=True):
            if colon and name.strip().casefold() == known.casefold():
                self.partner = partner  # type: ignore[assignment]
                return words.strip()
        return line

    @property
    def _name(self) -> str:
        return self._names[0 if self.partner == "A" else 1]
