"""A moment said anew: read by the same conversation, in the place where it was said."""

from __future__ import annotations

import pytest

from coach.core.conversation import Conversation
from coach.detectors import ALL
from coach.engine.practising import LONGEST, Landing, landing
from coach.settings import Settings
from tests.tui.scripted import sample_recap


def said(words: str) -> Landing:
    recap = sample_recap()
    moment = next(one for one in recap.moments if one.id == 2)
    return landing(recap, moment, words, conversation=Conversation(ALL, Settings()), detectors=ALL)


@pytest.mark.parametrize(
    ("words", "helps", "hurts"),
    [
        ("Could you ask me first, please?", True, False),
        ("You never ask me anything.", False, True),
        ("The bus leaves at nine.", False, False),
    ],
)
def test_a_sentence_lands_as_it_would_in_a_talk(words: str, helps: bool, hurts: bool) -> None:
    told = said(words)
    assert (bool(told.helps), bool(told.hurts), told.apart) == (helps, hurts, False)


def test_a_threat_is_not_practised_and_not_named() -> None:
    told = said("If you leave tonight you won't see the kids again.")
    assert told.apart
    assert all(one.title != "An ultimatum" for one in (*told.helps, *told.hurts))


def test_what_is_odd_does_no_harm() -> None:
    assert said("\x1b[31m") == Landing()
    assert said("word " * LONGEST).apart is False
