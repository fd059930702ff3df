"""A program that writes a talk down and is killed: `python -m tests.store.writing FOLDER` until somebody ends it.

Each event that has been handed to the journal is told on stdout by its number, so that the one who kills knows what must be there.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from coach.core.events import Heard
from coach.core.talk import Utterance
from coach.store.sessions import Sessions
from coach.store.vault import Asking, open_vault

LINE = "I feel alone with the dishes on most evenings, and I would like us to find a way."


def event(number: int) -> Heard:
    return Heard(at=float(number), utterance=Utterance(number, "A", number - 0.5, float(number), f"{number}: {LINE}"))


def write(folder: Path, most: int = 1_000_000) -> None:
    vault = open_vault(folder, Asking(lambda: "", lambda: None, lambda: True))
    journal = Sessions(folder, vault).begin("talk-1", recoverable=True)
    for number in range(1, most):
        journal.append(event(number))
        os.write(1, b"%d\n" % number)


if __name__ == "__main__":
    write(Path(sys.argv[1]))
