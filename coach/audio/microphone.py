"""Microphones: which there are, and opening them. Only this file knows sounddevice (PortAudio)."""

from __future__ import annotations

import atexit
import difflib
import itertools
import queue
import sys
import weakref
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from typing import Any

from coach.audio.line import Line
from coach.audio.microphones import QUEUED, Microphones, Sent
from coach.audio.quiet import c_libraries_quiet
from coach.core.cleaning import clean
from coach.errors import MicrophoneError
from coach.sound import FRAME, RATE

_LATENCY = 0.1  # s; less loses sound on a busy machine
_LONGEST_NAME = 120  # characters; a sound server may call a device anything, at any length
_LONGEST_NUMBER = 10
_BUSY_CODES = ("-9985", "Device unavailable", "busy")

_open: weakref.WeakSet[Microphones] = weakref.WeakSet()


@dataclass(frozen=True, slots=True)
class Device:
    """A microphone as the system names it. `name` and `host` are the system's words, made safe to show, and not too long."""

    number: int
    name: str
    host: str
    channels: int
    rate: float
    default: bool


def devices() -> list[Device]:
    """What can be listened to, as of now. Raises MicrophoneError where PortAudio is missing."""
    looked_before = "sounddevice" in sys.modules  # loading it starts PortAudio: then it knows today's devices
    sd = _sounddevice()
    with c_libraries_quiet():
        if looked_before:
            _look_again(sd)
        return _listed(sd)


def open_microphones(first: str | int = "", second: str | int = "") -> Microphones:
    """Opened and running. `first`: "" for the system's choice, a number, or a part of a name that fits only one.

    `second`: another, for the other partner; the same again: the two sides of one device. Raises MicrophoneError.
    """
    sd = _sounddevice()
    with ExitStack() as quiet:
        quiet.enter_context(c_libraries_quiet())
        try:
            opened = _opened(sd, first, second)
        except MicrophoneError:
            # Devices plugged in later, and a sound server started again, are seen only after PortAudio starts again.
            if not _look_again(sd):
                raise
            opened = _opened(sd, first, second)
        opened.when_closed = quiet.pop_all().close  # a device that goes away is complained about too
    _open.add(opened)
    return opened


def _sounddevice() -> Any:
    try:
        with c_libraries_quiet():
            import sounddevice
    except ImportError as error:
        raise MicrophoneError("The part that listens to microphones is missing.", "Install coach again.") from error
    except Exception as error:  # OSError without the library, PortAudioError when it can't start
        raise MicrophoneError(
            "Microphones can't be used: the PortAudio library is missing or does not start.",
            "Install it: sudo apt install libportaudio2 (Debian, Ubuntu), sudo dnf install portaudio (Fedora), "
            "brew install portaudio (macOS). Recordings and typed practice work without it.",
        ) from error
    atexit.unregister(_leave_hanging)
    atexit.register(_leave_hanging, sounddevice)
    return sounddevice


def _leave_hanging(sd: Any) -> None:
    """At exit, before sounddevice tidies up: with a driver that hangs it would wait for ever."""
    if any(not one.closed.wait(1.0) for one in _open):
        atexit.unregister(sd._exit_handler)  # noqa: SLF001


def _look_again(sd: Any) -> bool:
    """Start PortAudio again, so that it sees today's devices; not while one of ours is open: that would cut it off."""
    if any(not one.closed.is_set() for one in _open):
        return False
    with suppress(sd.PortAudioError):  # it was not running
        sd._terminate()  # noqa: SLF001 - sounddevice's documentation names no other way
    library = getattr(sd, "_lib", None)
    try:
        if library is None:
            sd._initialize()  # noqa: SLF001
        else:  # the same without turning off file descriptor 2 meanwhile: the screen is drawn there
            sd._check(library.Pa_Initialize(), "Error starting PortAudio")  # noqa: SLF001
            sd._initialized += 1  # noqa: SLF001
    except sd.PortAudioError as error:
        raise MicrophoneError("The sound system does not answer.", "Start it again, or log in anew.") from error
    return True


def _listed(sd: Any) -> list[Device]:
    hosts = [_shown(host["name"]) for host in sd.query_hostapis()]
    chosen = _default(sd)
    return [
        Device(
            number,
            _shown(each["name"]) or f"microphone {number}",
            hosts[each["hostapi"]],
            int(each["max_input_channels"]),
            float(each["default_samplerate"]),
            number == chosen,
        )
        for number, each in enumerate(sd.query_devices())
        if each["max_input_channels"] > 0
    ]


def _shown(name: object) -> str:
    return clean(str(name)[: 4 * _LONGEST_NAME])[:_LONGEST_NAME].rstrip()


