"""What a therapist gave to practise, as a calm dialogue: what is asked, how far it is done, and what is handed back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Final

from coach.errors import CoachError
from coach.plain.asking import Left, line, pick
from coach.plain.packing import WritePacket, pack_it
from coach.plain.pages import keys_of, not_safe
from coach.plain.terminal import Terminal
from coach.plain.unlocking import unlocked
from coach.store.assigned import Assignment, Desk
from coach.store.homework import Homework, done
from coach.store.kept import WORDS
from coach.tui.assigned import ASKED_FOR, HOW_FAR, NO_TALK_YET, NONE_YET, asked_of, how_far, whose
from coach.tui.packing import Packing
from coach.tui.shelf import Shelf
from coach.tui.talking import HelpLine

_KEYS: Final = (
    ("1 to 9", "read one of the assignments"),
    ("s", "start: begin a talk for this assignment"),
    ("p", "pack: make the packet for your therapist, line by line"),
    ("o", "open a file: write where your assignment's file lies"),
    ("t", "take it: make this example yours"),
    ("l", "lay aside: it is yours no more; its file stays where it is"),
    ("u", "unlock: open the kept talks, to see how far you are"),
    ("!", "help: when a talk does not feel safe"),
    ("?", "keys: this list"),
    ("q", "back: leave the homework"),
)
_MOST: Final = 9


class AtHome:
    """`run` gives the assignment that a talk is to begin for; None: they left."""

    def __init__(
        self,
        desk: Desk,
        shelf: Shelf,
        terminal: Terminal,
        *,
        write: WritePacket | None = None,
        help_lines: Sequence[HelpLine] = (),
    ) -> None:
        self._desk = desk
        self._shelf = shelf
        self._terminal = terminal
        self._write = write
        self._help_lines = help_lines
        self._ours: Assignment | None = None
        self._all: tuple[Assignment, ...] = ()
        self._chosen: Assignment | None = None  # the one that was read last

    def run(self) -> Homework | None:
        self._told(self._look)
        while True:
            try:
                keys = [*map(str, range(1, _MOST + 1)), *"spotlu!?q"]
                key = pick(self._terminal, "Homework: 1 to 9 reads one, ? lists the keys, q goes back.", keys)
            except Left:
                return None
            if key == "q":
                return None
            if key == "s" and self._chosen is not None:
                return self._chosen.homework
            self._told(partial(self._do, key))

    def _told(self, way: Callable[[], None]) -> None:
        try:
            way()
        except Left:
            self._terminal.say("Back at the homework.")
        except CoachError as error:
            self._terminal.say(f"{error.message} {error.hint}")

    def _do(self, key: str) -> None:
        ways: dict[str, Callable[[], None]] = {
            "p": self._pack, "o": self._open_file, "t": self._take, "l": self._lay_aside, "u": self._unlock,
            "!": lambda: self._terminal.say(*not_safe(self._help_lines)), "?": lambda: self._terminal.say(*keys_of(_KEYS)),
        }  # fmt: skip
        if key in ways:
            ways[key]()
        elif key.isdecimal() and int(key) <= len(self._all):
            self._chosen = self._all[int(key) - 1]
            self._read()
        else:
            self._terminal.say("No assignment has this number.")

    # --- what lies there ---

    def _look(self) -> None:
        """Also where their own file is gone, the examples are there."""
        trouble = ""
        try:
            self._ours = self._desk.ours()
        except CoachError as error:
            self._ours, trouble = None, f"{error.message} {error.hint}"
        mine = self._ours.path if self._ours is not None else None
        examples = tuple(one for one in self._desk.examples() if one.path != mine)
        self._all = ((self._ours,) if self._ours is not None else ()) + examples
        self._chosen = self._all[0] if self._all else None
        if trouble:
            self._terminal.say(trouble)
        elif self._ours is None:
            self._terminal.say(NONE_YET)
        self._terminal.say(
            *(f"{n}: {one.homework.title}, {whose(ours=one is self._ours)}." for n, one in enumerate(self._all, 1))
        )
        if self._ours is not None:
            self._read()

    def _read(self) -> None:
        if self._chosen is not None:
            locked = self._shelf.door == "passphrase"
            entries = self._shelf.entries() if self._shelf.door in {"open", "closed"} else ()
            count = None if locked else done(self._chosen.homework, entries)
            self._terminal.say(*page(self._chosen, count, ours=self._chosen is self._ours))

    # --- a file ---

    def _open_file(self) -> None:
        question = "Write where the file lies, for example ~/Downloads/homework.toml:"
        if said := line(self._terminal, question, longest=1000):
            self._take_from(said)

    def _take(self) -> None:
        if self._chosen is not None and self._chosen is not self._ours:
            self._take_from(str(self._chosen.path))
        else:
            self._terminal.say("This one is yours already.")

    def _take_from(self, said: str) -> None:
        taken = self._desk.take(said)
        self._terminal.say(f"“{taken.homework.title}” is yours now.")
        self._look()

    def _lay_aside(self) -> None:
        if self._ours is None:
            self._terminal.say("No assignment is yours yet.")
            return
        self._desk.lay_aside()
        self._terminal.say("Laid aside. Its file stays where it is.")
        self._look()

    # --- the packet ---

    def _unlock(self) -> None:
        if unlocked(self._terminal, self._shelf):
            self._read()

    def _pack(self) -> None:
        if self._chosen is None or self._write is None:
            return
        there = unlocked(self._terminal, self._shelf)
        if not there and self._shelf.door != "nothing":
            return
        talks = self._shelf.for_homework(self._chosen.homework.title) if there else ()
        if talks:
            pack_it(self._terminal, Packing(self._chosen.homework, talks), self._write)
        else:
            self._terminal.say(NO_TALK_YET)


def page(one: Assignment, count: int | None, *, ours: bool) -> Iterator[str]:
    """An assignment, a thought a line. `count`: talks kept for it; None: not known while they are locked."""
    homework = one.homework
    yield f"{homework.title}, {whose(ours=ours)}"
    for label, words in asked_of(homework):
        yield f"{label.capitalize()}: {words}."
    if homework.note:
        yield f"“{homework.note}”"
    yield f"{HOW_FAR.capitalize()}: {how_far(homework, count)}."
    if homework.share:
        yield ASKED_FOR
        yield from (f"{WORDS[part]}." for part in homework.share)
    if ours:
        yield from one.notes
