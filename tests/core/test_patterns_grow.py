"""What makes a dance surer and what less sure, and what each needs to be told at all."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import pytest

from coach.core.patterns import patterns
from coach.core.talk import Kind, PatternKind, Speaker, Utterance
from tests.talks.dancing import HEADER, HEATED, PRESSING, WARM, Line, kinds, moments, seen


def confidence(kind: PatternKind, lines: Sequence[Line]) -> float:
    """0 where the dance is not told."""
    return next((one.confidence for one in seen(lines) if one.kind == kind), 0.0)


def one_more(lines: Sequence[Line], *labels: Kind, who: Speaker = "A", text: str = "Well.") -> list[Line]:
    """The talk with another line in its place of a neutral one at the end."""
    return [*lines[:-1], (who, text, labels)]


NEUTRAL: Line = ("A", "Well.", ())


@pytest.mark.parametrize(
    ("kind", "talk", "labels", "who"),
    [
        ("good_repair", WARM * 3, ("agreement",), "A"),
        ("de_escalation", [("A", "You always.", ("blame",))] * 6 + WARM * 2, ("validation",), "A"),
        ("escalation", WARM + HEATED * 2, ("personal_attack",), "A"),
        ("demand_withdraw", PRESSING * 3, ("withdrawal",), "B"),
        ("pursuer_distancer", PRESSING + WARM, ("withdrawal",), "B"),
        ("fear_shame", WARM + [("A", "I'm scared.", ("vulnerability",))] * 6, ("reassurance",), "B"),
        ("fear_shame", WARM + [("A", "I'm scared.", ("vulnerability",))] * 6, ("vulnerability",), "B"),
        ("dominance", [("A", "Do it.", ("demand",)), ("B", "I felt hurt.", ("i_statement",))] * 6, ("dismissal",), "A"),
        ("kitchen_sinking", PRESSING * 2 + [("A", "And the car.", ("topic_drift",))] * 3, ("past_grievance",), "A"),
        ("coercion", [("A", "I'll take the kids.", ("threat",)), *PRESSING * 2], ("threat",), "A"),
        ("coercion", [("A", "I'll take the kids.", ("threat",)), *PRESSING * 2], ("demand",), "A"),
    ],
)
def test_more_of_what_it_is_made_of_makes_a_dance_surer(kind, talk, labels, who) -> None:
    plain = [*talk, NEUTRAL]
    assert 0 < confidence(kind, plain) < confidence(kind, one_more(plain, *labels, who=who)) < 1


@pytest.mark.parametrize(
    ("kind", "talk", "labels", "who"),
    [
        ("good_repair", WARM * 3, ("blame",), "A"),
        ("balanced", WARM * 3, ("blame",), "B"),
        ("de_escalation", [("A", "You always.", ("blame",))] * 6 + WARM * 2, ("personal_attack",), "A"),
        ("escalation", WARM + HEATED * 2, ("validation",), "A"),
        ("pursuer_distancer", PRESSING + WARM, ("withdrawal",), "A"),
        ("dominance", [("A", "Do it.", ("demand",)), ("B", "I felt hurt.", ("i_statement",))] * 6, ("demand",), "B"),
        ("kitchen_sinking", PRESSING * 2 + [("A", "And the car.", ("topic_drift",))] * 3, ("validation",), "A"),
    ],
)
def test_more_of_the_opposite_makes_it_less_sure(kind, talk, labels, who) -> None:
    plain = [*talk, NEUTRAL]
    assert confidence(kind, plain) > confidence(kind, one_more(plain, *labels, who=who))


@pytest.mark.parametrize(
    ("kind", "talk", "who", "text"),
    [
        ("pursuer_distancer", PRESSING + WARM, "A", "I miss you, hold me, come here, talk to me."),
        ("pursuer_distancer", PRESSING + WARM, "B", "I need space, I want to breathe, leave me alone."),
        (
            "fear_shame",
            WARM + [("A", "Well.", ("vulnerability",))] * 6,
            "B",
            "I'm scared and ashamed, I worry, I hide.",
        ),
        ("coercion", [("A", "Then go.", ("threat",)), *PRESSING * 2], "A", "Your card, the kids, your passport."),
    ],
)
def test_the_words_that_go_with_a_dance_make_it_surer(kind, talk, who, text) -> None:
    labels: tuple[Kind, ...] = ("demand",) if kind == "coercion" else ()
    plain = [*talk, (who, "Well.", labels)]
    assert 0 < confidence(kind, plain) < confidence(kind, [*talk, (who, text, labels)])


def test_who_reaches_and_who_needs_room_may_begin_a_loop_by_their_words_alone() -> None:
    reaching: list[Line] = [("A", "I miss you, hold me.", ("demand",)), ("B", "I need space, leave me.", ("demand",))]
    for lines, by in ((reaching * 8, "A"), ([("B" if who == "A" else "A", *rest) for who, *rest in reaching * 8], "B")):  # type: ignore[misc]
        loop = next(one for one in seen(lines) if one.kind == "pursuer_distancer")
        assert loop.by == by


@pytest.mark.parametrize(
    ("kind", "surer"),
    [("escalation", True), ("demand_withdraw", True), ("de_escalation", False), ("pursuer_distancer", False)],
)
def test_heat_late_in_the_talk_tells_more_than_heat_in_the_middle(kind: PatternKind, surer: bool) -> None:
    heated: list[Line] = [("A", "You always.", ("blame",))] * 6
    middle, late = PRESSING + heated + WARM, PRESSING + WARM + heated
    less, more = (middle, late) if surer else (late, middle)
    assert confidence(kind, less) < confidence(kind, more)


def test_what_was_noticed_where_nothing_was_surely_heard_makes_no_talk_colder() -> None:
    said = [
        Utterance(n=n, speaker=who, start=5.0 * n, end=5.0 * n + 4, text=text)
        for n, (who, text, _) in enumerate(WARM * 3, 1)
    ]
    found = moments(said, [kinds for *_, kinds in WARM * 3])
    lost = [msgspec.structs.replace(one, kind="blame", tone="hurts", utterance=900 + one.id) for one in found]
    without, with_ = (
        next(one.confidence for one in patterns(HEADER, said, all_, ()) if one.kind == "balanced")
        for all_ in (found, [*found, *lost])
    )
    assert without == with_


def test_two_who_squeeze_each_other_alike_are_no_dominance() -> None:
    alike: list[Line] = [("A", "Do it now.", ("demand",)), ("B", "No. You do it.", ("demand",))]
    assert "dominance" not in kinds(seen(alike * 8))


def test_one_stray_subject_is_no_heap() -> None:
    one_stray = [*PRESSING * 3, ("A", "And the car.", ("topic_drift",))]
    assert "kitchen_sinking" not in kinds(seen(one_stray))


def test_heat_is_shown_where_it_rose_and_calm_where_it_came() -> None:
    rising = next(one for one in seen([("A", "You always.", ("blame",))] * 4 + HEATED * 3) if one.kind == "escalation")
    assert [n for n in rising.evidence if n <= 8] == [5, 6]  # before the middle insults alone
    assert rising.evidence[-1] == 16
    falling = next(
        one for one in seen([("A", "You always.", ("blame",))] * 6 + WARM * 2) if one.kind == "de_escalation"
    )
    assert (falling.evidence[0], falling.evidence[-1]) == (10, 18)  # kind words from the middle on


def test_voices_are_measured_against_their_own_usual_and_over_enough_words() -> None:
    lines = (WARM + HEATED) * 2
    usual = {one.kind: one.confidence for one in seen(lines)}["escalation"]
    louder = {one.kind: one.confidence for one in seen(lines, loudness=[-36.0] * 10 + [-30.0] * 10)}["escalation"]
    loudest = {one.kind: one.confidence for one in seen(lines, loudness=[-36.0] * 10 + [-10.0] * 10)}["escalation"]
    assert louder == loudest > usual  # six decibels are as much as counts
    apart = [-40.0, -20.0] * 10
    assert {one.kind: one.confidence for one in seen(lines, loudness=apart)}["escalation"] == usual
