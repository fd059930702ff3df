"""Real flows of `coach --plain` through a pseudo-terminal: what is read, which keys work, and how the terminal is left."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest

from tests.plain.conftest import STEERING


def settled(person):
    """The dialogue before a typed talk, with the usual answers."""
    person.reads("First partner's name: ")
    person.presses("Maya\r")
    person.reads("Second partner's name: ")
    person.presses("maya\r")
    person.reads("Two different names")
    person.reads("Second partner's name: ")
    person.presses("Tom\r")
    person.reads("Topic, in one sentence")
    person.presses("the dishex\x7fs\r")  # a letter is taken back
    return person


def through_the_rest(person):
    person.reads("Turns?")
    person.presses("\r")
    person.reads("Time, in minutes")
    person.presses("\r")
    person.reads("After a crash?")
    person.presses("1")
    person.reads("More to settle")
    person.presses("n")
    person.reads("All set.")
    person.presses("s")


def typed_talk(at_home):
    person = settled(at_home("talk", "--plain", "--typed"))
    if "How do you sit?" in person.reads("?"):
        person.presses("3")
    through_the_rest(person)
    return person


def test_a_typed_talk_from_the_first_question_to_the_recap(at_home):
    person = typed_talk(at_home)
    told = person.reads("Maya: ")
    assert "Topic: the dishes." in told
    person.presses("You never help me with the dishes.\r")
    person.presses("\t")
    person.reads("Tom: ")
    person.presses("I hear you, and I am sorry about that.\r")
    person.presses("\x1b")
    person.reads("Keys: i writes again")
    assert person.key_by_key
    person.presses("s")
    person.reads("Agreements: ")
    person.presses("?")
    assert "w, why" in person.reads("Esc Esc, leave at once")
    person.presses("e")
    person.reads("End the talk here?")
    person.presses("e")
    recap = person.reads("q closes the recap.")
    assert recap.index("What went well") < recap.index("Room to speak")
    assert "percent" in recap
    assert "█" not in recap
    assert "·" not in recap
    person.presses("q")
    person.reads("Maya, keep this talk?")
    person.presses("n\n")
    assert person.leaves() == 0
    assert not person.key_by_key
    assert not STEERING.search(person.seen.replace("\n", ""))


def test_two_escapes_blank_the_screen_and_the_lines_above_and_leave(at_home):
    person = typed_talk(at_home)
    person.reads("Maya: ")
    person.presses("A secret\r", "\x1b\x1b")
    person.reads("\x1b[H\x1b[2J\x1b[3J")
    assert person.leaves() == 0
    assert not person.seen.strip()
    assert not person.key_by_key


def to_the_recap(person):
    person.presses("e")
    person.reads("End the talk here?")
    person.presses("e")
    return person.reads("q closes the recap.")


def test_an_agreement_meant_by_both_is_kept_and_looked_back_on_from_home(at_home):
    person = typed_talk(at_home)
    person.reads("Maya: ")
    person.presses("I'll take the dishes from Monday to Friday.\r")
    person.reads("An agreement? Maya: “take the dishes from Monday to Friday”. Esc, then 1")
    person.presses("\x1b")
    person.reads("Keys: i writes again")
    person.presses("y")
    person.reads("It waits for Tom's yes.")
    person.presses("y")
    person.reads("Agreed by both")
    assert "(not yet confirmed" not in to_the_recap(person)
    person.presses("k")
    person.reads("Maya, keep this talk?")
    person.presses("y")
    person.reads("Tom, keep this talk?")
    person.presses("y")
    person.reads("New passphrase")
    person.presses("four good words\r")
    person.reads("Once more:")
    person.presses("four good words\r")
    assert "four good" not in person.reads("Kept: counts;")
    person.presses("q")
    assert person.leaves() == 0
    person = at_home("--plain")
    person.reads("What next?")
    person.presses("h")
    person.reads("Passphrase, typed unseen")
    person.presses("four good words\r")
    person.reads("the dishes, Maya and Tom")
    person.reads("q goes back.")
    person.presses("1")
    assert "What you agreed" in person.reads("q closes the recap.")
    person.presses("q")
    person.reads("q goes back.")
    person.presses("f")
    person.reads("Forget it?")
    person.presses("y")
    person.reads("Nothing is kept yet.")
    person.presses("q")
    person.reads("What next?")
    person.presses("w")
    person.reads("No assignment yet")
    person.presses("\x1b\x1b")
    person.reads("\x1b[H\x1b[2J\x1b[3J")
    assert person.leaves() == 0


def test_two_escapes_where_it_is_asked_whether_to_keep_it_leave_without_keeping(at_home, tmp_path):
    person = typed_talk(at_home)
    person.reads("Maya: ")
    person.presses("A secret\r", "\x1b")
    person.reads("Keys: i writes again")
    to_the_recap(person)
    person.presses("k")
    person.reads("Maya, keep this talk?")
    person.presses("y")
    person.reads("Tom, keep this talk?")
    person.presses("\x1b\x1b")
    person.reads("\x1b[H\x1b[2J\x1b[3J")
    assert person.leaves() == 0
    assert not person.seen.strip()
    assert not (tmp_path / "coach" / "kept").exists()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT])
def test_a_signal_leaves_the_terminal_as_it_was(at_home, number):
    person = at_home("talk", "--plain")
    person.reads("First partner's name: ")
    assert person.key_by_key
    os.kill(person.process, number)
    assert person.leaves() == 128 + number
    assert not person.key_by_key


def test_a_stop_that_the_system_refuses_costs_no_keys(at_home):
    person = at_home("talk", "--plain")
    person.reads("First partner's name: ")
    os.kill(person.process, signal.SIGTSTP)  # the process leads its session: there is no shell to go on from
    person.presses("Maya\r")
    person.reads("Second partner's name: ")
    assert person.key_by_key


def test_escape_goes_back_without_a_talk(at_home):
    person = at_home("talk", "--plain")
    person.reads("First partner's name: ")
    person.presses("\x1b")
    person.reads("Back, without a talk.")
    assert person.leaves() == 0


def test_home_is_a_line_of_ways(at_home):
    person = at_home("--plain")
    person.reads("What next?")
    person.presses("?")
    person.reads("g, Guide: ")
    person.presses("q")
    assert person.leaves() == 0


def test_the_setting_makes_it_the_usual_way(at_home, tmp_path):
    (tmp_path / "config.toml").write_text("[screen]\nplain = true\n")
    person = at_home("talk")
    person.reads("First partner's name: ")
    person.presses("\x1b\x1b")
    assert person.leaves() == 0


def test_from_a_pipe_lines_go_in_and_lines_come_out(tmp_path):
    (tmp_path / "coach").mkdir()
    (tmp_path / "coach" / "welcome-seen").touch()
    said = [
        "Maya",
        "Tom",
        "the dishes",
        "",
        "",
        "1",
        "n",
        "s",
        "You never help.",
        "Tom: I hear \x1b[31myou, thank you.",
    ]
    run = subprocess.run(
        [sys.executable, "-m", "coach", "talk", "--plain"],
        input="\n".join(said) + "\n",
        env={**os.environ, "XDG_DATA_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert "Maya: You never help." in run.stdout
    assert "Tom: I hear you, thank you." in run.stdout
    assert "needs a terminal" in run.stdout  # no yes to the microphone by a pipe
    assert "Room to speak" in run.stdout
    assert not STEERING.search(run.stdout)
    assert "Traceback" not in run.stderr


def test_nothing_at_all_on_the_input_is_no_crash(tmp_path):
    run = subprocess.run(
        [sys.executable, "-m", "coach", "talk", "--plain"],
        stdin=subprocess.DEVNULL,
        env={**os.environ, "XDG_DATA_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert run.returncode == 0, run.stderr


def test_a_review_in_sentences(tmp_path):
    path = tmp_path / "talk.txt"
    path.write_text("Maya: You never help.\nTom: I hear you, and I'm sorry.\nMaya: Thank you.\nTom: I love you.\n")
    run = subprocess.run(
        [sys.executable, "-m", "coach", "review", "--plain", str(path)], capture_output=True, text=True, check=True
    )
    assert "Recap: Our talk" in run.stdout
    assert not set("█░▁▂·") & set(run.stdout)
