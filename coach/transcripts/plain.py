"""Transcripts as plain text: "Maya: words", one turn a line; a line without a name goes on with the turn."""

from __future__ import annotations

from coach.core.cleaning import clean
from coach.transcripts.names import split_name
from coach.transcripts.said import Said, Written, checked_size


def read_plain(text: str, file: str, names: tuple[str, ...]) -> Written:
    """Read "Name: words" lines. Raises TranscriptError: far too long to be a talk."""
    turns: list[tuple[str, int, list[str]]] = []
    characters = 0
    for number, line in enumerate(text.splitlines(), start=1):
        checked_size(file, f"line {number}", characters=len(line))
        name, words = split_name(clean(line), names)
        if name or (words and not turns):
            turns.append((name or "?", number, [words]))
            characters = len(words)
        elif turns and words:
            turns[-1][2].append(words)
            characters += len(words) + 1
        checked_size(file, f"line {number}", turns=len(turns), characters=characters)
    return Written(tuple(Said(name, " ".join(words), f"line {number}") for name, number, words in turns))
