"""What belongs to the topic, when a talk is away from it, and what what drifted is called."""

from __future__ import annotations

import pytest

from coach.core.talk import Kind, Utterance
from coach.core.topic import QUIET_UTTERANCES, Drift, Topic, find_topic, parking_phrase, stem, theme_of

CHORES = Topic("how we split the chores now there is a baby")


def said(n: int, speaker: str, text: str) -> Utterance:
    return Utterance(n=n, speaker=speaker, start=5.0 * n, end=5.0 * n + 4, text=text)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("words", "same"),
    [
        (("dishes", "dish"), True),
        (("cleaning", "cleaned", "cleans"), True),
        (("planned", "planning"), True),
        (("money", "mother"), False),
    ],
)
def test_forms_of_a_word_share_a_stem(words: tuple[str, ...], same: bool) -> None:
    assert (len({stem(word) for word in words}) == 1) is same


@pytest.mark.parametrize(
    ("word", "short"),
    [
        ("Dishes", "dish"), ("planned", "plan"), ("telling", "tell"), ("fussing", "fuss"), ("cleaning", "clean"), ("sister's", "sist"),
        ("sister’s", "sist"), ("beds", "bed"), ("bed", "bed"), ("ties", "tie"), ("babies", "bab"), ("baby", "bab"), ("payments", "pay"),
    ],
)  # fmt: skip
def test_an_ending_goes_and_a_word_stays(word: str, short: str) -> None:
    assert stem(word) == short


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("The dishes were still in the sink.", 0.9),
        ("The dishes, the mortgage and the loan.", 0.7),
        ("The dishes, and the loan, the bank, the overdraft, your wages.", 0.6),
        ("Who does the chores, and the loan?", 1.0),
        ("The loan is due.", 0.4),
        ("The loan, the bank, the overdraft, the wages, the pension.", 0.1),
    ],
)
def test_words_of_other_themes_draw_away_and_the_topics_own_word_holds(text: str, near: float) -> None:
    assert CHORES.belongs(text) == pytest.approx(near)


def test_naming_the_topic_belongs_most_then_its_theme_then_what_cannot_be_told_then_another_theme() -> None:
    named = CHORES.belongs("Who does the chores on Monday?")
    near = CHORES.belongs("The dishes were still in the sink.")
    unknown = CHORES.belongs("Yes, I think so too.")
    away = CHORES.belongs("My brother's wedding, and that mortgage.")
    assert named == 1.0
    assert named > near > unknown > away >= 0.0
    assert unknown == 0.5


def test_without_a_topic_nothing_can_be_told() -> None:
    assert not Topic("")
    assert Topic("").belongs("The dishes were still in the sink.") == 0.5


@pytest.mark.parametrize(
    ("text", "theme"),
    [
        ("The bank says the loan and the overdraft are due.", "money"),
        ("You left the dishes and the laundry.", "chores"),
        ("Your mother and my sister at Christmas.", "in-laws"),
        ("She has homework and nursery in the morning.", "parenting"),
        ("You scroll that phone, Instagram all night.", "phones"),
        ("Yes, I think so.", ""),
        ("The loan.", "money"),
        ("The loan and the dishes.", ""),
        ("The loan, the bank and the dishes.", "money"),
    ],
)
def test_a_sentence_speaks_of_a_theme(text: str, theme: str) -> None:
    assert theme_of(text) == theme


def test_the_topic_is_found_where_somebody_says_it_and_it_comes_again() -> None:
    talk = [said(1, "A", "Can we talk about the bins?"), said(2, "B", "What about the bins?")]
    assert find_topic(talk) == "the bins"


def test_the_topic_is_a_theme_where_one_stands_far_out() -> None:
    talk = [
        said(1, "A", "The loan is due on Friday and the overdraft is full."),
        said(2, "B", "We cannot pay the loan."),
        said(3, "A", "My wages go on the mortgage, and the bank knows."),
    ]
    assert find_topic(talk) == "money"


