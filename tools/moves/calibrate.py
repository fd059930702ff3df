"""Make probabilities of logits, and choose from where on a reading counts; on writers that were not learned from.

    python -m tools.moves.calibrate ../shared/eval --model /tmp/moves/first/model --to models/moves

`--model` is the exported model that did not see the held-out writers; its figures are carried over to the final one, which
did. Per kind a logistic curve over its own logit and that of its lump; thresholds are the lowest probability from which on
the held-out talk was right often enough.
"""

from __future__ import annotations

import argparse
import itertools
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from coach.core.talk import HURTS
from coach.moves.judging import Judge
from tools.moves.figures import Lumps, Scales, chances, found, lump_of, reliability, said_of, table, tradeoff
from tools.moves.lines import IN_WORDS, KINDS, LUMPS, ORDER, Line, talk_lines, training_lines, truth

Array = npt.NDArray[np.float64]
# How often a reading that counts, and one for a live cue, is to be right.
RIGHT = {"hurts": (0.75, 0.88), "helps": (0.7, 0.85)}
RIGHT_OF_THREAT = (0.88, 0.93)  # it ends the coaching
NEARLY = 0.08  # less than that, by what the development talks alone tell
FEWEST = 4  # finds that a threshold must rest on
LEAST = {"reached": 0.5, "sure": 0.7}  # calibrated probability that no threshold goes below
# Of lines that are found only because one of these was surely made: how often one was, and how often the likeliest.
LUMPED = {"any_hurt": (HURTS, 0.85, 0.6), "live": (LUMPS["live"], 0.85, 0.7)}
NEVER = 2.0


@dataclass(frozen=True)
class Read:
    """Labelled lines as they were read."""

    logits: Array  # (lines, kinds and lumps)
    said: Array  # (lines, kinds): probabilities
    gold: Array  # (lines, kinds and lumps)


def logits_of(folder: Path, lines: list[Line]) -> Array:
    """(lines, kinds and lumps), by the very code that reads a talk."""
    judge = Judge(folder)
    made = np.full((len(lines), len(KINDS) + len(LUMPS)), -8.0)
    for n, one in enumerate(lines):
        if (judged := judge.judge(topic=one.topic, before=one.before, turn=one.turn)) is not None:
            made[n] = judged.logits
    return made


def curve(own: Array, lump: Array, gold: Array, *, ridge: float = 3.0) -> Array:
    """(own, lump, offset) of a logistic regression, held near (1, 0, 0) where there is little to go by."""
    inputs = np.stack([own, lump, np.ones_like(own)], axis=1)
    start = np.array([1.0, 0.0, 0.0])

    def cost(weights: Array) -> tuple[float, Array]:
        logits = inputs @ weights
        loss = np.logaddexp(0, logits).sum() - (logits * gold).sum() + ridge * ((weights - start) ** 2).sum() / 2
        return float(loss), inputs.T @ (chances(logits) - gold) + ridge * (weights - start)

    return minimize(cost, start, jac=True, method="L-BFGS-B", bounds=[(0.2, None), (0, None), (None, None)]).x


def threshold(said: Array, gold: Array, right: float, least: float) -> float:
    """The lowest probability from which on `right` of the finds are right; one imagined miss keeps small counts modest."""
    order = np.argsort(-said, kind="stable")
    hits, found = np.cumsum(gold[order]), np.arange(1, len(order) + 1)
    good = (hits / (found + 1) >= right) & (found >= FEWEST) & (said[order] >= least)
    if not good.any():
        return NEVER
    last = int(np.nonzero(good)[0][-1])
    return round(float(said[order][last]) - 5e-4, 4)


def scales_of(logits: Array, gold: Array) -> tuple[Scales, Array]:
    """Scales by kind, and the probabilities (lines, kinds) by which to choose thresholds: each half by the other's curve."""
    scales: Scales = {}
    said = np.zeros((len(logits), len(KINDS)))
    half = np.arange(len(logits)) % 2 == 0
    for kind in IN_WORDS:
        n, lump = ORDER.index(kind), ORDER.index(lump_of(kind))
        own, whole, there = logits[:, n], logits[:, lump], gold[:, n]
        for mine in (half, ~half):
            weights = curve(own[~mine], whole[~mine], there[~mine])
            said[mine, n] = chances(np.stack([own, whole, np.ones_like(own)], 1)[mine] @ weights)
        weights = curve(own, whole, there)
        scales[kind] = dict(zip(("own", "lump", "offset"), (round(float(one), 4) for one in weights), strict=True))
    return scales, said


