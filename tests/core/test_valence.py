"""The tone curve's one number."""

from __future__ import annotations

import pytest

from coach.core.valence import warmth


def test_kind_words_are_warm_and_harsh_words_cold() -> None:
    assert warmth("Thank you, that was lovely of you.") > 0.3
    assert warmth("I hate this, it is horrible.") < -0.3


@pytest.mark.parametrize("text", ["", "   ", "The bins are out."])
def test_words_that_say_nothing_are_neither(text: str) -> None:
    assert warmth(text) == 0.0


def test_it_stays_between_minus_one_and_one_for_text_of_any_length() -> None:
    assert -1.0 <= warmth("horrible awful hateful " * 50_000) < -0.9
