"""Lines as wide as the terminal, broken between words."""

from __future__ import annotations

import os
import pty
import termios

import pytest

from coach.plain.terminal import Terminal


@pytest.mark.parametrize(("columns", "broken"), [(40, True), (0, False), (10, False)])
def test_lines_are_broken_between_words_and_only_where_the_terminal_says_how_wide_it_is(columns, broken):
    """A row with half a word at its end is read out as half a word."""
    there, here = pty.openpty()
    termios.tcsetwinsize(here, (24, columns))
    words = "It takes no side, gives no score, and mishears at times; one key waves a line away."
    with os.fdopen(here, "w") as out, Terminal(here, out) as terminal:
        rows = terminal.fitted(words).split("\n")
        assert (len(rows) > 1) is broken
        assert " ".join(rows) == words
        assert not broken or max(map(len, rows)) < columns
    os.close(there)


def test_where_the_output_is_no_terminal_a_line_stays_one():
    with Terminal(-1) as terminal:
        assert terminal.fitted("word " * 60) == "word " * 60
