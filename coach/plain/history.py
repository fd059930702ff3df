"""Talks that were kept, as a calm dialogue: nine at a time, each opened, saved or forgotten by its number."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from coach.core.cleaning import clean
from coach.engine.practising import Practise
from coach.errors import CoachError
from coach.plain.after import After
from coach.plain.asking import Left, line, pick
from coach.plain.keeping import Export, export_as, sure_to_forget
from coach.plain.pages import keys_of, not_safe
from coach.plain.terminal import Terminal
from coach.plain.unlocking import unlocked
from coach.store.index import Entry
from coach.tui.looking_back import (
    DAMAGED,
    KEEPING,
    LOCKED,
    NO_MATCH,
    band,
    how_long,
    on_day,
    searched,
    trends,
    what_it_was,
)
from coach.tui.sentences import BEYOND
from coach.tui.shelf import Shelf
from coach.tui.talking import HelpLine

AT_ONCE: Final = 9  # talks that are told together, so that each has a key
WORD: Final = "forget"  # is written out before everything goes
_KEYS: Final = (
    ("1 to 9", "open: read one of the talks that were told last"),
    ("m", "more: the next talks, and after the last ones the first again"),
    ("/", "search: by topic, name or date; Enter alone tells all"),
    ("x", "export: save a talk's recap as a file, after two yeses"),
    ("f", "forget: forget a talk"),
    ("a", "forget all: every kept talk, and all keys"),
    ("l", "lock: lock the kept talks again"),
    ("!", "help: when a talk does not feel safe"),
    ("?", "keys: this list"),
    ("q", "back: leave the history"),
)


class History:
    """Reads the list and nothing else; a talk is read when it is opened."""

    def __init__(
        self,
        shelf: Shelf,
        terminal: Terminal,
        *,
        export: Export | None = None,
        practise: Practise | None = None,
        help_lines: Sequence[HelpLine] = (),
    ) -> None:
        self._shelf = shelf
        self._terminal = terminal
        self._export = export
        self._practise = practise
        self._help_lines = help_lines
        self._by_passphrase = shelf.door == "passphrase"
        self._entries: Sequence[Entry] = ()
        self._found: Sequence[Entry] = ()
        self._from = 0  # the first one that was told last

    def run(self) -> None:
        """Until they leave it."""
        self._told(self._open)
        while True:
            try:
                key = pick(
                    self._terminal, "History: 1 to 9 opens a talk, ? lists the keys, q goes back.", self._offered
                )
            except Left:
                return
            if key == "q":
                return
            self._told(partial(self._do, key))

    @property
    def _offered(self) -> Sequence[str]:
        return [*map(str, range(1, AT_ONCE + 1)), *"m/xfal!?q"]

    def _told(self, way: Callable[[], None]) -> None:
        try:
            way()
        except Left:
            self._terminal.say("Back at the history.")
        except CoachError as error:
            self._terminal.say(f"{error.message} {error.hint}")

    def _do(self, key: str) -> None:
        match key:
            case "m":
                self._from += AT_ONCE
                self._list()
            case "/":
                self._search()
            case "x":
                self._save()
            case "f":
                self._forget_one()
            case "a":
                self._forget_all()
            case "l":
                self._lock()
            case "!":
                self._terminal.say(*not_safe(self._help_lines))
            case "?":
                self._terminal.say(*keys_of(_KEYS))
            case _:
                self._read(int(key) - 1)

    # --- the list ---

    def _open(self) -> None:
        door = self._shelf.door
        if door == "damaged":
            self._terminal.say(*DAMAGED)
            return
        if door == "passphrase" and not unlocked(self._terminal, self._shelf):
            self._terminal.say(LOCKED[0], "m asks for the passphrase. Without it nobody can open them, not even coach.")
            return
        self._look()
        if self._shelf.gone:
            many = f"{self._shelf.gone} {'talk was' if self._shelf.gone == 1 else 'talks were'}"
            self._terminal.say(f"{many} older than you wanted, and now forgotten.")
            self._shelf.gone = 0

    def _look(self) -> None:
        """The list anew."""
        self._entries = self._found = self._shelf.entries() if self._shelf.door in {"open", "closed"} else ()
        self._from = 0
        if not self._entries:
            self._terminal.say(*(words.format(how_long=self._shelf.how_long) for words in KEEPING))
            return
        many = len(self._entries)
        kept = f"{many:,} {'talk' if many == 1 else 'talks'}, kept {self._shelf.how_long}, {self._shelf.how_locked}"
        self._terminal.say(f"History: {kept}.")
        self._lately()
        self._list()

    def _lately(self) -> None:
        """How it went lately, of the talks that were found."""
        self._terminal.say(*(f"Lately, {row.label}: {row.words}." for row in trends(self._found)))
        floor = band(self._found)
        if floor is not None:
            self._terminal.say(f"Lately, the floor: {floor.words().replace(' %', ' percent')}")

    def _list(self) -> None:
        if self._shelf.door == "passphrase":
            self._open()
            return
        if self._from >= len(self._found):
            self._from = 0
        here = self._here
        self._terminal.say(*(f"{n}: {told_of(one)}" for n, one in enumerate(here, 1)))
        left = len(self._found) - self._from - len(here)
        if left > 0:
            self._terminal.say(f"{left:,} more; m tells the next ones.")

    @property
    def _here(self) -> Sequence[Entry]:
        return self._found[self._from : self._from + AT_ONCE]

    def _search(self) -> None:
        said = line(self._terminal, "A topic, a name, or a day such as 20 November:", longest=60)
        wanted = said.casefold().split()
        found = [one for one in self._entries if all(word in searched(one) for word in wanted)]
        if not found:
            self._terminal.say(NO_MATCH)
            return
        self._found, self._from = found, 0
        self._terminal.say(f"{len(found):,} fit.")
        self._list()

    # --- one talk ---

    def _one(self, question: str) -> Entry | None:
        here = self._here
        if not here:
            self._terminal.say("No talk is here.")
            return None
        if len(here) == 1:
            return here[0]
        keys = list(map(str, range(1, len(here) + 1)))
        return here[int(pick(self._terminal, f"{question} 1 to {len(here)}; Esc goes back.", keys)) - 1]

    def _read(self, number: int) -> None:
        if number >= len(self._here):
            self._terminal.say("No talk has this number here.")
            return
        kept = self._shelf.load(self._here[number].id)
        gone: list[str] = []

        def forget() -> None:
            self._shelf.forget([kept.id])
            gone.append(kept.id)

        After(
            kept.recap,
            self._terminal,
            export=self._export,
            practise=self._practise,
            help_lines=self._help_lines,
            kept=kept,
            forget=forget,
        ).run()
        if gone:
            self._terminal.say("Forgotten.")
            self._look()

    def _save(self) -> None:
        if self._export is not None and (one := self._one("Which talk do you save?")) is not None:
            recap = self._shelf.load(one.id).recap
            self._terminal.say(export_as(self._terminal, recap, self._export, both=True))

    def _forget_one(self) -> None:
        one = self._one("Which talk do you forget?")
        if one is not None and sure_to_forget(self._terminal, told_of(one), kept=True):
            self._shelf.forget([one.id])
            self._terminal.say("Forgotten.")
            self._look()

    def _forget_all(self) -> None:
        if self._shelf.door == "nothing":
            self._terminal.say(KEEPING[0])
            return
        self._terminal.say("Every kept talk and every key goes. There is no way back.", BEYOND)
        if line(self._terminal, f"Write {WORD} to forget everything; Esc goes back:", longest=20).casefold() != WORD:
            self._terminal.say("Nothing is forgotten.")
            return
        count = self._shelf.forget_all()
        self._entries = self._found = ()
        self._terminal.say(f"Forgotten: {count} {'talk' if count == 1 else 'talks'}, and all keys.")

    def _lock(self) -> None:
        if self._shelf.door != "open" or not self._by_passphrase:
            self._terminal.say("Your kept talks open without a passphrase.")
            return
        self._shelf.close()
        self._entries = self._found = ()
        self._terminal.say("Locked.")


def told_of(entry: Entry) -> str:
    """A kept talk in a line: when, what about, how long, what came of it."""
    who = " and ".join(clean(name) for name in entry.names if name)
    parts = (on_day(entry.began_at), clean(entry.topic) or "no topic", who, how_long(entry), what_it_was(entry))
    return ", ".join(part.replace(" · ", ", ") for part in parts if part)