@pytest.mark.parametrize(
    ("money", "chores", "topic"),
    [
        ("loan overdraft bank wages", "", ""),  # four are not yet often enough
        ("loan overdraft bank wages mortgage", "", "money"),
        ("loan overdraft bank wages mortgage", "laundry hoover", "money"),
        ("loan overdraft bank wages mortgage", "laundry hoover sink", ""),
        ("laundry hoover sink", "loan overdraft bank wages mortgage pension", "money"),
    ],
)
def test_a_theme_is_the_topic_where_it_is_met_twice_as_often_as_any_other(money: str, chores: str, topic: str) -> None:
    assert find_topic([said(1, "A", money), said(2, "B", chores)]) == topic


def test_what_is_announced_once_and_never_comes_again_is_not_the_topic() -> None:
    assert find_topic([said(1, "A", "Can we talk about the bins?"), said(2, "B", "Yes. Go on.")]) == ""
    later = [said(1, "A", "Can we talk about the bins, or about our holiday?"), said(2, "B", "Our holiday, please.")]
    assert find_topic(later) == ""
    assert find_topic([*later, said(3, "A", "So, can we talk about our holiday?")]) == "holiday"


def test_an_unclear_opening_gives_no_topic() -> None:
    assert find_topic([said(1, "A", "Right then."), said(2, "B", "Yes. Go on.")]) == ""
    assert find_topic([]) == ""


def drifted(*steps: tuple[str, tuple[Kind, ...]], topic: Topic | None = None) -> Drift:
    drift = Drift(topic=topic)
    for n, (text, kinds) in enumerate(steps, 1):
        drift = drift.advance(said(n, "A", text), kinds)
    return drift


def test_a_drift_lasts_from_the_utterance_that_left_until_the_talk_is_brought_back() -> None:
    away = drifted(("The dishes.", ()), ("And your mother!", ("topic_drift",)), ("She never rang.", ()))
    assert (away.drifting, away.since, away.last) == (True, 2, 3)
    back = away.advance(said(4, "B", "Back to the dishes?"), ("topic_return",))
    assert (back.drifting, back.since) == (False, None)


def test_a_second_stray_keeps_the_first_as_where_it_began() -> None:
    away = drifted(("And your mother!", ("topic_drift",)), ("And the car!", ("topic_drift", "blame")))
    assert (away.since, away.last) == (1, 2)


def test_naming_the_topic_ends_a_drift_when_the_topic_is_known() -> None:
    steps: tuple[tuple[str, tuple[Kind, ...]], ...] = (("And your mother!", ("topic_drift",)), ("Chores. Who?", ()))
    assert drifted(*steps).drifting
    assert not drifted(*steps, topic=CHORES).drifting


def test_a_drift_nobody_adds_to_is_over_after_a_while() -> None:
    drift = drifted(("And your mother!", ("topic_drift",)))
    for n in range(2, QUIET_UTTERANCES + 2):
        assert drift.drifting
        drift = drift.advance(said(n, "B", "Yes."), ())
    assert not drift.drifting


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("That gas bill went to your email! I can get it up now.", "the gas bill"),
        ("And another thing, your sister's baby shower was the same.", "sister's baby shower"),
        ("Speaking of shop, did Boyet ever return my torque wrench?", "torque wrench"),
        ("Oh, and did you see the neighbors are selling?", "the neighbors"),
        ("Yes. Well.", ""),
        ("Is there any bread?", "bread"),
        ("Your sister's shower gift is late.", "sister's shower gift"),
        ("The old painted fence.", "the old"),
        ("Was it to be the to-do list or an it?", "the to-do list"),
        ("The gas bill notice came.", "the gas bill"),
        (
            "Golfing, football, fishing, running, swimming, climbing, sailing.",
            "Golfing football fishing running swimming climbing",
        ),
        ("Working late again and it", "Working late again"),
        ("Well. Golf on Saturdays: fine.", "Golf on Saturdays"),
        ("", ""),
    ],
)
def test_what_drifted_gets_a_short_name_that_is_nobodys_fault(text: str, phrase: str) -> None:
    assert parking_phrase(text) == phrase


def test_very_long_text_is_no_burden() -> None:
    text = "and " * 100_000
    assert parking_phrase(text) == ""
    assert Topic("the bins").belongs(text) == 0.5
