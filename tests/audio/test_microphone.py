"""Microphones: what is heard and what is lost, and what becomes of every way in which a device lets people down."""

from __future__ import annotations

import threading

import numpy as np
import pytest

from coach.audio import microphone
from coach.audio import microphones as microphones_module
from coach.audio.microphone import open_microphones
from coach.audio.microphones import QUEUED
from coach.sound import RATE, Block, Lost
from tests.audio.fake_sounddevice import CallbackAbort, FakeDevice
from tests.audio.plugged import Plug, all_of, hertz, taken
from tests.audio.sounds import tone

pytestmark = pytest.mark.usefixtures("impatient")


# --- what is heard ---------------------------------------------------------------------------------------------------


def test_sound_arrives_as_it_was(plug: Plug) -> None:
    fake = plug(FakeDevice("Built-in"))
    source = open_microphones()
    assert (source.channels, source.seconds) == (1, None)
    options = fake.streams[0].options
    assert (options["samplerate"], options["blocksize"], options["channels"]) == (RATE, 512, 1)
    assert options["latency"] >= 0.1
    sound = tone(1)
    fake.streams[0].give(sound)
    samples, lost = taken(source, 1)
    source.close()
    assert lost == []
    assert (samples == sound).all()


@pytest.mark.parametrize("rate", [48_000, 44_100, 8_000])
@pytest.mark.parametrize("kind", ["float32", "int16"])
def test_a_device_with_its_own_rate_and_numbers(plug: Plug, rate: int, kind: str) -> None:
    fake = plug(FakeDevice("Stubborn", 1, rate, only_rates=(rate,), only_kinds=(kind,)))
    source = open_microphones()
    fake.streams[0].give(tone(2, rate=rate))
    samples, _ = taken(source, 1.9)
    source.close()
    assert hertz(samples) == pytest.approx(440, abs=2)
    assert np.abs(samples).max() == pytest.approx(0.3, abs=0.03)


def test_an_array_of_eight_the_loudest_is_taken(plug: Plug) -> None:
    fake = plug(FakeDevice("Array", 8, 16_000, only_channels=(8,)))
    source = open_microphones()
    sound = np.repeat(0.01 * tone(1, hertz=1000), 8, axis=1)
    sound[:, 5] += tone(1)[:, 0]
    fake.streams[0].give(sound)
    samples, _ = taken(source, 1)
    source.close()
    assert source.channels == 1
    assert samples.shape == (RATE, 1)
    assert hertz(samples) == pytest.approx(440, abs=2)


def test_odd_values_are_silence(plug: Plug) -> None:
    fake = plug(FakeDevice("Odd"))
    source = open_microphones()
    sound = tone(0.5)
    sound[100:200], sound[300] = np.nan, np.inf
    sound[400] = -5
    fake.streams[0].give(sound)
    samples, _ = taken(source, 0.5)
    source.close()
    assert np.isfinite(samples).all()
    assert samples.min() == -1


# --- what is lost ----------------------------------------------------------------------------------------------------


def test_what_does_not_fit_is_counted_where_it_is_missing(plug: Plug) -> None:
    fake = plug(FakeDevice("Built-in"))
    source = open_microphones()
    fake.streams[0].give(np.full(((QUEUED + 5) * 512, 1), 0.5, np.float32))  # nobody listens meanwhile
    before, lost = taken(source, QUEUED * 512 / RATE)
    assert lost == []
    assert len(before) == QUEUED * 512
    fake.streams[0].give(np.full((512, 1), 0.25, np.float32))
    item = next(iter(source))
    assert isinstance(item, Lost)
    assert item.seconds == 5 * 512 / RATE
    assert item.at == QUEUED * 512 / RATE
    assert "lost" in item.reason
    assert item.advice
    after = next(iter(source))
    source.close()
    assert isinstance(after, Block)
    assert after.at == (QUEUED + 5) * 512 / RATE
    assert (after.samples == 0.25).all()


