"""Make probabilities of logits, and choose from where on a reading counts; on writers that were not learned from.

    python -m tools.moves.calibrate ../shared/eval --model /tmp/moves/first/model --to models/moves

`--model` is the exported model that did not see the held-out writers; its figures are carried over to the final one, which
did. Per kind a logistic curve over its own logit and that of its lump; thresholds are the lowest probability from which on
the held-out talk was right often enough.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import numpy.typing as npt

from coach.core.talk import HELPS, HURTS
from coach.moves.encoder import LineEncoder
from coach.moves.heads import Heads
from tools.moves.lines import KINDS, LUMPS, Line, talk_lines, training_lines, truth

Array = npt.NDArray[np.float64]
NOT_IN_WORDS = ("interruption", "backchannel")  # found by times, and by rules
REACHED, SURE = 0.75, 0.88  # how often a reading that counts, and one for a live cue, is to be right
FEWEST = 4  # finds that a threshold must rest on
LEAST = {"reached": 0.45, "sure": 0.65}  # calibrated probability that no threshold goes below
NEVER = 2.0


def logits_of(folder: Path, lines: list[Line]) -> Array:
    encoder, heads = LineEncoder(folder), Heads.load(folder / "heads.npz")
    made = np.full((len(lines), len(heads.bias)), -8.0)
    for n, one in enumerate(lines):
        line = encoder.line(topic=one.topic, before=one.before, turn=one.turn)
        if line is not None:
            made[n] = heads.judge(encoder.hidden([line.ids], line.segment)[0], line.in_turn).logits
    return made


def curve(own: Array, lump: Array, gold: Array, *, ridge: float = 3.0) -> Array:
    """(own, lump, offset) of a logistic regression, held near (1, 0, 0) where there is little to go by."""
    inputs = np.stack([own, lump, np.ones_like(own)], axis=1)
    start = np.array([1.0, 0.0, 0.0])
    weights = start.copy()
    for _ in range(50):
        said = 1 / (1 + np.exp(-np.clip(inputs @ weights, -30, 30)))
        gradient = inputs.T @ (said - gold) + ridge * (weights - start)
        bend = (inputs * (said * (1 - said))[:, None]).T @ inputs + ridge * np.eye(3)
        step = np.linalg.solve(bend, gradient)
        weights -= step
        if np.abs(step).max() < 1e-6:
            break
    return weights


def threshold(said: Array, gold: Array, right: float, least: float) -> float:
    """The lowest probability from which on `right` of the finds are right; one imagined miss keeps small counts modest."""
    order = np.argsort(-said, kind="stable")
    hits, found = np.cumsum(gold[order]), np.arange(1, len(order) + 1)
    good = (hits / (found + 1) >= right) & (found >= FEWEST) & (said[order] >= least)
    if not good.any():
        return NEVER
    last = int(np.nonzero(good)[0][-1])
    return round(float(said[order][last]) - 5e-4, 4)


def calibrated(logits: Array, gold: Array) -> tuple[dict[str, dict[str, float]], Array]:
    """Scales by kind and the probabilities (lines, kinds) they give; each half of the lines is judged by the other's curve."""
    scales: dict[str, dict[str, float]] = {}
    said = np.zeros((len(logits), len(KINDS)))
    half = np.arange(len(logits)) % 2 == 0
    for n, kind in enumerate(KINDS):
        if kind in NOT_IN_WORDS:
            continue
        lump = (len(KINDS)) + list(LUMPS).index(lump_of(kind))
        own, whole, there = logits[:, n], logits[:, lump], gold[:, n]
        for mine in (half, ~half):
            weights = curve(own[~mine], whole[~mine], there[~mine])
            said[mine, n] = 1 / (1 + np.exp(-(np.stack([own, whole, np.ones_like(own)], 1)[mine] @ weights)))
        weights = curve(own, whole, there)
        scales[kind] = dict(zip(("own", "lump", "offset"), (round(float(w), 4) for w in weights), strict=True))
    return scales, said


