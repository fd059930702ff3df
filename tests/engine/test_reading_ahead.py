"""Words read in the pause that may end an utterance: the same talk, sooner. Nothing counts before the pause is long enough."""

from __future__ import annotations

import threading

import numpy as np
import pytest

from coach.audio.ear import Ear
from coach.core.events import Failed, Heard, Hearing
from coach.engine.steady import SteadyTranscriber
from coach.engine.writing import ReadAhead, same_sound
from coach.settings import Hearing as HearingSettings
from coach.sound import RATE, Block, Segment
from coach.speech.models import REHEARSAL, load_transcriber
from tests.engine.fakes import Cardboard, Sound, Watched, demo_sound, transcript
from tests.engine.test_live import lasting

SOUND = demo_sound()


class ByEar(Cardboard):
    """Says something else of every sound, and the same of the same."""

    def transcribe(self, segment: Segment):
        self.heard.append(segment)
        number = int(np.abs(segment.samples).sum() * 1000) % 997
        return transcript(f"You never help me with dish {number}.", segment)


def stepped(load, *, ahead: bool, block: int = 512) -> Watched:
    """The sound goes on only when all that could be read was read: as in life, and the same every time."""
    watched = Watched(lambda: Sound(SOUND, block=block, before=watched.caught_up), load, ahead=ahead)
    watched.start().to_the_end()
    return watched


def test_what_is_at_rest_is_the_segment_that_follows():
    ear, first, finals = Ear(2, HearingSettings()), {}, []
    for start in range(0, len(SOUND), 512):
        for thing in ear.hear(Block(SOUND[start : start + 512], start / RATE)):
            if isinstance(thing, Segment):
                finals.append(thing)
                before = first[thing.channel, len(thing.samples)]
                assert same_sound(before, thing)
                assert before.decided_at < thing.decided_at - 0.15
        for one in ear.at_rest():
            first.setdefault((one.channel, len(one.samples)), one)
    assert len(finals) >= 3


@pytest.mark.parametrize("block", [512, 1600])
def test_the_events_are_the_same_with_and_without(block):
    without, ahead = ByEar(), ByEar()
    plain = stepped(lambda: without, ahead=False, block=block)
    early = stepped(lambda: ahead, ahead=True, block=block)
    assert lasting(early.events) == lasting(plain.events)
    assert len(early.of(Heard)) >= 4
    finals = [(one.channel, one.start, len(one.samples)) for one in without.heard]
    asked = [(one.channel, one.start, len(one.samples)) for one in ahead.heard]
    assert set(asked) >= set(finals)
    assert len(asked) == len(set(asked))  # no sound was read twice: what was read ahead was used


@pytest.mark.slow
def test_the_events_are_the_same_with_a_real_recogniser():
    plain, early = (stepped(lambda: load_transcriber(REHEARSAL), ahead=ahead) for ahead in (False, True))
    assert lasting(early.events) == lasting(plain.events)
    assert "You never help me with the dishes." in early.texts


def test_the_words_are_on_screen_before_the_pause_is_long_enough():
    early = stepped(ByEar, ahead=True)
    shown = {event.text for event in early.of(Hearing)}
    assert set(early.texts[:-1]) <= shown  # the last one was ended by the end of the sound
    assert len(early.texts) >= 4


def test_what_was_read_of_less_is_not_what_was_said():
    ahead = ReadAhead()
    sound = np.linspace(0, 1, RATE, dtype=np.float32)
    one = Segment(0, 1.0, sound, 2.2)
    ahead.keep(one, transcript("I was going to", one))
    assert ahead.text_of(Segment(1, 1.0, sound, 2.5)) is None
    assert ahead.text_of(Segment(0, 1.0, np.append(sound, sound), 4.0)) is None
    assert ahead.text_of(one) is None  # it went with the sound it belonged to
    ahead.keep(one, transcript("I was going to", one))
    found = ahead.text_of(Segment(0, 1.0, sound.copy(), 2.5))
    assert found is not None
    assert found.text == "I was going to"


def test_a_recogniser_that_fails_ahead_is_asked_again_in_time():
    class FailsFirst(ByEar):
        def transcribe(self, segment: Segment):
            if not any(same_sound(one, segment) for one in self.heard):
                self.heard.append(segment)
                raise RuntimeError("not now")
            return super().transcribe(segment)

    one = FailsFirst()
    early = stepped(lambda: one, ahead=True)
    assert len(early.of(Heard)) >= 4
    assert not early.of(Failed)


def test_a_recogniser_that_hangs_ahead_is_left_behind():
    stuck = threading.Event()
    hands = [Cardboard(stuck.wait), Cardboard()]
    steady = SteadyTranscriber(lambda: hands.pop(0), patience=0.05)
    segment = Segment(0, 0.0, np.zeros(RATE // 10, np.float32), 0.5)
    assert steady.try_to(segment) is None
    assert steady.transcribe(segment).text == "We talk about the dishes."
    stuck.set()
    steady.close()