def test_what_the_device_dropped_is_counted_by_its_clock(plug: Plug) -> None:
    fake = plug(FakeDevice("Built-in"))
    source = open_microphones()
    fake.streams[0].give(tone(0.512))
    fake.streams[0].give(tone(0.512), overflow=True, skipped=4000)
    samples, lost = taken(source, 1.27)
    source.close()
    assert len(samples) == 2 * 8192
    assert [(one.seconds, one.final) for one in lost] == [(0.25, False)]


def test_overflow_without_a_known_loss_is_told_now_and_then(plug: Plug) -> None:
    fake = plug(FakeDevice("Built-in"))
    source = open_microphones()
    for _ in range(100):
        fake.streams[0].give(tone(0.096), overflow=True)
    _, lost = taken(source, 9.6)
    source.close()
    assert [one.seconds for one in lost] == [0, 0]


def test_the_callback_never_raises(plug: Plug) -> None:
    fake = plug(FakeDevice("Built-in"))
    source = open_microphones()
    callback = fake.streams[0].options["callback"]
    callback(None, 512, None, None)
    fake.streams[0].give(tone(0.032))
    item = next(iter(source))
    source.close()
    assert isinstance(item, Lost)
    assert item.seconds == 512 / RATE


def test_pulled_out_in_mid_talk(plug: Plug) -> None:
    fake = plug(FakeDevice("USB", 1, 48_000, only_rates=(48_000,)))
    source = open_microphones()
    fake.streams[0].give(tone(1, rate=48_000))
    fake.streams[0].pull_out()
    samples, lost = all_of(source)
    assert len(samples) == pytest.approx(RATE, abs=2)  # to the last sample
    assert [(one.final, one.reason) for one in lost] == [(True, "The microphone went away.")]
    assert lost[0].advice
    assert source.closed.wait(10)
    assert fake.streams[0].log == ["start", "abort", "close"]


def test_pulled_out_while_nobody_listened(plug: Plug) -> None:
    fake = plug(FakeDevice("USB"))
    source = open_microphones()
    fake.streams[0].give(np.zeros((QUEUED * 512, 1), np.float32))
    fake.streams[0].pull_out()
    samples, lost = all_of(source)
    assert len(samples) == QUEUED * 512
    assert [one.final for one in lost] == [True]


def test_a_microphone_that_falls_silent_for_good(plug: Plug, monkeypatch: pytest.MonkeyPatch) -> None:
    fake = plug(FakeDevice("USB"))
    source = open_microphones()
    fake.streams[0].give(tone(0.512))
    now = iter(range(1000))
    monkeypatch.setattr(microphones_module.time, "monotonic", lambda: float(next(now)))
    samples, lost = all_of(source)
    assert len(samples) == 8192
    assert [(one.final, one.reason) for one in lost] == [(True, "The microphone sends nothing any more.")]


# --- the end ---------------------------------------------------------------------------------------------------------


def test_closing_ends_it_at_once_and_more_than_once(plug: Plug) -> None:
    fake = plug(FakeDevice("Built-in"))
    source = open_microphones()
    fake.streams[0].give(tone(1))
    source.close()
    source.close()
    assert list(source) == []
    assert source.closed.is_set()
    assert fake.streams[0].log == ["start", "abort", "close"]


def test_a_running_callback_ends_its_stream_before_it_is_aborted(plug: Plug) -> None:
    fake = plug(FakeDevice("Built-in"))
    source = open_microphones()
    source.close()
    with pytest.raises(CallbackAbort):
        fake.streams[0].give(tone(0.032))


def test_a_driver_that_hangs_does_not_hold_people_up(plug: Plug, monkeypatch: pytest.MonkeyPatch) -> None:
    fake = plug(FakeDevice("Built-in"))
    source = open_microphones()
    hangs, waited = threading.Event(), []
    fake.streams[0].abort = hangs.wait  # type: ignore[method-assign]
    monkeypatch.setattr(source.closed, "wait", waited.append)
    source.close()
    assert waited == [1.0]
    assert not source.closed.is_set()
    forgotten: list[object] = []
    monkeypatch.setattr(microphone.atexit, "unregister", forgotten.append)
    microphone._leave_hanging(fake)
    assert forgotten == [fake._exit_handler]  # which would wait for the driver for ever
    hangs.set()
