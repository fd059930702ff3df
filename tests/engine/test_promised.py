"""A talk that is still being put together: keys are answered while its parts load, and nothing asked for is lost."""

from __future__ import annotations

import threading

import pytest

from coach.core.events import Ended, Failed, Started
from coach.engine.promised import PromisedTalk, PromisedTypedTalk
from coach.errors import ModelError
from coach.tui.talking import LiveTalk, WrittenTalk
from tests.tui.scripted import HEADER, ScriptedTalk


class Slow:
    """Makes a talk only when it is told to."""

    def __init__(self):
        self.may_go_on = threading.Event()
        self.talk = ScriptedTalk()
        self.keep = None

    def __call__(self):
        assert self.may_go_on.wait(60)
        self.talk.wait = lambda timeout=None: True
        return self.talk


@pytest.fixture
def slow():
    made = Slow()
    yield made
    made.may_go_on.set()


def test_what_is_asked_meanwhile_is_answered_at_once_and_done_when_it_is_there(slow):
    talk, told = PromisedTalk(slow, header=HEADER, minutes=20), []
    talk.start(told.append)
    talk.mute(on=True)
    talk.begin_break(20)
    talk.stop()
    assert not told  # nothing has loaded, and nobody had to wait for it
    slow.may_go_on.set()
    assert talk.wait(60)
    assert slow.talk.asked == ["start", ("mute", True), ("break", 20), "stop"]
    assert isinstance(told[0], Started)
    assert isinstance(told[-1], Ended)


def test_what_is_abandoned_before_it_is_there_never_begins(slow):
    talk, told = PromisedTalk(slow, header=HEADER, minutes=20), []
    forgotten = []

    class Kept:
        def forget(self):
            forgotten.append(True)

    talk.keep = Kept()
    talk.start(told.append)
    talk.abandon()
    slow.may_go_on.set()
    assert talk.wait(60)
    assert talk.abandoned
    assert forgotten
    assert not told
    assert not slow.talk.asked


@pytest.mark.parametrize("error", [ModelError("No model here.", "Fetch it."), ValueError("words of the talk")])
def test_what_cannot_be_made_is_told_and_ends(error):
    def never():
        raise error

    talk, told = PromisedTalk(never, header=HEADER, minutes=20), []
    talk.start(told.append)
    assert talk.wait(60)
    failed, ended = told
    assert isinstance(failed, Failed)
    assert "words of the talk" not in failed.message
    assert isinstance(ended, Ended)


def test_what_writes_it_down_is_handed_on(slow):
    talk = PromisedTalk(slow, header=HEADER, minutes=20)
    talk.keep = slow
    talk.start(lambda _: None)
    slow.may_go_on.set()
    assert talk.wait(60)
    assert slow.talk.keep is slow
    talk.keep = None
    assert slow.talk.keep is None


def test_a_screen_may_have_it_and_write_in_it():
    assert isinstance(PromisedTypedTalk(Slow(), header=HEADER, minutes=0), WrittenTalk)
    spoken: LiveTalk = PromisedTalk(Slow(), header=HEADER, minutes=0)
    assert not isinstance(spoken, WrittenTalk)
