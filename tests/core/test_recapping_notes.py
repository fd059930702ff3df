"""The time line of a recap, what is noted beside its numbers, and what earlier files leave out."""

from __future__ import annotations

import msgspec
import pytest

from coach.core.events import (
    AudioLost,
    BreakBegan,
    Dismissed,
    Ended,
    Event,
    Noticed,
    Overlapped,
    TopicFound,
    Unsure,
)
from coach.core.recap import Recap
from coach.core.talk import Header, Moment, Overlap, Span
from coach.detectors import ALL
from tests.talks.by_hand import noticed, said, talk, words

TIPS = {detector.kind: detector.tip for detector in ALL}


# --- the time line ----------------------------------------------------------------------------------------------------


def test_the_curve_is_a_mean_over_half_a_minute_weighted_by_how_long_each_was_spoken() -> None:
    timeline = talk(
        said(1, "A", 0.0, 2.0, "The dishes."),
        said(2, "B", 2.0, 6.0, "I think so."),
        said(3, "A", 31.0, 32.0, "Maybe so."),
        said(4, "B", 35.9, 36.1, "Perhaps."),
    ).timeline
    assert timeline.on_topic == ((2.0, 1.0), (6.0, 0.667), (32.0, 0.643), (36.1, 0.5))
    assert [at for at, _ in timeline.warmth] == [2.0, 6.0, 32.0, 36.1]
    assert talk(*words(2), header=Header(id="t")).timeline.on_topic == ()


def test_overlaps_breaks_and_lost_sound_have_their_places() -> None:
    timeline = talk(
        *words(2),
        Overlapped(at=20.0, overlap=Overlap(2, 1, 13.50049, 14.0, took_floor=True, exact=True)),
        AudioLost(at=25.0, seconds=2.0, reason="Gone."),
        AudioLost(at=26.0, seconds=0.0, reason="Nearly gone."),
        BreakBegan(at=30.0, minutes=5),
        Ended(at=50.0),
    ).timeline
    assert timeline.overlaps == ((13.5, 14.0),)
    assert timeline.lost == ((23.0, 25.0),)
    assert timeline.breaks == ((30.0, 50.0),)


# --- what a reader of the numbers needs -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("events", "note"),
    [
        ([Unsure(at=9.0, start=8.0, end=9.0, reason="noise")], "One stretch could not be made out. It is left out of every count."),
        (
            [Unsure(at=9.0, start=8.0, end=9.0, reason="noise")] * 2 + [said(9, "A", 90.0, 92.0, "words", confidence=0.1)],
            "3 stretches could not be made out. They are left out of every count.",
        ),
        ([said(9, "?", 90.0, 92.0, "words")], "It is not clear who spoke in one place. Nothing there is put to anyone."),
        (
            [said(9, "?", 90.0, 92.0, "words"), said(10, "?", 94.0, 96.0, "words")],
            "It is not clear who spoke in 2 places. Nothing there is put to anyone.",
        ),
        (
            [AudioLost(at=25.0, seconds=1.4, reason="Gone."), AudioLost(at=30.0, seconds=1.2, reason="Gone.")],
            "3 s of sound are missing. Gone.",
        ),
        ([AudioLost(at=25.0, seconds=0.1, reason="Gone.")], "1 s of sound are missing. Gone."),
    ],
)  # fmt: skip
def test_what_is_missing_is_noted(events: list[Event], note: str) -> None:
    assert talk(*words(2), *events).notes == (note,)


def test_a_talk_without_anything_missing_has_no_notes() -> None:
    assert talk(*words(2)).notes == ()


def test_a_topic_that_was_found_is_said_to_be() -> None:
    found = talk(*words(2), TopicFound(at=120.0, topic="money"), header=Header(id="t"))
    assert found.session.topic == "money"
    assert found.notes == ("No topic was chosen. It sounded like: money.",)


# --- earlier files ----------------------------------------------------------------------------------------------------


def test_a_file_with_what_the_format_demands_and_no_more_is_read_as_if_nothing_else_had_been() -> None:
    counts = {
        "name": "Maya", "talk_time_s": 1, "talk_share": 1, "words": 1, "turns": 1, "longest_turn_s": 1, "interruptions": 0, "questions": 0,
    }  # fmt: skip
    moment = {
        "turn": 1, "speaker": "A", "kind": "blame", "tone": "hurts", "start": 0, "end": 1, "quote": "words", "confidence": 1, "why": "",
    }  # fmt: skip
    read = msgspec.convert(
        {
            "schema": "coach.recap/1",
            "session": {"id": "x", "topic": "", "duration_s": 1, "source": "", "model": ""},
            "partners": {"A": counts},
            "turns": [{"n": 1, "speaker": "A", "start": 0, "end": 1, "text": "words"}],
            "moments": [moment],
            "patterns": [],
            "agreements": [{"turn": 1, "speaker": "A", "what": "ring Jo"}],
            "strengths": [],
            "to_practise": {},
        },
        Recap,
    )
    one = read.partners["A"]
    assert (one.opened, one.last_word, one.moved_topic, one.brought_back) == (False, False, 0, 0)
    assert (read.session.timed, read.turns[0].sure, read.agreements[0].confirmed) == (True, True, False)
    assert (read.moments[0].id, read.moments[0].cue, read.moments[0].outcome, read.private) == (0, "", "", ())


def test_a_dismissed_moment_is_in_no_list_and_no_practice() -> None:
    told = talk(*words(), noticed(1, "blame", "A", 1), Dismissed(at=20.0, moment=1), Dismissed(at=20.0, moment=9))
    assert told.moments == ()
    assert told.to_practise["A"] == TIPS["reflection"]


def test_the_words_seen_are_quoted_from_the_utterance_they_stand_in() -> None:
    seen = Moment(1, "blame", "hurts", "A", 1, 0.0, 4.0, (Span(1, 12, 21),), 0.9)
    told = talk(said(1, "A", 0.0, 4.0, "I was late. You never ask."), Noticed(at=4.0, moment=seen))
    assert told.moments[0].quote == "You never ask."
