"""The dances: patterns over a whole talk, seen in what was noticed, who said it and when.

Each is a few plain measures with weights, added up and squeezed to 0..1. The measures are shares ("of the hurtful moments, how
many were ...") and not counts, because detectors miss about half of what happens: shares stay what they are when moments are
missed evenly. The weights were fitted on labelled talks, with all moments and with half of them left out, and rounded.
A pattern is a loop of two; what is said about it (coach.core.dances) never makes it one person's fault.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Final

from coach.core.talk import HELPS, HURTS, Header, Kind, Moment, Overlap, Partner, Pattern, PatternKind, Utterance

FEWEST_UTTERANCES: Final = 12  # a shorter talk has no dance to see
FEWEST_MOMENTS: Final = 5
MOST_EVIDENCE: Final = 8
MISSED_MORE: Final = 1.3  # hurtful moves are said sideways more often, and so missed more often than those that help

_BOTH: Final[tuple[tuple[Partner, Partner], ...]] = (("A", "B"), ("B", "A"))
_PRESSING: Final[frozenset[Kind]] = frozenset(["demand", "blame", "mind_reading"])
_SQUEEZING: Final[frozenset[Kind]] = frozenset(["demand", "threat", "dismissal", "interruption", "winning"])

_FEAR = re.compile(r"\b(?:scared|frightened|afraid|terrified|dread\w*|panic\w*|worry|worried)\b", re.IGNORECASE)
_SHAME = re.compile(
    r"\b(?:asham\w+|embarrass\w+|useless|failure|mortif\w+|hid|hiding|hide|humiliat\w+|stupid|fraud|burden|not good enough|laugh at me"
    r"|small|proud|fat|ugly|disgust\w*)\b",
    re.IGNORECASE,
)  # fmt: skip
_REACHING = re.compile(
    r"\b(?:miss you|close|closer|touch|kiss|hold|hug|talk to me|look at me|come here|come to bed|lonely|together|cuddle|affection|love me|want me"
    r"|need you|where (?:are|were) you)\b",
    re.IGNORECASE,
)  # fmt: skip
_SPACE = re.compile(
    r"\b(?:space|breathe|room|on my own|by myself|alone|quiet|crowd\w*|pressure|smother\w*|clingy|needy|time to myself|leave me|breathing"
    r"|suffocat\w*|peace|watching me|on at me|chas\w+)\b",
    re.IGNORECASE,
)  # fmt: skip
_CONTROL = re.compile(
    r"\b(?:card|account|wages|money|allowance|keys?|passport|visa|kids|children|custody|solicitor|lawyer|court|permission|allow\w*|let you"
    r"|phone|password|locks?|police|take (?:the|them|her|him)|cancel|cut (?:you|it) off|tell (?:your|everyone)|my house|my name)\b",
    re.IGNORECASE,
)  # fmt: skip


@dataclass
class _Seen:
    """A talk's moments, counted once. Partners only: what nobody can be named for is in no pattern."""

    utterances: Sequence[Utterance]
    moments: Sequence[Moment]
    overlaps: Sequence[Overlap]
    hurtful: set[int] = field(init=False)
    helpful: set[int] = field(init=False)

    def __post_init__(self) -> None:
        self.moments = [one for one in self.moments if one.speaker != "?"]
        self.hurtful = {one.utterance for one in self.moments if one.kind in HURTS}
        self.helpful = {one.utterance for one in self.moments if one.kind in HELPS}
        self.place = {one.n: place for place, one in enumerate(self.utterances)}
        self.speaker = {one.n: one.speaker for one in self.utterances}
        self.all = len(self.moments) + 4  # smoothed, so that one moment alone is never everything
        self.hurts = len(self.hurtful) + 2

    def count(self, *kinds: Kind, by: Partner | None = None) -> int:
        return sum(one.kind in kinds and by in (None, one.speaker) for one in self.moments)

    def cold(self, first: float = 0.0, last: float = 1.0, by: Partner | None = None) -> float:
        """Of the utterances between these parts of the talk that hurt or help, the share that hurts."""
        end = len(self.utterances)
        bad, good = (
            sum(first * end <= self.place.get(n, -1) < last * end and by in (None, self.speaker.get(n)) for n in ns)
            for ns in (self.hurtful, self.helpful)
        )
        weighed = MISSED_MORE * bad
        return (weighed + 0.5) / (weighed + good + 1)

    def said(self, by: Partner) -> str:
        return " ".join(one.text for one in self.utterances if one.speaker == by)

    def where(self, *kinds: Kind, by: Partner | None = None) -> list[int]:
        return [one.utterance for one in self.moments if one.kind in kinds and by in (None, one.speaker)]


