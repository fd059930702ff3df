"""What is kept, exported and handed on: the files as anybody could change them, and what is behind their seals."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from functools import cache

import msgspec

from coach.cli.keeping import line
from coach.core.events import Ended, Heard, Started
from coach.core.recapping import recap
from coach.core.talk import Header
from coach.detectors import ALL
from coach.errors import CoachError, StoreError
from coach.store.followed import agreements_of
from coach.store.handing_on import exported, read_export
from coach.store.homework import Homework
from coach.store.index import entry_of, newest_first
from coach.store.journal import Found, Journal, head, read_journal
from coach.store.kept import PARTS, Choice, Kept, PartnersOwn, keep, trimmed
from coach.store.packet import lines as packet_lines
from coach.store.packet import pack, render_packet_json
from coach.store.remembered import Remembered
from coach.store.sessions import Sessions
from coach.store.vault import Asking, Key, lock_of, open_vault
from tests.fuzz.harness import Harness, told
from tests.fuzz.pages import shown_safely
from tests.fuzz.recaps import made
from tests.fuzz.transcripts import folder
from tests.talks.making import lines

ALL_PARTS = frozenset(PARTS)


def nobody() -> str:
    raise StoreError("Nobody answers.", "Ask again.")


OPEN = Asking(passphrase=nobody, new_passphrase=lambda: None, without_lock=lambda: True)


@cache
def kept() -> Kept:
    made_up = made(random.Random(7), lambda place: f"words of {place}")  # noqa: S311
    made_up = msgspec.structs.replace(made_up, session=msgspec.structs.replace(made_up.session, id="talk-1"))
    own = {"A": PartnersOwn(2, 4, "Marigold felt heard."), "B": PartnersOwn(3, None, "")}
    choice = Choice(ALL_PARTS, ALL_PARTS)
    return keep(made_up, choice, began_at="2026-11-20T19:30:00+01:00", own=own, homework="Softer openings")


def exports(data: bytes) -> None:
    """`coach import`, and everything that is done with a talk once it is in."""
    try:
        talks = read_export(data[1:], "export.json")
    except CoachError as error:
        told(error)
        return
    entries = newest_first(entry_of(one) for one in talks)
    assert all(line(entry).isprintable() for entry in entries)
    for one in talks[:2]:
        shown_safely(one.recap)
        agreements_of(one)
        for parts in (ALL_PARTS, frozenset({"counts"})):
            again = trimmed(one, parts)
            assert read_export(exported([again]), "again") == (again,)
    if talks:
        told_lines = packet_lines(talks[:2], ALL_PARTS)
        struck = frozenset({1}) if told_lines else frozenset()
        render_packet_json(pack(Homework("x"), talks[:2], ALL_PARTS, without=struck, names=("Ann", "Ben")))


# --- the folder -------------------------------------------------------------------------------------------------------


@cache
def shelf() -> tuple[Sessions, dict[str, bytes]]:
    place = folder() / "kept"
    sessions = Sessions(place, open_vault(place, OPEN))
    sessions.keep(kept())
    sessions.remember(Remembered(talk="talk-1", names=("Maya", "Tom")))
    journal = sessions.begin("talk-2", recoverable=True)
    write(journal)
    journal.close()
    return sessions, {name: (place / name).read_bytes() for name in FILES}


FILES = (
    "vault.json", "index", "remembered", "talks/talk-1.talk", "keys/talk-1.key", "journals/talk-2.journal",
    "journals/talk-2.key",
)  # fmt: skip


def write(journal: Journal) -> None:
    said = lines("A: You never help.", "B: I am sorry. I will do the dishes.")
    journal.append(Started(at=0.0, header=Header(id="talk-2", names=("Maya", "Tom"))))
    for one in said:
        journal.append(Heard(at=one.end, utterance=one))
    journal.append(Ended(at=9.0))


def opened(data: bytes) -> None:
    """One of the files as somebody changed it, opened in every way there is. Nothing outside the folder changes."""
    _, good = shelf()
    place = folder() / "kept"
    for name, content in good.items():
        (place / name).write_bytes(content)
    (place / FILES[data[0] % len(FILES) if data else 0]).write_bytes(data[1:])
    _look(_load, _export, _journal)


def sealed(data: bytes) -> None:
    """The same behind the seal: a folder by somebody who has the key, such as one without a lock that was handed over."""
    sessions, good = shelf()
    place = folder() / "kept"
    for name, content in good.items():
        (place / name).write_bytes(content)
    vault = sessions._vault
    which = data[0] % 4 if data else 0
    if which < 2:
        name = ("index", "remembered")[which]
        key = Key.fresh(name)
        (place / name).write_bytes(vault.wrap(key) + b"\n" + key.seal(data[1:]) + b"\n")
    elif which == 2:
        first = good["talks/talk-1.talk"].split(b"\n")[0]
        (place / "talks/talk-1.talk").write_bytes(first + b"\n" + sessions._key("talk-1").seal(data[1:]) + b"\n")
        (place / "index").unlink()
    else:
        first = good["journals/talk-2.journal"].split(b"\n")[0]
        key = vault.unwrap(good["journals/talk-2.key"].strip(), "journal:talk-2")
        events = [key.seal(n.to_bytes(4, "big") + one) for n, one in enumerate(data[1:].split(b"\n"))]
        (place / "journals/talk-2.journal").write_bytes(b"\n".join([first, *events, b""]))
    _look(*((), (), (_load, _shown, _export), (_journal, _reviewed))[which])


def _look(*looks: Callable[[Sessions], object]) -> None:
    place = folder() / "kept"
    try:
        lock_of(place)
        sessions = Sessions(place, open_vault(place, OPEN))
        for entry in sessions.history():
            assert line(entry).isprintable()
        sessions.remembered()
        head(place / "journals/talk-2.journal")
    except CoachError as error:
        told(error)
        return
    for look in looks:
        try:
            look(sessions)
        except CoachError as error:
            told(error)


def _load(sessions: Sessions) -> Kept:
    return sessions.load("talk-1")


def _shown(sessions: Sessions) -> None:
    shown_safely(_load(sessions).recap)


def _export(sessions: Sessions) -> None:
    sessions.export(["talk-1"])


def _journal(sessions: Sessions) -> Found:
    key = sessions._vault.unwrap((sessions.folder / "journals/talk-2.key").read_bytes().strip(), "journal:talk-2")
    found = read_journal(sessions.folder / "journals/talk-2.journal", key)
    assert all(note.isprintable() for note in found.notes())
    return found


def _reviewed(sessions: Sessions) -> None:
    shown_safely(recap(_journal(sessions).events, ALL))


def seeds_of_exports() -> Iterator[bytes]:
    yield b"\0" + exported([kept()])
    yield b"\0" + exported([trimmed(kept(), frozenset({"agreements"}))])


def seeds_of_opened() -> Iterator[bytes]:
    for n, content in enumerate(shelf()[1].values()):
        yield bytes([n]) + content


def seeds_of_sealed() -> Iterator[bytes]:
    sessions, good = shelf()
    key = sessions._vault.unwrap(good["journals/talk-2.key"].strip(), "journal:talk-2")
    yield b"\0" + msgspec.json.encode({"schema": "coach.index/1", "entries": [msgspec.to_builtins(entry_of(kept()))]})
    yield b"\1" + msgspec.json.encode(Remembered(talk="talk-1", names=("Maya", "Tom")))
    yield b"\2" + msgspec.json.encode(kept())
    yield b"\3" + b"\n".join(key.open(one)[4:] for one in good["journals/talk-2.journal"].split(b"\n")[1:-1])


HARNESSES = (
    Harness("exports", exports, seeds_of_exports, is_json=True, longest=16_384),
    Harness("kept", opened, seeds_of_opened, longest=16_384),
    Harness("sealed", sealed, seeds_of_sealed, is_json=True, longest=16_384),
)
