"""One sound device's end of the line: what its callback may do, and how its sound becomes ours."""

from __future__ import annotations

import queue
import threading
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from coach.audio.resampling import Resampler
from coach.sound import Samples

_SWITCH = 4.0  # times the energy (6 dB) another channel needs before it is listened to instead
_FORGETS = 0.99  # of the energy heard, kept from block to block: three seconds are remembered


@dataclass(frozen=True, slots=True)
class Arrived:
    """What a callback sends: sound as the device gives it, and how many samples are missing before it."""

    line: Line
    raw: npt.NDArray[Any]
    missing: int
    overflowed: bool


@dataclass(frozen=True, slots=True)
class Gone:
    """The device has ended the stream."""

    line: Line


class Line:
    """A device opened at `rate` with `channels`, of which `width` are wanted (1, or 2 for a microphone on each side)."""

    def __init__(
        self, sent: queue.Queue[Arrived | Gone | None], rate: int, channels: int, width: int, abort: type[Exception]
    ) -> None:
        self.rate = rate
        self.width = width
        self.gone = threading.Event()
        self.stopping = False  # the next callback ends the stream from within
        self._abort = abort  # what it raises for that
        self._sent = sent
        self._unsent = 0  # samples that found the queue full
        self._expected: float | None = None  # device time at which the next block begins
        self._resampler = Resampler(rate, width)
        self._energy = np.zeros(channels)
        self._loudest = 0

    def callback(self, raw: npt.NDArray[Any], frames: int, time: Any, status: Any) -> None:
        """In PortAudio's own thread: copy, count, be gone. An exception here would be printed across the screen."""
        if self.stopping:
            raise self._abort
        self._unsent += frames
        try:
            overflowed = bool(status and status.input_overflow)
            if overflowed:
                self._unsent += self._skipped(time)
            self._expected = float(time.inputBufferAdcTime) + frames / self.rate
            self._sent.put_nowait(Arrived(self, raw.copy(), self._unsent - frames, overflowed))
            self._unsent = 0
        except Exception:  # noqa: BLE001, S110 - full, or worse: `_unsent` has counted the block, the next one tells
            pass

    def finished(self) -> None:
        """PortAudio tells that the stream has ended, in its own thread."""
        self.gone.set()
        with suppress(queue.Full):  # then `gone` is looked at, once nothing arrives any more
            self._sent.put_nowait(Gone(self))

    def _skipped(self, time: Any) -> int:
        """Samples the device itself dropped before this block, by its clock; 0 where it has none."""
        now = float(time.inputBufferAdcTime)
        if self._expected is None or now <= self._expected:
            return 0
        return round((now - self._expected) * self.rate)

    def heard(self, raw: npt.NDArray[Any]) -> Samples:
        """A block as float32 [n, width] at 16 kHz, finite, -1..1; a little sound stays inside until the next."""
        samples = raw.astype(np.float32)
        if np.issubdtype(raw.dtype, np.integer):
            samples /= float(-np.iinfo(raw.dtype).min)
        if not np.isfinite(samples).all():
            samples = np.nan_to_num(samples, nan=0.0, posinf=0.0, neginf=0.0)
        return self._resampler.push(self._wanted(np.clip(samples, -1, 1)))

    def rest(self) -> Samples:
        """What is still inside, before a gap."""
        return self._resampler.flush()

    def _wanted(self, samples: Samples) -> Samples:
        """The first `width` channels; of an array of microphones, of which one is wanted, the loudest."""
        if samples.shape[1] == self.width:
            return samples
        if self.width > 1:
            return samples[:, : self.width]
        self._energy = self._energy * _FORGETS + (samples.astype(np.float64) ** 2).sum(axis=0)
        loudest = int(self._energy.argmax())
        if self._energy[loudest] > _SWITCH * self._energy[self._loudest]:
            self._loudest = loudest
        return samples[:, self._loudest : self._loudest + 1]
