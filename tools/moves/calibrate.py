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
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from coach.core.talk import HURTS
from coach.moves.judging import Judge
from coach.moves.reader import MOST_LATELY
from tools.moves.figures import Lumps, Scales, chances, found, lump_of, reliability, said_of, table, tradeoff
from tools.moves.lines import HELD_OUT_WRITERS, IN_WORDS, KINDS, LUMPS, ORDER, Line, talk_lines, training_lines, truth

Array = npt.NDArray[np.float64]
# How often a reading that counts, and one for a live cue, is to be right.
RIGHT = {"live": (0.5, 0.88), "hurts": (0.58, 0.88), "helps": (0.7, 0.85)}
RIGHT_OF_THREAT = (0.88, 0.93)  # it ends the coaching
NEARLY = 0.03  # less than that, by what the development talks alone tell
FEWEST = 4  # finds that a threshold must rest on
LEAST = {
    "live": (0.28, 0.7),
    "hurts": (0.5, 0.7),
    "helps": (0.5, 0.7),
}  # calibrated probability that no threshold goes below
# Of lines that are found only because one of these was surely made: how often one was, and how often the likeliest.
LUMPED = {"any_hurt": (HURTS, 0.75, 0.45), "live": (LUMPS["live"], 0.66, 0.45)}
# Of a thousand turns of calm talk, how many may be found: by each kind's own threshold, and by each lump.
CALM = {"live": 0.8, "hurts": 10.0}
NEVER = 2.0
LATELY = 8  # lines that tell whether the talk hurts just now


@dataclass(frozen=True)
class Read:
    """Labelled lines as they were read."""

    logits: Array  # (lines, kinds and lumps)
    gold: Array  # (lines, kinds and lumps)
    lately: Array  # (lines,): how many of those just before were found to hurt, three at most
    short: Array  # (lines,): 1 in short exchanges, which were made to hurt more often than talk does
    half: Array  # (lines,): whole talks in one of two halves
    topic: Array  # (lines,): whether a topic is known

    def without_drift(self, said: Array) -> Array:
        """Without a topic nothing can be left or come back to."""
        at = [ORDER.index("topic_drift"), ORDER.index("topic_return")]
        said[np.ix_(~self.topic, at)] = 0.0
        return said


def read_lines(folder: Path, lines: Sequence[Line], talk_writers: frozenset[str]) -> Read:
    """By the very code that reads a talk, but for the rules: `lately` counts what this layer would find by itself."""
    judge = Judge(folder)
    logits = np.full((len(lines), len(KINDS) + len(LUMPS)), -8.0)
    for n, one in enumerate(lines):
        if (judged := judge.judge(topic=one.topic, before=one.before, turn=one.turn)) is not None:
            logits[n] = judged.logits
    short = np.array([float(one.writer not in talk_writers) for one in lines])
    half = np.array([zlib.crc32(one.talk.encode()) % 2 == 0 for one in lines])
    topic = np.array([bool(one.topic.strip()) for one in lines])
    hurts = chances(logits[:, ORDER.index("any_hurt")]) >= SURELY_HURT
    return Read(logits, np.array(truth(lines)), lately_of(lines, hurts), short, half, topic)


SURELY_HURT = 0.85  # of the bare lump, which is surer of itself than it is right


def lately_of(lines: Sequence[Line], hurts: Array) -> Array:
    made, before, talk = np.zeros(len(lines)), [], ""
    for n, line in enumerate(lines):
        before = before[-LATELY:] if line.talk == talk else []
        talk = line.talk
        made[n] = min(MOST_LATELY, sum(before))
        before.append(bool(hurts[n]))
    return made


