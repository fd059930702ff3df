from __future__ import annotations

import pytest

from coach.speech.enrolment import Enrolment, too_alike
from coach.speech.voiceprint import VoicePrint
from tests.speech.made_voices import ANNA, BEN, MadeVoice, spoken


def enrolled(voice: MadeVoice, seed: int) -> VoicePrint:
    enrolment = Enrolment("A")
    while not enrolment.done:
        enrolment.add(spoken(voice, 4, seed=seed))
        seed += 1
    return enrolment.voice_print


def test_it_fills_as_the_voice_is_heard():
    enrolment = Enrolment("B", needed=6)
    assert (enrolment.progress, enrolment.done) == (0.0, False)
    enrolment.add(spoken(BEN, 4))
    assert 0.4 < enrolment.progress < 0.8
    assert not enrolment.done
    enrolment.add(spoken(BEN, 4, seed=1))
    assert (enrolment.progress, enrolment.done) == (1.0, True)
    assert enrolment.voice_print.frames > 500


def test_a_print_too_early_is_refused():
    with pytest.raises(ValueError, match="of 15 seconds"):
        _ = Enrolment("A").voice_print


def test_too_quiet_does_not_count():
    enrolment = Enrolment("A")
    enrolment.add(0.01 * spoken(ANNA, 3))
    assert enrolment.too_quiet
    assert enrolment.progress == 0
    enrolment.add(spoken(ANNA, 3))
    assert not enrolment.too_quiet
    assert enrolment.progress > 0


def test_silence_does_not_count():
    enrolment = Enrolment("A")
    enrolment.add(0 * spoken(ANNA, 3))
    assert enrolment.progress == 0


def test_two_people_are_not_alike_and_one_is():
    anna = enrolled(ANNA, seed=10)
    assert not too_alike(anna, enrolled(BEN, seed=20))
    assert too_alike(anna, enrolled(ANNA, seed=30))
