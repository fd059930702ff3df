"""What becomes of a talk: written down where they wanted it, kept by two yeses, and gone after a no or the quick exit."""

from __future__ import annotations

import pytest

from coach.cli.coming_back import NEW
from coach.cli.deciding import gently_opened, wants_it_written, written_down
from coach.engine.parts import typed_talk
from coach.errors import StoreError
from coach.settings import Keeping, Settings
from coach.store.journal import RECOVERABLE
from coach.store.kept import BY_DEFAULT, Choice, PartnersOwn
from coach.store.sessions import Sessions
from coach.store.vault import Asking, open_vault
from coach.tui.deciding import Deciding
from coach.tui.shelf import Shelf
from tests.cli.typed_talks import BEGAN, HEADER, LAST, a_talk, asked, begun, decide, ended, journal_of, journals


def test_the_choice_is_one_sentence_and_no_is_usual():
    assert asked(lambda: wants_it_written(None), "\n").output.startswith(f"{RECOVERABLE} Do you want that? [y/N]")
    assert "-> True" in asked(lambda: wants_it_written(None), "y\n").output
    assert asked(lambda: wants_it_written(False)).output == "-> False\n"


def test_who_does_not_want_it_has_nothing_on_disk_at_all(shelf, folder):
    talk, written = begun(shelf, wanted=False)
    told = ended(talk)
    assert written is None
    assert "Nothing was kept" in decide(shelf, told, written, "n\n").output
    assert not folder.exists()


def test_what_the_homework_asks_for_is_said_and_kept_only_where_both_say_so(shelf, unlocked):
    asked_for = frozenset({"counts", "transcript"})
    deciding = Deciding(shelf, began_at=BEGAN, homework="Softer", asked_for=asked_for)
    talk, written = begun(shelf, wanted=False)
    shown = decide(shelf, ended(talk), written, "y\nn\nn\ny\nn\nn\n", deciding=deciding).output
    assert "Your homework asks for: counts; every word of the talk. You two decide." in shown
    assert "Maya, also every word of the talk? Your homework asks for this." in shown
    assert "also hard moments, with the words that were said? [y/N]" in shown
    assert f"on this machine only, {shelf.how_long}." in shown
    assert "every word" not in shown.partition("Kept: ")[2]


def test_two_yeses_keep_it_and_the_journal_goes(shelf, folder, unlocked):
    talk, written = begun(shelf)
    told = ended(talk)
    assert unlocked.recover("t1").events == journal_of(talk)
    result = decide(shelf, told, written, "y\nn\nn\ny\nn\nn\n")
    assert "Kept: counts" in result.output
    assert "Done for “Softer openings”: 1 time." in result.output
    assert journals(folder) == set()
    assert unlocked.remembered() == LAST
    kept = unlocked.load("t1")
    assert (kept.parts, kept.homework) == (BY_DEFAULT, "Softer openings")
    assert kept.own["A"] == PartnersOwn(2, 4)


@pytest.mark.parametrize("answers", ["n\n", "y\nn\nn\nn\n", ""])
def test_one_no_or_going_away_keeps_nothing(shelf, folder, unlocked, answers):
    talk, written = begun(shelf)
    result = decide(shelf, ended(talk), written, answers)
    assert "Nothing was kept." in result.output
    assert journals(folder) == set()
    assert unlocked.history() == ()
    assert unlocked.remembered() is None


def test_the_quick_exit_erases_it_and_says_nothing(shelf, folder, unlocked):
    talk, written = begun(shelf)
    assert journals(folder) == {".journal", ".key"}
    talk.abandon()
    assert journals(folder) == set()
    assert decide(shelf, None, written, silent=True).output == "-> None\n"


def test_what_was_decided_on_the_page_is_not_asked_again(shelf, folder, unlocked):
    talk, written = begun(shelf)
    told = ended(talk)
    shelf.open()
    for decision in ("kept", "forgotten"):
        deciding = Deciding(shelf, began_at=BEGAN)
        if decision == "kept":
            deciding.keep(told, Choice(BY_DEFAULT, BY_DEFAULT))
        else:
            deciding.forget("t1")
        result = decide(shelf, told if decision == "kept" else None, written, deciding=deciding)
        assert "keep this talk?" not in result.output
        assert journals(folder) == set()


def test_alone_nobody_can_say_the_second_yes(shelf, folder):
    result = decide(shelf, ended(a_talk()), None, together=False)
    assert result.output.startswith("The talk has ended. Nothing was kept.")
    assert not folder.exists()


def test_a_disk_that_refuses_can_be_tried_again_and_loses_nothing(shelf, folder, unlocked, monkeypatch):
    talk, written = begun(shelf)
    told = ended(talk)
    real, refused = Sessions.keep, [StoreError("The disk is full.", "Free some space.")] * 2

    def sometimes(self: Sessions, kept: object) -> None:
        if refused:
            raise refused.pop()
        real(self, kept)  # type: ignore[arg-type]

    monkeypatch.setattr(Sessions, "keep", sometimes)
    result = decide(shelf, told, written, "y\nn\nn\ny\nn\nn\n\n\n")
    assert result.output.count("The disk is full. Free some space.") == 2
    assert "Kept: counts" in result.output
    assert journals(folder) == set()


@pytest.mark.parametrize("answer", ["n\n", ""], ids=["no", "gone away"])
def test_where_it_can_not_be_kept_it_stays_written_down(shelf, folder, unlocked, monkeypatch, answer):
    talk, written = begun(shelf)
    told = ended(talk)

    def refuse(*_: object) -> None:
        raise StoreError("The disk is full.", "Free some space.")

    monkeypatch.setattr(Sessions, "keep", refuse)
    result = decide(shelf, told, written, f"y\nn\nn\ny\nn\nn\n{answer}")
    assert isinstance(result.exception, StoreError)
    assert "coach recover" in result.output
    assert journals(folder) == {".journal", ".key"}
    (left,) = unlocked.unfinished()
    assert unlocked.recover(left.id).events == journal_of(talk)


def test_a_place_that_can_not_be_written_does_not_prevent_the_talk(folder):
    folder.write_text("a file stands where the folder would be")
    shelf = Shelf(Keeping(folder=str(folder)))
    talk = typed_talk(Settings(), HEADER)
    result = asked(lambda: written_down(shelf, talk, NEW, wanted=True), "four quiet words\nfour quiet words\ny\n")
    assert "Have the talk without it being written down?" in result.output
    assert "-> None" in result.output
    assert talk.keep is None


def test_the_first_time_a_lock_is_chosen_before_the_talk(shelf, folder):
    talk = typed_talk(Settings(), HEADER)
    asked(lambda: written_down(shelf, talk, NEW, wanted=True), "four quiet words\nfour quiet words\n")
    assert shelf.door == "open"
    assert Shelf(Keeping(folder=str(folder))).door == "passphrase"
    assert journals(folder) == {".journal", ".key"}
    talk.abandon()
    assert journals(folder) == set()


def test_a_passphrase_may_be_left_away(folder, shelf):
    open_vault(folder, Asking(lambda: "", lambda: "four quiet words", lambda: False))
    assert "-> None" in asked(lambda: gently_opened(shelf), "\n").output
    assert "does not open" in asked(lambda: gently_opened(shelf), "wrong one\n\n").output
    assert shelf.door == "passphrase"
    asked(lambda: gently_opened(shelf), "four quiet words\n")
    assert shelf.door == "open"
