"""The talks that are kept: list, search, open, keep, forget, hand on.

vault.json         the lock and the master key behind it
remembered         names, seating, turns and time of the latest kept talk, sealed, for the page before the next one
index              one sealed list of all talks (when, topic, counts), under a key that changes with every forgetting
talks/ID.talk      what both ticked, sealed with the talk's own key
keys/ID.key        that key, sealed with the master key
journals/          talks that are being written or wait for a decision
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import msgspec

from coach.core.cleaning import clean
from coach.errors import StoreError
from coach.store.files import alone, destroy, hold, let_go, no_core_dumps, private_folder, read, told, write, write_over
from coach.store.handing_on import exported, read_export
from coach.store.index import Entry, entry_of, matches, newest_first, read_index, write_index
from coach.store.journal import Found, Journal, read_journal
from coach.store.kept import PARTS, Kept, Part, checked, trimmed
from coach.store.remembered import Remembered, read_remembered, write_remembered
from coach.store.vault import Key, Vault, WrongKeyError
from coach.store.versions import version_in

OUT_OF_REACH = (
    "The key is destroyed; what is left is noise. Copies in backups, synchronised folders or exported files are out of reach. "
    "A solid-state disk may hold old blocks for a while."
)
_ID = re.compile(r"\A[A-Za-z0-9][A-Za-z0-9_-]{0,63}\Z")


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A talk that a crash left behind, and that the couple wanted back."""

    id: str
    written_at: datetime


