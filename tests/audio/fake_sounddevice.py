"""A sounddevice whose devices can refuse, lose, hang and be pulled out on command."""

from __future__ import annotations

import types
from dataclasses import dataclass, field
from typing import Any

import numpy as np


class PortAudioError(Exception):
    """As sounddevice's own."""


class CallbackAbort(Exception):  # noqa: N818 - sounddevice's name
    """What a callback raises to end its stream."""


@dataclass
class FakeDevice:
    name: str
    channels: int = 1
    rate: float = 48_000.0
    only_rates: tuple[int, ...] = ()  # (): any
    only_channels: tuple[int, ...] = ()
    only_kinds: tuple[str, ...] = ()
    refuses: str = ""  # what opening it answers
    refuses_start: str = ""


@dataclass
class FakeStream:
    """An open stream. The test plays PortAudio's part: `give` and `pull_out`."""

    options: dict[str, Any]
    refuses_start: str = ""
    log: list[str] = field(default_factory=list)
    given: int = 0  # samples, by the device's clock

    def start(self) -> None:
        if self.refuses_start:
            raise PortAudioError(self.refuses_start)
        self.log.append("start")

    def abort(self) -> None:
        self.log.append("abort")

    def close(self) -> None:
        self.log.append("close")

    def give(self, samples: np.ndarray, *, overflow: bool = False, skipped: int = 0) -> None:
        """`samples` [n, channels] in blocks of 512; before the first, the device itself dropped `skipped`."""
        kind = self.options["dtype"]
        self.given += skipped
        buffer = np.zeros((512, self.options["channels"]), kind)
        for start in range(0, len(samples), 512):
            block = samples[start : start + 512]
            block = block if kind == "float32" else np.round(block * 32767)
            buffer[: len(block)] = block.astype(kind)  # PortAudio uses the same memory again and again
            time = types.SimpleNamespace(inputBufferAdcTime=self.given / self.options["samplerate"])
            status = types.SimpleNamespace(input_overflow=overflow and start == 0)
            self.options["callback"](buffer[: len(block)], len(block), time, status)
            self.given += len(block)
        buffer[:] = 99

    def pull_out(self) -> None:
        self.options["finished_callback"]()


class FakeSounddevice(types.ModuleType):
    """`devices`: what is plugged in now. Like PortAudio, it shows what was there when it was started."""

    PortAudioError = PortAudioError
    CallbackAbort = CallbackAbort

    def __init__(self, *devices: FakeDevice, default: int = 0) -> None:
        super().__init__("sounddevice")
        self.devices = list(devices)
        self.streams: list[FakeStream] = []
        self.started = 0
        self.default = types.SimpleNamespace(device=[default if devices else -1, -1])
        self._seen = list(devices)

    def _terminate(self) -> None:
        self._seen = []

    def _initialize(self) -> None:
        self.started += 1
        self._seen = list(self.devices)
        if self._seen and self.default.device[0] < 0:
            self.default.device[0] = 0

    def _exit_handler(self) -> None:
        """What sounddevice does at exit."""

    def query_hostapis(self) -> tuple[dict[str, Any], ...]:
        return ({"name": "Fake"},)

    def query_devices(self) -> list[dict[str, Any]]:
        return [
            {"name": one.name, "hostapi": 0, "max_input_channels": one.channels, "default_samplerate": one.rate}
            for one in self._seen
        ]

    def check_input_settings(self, *, device: int, channels: int, dtype: str, samplerate: float) -> None:
        one = self._seen[device]
        if one.refuses:
            raise PortAudioError(one.refuses)
        if one.only_rates and samplerate not in one.only_rates:
            raise PortAudioError("Invalid sample rate [PaErrorCode -9997]")
        if one.only_channels and channels not in one.only_channels:
            raise PortAudioError("Invalid number of channels [PaErrorCode -9998]")
        if one.only_kinds and dtype not in one.only_kinds:
            raise PortAudioError("Sample format not supported [PaErrorCode -9994]")

    def InputStream(self, **options: Any) -> FakeStream:  # noqa: N802 - sounddevice's name
        stream = FakeStream(options, self._seen[options["device"]].refuses_start)
        self.streams.append(stream)
        return stream
