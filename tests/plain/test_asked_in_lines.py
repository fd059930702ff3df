"""What is asked during a talk, in lines: told once, answered by the full screen's keys, gone when its time is over."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from coach.core.events import Agreed, Behind, BreakOffered, Confirmed, FloorPassed, Level, Started, WhoSpoke
from coach.core.talk import Agreement
from coach.plain.live import LiveLines
from coach.plain.live_asking import NOTHING_ASKED, Asking
from coach.plain.rest import Rest
from coach.plain.telling import Telling
from tests.plain.conftest import Pressed
from tests.tui.scripted import HEADER, ScriptedTalk, cued, heard, noticed

HELD = replace(HEADER, mode="speaker_listener")
SOMEBODY = heard(1, "?", "I never said that.")
WHO = WhoSpoke(at=SOMEBODY.at, utterance=1)
AGREED = Agreed(at=70.0, agreement=Agreement(11, "B", "Tom takes the dishes on weekdays"))


def told_of(*events, keys, header=HEADER):
    """What stands on the terminal after the keys, and what was asked of the talk."""
    talk, terminal = ScriptedTalk(events, header=header), Pressed(*keys, "e", "e")
    LiveLines(talk, terminal).run()
    return terminal.told, talk.asked


def test_who_spoke_is_asked_once_and_answered_by_a_key():
    told, asked = told_of(SOMEBODY, WHO, keys=["z", "z", "2", "s"])
    assert told.count("Unsure who spoke: Not sure who said “I never said that.”. 1: Maya; 2: Tom; x: let it be.") == 1
    assert ("who", 1, "B") in asked
    assert "Noted: that was Tom." in told


def test_an_agreement_is_meant_by_y_twice():
    told, asked = told_of(AGREED, keys=["y", "y", "y"])
    assert "An agreement? Tom: “Tom takes the dishes on weekdays”. 1: Maya means it; 2: Tom means it;" in told
    assert [one for one in asked if one[0] == "confirm"] == [("confirm", 11, "A"), ("confirm", 11, "B")]
    assert "It waits for Tom's yes." in told
    assert "Agreed by both: “Tom takes the dishes on weekdays”." in told
    assert told.count(NOTHING_ASKED) == 1


def test_an_agreement_is_meant_by_each_ones_key_or_waved_away():
    _, asked = told_of(AGREED, keys=["2", "1"])
    assert [one for one in asked if one[0] == "confirm"] == [("confirm", 11, "B"), ("confirm", 11, "A")]
    told, asked = told_of(AGREED, keys=["x", "x"])
    assert ("amend", 11, "") in asked
    assert "That one is no agreement." in told
    assert NOTHING_ASKED in told


@pytest.mark.parametrize(("because", "words"), [("asked", "A break was asked for."), ("heat", "It has been warm")])
def test_a_break_is_offered_and_begins_only_by_a_key(because, words):
    told, asked = told_of(BreakOffered(at=5, because=because), keys=["x", "e", "g"])
    assert f"Break? {words}" in told
    assert "Let be." in told
    assert not [one for one in asked if one[0] == "break"]
    told, asked = told_of(BreakOffered(at=5, because=because), keys=["b", "1", "2"])
    assert [one for one in asked if one[0] == "break"]
    assert "Welcome back, both of you: listening again." in told


def test_one_question_at_a_time_and_each_goes_by_itself():
    talk = ScriptedTalk()
    asking = Asking(talk, lambda _: None)
    for event in (SOMEBODY, WHO, AGREED):
        asking.take(event)
    assert "Unsure who spoke" in asking.due(10.0)[0]
    assert asking.due(30.0) == []
    assert "An agreement?" in asking.due(50.0)[0]
    asking.take(Confirmed(at=51, agreement=11, by="A"))
    assert asking.due(52.0) == []
    assert asking.due(200.0) == []
    assert asking.shown is None


def test_who_writes_is_told_to_leave_the_line_first():
    asking = Asking(ScriptedTalk(), lambda _: None)
    asking.take(AGREED)
    assert "Esc, then 1: Maya" in asking.due(70.0, writing=True)[0]


def test_who_holds_the_floor_is_told_and_f_passes_it():
    told, asked = told_of(heard(1, "A", "I feel tired."), keys=["f", "s", "f"], header=HELD)
    assert "Floor: Maya has it, Tom listens" in told
    assert [one for one in asked if one[0] == "floor"] == [("floor", "B"), ("floor", "A")]
    assert "Floor: Tom has it, for 0 seconds; “your turn”, or f, passes it on." in told


def test_who_writes_is_told_to_leave_the_line_before_the_keys_for_a_cue():
    blame = noticed(1, "blame", "hurts", heard(1, "B", "You never ask me."), "You never ask")
    kind = cued(1, "Say it softly?", blame)
    spoken, written = Telling(HEADER), Telling(HEADER, typed=True)
    assert spoken.take(kind)[-1] == "Keys for a cue: w says why, u waves it away."
    assert written.take(kind) == ["Cue: Say it softly?", "Keys for a cue: Esc, then w says why, u waves it away."]
    assert written.take(kind) == ["Cue: Say it softly?"]


def test_how_the_floor_is_passed_is_said_once_after_a_while():
    telling = Telling(HELD)
    told = [line for at in (0.0, 119.0, 121.0, 150.0, 400.0) for line in telling.take(Level(at=at, channels=(-30.0,)))]
    assert told.count("Floor: “your turn”, or f, passes it on.") == 1
    passed = telling.take(FloorPassed(at=401, to="B"))
    assert passed == ["Floor: Tom has it, Maya listens and says back what was heard."]


def test_what_is_stepped_down_is_told_where_it_changes():
    telling = Telling(HEADER)
    telling.take(Started(at=0, header=HEADER))
    assert telling.take(Behind(at=1, seconds=1, step="no_partial")) == ["Behind: meanwhile: whole sentences."]
    assert telling.take(Behind(at=2, seconds=1, step="no_partial")) == []
    late = telling.take(Behind(at=3, seconds=4, step="quick"))
    assert late == ["Behind: the words come 4 seconds late; meanwhile: reading faster."]
    assert telling.take(Behind(at=4, seconds=0.5, step="quick")) == []
    assert telling.take(Behind(at=5, seconds=0.5)) == ["Caught up: the words keep up with you again."]


def test_a_break_says_whose_turn_it_was():
    opening = Rest(20, names=("Maya", "Tom"), turn="Tom", clock_s=lambda: 0.0).opening()
    assert "It was Tom's turn." in opening
