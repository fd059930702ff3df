from __future__ import annotations

import numpy as np
import pytest

from coach.core.talk import Voice
from coach.sound import RATE, Samples
from coach.speech.voice import loudness, measure, pitch
from tests.speech.made_voices import ANNA, BEN, MadeVoice, spoken


def tone(hertz: float, seconds: float = 1.0, peak: float = 0.5) -> Samples:
    """A fundamental and its overtones up to 3 kHz, weaker the higher."""
    t = np.arange(round(seconds * RATE)) / RATE
    overtones = range(1, int(3000 / hertz) + 1)
    sound = sum(np.sin(2 * np.pi * hertz * n * t + n) / n for n in overtones)
    return (peak * sound / np.abs(sound).max()).astype(np.float32)


@pytest.mark.parametrize("hertz", [62, 85, 110, 147, 200, 261, 330, 395])
def test_the_pitch_of_a_tone(hertz: float):
    assert pitch(tone(hertz)) == pytest.approx(hertz, rel=0.01)


@pytest.mark.parametrize("voice", [ANNA, BEN])
def test_the_pitch_of_a_voice(voice: MadeVoice):
    assert pitch(spoken(voice, 3)) == pytest.approx(voice.pitch, rel=0.06)


def test_a_weak_fundamental_is_still_the_pitch():
    sound = tone(120) - 0.9 * (0.5 * np.sin(2 * np.pi * 120 * np.arange(RATE) / RATE + 1)).astype(np.float32) * 0.3
    assert pitch(sound) == pytest.approx(120, rel=0.02)


def test_noise_has_no_pitch():
    hiss = np.random.default_rng(1).normal(0, 0.1, RATE).astype(np.float32)
    assert pitch(hiss) is None


def test_loudness_is_of_the_voice_and_not_of_the_pause():
    sound = tone(150)
    padded = np.concatenate([sound, np.zeros(2 * RATE, np.float32)])
    level = 20 * np.log10(np.sqrt(np.mean(sound**2)))
    assert loudness(sound) == pytest.approx(level, abs=0.2)
    assert loudness(padded) == pytest.approx(level, abs=0.3)
    assert loudness(0.1 * sound) == pytest.approx(level - 20, abs=0.2)


def test_pace_counts_from_first_to_last_voice():
    silence = np.zeros(RATE, np.float32)
    heard = measure(np.concatenate([silence, tone(150, 2.0), silence]), words_count=6)
    assert heard.words_per_second == pytest.approx(3.0, rel=0.03)


def test_an_utterance_has_all_three():
    heard = measure(spoken(ANNA, 2), words_count=5)
    assert heard.loudness_db is not None
    assert heard.pitch_hz is not None
    assert heard.words_per_second is not None


@pytest.mark.parametrize("n", [0, 1, 399, 400, RATE])
def test_silence_has_none(n: int):
    assert measure(np.zeros(n, np.float32), words_count=3) == Voice()


def test_no_words_no_pace():
    assert measure(tone(150), words_count=0).words_per_second is None
