"""What a recap counts, praises and offers, from events made by hand; `test_recap.py` has whole talks."""

from __future__ import annotations

import msgspec

from coach.core.events import (
    Cued,
    Ended,
    LetBe,
    Noticed,
    Started,
)
from coach.core.recapping import MOST_STRENGTHS, recap
from coach.core.talk import Cue, Header, Kind, Moment
from coach.detectors import ALL
from tests.talks.by_hand import noticed, said, talk, words

TITLES = {detector.kind: detector.title for detector in ALL}
TIPS = {detector.kind: detector.tip for detector in ALL}


# --- what is counted --------------------------------------------------------------------------------------------------


def test_what_is_known_of_the_talk_as_a_whole() -> None:
    session = talk(*words(2), Ended(at=60.1234)).session
    assert (session.id, session.topic, session.duration_s) == ("x1", "the dishes", 60.123)
    assert (session.source, session.model, session.timed) == ("talk.wav", "base.en", True)
    assert (session.aim, session.rules) == ("a plan", ("Stop means stop.",))
    assert talk().session.duration_s == 0.0


def test_each_partners_numbers() -> None:
    counts = talk(
        said(1, "A", 0.0, 4.0, "Did you ring Jo? And Sam?"),
        said(2, "B", 3.0, 3.5, "mm-hmm"),
        Noticed(at=3.5, moment=Moment(1, "backchannel", "neutral", "B", 2, 3.0, 3.5, (), 0.9)),
        said(3, "A", 5.0, 7.0, "I was late."),
        said(4, "?", 8.0, 9.0, "Well, well."),
        said(5, "B", 10.0, 12.0, "Yes. Why?"),
        said(6, "B", 12.0, 13.0, "not made out", confidence=0.2),
        said(7, "A", 14.0, 15.0, "Fine."),
        noticed(2, "interruption", "B", 5),
        noticed(3, "topic_drift", "A", 1),
        noticed(4, "topic_drift", "A", 3),
        noticed(5, "topic_return", "B", 5),
        Ended(at=20.0),
    ).partners
    one, two = counts["A"], counts["B"]
    assert (one.name, one.talk_time_s, one.talk_share, one.words, one.turns) == ("Maya", 7.0, 0.778, 10, 2)
    assert (two.name, two.talk_time_s, two.talk_share, two.words, two.turns) == ("Tom", 2.0, 0.222, 2, 1)
    assert (one.longest_turn_s, one.questions, one.interruptions) == (7.0, 2, 0)
    assert (two.longest_turn_s, two.questions, two.interruptions) == (2.0, 1, 1)
    assert (one.opened, one.last_word, one.moved_topic, one.brought_back) == (True, True, 2, 0)
    assert (two.opened, two.last_word, two.moved_topic, two.brought_back) == (False, False, 0, 1)


def test_where_times_are_estimated_the_share_is_one_of_words() -> None:
    """Who writes fast has short lines in time: that says nothing about who had room."""
    header = Header(id="t1", names=("Maya", "Tom"), source="typed", timed=False)
    events = [said(1, "A", 0.0, 9.0, "I was late."), said(2, "B", 9.0, 9.5, "Yes, by six whole minutes, you were.")]
    counts = recap([Started(at=0.0, header=header), *events, Ended(at=10.0)], ALL).partners
    assert (counts["A"].talk_share, counts["B"].talk_share) == (0.3, 0.7)
    assert (counts["A"].words, counts["B"].words) == (3, 7)


def test_as_surely_heard_as_is_asked_for_counts_and_times_are_in_milliseconds() -> None:
    told = talk(
        said(1, "A", 0.12345, 4.00051, "I was late.", confidence=0.5), said(2, "B", 5, 9, "Yes.", confidence=0.49)
    )
    assert [(one.sure, one.start, one.end) for one in told.turns] == [(True, 0.123, 4.001), (False, 5.0, 9.0)]
    assert (told.partners["A"].words, told.partners["B"].words) == (3, 0)


