"""Curves and stretches over the time of a talk, as plain values: how long, how much of it, how high on average."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from coach.core.recap import Recap
from coach.core.talk import Seconds

Stretch = tuple[Seconds, Seconds]

_LONGEST: Seconds = 7 * 86_400  # no talk takes a week: what lies beyond is no time


def span_of(recap: Recap) -> Stretch:
    """From where to where the time line goes: as long as the talk was, to the last thing known of it.

    Where times are only estimated, from the first thing known: the waiting before and after what was written says nothing.
    """
    line = recap.timeline
    curves = [points for points in (line.warmth, line.on_topic) if points]
    ends = [*(one.end for one in recap.turns), *(points[-1][0] for points in curves)]
    ends += [end for _, end in (*line.breaks, *line.lost, *line.overlaps)]
    if recap.session.timed or not ends:
        return 0.0, max((one for one in (recap.session.duration_s, *ends) if one < _LONGEST), default=0.0)
    starts = [*(one.start for one in recap.turns), *(points[0][0] for points in curves)]
    till = max((one for one in ends if one < _LONGEST), default=0.0)
    return min((one for one in starts if 0.0 <= one < till), default=0.0), till


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
