"""Recordings: every usual kind becomes the same stream of blocks, and what can't be read is said in plain words."""

from __future__ import annotations

import os
import threading
import tracemalloc
import wave
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from coach.audio.recording import open_recording, really_two_channels
from coach.errors import RecordingError
from coach.sound import RATE, Block, Lost, Samples
from tests.audio.sounds import silence, tone, voice, write, write_video_only

KINDS = ("wav", "flac", "mp3", "m4a", "mp4", "ogg", "opus", "webm")


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


def test_values_that_are_not_numbers_are_silence_and_told_once(tmp_path: Path) -> None:
    sound = tone(1)
    sound[2000:2100] = np.nan
    sound[9000:9100] = np.inf
    sound[12000] = -7.0
    with_codec = write_floats(tmp_path / "odd.wav", sound)
    samples, lost = heard(with_codec)
    assert [one.reason for one in lost] == ["Parts of the recording are not sound. They are taken as silence."]
    assert lost[0].seconds == 0
    assert not lost[0].final
    assert np.isfinite(samples).all()
    assert np.abs(samples).max() <= 1
    assert (samples[2000:2100] == 0).all()
    assert (samples[9000:9100] == 0).all()


def write_floats(path: Path, sound: Samples) -> Path:
    """A float wav, byte by byte: an encoder might mend what is meant to be odd."""
    data = sound.astype("<f4").tobytes()
    channels = sound.shape[1]
    fmt = np.array([3, channels], "<u2").tobytes() + np.array([RATE, RATE * 4 * channels], "<u4").tobytes()
    fmt += np.array([4 * channels, 32], "<u2").tobytes()
    riff = b"WAVEfmt " + np.uint32(len(fmt)).tobytes() + fmt + b"data" + np.uint32(len(data)).tobytes() + data
    path.write_bytes(b"RIFF" + np.uint32(len(riff)).tobytes() + riff)
    return path


def test_a_silent_file_is_no_error(tmp_path: Path) -> None:
    samples, lost = heard(write(tmp_path / "quiet.flac", silence(1)))
    assert lost == []
    assert samples.shape == (RATE, 1)
    assert (samples == 0).all()


def bad(folder: Path, what: str) -> Path:
    path = folder / f"{what}.wav"
    if what == "text":
        path.write_text("Maya: I felt alone.\n" * 50)
    elif what == "playlist":  # must not lead to other files or addresses
        path.write_text("#EXTM3U\n#EXTINF:10,\nhttp://127.0.0.1:9/a.wav\n")
    elif what == "empty":
        path.touch()
    elif what == "folder":
        path.mkdir()
    elif what == "noise":
        path = path.with_suffix(".mp3")
        path.write_bytes(np.random.default_rng(3).bytes(50_000))
    elif what == "video":
        path = write_video_only(path.with_suffix(".mp4"))
    elif what == "header":
        write(path, tone(0.2))
        path.write_bytes(path.read_bytes()[:30])
    return path


@pytest.mark.parametrize(
    ("what", "says"),
    [
        ("missing", "There is no file"),
        ("folder", "is a folder"),
        ("empty", "is empty"),
        ("text", "is not a recording that can be read"),
        ("playlist", "is not a recording that can be read"),
        ("noise", "can be read"),
        ("header", "can be read"),
        ("video", "has no sound in it"),
    ],
)
@pytest.mark.parametrize("asks", [open_recording, really_two_channels])
def test_what_cannot_be_read_is_said_plainly(tmp_path: Path, what: str, says: str, asks) -> None:
    path = bad(tmp_path, what)
    with pytest.raises(RecordingError, match=says) as error:
        asks(path)
    assert str(path) in error.value.message
    assert error.value.hint


@pytest.mark.skipif(os.name != "posix", reason="permissions of this kind are POSIX's")
def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path / "secret.wav", tone(0.2))

    def refuse(*_: object, **__: object) -> None:  # the tests may run as root, who may read everything
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(RecordingError, match="may not be read"):
        open_recording(path)


def test_a_name_cannot_move_the_cursor(tmp_path: Path) -> None:
    with pytest.raises(RecordingError) as error:
        open_recording(tmp_path / "a\x1b[2Jb.wav")
    assert "\x1b" not in error.value.message


def test_odd_names_are_only_names(tmp_path: Path) -> None:
    samples, _ = heard(write(tmp_path / "talk.wav", tone(0.2)).rename(tmp_path / "we:ird %03d [a]*.wav"))
    assert len(samples) == RATE // 5


@pytest.mark.parametrize("kind", ["flac", "mp3", "webm", "wav"])
def test_a_recording_that_ends_early(tmp_path: Path, kind: str) -> None:
    """What there is, is heard; the rest is counted as lost."""
    path = write(tmp_path / f"cut.{kind}", tone(20))
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) * 6 // 10])
    samples, lost = heard(path)
    assert 8 < len(samples) / RATE < 16
    assert [one.final for one in lost] == [True]
    assert lost[0].reason.startswith("The recording ends early: 0:1")
    assert lost[0].seconds + lost[0].at == pytest.approx(20, abs=0.2)


def test_damage_in_the_middle_does_not_end_it(tmp_path: Path) -> None:
    path = write(tmp_path / "hurt.mp3", tone(20))
    whole = bytearray(path.read_bytes())
    middle = len(whole) // 2
    whole[middle : middle + 3000] = bytes(3000)
    path.write_bytes(whole)
    samples, _ = heard(path)
    assert len(samples) / RATE == pytest.approx(20, abs=2)
    assert loudest_hertz(samples[-RATE:, 0]) == pytest.approx(440, abs=2)


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
