"""Kept talks in words and small charts. No score and no winner: counts, a direction, and what was agreed. Values in, words out."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from coach.store.index import Entry
from coach.store.kept import BY_DEFAULT, PARTS, WORDS
from coach.tui.plain import bars, plain

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
KEEPING: Final = (
    "Nothing is kept yet.",
    "After a talk, k in its recap keeps it. It takes a yes from each of you, every time.",
    "Kept means: on this machine, under lock, {how_long}. Either of you can have it forgotten here.",
    f"By default that is: {'; '.join(WORDS[part].partition(':')[0] for part in PARTS if part in BY_DEFAULT)}.",
    "Hard words, and the whole talk, are kept only when you both tick them.",
)
LOCKED: Final = (
    "Your kept talks are locked.",
    "Enter asks for the passphrase. Without it nobody can open them, not even coach.",
)
NO_MATCH: Final = "No kept talk fits these words."
DAMAGED: Final = (
    "The kept talks can't be opened: vault.json is damaged.",
    "Restore it from a backup; or a forgets all.",
)
MOST = 24  # talks in a chart
LATELY = 3  # talks that are compared with those before them
ENOUGH = 5  # talks from which on a direction is told
_MORE, _FEWER = 1.25, 0.8
_FULL = 4.0  # moves in ten minutes that fill a bar at least: a single one is no peak
SHORT = 300.0  # s: in talks that are shorter on average a rate would be a guess, and counts are told
_SHARED = (0.3, 0.7)  # a floor that is shared; a band, not a half


def on_day(began_at: str) -> str:
    """20 Nov 2026"""
    year, month, day = began_at[:4], int(began_at[5:7]), int(began_at[8:10])
    return f"{day} {MONTHS[month - 1][:3]} {year}"


def how_long(entry: Entry) -> str:
    return f"{max(1, round(entry.seconds / 60))} min" if entry.seconds else ""


def what_it_was(entry: Entry, *, short: bool = False) -> str:
    """2 noted, 1 confirmed · 9 helped"""
    parts = []
    if entry.agreements:
        parts.append(_agreements(entry, short=short))
    if entry.helps:
        parts.append(f"{entry.helps} helped" if short else f"{_many(entry.helps, 'move')} that helped")
    return " · ".join(parts)


def _agreements(entry: Entry, *, short: bool) -> str:
    """Agreed is what both confirmed; the rest was noted."""
    if entry.confirmed == entry.agreements:
        return f"{entry.agreements} agreed" if short else _many(entry.agreements, "agreement")
    noted = f"{entry.agreements} noted" if short else f"{_many(entry.agreements, 'agreement')} noted"
    return f"{noted}, {entry.confirmed} confirmed" if entry.confirmed else noted


def searched(entry: Entry) -> str:
    """What a search looks in: the topic, the names, the homework, and the day however people write it."""
    month = MONTHS[int(entry.began_at[5:7]) - 1]
    return (
        f"{entry.topic} {' '.join(entry.names)} {entry.homework} {entry.began_at[:10]} "
        f"{int(entry.began_at[8:10])} {month} {entry.began_at[:4]}"
    ).casefold()


def _many(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"


# --- trends -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Trend:
    """One row: a name, a chart of characters (the oldest talk first), and what it says in words."""

    label: str
    chart: str
    words: str


@dataclass(frozen=True, slots=True)
class BalanceBand:
    """Between which shares the floor moved, 0..1 of the first partner's; None: not known."""

    names: tuple[str, str]
    least: float
    most: float

    def words(self) -> str:
        low, high = round(self.least * 100), round(self.most * 100)
        first, second = map(plain, self.names)
        where = f"{first} {low} to {high} %" if high > low else f"{first} {low} %, {second} {100 - low} %"
        if _SHARED[0] <= self.least and self.most <= _SHARED[1]:
            return f"{where}. Room for both."
        return f"{where}. Is that how you both like it?"


def counted(entries: Sequence[Entry]) -> list[Entry]:
    """The latest talks whose counts were kept, the oldest first."""
    known = (one for one in entries if one.share is not None and one.seconds >= 60)
    return list(itertools.islice(known, MOST))[::-1]


def in_ten_minutes(count: int, seconds: float) -> float:
    return count / seconds * 600 if seconds > 0 else 0.0


def trends(entries: Sequence[Entry]) -> tuple[Trend, ...]:
    """Moves that help, moves that hurt, and agreements, of the latest talks. `entries`: newest first."""
    known = counted(entries)
    rows = []
    if known:
        rows.append(_moves("what helps", [one.helps for one in known], known))
        rows.append(_moves("what hurts", [one.hurts for one in known], known))
    agreed = list(entries[:MOST])[::-1]
    if any(one.agreements for one in agreed):
        most = max(one.agreements for one in agreed)
        rows.append(Trend("agreements", bars([one.agreements / (most + 1) for one in agreed]), _agreed(agreed)))
    return tuple(rows)


def band(entries: Sequence[Entry]) -> BalanceBand | None:
    """Of the latest talks of the same two people."""
    known = counted(entries)
    if not known:
        return None
    names = known[-1].names
    shares = [one.share for one in known if one.names == names and one.share is not None]
    return BalanceBand(names, min(shares), max(shares))


def _moves(label: str, counts: Sequence[int], known: Sequence[Entry]) -> Trend:
    rates = [in_ten_minutes(count, one.seconds) for count, one in zip(counts, known, strict=True)]
    peak = max(_FULL, *rates)
    chart = bars([rate / (peak * 1.01) for rate in rates])
    latest = known[-LATELY:]
    if sum(one.seconds for one in latest) < SHORT * len(latest):
        talks = "the last talk" if len(latest) == 1 else f"the last {len(latest)} talks"
        return Trend(label, chart, f"{sum(counts[-LATELY:])} in {talks}")
    lately = _rate(counts[-LATELY:], latest)
    words = f"{lately:.0f} in ten minutes" if lately >= 9.5 else f"{lately:.1f} in ten minutes".replace(".0 ", " ")
    if len(known) < ENOUGH:
        return Trend(label, chart, words)
    before = _rate(counts[:-LATELY], known[:-LATELY])
    return Trend(label, chart, f"{words}, {_direction(lately, before)}")


def _rate(counts: Sequence[int], talks: Sequence[Entry]) -> float:
    return in_ten_minutes(sum(counts), sum(one.seconds for one in talks))


def _direction(lately: float, before: float) -> str:
    if lately > before * _MORE and lately - before > 0.2:
        return "more than before"
    if lately < before * _FEWER and before - lately > 0.2:
        return "fewer than before"
    return "much as before"


def _agreed(talks: Sequence[Entry]) -> str:
    made, asked, held = (sum(getattr(one, name) for one in talks) for name in ("agreements", "asked", "held"))
    if not asked:
        return f"{made} noted; the next talk asks how they went"
    return f"{made} noted; kept {held} of the {asked} asked about"


def drawn(found: BalanceBand, width: int) -> tuple[str, str, str]:
    """The band on a line from one partner to the other: before it, the band, after it."""
    width = max(3, width)
    first = min(width - 1, int(found.least * width))
    last = max(first + 1, min(width, round(found.most * width)))
    return "─" * first, "━" * (last - first), "─" * (width - last)
