"""Fit the weights of words and short phrases: one logistic regression a kind, all in one sparse matrix.

python -m tools.moves.phrases ../shared/eval/train --to models/moves [--all]
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from coach.moves.encoder import CONTEXT_WORDS, TURN_WORDS, last_words
from coach.moves.phrases import BLOCK, LOUDNESS, length_of, phrases, values
from tools.moves.lines import Line, own_lines, training_lines, truth

Array = npt.NDArray[np.float64]
FEWEST = {"turn": 2, "before": 3}  # lines that a phrase must be in
FREEDOM = 4.0  # the larger, the more the weights may say
KEPT = 26_000  # phrases with the largest weights
SHARE = 0.6  # beside the encoder; chosen on the held-out writers


def texts(line: Line) -> tuple[str, str]:
    return last_words(line.turn, TURN_WORDS), last_words(line.before, CONTEXT_WORDS)


def counted(lines: list[Line]) -> list[tuple[list[int], list[int]]]:
    return [
        ([one.hash for one in phrases("turn", turn)], [one.hash for one in phrases("before", before)])
        for turn, before in map(texts, lines)
    ]


def vocabulary(rows: list[tuple[list[int], list[int]]]) -> tuple[dict[int, int], Array]:
    seen: Counter[int] = Counter()
    kept: set[int] = set()
    for n, block in enumerate(BLOCK):
        here = Counter(one for row in rows for one in set(row[n]))
        kept |= {one for one, times in here.items() if times >= FEWEST[block]}
        seen.update(here)
    hashes = sorted(kept)
    rarity = np.array([np.log((1 + len(rows)) / (1 + seen[one])) + 1 for one in hashes])
    return {one: n for n, one in enumerate(hashes)}, rarity


def matrix(
    lines: list[Line], rows: list[tuple[list[int], list[int]]], index: dict[int, int], rarity: Array
) -> csr_matrix:
    """(lines, phrases + 2 of length + 1)."""
    where: list[tuple[int, int]] = []
    data: list[float] = []
    for n, (line, row) in enumerate(zip(lines, rows, strict=True)):
        for block, grams in zip(BLOCK, row, strict=True):
            worth = values([index[one] for one in grams if one in index], rarity, LOUDNESS[block])
            where += [(n, column) for column in worth]
            data += worth.values()
        for k, value in enumerate((*length_of(texts(line)[0]), 1.0)):
            where.append((n, len(index) + k))
            data.append(float(value))
    at = np.array(where)
    return csr_matrix((data, (at[:, 0], at[:, 1])), shape=(len(lines), len(index) + 3))


def fitted(inputs: csr_matrix, gold: Array) -> Array:
    """(phrases + 3, kinds) weights that make the gold likely and stay small; the offset is free."""
    shape = (inputs.shape[1], gold.shape[1])
    held = np.ones((shape[0], 1))
    held[-1] = 0.01

    def cost(flat: Array) -> tuple[float, Array]:
        weights = flat.reshape(shape)
        said = inputs @ weights
        chance = 1 / (1 + np.exp(-np.clip(said, -30, 30)))
        loss = np.logaddexp(0, said).sum() - (said * gold).sum() + (held * weights**2).sum() / (2 * FREEDOM)
        return float(loss), (inputs.T @ (chance - gold) + held * weights / FREEDOM).ravel()

    return minimize(cost, np.zeros(shape).ravel(), jac=True, method="L-BFGS-B", options={"maxiter": 120}).x.reshape(
        shape
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("talks", type=Path)
    parser.add_argument("--to", type=Path, required=True)
    parser.add_argument("--all", action="store_true", help="learn from the held-out writers too")
    args = parser.parse_args()
    lines = [line for line in training_lines(args.talks) if args.all or not line.held_out] + own_lines()
    rows = counted(lines)
    index, rarity = vocabulary(rows)
    weights = fitted(matrix(lines, rows, index, rarity), np.array(truth(lines)))
    said, length, bias = weights[: len(index)], weights[len(index) : -1], weights[-1]
    keep = np.sort(np.argsort(-(np.abs(said).max(1) * rarity), kind="stable")[:KEPT])
    scale = np.abs(said[keep]).max(0) / 127
    hashes = np.array(list(index), dtype=np.uint32)
    args.to.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(
        args.to / "phrases.npz",
        hashes=hashes[keep],
        rarity=rarity[keep].astype(np.float16),
        weights=np.round(said[keep] / scale).astype(np.int8),
        scale=scale.astype(np.float32),
        length=length.astype(np.float32),
        bias=bias.astype(np.float32),
        share=np.float32(SHARE),
    )
    print(
        f"{len(lines)} lines, {len(index)} phrases, {len(keep)} kept, {(args.to / 'phrases.npz').stat().st_size / 1e6:.1f} MB"
    )


if __name__ == "__main__":
    main()