class Sessions:
    """All kept talks, behind one opened vault. Several programs may use the same folder: writes wait for each other."""

    def __init__(self, folder: Path, vault: Vault) -> None:
        self.folder = private_folder(folder)
        self._vault = vault
        self._talks = private_folder(folder / "talks")
        self._keys = private_folder(folder / "keys")
        self._journals = private_folder(folder / "journals")
        self._remembered = folder / "remembered"

    # --- looking ------------------------------------------------------------------------------------------------------

    def history(self, search: str = "") -> tuple[Entry, ...]:
        """Newest first. `search`: every word of it stands in the topic, a name, the homework or the date (2026-11)."""
        wanted = search.casefold().split()
        entries, same = self._compared()
        if not same:
            with suppress(StoreError), self._alone():  # mended for the next time, where that is possible
                self._write_index(self._entries())
        return tuple(one for one in entries if matches(one, wanted)) if wanted else entries

    def load(self, identity: str) -> Kept:
        """Raises StoreError where it is not kept, damaged, or of a newer coach."""
        path = self._talk(identity)
        lines = read(path).split(b"\n", 2)
        name = clean(path.name)
        instead = f"Take it from a backup, or erase what is left: coach forget {clean(identity)}"
        if not self._key_path(identity).exists():
            raise StoreError("The key of this talk is gone: nobody can open it.", instead)
        try:
            header = msgspec.json.decode(lines[0], type=dict[str, str])
            version_in(header.get("schema", ""), "coach.talk/", 1, name)
            plain = self._key(identity).open(lines[1])
            return checked(msgspec.json.decode(plain), name)
        except WrongKeyError as error:
            raise WrongKeyError(f"{name}: line 2 does not open. {error.message}", instead) from error
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError, IndexError) as error:
            raise StoreError(f"{name}: line 1 is damaged.", instead) from error

    # --- keeping and forgetting ---------------------------------------------------------------------------------------

    def keep(self, kept: Kept) -> None:
        """Replaces what was kept of this talk; what stood there before is overwritten."""
        with self._alone():
            self._put(kept)
            self._write_index([entry_of(kept), *(one for one in self._entries() if one.id != kept.id)])

    def forget(self, identities: Iterable[str]) -> tuple[str, ...]:
        """Destroys the keys and the files of these talks, and every line about them. Those that were there, in order."""
        with self._alone():
            self._tidy()
            before = self._entries()
            gone = []
            for identity in identities:
                if self._talk(identity).exists() or self._key_path(identity).exists():
                    for path in (self._key_path(identity), self._talk(identity)):
                        let_go(path)
                        destroy(path)
                    gone.append(identity)
            if (last := self.remembered()) is not None and last.talk in gone:
                let_go(self._remembered)
                destroy(self._remembered)
            if gone:
                self._write_index([one for one in before if one.id not in gone], destroy_old=True)
        return tuple(gone)

    def forget_old(self, keep_days: int, today: date) -> tuple[Entry, ...]:
        """Forgets what is older than `keep_days` (0: nothing is)."""
        if keep_days == 0:
            return ()
        oldest = today - timedelta(days=keep_days)
        old = tuple(one for one in self._entries() if datetime.fromisoformat(one.began_at).date() < oldest)
        gone = self.forget(one.id for one in old) if old else ()
        return tuple(one for one in old if one.id in gone)

    # --- for the next talk --------------------------------------------------------------------------------------------

    def remembered(self) -> Remembered | None:
        """What the page before a talk may show again; None where nothing is kept."""
        return read_remembered(self._remembered, self._vault)

    def remember(self, value: Remembered) -> None:
        """Takes the place of what was remembered before. Only for a talk that is kept: else nothing is remembered."""
        with self._alone():
            if self._talk(value.talk).exists():
                write_remembered(self._remembered, self._vault, value)

    # --- handing on ---------------------------------------------------------------------------------------------------

    def export(self, identities: Iterable[str], parts: frozenset[Part] = frozenset(PARTS)) -> bytes:
        """JSON (coach.export/1) of these talks with no more than `parts` of what was kept. Not locked: anybody can read it."""
        return exported(trimmed(self.load(one), parts) for one in identities)

    def import_(self, data: bytes, name: str) -> tuple[int, int]:
        """How many talks came in, and how many were here already. Raises StoreError before anything is changed."""
        talks = read_export(data, name)
        with self._alone():
            entries = list(self._entries())
            here = {one.id for one in entries}
            new = list({one.id: one for one in talks if one.id not in here}.values())
            for one in new:
                self._put(one)
                entries.append(entry_of(one))
            if new:
                self._write_index(entries)
        return len(new), len(talks) - len(new)

    # --- talks that are being written ---------------------------------------------------------------------------------

    def begin(self, identity: str, *, recoverable: bool) -> Journal:
        """A journal for a talk that begins. Not recoverable: its key is in memory only, and a crash leaves noise.

        From here on this program leaves no core dump.
        """
        no_core_dumps()
        key = Key.fresh(f"journal:{_id(identity)}")
        with self._alone():
            self._tidy()
            if recoverable:
                write(self._journal_key(identity), self._vault.wrap(key))
            return Journal(self._journals / f"{identity}.journal", identity, key, self._journal_key(identity))

    def unfinished(self) -> tuple[Unfinished, ...]:
        """Talks that a crash left behind and that can be brought back. What nobody can open any more is removed."""
        found = []
        with self._alone():
            for path in sorted(self._journals.glob("*.journal")):
                if not _ID.match(path.stem) or _in_use(path):
                    continue
                if self._journal_key(path.stem).exists():
                    found.append(Unfinished(path.stem, datetime.fromtimestamp(path.stat().st_mtime, UTC)))
                else:
                    destroy(path)
            for path in self._journals.glob("*.key"):
                if not path.with_suffix(".journal").exists():
                    destroy(path)
        return tuple(found)

    def recover(self, identity: str) -> Found:
        """The events of an unfinished talk."""
        key = self._vault.unwrap(read(self._journal_key(identity)), f"journal:{_id(identity)}")
        return read_journal(self._journals / f"{identity}.journal", key)

    def decided(self, identity: str) -> None:
        """The talk is kept or not: its journal and the journal's key are destroyed."""
        destroy(self._journal_key(identity))
        destroy(self._journals / f"{_id(identity)}.journal")

    # --- files --------------------------------------------------------------------------------------------------------

    def _alone(self) -> AbstractContextManager[None]:
        return alone(self.folder / ".lock")

    def _tidy(self) -> None:
        """Removes what a crash left half-written. Nobody writes while we hold the lock."""
        for folder in (self.folder, self._talks, self._keys, self._journals):
            for path in folder.glob(".*.part"):
                destroy(path)

    def _talk(self, identity: str) -> Path:
        return self._talks / f"{_id(identity)}.talk"

    def _key_path(self, identity: str) -> Path:
        return self._keys / f"{_id(identity)}.key"

    def _journal_key(self, identity: str) -> Path:
        return self._journals / f"{_id(identity)}.key"

    def _key(self, identity: str) -> Key:
        return self._vault.unwrap(read(self._key_path(identity), most=10_000), f"talk:{identity}")

    def _put(self, kept: Kept) -> None:
        """The key first: a talk without its key can't be opened, a key without its talk does no harm."""
        header = msgspec.json.encode({"schema": "coach.talk/1", "id": kept.id})
        sealed = self._key_for(kept.id).seal(msgspec.json.encode(kept, order="sorted"))
        write_over(self._talk(kept.id), header + b"\n" + sealed + b"\n")

    def _key_for(self, identity: str) -> Key:
        """The key that the talk has, else a new one. A talk kept again keeps its key, so that a full disk in the middle of it
        leaves what was there readable.
        """
        path = self._key_path(identity)
        if path.exists():
            with suppress(WrongKeyError):  # damaged: what it opened is lost in any case
                return self._key(identity)
        key = Key.fresh(f"talk:{identity}")
        write_over(path, self._vault.wrap(key))
        return key

    # --- the index ----------------------------------------------------------------------------------------------------

    def _entries(self) -> tuple[Entry, ...]:
        return self._compared()[0]

    def _compared(self) -> tuple[tuple[Entry, ...], bool]:
        """The list as the talks are, and whether the index says the same (a crash, a restored folder: it does not)."""
        there = self._there()
        listed = read_index(self.folder / "index", self._vault)
        entries = [one for one in listed if one.id in there]
        same = len(entries) == len(listed)
        for identity in sorted(there - {one.id for one in entries}):
            with suppress(StoreError):  # one damaged talk does not hide the others; `load` says what is wrong with it
                entries.append(entry_of(self.load(identity)))
                same = False
        return (tuple(entries) if same else newest_first(entries)), same

    def _there(self) -> set[str]:
        """The ids of the talks on disk. By name only: a Path for each of thousands takes longer than all the rest."""
        try:
            with os.scandir(self._talks) as found:
                names = [one.name for one in found]
        except OSError as error:
            raise told(error, "The kept talks can't be listed.") from error
        return {name.removesuffix(".talk") for name in names if name.endswith(".talk") and _ID.match(name[:-5])}

    def _write_index(self, entries: Iterable[Entry], *, destroy_old: bool = False) -> None:
        write_index(self.folder / "index", self._vault, entries, destroy_old=destroy_old)


def cut_short(folder: Path) -> int:
    """How many talks `Sessions.unfinished` would find. Needs no lock to be opened, and removes nothing."""
    keys = {path.stem for path in (folder / "journals").glob("*.key")}
    found = [path for path in (folder / "journals").glob("*.journal") if path.stem in keys and _ID.match(path.stem)]
    return sum(not _in_use(path) for path in found)


def _id(identity: str) -> str:
    """The id, if it can be a file's name; nothing from outside ever names a path."""
    if not _ID.match(identity):
        raise StoreError(f"{clean(identity)[:40]} is not the id of a talk.", "`coach history` lists them.")
    return identity


def _in_use(path: Path) -> bool:
    """Whether a program that still runs is writing this talk."""
    try:
        descriptor = os.open(path, os.O_RDWR)
    except OSError:  # gone this moment, or not ours to touch
        return True
    try:
        return not hold(descriptor)
    finally:
        os.close(descriptor)
