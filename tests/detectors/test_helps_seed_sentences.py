"""Model sentences of the guidance itself: what they must be credited for, whatever else changes."""

from __future__ import annotations

import pytest

from coach.core.talk import HELPS, Kind
from coach.detectors import ALL
from coach.detectors.written import talk
from tests.detectors.examples import run

SUPPORT = "I feel like I need more support with the house, the kids and the bills. What are you committed to taking on?"
EXPECTATIONS = "I feel like I am disappointing you. Can we be clear about our mutual expectations?"
SWIMSUIT = (
    "I feel self-conscious when I'm in my swimsuit since I've recently gained weight. I'm afraid you are checking out"
    " other people and comparing them to me."
)
FIXING = "Why don't you try working out if you want to feel more confident?"
REMIND = "I'm sorry you feel that way. I'm going to make sure to remind you how attractive I find you."


def found(*lines: str) -> set[Kind]:
    example = talk(*lines)
    return {detector.kind for detector in ALL if run(detector, example)}


@pytest.mark.parametrize(
    ("sentence", "credited"),
    [(SUPPORT, "i_statement"), (EXPECTATIONS, "vulnerability"), (SWIMSUIT, "vulnerability"), (REMIND, "reassurance")],
)
def test_what_a_model_sentence_is_credited_for(sentence: str, credited: Kind) -> None:
    assert credited in found(sentence)


@pytest.mark.parametrize("sentence", [SUPPORT, EXPECTATIONS, SWIMSUIT, REMIND])
def test_a_model_sentence_is_no_blame_and_nothing_else_that_hurts(sentence: str) -> None:
    hurtful = found(sentence) - set(HELPS)
    assert not hurtful


def test_sorry_you_feel_that_way_is_no_apology() -> None:
    assert "apology" not in found(REMIND)
    assert found("I'm sorry you feel that way.") == set()


def test_fixing_after_something_tender_is_credited_as_nothing_and_accused_of_nothing() -> None:
    assert found(f"A: {SWIMSUIT}", f"B: {FIXING}") == set()
