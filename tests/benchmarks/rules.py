"""How right the detectors' rules are on labelled talks: precision and recall for each kind, false alarms on calm talk.

    python -m tests.benchmarks.rules [--kind blame] [--misses] [--alarms] [--sure] [--calm FOLDER] FOLDER...
    python -m tests.benchmarks.rules --overlaps FILE     # real meetings: one overlap a line, tagged by people

A folder holds transcripts (one talk a file, or a list of talks). Utterances go to each detector in order, with the context
that the talk itself would give and no learned readings. `--sure` adds a line for each confidence that was claimed: how often
it was right. `--calm` names a folder in which every hurtful move that is found is a false alarm.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from coach.core.noticing import Context, Detector, Found
from coach.core.talk import Header, Utterance
from coach.core.turns import Floor, overlaps
from coach.detectors import ALL
from coach.detectors.interruption import interruption
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
    parser.add_argument(
        "--overlaps", type=Path, help="measure interruptions on tagged overlaps of real meetings instead"
    )
    chosen = parser.parse_args()
    if chosen.overlaps:
        print_overlaps(chosen.overlaps, alarms=chosen.alarms, misses=chosen.misses)
        return
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
            print(
                f"   calm alarm {one.talk}: {one.utterance.text}  <- { ({k: f.because for k, f in one.found.items()}) }"
            )


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


def print_overlaps(file: Path, *, alarms: bool, misses: bool) -> None:
    """Interruptions against the tags of real meetings: as written, without any punctuation, and heard as guesses."""
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    for name, plain, exact in (
        ("as written", False, True),
        ("no punctuation", True, True),
        ("guessed overlaps", False, False),
    ):
        found: Counter[str] = Counter()
        sure: Counter[str] = Counter()
        for row in rows:
            answers = list(interruption.find(*overlap_of(row, plain=plain, exact=exact)))
            found[row["label"]] += bool(answers)
            sure[row["label"]] += any(one.confidence >= 0.8 for one in answers)
            if name == "as written" and (
                (alarms and answers and row["label"] != "interruption")
                or (misses and not answers and row["label"] == "interruption")
            ):
                print(
                    f"   {row['label']:15} {row['holder_text'][-50:]} | {row['overlap_s']:.2f} | {row['incomer_text'][:60]}"
                )
        labelled = Counter(row["label"] for row in rows)
        for what, count in (("all", found), ("sure enough for a cue", sure)):
            right, every = count["interruption"], sum(count.values())
            print(
                f"{name:17} {what:22} P {right / max(1, every):.2f} ({right}/{every})"
                f"   R {right / labelled['interruption']:.2f} ({right}/{labelled['interruption']})"
                f"   backchannels {count['backchannel'] / labelled['backchannel']:.1%}"
                f"   acknowledgements {count['acknowledgement'] / labelled['acknowledgement']:.1%}"
            )


def overlap_of(row: dict[str, Any], *, plain: bool, exact: bool) -> tuple[tuple[Utterance, ...], Context]:
    """Two utterances: who held the floor, and who came in. The tags' own mark of a broken-off sentence ("==") is taken out."""
    texts = [row[which].replace("==", "").strip() for which in ("holder_text", "incomer_text")]
    if plain:
        texts = [" ".join(re.findall(r"[\w']+", text)) for text in texts]
    began = min(row["at"] - 0.1, row["holder_end"] - 0.35 * max(1, len(texts[0].split())))
    held = Utterance(n=1, speaker="A", start=began, end=row["holder_end"], text=texts[0])
    came_in = Utterance(n=2, speaker="B", start=row["at"], end=row["incomer_end"], text=texts[1])
    first, newest = sorted((held, came_in), key=lambda one: one.end)
    context = Context(header=Header(id=row["conversation"]), overlaps=overlaps(newest, [first], exact=exact))
    return (first, newest), context


if __name__ == "__main__":
    main()
