"""What waits from before: a talk that was cut short, how it was last time, and what was agreed."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from coach.cli.coming_back import as_last_time, ask_about_agreements, asked_for, known_from_before
from coach.cli.deciding import written_down
from coach.cli.preparing import Known
from coach.core.events import Event
from coach.core.recap import RecapAgreement
from coach.engine.parts import typed_talk
from coach.engine.promised import PromisedTypedTalk
from coach.errors import ModelError
from coach.settings import Settings, Talk
from coach.store.followed import agreements_of
from coach.store.kept import BY_DEFAULT, Choice
from coach.store.sessions import Sessions
from coach.tui.deciding import Deciding
from coach.tui.shelf import Shelf
from tests.cli.typed_talks import BEGAN, HEADER, LAST, a_talk, asked, decide, ended, journal_of, journals


def test_a_talk_that_was_cut_short_knows_what_its_homework_asks_for(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert asked_for("Hear, then answer") == ("counts", "helpful", "reflections")
    assert asked_for("an assignment whose file is gone") == ()
    assert asked_for("") == ()


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


def to_go_on(shelf: Shelf, screens: dict[str, object]) -> Known:
    """What is known once they chose to go on with it."""
    screens["cut"] = "go_on"
    found = known_from_before(Settings(), {}, shelf, None)
    assert found is not None
    return found[1]


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
    known = to_go_on(shelf, screens)
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
    known = to_go_on(shelf, screens)
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
    known = to_go_on(shelf, screens)

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
    known = to_go_on(shelf, screens)
    talk = typed_talk(Settings(), HEADER, known.earlier.events)
    written = written_down(shelf, talk, known.earlier, wanted=False)
    talk.start(lambda _: None)
    ended(talk)
    deciding = Deciding(shelf, began_at=BEGAN)
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


def test_as_last_time_but_what_is_configured_goes_first():
    filled = as_last_time(Settings(), LAST, shape=True)
    assert (filled.talk.names, filled.talk.mode, filled.talk.minutes) == (("Maya", "Tom"), "speaker_listener", 30.0)
    own = Settings(talk=Talk(names=("Kim", "Lee"), minutes=15))
    kept = as_last_time(own, LAST, shape=True)
    assert (kept.talk.names, kept.talk.minutes) == (("Kim", "Lee"), 15)
    assert as_last_time(Settings(), LAST, shape=False).talk.minutes == Settings().talk.minutes


def test_agreements_are_asked_about_and_the_answers_kept(shelf, unlocked, monkeypatch):
    events = a_talk()
    told = ended(events)
    told = replace(told, agreements=(RecapAgreement(2, "B", "do the dishes on Tuesday", confirmed=True),))
    shelf.open()
    Deciding(shelf, began_at=BEGAN).keep(told, Choice(BY_DEFAULT, BY_DEFAULT))
    answers: list[dict[int, str] | None] = [None, {}, {0: "partly"}]
    monkeypatch.setattr("coach.tui.coming_back.run_asked_again", lambda *_, **__: answers.pop(0))
    assert not ask_about_agreements(Settings(), shelf)  # they left at once
    assert ask_about_agreements(Settings(), shelf)  # they went on without an answer: it is asked another time
    assert ask_about_agreements(Settings(), shelf)
    assert agreements_of(unlocked.load("t1"))[0].answer == "partly"
    assert ask_about_agreements(Settings(), shelf)
    assert answers == []
