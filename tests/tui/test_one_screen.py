"""One page after another in a real terminal: what the terminal is told between them, and how it is left in the end."""

from __future__ import annotations

import os
import pty
import select
import signal
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Self

import pytest

from coach.tui.one_screen import CALM, ENTER, LEAVE, OneScreen

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a terminal of POSIX")
ROOT = Path(__file__).parents[2]
PATIENCE = 60.0  # seconds: a busy machine is slow, and that is no fault
SHELL = "the shell again"
PROGRAM = """
import fcntl, signal, sys, termios
import click
from textual.screen import Screen
from textual.widgets import Static
import coach.tui.window
from coach.tui.one_screen import ONE_SCREEN

fcntl.ioctl(0, termios.TIOCSCTTY, 0)  # Ctrl+C of this terminal is for this program
coach.tui.window.TWICE_WITHIN = 120.0


class Page(Screen):
    BINDINGS = [("n", "leave", "next"), ("c", "crash", "crash")]

    def __init__(self, words):
        super().__init__()
        self.words = words

    def compose(self):
        yield Static(self.words)

    def action_leave(self):
        self.app.exit("on")

    def action_crash(self):
        raise RuntimeError("the page is broken")


def page(words, **how):
    return coach.tui.window.CoachApp(lambda: Page(words), **how).run()


with ONE_SCREEN:
{body}
sys.stdout.write("the shell again\\n")
"""


class Program:
    """A program in a terminal of its own, and all that it wrote there so far."""

    def __init__(self, *body: str) -> None:
        lines = "\n".join(f"    {line}" for line in body)
        self._ours, self.theirs = pty.openpty()
        self.before = termios.tcgetattr(self.theirs)
        self._process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM.replace("{body}", lines)],
            stdin=self.theirs,
            stdout=self.theirs,
            stderr=self.theirs,
            start_new_session=True,
            cwd=ROOT,
            env={**os.environ, "TERM": "xterm-256color", "COLUMNS": "80", "LINES": "24"},
        )
        self.written = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()
        os.close(self._ours)
        os.close(self.theirs)

    def until(self, words: str) -> None:
        patience = time.monotonic() + PATIENCE
        while words not in self.written:
            assert time.monotonic() < patience, f"{words} did not come: {self.written!r}"
            assert self._read(0.2) or self._process.poll() is None, (
                f"{words} did not come before it ended: {self.written!r}"
            )

    def press(self, keys: bytes) -> None:
        os.write(self._ours, keys)

    def end(self) -> int:
        """Waits until it ends; its exit status."""
        patience = time.monotonic() + PATIENCE
        while self._process.poll() is None:
            assert time.monotonic() < patience, f"it did not end: {self.written!r}"
            self._read(0.05)
        while self._read(0.0):
            pass
        return self._process.returncode

    def _read(self, timeout: float) -> bool:
        if not select.select([self._ours], [], [], timeout)[0]:
            return False
        self.written += os.read(self._ours, 65536).decode("utf-8", "replace")
        return True

    @property
    def turns(self) -> list[str]:
        """What was written, from one entering or leaving of the terminal's other screen to the next."""
        return self.written.replace(LEAVE, ENTER).split(ENTER)

    @property
    def as_found(self) -> bool:
        return termios.tcgetattr(self.theirs) == self.before


def two_pages(*between: str) -> Program:
    return Program('page("first page")', *between, 'page("second page")')


def through(program: Program) -> None:
    program.until("first page")
    program.press(b"n")
    program.until("second page")
    program.press(b"n")


def test_the_screen_stays_from_the_first_page_to_the_last() -> None:
    with two_pages("ONE_SCREEN.tell('told in between')", "ONE_SCREEN.tell('told in between')") as program:
        through(program)
        assert program.end() == 0
        before, pages, after = program.turns
        assert before == ""
        assert pages.index("first page") < pages.index(CALM) < pages.index("second page")
        assert "told" not in pages
        assert after.count("told in between") == 1
        assert after.index("told in between") < after.index(SHELL)
        assert program.as_found


