"""Versions of what is kept: a newer one is refused in words, an older one is brought up to date step by step."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from coach.errors import StoreError

# What makes a form of version n readable as version n + 1, on plain dictionaries.
Upgrade = Callable[[dict[str, Any]], dict[str, Any]]


def version_in(schema: str, family: str, newest: int, name: str) -> int:
    """The version in a schema such as coach.journal/1. Raises StoreError for what is newer than we are, or not ours."""
    number = schema.removeprefix(family)
    if not schema.startswith(family) or not (number.isascii() and number.isdigit() and len(number) < 6):
        raise StoreError(f"{name} is not a file that coach kept.", "Check that it is the right file.")
    if int(number) > newest:
        raise StoreError(f"{name} was kept by a newer coach.", "Install the newest coach, then open it again.")
    return int(number)


def upgraded(
    raw: Mapping[str, Any], version: int, newest: int, upgrades: Mapping[int, Upgrade], name: str
) -> dict[str, Any]:
    """Step by step from `version` to `newest`."""
    current = dict(raw)
    for step in range(version, newest):
        if step not in upgrades:
            raise StoreError(
                f"{name} was kept by a very old coach.", "Open it with an older coach and export it there."
            )
        current = upgrades[step](current)
    return current
