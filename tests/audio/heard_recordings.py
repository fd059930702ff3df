"""A recording as it is heard: all its sound, what of it was lost, and which tone is in it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from coach.audio.recording import open_recording
from coach.sound import RATE, Lost, Samples
from tests.audio.sounds import silence


def heard(path: Path) -> tuple[Samples, list[Lost]]:
    """All the sound, with silence where some was lost, and the losses."""
    blocks, lost = [], []
    source = open_recording(path)
    for sound in source:
        if isinstance(sound, Lost):
            lost.append(sound)
            blocks.append(silence(0 if sound.final else sound.seconds, source.channels))
        else:
            assert sound.at == pytest.approx(sum(map(len, blocks)) / RATE)
            assert sound.samples.dtype == np.float32
            blocks.append(sound.samples)
    return np.concatenate(blocks), lost


def loudest_hertz(samples: Samples) -> float:
    return float(np.abs(np.fft.rfft(samples)).argmax() * RATE / len(samples))
