from __future__ import annotations

from coach.core.talk import Overlap, Utterance
from coach.core.turns import Floor, overlaps, runs_on


def said(n, speaker, start, end, text="words"):
    return Utterance(n=n, speaker=speaker, start=start, end=end, text=text)


def test_an_overlap_is_found_whoever_is_heard_first():
    a, b = said(1, "A", 0, 4), said(2, "B", 3, 6)
    expected = (Overlap(by=2, over=1, start=3, end=4, took_floor=True, exact=True),)
    assert overlaps(b, [a], exact=True) == expected
    assert overlaps(a, [b], exact=True) == expected


def test_a_word_within_the_others_words_takes_no_floor():
    assert not overlaps(said(2, "B", 1, 1.4), [said(1, "A", 0, 4)], exact=True)[0].took_floor


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
