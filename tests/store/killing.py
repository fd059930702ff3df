"""Kills a writing program without warning, and looks at what is left."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from coach.core.events import Ended
from coach.store.journal import Found
from coach.store.sessions import Sessions
from coach.store.vault import open_vault
from tests.store.conftest import OPEN
from tests.store.writing import event

ROOT = Path(__file__).parents[2]


def killed_after(folder: Path, seconds: float) -> tuple[int, Found]:
    """Starts the program, kills it `seconds` after its first event. How many events it had handed over, and what is there."""
    program = subprocess.Popen(
        [sys.executable, "-m", "tests.store.writing", str(folder)], cwd=ROOT, stdout=subprocess.PIPE
    )
    assert program.stdout is not None
    first = program.stdout.readline()
    try:
        program.wait(seconds)
    except subprocess.TimeoutExpired:
        program.kill()  # SIGKILL: nothing of it runs any more
    told = first + program.stdout.read()
    program.stdout.close()
    program.wait()
    handed_over = int(told[: told.rindex(b"\n")].split(b"\n")[-1])
    return handed_over, left_in(folder)


def left_in(folder: Path) -> Found:
    sessions = Sessions(folder, open_vault(folder, OPEN))
    (unfinished,) = sessions.unfinished()
    return sessions.recover(unfinished.id)


def lost(handed_over: int, found: Found) -> int:
    """Events that were handed over and are not there, or not as they were."""
    assert not any(isinstance(one, Ended) for one in found.events)
    return sum(
        number > len(found.events) or found.events[number - 1] != event(number) for number in range(1, handed_over + 1)
    )
