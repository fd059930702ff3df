"""Loudness in decibels below full scale."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from coach.audio.level import SILENCE, dbfs, decibels
from tests.audio.sounds import tone


def test_known_levels() -> None:
    assert dbfs(np.ones(160, np.float32)) == pytest.approx(0)
    assert dbfs(tone(1, loud=1.0)[:, 0]) == pytest.approx(-3.01, abs=0.01)
    assert dbfs(tone(1, loud=0.1)[:, 0]) == pytest.approx(-23.01, abs=0.01)


def test_nothing_is_silence() -> None:
    assert dbfs(np.zeros(160, np.float32)) == SILENCE
    assert dbfs(np.zeros(0, np.float32)) == SILENCE
    assert dbfs(np.full(160, 1e-30, np.float32)) == SILENCE


@given(some.floats(0, 1))
def test_never_below_silence_never_above_full_scale(mean_square: float) -> None:
    assert SILENCE <= decibels(mean_square) <= 0
