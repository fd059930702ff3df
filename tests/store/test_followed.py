"""Agreements are asked about once, and what became of them is kept as they are: locked, and only where both ticked it."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from coach.core.recap import RecapAgreement
from coach.errors import StoreError
from coach.store.followed import Tally, agreements_of, answer, tally, to_ask_about
from coach.store.kept import PARTS, Answered, Choice, checked, trimmed
from tests.store.conftest import talk

AGREED = (
    RecapAgreement(3, "A", "empty the dishwasher on Tuesdays", confirmed=True),
    RecapAgreement(5, "B", "call the plumber"),
    RecapAgreement(6, "?", "walk together on Sunday"),
)


@pytest.fixture
def agreed(sample_recap):
    return replace(sample_recap, agreements=AGREED)


def test_each_is_asked_about_once(sessions, agreed):
    sessions.keep(talk(agreed))
    asked = to_ask_about(sessions)
    assert [(one.what, one.who) for one in asked] == [
        ("empty the dishwasher on Tuesdays", "Maya"),
        ("call the plumber", "Tom"),
        ("walk together on Sunday", ""),
    ]
    answer(sessions, [(asked[0], "kept"), (asked[1], "not_yet")], "2026-11-27")
    assert [one.what for one in to_ask_about(sessions)] == ["walk together on Sunday"]
    answer(sessions, [(asked[2], "skipped")], "2026-11-28")
    assert to_ask_about(sessions) == ()
    found = agreements_of(sessions.load("talk-1"))
    assert [(one.answer, one.asked_on) for one in found] == [
        ("kept", "2026-11-27"),
        ("not_yet", "2026-11-27"),
        ("skipped", "2026-11-28"),
    ]
    assert tally(found) == Tally(kept=1, not_yet=1, open=1)


def test_the_answers_are_locked_as_the_talk_is(sessions, agreed):
    sessions.keep(talk(agreed))
    answer(sessions, [(to_ask_about(sessions)[0], "partly")], "2026-11-27")
    everything = b"".join(path.read_bytes() for path in sessions.folder.rglob("*") if path.is_file())
    assert b"partly" not in everything
    assert b"2026-11-27" not in everything


def test_only_the_latest_talks_are_asked_about_and_only_a_few_things(sessions, agreed):
    for day in range(1, 6):
        sessions.keep(talk(agreed, f"talk-{day}", began_at=f"2026-11-0{day}T19:30:00+01:00"))
    asked = to_ask_about(sessions)
    assert [(one.talk, one.n) for one in asked] == [("talk-5", 0), ("talk-5", 1), ("talk-5", 2), ("talk-4", 0)]
    for _ in range(3):
        answer(sessions, [(one, "kept") for one in to_ask_about(sessions)], "2026-11-27")
    assert to_ask_about(sessions) == ()  # the two oldest are left in peace


def test_without_agreements_nothing_is_asked_and_no_answer_stays(sessions, agreed):
    without = frozenset(PARTS) - {"agreements"}
    session = replace(agreed.session, aim="to understand each other", rules=("One topic.",))
    agreed = replace(agreed, session=session)
    kept = talk(agreed, choice=Choice(without, without))
    assert (kept.recap.session.aim, kept.recap.session.rules) == ("", ())
    sessions.keep(kept)
    assert to_ask_about(sessions) == ()
    full = talk(agreed)
    assert (full.recap.session.aim, full.recap.session.rules) == (session.aim, session.rules)
    answered = replace(full, answers=(Answered(0, "kept", "2026-11-27"), Answered(9, "kept", "2026-11-27")))
    assert [one.n for one in trimmed(answered, frozenset(PARTS)).answers] == [0]
    assert trimmed(answered, without).answers == ()


def test_a_later_answer_replaces_the_earlier_one(sessions, agreed):
    sessions.keep(talk(agreed))
    first = to_ask_about(sessions)[0]
    answer(sessions, [(first, "not_yet")], "2026-11-27")
    answer(sessions, [(first, "kept")], "2026-12-04")
    found = agreements_of(sessions.load("talk-1"))[0]
    assert (found.answer, found.asked_on) == ("kept", "2026-12-04")


def test_an_answer_that_is_none_is_told(agreed):
    import msgspec

    raw = msgspec.to_builtins(talk(agreed)) | {"answers": [{"n": 0, "answer": "broken", "on": "2026-11-27"}]}
    with pytest.raises(StoreError, match=r"answers\[0\]\.answer"):
        checked(raw, "t.talk")
