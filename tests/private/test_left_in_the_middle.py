"""The real program in a real terminal, left in the middle: killed, out of disk, or by the quick exit.

make test-private
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from coach.core.events import Heard
from coach.demo import audio_path, truth_path
from coach.store.sessions import Sessions
from coach.store.vault import Asking, open_vault
from coach.transcripts import read_transcript
from tests.private.in_terminal import MISSING, Person, Terminal

pytestmark = [pytest.mark.slow, pytest.mark.skipif(bool(MISSING), reason=MISSING or "all is there")]
OPEN = Asking(passphrase=lambda: "", new_passphrase=lambda: None, without_lock=lambda: True)
SAID = (
    "I feel alone with the marzipan",
    "You always play the zeppelin",
    "I am sorry about that quince",
)
OURS = ("Wilhelmina", "Bartholomew", "flugelhorn")
WORDS = ("marzipan", "zeppelin", "quince", *OURS)
TALK = ("talk", "--typed", "--speakers", "Wilhelmina,Bartholomew", "--topic", "the flugelhorn")


@pytest.fixture
def person(tmp_path: Path) -> Person:
    return Person(tmp_path / "person")


def kept_by(person: Person) -> Sessions:
    """Where their talks are kept: without a lock, so that nothing but the journal's own key hides the words."""
    return Sessions(person.kept, open_vault(person.kept, OPEN))


def begin(terminal: Terminal, *said: str) -> None:
    """From the page before the talk to its last sentence so far."""
    terminal.until("Before you begin", "s start")
    terminal.press("s")
    terminal.until("Enter says it")
    for words in said:
        terminal.say(words)
        terminal.press("Tab")


def end(terminal: Terminal) -> None:
    """From the writing line to the recap."""
    terminal.press("Escape")
    terminal.until("e end")
    terminal.press("e")
    terminal.until("End the talk here?")
    terminal.press("e")
    terminal.until("How it went", "marzipan")


def leave_at_once(terminal: Terminal) -> None:
    """Where the machine is so busy that the two do not come as two quick ones, they press again, as people do."""
    for _ in range(4):
        terminal.press("Escape", "Escape")
        if terminal.ends_within(10.0):
            return
    terminal.until_it_ends()


def journals(person: Person) -> list[str]:
    folder = person.kept / "journals"
    return sorted(path.suffix for path in folder.iterdir()) if folder.exists() else []


# --- killed -----------------------------------------------------------------------------------------------------------


def test_killed_a_recoverable_talk_is_all_there_and_only_for_those_who_can_open_it(person):
    sessions = kept_by(person)
    with Terminal(person, [*TALK, "--recoverable"]) as terminal:
        begin(terminal, *SAID)
        terminal.kill()
    assert journals(person) == [".journal", ".key"]
    assert person.readable(WORDS) == []
    (left,) = sessions.unfinished()
    found = sessions.recover(left.id)
    assert [event.utterance.text for event in found.events if isinstance(event, Heard)] == list(SAID)
    assert not found.damaged
    with Terminal(person, ["talk"]) as terminal:
        shown = terminal.until("A talk was cut short", "r recap")
        assert "the flugelhorn · Wilhelmina and Bartholomew" in shown
        terminal.press("r")
        terminal.until("How it went", "marzipan")
        terminal.press("q")
        terminal.until("Wilhelmina, keep this talk?")
        terminal.write("n")
        terminal.until("Before you begin")
        leave_at_once(terminal)
    assert journals(person) == []
    assert person.readable(WORDS) == []


def test_killed_and_gone_on_with(person):
    sessions = kept_by(person)
    with Terminal(person, [*TALK, "--recoverable"]) as terminal:
        begin(terminal, SAID[0])
        terminal.kill()
    with Terminal(person, ["talk"]) as terminal:
        terminal.until("A talk was cut short", "g go on")
        terminal.press("g")
        terminal.until("goes on where it was cut short")
        begin(terminal)
        terminal.until("marzipan")
        terminal.say(SAID[1])
        terminal.kill()
    assert journals(person) == [".journal", ".key"]
    (left,) = sessions.unfinished()
    heard = [event.utterance.text for event in sessions.recover(left.id).events if isinstance(event, Heard)]
    assert heard == list(SAID[:2])
    with Terminal(person, ["talk"]) as terminal:
        terminal.until("A talk was cut short", "f forget")
        terminal.press("f")
        terminal.until("Before you begin")
        leave_at_once(terminal)
    assert journals(person) == []


