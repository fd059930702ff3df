from __future__ import annotations

import pytest

from coach.core.talk import Overlap, Turn, Utterance
from coach.core.turns import Floor, hangs, overlaps, runs_on


def said(n, speaker, start, end, text="words"):
    return Utterance(n=n, speaker=speaker, start=start, end=end, text=text)


def test_an_overlap_is_found_whoever_is_heard_first():
    a, b = said(1, "A", 0, 4), said(2, "B", 3, 6)
    expected = (Overlap(by=2, over=1, start=3, end=4, took_floor=True, exact=True),)
    assert overlaps(b, [a], exact=True) == expected
    assert overlaps(a, [b], exact=True) == expected


def test_a_word_within_the_others_words_takes_no_floor():
    assert not overlaps(said(2, "B", 1, 1.4), [said(1, "A", 0, 4)], exact=True)[0].took_floor


@pytest.mark.parametrize(("end", "took"), [(3.9, False), (4.0, False), (4.2, False), (4.3, True)])
def test_who_goes_on_after_the_other_stopped_has_taken_the_floor(end, took):
    assert [one.took_floor for one in overlaps(said(2, "B", 3, end), [said(1, "A", 0, 4)], exact=True)] == [took]


@pytest.mark.parametrize(("end", "found"), [(3.0, 0), (3.04, 0), (3.06, 1)])
def test_a_rounding_is_no_overlap(end, found):
    assert len(overlaps(said(2, "B", 3, 6), [said(1, "A", 0, end)], exact=True)) == found


def test_overlaps_are_told_oldest_first_and_as_exactly_as_they_were_heard():
    found = overlaps(said(3, "B", 1, 9), [said(2, "A", 5, 7), said(1, "A", 0, 4)], exact=False)
    assert [(one.by, one.over, one.start, one.end, one.exact) for one in found] == [
        (3, 1, 1, 4, False),
        (2, 3, 5, 7, False),
    ]


def test_who_begins_at_the_same_time_and_is_heard_later_came_in():
    assert [(one.by, one.over) for one in overlaps(said(2, "B", 0, 4), [said(1, "A", 0, 3)], exact=True)] == [(2, 1)]


def test_nobody_overlaps_with_themselves_or_with_nobody():
    assert not overlaps(said(2, "A", 1, 3), [said(1, "A", 0, 4), said(3, "?", 0, 4)], exact=True)


def test_a_backchannel_ends_no_turn():
    floor = Floor()
    assert floor.take(said(1, "A", 0, 3), backchannel=False) is None
    assert floor.take(said(2, "B", 2, 2.3), backchannel=True) is None
    assert floor.take(said(3, "A", 3.5, 6), backchannel=False) is None
    turn = floor.take(said(4, "B", 7, 8), backchannel=False)
    assert turn is not None
    assert (turn.speaker, turn.start, turn.end, turn.utterances) == ("A", 0, 6, (1, 3))


def test_what_the_other_said_before_and_the_turn_so_far():
    floor = Floor()
    floor.take(said(1, "A", 0, 3, "I was late."), backchannel=False)
    floor.take(said(2, "A", 3.5, 5, "Sorry."), backchannel=False)
    reply = said(3, "B", 6, 7, "Thanks.")
    assert floor.before("B") == "I was late. Sorry."
    assert floor.so_far(reply) == "Thanks."


def test_a_thought_may_be_spoken_in_parts():
    floor = Floor()
    floor.take(said(1, "A", 0, 1, "I was late."), backchannel=False)
    floor.take(said(2, "A", 1.6, 3, "I feel like"), backchannel=False)
    assert floor.so_far(said(3, "A", 3.6, 5, "you never listen.")) == "I feel like you never listen."
    assert floor.so_far(said(3, "A", 8, 9, "You never listen.")) == "You never listen."
    assert floor.so_far(said(3, "B", 3.6, 5, "I do.")) == "I do."


@pytest.mark.parametrize(("start", "on"), [(2.0, True), (4.0, True), (4.1, False)])
def test_after_a_longer_pause_it_is_another_thought(start, on):
    assert runs_on(said(1, "A", 0, 2, "I feel like"), said(2, "A", start, 6)) is on
    assert not runs_on(said(1, "B", 0, 2, "I feel like"), said(2, "A", start, 6))


@pytest.mark.parametrize(
    ("text", "hanging"),
    [("I want the", True), ("I want the...", True), ("Well, I’m", True), ('"Because"', True), ("I want it.", False), ("", False)],
)  # fmt: skip
def test_some_words_end_no_sentence(text, hanging):
    assert hangs(text) is hanging


def test_of_what_the_other_said_the_last_words_are_kept():
    floor = Floor()
    assert floor.before("B") == ""
    floor.take(said(1, "A", 0, 3, "one two three"), backchannel=False)
    floor.take(said(2, "?", 4, 5, "nobody"), backchannel=False)
    floor.take(said(3, "B", 6, 7, "four five"), backchannel=False)
    assert (floor.before("B"), floor.before("B", 2), floor.before("A")) == ("one two three", "two three", "four five")
    assert floor.before("?") == "one two three four five"
    floor.take(said(4, "A", 8, 90, " ".join(str(n) for n in range(100))), backchannel=False)
    assert floor.before("B") == " ".join(str(n) for n in range(40, 100))


def test_a_turn_lasts_from_its_first_word_to_its_last():
    floor = Floor()
    assert floor.close() is None
    floor.take(said(2, "A", 1, 9), backchannel=False)
    floor.take(said(1, "A", 2, 4), backchannel=False)
    assert floor.close() == Turn("A", 1, 9, (2, 1))
    assert floor.close() is None


def test_a_recognisers_full_stop_does_not_end_what_hangs():
    assert runs_on(said(1, "A", 0, 2, "I want to talk about."), said(2, "A", 2.6, 4, "the dishes."))
    assert not runs_on(said(1, "A", 0, 2, "I want to talk."), said(2, "A", 2.6, 4, "The dishes."))


def test_silences_are_measured_against_ones_own_habit():
    floor = Floor()
    at = 0.0
    for n in range(10):
        speaker = "AB"[n % 2]
        floor.take(said(n, speaker, at, at + 1), backchannel=False)
        at += 1.5 if speaker == "A" else 3
    assert floor.usual_silence("B") == 0.5
    assert floor.usual_silence("A") == 2.0
    assert floor.silence_before(said(11, "A", at + 1, at + 2)) == 3.0


def test_a_habit_of_silence_needs_four_answers():
    floor = Floor()
    assert floor.silence_before(said(1, "A", 5, 6)) is None
    for n in range(7):
        floor.take(said(n, "AB"[n % 2], n * 3.0, n * 3.0 + 1 + n % 2), backchannel=False)
    assert (floor.usual_silence("A"), floor.usual_silence("B")) == (None, None)
    floor.take(said(7, "B", 22.0, 23.0), backchannel=False)
    assert (floor.usual_silence("A"), floor.usual_silence("B")) == (None, 2.0)
    assert floor.usual_silence("?") is None


def test_quiet_begins_where_the_last_of_all_voices_ended():
    floor = Floor()
    floor.take(said(1, "A", 0, 0.5), backchannel=False)
    assert floor.silence_before(said(2, "B", 2.0, 3.0)) == 1.5
    floor.take(said(2, "A", 1, 9), backchannel=False)
    floor.take(said(3, "B", 2, 3), backchannel=True)
    assert floor.silence_before(said(4, "B", 10.0, 12.0)) == 1.0
    assert floor.silence_before(said(4, "B", 8.0, 12.0)) == 0.0
