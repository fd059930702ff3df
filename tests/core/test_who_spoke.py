"""Who spoke is asked when it matters; the answer puts the utterance right, and all counts with it."""

from __future__ import annotations

import itertools

import msgspec
import pytest

from coach.core.conversation import ASK_EVERY, Conversation, is_given, replay
from coach.core.events import (
    Agreed,
    Amended,
    Confirmed,
    Cued,
    Dismissed,
    Ended,
    Event,
    Given,
    Heard,
    Noticed,
    SpeakerTold,
    WhoSpoke,
)
from coach.core.recapping import recap
from coach.core.talk import Header, Utterance
from coach.detectors import ALL
from coach.settings import Settings
from tests.talks.making import given, lines, played

HEADER = Header(id="t", topic="the dishes", names=("Maya", "Tom"))
BLAME = "You never help me with the dishes."
LONG = "on the way home the bus was late and then it rained and we all walked the rest"


def of(events: list[Event], kind: type[Event]) -> list[Event]:
    return [event for event in events if isinstance(event, kind)]


def asked(*said: str, gap: float = 0.5, **more: float) -> list[int]:
    utterances = [msgspec.structs.replace(one, **more) for one in lines(*said, gap=gap)]
    return [event.utterance for event in played(given(utterances, HEADER), ALL) if isinstance(event, WhoSpoke)]


def test_it_is_asked_when_something_hangs_on_it() -> None:
    assert asked(f"?: {BLAME}") == [1]
    assert asked("?: I'll take the bins out on Sundays, I promise.") == [1]
    assert asked(f"?: {LONG}") == [1]


def test_twelve_words_surely_heard_are_worth_a_question_by_themselves() -> None:
    twelve = " ".join(["well"] * 12)
    assert asked(f"?: {twelve}", confidence=0.8) == [1]
    assert asked(f"?: {twelve}", confidence=0.79) == []
    assert asked(f"?: {twelve[5:]}") == []


def test_it_is_not_asked_otherwise() -> None:
    assert asked("?: The bus was late.", "?: mm-hmm", f"A: {BLAME}") == []
    assert asked(f"?: {LONG}", confidence=0.7) == []
    assert asked(f"?: {BLAME}", confidence=0.3) == []


def test_it_is_asked_seldom() -> None:
    numbers = asked(*[f"?: {BLAME}"] * 10, gap=2.0)
    utterances = lines(*[f"?: {BLAME}"] * 10, gap=2.0)
    times = [utterances[n - 1].end for n in numbers]
    assert len(times) >= 2
    assert all(after - before >= ASK_EVERY for before, after in itertools.pairwise(times))


def told(*said: str, answer: SpeakerTold) -> list[Event]:
    """The answer comes before the end of the talk."""
    *before, end = given(lines(*said), HEADER)
    events: list[Given] = [*before, answer, Ended(at=max(end.at, answer.at))]
    return played(events, ALL)


def test_the_answer_puts_the_utterance_right_and_counts_follow() -> None:
    said = ("A: I was tired.", f"?: {BLAME}", "A: I hear that.")
    before = recap(played(given(lines(*said), HEADER), ALL), ALL)
    after = recap(told(*said, answer=SpeakerTold(at=20.0, utterance=2, speaker="B")), ALL)
    assert (before.partners["B"].words, before.partners["B"].turns, before.moments) == (0, 0, ())
    assert (after.partners["B"].words, after.partners["B"].turns) == (7, 1)
    assert (before.partners["A"].turns, after.partners["A"].turns) == (1, 2)
    assert after.turns[1].speaker == "B"
    assert [(one.kind, one.speaker, one.turn) for one in after.moments] == [("blame", "B", 2)]
    assert "It is not clear who spoke in one place. Nothing there is put to anyone." in before.notes
    assert not any("not clear who spoke" in note for note in after.notes)


def test_the_answer_gives_what_would_have_been_there_from_the_start() -> None:
    known = (
        "A: I feel alone with it.",
        f"B: {BLAME}",
        "A: I'm sorry about that.",
        "B: I'll take the bins out on Sundays, I promise.",
    )
    unknown = (known[0], known[1].replace("B:", "?:"), *known[2:])
    one = recap(played([*given(lines(*known), HEADER)[:-1], Ended(at=60.0)], ALL), ALL)
    two = recap(told(*unknown, answer=SpeakerTold(at=60.0, utterance=2, speaker="B")), ALL)
    assert [(m.kind, m.speaker, m.turn) for m in one.moments] == [(m.kind, m.speaker, m.turn) for m in two.moments]
    assert one.partners == two.partners
    assert one.agreements == two.agreements


