"""A talk as it happens, with everything that can go wrong: it goes on, or what was said is kept, and it is told."""

from __future__ import annotations

import threading

import msgspec
import numpy as np
import pytest

from coach.core.conversation import Conversation, replay
from coach.core.events import (
    FLEETING,
    AudioLost,
    BreakBegan,
    BreakEnded,
    Cued,
    Dismissed,
    Ended,
    Event,
    Failed,
    Heard,
    Level,
    Noticed,
    PutAside,
    SpeechBegan,
    Started,
    Unsure,
)
from coach.detectors import ALL
from coach.engine.live import asks_to_stop
from coach.engine.review import review_sound
from coach.engine.steady import SteadyTranscriber
from coach.errors import MicrophoneError, ModelError
from coach.settings import Hearing, Settings
from coach.sound import RATE, Lost, Segment
from coach.speech.speakers import ByChannel
from tests.engine.fakes import HEADER, Cardboard, Sound, Watched, demo_sound

SOUND = demo_sound()
SAID = ("Do you have a minute?", "Of course.", "You never help me with the dishes.", "You always leave it to me.")


def file(block: int = 1600):
    return lambda: Sound(SOUND, block=block)


def lasting(events: list[Event]) -> list[Event]:
    """Without what depends on how fast the machine is."""
    kept = [event for event in events if not isinstance(event, FLEETING)]
    return [msgspec.structs.replace(event, lag=0.0) if isinstance(event, Heard) else event for event in kept]


def test_a_talk_from_sound_to_recap():
    watched = Watched(file(), lambda: Cardboard(*SAID)).start()
    events = watched.to_the_end()
    assert isinstance(events[0], Started)
    assert isinstance(events[-1], Ended)
    assert watched.texts[:4] == list(SAID)
    assert {event.moment.kind for event in watched.of(Noticed)} >= {"blame"}
    assert watched.of(Cued)
    assert watched.of(Level)
    assert watched.of(SpeechBegan)
    recap = watched.talk.recap()
    assert recap.session.duration_s == pytest.approx(14.0)
    assert [moment.kind for moment in recap.moments].count("blame") == 2


@pytest.mark.parametrize("block", [160, 511, 4096, 48_000])
def test_live_is_file_is_replay_whatever_the_blocks(block):
    live = lasting(Watched(file(block), lambda: Cardboard(*SAID)).start().to_the_end())
    fast = list(
        review_sound(
            Sound(SOUND),
            HEADER,
            hearing=Hearing(),
            transcriber=Cardboard(*SAID),
            speakers=ByChannel(),
            conversation=Conversation(ALL, Settings()),
        )
    )
    assert live == lasting(fast)
    assert lasting(list(replay(live, Conversation(ALL, Settings())))) == live


def test_what_was_said_before_the_model_had_loaded_is_not_lost():
    loaded = threading.Event()

    def load():
        loaded.wait(20)
        return Cardboard(*SAID)

    watched = Watched(file(), load).start()
    watched.until(lambda events: any(isinstance(event, Level) and event.at > 13.5 for event in events))
    assert not watched.texts
    loaded.set()
    watched.to_the_end()
    assert watched.texts[:4] == list(SAID)


def test_a_microphone_that_goes_away_keeps_the_talk_and_can_come_back():
    opened = []

    def open_source():
        opened.append(1)
        gone = Lost(at=14.0, seconds=0.0, reason="The microphone went away.", advice="Plug it in again.", final=True)
        return Sound(SOUND, gone) if len(opened) == 1 else Sound(SOUND, endless=True)

    watched = Watched(open_source, Cardboard, from_file=False).start()
    watched.until(lambda events: any(isinstance(event, Failed) for event in events))
    assert watched.of(Failed)[0].hint == "Plug it in again."
    watched.until(lambda events: sum(isinstance(event, Heard) for event in events) == 5)
    watched.talk.reopen()
    watched.until(lambda events: sum(isinstance(event, Heard) for event in events) >= 9)
    watched.talk.stop()
    watched.to_the_end()
    assert [event.reason for event in watched.of(AudioLost)][-1] == "The microphone was away."
    starts = [event.utterance.start for event in watched.of(Heard)]
    assert starts == sorted(starts)
    assert starts[-1] > 14


def test_a_microphone_that_cannot_be_opened_is_told_and_tried_again():
    tries = []

    def open_source():
        tries.append(1)
        if len(tries) == 1:
            raise MicrophoneError("No microphone was found.", "Plug one in.")
        return Sound(SOUND, endless=True)

    watched = Watched(open_source, Cardboard, from_file=False).start()
    watched.until(lambda events: any(isinstance(event, Failed) for event in events))
    watched.talk.reopen()
    watched.until(lambda events: any(isinstance(event, Heard) for event in events))
    watched.talk.stop()
    assert isinstance(watched.to_the_end()[-1], Ended)


