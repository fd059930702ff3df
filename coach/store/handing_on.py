"""Kept talks on their way out of coach and back in: one JSON file, coach.export/1, that anybody can read."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from msgspec import Struct

from coach.core.cleaning import clean
from coach.errors import StoreError
from coach.store.kept import Kept, checked
from coach.store.versions import version_in

MOST_IMPORTED = 128 * 1024 * 1024  # bytes of a file to import
_MOST_VALUES = 10_000_000  # commas in it: a talk of an hour, every word of it, has some ten thousand
_LARGEST_TALK = 16 * 1024 * 1024  # bytes of one of its talks


class _Export(Struct, frozen=True):
    schema: str
    talks: tuple[Kept, ...]


def exported(talks: Iterable[Kept]) -> bytes:
    """The talks as they are. Trim them before."""
    encoded = msgspec.json.encode(_Export("coach.export/1", tuple(talks)), order="sorted")
    return msgspec.json.format(encoded, indent=1) + b"\n"


def read_export(data: bytes, name: str) -> tuple[Kept, ...]:
    """The talks of an exported file. Raises StoreError, naming the place, where anything in it is not as it should be."""
    name = clean(name)
    if len(data) > MOST_IMPORTED:
        raise StoreError(f"{name} is too large to be an export of coach.", "Check that it is the right file.")
    if data.count(b",") > _MOST_VALUES:  # a list of empty lists takes thirty times its own size in memory
        raise StoreError(f"{name} holds more than coach can take in at once.", "Export fewer talks at a time.")
    try:
        raw = msgspec.json.decode(data, type=dict[str, msgspec.Raw])
        schema = msgspec.json.decode(raw.get("schema", b"null"))
        version_in(schema if isinstance(schema, str) else "", "coach.export/", 1, name)
        talks = msgspec.json.decode(raw.get("talks", b"null"), type=list[msgspec.Raw])
    except msgspec.ValidationError as error:
        raise StoreError(f"{name} is not an export of coach.", "It begins with: schema coach.export/1.") from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise StoreError(f"{name} is not valid JSON: {error}.", "Export it again, or take another copy.") from error
    return tuple(_talk(one, f"{name}: $.talks[{place}]") for place, one in enumerate(talks))


def _talk(raw: msgspec.Raw, place: str) -> Kept:
    """One at a time, so that a large export is never in memory twice."""
    if len(raw) > _LARGEST_TALK:
        raise StoreError(f"{place} is larger than a talk.", "Check that it is the right file.")
    try:
        plain = msgspec.json.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise StoreError(f"{place} is not valid JSON: {error}.", "Export it again, or take another copy.") from error
    return checked(plain, place)
