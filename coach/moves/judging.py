"""Encoder, heads and phrase weights together: one line in, a logit for each kind out, and which words it hangs on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from coach.detectors.kit import plain_words
from coach.moves.encoder import Line, LineEncoder
from coach.moves.heads import Floats, Heads
from coach.moves.phrases import PhraseWeights

TRIED = 4  # words left out one at a time, at most
AFFORDED = 100  # tokens read again for that, at most: a long turn must not make the coach late
TOLD = 4  # words named, at most
SHARE = 0.3  # of the weightiest word's weight; lighter ones are not named


@dataclass(frozen=True, slots=True)
class Judged:
    line: Line
    logits: Floats  # (K,)
    encoded: Floats  # (K,): the encoder's part of them
    tokens: Floats  # (T, K): what each token added, as far as the heads can tell
    words: Floats  # (W, K): what the phrases with each plain word of the turn in them added


class Judge:
    def __init__(self, folder: Path) -> None:
        """Raises whatever the libraries raise where the folder's files are missing or damaged."""
        self._encoder = LineEncoder(folder)
        self._heads = Heads.load(folder / "heads.npz")
        self._phrases = PhraseWeights.load(folder / "phrases.npz")

    def judge(self, *, topic: str, before: str, turn: str) -> Judged | None:
        """None where nothing is said."""
        line = self._encoder.line(topic=topic, before=before, turn=turn)
        if line is None:
            return None
        hidden = self._encoder.hidden([line.ids], line.segment)[0]
        encoded, tokens = self._heads.judge(hidden, line.in_turn)
        plain, words = self._phrases.judge(before=line.before, turn=line.turn)
        return Judged(line, encoded + plain, encoded, tokens, words)

    def weighty_words(self, judged: Judged, rows: Sequence[int]) -> list[tuple[str, ...]]:
        """For each of `rows` the plain words of the turn without which its logit falls most, strongest first.

        The words worth trying are read off the line's own shares, so that a handful of masked lines in one batch is enough.
        """
        line = judged.line
        named: dict[tuple[int, ...], tuple[str, Floats]] = {}  # tokens of a word: its name, what its phrases added
        for n, (word, start, end) in enumerate(plain_words(line.turn)):
            if tokens := tuple(line.tokens(start, end)):
                name, added = named.get(tokens, (word, 0.0))
                named[tokens] = (name, added + judged.words[n])  # an opened contraction has one place and two words
        strength = {at: float((judged.tokens[list(at)].sum(0) + added)[rows].max()) for at, (_, added) in named.items()}
        tried = sorted(named, key=lambda at: (-strength[at], at))[: min(TRIED, max(2, AFFORDED // len(line.ids)))]
        if not tried:
            return [()] * len(rows)
        falls = {at: fall + named[at][1] for at, fall in zip(tried, self._falls(judged, tried), strict=True)}
        return [_heaviest([(float(fall[row]), named[at][0]) for at, fall in falls.items()]) for row in rows]

    def _falls(self, judged: Judged, tried: Sequence[tuple[int, ...]]) -> list[Floats]:
        """How far the encoder's logits fall without each of the tried words."""
        line = judged.line
        masked = [[self._encoder.mask if n in at else token for n, token in enumerate(line.ids)] for at in tried]
        hidden = self._encoder.hidden(masked, line.segment)
        return [judged.encoded - self._heads.judge(one, line.in_turn)[0] for one in hidden]


def _heaviest(falls: list[tuple[float, str]]) -> tuple[str, ...]:
    falls.sort(key=lambda fall: (-fall[0], fall[1]))
    bar = max(0.0, SHARE * falls[0][0])
    return tuple(dict.fromkeys(word for fall, word in falls if fall > bar))[:TOLD]
