"""A talk that was cut short goes on where it was: the same words, moments and numbers as if nothing had happened."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from coach.core.conversation import Conversation
from coach.core.events import BreakBegan, BreakEnded, Ended, Event, Heard, Noticed, Started, Unwritten
from coach.core.talk import Header
from coach.detectors import ALL
from coach.engine.going_on import to_go_on_from
from coach.engine.live import LiveTalk
from coach.engine.typed import TypedTalk
from coach.settings import Settings
from coach.speech.speakers import ByChannel
from tests.engine.fakes import HEADER as HEARD_HEADER
from tests.engine.fakes import Cardboard, Sound, Watched, demo_sound

HEADER = Header(id="t", topic="the dishes", names=("Maya", "Tom"), source="typed", timed=False, aim="peace")
LINES = (
    ("A", "You never help with the dishes.", 4.0),
    ("B", "I hear you. That sounds lonely.", 30.0),
    ("A", "I feel better when you say that. Thank you.", 60.0),
    ("B", "I'll do them on Tuesday, I promise.", 90.0),
)


class Written:
    """A typed talk on a clock that moves only when told."""

    def __init__(self, before: Sequence[Event] = ()) -> None:
        self.now = 1000.0
        self.talk = TypedTalk(
            Conversation(ALL, Settings()),
            header=HEADER,
            detectors=ALL,
            settings=Settings(),
            clock_s=lambda: self.now,
            before=before,
        )
        self.shown: list[Event] = []
        self.talk.start(self.shown.append)
        self.began = self.now - max((event.at for event in before), default=0.0)

    def say(self, lines: Sequence[tuple[str, str, float]]) -> None:
        for partner, text, at in lines:
            self.now = self.began + at
            self.talk._take(lambda at, who=partner, said=text: self.talk._heard(who, said, at))

    def end(self, at: float) -> None:
        self.now = self.began + at
        self.talk.stop()
        assert self.talk.wait(20)


@pytest.mark.parametrize("cut", [1, 2, 3])
def test_cut_short_and_gone_on_is_the_same_talk(cut):
    whole = Written()
    whole.say(LINES)
    whole.end(100.0)
    first = Written()
    first.say(LINES[:cut])
    cut_short = tuple(first.talk.journal)
    first.talk.abandon()
    second = Written(before=cut_short)
    second.say(LINES[cut:])
    second.end(100.0)
    assert second.talk.recap() == whole.talk.recap()
    assert second.talk.recap().session.aim == "peace"
    assert [event.utterance.n for event in second.shown if isinstance(event, Heard)] == [1, 2, 3, 4]
    assert any(isinstance(event, Noticed) for event in second.shown)
    assert isinstance(second.talk.journal[0], Started)


def test_it_can_be_cut_short_again_and_again():
    talk = Written()
    talk.say(LINES[:1])
    for n in (1, 2, 3):
        before = tuple(talk.talk.journal)
        talk.talk.abandon()
        talk = Written(before=before)
        talk.say(LINES[n : n + 1])
    talk.end(100.0)
    assert [turn.text for turn in talk.talk.recap().turns] == [text for _, text, _ in LINES]


def test_a_break_in_which_it_was_cut_short_is_over():
    begun = BreakBegan(at=10.0, minutes=20.0)
    assert to_go_on_from([Started(at=0.0, header=HEADER), begun]) == (begun, BreakEnded(at=10.0))
    over = (begun, BreakEnded(at=20.0))
    assert to_go_on_from([*over, Ended(at=30.0)]) == over


def test_a_talk_by_microphone_goes_on_too():
    def opened() -> Sound:
        return Sound(demo_sound(8.0))

    first = Watched(opened, lambda: Cardboard("I feel alone with the dishes."))
    first.start().to_the_end()
    before = tuple(first.talk.journal)
    settings = Settings()
    second = LiveTalk(
        opened,
        lambda: Cardboard("Thank you for saying that."),
        lambda _: ByChannel(),
        Conversation(ALL, settings),
        header=HEARD_HEADER,
        detectors=ALL,
        settings=settings,
        from_file=True,
        ahead=False,
        before=before,
    )
    second.start(lambda _: None)
    assert second.wait(60)
    heard = [event for event in second.journal if isinstance(event, Heard)]
    earlier = [event.utterance for event in before if isinstance(event, Heard)]
    assert [event.utterance.n for event in heard] == list(range(1, 2 * len(earlier) + 1))
    later = heard[len(earlier) :]
    assert [event.utterance for event in heard[: len(earlier)]] == earlier
    assert all(event.utterance.start >= before[-1].at for event in later)
    assert isinstance(second.journal[-1], Ended)
    assert second.journal[-1].at == pytest.approx(2 * before[-1].at, abs=0.1)


class Kept:
    """Stands for the disk."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self.forgotten = False

    def __call__(self, event: Event) -> None:
        self.events.append(event)

    def forget(self) -> None:
        self.forgotten = True


def test_the_quick_exit_forgets_what_was_written_down():
    talk = Written()
    talk.talk.keep = kept = Kept()
    talk.say(LINES)
    assert kept.events
    talk.talk.abandon()
    assert kept.forgotten
    assert talk.talk.journal == []


def test_trouble_with_the_disk_is_shown_and_not_written_down():
    talk = Written()
    talk.talk.keep = kept = Kept()
    talk.talk.tell_unwritten("The disk is full.", "It goes on.")
    assert talk.shown[-1] == Unwritten(at=0.0, message="The disk is full.", hint="It goes on.")
    assert kept.events == []
    assert not any(isinstance(event, Unwritten) for event in talk.talk.journal)
    talk.talk.abandon()