def choose(scales: Scales, held: Read, dev: Read) -> None:
    """Thresholds on both; and on the development talks alone nearly as often right."""
    said, gold = np.concatenate([held.said, dev.said]), np.concatenate([held.gold, dev.gold])
    for kind, scale in scales.items():
        n = ORDER.index(kind)
        for name, right in zip(("reached", "sure"), right_of(kind), strict=True):
            least = threshold(said[:, n], gold[:, n], right, LEAST[name])
            scale[name] = raised(least, dev.said[:, n], dev.gold[:, n], right - NEARLY)
        scale["sure"] = max(scale["sure"], scale["reached"])


def raised(least: float, said: Array, gold: Array, right: float) -> float:
    """`least`, or more where with it too few finds are right."""
    while (found := said >= least).sum() >= FEWEST and gold[found].mean() < right:
        least = float(said[found].min()) + 1e-4
    return round(least, 4)


def right_of(kind: str) -> tuple[float, float]:
    if kind == "threat":
        return RIGHT_OF_THREAT
    return RIGHT["hurts" if kind in HURTS else "helps"]


def lump_scale(logits: Array, gold: Array, name: str) -> dict[str, float]:
    n = ORDER.index(name)
    weights = curve(logits[:, n], np.zeros(len(logits)), gold[:, n])
    return {"own": round(float(weights[0]), 4), "offset": round(float(weights[2]), 4)}


def lumps_of(scales: Scales, read: Sequence[Read]) -> Lumps:
    """Each lump's curve, by the held-out talk, and its thresholds: the pair by which most is found that is right often enough."""
    made: Lumps = {}
    for name, (kinds, one_of_them, likeliest) in LUMPED.items():
        lump = {"kinds": [kind for kind in kinds if kind in scales], **lump_scale(read[0].logits, read[0].gold, name)}
        made[name] = {**lump, "above": NEVER, "kind_above": NEVER}
        most = 0.0
        for above, kind_above in itertools.product(np.arange(0.5, 0.96, 0.05), np.arange(0.25, 0.51, 0.05)):
            tried = {**made, name: {**lump, "above": round(float(above), 2), "kind_above": round(float(kind_above), 2)}}
            counts = [
                added(scales, made | {name: {**lump, "above": NEVER, "kind_above": NEVER}}, tried, one, kinds)
                for one in read
            ]
            lines, lumped, right = np.sum(counts, axis=0)
            if right > most and lumped >= one_of_them * lines and right >= likeliest * lines:
                made[name], most = tried[name], right
    return made


def added(scales: Scales, before: Lumps, after: Lumps, one: Read, kinds: Sequence[str]) -> tuple[float, float, float]:
    """(lines that `after` finds something in and `before` does not, how many of them have one of `kinds`, the very one)."""
    less, more = (found(scales, lumps, one.said, one.logits)[0] for lumps in (before, after))
    new = more - less
    lines = new.any(1)
    at = [ORDER.index(kind) for kind in kinds]
    return (
        float(lines.sum()),
        float(one.gold[lines][:, at].any(1).sum()),
        float((new * one.gold[:, : new.shape[1]]).sum()),
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("eval", type=Path)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--to", type=Path, required=True)
    args = parser.parse_args()
    held = [line for line in training_lines(args.eval / "train") if line.held_out]
    dev = talk_lines(args.eval / "dev")
    held_logits, dev_logits = logits_of(args.model, held), logits_of(args.to, dev)
    gold, dev_gold = np.array(truth(held)), np.array(truth(dev))
    scales, said = scales_of(held_logits, gold)
    read = (Read(held_logits, said, gold), Read(dev_logits, said_of(scales, dev_logits), dev_gold))
    choose(scales, *read)
    lumps = lumps_of(scales, read)
    made = {"order": ORDER, "lump_of": {kind: lump_of(kind) for kind in scales}, "kinds": scales, "lumps": lumps}
    (args.to / "calibration.json").write_text(json.dumps(made, indent=1) + "\n")
    for title, one in zip(("held-out writers", "dev"), read, strict=True):
        print(table(title, found(scales, lumps, one.said, one.logits), one.gold), end="\n\n")
        print(tradeoff(title, one.said, one.gold), end="\n\n")
    print(reliability(np.concatenate([one.said for one in read]), np.concatenate([one.gold for one in read])))


if __name__ == "__main__":
    main()
