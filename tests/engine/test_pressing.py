"""What people press reaches the talk, however it is held; and being told who spoke teaches the voice."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pytest

from coach.core.conversation import Conversation, replay
from coach.core.events import Agreed, Amended, Confirmed, Event, FloorPassed, Heard, SpeakerTold
from coach.core.talk import Header, Partner, Word
from coach.detectors import ALL
from coach.engine.live import LiveTalk
from coach.engine.scribe import MOST_UNKNOWN, Scribe
from coach.engine.typed import TypedTalk
from coach.settings import Settings
from coach.sound import RATE, Samples, Segment
from coach.speech.speakers import ByChannel, Said
from tests.engine.fakes import Cardboard, Sound, demo_sound

HEADER = Header(id="t", topic="the dishes", names=("Maya", "Tom"), mode="speaker_listener")
PROMISE = "I'll take the bins out on Sundays, I promise."


class Nobody:
    """Knows no voice until it is taught one."""

    def __init__(self) -> None:
        self.taught: list[tuple[int, Partner]] = []

    def tell_apart(self, segment: Segment, words: Iterable[Word]) -> list[Said]:
        return [Said("?", 0.5, tuple(words))]

    def teach(self, samples: Samples, partner: Partner) -> None:
        self.taught.append((len(samples), partner))


def segment(n: int, seconds: float = 2.0) -> Segment:
    samples = np.full(round(seconds * RATE), 0.1, np.float32)
    return Segment(channel=0, start=n * 5.0, samples=samples, decided_at=n * 5.0 + seconds + 0.5)


def scribe(speakers: object) -> Scribe:
    return Scribe(Cardboard(), speakers, Conversation(ALL, Settings()))  # type: ignore[arg-type]


def test_being_told_who_spoke_teaches_that_voice_once() -> None:
    speakers = Nobody()
    writes = scribe(speakers)
    heard = [event for n in range(2) for event in writes.take(segment(n)) if isinstance(event, Heard)]
    said = heard[0].utterance
    told = SpeakerTold(at=20.0, utterance=said.n, speaker="B")
    assert told in list(writes.take(told))
    list(writes.take(told))
    ((samples, partner),) = speakers.taught
    assert partner == "B"
    assert samples == pytest.approx((said.end - said.start) * RATE, abs=2)


def test_only_the_last_few_unknown_voices_are_remembered() -> None:
    speakers = Nobody()
    writes = scribe(speakers)
    for n in range(MOST_UNKNOWN + 3):
        list(writes.take(segment(n)))
    for n in range(1, MOST_UNKNOWN + 4):
        list(writes.take(SpeakerTold(at=60.0, utterance=n, speaker="A")))
    assert len(speakers.taught) == MOST_UNKNOWN


def test_where_channels_tell_who_spoke_there_is_nothing_to_teach() -> None:
    writes = scribe(ByChannel())
    list(writes.take(segment(0)))
    told = SpeakerTold(at=9.0, utterance=1, speaker="B")
    assert list(writes.take(told)) == [told]


def pressed(talk: LiveTalk | TypedTalk) -> list[Event]:
    """After the end, when nobody else writes in the journal."""
    talk.pass_floor("B")
    talk.confirm(1, "A")
    talk.confirm(1, "B")
    talk.amend(1, "do the \x1b[31mbins " + "x" * 400)
    talk.say_who(1, "A")
    return [event for event in talk.journal if isinstance(event, FloorPassed | Confirmed | Amended | SpeakerTold)]


def typed() -> TypedTalk:
    talk = TypedTalk(Conversation(ALL, Settings()), header=HEADER, detectors=ALL, settings=Settings())
    talk.start(lambda _: None)
    talk.write("B", PROMISE)
    return talk


def live() -> LiveTalk:
    talk = LiveTalk(
        lambda: Sound(demo_sound(6.0)),
        lambda: Cardboard(PROMISE),  # type: ignore[arg-type]
        lambda _: ByChannel(),
        Conversation(ALL, Settings()),
        header=HEADER,
        detectors=ALL,
        settings=Settings(),
        from_file=True,
        ahead=False,
    )
    talk.start(lambda _: None)
    return talk


@pytest.mark.parametrize("make", [typed, live])
def test_both_kinds_of_talk_take_the_same_keys(make: type) -> None:
    talk = make()
    if make is typed:
        talk.stop()  # the sound ends by itself
    assert talk.wait(30)
    assert [type(event) for event in pressed(talk)] == [FloorPassed, Confirmed, Confirmed, Amended, SpeakerTold]
    (agreed, *_) = [event for event in talk.journal if isinstance(event, Agreed)]
    assert agreed.agreement.utterance == 1
    (first, *_) = talk.recap().agreements
    assert first.what.startswith("do the bins x")
    assert len(first.what) <= 200
    assert not first.confirmed
    again = list(replay(talk.journal, Conversation(ALL, Settings())))
    assert [type(event) for event in again] == [type(event) for event in talk.journal]
