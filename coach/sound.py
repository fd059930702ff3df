"""What sound is made of on its way from a microphone or file to words. Mono or several channels, always 16 kHz float32.

Below `audio` and `speech`, so that the two need not know each other.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
import numpy.typing as npt

from coach.core.talk import Seconds

RATE = 16_000  # samples a second, everywhere inside
FRAME = 512  # samples a voice-activity frame: 32 ms

Samples = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Block:
    """Sound as it arrives: `samples` float32 [n, channels] at 16 kHz, -1..1, finite.

    `at`: seconds of its first sample.
    """

    samples: Samples
    at: Seconds


@dataclass(frozen=True, slots=True)
class Lost:
    """Sound that never reached us, counted so that it can be shown. The audio clock goes on by `seconds`."""

    at: Seconds
    seconds: Seconds
    reason: str  # a plain sentence
    advice: str = ""
    final: bool = False  # the source has ended because of it (unplugged); what was heard is kept


class AudioSource(Protocol):
    """A microphone, two of them, a file, a test: the same. Iterating gives sound until it ends or `close` is called."""

    @property
    def channels(self) -> int: ...
    @property
    def seconds(self) -> Seconds | None:
        """The whole length where it is known (a file), else None."""
        ...

    def __iter__(self) -> Iterator[Block | Lost]: ...
    def close(self) -> None:
        """Stop soon, from any thread, more than once."""
        ...


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of speech on one channel. `samples` float32 [n] at 16 kHz begins at `start`."""

    channel: int
    start: Seconds
    samples: Samples = field(repr=False)
    decided_at: Seconds  # position on the audio clock when its end was known (end of speech + the pause waited for)
    voiced_share: float = 1.0  # 0..1, frames that voice activity called speech
    cut: bool = False  # ended because it grew too long, not because of a pause
    lead: Seconds = 0.0  # how much of it comes before the first frame with voice, and after the last:
    tail: Seconds = 0.0  # kept for the recogniser, and not part of what was said
    rivals: tuple[float, ...] = ()  # mean level of every channel meanwhile, dBFS: for cross-talk

    @property
    def seconds(self) -> Seconds:
        return len(self.samples) / RATE

    @property
    def end(self) -> Seconds:
        return self.start + self.seconds
