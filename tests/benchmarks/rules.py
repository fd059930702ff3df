"""How right the detectors' rules are on labelled talks: precision and recall for each kind, false alarms on calm talk.

    python -m tests.benchmarks.rules [--kind blame] [--misses] [--alarms] [--sure] [--calm FOLDER] FOLDER...

A folder holds transcripts (one talk a file, or a list of talks). Utterances go to each detector in order, with the context
that the talk itself would give and no learned readings. `--sure` adds a line for each confidence that was claimed: how often
it was right. `--calm` names a folder in which every hurtful move that is found is a false alarm.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from coach.core.noticing import Context, Detector, Found
from coach.core.talk import Header, Utterance
from coach.core.turns import Floor, overlaps
from coach.detectors import ALL
from tests.conftest import SHARED


@dataclass(frozen=True)
class Heard:
    """One utterance of a labelled talk, and what each detector says of it."""

    talk: str
    utterance: Utterance
    before: str
    labels: frozenset[str]
    found: dict[str, Found]  # kind -> the most confident finding in this utterance


def talks(folder: Path) -> Iterator[dict[str, Any]]:
    for file in sorted(folder.glob("*.json")) if folder.is_dir() else [folder]:
        read = json.loads(file.read_text(encoding="utf-8"))
        yield from read if isinstance(read, list) else [read]


def utterances(talk: dict[str, Any]) -> tuple[list[Utterance], bool]:
    """The talk's utterances, and whether their times were written down (else they are made up, one after the other)."""
    heard: list[Utterance] = []
    timed = all("start" in turn for turn in talk["turns"])
    for turn in talk["turns"]:
        start = turn["start"] if timed else (heard[-1].end + 0.4 if heard else 0.0)
        end = turn["end"] if timed else start + max(0.4, len(turn["text"].split()) / 2.5)
        heard.append(Utterance(n=turn["n"], speaker=turn["speaker"], start=start, end=end, text=turn["text"]))
    return heard, timed


def listen(talk: dict[str, Any], detectors: Sequence[Detector]) -> list[Heard]:
    """The talk, utterance by utterance, with what the detectors find in each."""
    spoken, timed = utterances(talk)
    header = Header(id=talk["id"], topic=talk.get("topic", ""), timed=timed)
    floor, recent = Floor(), deque[Utterance](maxlen=12)
    found: dict[int, dict[str, Found]] = defaultdict(dict)
    before: dict[int, str] = {}
    for position, utterance in enumerate(spoken):
        recent.append(utterance)
        context = Context(
            header=header,
            topic=header.topic,
            before=floor.before(utterance.speaker),
            turn=floor.so_far(utterance),
            overlaps=overlaps(utterance, spoken[max(0, position - 8) : position], exact=True) if timed else (),
            silence=floor.silence_before(utterance) if timed else None,
            usual_silence=floor.usual_silence(utterance.speaker) if timed else None,
        )
        before[utterance.n] = context.before
        newest: set[str] = set()
        for detector in detectors:
            for one in detector.find(tuple(recent), context):
                newest.add(detector.kind)
                where = found[one.utterance or utterance.n]
                if detector.kind not in where or where[detector.kind].confidence < one.confidence:
                    where[detector.kind] = one
        floor.take(utterance, backchannel="backchannel" in newest)
    labels = {turn["n"]: frozenset(turn["labels"]) for turn in talk["turns"]}
    return [Heard(talk["id"], one, before[one.n], labels[one.n], found[one.n]) for one in spoken]


def scores(heard: Iterable[Heard], kinds: Sequence[str]) -> dict[str, tuple[int, int, int]]:
    """kind -> (found and labelled, found, labelled)."""
    both, found, labelled = Counter[str](), Counter[str](), Counter[str]()
    for one in heard:
        both.update(one.labels & one.found.keys())
        found.update(one.found.keys())
        labelled.update(one.labels)
    return {kind: (both[kind], found[kind], labelled[kind]) for kind in kinds}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folders", nargs="*", type=Path, default=[SHARED / "eval/train"])
    parser.add_argument("--kind", action="append", help="only this kind (may be given again)")
    parser.add_argument("--misses", action="store_true", help="print what was not found")
    parser.add_argument("--alarms", action="store_true", help="print what was found and is not labelled")
    parser.add_argument("--sure", action="store_true", help="print how often each claimed confidence was right")
    parser.add_argument("--calm", type=Path, default=SHARED / "eval/calm", help="talk without any hurtful move")
    chosen = parser.parse_args()
    detectors = [detector for detector in ALL if not chosen.kind or detector.kind in chosen.kind]
    heard = [one for folder in chosen.folders for talk in talks(folder) for one in listen(talk, detectors)]
    for kind, (both, found, labelled) in scores(heard, [detector.kind for detector in detectors]).items():
        precision = f"{both / found:.2f}" if found else "  - "
        recall = f"{both / labelled:.2f}" if labelled else "  - "
        print(f"{kind:16} P {precision} ({both}/{found})   R {recall} ({both}/{labelled})")
        print_details(heard, kind, chosen)
    hurting = [detector for detector in detectors if detector.tone == "hurts"]
    calm = [one for talk in talks(chosen.calm) for one in listen(talk, hurting)]
    alarms = Counter(kind for one in calm for kind in one.found)
    print(f"calm: {sum(alarms.values())} false alarms in {len(calm)} turns  {dict(alarms)}")
    for one in calm:
        if chosen.alarms and one.found:
            print(f"   calm alarm {one.talk}: {one.utterance.text}  <- {({k: f.because for k, f in one.found.items()})}")


def print_details(heard: Sequence[Heard], kind: str, chosen: argparse.Namespace) -> None:
    if chosen.sure:
        claimed: dict[float, list[bool]] = defaultdict(list)
        for one in heard:
            if kind in one.found:
                claimed[one.found[kind].confidence].append(kind in one.labels)
        for confidence, right in sorted(claimed.items(), reverse=True):
            smoothed = (sum(right) + 1) / (len(right) + 2)
            print(f"   claimed {confidence:.2f}: {sum(right)} of {len(right)} right, smoothed {smoothed:.2f}")
    for one in heard:
        here = f"{one.talk}:{one.utterance.n} {one.utterance.text}  [{', '.join(sorted(one.labels))}]"
        if chosen.alarms and kind in one.found and kind not in one.labels:
            print(f"   ALARM {one.found[kind].confidence:.2f} {here}  <- {one.found[kind].because}")
        if chosen.misses and kind in one.labels and kind not in one.found:
            print(f"   MISS  {here}")


if __name__ == "__main__":
    main()
