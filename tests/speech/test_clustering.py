from __future__ import annotations

import numpy as np
import pytest

from coach.sound import Segment
from coach.speech import clustering
from coach.speech.clustering import Pieces, find, two_voices
from coach.speech.learning import LearningVoices
from coach.speech.speakers import ByVoice
from tests.speech.made_voices import ANNA, BEN, MadeVoice, segment, spoken, words_over


def conversation(*voices: MadeVoice, turns: int = 14, seconds: float = 3.0) -> list[Segment]:
    """Turns in order, a half second between; every fourth segment has two speakers."""
    segments, at, i = [], 1.0, 0
    while i < turns:
        both = 2 if i % 4 == 3 else 1
        parts = [spoken(voices[(i + j) % len(voices)], seconds, seed=i + j) for j in range(both)]
        segments.append(segment(*parts, start=at))
        at = segments[-1].end + 0.5
        i += both
    return segments


@pytest.fixture(scope="module")
def talk() -> list[Segment]:
    return conversation(BEN, ANNA)


def test_two_voices_are_found_and_the_first_to_speak_is_a(talk: list[Segment]):
    prints = two_voices(talk)
    assert prints is not None
    told = ByVoice(*prints)
    for voice, speaker in [(BEN, "A"), (ANNA, "B")]:
        (said,) = told.tell_apart(segment(spoken(voice, 2, seed=99)), [])
        assert said.speaker == speaker


def test_it_is_the_same_each_time(talk: list[Segment]):
    once, again = two_voices(talk), two_voices(iter(talk))
    assert once is not None
    assert again is not None
    assert [p.to_bytes() for p in once] == [p.to_bytes() for p in again]


def test_one_voice_is_not_two():
    assert two_voices(conversation(ANNA)) is None


@pytest.mark.parametrize("turns", [0, 1])
def test_too_little_speech_is_not_two(turns: int):
    assert two_voices(conversation(ANNA, BEN, turns=turns)) is None


def test_silence_is_not_two():
    assert two_voices([segment(np.zeros(48_000, np.float32))] * 10) is None


def test_hours_of_talk_are_kept_within_bounds(monkeypatch: pytest.MonkeyPatch, talk: list[Segment]):
    monkeypatch.setattr(clustering, "LONGEST", 20.0)
    pieces = Pieces()
    for one in talk * 3:
        pieces.add(one)
        assert pieces.seconds <= 20.0
    found = find(pieces)
    assert found is not None
    assert found.certain


def test_a_talk_is_learnt_as_it_goes(talk: list[Segment]):
    learning = LearningVoices()
    speakers = []
    for one in talk:
        assert learning.known or not speakers or set(speakers) == {"?"}
        speakers += [said.speaker for said in learning.tell_apart(one, words_over(one.start, one.end, 9))]
    assert learning.known
    assert speakers[0] == "?"
    assert speakers[-1] in {"A", "B"}
    (said,) = learning.tell_apart(segment(spoken(BEN, 2, seed=99)), [])
    assert said.speaker == "A", "the first to speak"


def test_learning_is_the_same_each_time(talk: list[Segment]):
    def told() -> list[tuple[str, float]]:
        learning = LearningVoices()
        return [(s.speaker, s.confidence) for one in talk for s in learning.tell_apart(one, [])]

    assert told() == told()


def test_one_voice_stays_unknown():
    learning = LearningVoices()
    told = {said.speaker for one in conversation(ANNA, turns=12) for said in learning.tell_apart(one, [])}
    assert told == {"?"}
    assert not learning.known


def test_naming_both_voices_by_hand_is_enough():
    learning = LearningVoices()
    learning.teach(spoken(ANNA, 6, seed=1), "B")
    assert not learning.known
    learning.teach(spoken(BEN, 6, seed=2), "A")
    assert learning.known
    (said,) = learning.tell_apart(segment(spoken(ANNA, 2, seed=3)), [])
    assert said.speaker == "B"


def test_a_name_given_by_hand_goes_before_who_spoke_first(talk: list[Segment]):
    learning = LearningVoices()
    learning.teach(spoken(BEN, 3, seed=50), "B")
    for one in talk:
        learning.tell_apart(one, [])
    (said,) = learning.tell_apart(segment(spoken(BEN, 2, seed=99)), [])
    assert said.speaker == "B"
