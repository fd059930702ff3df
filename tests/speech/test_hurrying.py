"""First thoughts alone, for when the words fall behind the voices."""

from __future__ import annotations

import numpy as np
import pytest

from coach.sound import RATE, Segment
from coach.speech.models import REHEARSAL, load_transcriber
from coach.speech.transcriber import CanHurry
from tests.engine.fakes import demo_sound

SAID = "You never help me with the dishes."


@pytest.fixture(scope="module")
def transcriber():
    return load_transcriber(REHEARSAL)


def test_the_same_words_where_they_are_clear(transcriber):
    sound = np.ascontiguousarray(demo_sound()[round(6.4 * RATE) : round(8.9 * RATE), 0])
    segment = Segment(0, 6.4, sound, 9.2)
    assert isinstance(transcriber, CanHurry)
    quick = transcriber.transcribe_quickly(segment)
    assert quick.text == transcriber.transcribe(segment).text == SAID
    assert 6.4 <= quick.words[0].start < quick.words[-1].end <= segment.end


def test_a_long_stretch_is_read_in_pieces(transcriber):
    sound = np.ascontiguousarray(demo_sound(45)[:, 0])
    quick = transcriber.transcribe_quickly(Segment(0, 0.0, sound, 45.0))
    assert quick.text.startswith("Do you have a minute?")
    assert quick.words[-1].end > 30


def test_too_short_for_a_word(transcriber):
    quick = transcriber.transcribe_quickly(Segment(0, 2.0, np.zeros(800, np.float32), 2.5))
    assert (quick.text, quick.words, quick.seconds) == ("", (), 0.05)
