"""Kept talks on their way out of coach and back in: one JSON file, coach.export/1, that anybody can read."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from msgspec import Struct

from coach.core.cleaning import clean
from coach.errors import StoreError
from coach.store.journal import version_in
from coach.store.kept import Kept, checked

MOST_IMPORTED = 128 * 1024 * 1024  # bytes of a file to import


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
    try:
        raw = msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise StoreError(f"{name} is not valid JSON: {error}.", "Export it again, or take another copy.") from error
    if not isinstance(raw, dict):
        raise StoreError(f"{name} is not an export of coach.", "It begins with: schema coach.export/1.")
    schema = raw.get("schema")
    version_in(schema if isinstance(schema, str) else "", "coach.export/", 1, name)
    talks = raw.get("talks")
    if not isinstance(talks, list):
        raise StoreError(f"{name}: $.talks: expected a list.", "Export it again, or take another copy.")
    return tuple(checked(one, f"{name}: $.talks[{place}]") for place, one in enumerate(talks))
