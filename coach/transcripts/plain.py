"""Transcripts as plain text: "Maya: words", one turn a line; a line without a name goes on with the turn."""

from __future__ import annotations

from coach.core.cleaning import clean
from coach.transcripts.names import split_name
from coach.transcripts.said import Said, Written


def read_plain(text: str, names: tuple[str, ...]) -> Written:
    turns: list[tuple[str, int, list[str]]] = []
    for number, line in enumerate(text.splitlines(), start=1):
        name, words = split_name(clean(line), names)
        if name or (words.strip() and not turns):
            turns.append((name or "?", number, [words]))
        elif turns:
            turns[-1][2].append(words)
    return Written(tuple(Said(name, " ".join(words), f"line {number}") for name, number, words in turns))