@pytest.mark.parametrize(
    "said",
    ["print('told at once')", "print('told at once', file=sys.stderr)", "click.echo('told at once', err=True)"],
)
def test_what_is_printed_is_seen_in_the_shell(said: str) -> None:
    with two_pages("ONE_SCREEN.tell('told before')", said) as program:
        through(program)
        assert program.end() == 0
        _, first, between, second, _ = program.turns
        assert "first page" in first
        assert "told" not in first
        assert between.index("told before") < between.index("told at once")
        assert "second page" in second
        assert program.as_found


def test_the_calm_line_comes_at_once_and_the_first_page_takes_its_place() -> None:
    with Program("ONE_SCREEN.wait()", "ONE_SCREEN.wait()", 'page("first page")') as program:
        program.until("first page")
        program.press(b"n")
        assert program.end() == 0
        _, pages, _ = program.turns
        assert pages.index(CALM) < pages.index("first page")


def test_an_error_is_told_in_the_shell() -> None:
    with two_pages("raise ValueError('nothing works')") as program:
        program.until("first page")
        program.press(b"n")
        assert program.end() == 1
        _, pages, after = program.turns
        assert "nothing works" not in pages
        assert "nothing works" in after
        assert program.as_found


def test_a_page_that_breaks_down_is_told_in_the_shell() -> None:
    with Program('page("first page")') as program:
        program.until("first page")
        program.press(b"c")
        assert program.end() == 0
        _, pages, after = program.turns
        assert "is broken" not in pages
        assert "is broken" in after
        assert program.as_found


@pytest.mark.parametrize("by", ["Ctrl+C", "SIGTERM"])
def test_what_ends_it_between_two_pages_gives_the_shell_back(by: str) -> None:
    with two_pages("sys.__stderr__.write('waiting')", "sys.__stderr__.flush()", "signal.pause()") as program:
        program.until("first page")
        program.press(b"n")
        program.until("waiting")
        if by == "Ctrl+C":
            program.press(b"\x03")
        else:
            program._process.terminate()
        assert program.end() == (-signal.SIGINT if by == "Ctrl+C" else 128 + signal.SIGTERM)
        _, pages, after = program.turns
        assert pages.endswith("\x1b[0m")
        assert "second page" not in after
        assert program.as_found


def test_keys_between_two_pages_are_not_seen() -> None:
    with two_pages("assert not termios.tcgetattr(0)[3] & (termios.ECHO | termios.ICANON)") as program:
        through(program)
        assert program.end() == 0


def test_the_quick_exit_leaves_the_screen_at_once_and_nothing_is_told() -> None:
    body = ('page("first page")', "ONE_SCREEN.tell('of the talk')", 'page("second page")', "sys.stdout.write('after')")
    with Program(*body) as program:
        program.until("first page")
        program.press(b"n")
        program.until("second page")
        program.press(b"\x1b")
        program.press(b"\x1b")
        assert program.end() == 0
        _, pages, after = program.turns
        assert pages.count(CALM) == 1
        assert "of the talk" not in program.written
        assert "after" in after


def test_who_chooses_nothing_on_a_page_that_ends_it_sees_no_calm_line() -> None:
    with Program('page("first page", ends_it=True)') as program:
        program.until("first page")
        program.press(b"\x11")
        assert program.end() == 0
        assert CALM not in program.written


@pytest.fixture
def terminal() -> Iterator[tuple[int, int]]:
    ours, theirs = pty.openpty()
    yield ours, theirs
    os.close(ours)
    os.close(theirs)


def test_without_a_terminal_nothing_is_held(tmp_path: Path) -> None:
    with (tmp_path / "out").open("w+") as out, OneScreen(out, entry=out.fileno()) as screen:
        screen.wait()
        assert not screen.stays
        out.seek(0)
        assert out.read() == ""


def test_one_within_another_is_the_same_one(terminal: tuple[int, int]) -> None:
    ours, theirs = terminal
    with open(theirs, "w", closefd=False) as out:
        screen = OneScreen(out, theirs)
        assert not screen.stays
        with screen:
            with screen:
                screen.wait()
            assert screen.entered
        assert not screen.entered
    assert os.read(ours, 65536).decode().count(LEAVE) == 1
