"""What becomes of a talk: written down where they wanted it, kept by two yeses, and gone after a no or the quick exit."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from msgspec.structs import replace

from coach.bundled import bundled
from coach.cli.coming_back import NEW, Earlier, as_last_time, asked_for, known_from_before
from coach.cli.deciding import gently_opened, settle_it, wants_it_written, written_down
from coach.core.events import Event
from coach.core.recap import Recap, RecapAgreement
from coach.core.talk import Header
from coach.engine.parts import typed_talk
from coach.engine.promised import PromisedTypedTalk
from coach.errors import ModelError, StoreError
from coach.settings import Keeping, Settings, Talk
from coach.store.followed import agreements_of
from coach.store.journal import RECOVERABLE
from coach.store.kept import BY_DEFAULT, Choice, PartnersOwn
from coach.store.remembered import Remembered
from coach.store.sessions import Sessions
from coach.store.vault import Asking, open_vault
from coach.tui.deciding import Deciding
from coach.tui.shelf import Shelf

OPEN = Asking(passphrase=lambda: "", new_passphrase=lambda: None, without_lock=lambda: True)
HEADER = Header(
    id="t1", topic="the dishes", names=("Maya", "Tom"), source="typed", timed=False, homework="Softer openings"
)
LAST = Remembered("t1", ("Maya", "Tom"), "typed", "speaker_listener", 30.0)


@pytest.fixture(autouse=True)
def no_key_ring(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coach.store.key_ring.key_ring", lambda: None)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "kept"


@pytest.fixture
def shelf(folder: Path) -> Shelf:
    return Shelf(Keeping(folder=str(folder)))


@pytest.fixture
def unlocked(folder: Path) -> Sessions:
    """A place for talks, without a lock."""
    return Sessions(folder, open_vault(folder, OPEN))


def asked(work: Callable[[], object], typed: str = "") -> Result:
    """Runs it as a command, with these answers."""

    @click.command()
    def command() -> None:
        click.echo(f"-> {work()}")

    return CliRunner().invoke(command, input=typed)


def a_talk(identity: str = "t1") -> PromisedTypedTalk:
    talk = typed_talk(Settings(), replace(HEADER, id=identity))
    talk.start(lambda _: None)
    talk.write("A", "I feel alone with the marzipan.")
    talk.write("B", "I'll do the dishes on Tuesday, I promise.")
    return talk


def ended(talk: PromisedTypedTalk) -> Recap:
    talk.stop()
    assert talk.wait(20)
    return talk.recap()


def journal_of(talk: PromisedTypedTalk) -> tuple[Event, ...]:
    return tuple(talk._there().journal)


def journals(folder: Path) -> set[str]:
    return {path.suffix for path in (folder / "journals").iterdir()} if (folder / "journals").exists() else set()


def begun(shelf: Shelf, *, wanted: bool = True, earlier: Earlier = NEW):
    """A talk that is written down from its first event, and its `WrittenDown`."""
    talk = typed_talk(Settings(), HEADER)
    written = written_down(shelf, talk, earlier, wanted=wanted)
    talk.start(lambda _: None)
    talk.write("A", "I feel alone with the marzipan.")
    return talk, written


def decide(shelf: Shelf, told: Recap | None, written: object, typed: str = "", **more: object) -> Result:
    deciding = more.pop("deciding", None) or Deciding(
        shelf, began_at="2026-11-20T19:30:00+01:00", own={"A": PartnersOwn(2, 4)}, homework="Softer openings"
    )
    said = {"together": True, "next_time": LAST, "silent": False} | more
    return asked(lambda: settle_it(deciding, told, written, **said), typed)  # type: ignore[arg-type]


# --- one choice -------------------------------------------------------------------------------------------------------


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


# --- what becomes of it -----------------------------------------------------------------------------------------------


def test_what_the_homework_asks_for_is_said_and_kept_only_where_both_say_so(shelf, unlocked):
    asked_for = frozenset({"counts", "transcript"})
    deciding = Deciding(shelf, began_at="2026-11-20T19:30:00+01:00", homework="Softer", asked_for=asked_for)
    talk, written = begun(shelf, wanted=False)
    shown = decide(shelf, ended(talk), written, "y\nn\nn\ny\nn\nn\n", deciding=deciding).output
    assert "Your homework asks for: counts; every word of the talk. You two decide." in shown
    assert "Maya, also every word of the talk? Your homework asks for this." in shown
    assert "also hard moments, with the words that were said? [y/N]" in shown
    assert f"on this machine only, {shelf.how_long}." in shown
    assert "every word" not in shown.partition("Kept: ")[2]


def test_a_talk_that_was_cut_short_knows_what_its_homework_asks_for(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert asked_for("Hear, then answer") == ("counts", "helpful", "reflections")
    assert asked_for("an assignment whose file is gone") == ()
    assert asked_for("") == ()


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
        deciding = Deciding(shelf, began_at="2026-11-20T19:30:00+01:00")
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


# --- coming back ------------------------------------------------------------------------------------------------------


def cut(unlocked: Sessions, identity: str = "old") -> tuple[Event, ...]:
    """A talk that was left in the middle."""
    talk = a_talk(identity)
    journal = unlocked.begin(identity, recoverable=True)
    told = ended(talk)
    assert told.turns
    events = journal_of(talk)[:-1]
    for event in events:
        journal.append(event)
    journal.close()
    return events


@pytest.fixture
def screens(monkeypatch: pytest.MonkeyPatch) -> dict[str, object]:
    """Answers for the screens, and what they were shown."""
    said: dict[str, object] = {"cut": "later", "asked": {}, "shown": []}

    def shown(*what: object, **_: object) -> object:
        said["shown"].append(what)  # type: ignore[attr-defined]
        return said["cut"]

    monkeypatch.setattr("coach.tui.coming_back.run_cut_short", shown)
    monkeypatch.setattr("coach.tui.app.run_recap", lambda *_, **__: None)
    return said


@pytest.mark.parametrize(
    ("what", "typed", "stays"), [("later", "", True), ("forget", "", False), ("recap", "n\n", False)]
)
def test_a_talk_cut_short_is_looked_at_forgotten_or_left(shelf, folder, unlocked, screens, what, typed, stays):  # noqa: PLR0917
    cut(unlocked)
    screens["cut"] = what
    result = asked(lambda: known_from_before(Settings(), {}, shelf, None)[1].earlier.id, typed)  # type: ignore[index]
    assert "the dishes · Maya and Tom" in str(screens["shown"])
    assert result.output.endswith("-> \n")
    assert journals(folder) == ({".journal", ".key"} if stays else set())


def test_it_goes_on_and_the_earlier_part_goes_only_once_all_stands_in_the_new_one(shelf, folder, unlocked, screens):
    events = cut(unlocked)
    screens["cut"] = "go_on"
    _, known = known_from_before(Settings(), {}, shelf, None)  # type: ignore[misc]
    assert known.seating == "typed"
    assert known.earlier.header.homework == "Softer openings"
    assert known.earlier.events == events
    talk = typed_talk(Settings(), HEADER, known.earlier.events)
    written = written_down(shelf, talk, known.earlier, wanted=True)
    talk.start(lambda _: None)
    assert len(list((folder / "journals").iterdir())) == 4
    talk.write("B", "I hear you.")
    told = ended(talk)
    assert [turn.text for turn in told.turns][-1] == "I hear you."
    assert {path.stem for path in (folder / "journals").iterdir()} == {"t1"}
    assert unlocked.recover("t1").events == journal_of(talk)
    decide(shelf, told, written, "n\n")
    assert journals(folder) == set()


def test_going_on_without_being_written_down_still_erases_the_earlier_part(shelf, folder, unlocked, screens):
    cut(unlocked)
    screens["cut"] = "go_on"
    _, known = known_from_before(Settings(), {}, shelf, None)  # type: ignore[misc]
    talk = typed_talk(Settings(), HEADER, known.earlier.events)
    written_down(shelf, talk, known.earlier, wanted=False)
    talk.start(lambda _: None)
    talk.write("B", "I hear you.")
    ended(talk)
    assert {path.stem for path in (folder / "journals").iterdir()} == {"old"}
    talk.abandon()
    assert journals(folder) == set()


def test_going_on_with_homework_practises_the_same_again(shelf, unlocked, screens):
    cut(unlocked)
    screens["cut"] = "go_on"
    settings, known = known_from_before(Settings(), {}, shelf, None)  # type: ignore[misc]
    assert known.homework is not None
    assert known.homework.title == known.earlier.header.homework == "Softer openings"
    assert settings.talk.minutes == 15
    assert settings.guidance.levels["interruption"] == "recap"
    assert known_from_before(Settings(), {"minutes": 20.0}, shelf, None)[0].talk.minutes == 20.0  # type: ignore[index]


def test_a_talk_that_can_not_be_made_does_not_cost_the_one_that_was_to_go_on(shelf, folder, unlocked, screens):
    events = cut(unlocked)
    screens["cut"] = "go_on"
    _, known = known_from_before(Settings(), {}, shelf, None)  # type: ignore[misc]

    def never() -> None:
        raise ModelError("No model here.", "Fetch it.")

    talk = PromisedTypedTalk(never, header=HEADER, minutes=0)  # type: ignore[arg-type]
    written = written_down(shelf, talk, known.earlier, wanted=True)
    told: list[Event] = []
    talk.start(told.append)
    assert talk.wait(60)
    assert [type(one).__name__ for one in told] == ["Failed", "Ended"]
    decide(shelf, None, written)
    assert {path.stem for path in (folder / "journals").iterdir()} == {"old"}
    assert unlocked.recover("old").events == events


def test_what_was_forgotten_on_its_page_goes_with_its_earlier_part(shelf, folder, unlocked, screens):
    cut(unlocked)
    screens["cut"] = "go_on"
    _, known = known_from_before(Settings(), {}, shelf, None)  # type: ignore[misc]
    talk = typed_talk(Settings(), HEADER, known.earlier.events)
    written = written_down(shelf, talk, known.earlier, wanted=False)
    talk.start(lambda _: None)
    ended(talk)
    deciding = Deciding(shelf, began_at="2026-11-20T19:30:00+01:00")
    deciding.forget("t1")
    decide(shelf, None, written, deciding=deciding)
    assert journals(folder) == set()


def test_a_quick_exit_from_what_was_cut_short_asks_nothing_more(shelf, folder, unlocked, screens, monkeypatch):
    cut(unlocked)
    cut(unlocked, "other")
    screens["cut"] = "recap"

    def leave(*_: object, **__: object) -> None:
        monkeypatch.setattr("coach.tui.app.CoachApp.left_at_once", True)

    monkeypatch.setattr("coach.tui.app.run_recap", leave)
    assert asked(lambda: known_from_before(Settings(), {}, shelf, None)).output == "-> None\n"
    assert len(screens["shown"]) == 1  # type: ignore[arg-type]
    assert len(list((folder / "journals").iterdir())) == 4


def test_what_can_not_be_read_back_stays_unless_they_say_so(shelf, folder, unlocked, screens):
    cut(unlocked)
    (folder / "journals" / "old.journal").write_bytes(b"noise\nnoise\n")
    result = asked(lambda: known_from_before(Settings(), {}, shelf, None), "n\n")
    assert "was cut short" in result.output
    assert journals(folder) == {".journal", ".key"}
    asked(lambda: known_from_before(Settings(), {}, shelf, None), "y\n")
    assert journals(folder) == set()


def test_a_passphrase_may_be_left_away(folder, shelf):
    open_vault(folder, Asking(lambda: "", lambda: "four quiet words", lambda: False))
    assert "-> None" in asked(lambda: gently_opened(shelf), "\n").output
    assert "does not open" in asked(lambda: gently_opened(shelf), "wrong one\n\n").output
    assert shelf.door == "passphrase"
    asked(lambda: gently_opened(shelf), "four quiet words\n")
    assert shelf.door == "open"


def test_as_last_time_but_what_is_configured_goes_first():
    filled = as_last_time(Settings(), LAST, shape=True)
    assert (filled.talk.names, filled.talk.mode, filled.talk.minutes) == (("Maya", "Tom"), "speaker_listener", 30.0)
    own = Settings(talk=Talk(names=("Kim", "Lee"), minutes=15))
    kept = as_last_time(own, LAST, shape=True)
    assert (kept.talk.names, kept.talk.minutes) == (("Kim", "Lee"), 15)
    assert as_last_time(Settings(), LAST, shape=False).talk.minutes == Settings().talk.minutes


def test_agreements_are_asked_about_and_the_answers_kept(shelf, unlocked, monkeypatch):
    from coach.cli.coming_back import ask_about_agreements

    events = a_talk()
    told = ended(events)
    told = replace(told, agreements=(RecapAgreement(2, "B", "do the dishes on Tuesday", confirmed=True),))
    shelf.open()
    Deciding(shelf, began_at="2026-11-20T19:30:00+01:00").keep(told, Choice(BY_DEFAULT, BY_DEFAULT))
    answers: list[dict[int, str] | None] = [None, {}, {0: "partly"}]
    monkeypatch.setattr("coach.tui.coming_back.run_asked_again", lambda *_, **__: answers.pop(0))
    assert not ask_about_agreements(Settings(), shelf)  # they left at once
    assert ask_about_agreements(Settings(), shelf)  # they went on without an answer: it is asked another time
    assert ask_about_agreements(Settings(), shelf)
    assert agreements_of(unlocked.load("t1"))[0].answer == "partly"
    assert ask_about_agreements(Settings(), shelf)
    assert answers == []


def test_homework_turns_the_cues_to_what_is_practised_and_what_was_said_goes_first():
    from coach.cli.talking import _for_homework

    path = str(bundled("homework/softer-openings.toml"))
    settings, homework = _for_homework(Settings(talk=Talk(topic="money")), {"homework": path, "minutes": None}, None)
    assert homework is not None
    assert homework.title == "Softer openings"
    assert settings.talk.minutes == 15
    assert settings.talk.topic == "money"  # the assignment leaves it to them
    assert settings.guidance.levels["interruption"] == "recap"
    assert "blame" not in settings.guidance.levels
    said = {"homework": path, "minutes": 40, "topic": "money"}
    longer, _ = _for_homework(Settings(talk=Talk(topic="money", minutes=40)), said, None)
    assert longer.talk.minutes == 40
    assert _for_homework(Settings(), {}, None) == (Settings(), None)
