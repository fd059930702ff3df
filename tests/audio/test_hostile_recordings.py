"""Sound files that claim what they are not: years, no time at all, a sample a second. Small in, small out."""

from __future__ import annotations

import os
import resource
import struct

import numpy as np
import pytest

from coach.audio.recording import LONGEST, open_recording, really_two_channels
from coach.errors import RecordingError
from coach.sound import Block, Lost


def wav(samples: bytes, *, rate: int = 16_000, channels: int = 1, claims: int | None = None) -> bytes:
    size = len(samples) if claims is None else claims
    head = struct.pack("<HHIIHH", 1, channels, rate, rate * channels * 2 & 0xFFFFFFFF, channels * 2, 16)
    return (
        b"RIFF"
        + struct.pack("<I", size + 36 & 0xFFFFFFFF)
        + b"WAVEfmt \x10\0\0\0"
        + head
        + b"data"
        + struct.pack("<I", size)
        + samples
    )


def heard(path) -> float:
    """Seconds that come out of a file."""
    return sum(len(item.samples) for item in open_recording(path) if isinstance(item, Block)) / 16_000


@pytest.mark.parametrize("rate", [1, 3, 100, 3_999, 2_000_000, 0x7FFFFFFF])
@pytest.mark.parametrize("channels", [1, 2])
def test_a_rate_at_which_nobody_can_be_heard(tmp_path, rate, channels):
    path = tmp_path / "slow.wav"
    path.write_bytes(wav(bytes(200_000), rate=rate, channels=channels))
    with pytest.raises(RecordingError):
        open_recording(path)
    with pytest.raises(RecordingError):
        really_two_channels(path)


def test_a_small_file_takes_little_memory(tmp_path):
    """A million samples at one a second would be sixteen thousand million at ours."""
    path = tmp_path / "bomb.wav"
    path.write_bytes(wav(bytes(2_000_000), rate=1))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(RecordingError):
        heard(path)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200_000  # kB


def flac_claiming(path, seconds: int) -> None:
    """A second of FLAC whose head says it has `seconds`."""
    import av

    with av.open(str(path), "w", format="flac") as file:
        stream = file.add_stream("flac", rate=16_000)
        noise = (np.random.default_rng(1).standard_normal((1, 16_000)) * 3000).astype(np.int16)
        frame = av.AudioFrame.from_ndarray(noise, format="s16", layout="mono")
        frame.sample_rate = 16_000
        for packet in (*stream.encode(frame), *stream.encode(None)):
            file.mux(packet)
    data = bytearray(path.read_bytes())
    total = seconds * 16_000  # 36 bits: the last four of byte 21, and the four after it
    data[21] = data[21] & 0xF0 | total >> 32 & 15
    data[22:26] = (total & 0xFFFFFFFF).to_bytes(4, "big")
    path.write_bytes(data)


@pytest.mark.parametrize(("claimed", "told"), [(7200, True), (1_000_000, False)])
def test_flac_that_claims_hours(tmp_path, claimed, told):
    """What is missing is said where it is credible; a claim of more than a day counts for nothing."""
    path = tmp_path / "long.flac"
    flac_claiming(path, claimed)
    items = list(open_recording(path))
    assert sum(len(item.samples) for item in items if isinstance(item, Block)) < 20_000
    lost = [item for item in items if isinstance(item, Lost)]
    assert bool(lost) == told
    assert all(item.seconds <= LONGEST for item in lost)


def test_what_is_no_file_is_not_waited_for(tmp_path):
    pipe = tmp_path / "pipe.wav"
    os.mkfifo(pipe)
    for path in (pipe, type(pipe)("/dev/zero")):
        with pytest.raises(RecordingError, match="is not a file"):
            open_recording(path)


def test_only_the_first_day_is_heard(tmp_path, monkeypatch):
    monkeypatch.setattr("coach.audio.recording.LONGEST", 1.5)
    path = tmp_path / "day.wav"
    path.write_bytes(wav(bytes(16_000 * 2 * 4)))
    *_, last = open_recording(path)
    assert isinstance(last, Lost)
    assert last.final
    assert "first day" in last.reason
    assert 1.4 < heard(path) < 2.5
