"""What a talk is made of, and what is taken for granted where a file or journal says no more."""

from __future__ import annotations

import msgspec

from coach.core.events import Event, FloorPassed, Heard, PutAside
from coach.core.talk import HELPS, HURTS, Header, Utterance, other


def test_the_partner_of_nobody_is_nobody() -> None:
    assert [other(one) for one in ("A", "B", "?")] == ["B", "A", "?"]


def test_names_are_in_the_header_alone() -> None:
    header = Header(id="t", names=("Maya", "Tom"))
    assert [header.name(one) for one in ("A", "B", "?")] == ["Maya", "Tom", "Someone"]


def test_an_utterance_lasts_from_its_start_to_its_end_and_never_less_than_nothing() -> None:
    assert Utterance(1, "A", 2.0, 2.25, "yes").seconds == 0.25
    assert Utterance(1, "A", 3.0, 2.0, "yes").seconds == 0.0


def test_no_move_helps_and_hurts() -> None:
    assert not set(HELPS) & set(HURTS)


def test_a_journal_that_says_no_more_tells_of_sure_words_heard_at_once_and_of_nobodys_hand() -> None:
    lines = [
        {"type": "heard", "at": 3, "utterance": {"n": 1, "speaker": "A", "start": 1, "end": 3, "text": "yes"}},
        {"type": "put_aside", "at": 4, "parked": {"utterance": 1, "speaker": "A", "what": "the car"}},
        {"type": "floor_passed", "at": 5, "to": "B"},
    ]
    heard, aside, passed = msgspec.convert(lines, list[Event])
    assert isinstance(heard, Heard)
    assert (heard.lag, heard.utterance.confidence, heard.utterance.speaker_confidence) == (0.0, 1.0, 1.0)
    assert isinstance(aside, PutAside)
    assert isinstance(passed, FloorPassed)
    assert (aside.by_hand, passed.by_hand) == (False, False)
