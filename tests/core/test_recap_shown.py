"""What of a recap is shown, beside what it holds."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from coach.core.recap import ESTIMATED, Recap, RecapMoment, RecapPattern, RepairMade, for_programs, surest
from coach.core.recapping import recap
from coach.core.talk import Header, Kind
from coach.detectors import ALL
from tests.talks.making import given, lines, played

PATTERNS = tuple(RecapPattern(kind, 0.9, ()) for kind in ("good_repair", "escalation", "coercion"))  # type: ignore[arg-type]


def told(*said: str, timed: bool = True) -> Recap:
    return recap(played(given(lines(*said), Header(id="t", timed=timed)), ALL), ALL)


@pytest.mark.parametrize(
    ("received", "shown"),
    [
        ([], ["good_repair", "escalation"]),
        ([True, False], ["good_repair", "escalation"]),
        ([False, False], ["escalation"]),
    ],
)
def test_hands_taken_are_no_dance_of_a_talk_in_which_none_was_and_control_is_never_one(received, shown) -> None:
    repairs = tuple(RepairMade(n, "A", "words", received=one) for n, one in enumerate(received, 1))
    assert [one.kind for one in replace(told(), patterns=PATTERNS, repairs=repairs).loops] == shown


def test_programs_are_told_that_times_are_estimated_where_there_are_some() -> None:
    alone = told("A: I was late.", timed=False)
    assert for_programs(alone).notes == (*alone.notes, ESTIMATED)
    assert for_programs(alone).partners == alone.partners
    assert for_programs(told("A: I was late.")) == told("A: I was late.")
    assert for_programs(told(timed=False)) == told(timed=False)


def hard(kind: Kind, confidence: float, turn: int, quote: str) -> RecapMoment:
    return RecapMoment(
        turn=turn,
        speaker="A",
        kind=kind,
        tone="hurts",
        start=float(turn),
        end=turn + 1.0,
        quote=quote,
        confidence=confidence,
        why="",
    )


def test_the_same_words_are_shown_once_and_each_kind_before_another_of_it():
    never, again, wedding, mood = (
        hard("blame", 0.9, 1, "You never ring."),
        hard("blame", 0.85, 3, "You always forget."),
        hard("past_grievance", 0.8, 4, "Like at the wedding, when you left."),
        hard("dismissal", 0.6, 5, "You're overreacting."),
    )
    twice = hard("blame", 0.7, 4, "Like at the wedding, when you left.")
    assert surest([never, again, wedding, twice, mood], 3) == [never, wedding, mood]
    assert surest([never, again, twice, wedding], 3) == [never, again, wedding]
