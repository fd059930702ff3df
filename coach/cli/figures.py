"""How right the coach was about labelled talks, move by move: measured figures that travel with the program."""

from __future__ import annotations

import msgspec
from msgspec import Struct

from coach.bundled import bundled
from coach.errors import CoachError

NAME = "figures.json"

Interval = tuple[float, float]


class Figure(Struct, frozen=True):
    """Counts of turns, and what follows from them. None where there is nothing to divide by."""

    gold: int  # turns that people labelled so
    found: int  # turns in which coach found it
    right: int  # both
    precision: float | None
    precision_interval: Interval | None  # 95 %, Wilson
    recall: float | None
    recall_interval: Interval | None


class Figures(Struct, frozen=True):
    talks: int
    turns: int
    minutes: float
    fingerprint: str  # of the detectors and weights that were measured
    kinds: dict[str, Figure]
    together: dict[str, Figure]


def load() -> Figures | None:
    """The bundled figures; None where they are not there or are damaged: rules can be read without them."""
    try:
        return msgspec.json.decode(bundled(NAME).read_bytes(), type=Figures)
    except (CoachError, OSError, msgspec.DecodeError):
        return None


def share(value: float | None, of: int) -> str:
    """`0.83 of 42`; a dash where there was nothing."""
    return f"{'-' if value is None else f'{value:.2f}'} of {of}"


def range_of(interval: Interval | None) -> str:
    return f"{interval[0]:.2f} to {interval[1]:.2f}" if interval else "-"


def told(figure: Figure, figures: Figures) -> str:
    """One kind's figures in a sentence."""
    where = f"Measured on {figures.talks} labelled talks ({figures.turns} turns)"
    found = there = "none"
    if figure.precision is not None:
        interval = range_of(figure.precision_interval)
        found = f"{figure.right} of {figure.found}, {figure.precision:.2f} (95 % interval {interval})"
    if figure.recall is not None:
        interval = range_of(figure.recall_interval)
        there = f"{figure.right} of {figure.gold}, {figure.recall:.2f} (95 % interval {interval})"
    return f"{where}. Right, of those found: {found}. Found, of those there: {there}."
