"""Learning a partner's voice before the talk, from some seconds of reading aloud."""

from __future__ import annotations

import numpy as np

from coach.core.talk import Partner, Seconds
from coach.sound import Samples
from coach.speech.features import FRAMES_A_SECOND, Array, features
from coach.speech.voice import loudness
from coach.speech.voiceprint import VoicePrint, expected_margin

NEEDED: Seconds = 15.0  # of voice, pauses not counted
_LEAST: Seconds = 4.0
_TOO_QUIET_DB = -48.0
_ALIKE = 7.0  # nats a frame; two prints of one reader lie up to 7 apart, those of two readers 9 and more


class Enrolment:
    """Collects one partner's voice. `add` sound as it comes; when `done`, `voice_print` has learnt it."""

    def __init__(self, partner: Partner, *, needed: Seconds = NEEDED) -> None:
        self.partner = partner
        self.too_quiet = False  # the sound added last was: say so, and that it did not count
        self._needed = max(needed, _LEAST)
        self._rows: list[Array] = []

    def add(self, samples: Samples) -> None:
        """Sound float32 [n] at 16 kHz, about a second or an utterance at a time: voice is told from room within it."""
        if self.done:
            return
        heard = features(samples)
        level = loudness(samples)
        self.too_quiet = level is not None and level < _TOO_QUIET_DB
        if level is not None and not self.too_quiet:
            self._rows.append(heard.told_by)

    @property
    def voiced_seconds(self) -> Seconds:
        return sum(map(len, self._rows)) / FRAMES_A_SECOND

    @property
    def progress(self) -> float:
        """0..1"""
        return min(1.0, self.voiced_seconds / self._needed)

    @property
    def done(self) -> bool:
        return self.voiced_seconds >= self._needed

    @property
    def voice_print(self) -> VoicePrint:
        """Raises ValueError before it is `done`."""
        if not self.done:
            raise ValueError(f"{self.voiced_seconds:.0f} of {self._needed:.0f} seconds heard")
        return VoicePrint.from_rows(np.concatenate(self._rows))


def too_alike(a: VoicePrint, b: VoicePrint) -> bool:
    """Whether the two can't be told apart well enough: the same person read twice, or very like voices."""
    return (expected_margin(a, b) + expected_margin(b, a)) / 2 < _ALIKE
