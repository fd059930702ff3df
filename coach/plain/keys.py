"""Keys out of the bytes a terminal sends. What an arrow or function key sends is swallowed: it must not read as Esc and letters."""

from __future__ import annotations

import codecs

TWICE_WITHIN = 0.8  # seconds between the two Esc of a quick exit
_SEQUENCE_WITHIN = 0.05  # seconds: a lone Esc is followed by nothing for longer
ESC, ENTER, TAB, BACK, INTERRUPT, END = "esc", "enter", "tab", "backspace", "ctrl+c", "end of input"
LEAVE = "leave at once"
_NAMED = {"\r": ENTER, "\n": ENTER, "\t": TAB, "\x7f": BACK, "\b": BACK, "\x03": INTERRUPT, "\x04": END}


class Keys:
    """Bytes in, keys out: a printable character is itself, others have the names above. `at`: seconds that only grow."""

    def __init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")("ignore")
        self._pending = ""  # begins with an Esc that may be a sequence still
        self._since = 0.0
        self._last_escape = float("-inf")

    def feed(self, data: bytes, at: float) -> list[str]:
        """Keys that are certain now. `after` settles what waits."""
        keys = self.after(at)
        for character in self._decoder.decode(data):
            keys += self._take(character, at)
        return keys

    def after(self, at: float) -> list[str]:
        """An Esc that nothing followed was a key by itself."""
        if not self._pending or at - self._since < _SEQUENCE_WITHIN:
            return []
        escapes = self._pending.count("\x1b")
        self._pending = ""
        keys = [key for _ in range(escapes) for key in self._escape(at)]
        return [LEAVE] if LEAVE in keys else keys

    @property
    def waiting(self) -> bool:
        """Whether `after` has something to settle soon."""
        return bool(self._pending)

    def _take(self, character: str, at: float) -> list[str]:
        if self._pending:
            return self._within(character, at)
        if character == "\x1b":
            self._pending, self._since = character, at
            return []
        return self._plain(character)

    def _within(self, character: str, at: float) -> list[str]:
        """A character after an Esc: part of a sequence, a second Esc, or a key that was pressed with Alt."""
        if character == "\x1b" and len(self._pending) < 3 and not self._pending.strip("\x1b"):
            if len(self._pending) == 2:  # a third in a row: there is no doubt left
                self._pending = ""
                return [LEAVE]
            self._pending, self._since = self._pending + character, at
            return []
        if not self._pending.strip("\x1b"):
            if character in "[O":
                self._pending += character
                return []
            escapes = len(self._pending)
            self._pending = ""
            return [LEAVE] if escapes > 1 else self._plain(character)
        self._pending += character
        if "@" <= character <= "~" or len(self._pending) > 32:
            self._pending = ""
        return []

    def _escape(self, at: float) -> list[str]:
        if at - self._last_escape <= TWICE_WITHIN:
            self._last_escape = float("-inf")
            return [LEAVE]
        self._last_escape = at
        return [ESC]

    def _plain(self, character: str) -> list[str]:
        self._last_escape = float("-inf")  # any other key between two Esc makes them two single ones
        if character in _NAMED:
            return [_NAMED[character]]
        return [character] if character.isprintable() else []
