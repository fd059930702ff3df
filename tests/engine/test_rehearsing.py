"""The microphone before a talk, with a source of cardboard: levels, two voices, and what goes wrong."""

from __future__ import annotations

import threading
from collections.abc import Callable

import numpy as np
import pytest

from coach.engine.rehearsing import Learning, Meters, Rehearsal, Sound, Sounding, Trouble
from coach.errors import MicrophoneError
from coach.sound import RATE, Lost
from tests.engine.fakes import Sound as Source
from tests.engine.fakes import demo_sound

ONE = ("", "")


class Told:
    def __init__(self) -> None:
        self.sounds: list[Sound] = []
        self._changed = threading.Condition()

    def __call__(self, sound: Sound) -> None:
        with self._changed:
            self.sounds.append(sound)
            self._changed.notify_all()

    def until(self, wanted: Callable[[Sound], bool]) -> Sound:
        with self._changed:
            assert self._changed.wait_for(lambda: any(map(wanted, self.sounds)), 30)
            return next(sound for sound in self.sounds if wanted(sound))


def test_levels_come_ten_times_a_second_whatever_the_blocks() -> None:
    loud = np.full((RATE, 2), 0.5, np.float32)
    loud[:, 1] = 0.05
    for block in (333, 1600, 16000):
        meters = Meters(2)
        told = [one for start in range(0, RATE, block) for one in meters.hear(loud[start : start + block])]
        assert 8 <= len(told) <= 10
        assert told[-1].now == (-6.0, -26.0)


def test_the_loudest_is_remembered_for_a_while_and_then_forgotten() -> None:
    meters = Meters(1)
    meters.hear(np.full((1600, 1), 0.5, np.float32))
    quiet = np.full((1600, 1), 0.001, np.float32)
    assert meters.hear(quiet)[-1].loudest == (-6.0,)
    for _ in range(60):
        last = meters.hear(quiet)[-1]
    assert last.loudest == (-60.0,)


def test_two_channels_are_heard_each_by_itself() -> None:
    told = Told()
    rehearsal = Rehearsal(lambda _: Source(demo_sound(4.0)))
    rehearsal.start(ONE, told)
    sounding = told.until(lambda sound: isinstance(sound, Sounding))
    assert isinstance(sounding, Sounding)
    assert len(sounding.now) == 2
    rehearsal.close()


def test_two_voices_are_learnt_one_after_the_other() -> None:
    """The demo's two voices, a channel each, are told apart; the same voice twice is not."""
    sound = demo_sound(150.0)
    voices = [_spoken(sound[:, channel : channel + 1], 30.0) for channel in (0, 1)]
    assert _learnt(voices[0], voices[1]).voices is not None
    twice = _learnt(voices[0], voices[0])
    assert twice.voices is None


def _spoken(samples: np.ndarray, seconds: float) -> np.ndarray:
    """The first seconds in which there is voice."""
    tenths = samples[: len(samples) // 1600 * 1600].reshape(-1, 1600, 1)
    loud = tenths[np.sqrt((tenths**2).mean(axis=(1, 2))) > 0.01]
    return loud.reshape(-1, 1)[: round(seconds * RATE)]


def _learnt(first: np.ndarray, second: np.ndarray) -> Rehearsal:
    sources = [first, second]
    told = Told()
    begun = threading.Semaphore(0)  # cardboard plays faster than anybody can say whose turn it is

    def open_source(_: object) -> Source:
        assert begun.acquire(timeout=30)
        return Source(sources.pop(0), endless=True)

    rehearsal = Rehearsal(open_source)
    for partner in ("A", "B"):
        rehearsal.start(ONE, told)
        rehearsal.learn(partner)  # type: ignore[arg-type]
        begun.release()
        told.until(
            lambda sound, who=partner: isinstance(sound, Learning) and sound.partner == who and sound.progress >= 1
        )  # type: ignore[misc]
    rehearsal.close()
    return rehearsal


@pytest.mark.parametrize("final", [True, False])
def test_a_microphone_that_goes_away_is_told(final: bool) -> None:
    lost = Lost(1.0, 0.0, "The microphone went away.", "Plug it in again.", final=final)
    told = Told()
    rehearsal = Rehearsal(lambda _: Source(np.zeros((RATE, 1), np.float32), lost))
    rehearsal.start(ONE, told)
    rehearsal.wait(30)
    assert [sound for sound in told.sounds if isinstance(sound, Trouble)] == (
        [Trouble("The microphone went away.", "Plug it in again.")] if final else []
    )


def test_a_microphone_that_does_not_open_is_told() -> None:
    def refuse(_: object) -> Source:
        raise MicrophoneError("It is in use.", "Close the other program.")

    told = Told()
    rehearsal = Rehearsal(refuse)
    rehearsal.start(ONE, told)
    assert told.until(lambda _: True) == Trouble("It is in use.", "Close the other program.")


def test_after_closing_nothing_more_is_told() -> None:
    told = Told()
    opened: list[Source] = []

    def open_source(_: object) -> Source:
        opened.append(Source(np.zeros((RATE, 1), np.float32), endless=True))
        return opened[-1]

    rehearsal = Rehearsal(open_source)
    rehearsal.start(ONE, told)
    told.until(lambda sound: isinstance(sound, Sounding))
    rehearsal.close()
    rehearsal.wait(30)
    count = len(told.sounds)
    rehearsal.close()
    assert opened[0]._closed.is_set()
    assert len(told.sounds) == count
