"""Reads talks/*.txt, the short exchanges written for training, into the shape of the other snippets."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

from coach.core.talk import Kind


def snippets(path: Path) -> Iterator[dict[str, Any]]:
    """One a paragraph: the topic ("." for none), then `A: words | move, move` a turn. Raises ValueError with the line at fault."""
    paragraphs = [block.splitlines() for block in path.read_text("utf-8").split("\n\n")]
    for n, block in enumerate(paragraphs):
        lines = [line for line in block if line.strip() and not line.startswith("#")]
        if lines:
            topic, *said = lines
            yield {"id": f"own-{path.stem}-{n}", "topic": topic.strip("."), "turns": [_turn(line) for line in said]}


def _turn(line: str) -> dict[str, Any]:
    speaker, _, rest = line.partition(": ")
    text, _, moves = rest.partition(" |")
    labels = [move.strip() for move in moves.split(",") if move.strip()]
    if speaker not in {"A", "B"} or not text or set(labels) - set(get_args(Kind)):
        message = f"not a turn: {line!r}"
        raise ValueError(message)
    return {"speaker": speaker, "text": text, "labels": labels}
