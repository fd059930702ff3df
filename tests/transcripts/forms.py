"""Transcripts as they may be written, and what was read of them."""

from __future__ import annotations


def lines(utterances):
    return [(u.speaker, u.text) for u in utterances]


def own(*turns, **more):
    return {
        "schema": "coach.transcript/1",
        "topic": "dishes",
        "speakers": {"A": "Maya", "B": "Tom"},
        "turns": turns,
        **more,
    }


def turn(speaker, text, **more):
    return {"speaker": speaker, "text": text, **more}
