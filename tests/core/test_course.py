"""Where a talk goes: its topic found, what left it put aside, what was agreed kept once."""

from __future__ import annotations

import pytest

from coach.core.course import AGREED_FROM, FINDING_TOPIC, Course
from coach.core.events import Agreed, PutAside, TopicFound
from coach.core.talk import HELPS, Header, Kind, Moment, Speaker, Utterance

NAMES = ("Maya", "Tom")
MONEY = "The loan is due, the overdraft is full and the bank knows about the mortgage and my wages."


def said(text: str, *, n: int = 1, speaker: Speaker = "A", end: float = 10.0) -> Utterance:
    return Utterance(n=n, speaker=speaker, start=end - 4, end=end, text=text)


def noticed(kind: Kind, *, confidence: float = 0.9, speaker: Speaker = "A") -> Moment:
    tone = "helps" if kind in HELPS else "hurts"
    return Moment(1, kind, tone, speaker, 1, 0.0, 4.0, (), confidence)


# --- what it is about -------------------------------------------------------------------------------------------------


def found(course: Course, *ends: float, text: str = MONEY) -> list[tuple[float, str]]:
    events = [event for n, end in enumerate(ends, 1) for event in course.find_topic(said(text, n=n, end=end), end + 1)]
    assert all(isinstance(event, TopicFound) for event in events)
    return [(event.at, event.topic) for event in events]


def test_after_two_minutes_the_talk_is_said_to_be_about_what_it_is_about() -> None:
    course = Course(Header(id="t"))
    assert found(course, 60.0, FINDING_TOPIC - 0.1) == []
    assert course.topic == ""
    assert found(course, FINDING_TOPIC, 130.0, 140.0) == [(FINDING_TOPIC + 1, "money")]
    assert course.topic == "money"


def test_a_chosen_topic_is_kept() -> None:
    course = Course(Header(id="t", topic="the dishes"))
    assert found(course, 60.0, 130.0) == []
    assert course.topic == "the dishes"


def test_an_unclear_opening_is_not_gone_back_to() -> None:
    course = Course(Header(id="t"))
    assert found(course, 60.0, 130.0, text="Right then.") == []
    assert found(course, 140.0, 150.0) == []
    assert course.topic == ""


def test_a_topic_that_was_found_ends_a_drift_as_a_chosen_one_does() -> None:
    course = Course(Header(id="t"))
    found(course, 130.0)
    assert [*course.drift(said("And your mother rang."), [noticed("topic_drift")], 140.0)]
    assert course.drifting
    assert [*course.drift(said("So, the money."), [], 145.0)] == []
    assert not course.drifting


# --- what left it -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "speaker", "what"),
    [
        ("By the way, your mother called.", "A", "Tom's mother"),
        ("By the way, your mother called.", "B", "Maya's mother"),
        ("My car is at the garage.", "A", "Maya's car"),
        ("My car is at the garage.", "B", "Tom's car"),
        ("By the way, your mother called.", "?", "mother"),
        ("That gas bill went to the old flat.", "A", "the gas bill"),
    ],
)
def test_what_is_put_aside_says_whose_it_is(text: str, speaker: Speaker, what: str) -> None:
    course = Course(Header(id="t", topic="the dishes", names=NAMES))
    (event,) = course.drift(said(text, n=7, speaker=speaker), [noticed("topic_drift")], 11.0)
    assert isinstance(event, PutAside)
    assert (event.at, event.by_hand) == (11.0, False)
    assert (event.parked.utterance, event.parked.speaker, event.parked.what) == (7, speaker, what)


def test_only_the_step_that_leaves_the_topic_is_put_aside() -> None:
    course = Course(Header(id="t", topic="the dishes", names=NAMES))
    steps: tuple[tuple[str, tuple[Kind, ...]], ...] = (
        ("The car is old.", ()),
        ("Your mother called.", ("topic_drift",)),
        ("Your sister did too.", ("topic_drift",)),
        ("She is well.", ()),
        ("Back to the dishes.", ("topic_return",)),
        ("The gas bill came.", ("topic_drift",)),
    )
    parked = []
    for n, (text, kinds) in enumerate(steps, 1):
        events = course.drift(said(text, n=n), [noticed(kind) for kind in kinds], 10.0 * n)
        parked += [(event.at, event.parked.what) for event in events if isinstance(event, PutAside)]
    assert parked == [(20.0, "Tom's mother"), (60.0, "the gas bill")]


def test_a_stray_that_names_nothing_puts_nothing_aside() -> None:
    course = Course(Header(id="t", topic="the dishes"))
    assert [*course.drift(said("Yes. Well."), [noticed("topic_drift")], 11.0)] == []
    assert course.drifting


# --- what was agreed --------------------------------------------------------------------------------------------------

PROMISE = "I'll ring the surgery on Monday."


def agreed(course: Course, text: str, *moments: Moment, n: int = 1, before: str = "") -> list[str]:
    events = [*course.agree(said(text, n=n), moments, 12.0, before)]
    assert all(isinstance(event, Agreed) and event.at == 12.0 for event in events)
    return [event.agreement.what for event in events]


def test_an_agreement_is_kept_once_and_another_one_too() -> None:
    course = Course(Header(id="t"))
    assert agreed(course, PROMISE, noticed("agreement")) == ["ring the surgery on Monday"]
    assert agreed(course, "So I'll ring the surgery Monday.", noticed("agreement"), n=3) == []
    assert agreed(course, "I'll wash the bottles.", noticed("agreement"), n=4) == ["wash the bottles"]


def test_what_is_said_with_a_blow_is_no_agreement() -> None:
    assert agreed(Course(Header(id="t")), PROMISE, noticed("agreement"), noticed("threat")) == []


def test_only_what_is_sure_enough_and_says_something_is_an_agreement() -> None:
    course = Course(Header(id="t"))
    assert agreed(course, PROMISE, noticed("agreement", confidence=AGREED_FROM - 0.01)) == []
    assert agreed(course, PROMISE, noticed("compromise")) == []
    assert agreed(course, "Okay.", noticed("agreement")) == []
    assert agreed(course, PROMISE, noticed("agreement", confidence=AGREED_FROM)) == ["ring the surgery on Monday"]


def test_a_bare_yes_agrees_to_what_was_asked() -> None:
    asked = "Could you text me when you leave?"
    assert agreed(Course(Header(id="t")), "I will.", noticed("agreement"), before=asked) == ["text me when you leave"]
