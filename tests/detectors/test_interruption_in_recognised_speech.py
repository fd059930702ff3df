"""A recogniser ends every stretch with a full stop, also where somebody was cut short: its marks must not decide."""

from __future__ import annotations

import pytest

from coach.core.noticing import Context
from coach.core.talk import Header, Overlap, Utterance, Word
from coach.detectors.interruption import interruption


def found(text: str, *, recognised: bool, exact: bool = True, until: float = 3.3) -> list[float]:
    words = (Word("x", 0.0, 3.0, 0.9),) if recognised else ()
    first = Utterance(n=1, speaker="A", start=0.0, end=3.3, text=text, words=words)
    second = Utterance(
        n=2, speaker="B", start=2.8, end=until + 2.5, text="I know, you told me that last week.", words=words
    )
    overlap = Overlap(by=2, over=1, start=2.8, end=3.3, took_floor=True, exact=exact)
    context = Context(Header(id="t"), overlaps=(overlap,))
    return [one.confidence for one in interruption.find([first, second], context)]


def test_a_sentence_left_hanging_was_cut_short_whatever_its_full_stop():
    assert found("I just want to have dinner with you and talk about.", recognised=True) == [0.85]


def test_a_guessed_overlap_is_never_sure_enough_for_a_cue():
    assert found("I just want to have dinner with you and talk about.", recognised=True, exact=False) == [0.6]


def test_a_whole_sentence_may_have_been_cut_short_but_that_is_less_sure():
    assert found("I just want to have dinner with you.", recognised=True) == [0.65]


@pytest.mark.parametrize("text", ["I just want to have dinner with you.", "Shall we talk about it now?"])
def test_where_people_wrote_it_down_a_full_stop_is_an_end(text):
    assert not found(text, recognised=False)
