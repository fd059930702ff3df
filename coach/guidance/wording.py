"""What a couple may read, held to the coach's own rules of wording: gentle, short, no order, no diagnosis."""

from __future__ import annotations

import re

MOST_WORDS = 14
TITLE_WORDS = 6
CUE_WORDS = {"hurts": 8, "helps": 10, "neutral": 8}
_HARSH = re.compile(
    r"\b(?:always|never|should|wrong|toxic|abusive|abuser|narciss\w*|borderline|bipolar|co-?dependen\w*|neurotic|disorder\w*)\b"
    r"|!",
    re.IGNORECASE,
)


def not_fitting(line: str, *, most: int = MOST_WORDS) -> str:
    """Why this line is not shown to a couple; empty where it may be."""
    if harsh := _HARSH.search(line):
        return f"“{harsh[0]}” is nothing the coach says to a couple"
    if (words := len(line.split())) > most:
        return f"it has {words} words, and at most {most} fit"
    return ""


def as_cue(tip: str) -> str:
    """The tip as a cue's text, in which braces would stand for names: here they are only braces."""
    return tip.replace("{", "{{").replace("}", "}}")