def _default(sd: Any) -> int:
    """The number of the system's choice, -1 where it has none."""
    try:
        return int(sd.default.device[0])
    except (TypeError, IndexError, sd.PortAudioError):
        return -1


def _opened(sd: Any, first: str | int, second: str | int) -> Microphones:
    known = _listed(sd)
    one = _chosen(known, first)
    other = None if second == "" else _chosen(known, second)
    sent: Sent = queue.Queue(QUEUED)
    if other is None or other.number == one.number:
        line, stream = _started(sd, one, sent, width=1 if other is None else 2)
        return Microphones(sent, [line], [stream])
    line, stream = _started(sd, one, sent, width=1)
    try:
        other_line, other_stream = _started(sd, other, sent, width=1)
    except MicrophoneError:
        Microphones(sent, [line], [stream]).close()
        raise
    return Microphones(sent, [line, other_line], [stream, other_stream])


def _chosen(known: list[Device], wanted: str | int) -> Device:
    if not known:
        raise MicrophoneError(
            "No microphone was found.",
            "Plug one in, or allow this terminal to use it. Recordings and typed practice work without one.",
        )
    if wanted == "":
        return next((one for one in known if one.default), known[0])
    if isinstance(wanted, int):
        return _numbered(known, wanted)
    name = _shown(wanted)
    if name.isdecimal() and len(name) < _LONGEST_NUMBER:
        return _numbered(known, int(name))
    return _named(known, name)


def _numbered(known: list[Device], number: int) -> Device:
    for one in known:
        if one.number == number:
            return one
    raise MicrophoneError(f"There is no microphone number {number}.", _there_are(known))


def _named(known: list[Device], wanted: str) -> Device:
    low = wanted.casefold()
    exact = [one for one in known if one.name.casefold() == low]
    fitting = exact or [one for one in known if low in one.name.casefold()]
    # One device is listed once for each of the system's ways to reach it: the first is the usual one.
    if len({one.name for one in fitting}) == 1:
        return next((one for one in fitting if one.default), fitting[0])
    if fitting:
        raise MicrophoneError(f'More than one microphone is called "{wanted}".', _there_are(fitting))
    near = difflib.get_close_matches(low, [one.name.casefold() for one in known], 3, 0.5)
    nearest = [one for one in known if one.name.casefold() in near]
    raise MicrophoneError(f'There is no microphone called "{wanted}".', _there_are(nearest or known))


def _there_are(known: list[Device]) -> str:
    names = ", ".join(f"{one.number} {clean(one.name)}" for one in known[:8])
    return f"There {'is' if len(known) == 1 else 'are'}: {names}. Use a number or name; `coach devices` lists all."


def _started(sd: Any, device: Device, sent: Sent, *, width: int) -> tuple[Line, Any]:
    """The device's stream, running: at 16 kHz if it can, else at its own rate; with more channels if it must."""
    if device.channels < width:
        raise MicrophoneError(
            f"{clean(device.name)} has one channel: it can't hear two people apart.",
            "Choose another second microphone, or none.",
        )
    refused: Exception | None = None
    rates, counts = dict.fromkeys((RATE, round(device.rate), 48_000, 44_100)), dict.fromkeys((width, device.channels))
    ways = itertools.product(rates, counts, ("float32", "int16"))
    for rate, channels, kind in ways:
        line = Line(sent, rate, channels, width, sd.CallbackAbort)
        try:
            sd.check_input_settings(device=device.number, channels=channels, dtype=kind, samplerate=rate)
            return line, _running(sd, device, line, channels, kind)
        except (sd.PortAudioError, ValueError) as error:
            refused = error
    raise _refusal(device, refused) from refused


def _running(sd: Any, device: Device, line: Line, channels: int, kind: str) -> Any:
    stream = sd.InputStream(
        samplerate=line.rate,
        blocksize=FRAME,
        device=device.number,
        channels=channels,
        dtype=kind,
        latency=_LATENCY,
        callback=line.callback,
        finished_callback=line.finished,
    )
    try:
        stream.start()
    except sd.PortAudioError:
        with suppress(sd.PortAudioError):
            stream.close()
        raise
    return stream


def _refusal(device: Device, error: Exception | None) -> MicrophoneError:
    name = clean(device.name)
    if any(sign in str(error) for sign in _BUSY_CODES):
        return MicrophoneError(f"{name} is in use by another program.", "Close that program, or choose another one.")
    return MicrophoneError(
        f"{name} could not be opened: {clean(str(error))}.", "Choose another; `coach devices` lists them."
    )
