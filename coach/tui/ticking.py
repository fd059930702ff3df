"""A line that two people tick, each for oneself. Values only."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TickRow:
    """`key`: what the ticks are kept under. `quiet`: something about it, such as a day."""

    key: object
    text: str
    quiet: str = ""
    inside: bool = False  # belongs to the row above it that is not inside
