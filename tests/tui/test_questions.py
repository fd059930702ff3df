"""What is asked during a talk, as values: one thing at a time, for a while, in order."""

from __future__ import annotations

from coach.core.events import (
    Agreed,
    Amended,
    BreakBegan,
    BreakOffered,
    Confirmed,
    Ended,
    SpeakerTold,
    WhoSpoke,
)
from coach.core.talk import Agreement
from coach.tui.questions import STAYS, WAITS, Questions
from tests.tui.scripted import HEADER, heard


def agreed(n: int, at: float, speaker: str = "B") -> Agreed:
    return Agreed(at=at, agreement=Agreement(n, speaker, f"do thing {n}"))  # type: ignore[arg-type]


def taken(*events: object) -> Questions:
    questions = Questions(HEADER)
    for event in events:
        questions.take(event)  # type: ignore[arg-type]
    return questions


def shown(questions: Questions, at: float) -> tuple[str, int] | None:
    question = questions.current(at)
    return None if question is None else (question.kind, question.utterance)


def test_who_spoke_is_asked_with_the_words_and_goes_by_itself() -> None:
    questions = taken(heard(3, "?", "I could do that"), WhoSpoke(at=20.0, utterance=3))
    question = questions.current(20.0)
    assert question is not None
    assert (question.kind, question.quote) == ("who", "I could do that")
    assert shown(questions, 20.0 + STAYS["who"] - 0.1) == ("who", 3)
    assert shown(questions, 20.0 + STAYS["who"]) is None
    assert shown(questions, 500.0) is None


def test_one_at_a_time_and_the_next_has_its_full_time() -> None:
    questions = taken(agreed(1, 10.0), agreed(2, 11.0))
    assert shown(questions, 11.0) == ("agreement", 1)
    questions.take(Amended(at=30.0, agreement=1, what=""))
    assert shown(questions, 30.0) == ("agreement", 2)
    assert shown(questions, 30.0 + STAYS["agreement"] - 0.1) == ("agreement", 2)


def test_what_has_waited_too_long_is_let_go() -> None:
    questions = taken(agreed(1, 10.0), WhoSpoke(at=10.0, utterance=9))
    assert shown(questions, 10.0) == ("agreement", 1)
    assert shown(questions, 10.0 + max(STAYS["agreement"], WAITS["who"]) + 1) is None


def test_an_answer_takes_its_own_question_away() -> None:
    questions = taken(WhoSpoke(at=1.0, utterance=1), WhoSpoke(at=2.0, utterance=2))
    questions.take(SpeakerTold(at=3.0, utterance=2, speaker="A"))
    assert shown(questions, 3.0) == ("who", 1)
    questions.take(SpeakerTold(at=4.0, utterance=1, speaker="A"))
    assert shown(questions, 4.0) is None


def test_an_agreement_is_asked_until_both_said_yes() -> None:
    questions = taken(agreed(4, 1.0), Confirmed(at=2.0, agreement=4, by="A"))
    question = questions.current(2.0)
    assert question is not None
    assert list(questions.missing(question)) == ["B"]
    questions.take(Confirmed(at=3.0, agreement=4, by="A"))
    assert shown(questions, 3.0) == ("agreement", 4)
    questions.take(Confirmed(at=4.0, agreement=4, by="B"))
    assert shown(questions, 4.0) is None


def test_an_agreement_says_whose_it_is_where_that_is_known() -> None:
    words = [taken(agreed(1, 1.0, who)).current(1.0).words for who in "AB?"]  # type: ignore[union-attr]
    assert words == ["Maya:", "Tom:", "Agreed:"]


def test_a_break_comes_first_and_only_once() -> None:
    questions = taken(agreed(1, 1.0), BreakOffered(at=2.0, because="heat"), BreakOffered(at=3.0, because="asked"))
    assert shown(questions, 3.0) == ("break", 0)
    questions.take(BreakBegan(at=4.0, minutes=20))
    assert shown(questions, 4.0) == ("agreement", 1)


def test_what_is_let_be_goes_and_the_end_ends_all() -> None:
    questions = taken(BreakOffered(at=1.0, because="heat"), agreed(1, 1.0))
    assert shown(questions, 1.0) == ("break", 0)
    questions.let_be()
    assert shown(questions, 1.0) == ("agreement", 1)
    questions.take(Ended(at=2.0))
    assert shown(questions, 2.0) is None
