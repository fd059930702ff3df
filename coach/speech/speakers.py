"""Who spoke: by the channel it came in on, or by the sound of the voice. Where it is not sure enough it says "?"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol, runtime_checkable

import numpy as np
import numpy.typing as npt

from coach.core.talk import Partner, Seconds, Speaker, Word
from coach.sound import Samples, Segment
from coach.speech.features import FRAMES_A_SECOND, Array, Mask, features
from coach.speech.voiceprint import VoicePrint, expected_fit, expected_margin, leaning

# By channel. A partner's own microphone hears them this much louder than the other's does, or it may be leaking.
_CLEARLY_LOUDER_DB = 6.0
_LEAKED_DB = -10.0

# By voice. Neighbouring frames say nearly the same, so that each counts for a fiftieth (fitted on pairs of readers).
_FRAME_WEIGHT = 0.02
_CHANGE_COSTS = 4.5  # log-odds against a change of speaker between two words spoken without a pause
_CHANGE_AT_PAUSE = 2.0  # ... and where they lie apart by
_PAUSE: Seconds = 0.3
_SHORTEST: Seconds = 0.4  # a part shorter than this, of few words, is no part of its own
_FEW_WORDS = 3
_SURE = 2.9  # log-odds: 95 %
_SURE_WHEN_SHORT = 5.0
_SHORT: Seconds = 0.5
_OWN_MARGIN = (0.2, 0.25)  # a voice that leans to neither print by this share of what its owner would is a third one:
_OWN_MARGIN_AT = (1.0, 2.0)  # ... after so many seconds of voice
_FAR_OFF = -20.0  # nats a frame below what the print's owner reaches: not a voice we know

Evidence = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Said:
    """Consecutive words of one speaker. `confidence` 0..1: that it was the likelier partner, also where it is "?"."""

    speaker: Speaker
    confidence: float
    words: tuple[Word, ...]


class Speakers(Protocol):
    """Tells who said what in a segment: at least one `Said`, in order, every word in exactly one."""

    def tell_apart(self, segment: Segment, words: Sequence[Word]) -> Sequence[Said]: ...


@runtime_checkable
class Teachable(Speakers, Protocol):
    """Can be told whose voice something was, and knows it better from then on."""

    def teach(self, samples: Samples, partner: Partner) -> None: ...


class ByChannel:
    """A microphone each: the first channel is A, the second B."""

    def tell_apart(self, segment: Segment, words: Sequence[Word]) -> Sequence[Said]:
        partner: Speaker = "A" if segment.channel == 0 else "B"
        louder = _louder_than_rivals(segment)
        if louder >= _CLEARLY_LOUDER_DB:
            return [Said(partner, 1.0, tuple(words))]
        confidence = float(np.clip(0.75 + 0.25 * louder / _CLEARLY_LOUDER_DB, 0.3, 1.0))
        return [Said("?" if louder < _LEAKED_DB else partner, confidence, tuple(words))]


def _louder_than_rivals(segment: Segment) -> float:
    """dB that the segment's own channel was louder than the loudest other; infinite where it is alone."""
    others = [level for channel, level in enumerate(segment.rivals) if channel != segment.channel]
    if not others or segment.channel >= len(segment.rivals):
        return float("inf")
    return segment.rivals[segment.channel] - max(others)


