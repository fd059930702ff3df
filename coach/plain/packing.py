"""The packet for the therapist, in lines: what each ticks, every line that would be handed over, and what is left out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from coach.errors import CoachError
from coach.plain.asking import Left, both_say, choose, line, pick
from coach.plain.pages import keys_of
from coach.plain.terminal import Terminal
from coach.store.packet import Packet
from coach.tui.assigned import NOTHING_YET
from coach.tui.packing import Packing
from coach.tui.ticking import TickRow

WritePacket = Callable[[Packet, str], Sequence[Path]]
"""Writes the packet as "html" or "json" and says where it went. Raises CoachError."""

_KEYS: Final = (
    ("1", "tick: the first partner says of each part whether it goes in"),
    ("2", "tick: the second partner says it"),
    ("3", "all of mine: the first partner ticks everything that is asked for, or nothing"),
    ("4", "all of mine: the second partner does"),
    ("o", "out: leave lines out, or take them in again"),
    ("n", "names: put two other names in place of yours"),
    ("r", "read: hear again what would be handed over"),
    ("w", "write it: to a file, after two yeses"),
    ("?", "keys: this list"),
    ("q", "back to the homework; nothing is written"),
)
_ASKED: Final = "The packet: w writes it, o leaves lines out, ? lists the keys, q goes back."
_NAME: Final = 24  # characters


def pack_it(terminal: Terminal, packing: Packing, write: WritePacket) -> None:
    """Until they go back. Raises Left where they go away from the first questions."""
    _Packer(terminal, packing, write).run()


class _Packer:
    def __init__(self, terminal: Terminal, packing: Packing, write: WritePacket) -> None:
        self._terminal = terminal
        self._packing = packing
        self._write = write

    def run(self) -> None:
        self._terminal.say("What is handed over: a part goes in when you both tick it.")
        for who in (0, 1):
            self._tick(who)
        self._read()
        while (key := pick(self._terminal, _ASKED, [key for key, _ in _KEYS])) != "q":
            try:
                self._do(key)
            except Left:
                self._terminal.say("Back at the packet.")
            except CoachError as error:
                self._terminal.say(f"{error.message} {error.hint}")

    def _do(self, key: str) -> None:
        match key:
            case "1" | "2":
                self._tick(int(key) - 1)
                self._read()
            case "3" | "4":
                self._packing.tick_all(int(key) - 3)
                self._read()
            case "?":
                self._terminal.say(*keys_of(_KEYS))
            case "o":
                self._leave_out()
            case "n":
                self._rename()
            case "r":
                self._read()
            case _:
                self._write_it()

    def _tick(self, who: int) -> None:
        """One partner says of each part whether it may go; Enter leaves it as it is."""
        name = self._packing.own_names[who]
        self._terminal.say(f"{name}, what may be handed over?")
        for part in [row for row in self._packing.rows() if not row.inside]:
            now = self._packing.ticked(part.key, who)
            ways = {"y": "yes", "n": "no"}
            if (choose(self._terminal, f"{_capital(part.text)}?", ways, usual="y" if now else "n") == "y") != now:
                self._packing.tick(part.key, who)

    def _read(self) -> None:
        """Every line as it would be handed over, and what is left out."""
        if not self._packing.ready:
            self._terminal.say(NOTHING_YET)
            return
        number = 0
        for row in self._packing.rows():
            if row.inside:
                number += 1
                self._terminal.say(f"{number}: {self._told(row)}")
            else:
                self._terminal.say(f"{_capital(row.text)}:")
        packet = self._packing.packet()
        names = " and ".join(packet.names)
        self._terminal.say(f"In it: {names}. Left out, as the packet itself says:", *packet.left_out)

    def _told(self, row: TickRow) -> str:
        out = "" if self._in(row) else "left out: "
        return f"{out}{row.text}, {row.quiet}" if row.quiet else f"{out}{row.text}"

    def _in(self, row: TickRow) -> bool:
        return self._packing.ticked(row.key, 0) and self._packing.ticked(row.key, 1)

    def _leave_out(self) -> None:
        rows = [row for row in self._packing.rows() if row.inside]
        said = line(
            self._terminal, "Numbers of lines to leave out, or to take in again; Enter alone: none:", longest=200
        )
        numbers = said.replace(",", " ").split()
        if not all(word.isascii() and word.isdecimal() and 1 <= int(word) <= len(rows) for word in numbers):
            self._terminal.say(f"The lines go from 1 to {len(rows)}." if rows else NOTHING_YET)
            return
        for number in dict.fromkeys(map(int, numbers)):
            self._turn(rows[number - 1])
        self._read()

    def _turn(self, row: TickRow) -> None:
        """Out, by one tick of the two; or in again, by whichever are missing."""
        if self._in(row):
            self._packing.tick(row.key, 0)
            return
        for who in (0, 1):
            if not self._packing.ticked(row.key, who):
                self._packing.tick(row.key, who)

    def _rename(self) -> None:
        self._terminal.say("Two names in place of yours, in the packet only. Enter alone: your own names stand there.")
        names = tuple(line(self._terminal, question, longest=_NAME) for question in ("The first:", "The second:"))
        if bool(names[0]) != bool(names[1]):
            self._terminal.say("Two names, or none.")
        elif names[0] and names[0].casefold() == names[1].casefold():
            self._terminal.say("Two different names make it clear who is who.")
        else:
            self._packing.names = (names[0], names[1]) if names[0] else None
            self._terminal.say(f"In it: {' and '.join(self._packing.names or self._packing.own_names)}.")

    def _write_it(self) -> None:
        if not self._packing.ready:
            self._terminal.say(NOTHING_YET)
            return
        form = choose(self._terminal, "Write the packet as?", {"h": "HTML page", "j": "JSON"})
        question = "May this packet be written? It is not locked: hand it over as you would a letter."
        if not both_say(self._terminal, self._packing.own_names, question):
            self._terminal.say("Nothing is written.")
            return
        paths = self._write(self._packing.packet(), {"h": "html", "j": "json"}[form])
        where = " and ".join(map(str, paths))
        if len(paths) > 2:
            where = f"{len(paths)} files, {paths[0]} to {paths[-1].name}"
        self._terminal.say(f"The packet is in {where}. It is not locked.")


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"
