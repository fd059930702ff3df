"""How warm words sound, for the tone curve of the recap and for nothing else.

VADER counts the words of fair arguing ("I feel hurt when ...") as negative more often than blame, and praise in irony as
warm: it may draw a curve over many minutes, it may never be evidence of a move.
"""

from __future__ import annotations

import functools
from typing import Any


def warmth(text: str) -> float:
    """-1 (cold) .. 1 (warm). For the tone curve only, never as evidence. Words it does not know give 0."""
    return float(_analyzer().polarity_scores(text[:_LONGEST])["compound"]) if text.strip() else 0.0


_LONGEST = 2000  # characters; an utterance is far shorter, and untrusted text may be of any length


@functools.cache
def _analyzer() -> Any:
    # Reading its lexicon takes a while and is wanted at the first recap only.
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    return SentimentIntensityAnalyzer()
