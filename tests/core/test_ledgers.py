import pytest
from msgspec.structs import replace

from coach.core.ledgers import repairs_made, soft_sentences
from coach.core.recap import RecapMoment
from coach.core.talk import HELPS, Utterance

TONES = dict.fromkeys(HELPS, "helps")


def said(*speakers):
    return [Utterance(n=n, speaker=who, start=n * 4.0, end=n * 4.0 + 3, text="words") for n, who in enumerate(speakers)]


def moment(turn, speaker, kind):
    tone = TONES.get(kind, "hurts")
    return RecapMoment(turn, speaker, kind, tone, turn * 4.0, turn * 4.0 + 3, "words", 0.9, "because")


@pytest.mark.parametrize(
    ("answer", "met"),
    [
        ("validation", "held"),
        ("reflection", "held"),
        ("open_question", "held"),
        ("reassurance", "reassured"),
        ("compromise", "solved"),
        ("dismissal", "passed"),
        (None, "unanswered"),
    ],
)
def test_a_soft_sentence_is_told_with_what_it_was_met_with(answer, met):
    moments = [moment(0, "A", "vulnerability")] + ([moment(1, "B", answer)] if answer else [])
    (soft,) = soft_sentences(said("A", "B", "A"), moments, ())
    assert (soft.turn, soft.speaker, soft.met) == (0, "A", met)


def test_the_first_answer_that_does_something_counts():
    moments = [moment(0, "A", "vulnerability"), moment(2, "B", "reassurance"), moment(1, "B", "compromise")]
    assert soft_sentences(said("A", "B", "B"), moments, ())[0].met == "solved"


def test_a_backchannel_and_ones_own_words_answer_nothing():
    moments = [moment(0, "A", "vulnerability"), moment(1, "A", "dismissal"), moment(3, "B", "validation")]
    assert soft_sentences(said("A", "A", "B", "B"), moments, {2})[0].met == "held"


def test_the_third_answer_answers_something_else():
    moments = [moment(0, "A", "vulnerability"), moment(3, "B", "reassurance")]
    assert soft_sentences(said("A", "B", "B", "B"), moments, ())[0].met == "unanswered"
    sooner = [moments[0], moment(2, "B", "reassurance")]
    assert soft_sentences(said("A", "B", "B", "B"), sooner, ())[0].met == "reassured"


def test_soft_sentences_are_told_in_order_and_once_for_an_utterance():
    moments = [moment(2, "B", "vulnerability"), moment(0, "A", "vulnerability"), moment(0, "A", "vulnerability")]
    assert [one.turn for one in soft_sentences(said("A", "A", "B", "A"), moments, ())] == [0, 2]


def test_where_it_is_not_clear_who_spoke_nobody_answered():
    moments = [moment(0, "?", "vulnerability"), moment(1, "B", "dismissal")]
    assert soft_sentences(said("?", "B"), moments, ())[0].met == "unanswered"


def test_a_repair_is_received_when_nothing_hurtful_follows_and_counted_once():
    moments = [moment(0, "A", "apology"), moment(0, "A", "repair"), moment(2, "B", "repair"), moment(3, "A", "blame")]
    made = repairs_made(said("A", "B", "B", "A"), moments, ())
    assert [(one.turn, one.received) for one in made] == [(0, True), (2, False)]


def test_a_repair_is_not_received_where_one_of_the_answers_hurts():
    moments = [moment(0, "A", "repair"), moment(2, "B", "blame")]
    assert [one.received for one in repairs_made(said("A", "B", "B"), moments, ())] == [False]
    later = [moments[0], moment(3, "B", "blame")]
    assert [one.received for one in repairs_made(said("A", "B", "B", "B"), later, ())] == [True]


def test_a_repair_nobody_answers_is_not_received():
    assert [one.received for one in repairs_made(said("A"), [moment(0, "A", "repair")], ())] == [False]


@pytest.mark.parametrize(
    "advice", ["Why don't you try working out?", "Have you tried running?", "You should get more sleep."]
)
def test_advice_in_answer_to_something_tender_is_solving_it(advice):
    first, second = said("A", "B")
    (soft,) = soft_sentences([first, replace(second, text=advice)], [moment(0, "A", "vulnerability")], ())
    assert soft.met == "solved"
