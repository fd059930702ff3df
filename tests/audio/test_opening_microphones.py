"""Which microphones there are, which one is meant, and why one can't be opened."""

from __future__ import annotations

import builtins
import sys
import weakref

import pytest

from coach.audio import microphone
from coach.audio.microphone import devices, open_microphones
from coach.errors import MicrophoneError
from tests.audio.fake_sounddevice import FakeDevice
from tests.audio.plugged import Plug, refused

pytestmark = pytest.mark.usefixtures("impatient")


# --- which there are -------------------------------------------------------------------------------------------------


def test_devices_lists_what_can_be_listened_to(plug: Plug) -> None:
    plug(FakeDevice("Built-in", 2), FakeDevice("HDMI out", 0), FakeDevice("Jabra Speak 510", 1, 16_000), default=2)
    assert [(one.number, one.name, one.channels, one.default) for one in devices()] == [
        (0, "Built-in", 2, False),
        (2, "Jabra Speak 510", 1, True),
    ]


def test_devices_sees_what_was_plugged_in_later(plug: Plug, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(microphone, "_open", weakref.WeakSet())  # those of earlier tests close in threads of their own
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


def test_portaudio_that_has_just_started_is_not_started_again(plug: Plug, monkeypatch: pytest.MonkeyPatch) -> None:
    fake = plug(FakeDevice("Built-in"))
    module, real = sys.modules["sounddevice"], builtins.__import__

    def first(name: str, *rest: object, **named: object) -> object:
        if name == "sounddevice":
            monkeypatch.setitem(sys.modules, name, module)
            return module
        return real(name, *rest, **named)  # type: ignore[arg-type]

    monkeypatch.delitem(sys.modules, "sounddevice")
    monkeypatch.setattr(builtins, "__import__", first)
    assert [one.name for one in devices()] == ["Built-in"]
    assert fake.started == 0
    devices()
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
