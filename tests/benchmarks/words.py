"""Word errors and who said them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from coach.core.talk import Utterance

_WORD = re.compile(r"[a-z0-9]+(?:'[a-z0-9]+)*")


def words(text: str) -> list[str]:
    return _WORD.findall(text.lower().replace("’", "'"))


def errors(said: Sequence[str], heard: Sequence[str]) -> int:
    """Substituted, missing and added words: the edit distance."""
    row = list(range(len(heard) + 1))
    for i, one in enumerate(said, 1):
        before, row[0] = row[0], i
        for j, other in enumerate(heard, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (one != other))
    return row[-1]


def word_error_rate(pairs: Iterable[tuple[str, str]]) -> tuple[float, int, int]:
    """(rate, errors, words said) over pairs of what was said and what was heard."""
    wrong = total = 0
    for said, heard in pairs:
        wrong += errors(words(said), words(heard))
        total += len(words(said))
    return wrong / max(1, total), wrong, total


def attribution(truth: Sequence[dict[str, object]], heard: Sequence[Utterance]) -> tuple[int, int, int]:
    """(right, "?", all) words: a word is right when its middle lies in a turn of the one it was given to.

    Words spoken while both speak count for either; words in nobody's turn (0.3 s of grace) are left out.
    """
    right = unknown = total = 0
    for utterance in heard:
        for word in utterance.words:
            middle = (word.start + word.end) / 2
            who = {t["speaker"] for t in truth if float(t["start"]) - 0.3 <= middle <= float(t["end"]) + 0.3}  # type: ignore[arg-type]
            if who:
                total += 1
                right += utterance.speaker in who
                unknown += utterance.speaker == "?"
    return right, unknown, total


def attribution_of(truth: Sequence[dict[str, object]], lines: Sequence[dict[str, object]]) -> tuple[int, int]:
    """(right, all) words of utterance lines whose clock began at another time than the truth's.

    Each line is set beside the turn with the fewest word errors; its words are right when that turn is its speaker's.
    """
    right = total = 0
    for line in lines:
        heard = words(str(line["text"]))
        costs = [(_within(heard, words(str(turn["text"]))), str(turn["speaker"])) for turn in truth]
        best = min(cost for cost, _ in costs)
        total += len(heard)
        right += len(heard) * (line["speaker"] in {who for cost, who in costs if cost == best})
    return right, total


def _within(heard: Sequence[str], said: Sequence[str]) -> int:
    """Errors of `heard` as a stretch of `said`: words of the turn before and after it cost nothing."""
    row = list(range(len(heard) + 1))
    best = row[-1]
    for one in said:
        before, row[0] = row[0], 0
        for j, other in enumerate(heard, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (one != other))
        best = min(best, row[-1])
    return best
