"""What the time line shows, in words: a sentence or two under it, and a table of up to eight parts of the talk."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from coach.core.recap import Recap, RecapMoment
from coach.core.talk import Partner, Seconds
from coach.report import telling
from coach.report.over_time import between, covered, span_of

MOST_ROWS = 8
_FEWEST = 3  # points of a curve: no more than these are no line


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of the talk in the table beside the time line."""

    since: str
    spoke: tuple[str, str] | None  # None: nobody's turns are in this recap, so nothing is known of them
    warmth: str
    topic: str
    marks: str


def worth_showing(recap: Recap) -> bool:
    line = recap.timeline
    return bool(recap.turns or len(line.warmth) > _FEWEST or len(line.on_topic) > _FEWEST)


def at_first_sight(recap: Recap) -> str:
    """For those who do not see the chart; it stands under it for everybody."""
    line = recap.timeline
    parts = []
    if line.overlaps:
        times = "one time" if len(line.overlaps) == 1 else f"{len(line.overlaps)} times"
        parts.append(f"You both spoke at once {times}.")
    if len(line.warmth) > _FEWEST:
        first, last = (_warmth(value) for value in (line.warmth[0][1], line.warmth[-1][1]))
        parts.append(f"The words begin {first} and end {last}: a guess from single words.")
    if line.breaks:
        taken = "a break" if len(line.breaks) == 1 else f"{len(line.breaks)} breaks"
        parts.append(f"You took {taken} (shaded).")
    if line.lost:
        parts.append("Some sound was not heard (outlined).")
    return " ".join(parts) or "Both voices, from the beginning to the end."


def stretches(recap: Recap, again: Sequence[RecapMoment]) -> tuple[Stretch, ...]:
    """The time line as a table. `again`: the moments that are numbered on it, in their order."""
    since, till = span_of(recap)
    length = till - since
    if not worth_showing(recap) or length <= 0:
        return ()
    count = max(1, min(MOST_ROWS, round(length / 30) or 1))
    step = length / count
    ends = [since + step * n for n in range(1, count)] + [math.inf]
    return tuple(_stretch(recap, again, (since + step * n, end), n / count) for n, end in enumerate(ends))


def _stretch(recap: Recap, again: Sequence[RecapMoment], within: tuple[Seconds, Seconds], part: float) -> Stretch:
    start, end = within
    timed = recap.session.timed
    warm, near = (between(points, start, end) for points in (recap.timeline.warmth, recap.timeline.on_topic))
    numbers = [f"{n}" for n, one in enumerate(again, 1) if start <= one.start < end]
    helped = sum(one.tone == "helps" and start <= one.start < end for one in recap.moments)
    marks = (["look again: " + ", ".join(numbers)] if numbers else []) + ([f"{helped} that helped"] if helped else [])
    return Stretch(
        since=telling.clock(start) if timed else f"{part:.0%}" if part else "begin",
        spoke=(_spoke(recap, "A", start, end), _spoke(recap, "B", start, end)) if recap.turns else None,
        warmth="–" if warm is None else _warmth(warm),
        topic="–" if near is None else "on topic" if near >= 0.6 else "partly" if near >= 0.3 else "elsewhere",
        marks="; ".join(marks) or "–",
    )


def _spoke(recap: Recap, who: Partner, start: Seconds, end: Seconds) -> str:
    """For how long; where times are only estimated, how often."""
    turns = [one for one in recap.turns if one.speaker == who]
    if recap.session.timed:
        return telling.clock(covered(((one.start, one.end) for one in turns), start, end))
    return f"{sum(start <= one.start < end for one in turns)} ×"


def _warmth(value: float) -> str:
    return "warm" if value > 0.25 else "cool" if value < -0.25 else "even"