def test_the_turn_in_which_a_talk_was_cut_off_counts() -> None:
    counts = talk(said(1, "A", 0.0, 4.0, "I was late."), said(2, "B", 5.0, 9.0, "Yes, and then")).partners
    assert [(counts[one].turns, counts[one].longest_turn_s) for one in "AB"] == [(1, 4.0), (1, 4.0)]
    assert [(counts[one].opened, counts[one].last_word) for one in "AB"] == [(True, False), (False, True)]


def test_who_said_nothing_has_no_share() -> None:
    counts = talk(said(1, "A", 0.0, 4.0, "I was late."), Ended(at=5.0)).partners
    assert (counts["A"].talk_share, counts["B"].talk_share) == (1.0, 0.0)
    assert (counts["B"].opened, counts["B"].last_word, counts["B"].longest_turn_s) == (False, False, 0.0)
    nobody = talk(Ended(at=5.0)).partners["A"]
    assert (nobody.talk_share, nobody.opened, nobody.last_word) == (0.0, False, False)


# --- moments ----------------------------------------------------------------------------------------------------------


def test_a_moment_says_what_became_of_it() -> None:
    cue = Cue(1, "A", 25.0, "One feeling, one need?", (1,), "hurts", 12)
    shown = talk(
        *words(4),
        noticed(3, "demand", "A", 3, 0.81234),
        noticed(1, "blame", "A", 1),
        noticed(2, "blame", "B", 2),
        noticed(4, "validation", "B", 4),
        Cued(at=25.0, cue=cue),
        LetBe(at=30.0, moment=2, reason="repaired"),
        LetBe(at=30.0, moment=3, reason="stale"),
    ).moments
    assert [(one.id, one.outcome, one.cue) for one in shown] == [
        (1, "cued", "One feeling, one need?"), (2, "repaired", ""), (3, "", ""), (4, "", ""),
    ]  # fmt: skip
    assert [one.try_instead for one in shown] == [TIPS["blame"], TIPS["blame"], TIPS["demand"], ""]
    assert [one.title for one in shown] == [TITLES[one.kind] for one in shown]
    assert (shown[2].confidence, shown[2].turn, shown[2].quote) == (0.812, 3, "words 3")


# --- what went well ---------------------------------------------------------------------------------------------------


def strength(kind: Kind, name: str, n: int) -> str:
    return f"{name} — {TITLES[kind].lower()}: “words {n}”"


def test_the_surest_of_each_partner_in_turn_each_kind_once_told_in_order_of_time() -> None:
    moments = [
        noticed(1, "validation", "B", 2, 0.7),
        noticed(2, "validation", "B", 4, 0.95),
        noticed(3, "apology", "B", 6, 0.9),
        noticed(4, "request", "A", 1, 0.71),
        noticed(5, "i_statement", "A", 3, 0.72),
        noticed(6, "appreciation", "B", 8, 0.8),
        noticed(7, "repair", "A", 5, 0.6),
        noticed(8, "blame", "A", 7, 0.99),
        noticed(9, "agreement", "B", 2, 0.85),
    ]
    assert MOST_STRENGTHS == 5
    assert talk(*words(), *moments).strengths == (
        strength("request", "Maya", 1),
        strength("agreement", "Tom", 2),
        strength("i_statement", "Maya", 3),
        strength("validation", "Tom", 4),
        strength("apology", "Tom", 6),
    )


def test_where_one_alone_did_well_it_is_said_all_the_same() -> None:
    moments = [noticed(1, "validation", "B", 2), noticed(2, "apology", "B", 4, 0.95)]
    assert talk(*words(), *moments).strengths == (strength("validation", "Tom", 2), strength("apology", "Tom", 4))


def test_of_two_as_sure_the_earlier_is_told() -> None:
    moments = [noticed(1, "validation", "B", 4), noticed(2, "validation", "B", 2)]
    assert talk(*words(), *moments).strengths == (strength("validation", "Tom", 2),)