class ByVoice:
    """One microphone, two known voices. A segment in which the speaker changes is split between two words."""

    def __init__(self, print_a: VoicePrint, print_b: VoicePrint) -> None:
        self.prints: dict[Partner, VoicePrint] = {"A": print_a, "B": print_b}
        self._weigh()

    def _weigh(self) -> None:
        a, b = self.prints["A"], self.prints["B"]
        self._margin = {"A": expected_margin(a, b), "B": expected_margin(b, a)}
        self._fit = {"A": expected_fit(a), "B": expected_fit(b)}

    def teach(self, samples: Samples, partner: Partner) -> None:
        """Someone said whose voice this is; from now on we know it better."""
        self.prints[partner] = self.prints[partner].update(samples)
        self._weigh()

    def tell_apart(self, segment: Segment, words: Sequence[Word]) -> Sequence[Said]:
        heard = self._listen(segment.samples)
        bounds = _bounds(segment, words, len(heard.leaning))
        evidence = np.array([heard.leaning[start:end].sum() for start, end in bounds])
        said = []
        for first, last in _parts(evidence, words):
            speaker, confidence = self._judge(heard, slice(bounds[first][0], bounds[last - 1][1]))
            said.append(Said(speaker, confidence, tuple(words[first:last])))
        return said

    def _listen(self, samples: Samples) -> _Heard:
        heard = features(samples)
        a, b = self.prints["A"], self.prints["B"]
        weighed = _FRAME_WEIGHT * leaning(a, b, heard.values).astype(np.float64)
        return _Heard(heard.values, heard.voiced, np.where(heard.voiced, weighed, 0.0))

    def _judge(self, heard: _Heard, part: slice) -> tuple[Speaker, float]:
        log_odds = float(heard.leaning[part].sum())
        voiced = heard.voiced[part]
        frames = int(voiced.sum())
        partner: Partner = "A" if log_odds >= 0 else "B"
        confidence = float(1 / (1 + np.exp(-min(abs(log_odds), 30.0))))
        enough = _SURE if frames >= _SHORT * FRAMES_A_SECOND else _SURE_WHEN_SHORT
        if abs(log_odds) < enough:
            return "?", confidence
        own = abs(log_odds) / frames / _FRAME_WEIGHT / self._margin[partner]
        fit = self.prints[partner].log_likelihood(heard.values[part][voiced])
        far = float(fit.mean()) - self._fit[partner]
        own_enough = np.interp(frames / FRAMES_A_SECOND, _OWN_MARGIN_AT, _OWN_MARGIN)
        return ("?" if own < own_enough or far < _FAR_OFF else partner), confidence


@dataclass(frozen=True, slots=True)
class _Heard:
    """For each frame: its features, whether there is voice to tell by, the log-odds that it is A rather than B."""

    values: Array
    voiced: Mask
    leaning: Evidence


def _bounds(segment: Segment, words: Sequence[Word], frames: int) -> list[tuple[int, int]]:
    """The frames that speak for each word: to the middle of the gap on either side. Without words, all are one."""
    if not words:
        return [(0, frames)]
    cuts = [(one.end + next_.start) / 2 for one, next_ in pairwise(words)]
    at = [round((cut - segment.start) * FRAMES_A_SECOND) for cut in cuts]
    edges = np.maximum.accumulate(np.clip([0, *at, frames], 0, frames))
    return [(int(start), int(end)) for start, end in pairwise(edges)]


def _parts(evidence: Evidence, words: Sequence[Word]) -> list[tuple[int, int]]:
    """Where the speaker changes: (first word, one after the last) of each part."""
    side = _likeliest(evidence, [_change_cost(one, next_) for one, next_ in pairwise(words)])
    parts = _runs(side)
    while len(parts) > 1:
        small = [part for part in parts if _too_small(words[part[0] : part[1]])]
        if not small:
            break
        weakest = min(small, key=lambda part: abs(evidence[part[0] : part[1]].sum()))
        side[weakest[0] : weakest[1]] = ~side[weakest[0] : weakest[1]]
        parts = _runs(side)
    return parts


def _change_cost(one: Word, next_: Word) -> float:
    pause = min(max(next_.start - one.end, 0.0), _PAUSE) / _PAUSE
    return _CHANGE_COSTS + pause * (_CHANGE_AT_PAUSE - _CHANGE_COSTS)


def _too_small(words: Sequence[Word]) -> bool:
    return len(words) < _FEW_WORDS and words[-1].end - words[0].start < _SHORTEST


def _likeliest(evidence: Evidence, costs: Sequence[float]) -> Mask:
    """The likeliest run of speakers through the words (Viterbi over two states): True where it is A."""
    best = np.array([evidence[0], -evidence[0]]) / 2
    came_from = []
    for says, cost in zip(evidence[1:], costs, strict=True):
        change = best[::-1] - cost
        came_from.append(change > best)
        best = np.maximum(best, change) + np.array([says, -says]) / 2
    state = int(best[1] > best[0])
    states = [state]
    for changed in reversed(came_from):
        state = 1 - state if changed[state] else state
        states.append(state)
    return np.asarray(np.array(states[::-1]) == 0)


def _runs(side: Mask) -> list[tuple[int, int]]:
    edges = [0, *(np.flatnonzero(side[1:] != side[:-1]) + 1).tolist(), len(side)]
    return list(pairwise(edges))
