"""Recordings: every usual kind becomes the same stream of blocks, as fast as asked for, and never more of it than a few."""

from __future__ import annotations

import threading
import tracemalloc
import wave
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from coach.audio.recording import open_recording
from coach.sound import RATE, Block
from tests.audio.heard_recordings import heard, loudest_hertz
from tests.audio.sounds import silence, tone, write

KINDS = ("wav", "flac", "mp3", "m4a", "mp4", "ogg", "opus", "webm")


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_heard(tmp_path: Path, kind: str) -> None:
    sides = np.hstack([tone(2, hertz=440, rate=48_000), tone(2, hertz=1000, rate=48_000)])
    path = write(tmp_path / f"talk.{kind}", sides, rate=48_000)
    source = open_recording(path)
    assert source.channels == 2
    assert source.seconds == pytest.approx(2, abs=0.1)
    samples, lost = heard(path)
    assert lost == []
    assert len(samples) / RATE == pytest.approx(2, abs=0.1)
    assert loudest_hertz(samples[:, 0]) == pytest.approx(440, abs=2)
    assert loudest_hertz(samples[:, 1]) == pytest.approx(1000, abs=2)
    assert np.sqrt(np.mean(samples[RATE // 2 : RATE] ** 2)) == pytest.approx(0.3 / np.sqrt(2), rel=0.1)


@pytest.mark.parametrize("rate", [8_000, 16_000, 22_050, 44_100, 96_000])
@pytest.mark.parametrize("codec", ["pcm_u8", "pcm_s16le", "pcm_s24le", "pcm_f32le", "pcm_f64le"])
def test_every_rate_and_number_format(tmp_path: Path, rate: int, codec: str) -> None:
    samples, lost = heard(write(tmp_path / "talk.wav", tone(0.5, rate=rate), rate=rate, codec=codec))
    assert lost == []
    assert samples.shape == (RATE // 2, 1)
    assert loudest_hertz(samples[:, 0]) == pytest.approx(440, abs=2)
    assert np.abs(samples).max() == pytest.approx(0.3, abs=0.03)


def test_eight_channels_are_mixed_into_one(tmp_path: Path) -> None:
    with wave.open(str(tmp_path / "array.wav"), "wb") as file:
        file.setnchannels(8)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes((np.repeat(tone(0.5), 8, axis=1) * 32767).astype("<i2").tobytes())
    samples, _ = heard(tmp_path / "array.wav")
    assert samples.shape == (RATE // 2, 1)
    assert np.abs(samples).max() == pytest.approx(0.3, abs=0.01)


def test_eight_channels_in_planes_too(tmp_path: Path) -> None:
    """Taken straight from PyAV, such a frame ends the whole program."""
    import av

    path = tmp_path / "array.m4a"
    with av.open(str(path), "w") as out:
        stream = out.add_stream("aac", rate=48_000, layout="7.1")
        for _ in range(20):
            frame = av.AudioFrame(format="flt", layout="7.1", samples=1024)
            frame.planes[0].update(np.full(1024 * 8, 0.1, np.float32).tobytes())
            frame.sample_rate = 48_000
            ready = av.AudioResampler(format="fltp", layout="7.1", rate=48_000).resample(frame)
            out.mux(stream.encode(ready[0]))
        out.mux(stream.encode(None))
    samples, _ = heard(path)
    assert samples.shape[1] == 1
    assert len(samples) / RATE == pytest.approx(20 * 1024 / 48_000, abs=0.1)


def test_a_silent_file_is_no_error(tmp_path: Path) -> None:
    samples, lost = heard(write(tmp_path / "quiet.flac", silence(1)))
    assert lost == []
    assert samples.shape == (RATE, 1)
    assert (samples == 0).all()


def test_odd_names_are_only_names(tmp_path: Path) -> None:
    samples, _ = heard(write(tmp_path / "talk.wav", tone(0.2)).rename(tmp_path / "we:ird %03d [a]*.wav"))
    assert len(samples) == RATE // 5


def test_heard_again_it_is_the_same(tmp_path: Path) -> None:
    source = open_recording(write(tmp_path / "talk.flac", tone(1)))
    once, again = (np.concatenate([sound.samples for sound in source if isinstance(sound, Block)]) for _ in range(2))
    assert (once == again).all()


def test_closing_ends_it_soon(tmp_path: Path) -> None:
    source = open_recording(write(tmp_path / "talk.wav", tone(30)))
    blocks = iter(source)
    next(blocks)
    source.close()
    source.close()
    assert list(blocks) == []


def test_real_time_delivers_no_block_before_it_was_spoken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A clock that only moves when somebody waits: what was waited for is what the sound lasts."""
    source = open_recording(write(tmp_path / "talk.wav", tone(1)), pace="realtime")
    now = [100.0]
    monkeypatch.setattr("coach.audio.recording.time.monotonic", lambda: now[0])
    monkeypatch.setattr(source._closed, "wait", lambda seconds: now.__setitem__(0, now[0] + seconds))
    times = []
    for sound in source:
        assert isinstance(sound, Block)
        assert now[0] - 100 == pytest.approx(sound.at + len(sound.samples) / RATE)
        times.append(sound.at)
    assert now[0] == pytest.approx(101)
    assert max(later - sooner for sooner, later in pairwise(times)) <= 512 / RATE + 1e-9


def test_real_time_can_be_stopped_while_it_waits(tmp_path: Path) -> None:
    source = open_recording(write(tmp_path / "talk.wav", tone(60)), pace="realtime")
    got: list[object] = []
    thread = threading.Thread(target=lambda: got.extend(source))
    thread.start()
    source.close()
    thread.join(10)
    assert not thread.is_alive()
    assert len(got) < 60 * RATE / 512 / 2


def test_memory_does_not_grow_with_length(tmp_path: Path) -> None:
    """Eight minutes decode to 31 MB; never more than a few blocks of it are held."""
    source = open_recording(write(tmp_path / "long.flac", np.zeros((8 * 60 * RATE, 1), np.float32)))
    before, seconds, most = memory_of_this_process(), 0.0, 0
    tracemalloc.start()
    try:
        for sound in source:
            assert isinstance(sound, Block)
            seconds += len(sound.samples) / RATE
            most = max(most, memory_of_this_process())
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert seconds == pytest.approx(8 * 60, abs=0.1)
    assert peak < 2_000_000
    assert most - before < 10_000_000


def memory_of_this_process() -> int:
    """Bytes, FFmpeg's own included, where the system tells; else 0."""
    statm = Path("/proc/self/statm")
    return int(statm.read_text().split()[1]) * 4096 if statm.exists() else 0
