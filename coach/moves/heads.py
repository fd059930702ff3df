"""The small part of the learned layer that sits on the encoder: one look over the words of the turn for each kind.

Arrays in `heads.npz`, with K kinds and lumps (kinds first) and W the encoder's width, all float16:
`look`, `weigh` (K, W): how much each word counts for a kind, and what it then says; `first`, `mean` (K, W): the same of the
whole line and of the turn's mean; `bias` (K,).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Heads:
    look: Floats
    weigh: Floats
    first: Floats
    mean: Floats
    bias: Floats

    @classmethod
    def load(cls, path: Path) -> Heads:
        """Raises OSError, ValueError or KeyError where the file is missing or not one of these."""
        with np.load(path, allow_pickle=False) as arrays:
            return cls(*(arrays[name].astype(np.float32) for name in ("look", "weigh", "first", "mean", "bias")))

    def judge(self, hidden: Floats, turn: npt.NDArray[np.bool_]) -> tuple[Floats, Floats]:
        """(K,) logits of one line, and (T, K): what each token added.

        `hidden` (T, W) is the encoder's; `turn` (T,) marks the tokens of the turn, at least one.
        """
        said = hidden[turn]
        scores = said @ self.look.T
        weights = np.exp(scores - scores.max(axis=0))
        weights /= weights.sum(axis=0)
        added = weights * (said @ self.weigh.T) + said @ self.mean.T / len(said)
        shares = np.zeros((len(hidden), len(self.bias)), dtype=np.float32)
        shares[turn] = added
        return added.sum(axis=0) + hidden[0] @ self.first.T + self.bias, shares
