"""A microphone for each: one clock for both, and what becomes of the one when the other fails."""

from __future__ import annotations

import numpy as np
import pytest

from coach.audio.microphone import open_microphones
from coach.audio.microphones import Microphones
from coach.sound import RATE
from tests.audio.fake_sounddevice import FakeDevice, FakeSounddevice
from tests.audio.plugged import Plug, all_of, hertz, refused, taken
from tests.audio.sounds import tone

pytestmark = pytest.mark.usefixtures("impatient")


# --- two of them -----------------------------------------------------------------------------------------------------


def two(plug: Plug) -> tuple[FakeSounddevice, Microphones]:
    fake = plug(FakeDevice("Left"), FakeDevice("Right", 1, 48_000, only_rates=(48_000,)))
    return fake, open_microphones("left", "right")


def test_two_devices_on_one_clock(plug: Plug) -> None:
    fake, source = two(plug)
    assert source.channels == 2
    left, right = fake.streams
    left.give(tone(0.2))  # it was there first: let go
    for _ in range(10):
        left.give(tone(0.128))
        right.give(tone(0.128, hertz=1000, rate=48_000))
    samples, lost = taken(source, 1.1)
    source.close()
    assert lost == []
    assert hertz(samples[:16_000], 0) == pytest.approx(440, abs=10)
    assert hertz(samples[:16_000], 1) == pytest.approx(1000, abs=10)
    assert left.log == right.log == ["start", "abort", "close"]


def test_what_one_of_two_loses_is_silence_there_and_the_other_goes_on(plug: Plug) -> None:
    fake = plug(FakeDevice("Left"), FakeDevice("Right"))
    source = open_microphones("left", "right")
    left, right = fake.streams
    one = np.full((2048, 1), 0.5, np.float32)
    for sent in (one[:512], one):
        left.give(sent)
        right.give(sent)
    left.give(one)
    left.give(one)
    right.give(one, overflow=True, skipped=2048)
    samples, lost = taken(source, (512 + 3 * 2048) / RATE)
    source.close()
    assert (samples[:, 0] == 0.5).all()
    assert (samples[:2560, 1] == 0.5).all()
    assert (samples[2560:4608, 1] == 0).all()
    assert (samples[4608:, 1] == 0.5).all()
    assert [item.seconds for item in lost] == [0]


def test_one_of_two_that_falls_silent(plug: Plug) -> None:
    fake, source = two(plug)
    left, right = fake.streams
    right.give(tone(0.2, rate=48_000))
    left.give(tone(10))
    samples, lost = all_of(source)
    assert [one.reason for one in lost] == [
        "The two microphones got out of step. They are in step again.",
        "The two microphones got out of step. They are in step again.",
        "The microphone sends nothing any more.",
    ]
    assert 6 < len(samples) / RATE < 7


def test_one_of_two_that_never_begins(plug: Plug) -> None:
    fake, source = two(plug)
    fake.streams[0].give(tone(10))
    _, lost = all_of(source)
    assert [(one.final, one.reason) for one in lost] == [(True, "The microphone sends nothing any more.")]


def test_the_same_twice_is_its_two_sides(plug: Plug) -> None:
    fake = plug(FakeDevice("Interface", 2), FakeDevice("Mono", 1))
    source = open_microphones("interface", 0)
    fake.streams[0].give(np.hstack([tone(1), tone(1, hertz=1000)]))
    samples, _ = taken(source, 1)
    source.close()
    assert len(fake.streams) == 1
    assert (hertz(samples, 0), hertz(samples, 1)) == (pytest.approx(440, abs=2), pytest.approx(1000, abs=2))
    assert "one channel" in refused("mono", "mono").message


def test_a_second_that_fails_closes_the_first(plug: Plug) -> None:
    fake = plug(FakeDevice("Left"), FakeDevice("Right", refuses="Device unavailable [PaErrorCode -9985]"))
    assert "Right is in use" in refused("left", "right").message
    assert all(stream.log == ["start", "abort", "close"] for stream in fake.streams)
