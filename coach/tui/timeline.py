"""The talk as a chart of characters: both voices, where they met, warmth, topic, moments. Values in, rows out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from coach.core.recap import Recap
from coach.core.talk import Seconds
from coach.tui.plain import bars, clock, plain

_LEAST = 0.04  # a smaller share of a column is silence


@dataclass(frozen=True, slots=True)
class Row:
    label: str
    cells: str  # one character a column
    look: str  # "a", "b", "warm", "plain" or "quiet"


@dataclass(frozen=True, slots=True)
class Chart:
    rows: tuple[Row, ...]
    length: Seconds
    columns: int

    def column(self, at: Seconds) -> int:
        """The column that a time falls in."""
        return min(self.columns - 1, max(0, int(at / self.length * self.columns))) if self.length > 0 else 0


def when(recap: Recap, at: Seconds, turn: int) -> str:
    """The place in the talk: a time, or the turn where times are only estimated."""
    return clock(at) if recap.session.timed else f"turn {turn}"


def chart(recap: Recap, columns: int) -> Chart:
    """The rows of the chart, `columns` characters wide. Rows without anything to say are left out."""
    columns = max(1, columns)
    length = max([recap.session.duration_s, *(turn.end for turn in recap.turns), 1.0])
    step = length / columns
    line = recap.timeline
    rows = [
        Row(plain(recap.partners[who].name), _voice(recap, who, columns, step), look)
        for who, look in (("A", "a"), ("B", "b"))
        if who in recap.partners and recap.turns
    ]
    if line.overlaps:
        rows.append(Row("both at once", _where(line.overlaps, columns, step, "▪"), "quiet"))
    if line.warmth:
        rows.append(Row("warmth", bars([(v + 1) / 2 for v in _curve(line.warmth, columns, step)]), "warm"))
    if line.on_topic:
        rows.append(Row("on topic", bars(_curve(line.on_topic, columns, step)), "warm"))
    if recap.moments:
        rows.append(Row("moments", _moments(recap, columns, step), "plain"))
    if line.breaks:
        rows.append(Row("breaks", _where(line.breaks, columns, step, "░"), "quiet"))
    if line.lost:
        rows.append(Row("not heard", _where(line.lost, columns, step, "×"), "quiet"))
    rows.append(Row("", _axis(length, columns) if recap.session.timed else _ends(columns), "quiet"))
    return Chart(tuple(rows), length, columns)


def _spread(stretches: Iterable[tuple[Seconds, Seconds]], columns: int, step: Seconds) -> list[float]:
    """The share of each column that the stretches cover, 0..1."""
    covered = [0.0] * columns
    for start, end in stretches:
        for column in range(max(0, int(start / step)), min(columns, int(end / step) + 1)):
            covered[column] += max(0.0, min(end, (column + 1) * step) - max(start, column * step))
    return [min(1.0, seconds / step) for seconds in covered]


def _voice(recap: Recap, who: str, columns: int, step: Seconds) -> str:
    shares = _spread(((t.start, t.end) for t in recap.turns if t.speaker == who), columns, step)
    return "".join(" " if share < _LEAST else bars([0.2 + share * 0.6]) for share in shares)


def _where(stretches: Sequence[tuple[Seconds, Seconds]], columns: int, step: Seconds, sign: str) -> str:
    return "".join(sign if share > 0 else " " for share in _spread(stretches, columns, step))


def _curve(points: Sequence[tuple[Seconds, float]], columns: int, step: Seconds) -> list[float]:
    """The curve's value in each column: the mean of its points there, else the last one before."""
    sums: list[list[float]] = [[] for _ in range(columns)]
    for at, value in points:
        sums[min(columns - 1, max(0, int(at / step)))].append(value)
    values, last = [], points[0][1]
    for column in sums:
        last = sum(column) / len(column) if column else last
        values.append(last)
    return values


def _moments(recap: Recap, columns: int, step: Seconds) -> str:
    tones: list[set[str]] = [set() for _ in range(columns)]
    for moment in recap.moments:
        if moment.kind == "threat":
            continue  # for the private view only
        tones[min(columns - 1, max(0, int(moment.start / step)))].add(moment.tone)
    return "".join(
        "±" if {"helps", "hurts"} <= t else "+" if "helps" in t else "○" if "hurts" in t else " " for t in tones
    )


def _ends(columns: int) -> str:
    return "begin".ljust(columns - 3) + "end" if columns > 8 else " " * columns


def _axis(length: Seconds, columns: int) -> str:
    first, middle, last = clock(0), clock(length / 2), clock(length)
    if columns < len(first + middle + last) + 4:
        return first.ljust(columns - len(last)) + last if columns >= len(first + last) + 1 else " " * columns
    half = columns // 2 - len(middle) // 2
    return (first.ljust(half) + middle).ljust(columns - len(last)) + last
