"""Has each partner a channel of their own, or is it one sound on two sides?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from coach.audio.containers import first_frame, frames, opened, samples_of, stated_length
from coach.audio.level import SILENCE

_PIECES = 12  # taken from all over the recording ...
_PIECE_S = 10.0  # ... of this length each: two minutes at most
_WINDOW_S = 0.25
_AUDIBLE = -60.0  # dBFS
_LIVELY = 5.0  # dB between a channel's soft and loud windows: speech has them, hum has not
_LOUD = 12.0  # dB below a channel's loudest that still counts as sounding
_APART = 6.0  # dB by which the balance between the channels sways when two people speak in turn


def really_two_channels(path: Path) -> bool:
    """Whether the two channels of a recording carry two voices. Looks at two minutes at most. Raises RecordingError.

    With a microphone each, the balance between left and right sways with who speaks. In a mono sound on two sides,
    or a stereo recording of one room, it hardly does; and a channel without a voice of its own is no partner.
    """
    if first_frame(path)[0].layout.nb_channels != 2:
        return False
    levels = np.concatenate([_windows(piece, rate) for piece, rate in _sampled(path)] or [np.zeros((0, 2))])
    if len(levels) < 4:
        return False
    soft, loud = np.percentile(levels, 10, axis=0), np.percentile(levels, 98, axis=0)
    if (loud < _AUDIBLE).any() or (loud - soft < _LIVELY).any():
        return False
    sounding = (levels > loud - _LOUD).any(axis=1)
    balance = levels[sounding, 0] - levels[sounding, 1]
    low, high = np.percentile(balance, (2, 98))
    return bool(high - low >= _APART)


def _sampled(path: Path) -> Iterator[tuple[npt.NDArray[np.float32], int]]:
    """Pieces float32 [n, 2] spread over the recording, each with its rate; only the beginning where it can't be searched."""
    import av

    with opened(path) as (container, stream):
        whole = stated_length(container, stream) or 0.0
        if whole <= _PIECES * _PIECE_S:
            yield from _piece(container, stream, _PIECES * _PIECE_S)
            return
        for index in range(_PIECES):
            with suppress(
                av.error.FFmpegError, OverflowError, OSError, ValueError
            ):  # it states a length that it has not
                container.seek(round(1_000_000 * whole * index / _PIECES))
            yield from _piece(container, stream, _PIECE_S)


def _piece(container: Any, stream: Any, seconds: float) -> Iterator[tuple[npt.NDArray[np.float32], int]]:
    taken, rate, length = [], 0, 0.0
    for frame in frames(container, stream):
        samples = samples_of(frame)
        if samples.shape[1] != 2 or not len(samples):
            continue
        taken.append(np.nan_to_num(samples, nan=0.0, posinf=0.0, neginf=0.0))
        rate = frame.sample_rate
        length += len(samples) / rate
        if length >= seconds:
            break
    if taken:
        yield np.concatenate(taken), rate


def _windows(piece: npt.NDArray[np.float32], rate: int) -> npt.NDArray[np.float64]:
    """dBFS [windows, 2]."""
    size = int(rate * _WINDOW_S)
    whole = piece[: len(piece) // size * size].reshape(-1, size, 2)
    powers = np.mean(whole.astype(np.float64) ** 2, axis=1)
    return np.asarray(10 * np.log10(np.maximum(powers, 10 ** (SILENCE / 10))), np.float64)
