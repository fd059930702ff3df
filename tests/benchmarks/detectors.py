"""How right each move is noticed on labelled talks, rules and learned layer together: the figures of docs/detectors.md.

    python -m tests.benchmarks.detectors [--talks FOLDER] [--write]

`--write` puts them into coach/bundled/figures.json, from where `coach rules` and docs/detectors.md take them, together with a
fingerprint of what was measured. A turn counts once for a kind: labelled, found, or both.
"""

from __future__ import annotations

import argparse
import ast
import hashlib
import math
import sys
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

import msgspec

import coach.bundled
import coach.detectors
from coach.bundled import bundled
from coach.cli.figures import NAME, Figure, Figures, range_of, share
from coach.core.talk import HELPS, HURTS
from tests.benchmarks.noticing import LIVE, Noticings, labels_of, load, notice
from tests.conftest import SHARED

WORDING = {"title", "level", "about", "source", "tip", "cues", "misses", "examples"}  # of a Detector; finds nothing
WRITTEN = Path(coach.bundled.__file__).parent / NAME


def wilson(hits: int, n: int) -> tuple[float, float] | None:
    """The 95 % Wilson interval of hits out of n."""
    if not n:
        return None
    z, p = 1.96, hits / n
    middle = p + z * z / (2 * n)
    reach = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return (
        round(max(0.0, (middle - reach) / (1 + z * z / n)), 4),
        round(min(1.0, (middle + reach) / (1 + z * z / n)), 4),
    )


def figure(gold: int, found: int, right: int) -> Figure:
    return Figure(
        gold=gold,
        found=found,
        right=right,
        precision=round(right / found, 4) if found else None,
        precision_interval=wilson(right, found),
        recall=round(right / gold, 4) if gold else None,
        recall_interval=wilson(right, gold),
    )


def counted(noticed: Sequence[Noticings], kinds: Collection[str], *, any_of: bool = False) -> Figure:
    """Kind by kind and added up; or, with `any_of`, each turn once for having any of them."""
    counts = Counter[str]()
    for one in noticed:
        for turn in one.talk["turns"]:
            labelled = labels_of(one.talk, turn["n"]) & set(kinds)
            seen = one.on(turn["n"]) & set(kinds)
            both = labelled & seen
            if any_of:
                both = labelled and seen
            for name, what in (("gold", labelled), ("found", seen), ("right", both)):
                counts[name] += bool(what) if any_of else len(what)
    return figure(counts["gold"], counts["found"], counts["right"])


def measured(noticed: Sequence[Noticings]) -> Figures:
    return Figures(
        talks=len(noticed),
        turns=sum(len(one.talk["turns"]) for one in noticed),
        minutes=round(sum(max(turn["end"] for turn in one.talk["turns"]) for one in noticed) / 60, 1),
        fingerprint=fingerprint(),
        kinds={kind: counted(noticed, [kind]) for kind in (*HURTS, *HELPS)},
        together={
            "moves that may be corrected live": counted(noticed, LIVE),
            "any move that hurts": counted(noticed, HURTS, any_of=True),
            "moves that help": counted(noticed, HELPS),
        },
    )


# --- what was measured ------------------------------------------------------------------------------------------------


def fingerprint() -> str:
    """Of how moves are found: the detectors without their wording, examples and comments, and the learned weights."""
    made = hashlib.sha256()
    for path in sorted(Path(coach.detectors.__file__).parent.glob("*.py")):
        made.update(path.name.encode() + b"\0" + finding_part(path.read_text("utf-8")).encode())
    for path in sorted(bundled("models/moves").iterdir()):
        if path.suffix != ".md" and not path.name.startswith("LICENSE"):
            made.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return made.hexdigest()[:16]


def finding_part(source: str) -> str:
    """The source without what finds nothing. White space does not matter."""
    lines = source.splitlines()
    for node in ast.walk(ast.parse(source)):
        for first, last in _wording(node):
            lines[first - 1 : last] = [""] * (last - first + 1)
    return "".join("".join(line.split()) for line in lines if not line.lstrip().startswith("#"))


def _wording(node: ast.AST) -> Iterable[tuple[int, int]]:
    """The lines of docstrings, and of a Detector's arguments that are only read by people."""
    if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef) and ast.get_docstring(node) is not None:
        yield node.body[0].lineno, node.body[0].end_lineno or node.body[0].lineno
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Detector":
        for keyword in node.keywords:
            if keyword.arg in WORDING:
                yield keyword.lineno, keyword.end_lineno or keyword.lineno


# --- printed and written ----------------------------------------------------------------------------------------------


def table(figures: Figures) -> str:
    rows = [f"{figures.talks} talks, {figures.turns} turns, {figures.minutes} minutes; measured {figures.fingerprint}"]
    for name, one in (*figures.kinds.items(), *figures.together.items()):
        rows.append(
            f"{name:33} precision {share(one.precision, one.found):12} ({range_of(one.precision_interval)})"
            f"   recall {share(one.recall, one.gold):12} ({range_of(one.recall_interval)})"
        )
    return "\n".join(rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--talks", type=Path, default=SHARED / "eval/dev")
    parser.add_argument("--write", action="store_true", help=f"into {WRITTEN.parent.name}/{NAME}")
    chosen = parser.parse_args()
    if not chosen.talks.is_dir():
        sys.exit(f"No labelled talk in {chosen.talks}: give --talks FOLDER.")
    figures = measured([notice(talk) for talk in load(chosen.talks)])
    print(table(figures))
    if chosen.write:
        made = msgspec.json.format(msgspec.json.encode(figures), indent=1)
        WRITTEN.write_bytes(made + b"\n")
        print(f"written: {WRITTEN}")


if __name__ == "__main__":
    main()
