"""Recordings that can't be read, or not all through: said in plain words, and what there is, is heard."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest

from coach.audio.recording import open_recording, really_two_channels
from coach.errors import RecordingError
from coach.sound import RATE, Samples
from tests.audio.heard_recordings import heard, loudest_hertz
from tests.audio.sounds import tone, write, write_video_only


def test_values_that_are_not_numbers_are_silence_and_told_once(tmp_path: Path) -> None:
    sound = tone(1)
    sound[2000:2100] = np.nan
    sound[9000:9100] = np.inf
    sound[12000] = -7.0
    odd = write_floats(tmp_path / "odd.wav", sound)
    samples, lost = heard(odd)
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
