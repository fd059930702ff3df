"""How an utterance sounded: its loudness, pitch and pace. Measured, not judged."""

from __future__ import annotations

from functools import cache

import numpy as np
import numpy.typing as npt

from coach.core.talk import Seconds, Voice
from coach.sound import RATE, Samples
from coach.speech.features import STEP, WINDOW, Array, framed, voiced

_LOWEST_HZ, _HIGHEST_HZ = 60.0, 400.0
_PITCH_RATE = RATE // 2
_PITCH_WINDOW = 400  # samples at `_PITCH_RATE`: 50 ms, three periods of the lowest voice
_PITCH_STEP = 160  # 20 ms
_PITCH_FFT = 1024
_PERIODIC = 0.5  # of a frame's power that repeats; below, it is breath or consonant
_FIRST_PEAK = 0.9  # the shortest period nearly as strong as the strongest: a double period is as strong, and wrong
_FEWEST = 5  # pitched frames: a tenth of a second
_SHORTEST: Seconds = 0.3  # of speech, to count a pace in


def measure(samples: Samples, words_count: int) -> Voice:
    """Of one utterance, float32 [n] at 16 kHz. What can't be measured is None."""
    frames = framed(samples, WINDOW, STEP)
    if not len(frames):
        return Voice()
    loud = np.flatnonzero(voiced(frames))
    if not len(loud):
        return Voice()
    seconds = (loud[-1] - loud[0] + 1) * STEP / RATE
    pace = round(float(words_count / seconds), 2) if words_count > 0 and seconds >= _SHORTEST else None
    return Voice(loudness_db=_level(frames[loud]), pitch_hz=pitch(samples), words_per_second=pace)


def loudness(samples: Samples) -> float | None:
    """Root mean square of the voiced frames, dB below full scale; None where nothing is loud enough to be voice."""
    frames = framed(samples, WINDOW, STEP)
    if not len(frames):
        return None
    loud = voiced(frames)
    return _level(frames[loud]) if loud.any() else None


def _level(frames: Array) -> float:
    return round(float(10 * np.log10(np.mean(np.square(frames, dtype=np.float64)) + 1e-12)), 1)


def pitch(samples: Samples) -> float | None:
    """Median fundamental frequency in Hz between 60 and 400; None where too little of it is periodic.

    By the autocorrelation divided by its window's (Boersma 1993), which leaves a periodic frame's peaks at 1.
    """
    halved = (samples[: len(samples) // 2 * 2].reshape(-1, 2).mean(axis=1)).astype(np.float32)
    frames = framed(halved, _PITCH_WINDOW, _PITCH_STEP)
    if not len(frames):
        return None
    frames = frames[voiced(frames)]
    shortest, longest = int(_PITCH_RATE / _HIGHEST_HZ) - 1, int(_PITCH_RATE / _LOWEST_HZ) + 1
    repeats = _autocorrelation(frames)[:, shortest : longest + 1]
    peaks = np.zeros(repeats.shape, np.bool_)
    peaks[:, 1:-1] = (repeats[:, 1:-1] > repeats[:, :-2]) & (repeats[:, 1:-1] >= repeats[:, 2:])
    heights = np.where(peaks, repeats, -1.0)
    strongest = heights.max(axis=1, initial=-1.0)
    periodic = strongest > _PERIODIC
    if np.count_nonzero(periodic) < _FEWEST:
        return None
    first = np.argmax(heights[periodic] >= _FIRST_PEAK * strongest[periodic, None], axis=1)
    periods = shortest + first + _between(repeats[periodic], first)
    return round(float(np.median(_PITCH_RATE / periods)), 1)


def _autocorrelation(frames: Array) -> Array:
    """[frames, lags], 1 at lag 0 and at each whole period of a steady tone."""
    power = np.abs(np.fft.rfft((frames - frames.mean(axis=1, keepdims=True)) * _window(), _PITCH_FFT)) ** 2
    raw = np.fft.irfft(power)[:, :_PITCH_WINDOW]
    return np.asarray(raw / (raw[:, :1] + 1e-12) / _window_repeats(), np.float32)


def _between(repeats: Array, at: npt.NDArray[np.int_]) -> npt.NDArray[np.float64]:
    """How far between samples the peak lies: the top of a parabola through three points."""
    row = np.arange(len(at))
    left, middle, right = repeats[row, at - 1], repeats[row, at], repeats[row, at + 1]
    return np.asarray((left - right) / (2 * (left - 2 * middle + right) - 1e-9), np.float64)


@cache
def _window() -> Array:
    return np.hanning(_PITCH_WINDOW).astype(np.float32)


@cache
def _window_repeats() -> Array:
    raw = np.fft.irfft(np.abs(np.fft.rfft(_window(), _PITCH_FFT)) ** 2)[:_PITCH_WINDOW]
    return np.asarray(np.maximum(raw / raw[0], 0.05), np.float32)
