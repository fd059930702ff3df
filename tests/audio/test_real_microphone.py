"""A real capture device of PortAudio's, without hardware: what is played is heard, and pulling it out is told."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from coach.audio.microphone import devices, open_microphones
from coach.audio.microphones import Microphones
from coach.errors import MicrophoneError
from coach.sound import RATE, Block, Lost
from tests.audio.sounds import voice, write
from tests.audio.virtual_microphone import VirtualMicrophone, missing


@pytest.fixture
def microphone() -> Iterator[VirtualMicrophone]:
    if missing():
        pytest.skip(missing())
    with VirtualMicrophone() as started:
        if not heard_of():
            pytest.skip("PortAudio finds no device through PulseAudio (Debian: libasound2-plugins libportaudio2)")
        yield started


def heard_of() -> bool:
    try:
        return bool(devices())
    except MicrophoneError:
        return False


class Listening:
    """Collects in a thread what a source gives."""

    def __init__(self, source: Microphones) -> None:
        self.source = source
        self.got: list[Block | Lost] = []
        self._began = threading.Event()
        self._thread = threading.Thread(target=self._listen)
        self._thread.start()
        assert self._began.wait(20)  # the first block may take two seconds

    def _listen(self) -> None:
        for item in self.source:
            self.got.append(item)
            self._began.set()

    def end(self) -> np.ndarray:
        self._thread.join(20)
        assert not self._thread.is_alive()
        return np.concatenate([item.samples for item in self.got if isinstance(item, Block)])


def test_what_is_played_is_heard(microphone: VirtualMicrophone, tmp_path: Path) -> None:
    played = voice(1.5)
    listening = Listening(open_microphones())
    microphone.play(write(tmp_path / "voice.wav", played[:, None]))
    listening.source.close()
    samples = listening.end()[:, 0]
    at = int(np.correlate(samples, played[:RATE], "valid").argmax())
    heard = samples[at : at + RATE]
    assert np.corrcoef(heard, played[:RATE])[0, 1] > 0.99
    assert np.std(heard) == pytest.approx(np.std(played[:RATE]), rel=0.1)
    assert [item for item in listening.got if isinstance(item, Lost)] == []


def test_pulled_out_and_opened_again(microphone: VirtualMicrophone, capfd: pytest.CaptureFixture[str]) -> None:
    listening = Listening(open_microphones("default"))
    microphone.die()
    listening.end()
    last = listening.got[-1]
    assert isinstance(last, Lost)
    assert last.final
    if not listening.source.closed.wait(5):
        pytest.skip("ALSA's plugin for PulseAudio hangs in its own stop, as it does at times once its server is dead")
    with pytest.raises(MicrophoneError):
        open_microphones("default")
    with VirtualMicrophone():
        again = Listening(open_microphones("default"))
        again.source.close()
        assert len(again.end()) > 0
    assert capfd.readouterr().err == ""  # nothing was written across the screen
