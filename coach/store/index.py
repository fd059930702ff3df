"""The history: one sealed list of all kept talks, so that ten thousand of them are there at once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

import msgspec
from msgspec import Struct

from coach.core.talk import HELPS, HURTS
from coach.errors import StoreError
from coach.store.files import read, write, write_over
from coach.store.kept import Kept
from coach.store.vault import Key, Vault

_SCHEMA = "coach.index/1"


class Entry(Struct, frozen=True):
    """One line of the history. Counts are 0 where they were not ticked."""

    id: str
    began_at: str
    topic: str
    names: tuple[str, str]
    seconds: float = 0.0
    helps: int = 0
    hurts: int = 0
    agreements: int = 0
    share: float | None = None  # A's share of the floor, 0..1
    homework: str = ""
    asked: int = 0  # agreements that somebody asked about later
    held: int = 0  # of these, how many were kept
    confirmed: int | None = None  # agreements that both confirmed; None: in a list of before that was counted


class _Index(Struct, frozen=True):
    schema: str
    entries: tuple[Entry, ...]


def entry_of(kept: Kept) -> Entry:
    recap = kept.recap
    a, b = recap.partners.get("A"), recap.partners.get("B")
    counts = {kind: sum(moves.get(kind, 0) for moves in kept.moves.values()) for kind in (*HELPS, *HURTS)}
    return Entry(
        id=kept.id,
        began_at=kept.began_at,
        topic=recap.session.topic,
        names=(a.name if a else "", b.name if b else ""),
        seconds=recap.session.duration_s,
        helps=sum(counts[kind] for kind in HELPS),
        hurts=sum(counts[kind] for kind in HURTS),
        agreements=len(recap.agreements),
        share=a.talk_share if a and "counts" in kept.parts else None,
        homework=kept.homework,
        asked=len(kept.answers),
        held=sum(one.answer == "kept" for one in kept.answers),
        confirmed=sum(one.confirmed for one in recap.agreements),
    )


def newest_first(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    return tuple(sorted(entries, key=_when, reverse=True))


def matches(entry: Entry, wanted: Iterable[str]) -> bool:
    """Whether every word (casefolded) stands in the topic, a name, the homework or the date."""
    text = f"{entry.topic} {' '.join(entry.names)} {entry.homework} {entry.began_at}".casefold()
    return all(word in text for word in wanted)


def read_index(path: Path, vault: Vault) -> tuple[Entry, ...]:
    """What the list says; nothing where it is missing or damaged: it is made anew from the talks."""
    if not path.exists():
        return ()
    try:
        wrapped, sealed, *_ = read(path).split(b"\n", 2)
        plain = vault.unwrap(wrapped, "index").open(sealed)
        return newest_first(msgspec.json.decode(plain, type=_Index).entries)
    except (StoreError, msgspec.MsgspecError, ValueError, RecursionError):  # ValueError: also a date that is none
        return ()


def write_index(path: Path, vault: Vault, entries: Iterable[Entry], *, destroy_old: bool) -> None:
    """Under a new key each time. `destroy_old`: what stood there before, and its key, are overwritten."""
    key = Key.fresh("index")
    sealed = key.seal(msgspec.json.encode(_Index(_SCHEMA, newest_first(entries))))
    (write_over if destroy_old else write)(path, vault.wrap(key) + b"\n" + sealed + b"\n")


def _when(entry: Entry) -> tuple[float, str]:
    return datetime.fromisoformat(entry.began_at).timestamp(), entry.id
