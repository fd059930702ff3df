"""A real terminal (tmux) with the real program in it: keys go in, what stands on the screen and above it comes out."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Self

ROOT = Path(__file__).parents[2]
PATIENCE = 60.0  # seconds: a busy machine is slow, and that is no fault
MISSING = "" if shutil.which("tmux") else "needs tmux"


class Person:
    """A folder that is all a person has: home, configuration, kept talks, temporary files, and where they stand."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.here = folder / "here"
        self.kept = folder / "data" / "coach" / "kept"
        for path in (self.here, folder / "data" / "coach", folder / "tmp"):
            path.mkdir(parents=True)
        (folder / "data" / "coach" / "welcome-seen").touch()

    @property
    def environment(self) -> dict[str, str]:
        own = {"HOME": "", "XDG_DATA_HOME": "data", "XDG_CONFIG_HOME": "config", "XDG_CACHE_HOME": "cache"}
        own |= {"XDG_STATE_HOME": "state", "TMPDIR": "tmp"}
        return {
            **{name: str(self.folder / path) for name, path in own.items()},
            "PYTHONPATH": str(ROOT),
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
            "TERM": "xterm-256color",
            "PATH": os.environ["PATH"],
        }

    def readable(self, words: Iterable[str]) -> list[tuple[str, str]]:
        """Which of these words stand readable in which file, or in a file's name. Looked for without regard to case."""
        found = []
        for path in self.folder.rglob("*"):
            text = f"{path.name} " + (path.read_bytes().decode("latin-1") if path.is_file() else "")
            found += [(word, str(path)) for word in words if word.lower() in text.lower()]
        return found


class Terminal:
    """One window of 80 by 24 with a long memory. Closed, with all that runs in it, at the end of a `with`."""

    def __init__(self, person: Person, arguments: Sequence[str], *, before: str = "") -> None:
        """Runs `coach` with these arguments. `before`: a shell command that sets its limits."""
        self._socket = f"coach-{uuid.uuid4().hex[:8]}"
        program = shlex.join([sys.executable, "-m", "coach", *arguments])
        command = f"cd {shlex.quote(str(person.here))}; {before + '; ' if before else ''}exec {program}"
        own = [word for name, value in person.environment.items() for word in ("-e", f"{name}={value}")]
        size = ("-x", "80", "-y", "24")
        self._tmux("-f", "/dev/null", "new-session", "-d", "-s", "keep", *size, "sleep 600")
        self._tmux("set-option", "-g", "history-limit", "50000")
        self._tmux("set-option", "-g", "remain-on-exit", "on")
        self._tmux("new-session", "-d", "-s", "t", *size, *own, command)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._tmux("kill-server")

    def _tmux(self, *words: str) -> str:
        told = subprocess.run(["tmux", "-L", self._socket, *words], capture_output=True, text=True, check=False)
        return told.stdout

    @property
    def shown(self) -> str:
        return self._tmux("capture-pane", "-p", "-t", "t")

    @property
    def everything(self) -> str:
        """The screen, all lines above it, and what stood under a program that took the whole screen."""
        ways = ((), ("-S", "-", "-E", "-"), ("-a", "-q"), ("-a", "-q", "-S", "-", "-E", "-"))
        return "\n".join(self._tmux("capture-pane", "-p", "-t", "t", *way) for way in ways)

    def record(self, file: Path) -> None:
        """From here on everything that the program writes to its terminal also goes to a file, byte for byte."""
        self._tmux("pipe-pane", "-o", "-t", "t", f"cat > {shlex.quote(str(file))}")
        self.wait(file.exists, "nothing is recorded")

    def until(self, *words: str) -> str:
        """Waits until all of these stand on the screen."""
        return self.wait(lambda: all(word in self.shown for word in words), f"{words} did not come")

    def press(self, *keys: str) -> None:
        """Names of keys as tmux knows them: a, Enter, Escape, Tab."""
        self._tmux("send-keys", "-t", "t", *keys)

    def write(self, words: str) -> None:
        self._tmux("send-keys", "-t", "t", "-l", words)
        self.press("Enter")

    def say(self, words: str) -> None:
        """In a talk that is written: says it, and waits until it stands there and no longer on the line it is written on."""
        self.write(words)
        self.wait(lambda: written(words.rsplit(maxsplit=1)[-1], self.shown), f"{words} was not written down")

    @property
    def _alive(self) -> bool:
        return self._tmux("display-message", "-p", "-t", "t", "#{pane_dead}").strip() == "0"

    def ends_within(self, seconds: float) -> bool:
        until = time.monotonic() + seconds
        while self._alive and time.monotonic() < until:
            time.sleep(0.1)
        return not self._alive

    def until_it_ends(self) -> None:
        self.wait(lambda: not self._alive, "the program did not end")

    def kill(self) -> None:
        """kill -9: nothing of the program runs any more."""
        os.kill(int(self._tmux("display-message", "-p", "-t", "t", "#{pane_pid}")), signal.SIGKILL)
        self.until_it_ends()

    def wait(self, come: Callable[[], bool], trouble: str) -> str:
        patience = time.monotonic() + PATIENCE
        while not come():
            if time.monotonic() > patience:
                raise AssertionError(f"{trouble}. On the screen:\n{self.shown}")
            time.sleep(0.1)
        return self.shown


def written(word: str, shown: str) -> bool:
    """Whether it stands in the talk: the line it is written on is empty again, and says what Enter does."""
    return word in shown and "Enter says it ·" in shown
