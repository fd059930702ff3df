"""What a voice is told by: the shape of its spectrum, hundred times a second.

Nineteen mel-frequency cepstral coefficients (Davis and Mermelstein 1980) and how each moves. The coefficient of
loudness is left out, so that leaning towards the microphone makes nobody another person.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from coach.core.talk import Seconds
from coach.sound import RATE, Samples

STEP = 160  # samples between frames: 10 ms
FRAMES_A_SECOND = RATE // STEP
WINDOW = 400  # samples a frame: 25 ms
CEPSTRA = 19
SIZE = 2 * CEPSTRA  # numbers a frame
_FFT = 512
_BANDS = 30
_LOWEST_HZ, _HIGHEST_HZ = 80.0, 7600.0
_BELOW_LOUDEST_DB = 30.0  # frames quieter than this below the loud ones are room, not voice
_ABOVE_ROOM = 0.4  # ... and so are those in the lower part of the way from the quietest to the loudest
_SURELY_VOICE_DB = 12.0  # ... though never those this near the loudest
_SILENT_DB = -65.0  # frames below are never voice
_QUIETEST = 1e-10

Array = npt.NDArray[np.float32]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Features:
    """`values` float32 [n, SIZE], one row each 10 ms; `voiced` bool [n]: loud enough to be told by."""

    values: Array
    voiced: Mask

    @property
    def told_by(self) -> Array:
        """The rows of the voiced frames."""
        return self.values[self.voiced]

    @property
    def voiced_seconds(self) -> Seconds:
        return float(np.count_nonzero(self.voiced)) / FRAMES_A_SECOND


def features(samples: Samples) -> Features:
    """`samples` float32 [n] at 16 kHz. Less than one window of sound gives no rows."""
    frames = framed(samples, WINDOW, STEP)
    if not len(frames):
        return Features(np.zeros((0, SIZE), np.float32), np.zeros(0, np.bool_))
    cepstra = _cepstra(frames)
    return Features(np.concatenate([cepstra, _slopes(cepstra)], axis=1), voiced(frames))


def framed(samples: Samples, window: int, step: int) -> Array:
    """Overlapping frames, a view: [frames, window]. The rest that fills no frame is left out."""
    if len(samples) < window:
        return np.zeros((0, window), np.float32)
    sound = np.ascontiguousarray(samples, np.float32)
    return np.lib.stride_tricks.sliding_window_view(sound, window)[::step]


def voiced(frames: Array) -> Mask:
    """Which frames [n, window] are loud beside the loudest of them."""
    level = 10 * np.log10(np.einsum("ij,ij->i", frames, frames) / frames.shape[1] + _QUIETEST)
    quiet, loud = np.percentile(level, (5, 95))
    above_room = min(quiet + _ABOVE_ROOM * (loud - quiet), loud - _SURELY_VOICE_DB)
    return np.asarray(level > max(loud - _BELOW_LOUDEST_DB, above_room, _SILENT_DB))


def _cepstra(frames: Array) -> Array:
    emphasised = frames.copy()
    emphasised[:, 1:] -= np.float32(0.97) * frames[:, :-1]
    emphasised *= _taper()
    spectrum = np.fft.rfft(emphasised, _FFT)
    power = (spectrum.real**2 + spectrum.imag**2).astype(np.float32)
    return np.asarray(np.log(power @ _mel_bands() + np.float32(_QUIETEST)) @ _cosines())


def _slopes(cepstra: Array) -> Array:
    """How each coefficient moves: the slope of a line through five frames."""
    padded = np.pad(cepstra, ((2, 2), (0, 0)), mode="edge")
    return np.asarray((2 * (padded[4:] - padded[:-4]) + padded[3:-1] - padded[1:-3]) / np.float32(10))


@cache
def _taper() -> Array:
    return np.hamming(WINDOW).astype(np.float32)


@cache
def _mel_bands() -> Array:
    """[257, bands] triangles, evenly apart on the mel scale."""
    edges = _hertz(np.linspace(_mel(_LOWEST_HZ), _mel(_HIGHEST_HZ), _BANDS + 2))
    bins = np.fft.rfftfreq(_FFT, 1 / RATE)[:, None]
    low, centre, high = edges[:-2], edges[1:-1], edges[2:]
    triangles = np.minimum((bins - low) / (centre - low), (high - bins) / (high - centre))
    return np.maximum(triangles, 0).astype(np.float32)


def _mel(hertz: float) -> float:
    return float(2595 * np.log10(1 + hertz / 700))


def _hertz(mel: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    return np.asarray(700 * (10 ** (mel / 2595) - 1))


@cache
def _cosines() -> Array:
    """[bands, CEPSTRA] of the discrete cosine transform, without the first (loudness)."""
    band = np.arange(_BANDS)[:, None] + 0.5
    order = np.arange(1, CEPSTRA + 1)[None, :]
    return np.asarray(np.sqrt(2 / _BANDS) * np.cos(np.pi * band * order / _BANDS), np.float32)
