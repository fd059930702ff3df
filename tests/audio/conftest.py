from __future__ import annotations

import queue
import sys

import pytest

from coach.audio import microphones as microphones_module
from tests.audio.fake_sounddevice import FakeDevice, FakeSounddevice
from tests.audio.plugged import Plug


@pytest.fixture
def plug(monkeypatch: pytest.MonkeyPatch) -> Plug:
    def plug_in(*found: FakeDevice, default: int = 0) -> FakeSounddevice:
        fake = FakeSounddevice(*found, default=default)
        monkeypatch.setitem(sys.modules, "sounddevice", fake)
        return fake

    return plug_in


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing here comes from another thread, so nothing is worth waiting for: an empty queue answers at once."""
    get = queue.Queue.get
    monkeypatch.setattr(queue.Queue, "get", lambda self, *_args, **_named: get(self, block=False))
    monkeypatch.setattr(microphones_module, "_LEAVING", 0.0)
