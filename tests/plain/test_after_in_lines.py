"""After a talk, in lines: how each feels, the page for one alone, agreements, and keeping it or not."""

from __future__ import annotations

import pytest

from coach.core.recap import RecapMoment
from coach.plain.after import After
from coach.plain.for_oneself import ALOUD, APART, STAYS, for_one_alone
from coach.plain.keys import ENTER, ESC
from coach.store.kept import BY_DEFAULT, PartnersOwn
from coach.tui.deciding import Deciding
from coach.tui.leaving import Amending
from coach.tui.screens.recap import RecapScreen
from coach.tui.talking import HelpLine
from tests.plain.conftest import Pressed, typed
from tests.tui.kept_talks import LOCKED, PASSPHRASE, shelf_of
from tests.tui.scripted import ScriptedTalk, sample_recap

HELP = (HelpLine("Somebody who listens", "123"),)
FRIGHTENING = RecapMoment(
    turn=9, speaker="B", kind="threat", tone="hurts", start=83.0, end=85.0, quote="you will be sorry", confidence=0.9, why=""
)  # fmt: skip


def deciding_on(tmp_path, *, talks=1, **more):
    began_at = "2026-11-20T19:30:00+01:00"
    return Deciding(shelf_of(tmp_path, talks, **more), began_at=began_at)


def after(*keys, deciding=None, talk=None):
    """What stands on the terminal once the recap was left, and the talk."""
    talk = talk or ScriptedTalk()
    terminal = Pressed(*keys)

    def amend(agreement, what):
        talk.amend(agreement, what)
        return talk.recap()

    def confirm(agreement, by):
        talk.confirm(agreement, by)
        talk.amended.pop(agreement, None)
        return talk.recap()

    page = After(
        talk.recap(),
        terminal,
        deciding=deciding,
        help_lines=HELP,
        amending=Amending(amend, confirm),
        private=lambda: talk.recap(private=True),
    )
    page.run()
    return terminal, talk


# --- for oneself ---


def test_each_says_how_it_feels_on_a_page_of_ones_own_that_is_cleared(tmp_path):
    deciding = deciding_on(tmp_path)
    keys = ["m", ENTER, "4", *typed("I felt heard"), ENTER, "2", *typed("tired"), ESC, "q"]
    terminal, _ = after(*keys, deciding=deciding)
    assert deciding.own == {
        "A": PartnersOwn(mood_after=4, line="I felt heard"),
        "B": PartnersOwn(mood_after=2, line="tired"),
    }
    assert terminal.blanked == 2
    assert APART in terminal.told
    assert "tired" not in terminal.told


def test_shown_to_both_only_after_two_yeses(tmp_path):
    keys = ["m", ENTER, "4", *typed("I felt heard"), ENTER, ENTER, *typed("so did I"), "1", "2", "q"]
    terminal, _ = after(*keys, deciding=deciding_on(tmp_path))
    assert "Maya: feels good. “I felt heard”" in terminal.told
    assert "Tom: “so did I”" in terminal.told


def test_one_who_rather_does_not_is_not_asked_again(tmp_path):
    deciding = deciding_on(tmp_path)
    terminal, _ = after("m", ESC, ENTER, "3", ENTER, "q", deciding=deciding)
    assert deciding.own == {"B": PartnersOwn(mood_after=3)}
    assert "Show each other" not in terminal.told


def test_who_said_before_how_they_feel_is_asked_before_the_recap(tmp_path):
    deciding = deciding_on(tmp_path)
    deciding.own["A"] = PartnersOwn(mood_before=2)
    terminal, _ = after(ENTER, "5", ENTER, ESC, "q", deciding=deciding)
    assert deciding.own["A"] == PartnersOwn(mood_before=2, mood_after=5)
    assert terminal.told.index(APART) < terminal.told.index("What went well")


