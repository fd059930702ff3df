from __future__ import annotations

import numpy as np
import pytest

from coach.core.talk import Speaker
from coach.sound import RATE
from coach.speech.speakers import ByChannel, ByVoice
from coach.speech.voiceprint import VoicePrint
from tests.speech.made_voices import ANNA, BEN, MadeVoice, segment, spoken, texts, words_over


@pytest.fixture
def by_voice() -> ByVoice:
    return ByVoice(VoicePrint.from_samples(spoken(ANNA, 8, seed=1)), VoicePrint.from_samples(spoken(BEN, 8, seed=2)))


@pytest.mark.parametrize(("channel", "speaker"), [(0, "A"), (1, "B")])
def test_each_channel_is_a_partner(channel: int, speaker: Speaker):
    words = words_over(0, 1, 3)
    (said,) = ByChannel().tell_apart(segment(spoken(ANNA, 1), channel=channel, rivals=(-60.0, -60.0)[:0]), words)
    assert (said.speaker, said.confidence, said.words) == (speaker, 1.0, tuple(words))


def test_a_channel_far_louder_than_the_other_is_certain():
    (said,) = ByChannel().tell_apart(segment(spoken(ANNA, 1), channel=1, rivals=(-50.0, -25.0)), [])
    assert (said.speaker, said.confidence) == ("B", 1.0)


def test_when_the_other_channel_is_as_loud_it_is_less_sure():
    (said,) = ByChannel().tell_apart(segment(spoken(ANNA, 1), channel=0, rivals=(-25.0, -25.0)), [])
    assert said.speaker == "A"
    assert said.confidence == pytest.approx(0.75)


def test_a_far_quieter_channel_only_overheard_the_other():
    (said,) = ByChannel().tell_apart(segment(spoken(ANNA, 1), channel=0, rivals=(-45.0, -25.0)), [])
    assert said.speaker == "?"
    assert said.confidence < 0.5


@pytest.mark.parametrize(("voice", "speaker"), [(ANNA, "A"), (BEN, "B")])
@pytest.mark.parametrize("seconds", [1.0, 3.0])
def test_a_known_voice_is_told(by_voice: ByVoice, voice: MadeVoice, speaker: Speaker, seconds: float):
    words = words_over(5, 5 + seconds, 6)
    (said,) = by_voice.tell_apart(segment(spoken(voice, seconds, seed=5), start=5), words)
    assert said.speaker == speaker
    assert said.confidence > 0.95
    assert said.words == tuple(words)


def test_a_segment_of_two_is_split_between_the_words(by_voice: ByVoice):
    both = segment(spoken(ANNA, 2, seed=5), spoken(BEN, 1.5, seed=6), start=10)
    one, other = by_voice.tell_apart(both, words_over(10, 13.5, 14))
    assert (one.speaker, other.speaker) == ("A", "B")
    assert texts(one.words) == [f"w{i}" for i in range(8)]
    assert texts(other.words) == [f"w{i}" for i in range(8, 14)]


def test_a_click_of_another_sound_does_not_split(by_voice: ByVoice):
    brief = segment(spoken(ANNA, 2, seed=5), spoken(BEN, 0.15, seed=6), spoken(ANNA, 2, seed=7))
    assert [said.speaker for said in by_voice.tell_apart(brief, words_over(0, 4.15, 16))] == ["A"]


def test_every_word_is_in_exactly_one_part(by_voice: ByVoice):
    words = words_over(0, 4, 13)
    said = by_voice.tell_apart(segment(spoken(ANNA, 2, seed=8), spoken(BEN, 2, seed=9)), words)
    assert [word for part in said for word in part.words] == words


def test_without_words_the_segment_is_told_as_one(by_voice: ByVoice):
    (said,) = by_voice.tell_apart(segment(spoken(BEN, 2, seed=5)), [])
    assert (said.speaker, said.words) == ("B", ())


def test_words_outside_the_segment_are_kept(by_voice: ByVoice):
    words = [*words_over(0, 1, 3), *words_over(30, 31, 2)]
    said = by_voice.tell_apart(segment(spoken(ANNA, 1, seed=5)), words)
    assert [word for part in said for word in part.words] == words


@pytest.mark.parametrize("sound", [np.zeros(RATE, np.float32), np.zeros(0, np.float32), np.zeros(90, np.float32)])
def test_where_nothing_is_heard_nobody_is_named(by_voice: ByVoice, sound: np.ndarray):
    (said,) = by_voice.tell_apart(segment(sound), words_over(0, 1, 1))
    assert (said.speaker, said.confidence) == ("?", 0.5)


def test_a_breath_is_too_short_to_tell(by_voice: ByVoice):
    (said,) = by_voice.tell_apart(segment(spoken(ANNA, 0.06, seed=5)), words_over(0, 0.06, 1))
    assert said.speaker == "?"


def test_noise_is_nobody(by_voice: ByVoice):
    hiss = np.random.default_rng(0).normal(0, 0.1, 2 * RATE).astype(np.float32)
    (said,) = by_voice.tell_apart(segment(hiss), [])
    assert said.speaker == "?"


def test_a_correction_teaches(by_voice: ByVoice):
    changed = MadeVoice(pitch=150, tract=1.06, slope=-9)  # B with a cold, between the two
    before = by_voice.tell_apart(segment(spoken(changed, 2, seed=11)), [])[0]
    by_voice.teach(spoken(changed, 3, seed=12), "B")
    after = by_voice.tell_apart(segment(spoken(changed, 2, seed=11)), [])[0]
    assert (before.speaker, after.speaker) != ("B", "B")
    assert after.speaker == "B"