def lump_of(kind: str) -> str:
    return "any_hurt" if kind in HURTS else "any_help"


def choose(scales: dict[str, dict[str, float]], said: Array, gold: Array) -> None:
    for n, kind in enumerate(KINDS):
        if kind in scales:
            for name, right in (("reached", REACHED), ("sure", SURE)):
                scales[kind][name] = threshold(said[:, n], gold[:, n], right, LEAST[name])
            scales[kind]["sure"] = max(scales[kind]["sure"], scales[kind]["reached"])


def table(scales: dict[str, dict[str, float]], said: Array, gold: Array, name: str) -> str:
    """Precision and recall at each threshold, as a Markdown table; lumps below."""
    rows = [
        f"| {name} | there | reached: found | precision | recall | sure: found | precision | recall |",
        "|---|" + "---|" * 7,
    ]

    def row(title: str, there: Array, *finds: Array) -> None:
        cells = [title, f"{int(there.sum())}"]
        for found in finds:
            hits = float((there * found).sum())
            precision = f"{hits / found.sum():.2f}" if found.sum() else "-"
            cells += [f"{int(found.sum())}", precision, f"{hits / max(1.0, there.sum()):.2f}"]
        rows.append("| " + " | ".join(cells) + " |")

    found = {
        which: np.stack(
            [
                said[:, n] >= scales[kind][which] if kind in scales else np.zeros(len(said))
                for n, kind in enumerate(KINDS)
            ],
            1,
        ).astype(float)
        for which in ("reached", "sure")
    }
    for n, kind in enumerate(KINDS):
        if kind in scales:
            row(kind, gold[:, n], found["reached"][:, n], found["sure"][:, n])
    for title, kinds in (("any hurt", HURTS), ("any help", HELPS)):
        at = [KINDS.index(kind) for kind in kinds]
        row(title, gold[:, at].max(1), found["reached"][:, at].max(1), found["sure"][:, at].max(1))
    for title, kinds in (
        ("live kinds, micro", LUMPS["live"]),
        ("all hurts, micro", HURTS),
        ("all helps, micro", HELPS),
    ):
        at = [KINDS.index(kind) for kind in kinds if kind in scales]
        row(title, gold[:, at].ravel(), found["reached"][:, at].ravel(), found["sure"][:, at].ravel())
    return "\n".join(rows)


def probabilities(scales: dict[str, dict[str, float]], logits: Array) -> Array:
    said = np.zeros((len(logits), len(KINDS)))
    for n, kind in enumerate(KINDS):
        if kind in scales:
            lump = logits[:, len(KINDS) + list(LUMPS).index(lump_of(kind))]
            scale = scales[kind]
            said[:, n] = 1 / (1 + np.exp(-(scale["own"] * logits[:, n] + scale["lump"] * lump + scale["offset"])))
    return said


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("eval", type=Path)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--to", type=Path, required=True)
    args = parser.parse_args()
    held = [line for line in training_lines(args.eval / "train") if line.held_out]
    dev = talk_lines(args.eval / "dev")
    logits = logits_of(args.model, held)
    gold = np.array(truth(held))
    scales, said = calibrated(logits, gold)
    dev_logits, dev_gold = logits_of(args.model, dev), np.array(truth(dev))
    dev_said = probabilities(scales, dev_logits)
    choose(scales, np.concatenate([said, dev_said]), np.concatenate([gold, dev_gold]))
    print(table(scales, said, gold, "held-out writers"), end="\n\n")
    print(table(scales, dev_said, dev_gold, "dev"))
    made = {"order": [*KINDS, *LUMPS], "lump_of": {kind: lump_of(kind) for kind in scales}, "kinds": scales}
    (args.to / "calibration.json").write_text(json.dumps(made, indent=1) + "\n")
    if args.to != args.model:
        print()
        print(table(scales, probabilities(scales, logits_of(args.to, dev)), dev_gold, "dev, final weights"))


if __name__ == "__main__":
    main()
