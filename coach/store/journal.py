"""A talk as it happens, on disk: appended event by event, each line locked, so that a crash costs nothing.

The first line says what the file is; each further line is one event, numbered inside its lock and sealed with the talk's own key.
Until the couple has decided what to keep, that key is in memory only; a crash then leaves noise. Couples who would rather get
their talk back after a crash choose "recoverable": the key is then kept, itself locked, until the talk is decided.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import msgspec
from msgspec import Struct

from coach.core.cleaning import clean
from coach.core.events import FLEETING, Event
from coach.errors import StoreError
from coach.store.files import destroy, hold, private_folder, read, settle, told
from coach.store.vault import Key, WrongKeyError
from coach.store.versions import Upgrade, upgraded, version_in

RECOVERABLE = "After a crash coach can bring this talk back, locked here until you decide."
VERSION = 1
_SCHEMA = "coach.journal/"
_SETTLE_EVERY = 1.0  # seconds; a killed program loses nothing, a power cut at most this much
_MOST = 128 * 1024 * 1024  # bytes of a journal; an hour of talk takes some millions
_MOST_LINES = 500_000
_NUMBER = 4  # bytes in front of each event: its place in the file

UPGRADES: dict[int, Upgrade] = {}  # the highest key is VERSION - 1


class _Head(Struct, frozen=True):
    schema: str
    id: str


class Journal:
    """One talk being written. Raises StoreError where the disk refuses; what was refused can be given again."""

    def __init__(self, path: Path, identity: str, key: Key, key_file: Path | None = None) -> None:
        """Makes the file (it must not be there) and holds it, so that no other program takes the talk for a left one.

        `key_file`: where the key lies, sealed, if anywhere; it is destroyed with the journal.
        """
        private_folder(path.parent)
        self.path = path
        self._key = key
        self._key_file = key_file
        self._count = 0
        self._good = 0  # bytes of whole lines
        self._settled_at = time.monotonic()
        try:
            self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        except (OSError, ValueError) as error:
            raise told(error, "The talk can't be written down on disk.") from error
        hold(self._file)
        try:
            self._line(msgspec.json.encode(_Head(f"{_SCHEMA}{VERSION}", identity)))
        except StoreError:
            self.close()
            raise
        settle(path.parent)

    def append(self, event: Event) -> None:
        """One event; handed to the system before this returns, so that it survives this program."""
        body = msgspec.json.encode(event, enc_hook=as_plain_number)
        self._line(self._key.seal(self._count.to_bytes(_NUMBER, "big") + body))
        self._count += 1

    def close(self) -> None:
        with suppress(OSError):
            os.fsync(self._file)
        with suppress(OSError):
            os.close(self._file)
        self._file = -1

    def destroy(self) -> None:
        """Closes and removes the talk: quick exit, or a talk that is not kept."""
        self.close()
        if self._key_file is not None:
            destroy(self._key_file)
        destroy(self.path)

    def _line(self, line: bytes) -> None:
        data = line + b"\n"
        try:
            written = self._write(data)
            if written != len(data):  # part of it fitted: the disk is full
                self._write_rest(data[written:])
            self._good += len(data)
            if (now := time.monotonic()) - self._settled_at > _SETTLE_EVERY:
                self._settled_at = now
                _onto_disk(self._file)
        except OSError as error:
            self._take_back()
            raise told(error, "The talk can't be written to disk at the moment. It goes on, in memory.") from error

    def _write(self, data: bytes) -> int:
        return os.write(self._file, data)

    def _write_rest(self, data: bytes) -> None:
        while data:
            data = data[self._write(data) :]

    def _take_back(self) -> None:
        """No half line stays in the middle of the file."""
        with suppress(OSError):
            os.ftruncate(self._file, self._good)
            os.lseek(self._file, self._good, os.SEEK_SET)


class Keeping:
    """Writes a talk's events down and never gets in the talk's way: whatever the disk does, the talk goes on.

    Give it to the talk as what receives every event; threads may share it. Where the disk refuses, `say` hears of it once, the events wait in memory,
    and they are written as soon as the disk takes them again; `say_again` hears of that.
    """

    def __init__(
        self, journal: Journal, say: Callable[[StoreError], None], say_again: Callable[[], None] = lambda: None
    ) -> None:
        self._journal: Journal | None = journal
        self._say = say
        self._say_again = say_again
        self._waiting: list[Event] = []
        self._told = False
        self._one_at_a_time = threading.Lock()

    def __call__(self, event: Event) -> None:
        if isinstance(event, FLEETING):
            return
        with self._one_at_a_time:
            told = self._told
            problem = self._write(event)
        if problem is not None:
            self._say(problem)
        elif told and not self._told:
            self._say_again()

    def _write(self, event: Event) -> StoreError | None:
        """What is to be said, if anything."""
        if self._journal is None:
            return None
        self._waiting.append(event)
        told = self._told
        try:
            while self._waiting:
                self._journal.append(self._waiting[0])
                self._waiting.pop(0)
            self._told = False
        except StoreError as error:
            self._told = True
            return None if told else error
        except Exception as error:  # noqa: BLE001 - whatever it is, the talk goes on; its type only: it may hold words
            self._waiting.pop(0)
            return StoreError(f"Something could not be written down ({type(error).__name__}).", "The talk goes on.")
        return None

    @property
    def waiting(self) -> int:
        """Events that are in memory only, because the disk refuses."""
        return len(self._waiting)

    def close(self) -> None:
        """The talk stays on disk as it is, to be decided about later."""
        with self._one_at_a_time:
            journal, self._journal = self._journal, None
        if journal is not None:
            journal.close()

    def forget(self) -> None:
        """Quick exit, or not kept: nothing of the talk stays on disk."""
        with self._one_at_a_time:
            journal, self._journal = self._journal, None
            self._waiting.clear()
        if journal is not None:
            journal.destroy()


@dataclass(frozen=True, slots=True)
class Found:
    """What a journal still holds."""

    events: tuple[Event, ...]
    torn: bool  # the last line was cut off in the middle of writing; it is left out
    damaged: tuple[int, ...]  # lines of the file (from 1) that could not be read and are left out

    def notes(self) -> Iterator[str]:
        """What people should know, in sentences."""
        if self.torn:
            yield "The last line was cut off while it was written. It is left out."
        if self.damaged:
            lines = ", ".join(str(line) for line in self.damaged[:10]) + (" ..." if len(self.damaged) > 10 else "")
            yield f"Damaged and left out: line {lines}."


def head(path: Path) -> str:
    """The id of the talk in this file. Raises StoreError where it is no journal, or of a newer coach."""
    try:
        with path.open("rb") as file:
            first = file.readline(4096)
    except (OSError, ValueError) as error:
        raise told(error, f"{clean(path.name)} could not be read.") from error
    return _head(first, path)[0]


def read_journal(path: Path, key: Key) -> Found:
    """Every event that is still there.

    Raises WrongKeyError where no line opens, StoreError where the file is no journal or was made by a newer coach.
    """
    data = read(path, most=_MOST)
    if data.count(b"\n") > _MOST_LINES:
        raise StoreError(f"{clean(path.name)} has more lines than a talk.", "Check that it is the right file.")
    first, *rest = data.split(b"\n")
    _, version = _head(first, path)
    # A last line without its end is torn, unless it opens: then only its end was cut off.
    torn = bool(rest) and rest[-1] != b"" and not _opens(rest[-1], key)
    lines = rest[:-1] if torn or rest[-1:] == [b""] else rest
    events: list[Event] = []
    damaged: list[int] = []
    opened, due = 0, 0
    for place, line in enumerate(lines, start=2):
        try:
            number, event = _event(key.open(line), version)
            opened += 1
            if number < due:
                raise StoreError("An event stands twice.", "")  # noqa: TRY301 - it is damage like any other
            due = number + 1
            events.append(event)
        except StoreError:
            damaged.append(place)
    if lines and not opened:
        raise WrongKeyError(
            f"No line of {clean(path.name)} opens: line 2 is the first.",
            "It was locked with another key, or is damaged.",
        )
    return Found(tuple(events), torn, tuple(damaged))


def _head(line: bytes, path: Path) -> tuple[str, int]:
    name = clean(path.name)
    try:
        found = msgspec.json.decode(line, type=_Head)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise StoreError(f"{name}: line 1 is damaged.", "Check that it is the right file.") from error
    return found.id, version_in(found.schema, _SCHEMA, VERSION, name)


def _event(plain: bytes, version: int) -> tuple[int, Event]:
    number, body = int.from_bytes(plain[:_NUMBER], "big"), plain[_NUMBER:]
    try:
        if version == VERSION:
            return number, msgspec.json.decode(body, type=Event)
        raw = upgraded(msgspec.json.decode(body), version, VERSION, UPGRADES, "The journal")
        return number, msgspec.convert(raw, Event)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise StoreError("An event is damaged.", "It is left out.") from error


def as_plain_number(value: object) -> object:
    """Measured values may be numbers of another library; they are kept as what they say."""
    plain = value.item() if hasattr(value, "item") else None
    if isinstance(plain, (bool, int, float)):
        return plain
    raise NotImplementedError(type(value).__name__)


def _opens(line: bytes, key: Key) -> bool:
    try:
        key.open(line)
    except WrongKeyError:
        return False
    return True


def _onto_disk(descriptor: int) -> None:
    getattr(os, "fdatasync", os.fsync)(descriptor)
