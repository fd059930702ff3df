"""Labelled talks as training lines: the topic, what the other said before, what is said now, and the moves in it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from coach.core.talk import HELPS, HURTS
from tools.moves.pairs import snippets

KINDS: tuple[str, ...] = (*HURTS, *HELPS, "backchannel")
LUMPS: dict[str, tuple[str, ...]] = {
    "any_hurt": HURTS,
    "any_help": HELPS,
    "live": ("blame", "past_grievance", "topic_drift"),
}
ORDER = [*KINDS, *LUMPS]  # the rows of the heads
IN_WORDS = tuple(
    kind for kind in KINDS if kind not in {"interruption", "backchannel"}
)  # those are found by times and rules
HELD_OUT_WRITERS = ("e", "j")  # of the nine who wrote whole talks
HELD_OUT_BATCHES = ("04", "09")  # of the twelve in each of the four sets of snippets
OWN = Path(__file__).parent / "talks"


@dataclass(frozen=True, slots=True)
class Line:
    topic: str
    before: str
    turn: str
    labels: frozenset[str]
    writer: str  # a letter for talks, "s04" for a batch of snippets
    talk: str

    @property
    def held_out(self) -> bool:
        return self.writer in HELD_OUT_WRITERS or (len(self.writer) == 3 and self.writer[1:] in HELD_OUT_BATCHES)


def lines_of(talk: dict[str, Any], writer: str) -> Iterator[Line]:
    """The lines of one talk. A backchannel of the other partner is not what was said before."""
    last: dict[str, str] = {}
    speaking = ""
    for turn in talk["turns"]:
        who, text = turn["speaker"], turn["text"]
        labels = frozenset(label.split(":")[0] for label in turn["labels"])
        before = next((said for other, said in last.items() if other != who), "")
        yield Line(talk.get("topic", ""), before, text, labels, writer, talk["id"])
        if labels == {"backchannel"}:
            continue
        last[who] = f"{last[who]} {text}" if who == speaking else text
        speaking = who


def training_lines(folder: Path) -> list[Line]:
    """All lines to learn from: whole talks and snippets."""
    lines: list[Line] = []
    for path in sorted(folder.glob("[a-z]*[0-9].json")):
        talk = json.loads(path.read_text("utf-8"))
        lines += lines_of(talk, path.stem[0])
    for snippet in json.loads((folder / "snippets.json").read_text("utf-8")):
        lines += lines_of(snippet, snippet["id"].split("-")[0])
    return lines


def own_lines() -> list[Line]:
    """The talk written beside this script: plain text, whole talks with times, and one file of short exchanges."""
    written = [snippet for path in sorted(OWN.glob("*.txt")) for snippet in snippets(path)]
    for path in sorted(OWN.glob("*.json")):
        held = json.loads(path.read_text("utf-8"))
        written += held if isinstance(held, list) else [held]
    return [line for talk in written for line in lines_of(talk, "own")]


def talk_lines(folder: Path, pattern: str = "*.json") -> list[Line]:
    lines: list[Line] = []
    for path in sorted(folder.glob(pattern)):
        lines += lines_of(json.loads(path.read_text("utf-8")), path.stem[0])
    return lines


def truth(lines: Sequence[Line]) -> list[list[float]]:
    """One row a line: a 1 for each kind that is there, then for each lump."""
    return [
        [float(kind in line.labels) for kind in KINDS]
        + [float(bool(line.labels & set(group))) for group in LUMPS.values()]
        for line in lines
    ]