@dataclass(frozen=True)
class _Loop:
    """How sure, where, and who begins (where the loop has a beginning)."""

    confidence: float
    evidence: Sequence[int]
    by: Partner | None = None


def patterns(
    header: Header, utterances: Sequence[Utterance], moments: Sequence[Moment], overlaps: Sequence[Overlap]
) -> tuple[Pattern, ...]:
    """The dances of a talk, those that went well first. `moments`: of all kinds; `header.timed` False: times are not used."""
    seen = _Seen(utterances, moments, overlaps if header.timed else ())
    if len(utterances) < FEWEST_UTTERANCES or len(seen.moments) < FEWEST_MOMENTS:
        return ()
    found: list[Pattern] = []
    for kind, (look, enough) in _DANCES.items():
        loop = look(seen)
        if loop.confidence >= enough:
            to: Partner | None = None if loop.by is None else _BOTH[loop.by == "B"][1]
            evidence = tuple(dict.fromkeys(sorted(loop.evidence)))
            found.append(Pattern(kind, loop.confidence, _spread(evidence), by=loop.by, to=to))
    return tuple(found)


def _spread(evidence: tuple[int, ...]) -> tuple[int, ...]:
    """At most eight of them, from all over the talk."""
    if len(evidence) <= MOST_EVIDENCE:
        return evidence
    step = (len(evidence) - 1) / (MOST_EVIDENCE - 1)
    return tuple(evidence[round(step * i)] for i in range(MOST_EVIDENCE))


def _sure(score: float) -> float:
    return 1 / (1 + math.exp(-score))


# --- one dance each ----------------------------------------------------------------------------------------------------


def _good_repair(seen: _Seen) -> _Loop:
    kept = min(1.0, 8 * seen.count("agreement") / seen.all)
    score = 4.0 - 11.0 * seen.cold() + 2.0 * kept
    return _Loop(_sure(score), seen.where("repair", "apology", "validation", "reassurance", "agreement"))


def _balanced(seen: _Seen) -> _Loop:
    worst = max(seen.cold(by="A"), seen.cold(by="B"))
    return _Loop(_sure(2.8 - 6.5 * seen.cold() - 1.5 * worst), seen.where(*HELPS))


def _de_escalation(seen: _Seen) -> _Loop:
    late = seen.cold(2 / 3, 1)
    score = -0.2 + 2.8 * (seen.cold(0, 2 / 3) - late) - 2.4 * late - 2.7 * _severe(seen) - _louder(seen)
    calm = [n for n in sorted(seen.helpful) if seen.place.get(n, 0) * 2 >= len(seen.utterances)]
    return _Loop(_sure(score), calm)


def _escalation(seen: _Seen) -> _Loop:
    worst = max(seen.cold(by="A"), seen.cold(by="B"))
    score = -5.1 + 3.9 * seen.cold() + 0.9 * seen.cold(2 / 3, 1) + 2.9 * worst + 6.5 * _severe(seen) + _louder(seen)
    late = [n for n in sorted(seen.hurtful) if seen.place.get(n, 0) * 2 >= len(seen.utterances)]
    return _Loop(_sure(score), [*seen.where("personal_attack", "threat"), *late])


def _demand_withdraw(seen: _Seen) -> _Loop:
    def loop(presser: Partner, quiet: Partner) -> int:
        return min(seen.count(*_PRESSING, by=presser), seen.count("withdrawal", by=quiet))

    by, to = max(_BOTH, key=lambda two: (loop(*two), seen.count("withdrawal", by=two[1])))
    if not seen.count("withdrawal", by=to) or not seen.count(*_PRESSING, by=by):
        return _Loop(0.0, ())
    withdrawn = seen.count("withdrawal") / seen.hurts
    score = -3.8 + 4.8 * loop(by, to) / seen.hurts + 4.0 * withdrawn + 3.0 * seen.cold() + 1.1 * seen.cold(2 / 3, 1)
    return _Loop(_sure(score), [*seen.where(*_PRESSING, by=by), *seen.where("withdrawal", by=to)], by)


