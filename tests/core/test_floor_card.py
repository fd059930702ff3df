"""The floor is handed over by the words that hand it over, and by nothing that only sounds like them."""

from __future__ import annotations

import msgspec
import pytest

from coach.core.conversation import Conversation, replay
from coach.core.events import Event, FloorPassed
from coach.core.floor_card import hands_over
from coach.core.talk import Header
from coach.detectors import ALL
from coach.settings import Settings
from tests.talks.making import given, lines, played

HEADER = Header(id="t", topic="the dishes", names=("Maya", "Tom"), mode="speaker_listener")


@pytest.mark.parametrize(
    "text",
    [
        "Your turn.", "your turn", "Okay, your turn.", "It's your turn now.", "It is your turn, Tom.", "Tom, your turn.", "Right. Your turn, Tom.",
        "Over to you.", "The floor is yours.", "I felt alone on Sunday. Your turn.", "That's all from me, your turn.", "I'm done. Over to you, Tom.",
        "So that is how I feel. Okay, you have the floor.", "I’d like us to plan it. The floor’s yours.", "Thanks for listening. Your turn now.",
    ],
)  # fmt: skip
def test_words_that_hand_the_floor_over(text: str) -> None:
    assert hands_over(text, "Tom")


@pytest.mark.parametrize(
    "text",
    [
        "It was your turn yesterday.", "It's your turn to do the dishes.", "Is it your turn?", "Your turn?", "It is not your turn.", "Whose turn is it?",
        "You always say it's your turn.", "I took the bins out last week. It's your turn.", "I cooked on Monday, your turn.", "your turn was on Tuesday",
        "I said it's over to you.", "When it's your turn I listen.", "Turn it off.", "You had the floor all evening.", "", "The kitchen floor is yours to mop.",
        "Your turn " * 200 + "never comes",
    ],
)  # fmt: skip
def test_words_that_only_sound_like_it(text: str) -> None:
    assert not hands_over(text, "Tom")


def passed(events: list[Event]) -> list[tuple[str, bool]]:
    return [(event.to, event.by_hand) for event in events if isinstance(event, FloorPassed)]


def test_only_who_holds_the_floor_hands_it_over() -> None:
    said = lines("B: Your turn.", "A: I was tired. Your turn.", "A: Your turn.", "B: I hear you. Over to you, Maya.")
    assert passed(played(given(said, HEADER), ALL)) == [("B", False), ("A", False)]


def test_in_an_open_talk_nobody_holds_the_floor() -> None:
    assert passed(played(given(lines("A: Your turn."), msgspec.structs.replace(HEADER, mode="open")), ALL)) == []


def test_nobody_hands_over_a_floor_where_it_is_not_known_who_spoke() -> None:
    assert passed(played(given(lines("?: Your turn."), HEADER), ALL)) == []


def test_the_key_and_the_words_meet_and_a_replay_gives_the_same() -> None:
    first, second = given(lines("A: I was tired.", "B: I know. Your turn."), HEADER)[1:3]
    start, *_, end = given((), HEADER)
    journal = played([start, first, FloorPassed(at=first.at, to="B", by_hand=True), second, end], ALL)
    assert passed(journal) == [("B", True), ("A", False)]
    assert list(replay(journal, Conversation(ALL, Settings()))) == journal