def test_a_model_that_cannot_be_loaded_ends_the_talk_and_says_why():
    def load():
        raise ModelError("There is no speech model base.en.", "Run `coach setup`.")

    watched = Watched(lambda: Sound(SOUND, endless=True), load, from_file=False).start()
    events = watched.to_the_end()
    assert [(event.message, event.hint) for event in watched.of(Failed)] == [
        ("There is no speech model base.en.", "Run `coach setup`.")
    ]
    assert isinstance(events[-1], Ended)


def test_a_recogniser_that_fails_once_is_tried_again():
    made = []

    def load():
        made.append(Cardboard(RuntimeError("cuda"), *SAID) if not made else Cardboard(*SAID))
        return made[-1]

    watched = Watched(file(), load).start()
    watched.to_the_end()
    assert watched.texts[:4] == list(SAID)
    assert not watched.of(Failed)


def test_a_recogniser_that_keeps_failing_loses_words_but_never_the_talk():
    watched = Watched(file(), lambda: Cardboard(*[RuntimeError("broken")] * 50)).start()
    watched.to_the_end()
    assert not watched.texts
    assert len(watched.of(Unsure)) == 5
    assert len(watched.of(Failed)) == 1
    assert "failed" in watched.of(Failed)[0].message


def test_a_recogniser_that_hangs_is_left_behind():
    stuck = threading.Event()
    hands = [Cardboard(stuck.wait), Cardboard(stuck.wait), Cardboard()]
    steady = SteadyTranscriber(lambda: hands.pop(0), patience=0.05)
    segment = Segment(0, 0.0, np.zeros(RATE // 10, np.float32), 0.5)
    with pytest.raises(ModelError, match="stopped answering"):
        steady.transcribe(segment)
    assert steady.transcribe(segment).text == "We talk about the dishes."
    stuck.set()


def test_text_that_nobody_said_is_never_judged():
    watched = Watched(
        file(), lambda: Cardboard(then="You never never never never never never never never never never")
    ).start()
    watched.to_the_end()
    assert not watched.of(Noticed)
    assert watched.of(Unsure)


def test_stopping_keeps_what_was_said():
    watched = Watched(lambda: Sound(SOUND, endless=True), lambda: Cardboard(*SAID), from_file=False).start()
    watched.until(lambda events: sum(isinstance(event, Heard) for event in events) >= 2)
    watched.talk.stop()
    events = watched.to_the_end()
    assert isinstance(events[-1], Ended)
    assert len(watched.talk.recap().turns) >= 2


def test_either_can_stop_the_coach_by_voice():
    watched = Watched(
        lambda: Sound(SOUND, endless=True), lambda: Cardboard("Hello.", "Stop coach."), from_file=False
    ).start()
    assert isinstance(watched.to_the_end()[-1], Ended)


@pytest.mark.parametrize(
    ("text", "stops"),
    [
        ("Stop coach.", True),
        ("Coach, stop!", True),
        ("please stop coach", True),
        ("The coach said we could stop for a while", False),
    ],
)
def test_what_counts_as_asking_to_stop(text, stops):
    assert asks_to_stop(text) is stops


def test_a_quick_exit_forgets():
    watched = Watched(lambda: Sound(SOUND, endless=True), lambda: Cardboard(*SAID), from_file=False).start()
    watched.until(lambda events: any(isinstance(event, Heard) for event in events))
    watched.talk.abandon()
    told = len(watched.events)
    watched.to_the_end()
    assert watched.talk.journal == []
    assert len(watched.events) == told


def test_muted_means_nothing_is_heard():
    talk = Watched(file(), Cardboard)
    talk.talk.mute(True)
    talk.start().to_the_end()
    assert not talk.texts
    assert talk.of(Ended)[0].at == pytest.approx(14.0)


def test_what_people_press_is_in_the_journal_and_in_the_recap():
    watched = Watched(lambda: Sound(SOUND, endless=True), lambda: Cardboard(*SAID), from_file=False).start()
    watched.until(lambda events: sum(isinstance(event, Noticed) for event in events) >= 2)
    watched.talk.park("the car")
    watched.talk.begin_break(5)
    watched.talk.end_break()
    watched.talk.dismiss(watched.of(Noticed)[0].moment.id)
    watched.until(lambda events: any(isinstance(event, Dismissed) for event in events))
    watched.talk.stop()
    watched.to_the_end()
    assert watched.of(BreakBegan)
    assert watched.of(BreakEnded)
    assert [event.parked.what for event in watched.of(PutAside) if event.by_hand] == ["the car"]
    recap = watched.talk.recap()
    assert "the car" in [parked.what for parked in recap.parking_lot]
    assert watched.of(Noticed)[0].moment.id not in [moment.id for moment in recap.moments]
    left = [moment.id for moment in recap.moments]
    watched.talk.dismiss(left[0])  # also after the end
    assert left[0] not in [moment.id for moment in watched.talk.recap().moments]
