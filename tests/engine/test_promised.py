"""A talk that is still being put together: keys are answered while its parts load, and nothing asked for is lost."""

from __future__ import annotations

import threading

import pytest

from coach.core.conversation import Conversation
from coach.core.events import Ended, Failed, Started
from coach.engine.live import LiveTalk as LiveTalkOfTheEngine
from coach.engine.promised import PromisedTalk, PromisedTypedTalk
from coach.errors import ModelError
from coach.settings import Settings
from coach.speech.speakers import ByChannel
from coach.tui.talking import LiveTalk, WrittenTalk
from tests.engine.fakes import Cardboard, Sound, demo_sound
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
    assert slow.talk.asked == [("mute", True), ("break", 20), "stop", "start"]  # no microphone is open for a moment
    assert isinstance(told[0], Started)


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


def test_what_was_written_meanwhile_is_gone_after_a_quick_exit(slow):
    talk = PromisedTypedTalk(slow, header=HEADER, minutes=20)
    talk.start(lambda _: None)
    talk.write("A", "a word nobody is to find")
    talk.abandon()
    talk.write("A", "nor this one")
    assert talk._waiting == []
    slow.may_go_on.set()
    assert talk.wait(60)


def real_talk(opened):
    def open_source():
        opened.append(True)
        return Sound(demo_sound(1.0), endless=True)

    return LiveTalkOfTheEngine(
        open_source,
        Cardboard,
        lambda _: ByChannel(),
        Conversation((), Settings()),
        header=HEADER,
        detectors=(),
        settings=Settings(),
    )


@pytest.mark.parametrize(
    "leave", [lambda talk: talk.stop(), lambda talk: talk.abandon()], ids=["ended", "left at once"]
)
def test_no_microphone_opens_for_a_talk_that_was_over_before_it_was_there(leave):
    may_go_on, opened, told = threading.Event(), [], []

    def make():
        assert may_go_on.wait(60)
        return real_talk(opened)

    talk = PromisedTalk(make, header=HEADER, minutes=20)
    talk.start(told.append)
    leave(talk)
    may_go_on.set()
    assert talk.wait(60)
    assert opened == []
    assert talk.abandoned or isinstance(told[-1], Ended)


def test_a_quick_exit_while_it_begins_opens_nothing():
    opened = []
    made = real_talk(opened)

    class Kept:
        def __call__(self, _):
            made.abandon()  # at the very first event

        def forget(self):
            pass

    made.keep = Kept()
    made.start(lambda _: None)
    assert made.wait(60)
    assert opened == []
    assert made.journal == []


def test_a_talk_that_tells_something_while_people_press_keys_does_not_wait_for_them(slow):
    """The talk holds a lock of its own in both, as the engine's do: neither way round may wait for the other."""
    talk = PromisedTalk(slow, header=HEADER, minutes=20)
    slow.talk.tell_unwritten = lambda message, hint: None
    own, pressed = threading.Lock(), threading.Event()

    def dismiss(_: int) -> None:
        pressed.set()
        with own:
            pass

    slow.talk.dismiss = dismiss
    talk.start(lambda _: None)
    slow.may_go_on.set()
    assert talk.wait(60)
    presser = threading.Thread(target=talk.dismiss, args=(1,), daemon=True)
    writer = threading.Thread(target=talk.tell_unwritten, args=("", ""), daemon=True)
    with own:
        presser.start()
        assert pressed.wait(60)
        writer.start()
        writer.join(60)
        assert not writer.is_alive()
    presser.join(60)
    assert not presser.is_alive()


def test_a_talk_that_breaks_down_as_it_begins_still_has_its_recap(slow):
    def start(_):
        raise ValueError("words of the talk")

    slow.talk.start = start
    talk, told = PromisedTalk(slow, header=HEADER, minutes=20), []
    talk.start(told.append)
    slow.may_go_on.set()
    slow.talk.wait = lambda timeout=None: False
    assert talk.wait(60)
    assert isinstance(told[-1], Ended)
    assert talk.recap().session.topic == HEADER.topic
