"""The real program in a real terminal, from page to page: the shell is not seen in between.

make test-private
"""

from __future__ import annotations

from pathlib import Path

import pytest

from coach.tui.one_screen import ENTER, LEAVE
from tests.private.in_terminal import MISSING, Person, Terminal

pytestmark = [pytest.mark.slow, pytest.mark.skipif(bool(MISSING), reason=MISSING or "all is there")]
NAMES = '[talk]\nnames = ["Wilhelmina", "Bartholomew"]\n'


@pytest.fixture
def person(tmp_path: Path) -> Person:
    person = Person(tmp_path / "person")
    settings = person.folder / "config" / "coach" / "config.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text(NAMES)
    return person


def one_screen_to_the_end(terminal: Terminal, written: Path) -> str:
    """What was written since the first page was there. The terminal's other screen was left once, at the end."""
    terminal.until_it_ends()
    terminal.wait(lambda: LEAVE in written.read_text(), "the screen was not left")
    said = written.read_text()
    assert ENTER not in said
    assert said.count(LEAVE) == 1
    return said


def test_from_home_through_its_pages_and_home_again(person: Person, tmp_path: Path) -> None:
    written = tmp_path / "written"
    with Terminal(person, []) as terminal:
        terminal.until("Rehearse a hard talk", "q quit")
        terminal.record(written)
        for key, page, back in (
            ("t", "Before you begin", "q"),
            ("g", "Speaking for oneself", "q"),
            ("h", "Nothing is kept", "q"),
            ("w", "example", "q"),
            (",", "Wilhelmina", "q"),
        ):
            terminal.press(key)
            terminal.until(page)
            terminal.press(back)
            terminal.until("Rehearse a hard talk", "q quit")
        terminal.press("q")
        one_screen_to_the_end(terminal, written)


def test_from_the_page_before_a_talk_to_its_end(person: Person, tmp_path: Path) -> None:
    written = tmp_path / "written"
    with Terminal(person, ["talk", "--typed"]) as terminal:
        terminal.until("Before you begin", "s start")
        terminal.record(written)
        terminal.press("s")
        terminal.until("Enter says it")
        terminal.say("I feel alone with the marzipan")
        terminal.press("Escape")
        terminal.until("e end")
        terminal.press("e")
        terminal.until("End the talk here?")
        terminal.press("e")
        terminal.until("How it went", "marzipan")
        terminal.press("q")
        terminal.until("Wilhelmina, keep this talk?")
        terminal.write("n")
        said = one_screen_to_the_end(terminal, written)
        assert said.index("How it went") < said.index(LEAVE) < said.index("keep this talk?")


def test_a_talk_shows_a_calm_line_before_its_page(person: Person, tmp_path: Path) -> None:
    written = tmp_path / "written"
    started = person.folder / "started"
    with Terminal(person, ["talk", "--typed"], before=f"until [ -e {started} ]; do sleep 0.1; done") as terminal:
        terminal.record(written)
        started.touch()
        terminal.until("Before you begin")
        said = written.read_text()
        assert said.index(ENTER) < said.index("One moment.") < said.index("Before you begin")
        assert said.count(ENTER) == 1
