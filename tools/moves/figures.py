"""How right the readings are: tables in Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from coach.core.talk import HELPS, HURTS
from tools.moves.lines import IN_WORDS, KINDS, LUMPS, ORDER

BARS = (0.95, 0.9, 0.85, 0.8, 0.7, 0.6)
Array = npt.NDArray[np.float64]
Scales = dict[str, dict[str, float]]
Lumps = dict[str, dict[str, Any]]


def chances(logits: Array) -> Array:
    return 1 / (1 + np.exp(-np.clip(logits, -30, 30)))


def lump_of(kind: str) -> str:
    return "any_hurt" if kind in HURTS else "any_help"


def said_of(scales: Scales, logits: Array, lately: Array) -> Array:
    """(lines, kinds) probabilities. `lately` (lines,): how many of the turns just before hurt."""
    said = np.zeros((len(logits), len(KINDS)))
    for kind, scale in scales.items():
        own, lump = logits[:, ORDER.index(kind)], logits[:, ORDER.index(lump_of(kind))]
        said[:, ORDER.index(kind)] = chances(
            scale["own"] * own + scale["lump"] * lump + scale["lately"] * lately + scale["offset"]
        )
    return said


def found(scales: Scales, lumps: Lumps, said: Array, logits: Array, lately: Array) -> tuple[Array, Array]:
    """(lines, kinds) of what is reached, the likeliest kinds of sure lumps among it, and of what is sure."""
    reached, sure = np.zeros_like(said, dtype=bool), np.zeros_like(said, dtype=bool)
    for kind, scale in scales.items():
        n = ORDER.index(kind)
        reached[:, n], sure[:, n] = said[:, n] >= scale["reached"], said[:, n] >= scale["sure"]
    for name, lump in lumps.items():
        at = np.array([ORDER.index(kind) for kind in scales if kind in lump["kinds"]])
        likeliest = at[said[:, at].argmax(1)]
        sum_of = lump["own"] * logits[:, ORDER.index(name)] + lump["lately"] * lately + lump["offset"]
        whole = chances(sum_of) >= lump["above"]
        lines = np.nonzero(whole & (said[np.arange(len(said)), likeliest] >= lump["kind_above"]))[0]
        lines = lines[likeliest[lines] != ORDER.index("threat")]
        reached[lines, likeliest[lines]] = True
    return reached.astype(float), sure.astype(float)


def table(title: str, finds: tuple[Array, Array], gold: Array) -> str:
    """Precision and recall of what is reached and of what is sure: by kind, whether any was found, all counted together."""
    rows = [f"| {title} | there | reached | precision | recall | sure | precision | recall |", "|---" * 8 + "|"]
    for kind in IN_WORDS:
        n = ORDER.index(kind)
        rows.append(_row(kind, gold[:, n], [one[:, n] for one in finds]))
    for name, kinds in (("any hurt", HURTS), ("any help", HELPS)):
        at = _places(kinds)
        rows.append(_row(name, gold[:, at].max(1), [one[:, at].max(1) for one in finds]))
    for name, kinds in (("live kinds", LUMPS["live"]), ("all hurts", HURTS), ("all helps", HELPS)):
        at = _places(kinds)
        rows.append(_row(f"{name}, counted together", gold[:, at].ravel(), [one[:, at].ravel() for one in finds]))
    return "\n".join(rows)


def reliability(said: Array, gold: Array) -> str:
    """Of readings said to be so sure, how many are right."""
    at = _places(IN_WORDS)
    flat, true = said[:, at].ravel(), gold[:, at].ravel()
    return "\n".join(["| said | readings | right |", "|---|---|---|", *_bins(flat, true)])


def tradeoff(title: str, said: Array, gold: Array) -> str:
    """How much is found where finds are to be right so often, by the likelihood of the likeliest kind of each group."""
    rows = [
        f"| {title}: found where right at least | " + " | ".join(f"{bar:.2f}" for bar in BARS) + " |",
        "|---" * 7 + "|",
    ]
    for name, kinds in (("any hurt", HURTS), ("live kinds", LUMPS["live"]), ("any help", HELPS)):
        at = _places(kinds)
        order = np.argsort(-said[:, at].max(1), kind="stable")
        right = gold[order][:, at].max(1)
        share = np.cumsum(right) / np.arange(1, len(right) + 1)
        found = [np.nonzero(share >= bar)[0] for bar in BARS]
        cells = [f"{right[: int(one[-1]) + 1].sum() / max(1.0, right.sum()):.2f}" if len(one) else "-" for one in found]
        rows.append(f"| {name} | " + " | ".join(cells) + " |")
    return "\n".join(rows)


def _bins(said: Array, true: Array) -> Iterator[str]:
    for low in (0.1, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9):
        high = {0.1: 0.3, 0.3: 0.5}.get(low, low + 0.1)
        here = (said >= low) & (said < high + (1e-9 if high >= 1 else 0))
        if here.any():
            yield f"| {low:.1f} to {high:.1f} | {int(here.sum())} | {true[here].mean():.2f} |"


def _places(kinds: Sequence[str]) -> list[int]:
    return [ORDER.index(kind) for kind in kinds if kind in IN_WORDS]


def _row(title: str, there: Array, finds: Sequence[Array]) -> str:
    cells = [title, f"{int(there.sum())}"]
    for one in finds:
        hits = float((there * one).sum())
        precision = f"{hits / one.sum():.2f}" if one.sum() else "-"
        cells += [f"{int(one.sum())}", precision, f"{hits / max(1.0, there.sum()):.2f}"]
    return "| " + " | ".join(cells) + " |"