def test_killed_a_talk_that_is_not_recoverable_is_gone(person):
    sessions = kept_by(person)
    before = {path: path.read_bytes() for path in person.folder.rglob("*") if path.is_file()}
    with Terminal(person, TALK) as terminal:
        begin(terminal, *SAID)
        terminal.kill()
    assert person.readable(WORDS) == []
    assert {path: path.read_bytes() for path in person.folder.rglob("*") if path.is_file()} == before
    assert sessions.unfinished() == ()
    with Terminal(person, ["talk"]) as terminal:
        assert "cut short" not in terminal.until("Before you begin")
        leave_at_once(terminal)


def test_killed_while_it_listens_to_a_recording(person):
    """What was on the screen is on the disk."""
    sessions = kept_by(person)
    _, truth = read_transcript(truth_path())
    third = long_words(truth[2].text) - long_words(f"{truth[0].text} {truth[1].text}")
    arguments = ["talk", "--from-file", str(audio_path()), "--model", "rehearsal-en", "--recoverable"]
    with Terminal(person, [*arguments, "--speakers", "Wilhelmina,Bartholomew"]) as terminal:
        terminal.wait(lambda: bool(long_words(terminal.shown) & third), "the third sentence did not come")
        terminal.kill()
    (left,) = sessions.unfinished()
    heard = [event.utterance.text for event in sessions.recover(left.id).events if isinstance(event, Heard)]
    on_disk = {word for text in heard for word in long_words(text)}
    assert len(heard) >= 2
    assert len(long_words(truth[0].text) & on_disk) >= len(long_words(truth[0].text)) / 2
    assert person.readable([*heard, *OURS]) == []


def long_words(text: str) -> set[str]:
    return set(re.findall(r"[a-z]{5,}", text.lower()))


# --- a disk that takes no more ------------------------------------------------------------------------------------------


def test_a_disk_that_takes_no_more_does_not_stop_the_talk(person):
    kept_by(person)
    with Terminal(person, [*TALK, "--recoverable"], before="ulimit -f 4") as terminal:  # no file above 4 blocks
        begin(terminal)
        for n in range(12):
            terminal.say(f"I feel alone with the marzipan number{n}")
            if "can't be written to disk" in terminal.shown:
                break
        terminal.until("can't be written to disk at the moment.")
        terminal.say(SAID[1])
        terminal.press("Escape")
        terminal.until("e end")
        terminal.press("e")
        terminal.until("End the talk here?")
        terminal.press("e")
        terminal.until("How it went", "number0")
        terminal.press("q")
        terminal.until("Wilhelmina, keep this talk?")
        terminal.write("n")
        terminal.until_it_ends()
        assert "Traceback" not in terminal.everything
    assert journals(person) == []
    assert person.readable(WORDS) == []


# --- the quick exit -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["Escape", "C-c"])
def test_one_key_goes_away_from_the_questions_and_nothing_is_kept(person, key):
    sessions = kept_by(person)
    with Terminal(person, [*TALK, "--recoverable"]) as terminal:
        begin(terminal, *SAID)
        end(terminal)
        terminal.press("q")
        terminal.until("Wilhelmina, keep this talk?")
        terminal.press("y", "Enter")
        terminal.until("Wilhelmina, also")
        terminal.press(key)
        terminal.until("Nothing was kept.")
        terminal.until_it_ends()
    assert sessions.history() == ()
    assert journals(person) == []
    assert person.readable(WORDS) == []


@pytest.mark.parametrize("more", [("--recoverable",), ()], ids=["written down", "in memory"])
@pytest.mark.parametrize("where", ["page", "talk", "recap", "question"])
def test_the_quick_exit_leaves_no_word_on_screen_above_it_or_on_disk(person, more, where):
    kept_by(person)
    with Terminal(person, [*TALK, *more]) as terminal:
        if where == "page":
            terminal.until("Before you begin", "flugelhorn")
        else:
            begin(terminal, *SAID, *(f"I feel alone with the marzipan again {n}" for n in range(20)))
        if where in {"recap", "question"}:
            end(terminal)
        if where == "question":
            terminal.press("q")
            terminal.until("Wilhelmina, keep this talk?")
        leave_at_once(terminal)
        left = terminal.everything.lower()
    assert [word for word in WORDS if word.lower() in left] == []
    assert journals(person) == []
    assert person.readable(WORDS) == []
    assert not any(person.here.iterdir())
    assert [path for path in (person.folder / "tmp").rglob("*") if path.is_file()] == []
