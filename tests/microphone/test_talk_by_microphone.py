"""From sound to recap: the sample talk is played to microphones, and the real program listens. No hardware is needed."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from coach.demo import audio_path, truth_path
from tests.audio.virtual_microphone import VirtualMicrophone, missing
from tests.benchmarks.sounds import samples_of, write
from tests.benchmarks.words import attribution_of, word_error_rate

pytestmark = [pytest.mark.slow, pytest.mark.skipif(bool(missing()), reason=missing() or "all is there")]

COACH = [sys.executable, "-m", "coach"]
FIRST_MINUTE = 62.0  # seconds: between two turns
STARTED = 60  # seconds in which the program must say that it is ready; a busy machine takes some of them


class Listener:
    """`coach listen` as people run it: a process with pipes. Its lines are read as they come."""

    def __init__(self, *arguments: str) -> None:
        self._process = subprocess.Popen(
            [*COACH, "listen", *arguments, "--both-agree", "--model", "rehearsal-en", "--speakers", "Maya,Tom"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.lines: list[dict] = []
        self._came = threading.Condition()
        self._readers = [threading.Thread(target=read, daemon=True) for read in (self._read, self._read_errors)]
        self.errors = ""
        for reader in self._readers:
            reader.start()

    def _read(self) -> None:
        assert self._process.stdout is not None
        with self._process.stdout as lines:
            for line in lines:
                with self._came:
                    self.lines.append(json.loads(line))
                    self._came.notify_all()

    def _read_errors(self) -> None:
        assert self._process.stderr is not None
        with self._process.stderr as errors:
            self.errors = errors.read()

    def until(self, kind: str, count: int = 1, seconds: float = STARTED) -> None:
        with self._came:
            assert self._came.wait_for(lambda: len(self.of(kind)) >= count, seconds), f"{self.lines[-3:]} {self.errors}"

    def of(self, kind: str) -> list[dict]:
        return [line for line in self.lines if line["type"] == kind]

    def interrupt(self) -> int:
        self._process.send_signal(signal.SIGINT)
        return self.ends()

    def ends(self) -> int:
        code = self._process.wait(60)
        for reader in self._readers:
            reader.join(10)
        return code

    def kill(self) -> None:
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait()


@pytest.fixture
def listen() -> Iterator[type[Listener]]:
    begun: list[Listener] = []

    def begin(*arguments: str) -> Listener:
        listener = Listener(*arguments)
        begun.append(listener)
        listener.until("ready")
        return listener

    yield begin  # type: ignore[misc]
    for one in begun:
        one.kill()


@pytest.fixture(scope="module")
def sounds(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """What each microphone is played: the whole talk by partner, and its first minute by both."""
    folder, talk = tmp_path_factory.mktemp("sounds"), samples_of(audio_path())
    minute = talk[: round(FIRST_MINUTE * 16_000)].mean(axis=1, keepdims=True)
    return {
        "left": write(folder / "left.wav", talk[:, :1]),
        "right": write(folder / "right.wav", talk[:, 1:]),
        "minute": write(folder / "minute.wav", minute),
    }


def truth(until: float = 1e9) -> list[dict]:
    return [turn for turn in json.loads(truth_path().read_text("utf-8"))["turns"] if turn["end"] <= until]


def words_by(turns: Sequence[dict], who: str) -> str:
    return " ".join(turn["text"] for turn in turns if who in ("", turn["speaker"]))


def recap_of(listener: Listener) -> dict:
    recap = listener.lines[-1]
    assert recap["type"] == "recap"
    assert recap["schema"] == "coach.recap/1"
    return recap


def test_two_microphones_from_sound_to_recap(listen, sounds):
    with VirtualMicrophone("left", "right") as microphones:
        listener = listen("left", "--second", "right")
        playing = [microphones.start_playing(sounds[side], side) for side in ("left", "right")]
        assert [one.wait(170) for one in playing] == [0, 0]
        listener.until("utterance", len(truth()) - 2, seconds=20)
        code = listener.interrupt()
    assert (code, listener.errors) == (0, "")
    said = listener.of("utterance")
    pairs = [(words_by(truth(), who), words_by(said, who)) for who in "AB"]
    rate, wrong, total = word_error_rate(pairs)
    assert rate <= 0.10, f"{wrong} of {total} words: {pairs}"
    right, words = attribution_of(truth(), said)
    assert right == words, f"{words - right} of {words} words were given to the other partner"
    recap = recap_of(listener)
    assert len(recap["turns"]) == len(said)
    assert {"blame", "interruption", "validation"} <= {moment["kind"] for moment in recap["moments"]}
    assert listener.of("cue")
    assert not [line for line in listener.of("warning") if "lost" in line["what"]]


def test_one_microphone_from_sound_to_recap(listen, sounds):
    with VirtualMicrophone() as microphone:
        listener = listen("mic")
        microphone.play(sounds["minute"])
        turns = truth(FIRST_MINUTE)
        listener.until("utterance", len(turns) - 3, seconds=20)
        code = listener.interrupt()
    assert (code, listener.errors) == (0, "")
    said = listener.of("utterance")
    rate, wrong, total = word_error_rate([(words_by(turns, ""), words_by(said, ""))])
    assert rate <= 0.10, f"{wrong} of {total} words: {words_by(said, '')}"
    right, words = attribution_of(turns, [one for one in said if one["speaker"] != "?"])
    assert right >= 0.98 * words
    assert len(recap_of(listener)["turns"]) == len(said)


def test_a_sound_server_that_dies_keeps_the_talk_so_far(listen, sounds):
    with VirtualMicrophone() as microphone:
        listener = listen("mic")
        microphone.start_playing(sounds["minute"])
        listener.until("utterance", 2)
        microphone.die()
        code = listener.ends()
    assert code == 1
    assert "The microphone went away." in listener.errors
    assert "Plug it in again" in listener.errors
    assert "Traceback" not in listener.errors
    assert len(listener.errors.splitlines()) <= 3
    said = [one["text"] for one in listener.of("utterance")]
    assert [turn["text"] for turn in recap_of(listener)["turns"]] == said
    assert "dishes" in said[0]


def test_a_talk_without_a_word_ends_as_quietly(listen):
    with VirtualMicrophone():
        listener = listen("mic")
        assert listener.interrupt() == 0
    assert listener.errors == ""
    assert recap_of(listener)["turns"] == []