def curve(own: Array, lump: Array, lately: Array, short: Array, gold: Array, *, ridge: float = 3.0) -> Array:
    """(own, lump, lately, short, offset) of a logistic regression, held near (1, 0, 0, 0, 0) where there is little to go by."""
    inputs = np.stack([own, lump, lately, short, np.ones_like(own)], axis=1)
    start = np.array([1.0, 0.0, 0.0, 0.0, 0.0])

    def cost(weights: Array) -> tuple[float, Array]:
        logits = inputs @ weights
        loss = np.logaddexp(0, logits).sum() - (logits * gold).sum() + ridge * ((weights - start) ** 2).sum() / 2
        return float(loss), inputs.T @ (chances(logits) - gold) + ridge * (weights - start)

    free = (None, None)
    limits = [(0.2, None), (0, None), (0, 1), free, free]
    return minimize(cost, start, jac=True, method="L-BFGS-B", bounds=limits).x


def together(first: Read, second: Read) -> Read:
    return Read(*(np.concatenate([getattr(first, one.name), getattr(second, one.name)]) for one in fields(Read)))


def scale_of(held: Read, kind: str, lines: Array) -> dict[str, float]:
    """A kind's curve by these lines. That exchanges are short is known in training only; talk is what is read later."""
    n = ORDER.index(kind)
    lump = held.logits[:, ORDER.index(lump_of(kind))] if kind in KINDS else np.zeros(len(held.logits))
    lately = held.lately if kind in HURTS or kind not in KINDS else np.zeros(len(held.logits))
    weights = curve(held.logits[lines, n], lump[lines], lately[lines], held.short[lines], held.gold[lines, n])
    own, of_lump, of_lately, _, offset = (round(float(one), 4) for one in weights)
    return {"own": own, "lump": of_lump, "lately": of_lately, "offset": offset}


def scales_of(held: Read, calm: Read) -> tuple[Scales, Array]:
    """Scales by kind, and the probabilities (held-out lines, kinds) by which to choose thresholds: each half by the other's curve.

    Of moves that hurt, calm talk tells how seldom they are there; moves that help are not labelled in it.
    """

    def scale(kind: str, half: Array) -> dict[str, float]:
        if kind not in HURTS:
            return scale_of(held, kind, half)
        return scale_of(together(held, calm), kind, np.concatenate([half, np.ones(len(calm.half), dtype=bool)]))

    said = np.zeros((len(held.logits), len(KINDS)))
    for mine in (held.half, ~held.half):
        other = {kind: scale(kind, ~mine) for kind in IN_WORDS}
        said[mine] = said_of(other, held.logits[mine], held.lately[mine])
    everything = np.ones(len(held.logits), dtype=bool)
    return {kind: scale(kind, everything) for kind in IN_WORDS}, held.without_drift(said)


def threshold(said: Array, gold: Array, right: float, least: float) -> float:
    """The lowest probability from which on `right` of the finds are right; one imagined miss keeps small counts modest."""
    order = np.argsort(-said, kind="stable")
    hits, found = np.cumsum(gold[order]), np.arange(1, len(order) + 1)
    good = (hits / (found + 1) >= right) & (found >= FEWEST) & (said[order] >= least)
    if not good.any():
        return NEVER
    last = int(np.nonzero(good)[0][-1])
    return round(float(said[order][last]) - 5e-4, 4)


def choose(scales: Scales, said: Sequence[Array], read: Sequence[Read]) -> None:
    """Thresholds on the held-out and the development talk; on the latter alone nearly as often right; few on calm talk."""
    both, gold = np.concatenate(said[:2]), np.concatenate([one.gold for one in read[:2]])
    for kind, scale in scales.items():
        n = ORDER.index(kind)
        for name, right, lowest in zip(("reached", "sure"), right_of(kind), LEAST[group_of(kind)], strict=True):
            least = threshold(both[:, n], gold[:, n], right, lowest)
            scale[name] = raised(least, said[1][:, n], read[1].gold[:, n], right - NEARLY)
        if kind in HURTS:
            scale["reached"] = max(scale["reached"], calm_above(said[2][:, n], group_of(kind)))
        scale["sure"] = max(scale["sure"], scale["reached"])


def raised(least: float, said: Array, gold: Array, right: float) -> float:
    """`least`, or more where with it too few finds are right."""
    while (found := said >= least).sum() >= FEWEST and gold[found].mean() < right:
        least = float(said[found].min()) + 1e-4
    return round(least, 4)


