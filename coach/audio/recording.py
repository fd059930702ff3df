"""A recording as a source of sound: streamed, so that eight hours need no more memory than eight seconds."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import numpy as np

from coach.audio.containers import first_frame, frames, opened, promised_length, samples_of, stated_length
from coach.audio.resampling import Resampler
from coach.audio.voices_apart import really_two_channels
from coach.core.talk import Seconds
from coach.sound import FRAME, RATE, Block, Lost, Samples

__all__ = ["Recording", "open_recording", "really_two_channels"]

Pace = Literal["fast", "realtime"]

LONGEST: Seconds = 86_400  # of a recording; nobody talks for a day, and a small file can claim to be a year
_GAP = 0.25  # s missing between two frames before it counts as a gap
_BLOCK = {"fast": 8 * FRAME, "realtime": FRAME}  # samples a block at most


def open_recording(path: Path, *, pace: Pace = "fast") -> Recording:
    """A sound file (wav, flac, mp3, m4a, ogg, opus, webm, mp4), ready to be heard. Raises RecordingError.

    One or two channels are kept; more are mixed into one.
    """
    frame, seconds = first_frame(path)
    channels = frame.layout.nb_channels
    return Recording(path, channels=channels if channels <= 2 else 1, seconds=seconds, pace=pace)


class Recording:
    """An `AudioSource`. Each iteration begins at the start of the file."""

    def __init__(self, path: Path, *, channels: int, seconds: Seconds | None, pace: Pace) -> None:
        self.channels = channels
        self.seconds = seconds
        self._path = path
        self._pace: Pace = pace
        self._closed = threading.Event()

    def close(self) -> None:
        """Stop soon, from any thread, more than once."""
        self._closed.set()

    def __iter__(self) -> Iterator[Block | Lost]:
        began = time.monotonic()
        for sound in _Reading(self._path, self.channels).sound():
            for piece in self._pieces(sound):
                if self._pace == "realtime":  # a block is there when its last sample has been spoken
                    self._closed.wait(max(0.0, began + _end(piece) - time.monotonic()))
                if self._closed.is_set():
                    return
                yield piece

    def _pieces(self, sound: Block | Lost) -> Iterator[Block | Lost]:
        if isinstance(sound, Lost):
            yield sound
            return
        size = _BLOCK[self._pace]
        for start in range(0, len(sound.samples), size):
            yield Block(sound.samples[start : start + size], sound.at + start / RATE)


def _end(piece: Block | Lost) -> Seconds:
    """When a piece is over. A recording that ends early does not keep people waiting for what is missing."""
    if isinstance(piece, Block):
        return piece.at + len(piece.samples) / RATE
    return piece.at if piece.final else piece.at + piece.seconds


class _Reading:
    """One pass through a file, from frames of any rate and format to sound on the audio clock."""

    def __init__(self, path: Path, channels: int) -> None:
        self._path = path
        self._channels = channels
        self._given = 0  # samples at 16 kHz, missing ones included
        self._kind: tuple[int, int] | None = None  # rate and channels of the last frame
        self._resampler = Resampler(RATE, channels)
        self._ends: Seconds | None = None  # where the last frame ended, by the file's own clock
        self._told_odd = False

    def sound(self) -> Iterator[Block | Lost]:
        with opened(self._path) as (container, stream):
            stated = stated_length(container, stream)
            for frame in frames(container, stream):
                if frame.samples:
                    yield from self._frame(frame)
                if self._at > LONGEST:
                    yield Lost(self._at, 0.0, "Only the first day of the recording is heard.", final=True)
                    return
        yield from self._block(self._resampler.flush())
        yield from self._missing(stated)

    def _frame(self, frame: Any) -> Iterator[Block | Lost]:
        yield from self._gap(frame)
        samples = samples_of(frame)
        kind = (frame.sample_rate, samples.shape[1])
        if kind != self._kind:  # it may change within a file
            yield from self._block(self._resampler.flush())
            self._resampler, self._kind = Resampler(kind[0], self._channels), kind
        if not np.isfinite(samples).all():
            samples = np.nan_to_num(samples, nan=0.0, posinf=0.0, neginf=0.0)
            yield from self._tell_odd()
        yield from self._block(self._resampler.push(self._fitted(samples)))

    def _gap(self, frame: Any) -> Iterator[Block | Lost]:
        """Where the file's own clock leaps, sound is missing."""
        if frame.pts is None or not frame.time_base:
            return
        begins = float(frame.pts * frame.time_base)
        missing = begins - self._ends if self._ends is not None else 0.0
        if _GAP < missing < LONGEST - self._at:
            yield from self._block(self._resampler.flush())
            yield Lost(self._at, missing, "A part of the recording is missing.")
            self._given += round(missing * RATE)
        self._ends = begins + frame.samples / frame.sample_rate

    def _tell_odd(self) -> Iterator[Lost]:
        if not self._told_odd:
            self._told_odd = True
            yield Lost(self._at, 0.0, "Parts of the recording are not sound. They are taken as silence.")

    def _fitted(self, samples: Samples) -> Samples:
        """As many channels as promised, never louder than full scale."""
        if samples.shape[1] > self._channels:
            samples = np.asarray(samples.mean(axis=1, keepdims=True), np.float32)
        if samples.shape[1] < self._channels:
            samples = np.repeat(samples, self._channels, axis=1)
        return np.clip(samples, -1, 1)

    def _block(self, samples: Samples) -> Iterator[Block]:
        if len(samples):
            yield Block(samples, self._at)
            self._given += len(samples)

    def _missing(self, stated: Seconds | None) -> Iterator[Lost]:
        """What the file promises and does not hold."""
        promised = promised_length(self._path, stated)
        if promised is None or promised > LONGEST:
            return
        missing = promised - self._at
        if missing > max(1.0, promised / 1000):
            reason = f"The recording ends early: {_minutes(self._at)} of {_minutes(promised)} could be read."
            yield Lost(self._at, missing, reason, "What was heard is kept.", final=True)

    @property
    def _at(self) -> Seconds:
        return self._given / RATE


def _minutes(seconds: Seconds) -> str:
    return f"{int(seconds) // 60}:{int(seconds) % 60:02}"