def test_an_agreement_that_was_nobody_s_becomes_somebody_s() -> None:
    events = told(
        "?: I'll take the bins out on Sundays, I promise.", answer=SpeakerTold(at=6.0, utterance=1, speaker="B")
    )
    (agreed,) = of(events, Agreed)
    assert agreed.agreement.speaker == "B"


def test_a_late_answer_raises_no_late_cue() -> None:
    events = told(f"?: {BLAME}", "A: I see.", answer=SpeakerTold(at=90.0, utterance=1, speaker="B"))
    assert of(events, Noticed)
    assert not of(events, Cued)


@pytest.mark.parametrize(
    "answer", [SpeakerTold(at=9.0, utterance=1, speaker="B"), SpeakerTold(at=9.0, utterance=77, speaker="B")]
)
def test_what_was_clear_stays_as_it_is(answer: SpeakerTold) -> None:
    start, heard, _ = given(lines(f"A: {BLAME}"), HEADER)
    end = Ended(at=9.0)
    assert recap(played([start, heard, answer, end], ALL), ALL) == recap(played([start, heard, end], ALL), ALL)


def test_a_kept_talk_gives_the_same_again() -> None:
    journal = told(
        "A: I was tired.",
        f"?: {BLAME}",
        "?: mm-hmm",
        "A: I'll do them on Monday.",
        answer=SpeakerTold(at=20.0, utterance=2, speaker="B"),
    )
    again = msgspec.json.decode(msgspec.json.encode(journal), type=list[Event])
    assert list(replay(again, Conversation(ALL, Settings()))) == journal
    assert all(is_given(event) for event in journal if isinstance(event, SpeakerTold))
    assert recap(again, ALL) == recap(journal, ALL)


def test_what_was_waved_away_does_not_come_back_with_the_answer() -> None:
    conversation = Conversation(ALL, Settings())
    start, heard, _ = given(lines(f"?: {BLAME}"), HEADER)
    events = [
        *conversation.take(start),
        *conversation.take(heard),
        *conversation.take(SpeakerTold(at=4.0, utterance=1, speaker="A")),
    ]
    (found,) = of(events, Noticed)
    events += conversation.take(Dismissed(at=5.0, moment=found.moment.id))
    events += conversation.take(SpeakerTold(at=6.0, utterance=1, speaker="B"))
    assert recap(events, ALL).moments == ()


# --- agreements -------------------------------------------------------------------------------------------------------


def agreed(*changes: Given) -> list[tuple[str, bool]]:
    said = Utterance(n=1, speaker="B", start=0, end=4, text="I'll take the bins out on Sundays, I promise.")
    start, *_ = given((), HEADER)
    events = played([start, Heard(at=4.0, utterance=said), *changes, Ended(at=30.0)], ALL)
    assert list(replay(events, Conversation(ALL, Settings()))) == events
    return [(one.what, one.confirmed) for one in recap(events, ALL).agreements]


WHAT = "take the bins out on Sundays"
YES_A, YES_B = Confirmed(at=5.0, agreement=1, by="A"), Confirmed(at=6.0, agreement=1, by="B")


def test_an_agreement_is_confirmed_when_both_said_yes() -> None:
    assert agreed() == [(WHAT, False)]
    assert agreed(YES_A) == [(WHAT, False)]
    assert agreed(YES_A, YES_A) == [(WHAT, False)]
    assert agreed(YES_A, YES_B) == [(WHAT, True)]


def test_an_agreement_can_be_put_in_other_words_or_be_none() -> None:
    assert agreed(YES_A, YES_B, Amended(at=7.0, agreement=1, what="do the bins")) == [("do the bins", False)]
    assert agreed(Amended(at=4.5, agreement=1, what="do the bins"), YES_A, YES_B) == [("do the bins", True)]
    assert agreed(Amended(at=4.5, agreement=1, what="")) == []
    assert agreed(Amended(at=4.5, agreement=9, what="")) == [(WHAT, False)]
