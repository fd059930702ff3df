"""The recap: made from events alone, in the agreed format, kind first; nothing private in it unless asked."""

from __future__ import annotations

import msgspec
import pytest

from coach.core.events import (
    AudioLost,
    BreakBegan,
    BreakEnded,
    Dismissed,
    Ended,
    Heard,
    Noticed,
    PutAside,
    Started,
    Unsure,
)
from coach.core.recap import Recap
from coach.core.recapping import recap
from coach.core.talk import Header, Parked, Utterance
from coach.detectors import ALL
from coach.report.telling import share
from tests.talks.making import given, labelled, lines, played

HEADER = Header(id="t", topic="the dishes", names=("Maya", "Tom"), source="talk.txt")
TALK = lines(
    "A: You never help me with the dishes.",
    "B: I know. I had a long day at work.",
    "A: I feel tired, and I need some help in the evening.",
    "B: It makes sense that you are tired. Thank you for telling me.",
    "A: Can you do the dishes when I cook?",
    "B: Yes. From now on I will do the dishes when you cook.",
)


def told(utterances=TALK, header=HEADER, **options) -> Recap:
    return recap(played(given(utterances, header), ALL), ALL, **options)


def test_it_is_the_agreed_format():
    document = msgspec.json.decode(msgspec.json.encode(told()))
    assert document["schema"] == "coach.recap/1"
    assert set(document["session"]) >= {"id", "topic", "duration_s", "source", "model"}
    assert set(document["partners"]["A"]) >= {
        "name", "talk_time_s", "talk_share", "words", "turns", "longest_turn_s", "interruptions", "questions",
    }  # fmt: skip
    assert set(document["moments"][0]) >= {
        "turn", "speaker", "kind", "tone", "start", "end", "quote", "confidence", "why", "cue", "try_instead",
    }  # fmt: skip
    assert msgspec.convert(document, Recap) == told()


def test_what_went_well_comes_in_their_own_words():
    recap_ = told()
    assert recap_.strengths
    spoken = " ".join(one.text for one in TALK)
    for strength in recap_.strengths:
        quote = strength.partition("“")[2].rpartition("”")[0]
        assert quote in spoken


def test_a_hurtful_moment_comes_with_something_to_try():
    (blame,) = [one for one in told().moments if one.kind == "blame"]
    assert blame.quote == "You never help me with the dishes."
    assert blame.try_instead
    assert told().to_practise["A"] == blame.try_instead


def test_an_agreement_is_caught():
    (agreed,) = told().agreements
    assert agreed.speaker == "B"
    assert "dishes" in agreed.what
    assert not agreed.confirmed


def test_counts_leave_out_what_was_only_listening():
    heard = lines(
        "A: I went to the shop and then I came home.",
        "B: Mm-hmm.",
        "A: And then I cooked for us.",
        "B: Thank you for cooking.",
    )
    counts = told(heard).partners
    assert counts["A"].turns == 1
    assert counts["B"].words == 4
    assert counts["A"].talk_share + counts["B"].talk_share == pytest.approx(1.0)


def test_what_was_dismissed_is_in_no_count():
    events = played(given(TALK, HEADER), ALL)
    moments = [event.moment for event in events if isinstance(event, Noticed)]
    gone = [*events, *(Dismissed(at=99, moment=one.id) for one in moments if one.tone == "hurts")]
    assert not [one for one in recap(gone, ALL).moments if one.tone == "hurts"]


def test_unsure_words_are_shown_but_in_no_count():
    unsure = [msgspec.structs.replace(one, confidence=0.2) if one.n == 1 else one for one in TALK]
    recap_ = told(unsure)
    assert [turn.sure for turn in recap_.turns] == [False, True, True, True, True, True]
    assert not [one for one in recap_.moments if one.turn == 1]
    assert "One stretch could not be made out. It is left out of every count." in recap_.notes


def test_a_threat_is_for_one_partners_own_eyes():
    heard = lines("A: If you leave tonight you will never see the kids again.", "B: I feel afraid when you say that.")
    assert not [one for one in told(heard).moments if one.kind == "threat"]
    assert told(heard).private == ()
    (threat,) = told(heard, private=True).private
    assert threat.speaker == "A"


def test_breaks_losses_and_the_parking_lot_are_told():
    events = played(
        [
            Started(at=0.0, header=HEADER),
            Heard(at=3.0, utterance=TALK[0]),
            BreakBegan(at=10.0, minutes=5),
            BreakEnded(at=20.0),
            AudioLost(at=25.0, seconds=2.0, reason="The microphone was away."),
            Unsure(at=30.0, start=28.0, end=29.0, reason="noise"),
            PutAside(at=31.0, parked=Parked(None, None, "the car"), by_hand=True),
            Ended(at=40.0),
        ],
        ALL,
    )
    recap_ = recap(events, ALL)
    assert recap_.timeline.breaks == ((10.0, 20.0),)
    assert recap_.timeline.lost == ((23.0, 25.0),)
    assert [one.what for one in recap_.parking_lot] == ["the car"]
    assert any("2 s of sound are missing. The microphone was away." in note for note in recap_.notes)


def test_silence_is_not_praised():
    recap_ = recap(played([Started(at=0.0, header=HEADER), Ended(at=20.0)], ALL), ALL)
    assert recap_.strengths == ()
    assert recap_.to_practise == {}
    assert recap_.notes[0] == "No words could be made out."


def test_a_recap_of_part_of_a_talk_can_be_had_at_any_time():
    events = played(given(TALK, HEADER), ALL)
    for end in range(1, len(events)):
        assert isinstance(recap(events[:end], ALL), Recap)


def test_estimated_times_are_said_to_be():
    untimed = msgspec.structs.replace(HEADER, timed=False)
    recap_ = told(header=untimed)
    assert not recap_.session.timed
    assert any("estimated" in note for note in recap_.notes)
    assert not recap_.timeline.overlaps


def test_a_typed_talk_is_said_to_be_typed():
    notes = told(header=msgspec.structs.replace(HEADER, timed=False, source="typed")).notes
    assert "This talk was typed: it has no times, and nothing that needs times is counted." in notes
    assert not any("transcript" in note for note in notes)


def test_who_wrote_alone_shared_no_floor():
    typed = msgspec.structs.replace(HEADER, timed=False, source="typed")
    alone = [one for one in TALK if one.speaker == "A"]
    assert told(alone, typed).by_one
    assert share(told(alone, typed)) is None
    assert not told(header=typed).by_one
    assert not told(alone, HEADER).by_one


def test_every_labelled_talk_has_a_recap(shared):
    for path in sorted((shared / "eval" / "dev").glob("*.json")):
        header, utterances = labelled(path)
        recap_ = told(utterances, header)
        numbers = {turn.n for turn in recap_.turns}
        assert {one.turn for one in recap_.moments} <= numbers
        assert all(-1 <= warmth <= 1 for _, warmth in recap_.timeline.warmth)


def test_what_was_heard_may_be_empty():
    empty = Utterance(n=1, speaker="A", start=0.0, end=1.0, text="")
    assert told([empty]).partners["A"].words == 0
