"""A person at a terminal of their own: reads what came, presses keys."""

from __future__ import annotations

import os
import pty
import re
import select
import signal
import sys
import termios
import time
from pathlib import Path

import pytest

from coach.plain.keys import END, ENTER

PATIENCE = 60.0  # seconds; a machine may be busy
NO_LOCAL_MODES = termios.ICANON | termios.ECHO


class Person:
    """`coach` in a process of its own, on a pseudo-terminal."""

    def __init__(self, home: Path, *arguments: str) -> None:
        self.seen = ""
        self.process, self.terminal = pty.fork()
        if self.process == 0:
            os.chdir(home)
            os.environ |= {"TERM": "xterm-256color", "XDG_DATA_HOME": str(home), "XDG_CONFIG_HOME": str(home)}
            os.environ["PYTHONPATH"] = str(Path(__file__).parents[2])
            os.execv(sys.executable, [sys.executable, "-m", "coach", *arguments])  # noqa: S606

    def reads(self, words: str) -> str:
        """Until `words` stand there; gives all that came since the last time."""
        until = time.monotonic() + PATIENCE
        while words not in self.seen:
            assert time.monotonic() < until, f"{words!r} did not come; this did: {self.seen[-2000:]!r}"
            if not self._more():
                assert words in self.seen, f"it ended without {words!r}: {self.seen[-2000:]!r}"
        read, _, self.seen = self.seen.partition(words)
        return read + words

    def _more(self) -> bool:
        if not select.select([self.terminal], [], [], 0.1)[0]:
            return True
        try:
            data = os.read(self.terminal, 65536)
        except OSError:
            return False
        self.seen += data.decode("utf-8", "replace").replace("\r\n", "\n")
        return bool(data)

    def presses(self, *keys: str) -> None:
        for key in keys:
            os.write(self.terminal, key.encode())

    @property
    def key_by_key(self) -> bool:
        """Whether the terminal hands over single keys, without showing them."""
        return not termios.tcgetattr(self.terminal)[3] & NO_LOCAL_MODES

    def leaves(self) -> int:
        """The exit code, once it has ended."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            ended, status = os.waitpid(self.process, os.WNOHANG)
            if ended:
                while self._more() and select.select([self.terminal], [], [], 0)[0]:
                    pass
                self.process = 0
                return os.waitstatus_to_exitcode(status)
            self._more()
        raise AssertionError(f"it still runs: {self.seen[-2000:]!r}")

    def close(self) -> None:
        if self.process:
            os.kill(self.process, signal.SIGKILL)
            os.waitpid(self.process, 0)
        os.close(self.terminal)


class Pressed:
    """A terminal on which keys are pressed in order and nothing is waited for; then its input is at an end."""

    def __init__(self, *keys: str) -> None:
        self.keys = True
        self.clears = True
        self.ended = False
        self.pressed = list(keys)
        self.said: list[str] = []
        self.blanked = 0

    def say(self, *lines: str) -> None:
        self.said += lines

    def put(self, text: str) -> None:
        self.said += [text] if text.strip() else []

    def fitted(self, line: str) -> str:
        return line

    def wake(self) -> None:
        pass

    def blank(self) -> None:
        self.blanked += 1
        self.said.clear()

    def key(self, timeout: float | None = None) -> str | None:
        if timeout is not None and timeout < 1 and not self.pressed:
            return None
        self.ended = not self.pressed
        return self.pressed.pop(0) if self.pressed else END

    def put_back(self, key: str) -> None:
        self.pressed.insert(0, key)

    @property
    def told(self) -> str:
        return "\n".join(self.said)


def typed(words: str) -> list[str]:
    """The keys of a line that is written and said."""
    return [*words, ENTER]


STEERING = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


@pytest.fixture
def at_home(tmp_path):
    """Starts coach for somebody who has seen the first page."""
    (tmp_path / "coach").mkdir()
    (tmp_path / "coach" / "welcome-seen").touch()
    people = []

    def start(*arguments: str) -> Person:
        people.append(Person(tmp_path, *arguments))
        return people[-1]

    yield start
    for person in people:
        person.close()