def _pursuer_distancer(seen: _Seen) -> _Loop:
    def leaning(near: Partner, far: Partner) -> float:
        pressing = 2 * (seen.count(*_PRESSING, by=near) - seen.count(*_PRESSING, by=far))
        return pressing + 3 * (seen.count("withdrawal", by=far) - seen.count("withdrawal", by=near))

    def wording(near: Partner, far: Partner) -> int:
        reach = len(_REACHING.findall(seen.said(near))) - len(_REACHING.findall(seen.said(far)))
        return reach + len(_SPACE.findall(seen.said(far))) - len(_SPACE.findall(seen.said(near)))

    by, to = max(_BOTH, key=lambda two: leaning(*two) + wording(*two))
    closeness = len(_REACHING.findall(seen.said("A") + " " + seen.said("B"))) + len(
        _SPACE.findall(seen.said("A") + " " + seen.said("B"))
    )
    score = (
        -3.7 + 3.7 * leaning(by, to) / seen.hurts / 3 + 2.9 * seen.count("withdrawal") / seen.hurts
        + 1.7 * seen.cold(0, 2 / 3) + 2.1 * min(1.0, closeness / 15) + 1.4 * wording(by, to) / 8
    )  # fmt: skip
    return _Loop(
        _sure(score),
        [*seen.where(*_PRESSING, "vulnerability", by=by), *seen.where("withdrawal", "defensiveness", by=to)],
        by,
    )


def _fear_shame(seen: _Seen) -> _Loop:
    if not seen.count("vulnerability"):
        return _Loop(0.0, ())
    words = sum(len(_FEAR.findall(seen.said(one))) + len(_SHAME.findall(seen.said(one))) for one, _ in _BOTH)
    score = (
        -2.0 + 9.5 * seen.count("vulnerability") / seen.all + 10.5 * seen.count("reassurance") / seen.all
        - 0.9 * seen.cold() + 2.0 * min(1.0, words / 10)
    )  # fmt: skip
    return _Loop(_sure(score), seen.where("vulnerability", "reassurance"))


def _dominance(seen: _Seen) -> _Loop:
    by, to = max(_BOTH, key=lambda two: seen.count(*_SQUEEZING, by=two[0]) - seen.count(*_SQUEEZING, by=two[1]))
    ahead = seen.count(*_SQUEEZING, by=by) - seen.count(*_SQUEEZING, by=to)
    if ahead <= 0:
        return _Loop(0.0, ())
    apart = seen.cold(by=by) - seen.cold(by=to)
    score = -7.9 + 4.5 * apart + 5.8 * ahead / seen.hurts + 4.6 * seen.cold(by=by)
    return _Loop(_sure(score), seen.where(*_SQUEEZING, by=by), by)


def _kitchen_sinking(seen: _Seen) -> _Loop:
    strays = seen.count("past_grievance", "topic_drift")
    if strays < 2:
        return _Loop(0.0, ())
    score = -6.0 + 3.8 * strays / seen.hurts + 7.1 * seen.cold()
    return _Loop(_sure(score), seen.where("past_grievance", "topic_drift"))


def _coercion(seen: _Seen) -> _Loop:
    if not seen.count("threat"):
        return _Loop(0.0, ())
    by: Partner = max(("A", "B"), key=lambda one: (seen.count("threat", by=one), seen.count("demand", by=one)))
    where = seen.where("threat", "demand", by=by)
    control = sum(len(_CONTROL.findall(one.text)) for one in seen.utterances if one.n in where)
    score = (
        -6.6 + 3.6 * min(1.0, 2.5 * seen.count("threat", by=by) / seen.hurts) + 8.0 * seen.count("demand", by=by) / seen.hurts
        + 4.5 * seen.cold(by=by) + 2.5 * min(1.0, control / 6)
    )  # fmt: skip
    return _Loop(_sure(score), where, by)


def _severe(seen: _Seen) -> float:
    return seen.count("personal_attack", "threat") / seen.hurts


def _louder(seen: _Seen) -> float:
    """-1 .. 1: by how much both got louder or quieter from the first half to the second, against their own usual voice."""
    change: list[float] = []
    for one, _ in _BOTH:
        heard = [
            u.voice.loudness_db
            for u in seen.utterances
            if u.speaker == one and u.voice and u.voice.loudness_db is not None
        ]
        if len(heard) >= 8:
            half = len(heard) // 2
            change.append((median(heard[half:]) - median(heard[:half])) / 6)  # 6 dB: clearly louder
    return max(-1.0, min(1.0, sum(change) / len(change))) if change else 0.0


# Those that went well come first in the recap. The number: how sure it takes to be said.
_DANCES: Final[dict[PatternKind, tuple[Callable[[_Seen], _Loop], float]]] = {
    "good_repair": (_good_repair, 0.54),
    "balanced": (_balanced, 0.54),
    "de_escalation": (_de_escalation, 0.4),
    "escalation": (_escalation, 0.42),
    "demand_withdraw": (_demand_withdraw, 0.38),
    "pursuer_distancer": (_pursuer_distancer, 0.35),
    "fear_shame": (_fear_shame, 0.32),
    "dominance": (_dominance, 0.38),
    "kitchen_sinking": (_kitchen_sinking, 0.22),
    "coercion": (_coercion, 0.25),
}
