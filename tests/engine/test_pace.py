"""A machine that can't keep up: less trouble is taken, each step is told, and all of it comes back."""

from __future__ import annotations

import threading
from itertools import pairwise

import pytest

from coach.core.events import Behind, Hearing, Level
from coach.engine.pace import MOST_PATIENT, Pace
from coach.errors import ModelError
from tests.engine.fakes import Cardboard, Sound, Watched, demo_sound

LENGTH = 80.0  # seconds of the sample talk
ORDER = ("full", "no_partial", "quick", "smaller_model")


def steps(pace: Pace, *waits: float) -> list[str]:
    said = []
    for seconds in waits:
        pace.waits(seconds)
        said.append(pace.step)
    return said


def test_each_step_down_comes_with_what_waits():
    pace = Pace(ORDER[1:])
    assert steps(pace, 0, 2.9, 3, 7.9, 8, 19.9, 20, 600) == [
        *("full", "full", "no_partial", "no_partial"),
        *("quick", "quick", "smaller_model", "smaller_model"),
    ]
    assert pace.taken("no_partial")
    assert pace.taken("quick")


def test_each_step_back_up_needs_a_calm():
    assert steps(Pace(ORDER[1:]), 25, 12, 2, 0.9, 1.0, 0, 0.5, 0) == [
        *("smaller_model", "smaller_model", "smaller_model", "quick"),
        *("quick", "no_partial", "full", "full"),
    ]


def test_a_step_that_had_to_be_taken_again_is_given_up_later():
    pace = Pace(("no_partial",))
    calm = []
    for _ in range(6):
        pace.waits(5)
        count = 1
        while not pace.waits(0):
            count += 1
        calm.append(count)
    assert calm == [1, 2, 4, 8, MOST_PATIENT, MOST_PATIENT]


def test_steps_that_are_not_there_are_left_out():
    assert steps(Pace(("no_partial",)), 100, 0) == ["no_partial", "full"]
    assert steps(Pace(()), 100) == ["full"]


class Hurried(Cardboard):
    def __init__(self, *answers, name: str = "large", asked: list[str]) -> None:
        super().__init__(*answers)
        self._name = name
        self._asked = asked

    def transcribe(self, segment):
        said = super().transcribe(segment)
        self._asked.append(self._name)
        return said

    def transcribe_quickly(self, segment):
        self._asked.append(f"{self._name}, quickly")
        return super().transcribe(segment)


def slow_at_first(*, seconds: float, smaller=None, from_file: bool = False, asked: list[str]) -> Watched:
    """The recogniser is stuck until `seconds` of the talk were heard, and then as quick as anyone could wish."""
    free = threading.Event()
    kept: list[Watched] = []

    def before(at: float) -> None:
        if at >= seconds:
            free.set()
            kept[0].caught_up()

    source = Sound(demo_sound(LENGTH), before=before, endless=not from_file)
    watched = Watched(
        lambda: source, lambda: Hurried(lambda: free.wait(60), asked=asked), from_file=from_file, smaller=smaller
    )
    kept.append(watched)
    watched.start()
    watched.until(lambda events: any(isinstance(event, Level) and event.at > LENGTH - 0.5 for event in events))
    watched.talk.stop()
    watched.to_the_end()
    return watched


@pytest.mark.slow
def test_a_backlog_is_told_step_by_step_and_so_is_the_way_back():
    asked: list[str] = []
    watched = slow_at_first(seconds=26, asked=asked)
    told = [event.step for event in watched.of(Behind)]
    assert told[0] == "quick"
    assert told[-1] == "full"
    assert {abs(ORDER.index(one) - ORDER.index(next_)) for one, next_ in pairwise(told)} <= {0, 1}
    assert watched.of(Behind)[0].seconds >= 8
    assert watched.of(Behind)[-1].seconds < 1
    assert asked[0] == asked[-1] == "large"
    assert asked.count("large, quickly") >= 5
    back = next(event.at for event in watched.of(Behind) if event.step == "full")
    shown = [event.at for event in watched.of(Hearing)]
    assert not [at for at in shown if watched.of(Behind)[0].at < at < back - 6]
    assert [at for at in shown if at > back]


@pytest.mark.slow
def test_far_behind_a_smaller_model_takes_over_for_a_while():
    asked: list[str] = []
    watched = slow_at_first(seconds=42, smaller=lambda: Hurried(name="small", asked=asked), asked=asked)
    assert next(event.step for event in watched.of(Behind)) == "smaller_model"
    assert asked[0] == asked[-1] == "large"
    assert "small, quickly" in asked
    assert "small" not in asked


@pytest.mark.slow
def test_a_smaller_model_that_is_gone_leaves_the_one_at_hand():
    asked: list[str] = []

    def gone():
        raise ModelError("There is no speech model tiny.en.", "Run `coach setup`.")

    watched = slow_at_first(seconds=42, smaller=gone, asked=asked)
    assert set(asked) == {"large", "large, quickly"}
    assert len(watched.texts) >= 20


@pytest.mark.slow
def test_a_file_waits_and_gets_the_best_words():
    asked: list[str] = []
    watched = slow_at_first(seconds=26, from_file=True, asked=asked)
    assert set(asked) == {"large"}
    assert {event.step for event in watched.of(Behind)} <= {"full", "no_partial"}
