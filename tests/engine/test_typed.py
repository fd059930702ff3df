"""A talk that is written: the same events, moments and recap, without a microphone or a model."""

from __future__ import annotations

import threading
from collections.abc import Callable

from coach.core.conversation import Conversation
from coach.core.events import Ended, Event, Heard, Noticed, PutAside, Started
from coach.core.talk import Header
from coach.detectors import ALL
from coach.engine.typed import LONGEST, TypedTalk
from coach.settings import Settings
from coach.tui.talking import LiveTalk, WrittenTalk

HEADER = Header(id="t", topic="the dishes", names=("Maya", "Tom"), source="typed", timed=False)


class Clock:
    """Moves only when told: nothing here waits for real seconds."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


class Watched:
    def __init__(self) -> None:
        self.clock = Clock()
        self.talk = TypedTalk(
            Conversation(ALL, Settings()), header=HEADER, detectors=ALL, settings=Settings(), clock_s=self.clock
        )
        self.events: list[Event] = []
        self._changed = threading.Condition()
        self.talk.start(self._keep)

    def _keep(self, event: Event) -> None:
        with self._changed:
            self.events.append(event)
            self._changed.notify_all()

    def until(self, wanted: Callable[[Event], bool]) -> None:
        with self._changed:
            assert self._changed.wait_for(lambda: any(map(wanted, self.events)), 30)

    def write(self, partner: str, text: str, at: float) -> None:
        self.clock.now = 100.0 + at
        self.talk.write(partner, text)  # type: ignore[arg-type]
        self.until(lambda event: isinstance(event, Heard) and event.utterance.text == text)


def test_it_is_a_talk_that_a_screen_can_write_in() -> None:
    talk: LiveTalk = Watched().talk
    assert isinstance(talk, WrittenTalk)


def test_two_people_write_in_turn_and_read_how_it_went() -> None:
    watched = Watched()
    watched.write("A", "I feel tired in the evenings.", 4.0)
    watched.write("B", "You never help with anything.", 9.0)
    watched.until(lambda event: isinstance(event, Noticed) and event.moment.kind == "blame")
    watched.talk.stop()
    assert watched.talk.wait(30)
    assert isinstance(watched.events[0], Started)
    assert isinstance(watched.talk.journal[-1], Ended)
    told = watched.talk.recap()
    assert [turn.text for turn in told.turns] == ["I feel tired in the evenings.", "You never help with anything."]
    assert not told.session.timed
    assert {moment.kind for moment in told.moments} >= {"blame"}


def test_times_grow_and_never_overlap() -> None:
    watched = Watched()
    watched.write("A", "one two three four five six seven eight nine ten", 1.0)
    watched.write("B", "a quick answer that is long enough to have taken a while", 1.5)
    first, second = (event.utterance for event in watched.events if isinstance(event, Heard))
    assert (first.start, first.end) == (0.0, 1.0)
    assert (second.start, second.end) == (1.0, 1.5)
    watched.talk.stop()
    assert watched.talk.wait(30)


def test_a_cue_that_waits_is_said_when_its_time_has_come() -> None:
    from coach.core.events import Cued

    watched = Watched()
    watched.write("A", "You never help with anything.", 2.0)
    watched.clock.now = 110.0
    watched.until(lambda event: isinstance(event, Cued))
    watched.talk.stop()
    assert watched.talk.wait(30)


def test_what_is_empty_hostile_or_endless_is_made_safe() -> None:
    watched = Watched()
    watched.talk.write("A", "  \x1b[31m ")
    watched.talk.write("A", "x" * 5000)
    watched.until(lambda event: isinstance(event, Heard))
    watched.write("A", "red and more", 5.0)
    heard = [event.utterance.text for event in watched.events if isinstance(event, Heard)]
    assert [len(text) for text in heard] == [LONGEST, len("red and more")]
    watched.talk.stop()
    assert watched.talk.wait(30)


def test_what_was_pressed_is_taken_also_after_the_end() -> None:
    watched = Watched()
    watched.write("A", "You never help with anything.", 2.0)
    watched.talk.park("the garden")
    watched.until(lambda event: isinstance(event, PutAside))
    watched.talk.stop()
    assert watched.talk.wait(30)
    moment = next(one for one in watched.talk.recap().moments if one.kind == "blame")
    watched.talk.dismiss(moment.id)
    assert "blame" not in {one.kind for one in watched.talk.recap().moments}


def test_quick_exit_keeps_nothing() -> None:
    watched = Watched()
    watched.write("A", "a private sentence", 2.0)
    watched.talk.abandon()
    assert watched.talk.wait(30)
    assert not watched.talk.journal
