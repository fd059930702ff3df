"""The sample talk: two synthetic voices and what they say. It travels with the program."""

from __future__ import annotations

from pathlib import Path

_HERE = Path(__file__).parent


def audio_path() -> Path:
    """The sound: FLAC, 16 kHz, two channels, A left and B right."""
    return _HERE / "talk.flac"


def truth_path() -> Path:
    """What is said in it and when, as a transcript (coach.transcript/1) with the moves in each turn."""
    return _HERE / "talk.json"
