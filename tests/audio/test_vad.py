"""Frame by frame the voice detector answers as it does for a whole recording."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from coach.audio.vad import SileroVad
from coach.sound import FRAME


def left_channel(path: Path, seconds: float) -> np.ndarray:
    import av

    with av.open(str(path)) as container:
        frames, wanted = [], int(seconds * 16_000)
        for frame in container.decode(audio=0):
            frames.append(frame.to_ndarray().reshape(-1, 2)[:, 0])
            if sum(map(len, frames)) >= wanted:
                break
    return (np.concatenate(frames)[: wanted // FRAME * FRAME] / 32768).astype(np.float32)


def probabilities(sound: np.ndarray, vad: SileroVad) -> list[float]:
    return [vad.probability(frame) for frame in sound.reshape(-1, FRAME)]


def test_equals_the_whole_recording_at_once(shared: Path) -> None:
    from faster_whisper.vad import get_vad_model

    sound = left_channel(shared / "audio/talks/a01.flac", 40)
    at_once = get_vad_model()(sound.copy()).reshape(-1)  # it blanks the last 64 samples of what it is given
    one_by_one = probabilities(sound, SileroVad())
    assert len(one_by_one) == 1250
    assert one_by_one[:-1] == pytest.approx(at_once[:-1].tolist(), abs=1e-6)
    assert max(one_by_one) > 0.95
    assert min(one_by_one) < 0.05


def test_silence_is_no_voice() -> None:
    assert max(probabilities(np.zeros(FRAME * 30, np.float32), SileroVad())) < 0.1


def test_channels_do_not_hear_each_other(shared: Path) -> None:
    sound = left_channel(shared / "audio/talks/a01.flac", 4)
    alone, beside, other = SileroVad(), SileroVad(), SileroVad()
    expected = probabilities(sound, alone)
    got = []
    for frame in sound.reshape(-1, FRAME):
        got.append(beside.probability(frame))
        other.probability(-frame[::-1].copy())
    assert got == expected


def test_reset_forgets(shared: Path) -> None:
    sound = left_channel(shared / "audio/talks/a01.flac", 3)
    vad = SileroVad()
    first = probabilities(sound, vad)
    vad.reset()
    assert probabilities(sound, vad) == first


def test_leaves_the_callers_frame_alone() -> None:
    frame = np.full(FRAME, 0.25, np.float32)
    SileroVad().probability(frame)
    assert (frame == 0.25).all()
