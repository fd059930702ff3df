"""Questions after a talk: Enter answers, Esc and Ctrl+C go away from them, and Esc Esc blanks them."""

from __future__ import annotations

import os
import pty
import sys
import tty
from collections.abc import Callable, Iterator

import click
import pytest

from coach.cli.answering import confirm, left_at_once, secret
from coach.plain.terminal import Terminal

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a terminal of POSIX")
BLANK = "\x1b[2J"


@pytest.fixture
def press(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[bytes], None]]:
    """Keys that wait in a terminal before anything is asked."""
    ours, theirs = pty.openpty()
    tty.setraw(theirs)  # nobody else makes signals of the keys
    monkeypatch.setattr("coach.cli.answering._by_keys", lambda: True)
    monkeypatch.setattr("coach.plain.terminal._standard_input", lambda: theirs)
    monkeypatch.setattr(Terminal, "left_at_once", False)
    yield lambda keys: os.write(ours, keys)  # type: ignore[misc, return-value]
    os.close(ours)
    os.close(theirs)


@pytest.mark.parametrize(
    ("keys", "answer"), [(b"y\n", True), (b"Yes\n", True), (b"n\n", False), (b"\n", False), (b"what\ny\n", True)]
)
def test_enter_answers(press: Callable[[bytes], None], keys: bytes, answer: bool) -> None:
    press(keys)
    assert confirm("Maya, keep this talk?") is answer


@pytest.mark.parametrize("keys", [b"y\x1b", b"\x03", b"\x04"], ids=["esc", "ctrl+c", "ctrl+d"])
def test_who_goes_away_says_no_yes(press: Callable[[bytes], None], keys: bytes) -> None:
    press(keys)
    with pytest.raises(click.Abort):
        confirm("Maya, keep this talk?")
    assert not left_at_once()


@pytest.mark.parametrize("ask", [confirm, secret])
def test_two_esc_leave_at_once(
    press: Callable[[bytes], None],
    ask: Callable[[str], object],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("coach.plain.keys.TWICE_WITHIN", 120.0)
    press(b"\x1b\x1b")
    blanked: list[bool] = []
    monkeypatch.setattr(Terminal, "blank", lambda _: blanked.append(True))
    with pytest.raises(click.Abort):
        ask("Maya, keep this talk?")
    assert left_at_once()
    assert blanked


def test_a_passphrase_is_not_shown(press: Callable[[bytes], None], capsys: pytest.CaptureFixture[str]) -> None:
    press("vier ruhige Wörterx\x7f\n".encode())
    assert secret("Passphrase") == "vier ruhige Wörter"
    shown = capsys.readouterr().out
    assert "Passphrase:" in shown
    assert "ruhig" not in shown
