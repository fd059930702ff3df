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
        ("", ""),
    ],
)
def test_what_drifted_gets_a_short_name_that_is_nobodys_fault(text: str, phrase: str) -> None:
    assert parking_phrase(text) == phrase


def test_very_long_text_is_no_burden() -> None:
    text = "and " * 100_000
    assert parking_phrase(text) == ""
    assert Topic("the bins").belongs(text) == 0.5
