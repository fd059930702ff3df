"""Two channels that are two voices, told from one sound on two sides."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from coach.audio.recording import really_two_channels
from tests.audio.sounds import silence, voice, write


def test_two_voices_in_turn_are_two_channels(tmp_path: Path) -> None:
    left = np.concatenate([voice(3), silence(3)[:, 0], voice(2, seed=2), silence(2)[:, 0]])
    right = np.concatenate([silence(3)[:, 0], voice(3, pitch=190), silence(2)[:, 0], voice(2, pitch=190)])
    apart = np.column_stack([left + 0.001, right + 0.001])
    leaking = np.column_stack([left + 0.4 * right, right + 0.4 * left])
    assert really_two_channels(write(tmp_path / "apart.wav", apart))
    assert really_two_channels(write(tmp_path / "leaking.wav", leaking))
    assert really_two_channels(write(tmp_path / "apart.mp3", apart))


def test_one_sound_on_two_sides_is_one_channel(tmp_path: Path) -> None:
    mono = np.concatenate([voice(3), silence(2)[:, 0], voice(3, pitch=190), silence(1)[:, 0]])
    rng = np.random.default_rng(4)
    hiss = 0.002 * rng.standard_normal((len(mono), 2)).astype(np.float32)
    assert not really_two_channels(write(tmp_path / "same.mp3", np.column_stack([mono, mono])))
    assert not really_two_channels(write(tmp_path / "softer.wav", np.column_stack([mono, 0.3 * mono]) + hiss))
    assert not really_two_channels(write(tmp_path / "left.wav", np.column_stack([mono, 0 * mono])))
    assert not really_two_channels(write(tmp_path / "hiss.wav", np.column_stack([mono, 0 * mono]) + hiss))
    assert not really_two_channels(write(tmp_path / "quiet.wav", silence(3, 2)))
    assert not really_two_channels(write(tmp_path / "mono.wav", mono[:, None]))


def test_real_voices_are_told_apart(shared: Path) -> None:
    assert really_two_channels(shared / "audio/talks/a01.flac")
    assert really_two_channels(shared / "audio/pairs/pair00.flac")
    assert not really_two_channels(shared / "audio/noise/breath.flac")
