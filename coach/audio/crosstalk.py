"""Two microphones, one voice: what reaches the other one's microphone is not a second speaker.

How much quieter a partner sounds in the other's microphone is learned from the moments when only one of them speaks.
Where both speak at once, each is louder in their own microphone than that leak explains, and so is kept.
"""

from __future__ import annotations

from collections import deque
from statistics import median

from coach.audio.level import decibels

_SMOOTHED = 5  # frames (160 ms): single frames differ by room and delay
_LATELY = 3  # frames (96 ms) in which a voice may still arrive at the other microphone, or ring on in the room
_REMEMBERED = 301  # frames a leak is learned from: about ten seconds of one voice
_NEEDED = 16  # half a second of it before the guess below is given up, and between one estimate and the next
_GUESS = -8.0  # dB: two people at one table, a microphone before each
_VOICE = 0.5  # probability
_CLEARLY = 3.0  # dB louder: this voice belongs here


class Crosstalk:
    """For exactly two channels, frame by frame."""

    def __init__(self) -> None:
        self._recent: tuple[deque[float], deque[float]] = (deque(maxlen=_SMOOTHED), deque(maxlen=_SMOOTHED))
        self._leaks: tuple[deque[float], deque[float]] = (deque(maxlen=_REMEMBERED), deque(maxlen=_REMEMBERED))
        self._leak = [_GUESS, _GUESS]  # dB by which channel i hears the other's voice less than its owner does
        self._learned = [0, 0]
        self._levels: tuple[deque[float], deque[float]] = (deque(maxlen=_LATELY), deque(maxlen=_LATELY))
        self._voices: tuple[deque[float], deque[float]] = (deque(maxlen=_LATELY), deque(maxlen=_LATELY))

    def own(self, loudness: tuple[float, ...], probabilities: tuple[float, ...]) -> tuple[float, ...]:
        """The probabilities, with 0.0 where a channel only hears its neighbour. `loudness`: mean squares."""
        for recent, now in zip(self._recent, loudness, strict=True):
            recent.append(now)
        levels = [decibels(sum(recent) / len(recent)) for recent in self._recent]
        for channel in (0, 1):
            self._levels[channel].append(levels[channel])
            self._voices[channel].append(probabilities[channel])
        kept = [*probabilities]
        for here, there in ((0, 1), (1, 0)):
            spoken = max(self._voices[there])
            if spoken < _VOICE:
                continue
            below = levels[here] - max(self._levels[there])
            if below < -_CLEARLY:
                self._learn(here, below)
            if below < self._explained(here):
                kept[here] = 0.0
        return tuple(kept)

    def _learn(self, here: int, below: float) -> None:
        leaks = self._leaks[here]
        leaks.append(below)
        self._learned[here] += 1
        if self._learned[here] % _NEEDED == 0:
            self._leak[here] = median(leaks)

    def _explained(self, here: int) -> float:
        """dB below the other's microphone up to which a sound is only their leak, with room for its ups and downs."""
        leak = self._leak[here]
        return leak + min(6.0, -leak / 2)
