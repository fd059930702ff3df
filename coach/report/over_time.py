"""Curves and stretches over the time of a talk, as plain values: how long, how much of it, how high on average."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from coach.core.recap import Recap
from coach.core.talk import Seconds

Stretch = tuple[Seconds, Seconds]

_LONGEST: Seconds = 7 * 86_400  # no talk takes a week: what lies beyond is no time


def length_of(recap: Recap) -> Seconds:
    """How long the time line is: to the last thing known of the talk."""
    line = recap.timeline
    known = [recap.session.duration_s, *(one.end for one in recap.turns)]
    known += [points[-1][0] for points in (line.warmth, line.on_topic) if points]
    known += [end for _, end in (*line.breaks, *line.lost, *line.overlaps)]
    return max((one for one in known if one < _LONGEST), default=0.0)


def between(points: Sequence[tuple[Seconds, float]], start: Seconds, end: Seconds) -> float | None:
    """The mean of the curve's points between two times; the last one before where there are none; None before the first."""
    inside = [value for at, value in points if start <= at < end]
    if inside:
        return sum(inside) / len(inside)
    before = [value for at, value in points if at < start]
    return before[-1] if before else None


def covered(stretches: Iterable[Stretch], start: Seconds, end: Seconds) -> Seconds:
    """How much of the time between `start` and `end` the stretches fill."""
    total, reached = 0.0, start
    for left, right in sorted(stretches):
        left, right = max(left, reached), min(right, end)  # noqa: PLW2901 - only the part inside, and what is new of it
        if right > left:
            total, reached = total + right - left, right
    return total
