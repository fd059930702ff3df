"""Two voices found in speech nobody enrolled for: a recording, or a live talk so far.

Who speaks changes slowly, what is said changes fast. So each second of speech becomes a point (the mean and spread of its
features), the points are scaled by how much neighbours differ, and along the directions that still vary most they are cut
in two. Voice prints fitted to the halves then deal the seconds out anew, in turns, until they stay. No chance is involved.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from coach.core.talk import Seconds
from coach.sound import Segment
from coach.speech.features import CEPSTRA, FRAMES_A_SECOND, Array, Mask, features
from coach.speech.voiceprint import VoicePrint, leaning

LONGEST: Seconds = 15 * 60  # of voiced speech kept; of a longer talk every second, fourth ... segment
_PIECE = FRAMES_A_SECOND  # voiced frames: about a second and a half of speech
_LEAST_PIECES = 8
_DIMENSIONS = 12  # of the points; more only add noise
_DIRECTIONS = (1, 3)  # how many of those that vary most are cut along; each is tried
_EVEN = 1.0  # how far the differences of neighbours are taken for equal in all directions: few seconds say little
_ROUNDS = 6
_EM_ROUNDS = 6
_UNSURE = 0.25  # of each voice's speech: not learnt from at last
_MOST_ROWS = 20_000  # while dealing; evenly chosen from more
_CHANGE_COSTS = 30.0  # nats against a change of voice between neighbouring pieces of one segment
_HOLDS = 1.7  # nats a frame; on pairs of readers two voices reach 2.6 and more, the halves of one at most 0.9
_LEAST_SHARE = 0.04  # of the speech, for the quieter partner

Labels = npt.NDArray[np.bool_]


@dataclass
class Pieces:
    """Speech so far, cut into pieces of `_PIECE` voiced frames; bounded, so that hours of talk fit."""

    rows: list[Array] = field(default_factory=list)
    segment_of: list[int] = field(default_factory=list)
    _segments: int = 0
    _every: int = 1

    def add(self, segment: Segment) -> None:
        self._segments += 1
        if self._segments % self._every:
            return
        told_by = features(segment.samples).told_by
        whole = max(1, round(len(told_by) / _PIECE))
        for rows in np.array_split(told_by, whole):
            if len(rows) >= _PIECE // 2:
                self.rows.append(rows)
                self.segment_of.append(self._segments)
        if self.seconds > LONGEST:
            self._thin()

    @property
    def seconds(self) -> Seconds:
        return sum(map(len, self.rows)) / FRAMES_A_SECOND

    def _thin(self) -> None:
        self._every *= 2
        kept = [i for i, segment in enumerate(self.segment_of) if segment % self._every == 0]
        self.rows = [self.rows[i] for i in kept]
        self.segment_of = [self.segment_of[i] for i in kept]


@dataclass(frozen=True, slots=True)
class Found:
    """Two prints, the first of who spoke first; `share` of the one who spoke less.

    `holds`: fitted to every other piece, how clearly the prints still tell the pieces left out: nats a frame, in the
    worst tenth. Two halves of one voice do not hold: what the first half learnt by heart, the second contradicts.
    """

    prints: tuple[VoicePrint, VoicePrint]
    holds: float
    share: float

    @property
    def certain(self) -> bool:
        return self.holds >= _HOLDS and self.share >= _LEAST_SHARE


def two_voices(segments: Iterable[Segment]) -> tuple[VoicePrint, VoicePrint] | None:
    """The prints of the two who speak, the first to speak first. None where two are not certain: one voice, or too little."""
    pieces = Pieces()
    for segment in segments:
        pieces.add(segment)
    found = find(pieces)
    return found.prints if found is not None and found.certain else None


def find(pieces: Pieces, *, most_rows: int = _MOST_ROWS) -> Found | None:
    """The best cut into two, certain or not. None where there is too little speech for any.

    `most_rows`: how many frames to look at, evenly chosen: fewer is quicker.
    """
    if len(pieces.rows) < _LEAST_PIECES:
        return None
    stays = np.array([one == next_ for one, next_ in pairwise(pieces.segment_of)])
    rows = _thinned(pieces.rows, most_rows)
    dealt = [_deal(rows, stays, cut) for cut in _first_cuts(rows, stays)]
    usable = [one for one in dealt if one is not None]
    if not usable:
        return None
    _, labels = max(usable, key=lambda one: one[0])
    return _refined(pieces, labels, most_rows)


def _refined(pieces: Pieces, labels: Labels, most_rows: int) -> Found | None:
    """Dealt out once more in halves of pieces, so that a change of speaker falls nearer to where it is."""
    halves = [half for piece in pieces.rows for half in np.array_split(piece, 2)]
    segment_of = np.repeat(pieces.segment_of, 2)
    dealt = _deal(_thinned(halves, most_rows), np.asarray(segment_of[1:] == segment_of[:-1]), np.repeat(labels, 2))
    if dealt is None:
        return None
    first = dealt[1] if dealt[1][0] else ~dealt[1]
    surest = _surest(halves, first, _prints(halves, first, ~first))
    prints = _prints(halves, first & surest, ~first & surest)
    return Found(prints, _holds(pieces.rows, prints), float(min(first.mean(), 1 - first.mean())))


def _prints(rows: list[Array], one: Labels, other: Labels) -> tuple[VoicePrint, VoicePrint]:
    first, second = (VoicePrint.from_rows(np.concatenate(_chosen(rows, side))) for side in (one, other))
    return first, second


def _surest(rows: list[Array], first: Labels, prints: tuple[VoicePrint, VoicePrint]) -> Labels:
    """All but the least sure of each side: they hold a change of speaker, or both at once, and teach neither voice."""
    lean = np.array([leaning(*prints, piece).mean() for piece in rows])
    lean = np.where(first, lean, -lean)
    least = np.where(first, *(np.quantile(lean[side], _UNSURE) for side in (first, ~first)))
    return np.asarray(lean >= least)


def _holds(rows: list[Array], prints: tuple[VoicePrint, VoicePrint]) -> float:
    side = np.array([leaning(*prints, piece).sum() > 0 for piece in rows])
    turn = np.arange(len(rows)) % 2 == 0
    left_out: list[float] = []
    for learnt in (turn, ~turn):
        parts = [_chosen(rows, learnt & here) for here in (side, ~side)]
        if min(sum(map(len, part)) for part in parts) < FRAMES_A_SECOND:
            return -np.inf
        one, other = (VoicePrint.from_rows(np.concatenate(part)) for part in parts)
        for i in np.flatnonzero(~learnt):
            lean = float(leaning(one, other, rows[i]).mean())
            left_out.append(lean if side[i] else -lean)
    return float(np.percentile(left_out, 10))


def _chosen(rows: list[Array], side: Labels) -> list[Array]:
    return [piece for piece, here in zip(rows, side, strict=True) if here]


def _thinned(rows: list[Array], most: int) -> list[Array]:
    step = max(1, -(-sum(map(len, rows)) // most))
    return [piece[::step] for piece in rows]


def _first_cuts(rows: list[Array], stays: Mask) -> list[Labels]:
    points = _slow(_points(rows), stays)
    cuts = {cut.tobytes(): cut for n in _DIRECTIONS for cut in [_two_means(points[:, :n])]}
    return list(cuts.values())


def _points(rows: list[Array]) -> Array:
    """[pieces, CEPSTRA + SIZE]: the mean of each coefficient, and the logarithm of how each of all features spreads."""
    everything = np.concatenate(rows).std(axis=0) + 1e-3
    return np.array(
        [np.concatenate([(r.mean(axis=0) / everything)[:CEPSTRA], np.log(r.std(axis=0) + 1e-3)]) for r in rows]
    )


def _slow(points: Array, stays: Mask) -> Array:
    """The points along what varies most over the talk for how little it varies between neighbours, the best first."""
    left, strength, _ = np.linalg.svd(points - points.mean(axis=0), full_matrices=False)
    main = (left * strength)[:, :_DIMENSIONS].astype(np.float64)
    steps = (main[1:] - main[:-1])[stays]
    fast = steps.T @ steps / max(len(steps), 1) / 2
    fast += (_EVEN * max(np.trace(fast), 1e-6) / len(fast)) * np.eye(len(fast))
    scale = np.linalg.inv(np.linalg.cholesky(fast)).T
    scaled = main @ scale
    _, directions = np.linalg.eigh(scaled.T @ scaled)
    return np.asarray((scaled @ directions)[:, ::-1], np.float32)


def _two_means(points: Array) -> Labels:
    """From the two halves of the first direction, until nothing moves."""
    side: Labels = np.asarray(points[:, 0] > np.median(points[:, 0]))
    for _ in range(20):
        if side.all() or not side.any():
            break
        one, other = points[side].mean(axis=0), points[~side].mean(axis=0)
        now: Labels = np.asarray(((points - one) ** 2).sum(axis=1) < ((points - other) ** 2).sum(axis=1))
        if (now == side).all():
            break
        side = now
    return side


def _deal(rows: list[Array], stays: Mask, labels: Labels) -> tuple[float, Labels] | None:
    """Fit a print to each side and deal the pieces out anew, in turns. How well it explains the speech, and the cut."""
    everything = np.concatenate(rows)
    starts = np.cumsum([0, *map(len, rows)])[:-1]
    score = -np.inf
    for _ in range(_ROUNDS):
        sides = [_chosen(rows, labels), _chosen(rows, ~labels)]
        if min(sum(map(len, side)) for side in sides) < 2 * FRAMES_A_SECOND:
            return None
        one, other = (VoicePrint.from_rows(np.concatenate(side), rounds=_EM_ROUNDS) for side in sides)
        by_piece = np.add.reduceat(leaning(one, other, everything).astype(np.float64), starts)
        score = float(other.log_likelihood(everything).sum() + np.maximum(by_piece, 0).sum())
        now = _smoothed(by_piece, stays)
        if (now == labels).all():
            break
        labels = now
    return score, labels


def _smoothed(lean: npt.NDArray[np.float64], stays: Mask) -> Labels:
    """The likeliest side of each piece, when changing within a segment is dear (Viterbi over two states)."""
    best = np.array([lean[0], 0.0])
    came_from = []
    for says, same_segment in zip(lean[1:], stays, strict=True):
        change = best[::-1] - (_CHANGE_COSTS if same_segment else 0.0)
        came_from.append(change > best)
        best = np.maximum(best, change) + np.array([says, 0.0])
    state = int(best[1] > best[0])
    states = [state]
    for changed in reversed(came_from):
        state = 1 - state if changed[state] else state
        states.append(state)
    return np.asarray(np.array(states[::-1]) == 0)