def test_moments_caught_by_themselves_and_soft_ones_that_were_held_are_strengths() -> None:
    blamed = [noticed(1, "blame", "A", 1), noticed(2, "blame", "B", 4)]
    mended = [LetBe(at=15.0, moment=1, reason="repaired"), LetBe(at=45.0, moment=2, reason="repaired")]
    assert talk(*words(), *blamed, mended[0]).strengths == ("You caught a hard moment by yourselves.",)
    assert talk(*words(), *blamed, *mended).strengths == ("You caught 2 hard moments by yourselves.",)
    soft = [noticed(1, "vulnerability", "A", 1), noticed(2, "reassurance", "B", 2)]
    assert "Tom heard something soft, and stayed with it." in talk(*words(), *soft).strengths
    passed = [noticed(1, "vulnerability", "A", 1), noticed(2, "dismissal", "B", 2)]
    assert not any("soft" in one for one in talk(*words(), *passed).strengths)


def test_no_praise_repeats_the_words_that_hurt() -> None:
    """One sentence may hold both: "You never listen, and I feel sad about it"."""
    kind, blame = noticed(1, "i_statement", "A", 1), noticed(2, "blame", "A", 1)
    assert any("words 1" in one for one in talk(*words(), kind).strengths)
    assert not any("words 1" in one for one in talk(*words(), kind, blame).strengths)
    assert any("words 3" in one for one in talk(*words(), kind, blame, noticed(3, "i_statement", "A", 3)).strengths)


def test_who_was_alone_did_not_sit_down_together() -> None:
    assert talk(said(1, "A", 0.0, 4.0, "I was late."), Ended(at=5.0)).strengths == ("You put it into words.",)


def test_where_nothing_was_noticed_they_sat_down_and_talked() -> None:
    assert talk(*words()).strengths == ("You sat down together and talked.",)
    assert talk().strengths == ()


# --- what to try ------------------------------------------------------------------------------------------------------


def test_to_practise_is_what_weighed_most_of_ones_own() -> None:
    moments = [
        noticed(1, "blame", "A", 1, 0.6),
        noticed(2, "demand", "A", 3, 0.9),
        noticed(3, "blame", "A", 5, 0.6),
        noticed(4, "dismissal", "B", 2),
    ]
    assert talk(*words(), *moments).to_practise == {"A": TIPS["blame"], "B": TIPS["dismissal"]}


def test_what_they_mended_by_themselves_needs_no_practice() -> None:
    moments = [noticed(1, "blame", "A", 1), noticed(2, "demand", "A", 3, 0.6)]
    mended = LetBe(at=15.0, moment=1, reason="repaired")
    assert talk(*words(), *moments, mended).to_practise == {"A": TIPS["demand"], "B": TIPS["reflection"]}


def test_who_said_nothing_has_nothing_to_practise() -> None:
    assert list(talk(said(1, "A", 0.0, 4.0, "I was late.")).to_practise) == ["A"]


# --- patterns ---------------------------------------------------------------------------------------------------------


def test_coercion_is_told_in_private_only() -> None:
    threats = [noticed(n, kind, "A", n) for n in range(1, 13, 2) for kind in ("threat", "demand")]  # type: ignore[misc]
    threats = [Noticed(at=0.0, moment=msgspec.structs.replace(one.moment, id=i)) for i, one in enumerate(threats, 1)]
    open_, alone = talk(*words(12), *threats), talk(*words(12), *threats, private=True)
    assert "coercion" not in {one.kind for one in open_.patterns}
    assert "escalation" in {one.kind for one in open_.patterns}
    (coercion,) = [one for one in alone.patterns if one.kind == "coercion"]
    assert (coercion.from_, coercion.to) == ("A", "B")
    assert coercion.title
    assert coercion.offer
    assert [one.kind for one in alone.private] == ["threat"] * 6
