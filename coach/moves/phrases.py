"""The plain half of the learned layer: weights of single words and short phrases, a linear model over what was said.

It is right about other lines than the encoder is, so the two are added up. Arrays in `phrases.npz`, with N phrases and K kinds
and lumps in the heads' order: `hashes` (N,) uint32, sorted; `rarity` (N,) float16; `weights` (N, K) int8, times `scale` (K,);
`length` (2, K) float32; `bias` (K,) float32; `share` () float32, how much it counts beside the encoder.
"""

from __future__ import annotations

import math
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from coach.detectors.kit import plain_words
from coach.moves.heads import Floats

LONGEST = {"turn": 3, "before": 2}  # words a phrase
LOUDNESS = {"turn": 1.0, "before": 0.5}  # of what was said before, only half is listened to
BLOCK = ("turn", "before")


@dataclass(frozen=True, slots=True)
class Phrase:
    hash: int
    first: int  # index of its first word among the plain words; -1: the start of the turn
    last: int


def phrases(block: str, text: str) -> Iterator[Phrase]:
    """Every run of one to three words, with marks for the start, the end and a question."""
    words = ["^", *(word for word, _, _ in plain_words(text)), *(["?"] if "?" in text else []), "$"]
    for length in range(1, LONGEST[block] + 1):
        for first in range(len(words) - length + 1):
            gram = f"{block} {' '.join(words[first : first + length])}"
            yield Phrase(zlib.crc32(gram.encode()), first - 1, first + length - 2)


def length_of(turn: str) -> Floats:
    """(2,): how long the turn is, and whether it is a very short one."""
    count = sum(1 for _ in plain_words(turn))
    return np.array([min(count, 60) / 20, float(count <= 2)], dtype=np.float32)


@dataclass(frozen=True, slots=True)
class PhraseWeights:
    rows: dict[int, int]  # from a phrase's hash to its row
    rarity: Floats
    weights: npt.NDArray[np.int8]
    scale: Floats
    length: Floats
    bias: Floats
    share: float

    @classmethod
    def load(cls, path: Path) -> PhraseWeights:
        """Raises OSError, ValueError or KeyError where the file is missing or not one of these."""
        with np.load(path, allow_pickle=False) as arrays:
            floats = (arrays[name].astype(np.float32) for name in ("rarity", "scale", "length", "bias"))
            rarity, scale, length, bias = floats
            rows = {int(one): n for n, one in enumerate(arrays["hashes"])}
            return cls(rows, rarity, arrays["weights"], scale, length, bias, float(arrays["share"]))

    def judge(self, *, before: str, turn: str) -> tuple[Floats, Floats]:
        """(K,) logits, and (W, K): what phrases with each plain word of the turn in them added. Both times `share`."""
        count = sum(1 for _ in plain_words(turn))
        by_word = np.zeros((count, len(self.bias)), dtype=np.float32)
        logits: Floats = self.bias + length_of(turn) @ self.length
        for block, text in zip(BLOCK, (turn, before), strict=True):
            known = [(self.rows[one.hash], one) for one in phrases(block, text) if one.hash in self.rows]
            for row, value in values([row for row, _ in known], self.rarity, LOUDNESS[block]).items():
                added: Floats = np.float32(value) * self.weights[row] * self.scale
                logits += added
                if block == "turn":
                    self._give(by_word, added, [one for other, one in known if other == row])
        return logits * np.float32(self.share), by_word * np.float32(self.share)

    @staticmethod
    def _give(by_word: Floats, added: Floats, places: Sequence[Phrase]) -> None:
        for place in places:
            by_word[max(place.first, 0) : place.last + 1] += added / len(places)


def values(rows: Sequence[int], rarity: Floats, loudness: float) -> dict[int, float]:
    """What each phrase of one text is worth: rare ones more, repeated ones a little more, all together of one length."""
    raw = {row: (1.0 + math.log(times)) * float(rarity[row]) for row, times in Counter(rows).items()}
    norm = math.sqrt(sum(value * value for value in raw.values()))
    return {row: loudness * value / norm for row, value in raw.items()}
