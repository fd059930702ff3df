"""How loud: the one place where samples become decibels."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

SILENCE = -96.0  # dBFS: what digital silence is shown as, the floor of 16-bit sound


def power(samples: npt.NDArray[np.float32]) -> float:
    """Mean square of `samples` (full scale 1.0); 0.0 where there are none."""
    if not len(samples):
        return 0.0
    return float(np.dot(samples, samples)) / len(samples)


def decibels(mean_square: float) -> float:
    """dB below full scale of a mean square: 0.0 for a full-scale square wave, never below `SILENCE`."""
    return max(SILENCE, 10 * math.log10(mean_square)) if mean_square > 0 else SILENCE


def dbfs(samples: npt.NDArray[np.float32]) -> float:
    """How loud a stretch of one channel is, in dB below full scale."""
    return decibels(power(samples))
