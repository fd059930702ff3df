"""Microphones of cardboard, and what is heard from them."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from coach.audio.microphone import open_microphones
from coach.audio.microphones import Microphones
from coach.errors import MicrophoneError
from coach.sound import RATE, Lost, Samples
from tests.audio.fake_sounddevice import FakeSounddevice
from tests.audio.sounds import silence

Plug = Callable[..., FakeSounddevice]


def taken(source: Microphones, seconds: float) -> tuple[Samples, list[Lost]]:
    """So much sound, and what was told meanwhile."""
    blocks: list[Samples] = []
    lost: list[Lost] = []
    now = 0.0
    for item in source:
        assert item.at == pytest.approx(now, abs=1e-6)
        if isinstance(item, Lost):
            lost.append(item)
            now += item.seconds
        else:
            blocks.append(item.samples)
            now += len(item.samples) / RATE
        if now >= seconds:
            break
    return np.concatenate(blocks) if blocks else silence(0, source.channels), lost


def all_of(source: Microphones) -> tuple[Samples, list[Lost]]:
    return taken(source, float("inf"))


def hertz(samples: Samples, channel: int = 0) -> float:
    return float(np.abs(np.fft.rfft(samples[:, channel])).argmax() * RATE / len(samples))


def refused(*asked: str | int) -> MicrophoneError:
    with pytest.raises(MicrophoneError) as error:
        open_microphones(*asked)
    assert error.value.hint
    return error.value