def test_the_page_for_one_alone_tells_what_was_noticed_only_when_asked_and_is_cleared():
    talk = ScriptedTalk()
    talk.private = (FRIGHTENING,)
    terminal = Pressed(ENTER)
    seen = []
    terminal.blank = lambda: seen.append(terminal.told)
    for_one_alone(terminal, lambda: talk.recap(private=True), HELP)
    assert "Somebody who listens" in seen[0]
    assert ALOUD in seen[0]
    assert "you will be sorry" not in seen[0]
    terminal.pressed, terminal.said = [ENTER, "w", ESC], []
    for_one_alone(terminal, lambda: talk.recap(private=True), HELP)
    assert "At 01:23: “you will be sorry”" in seen[1]
    assert "Tom" not in seen[1]
    terminal, _ = after("a", ENTER, "w", ESC, "q", talk=talk)
    assert terminal.blanked == 1
    assert "you will be sorry" not in terminal.told


def test_a_terminal_that_can_not_be_cleared_is_warned_about():
    terminal = Pressed(ESC)
    terminal.clears = False
    for_one_alone(terminal, sample_recap, HELP)
    assert STAYS in terminal.told
    assert not terminal.blanked


# --- agreements ---


def test_an_agreement_in_other_words_wants_two_new_yeses():
    terminal, talk = after(ENTER, *typed("Tom does the dishes"), "1", "2", "q")
    assert talk.asked == [("amend", 11, "Tom does the dishes"), ("confirm", 11, "A")]  # the second finds it meant
    assert "In your words now." in terminal.told
    assert "You both mean it" in terminal.told


def test_an_agreement_is_taken_out_only_by_a_clear_yes():
    _, talk = after("d", "n", "q")
    assert talk.asked == []
    terminal, talk = after("d", "y", "d", "1", "q")
    assert talk.asked == [("amend", 11, "")]
    assert "Taken out. That one is no agreement." in terminal.told


# --- keeping ---


def test_kept_as_usual_by_two_yeses_behind_a_passphrase(tmp_path):
    deciding = deciding_on(tmp_path, asking=LOCKED)
    terminal, _ = after("k", "y", "y", *typed("wrong one"), *typed(PASSPHRASE), "k", "q", deciding=deciding)
    assert deciding.decided == "kept"
    assert deciding.ticked == BY_DEFAULT
    assert PASSPHRASE not in terminal.told
    assert deciding.shelf.load("t1").parts == BY_DEFAULT
    assert terminal.told.count("Maya, keep this talk?") == 1


def test_what_only_one_picked_is_not_kept(tmp_path):
    deciding = deciding_on(tmp_path)
    picked = ["y", "n", "y", "y", "y", "y", "n"]
    after("k", "y", "p", *picked, "q", deciding=deciding)
    assert deciding.ticked == BY_DEFAULT - {"helpful"}


@pytest.mark.parametrize("keys", [["k", "n"], ["k", "y", "n"], ["k", "y", ESC], ["k", ESC]])
def test_without_two_yeses_nothing_is_kept(tmp_path, keys):
    deciding = deciding_on(tmp_path, talks=0)
    after(*keys, "q", deciding=deciding)
    assert deciding.decided == ""
    assert deciding.shelf.door == "nothing"


def test_what_is_kept_follows_a_change(tmp_path):
    deciding = deciding_on(tmp_path)
    after("k", "y", "y", ENTER, *typed("Tom does the dishes"), "q", deciding=deciding)
    assert deciding.shelf.load("t1").recap.agreements[0].what == "Tom does the dishes"


def test_forgetting_takes_a_clear_yes(tmp_path):
    deciding = deciding_on(tmp_path)
    after("f", "n", "f", ESC, "q", deciding=deciding)
    assert deciding.decided == ""
    terminal, _ = after("k", "y", "y", "f", "y", deciding=deciding)
    assert deciding.decided == "forgotten"
    assert "a solid-state disk may hold old blocks" in terminal.told
    assert [one.id for one in deciding.shelf.entries()] == ["talk-1"]


def test_the_full_screens_keys_of_the_recap_work_here_too(tmp_path):
    terminal, _ = after("?", "q", deciding=deciding_on(tmp_path))
    here = {line.partition(",")[0] for line in terminal.said[terminal.said.index("Keys:") + 1 :]}
    screen = {binding.key_display or binding.key for binding in RecapScreen.BINDINGS}
    assert here >= screen - {"x", "p", "n", "tab"}  # these are offered where there is something to do it with
