"""What the page before a talk knows from last time. Locked beside the kept talks, and only where talks are kept; never a mood."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct

from coach.core.cleaning import clean
from coach.errors import StoreError
from coach.store.files import read, write_over
from coach.store.vault import Key, Vault

_ABOUT = "remembered"
_MOST = 100_000  # bytes of the file


class Remembered(Struct, frozen=True):
    talk: str  # the id of the kept talk it is from; forgotten together with it
    names: tuple[str, str]
    seating: Literal["one", "two", "typed"] = "one"
    mode: Literal["open", "speaker_listener"] = "open"
    minutes: Annotated[float, Meta(ge=0, le=240)] = 20.0
    schema: Literal["coach.remembered/1"] = "coach.remembered/1"


def read_remembered(path: Path, vault: Vault) -> Remembered | None:
    """None where nothing is remembered, or it can't be read: it is a convenience and no more."""
    if not path.exists():
        return None
    try:
        wrapped, sealed, *_ = read(path, most=_MOST).split(b"\n")
        found = msgspec.json.decode(vault.unwrap(wrapped, _ABOUT).open(sealed), type=Remembered)
    except (StoreError, msgspec.MsgspecError, ValueError, RecursionError):
        return None
    first, second = clean(found.names[0]), clean(found.names[1])
    return msgspec.structs.replace(found, names=(first, second))


def write_remembered(path: Path, vault: Vault, value: Remembered) -> None:
    """Under a new key; what stood there before is destroyed."""
    key = Key.fresh(_ABOUT)
    write_over(path, vault.wrap(key) + b"\n" + key.seal(msgspec.json.encode(value)) + b"\n")
