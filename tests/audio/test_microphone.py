"""Microphones: what is asked of sounddevice, and what becomes of every way in which a device lets people down."""

from __future__ import annotations

import builtins
import queue
import sys
import threading
from collections.abc import Callable

import numpy as np
import pytest

from coach.audio import microphone
from coach.audio import microphones as microphones_module
from coach.audio.microphone import devices, open_microphones
from coach.audio.microphones import QUEUED, Microphones
from coach.errors import MicrophoneError
from coach.sound import RATE, Block, Lost, Samples
from tests.audio.fake_sounddevice import CallbackAbort, FakeDevice, FakeSounddevice
from tests.audio.sounds import silence, tone

Plug = Callable[..., FakeSounddevice]


@pytest.fixture
def plug(monkeypatch: pytest.MonkeyPatch) -> Plug:
    def plug_in(*found: FakeDevice, default: int = 0) -> FakeSounddevice:
        fake = FakeSounddevice(*found, default=default)
        monkeypatch.setitem(sys.modules, "sounddevice", fake)
        return fake

    return plug_in


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing here comes from another thread, so nothing is worth waiting for: an empty queue answers at once."""
    get = queue.Queue.get
    monkeypatch.setattr(queue.Queue, "get", lambda self, *_args, **_named: get(self, block=False))
    monkeypatch.setattr(microphones_module, "_LEAVING", 0.0)


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


# --- which there are -------------------------------------------------------------------------------------------------


def test_devices_lists_what_can_be_listened_to(plug: Plug) -> None:
    plug(FakeDevice("Built-in", 2), FakeDevice("HDMI out", 0), FakeDevice("Jabra Speak 510", 1, 16_000), default=2)
    assert [(one.number, one.name, one.channels, one.default) for one in devices()] == [
        (0, "Built-in", 2, False),
        (2, "Jabra Speak 510", 1, True),
    ]


def test_devices_sees_what_was_plugged_in_later(plug: Plug) -> None:
    fake = plug()
    assert devices() == []
    fake.devices.append(FakeDevice("USB"))
    assert [one.name for one in devices()] == ["USB"]


@pytest.mark.parametrize(
    ("asked", "number"), [("", 1), (2, 2), ("2", 2), ("jabra", 2), ("Built-in", 0), ("built-in mono", 1)]
)
def test_a_microphone_by_number_or_part_of_its_name(plug: Plug, asked: str | int, number: int) -> None:
    fake = plug(FakeDevice("Built-in"), FakeDevice("Built-in mono"), FakeDevice("Jabra Speak 510"), default=1)
    open_microphones(asked).close()
    assert fake.streams[0].options["device"] == number


def test_no_default_takes_the_first(plug: Plug) -> None:
    fake = plug(FakeDevice("out", 0), FakeDevice("USB"), default=-1)
    open_microphones().close()
    assert fake.streams[0].options["device"] == 1


# --- what can't be opened --------------------------------------------------------------------------------------------


def refused(*asked: str | int) -> MicrophoneError:
    with pytest.raises(MicrophoneError) as error:
        open_microphones(*asked)
    assert error.value.hint
    return error.value


def test_no_portaudio_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *rest: object, **named: object) -> object:
        if name == "sounddevice":
            raise OSError("PortAudio library not found")
        return real(name, *rest, **named)  # type: ignore[arg-type]

    monkeypatch.delitem(sys.modules, "sounddevice", raising=False)
    monkeypatch.setattr(builtins, "__import__", without)
    error = refused()
    assert "PortAudio" in error.message
    assert "libportaudio2" in error.hint
    with pytest.raises(MicrophoneError, match="PortAudio"):
        devices()


def test_no_microphone(plug: Plug) -> None:
    plug(FakeDevice("Loudspeaker", 0))
    assert refused().message == "No microphone was found."


def test_an_unknown_name_names_near_ones(plug: Plug) -> None:
    plug(FakeDevice("Jabra Speak 510"), FakeDevice("Built-in"))
    error = refused("Jabbra Speak")
    assert error.message == 'There is no microphone called "Jabbra Speak".'
    assert "0 Jabra Speak 510" in error.hint
    assert "Built-in" not in error.hint
    assert "1 Built-in" in refused("xyz").hint


def test_an_unknown_number_names_the_known(plug: Plug) -> None:
    plug(FakeDevice("Built-in"), FakeDevice("Loudspeaker", 0))
    assert refused(7).message == "There is no microphone number 7."
    assert "0 Built-in" in refused(1).hint


def test_a_name_that_fits_two(plug: Plug) -> None:
    plug(FakeDevice("USB left"), FakeDevice("USB right"))
    error = refused("usb")
    assert "More than one" in error.message
    assert "USB left" in error.hint
    assert "USB right" in error.hint


def test_names_can_not_move_the_cursor(plug: Plug) -> None:
    plug(FakeDevice("Mic\x1b[2J"))
    assert "\x1b" not in refused("a\x1b[2Jb").message + refused("xyz").hint


def test_a_busy_device(plug: Plug) -> None:
    plug(FakeDevice("Built-in", refuses="Error opening InputStream: Device unavailable [PaErrorCode -9985]"))
    assert refused().message == "Built-in is in use by another program."


def test_a_device_that_opens_but_does_not_start_is_closed_again(plug: Plug) -> None:
    fake = plug(FakeDevice("Built-in", refuses_start="Unanticipated host error [PaErrorCode -9999]"))
    assert "could not be opened" in refused().message
    assert all(stream.log == ["close"] for stream in fake.streams)


def test_a_device_plugged_in_since_is_found(plug: Plug) -> None:
    fake = plug()
    fake.devices.append(FakeDevice("USB"))
    open_microphones("usb").close()
    assert fake.started == 1


def test_portaudio_is_not_started_again_under_an_open_microphone(plug: Plug) -> None:
    fake = plug(FakeDevice("Built-in"))
    source = open_microphones()
    refused("xyz")
    devices()
    assert fake.started == 0
    source.close()
    devices()
    assert fake.started == 1


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