def calm_above(said: Array, group: str) -> float:
    """The probability above which no more calm turns are found than may be."""
    allowed = int(CALM[group] * len(said) / 1000)
    return round(float(np.sort(said)[::-1][allowed]) + 1e-4, 4)


def right_of(kind: str) -> tuple[float, float]:
    return RIGHT_OF_THREAT if kind == "threat" else RIGHT[group_of(kind)]


def group_of(kind: str) -> str:
    return "live" if kind in LUMPS["live"] else "hurts" if kind in HURTS else "helps"


def lumps_of(scales: Scales, said: Sequence[Array], read: Sequence[Read]) -> Lumps:
    """Each lump's curve, by the held-out talk, and its thresholds: the pair by which most is found that is right often enough."""
    made, whole = Lumps(), together(read[0], read[2])
    for name, (kinds, one_of_them, likeliest) in LUMPED.items():
        bare = scale_of(whole, name, np.ones(len(whole.logits), dtype=bool))
        lump = {
            "kinds": [kind for kind in kinds if kind in scales],
            **{one: bare[one] for one in ("own", "lately", "offset")},
        }
        none = made | {name: {**lump, "above": NEVER, "kind_above": NEVER}}
        made[name], most = none[name], 0.0
        for above, kind_above in itertools.product(np.arange(0.5, 0.96, 0.05), np.arange(0.25, 0.56, 0.05)):
            tried = {**lump, "above": round(float(above), 2), "kind_above": round(float(kind_above), 2)}
            counts = [
                added(scales, (none, none | {name: tried}), *pair, kinds) for pair in zip(said, read, strict=True)
            ]
            lines, lumped, right = np.sum(counts[:2], axis=0)
            calm = 1000 * counts[2][0] / len(read[2].logits)
            if (
                right > most
                and lumped >= one_of_them * lines
                and right >= likeliest * lines
                and calm <= CALM["live" if name == "live" else "hurts"]
            ):
                made[name], most = tried, right
    return made


def added(
    scales: Scales, tried: tuple[Lumps, Lumps], said: Array, one: Read, kinds: Sequence[str]
) -> tuple[float, float, float]:
    """(lines found in by the second of the tried lumps and not by the first, how many have one of `kinds`, the very one)."""
    less, more = (found(scales, lumps, said, one.logits, one.lately)[0] for lumps in tried)
    new = more - less
    lines = new.any(1)
    at = [ORDER.index(kind) for kind in kinds]
    right = (new * one.gold[:, : new.shape[1]]).sum()
    return float(lines.sum()), float(one.gold[lines][:, at].any(1).sum()), float(right)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("eval", type=Path)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--to", type=Path, required=True)
    args = parser.parse_args()
    held = [line for line in training_lines(args.eval / "train") if line.held_out]
    read = (
        read_lines(args.model, held, frozenset(HELD_OUT_WRITERS)),
        *(read_lines(args.to, some, frozenset(one.writer for one in some)) for some in others(args.eval)),
    )
    scales, cross = scales_of(read[0], read[2])
    said = (cross, *(one.without_drift(said_of(scales, one.logits, one.lately)) for one in read[1:]))
    choose(scales, said, read)
    lumps = lumps_of(scales, said, read)
    made = {"order": ORDER, "lump_of": {kind: lump_of(kind) for kind in scales}, "kinds": scales, "lumps": lumps}
    (args.to / "calibration.json").write_text(json.dumps(made, indent=1) + "\n")
    for title, chance, one in zip(("held-out writers", "dev"), said, read, strict=False):
        print(table(title, found(scales, lumps, chance, one.logits, one.lately), one.gold), end="\n\n")
        print(tradeoff(title, chance, one.gold), end="\n\n")
    print(reliability(np.concatenate(said[:2]), np.concatenate([one.gold for one in read[:2]])))


def others(folder: Path) -> Iterator[list[Line]]:
    """The development talks, and the calm ones."""
    for name in ("dev", "calm"):
        yield talk_lines(folder / name)


if __name__ == "__main__":
    main()
