"""How right the coach is about labelled talks, rules and learned layer together, as a couple would meet it.

    python -m tests.benchmarks.noticing [--talks FOLDER] [--calm FOLDER] [--json FILE]

Talks go through `Conversation` with the shipped settings and weights, as `coach review` takes them. Printed: the scorer's table;
how often moments that were said to be so sure were right; false cues; milliseconds a turn; and whether swapped speakers, other
names, spelling and dialect change what is noticed.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from coach.core.events import Cued, Ended, Heard, Noticed, Started
from coach.core.talk import HURTS, Header, Moment, Utterance
from coach.engine.parts import conversation
from coach.moves.reader import MoveReader
from coach.settings import Settings
from tests.conftest import SHARED

LIVE = ("blame", "past_grievance", "topic_drift", "interruption")
SWAP = {"A": "B", "B": "A"}
CALENDAR = frozenset(
    [
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
        "Christmas",
        "Easter",
    ]
)
DIALECTS: dict[str, tuple[tuple[str, str], ...]] = {
    "going to, want to -> gonna, wanna": ((r"\bgoing to\b", "gonna"), (r"\bwant to\b", "wanna")),
    "you -> y'all": ((r"\byou\b", "y'all"),),
    "you -> youse": ((r"\byou\b", "youse"),),
    "you -> ye": ((r"\byou\b", "ye"),),
    "British -> American words": (
        (r"\bmum\b", "mom"),
        (r"\bfavour", "favor"),
        (r"\bcolour", "color"),
        (r"\brealise", "realize"),
    ),
    "no punctuation, no capitals": (),
}


@dataclass(frozen=True)
class Noticings:
    talk: dict[str, Any]
    moments: tuple[Moment, ...]
    cues: tuple[Cued, ...]
    seconds: float  # that it took

    def on(self, n: int) -> frozenset[str]:
        return frozenset(moment.kind for moment in self.moments if moment.utterance == n)


def load(folder: Path) -> list[dict[str, Any]]:
    return [{**json.loads(path.read_text("utf-8")), "file": path.name} for path in sorted(folder.glob("*.json"))]


def notice(talk: dict[str, Any]) -> Noticings:
    """The talk heard from beginning to end."""
    heart = conversation(Settings())
    began = time.process_time()
    header = Header(id=talk["id"], topic=talk.get("topic", ""), source=talk["file"], names=("Maya", "Tom"))
    events = list(heart.take(Started(at=0.0, header=header)))
    spoken = [
        Utterance(n=one["n"], speaker=one["speaker"], start=one["start"], end=one["end"], text=one["text"])
        for one in talk["turns"]
    ]
    for utterance in sorted(spoken, key=lambda one: one.end):  # words are heard when they are over
        events += heart.take(Heard(at=utterance.end, utterance=utterance))
    events += heart.take(Ended(at=max(one.end for one in spoken)))
    moments = tuple(one.moment for one in events if isinstance(one, Noticed))
    cues = tuple(one for one in events if isinstance(one, Cued))
    return Noticings(talk, moments, cues, time.process_time() - began)


def scorer(noticed: Sequence[Noticings], folder: Path) -> str:
    """The table of ../shared/eval/score.py."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        for one in noticed:
            moments = [{"turn": moment.utterance, "kind": moment.kind} for moment in one.moments]
            file.write(json.dumps({"session": {"source": one.talk["file"]}, "moments": moments}) + "\n")
        file.flush()
        made = subprocess.run(
            [sys.executable, str(SHARED / "eval/score.py"), str(folder), file.name],
            check=True,
            capture_output=True,
            text=True,
        )
    return made.stdout


def reliability(noticed: Sequence[Noticings]) -> Iterator[str]:
    pairs = [
        (moment.confidence, moment.kind in labels_of(one.talk, moment.utterance))
        for one in noticed
        for moment in one.moments
        if moment.kind != "backchannel"
    ]
    yield "| said | moments | right |\n|---|---|---|"
    for low in (0.0, 0.5, 0.6, 0.7, 0.8, 0.9):
        high = 0.5 if low == 0.0 else low + 0.1
        here = [right for sure, right in pairs if low <= sure < high or (low == 0.9 and sure >= 0.9)]
        if here:
            yield f"| {low:.1f} to {high:.1f} | {len(here)} | {sum(here) / len(here):.2f} |"


def labels_of(talk: dict[str, Any], n: int) -> frozenset[str]:
    return frozenset(next(turn["labels"] for turn in talk["turns"] if turn["n"] == n))


def false_alarms(noticed: Sequence[Noticings]) -> tuple[int, int, int]:
    """(turns, turns without any hurtful label that were given one of the live kinds, those with any hurtful kind)."""
    turns = live = hurt = 0
    for one in noticed:
        for turn in one.talk["turns"]:
            turns += 1
            if not set(turn["labels"]) & set(HURTS):
                live += bool(one.on(turn["n"]) & set(LIVE))
                hurt += bool(one.on(turn["n"]) & set(HURTS))
    return turns, live, hurt


def cues_shown(noticed: Sequence[Noticings]) -> tuple[int, int, int]:
    """(corrective cues, of them those on turns without any hurtful label, praising cues)."""
    corrective = wrong = praise = 0
    for one in noticed:
        kinds = {moment.id: moment for moment in one.moments}
        for cued in one.cues:
            if cued.cue.tone == "hurts":
                corrective += 1
                wrong += not any(
                    labels_of(one.talk, kinds[n].utterance) & set(HURTS) for n in cued.cue.because if n in kinds
                )
            elif cued.cue.tone == "helps":
                praise += 1
    return corrective, wrong, praise


def changed(talk: dict[str, Any], change: Callable[[str], str], *, swap: bool = False) -> dict[str, Any]:
    turns = [
        {**turn, "text": change(turn["text"]), "speaker": SWAP[turn["speaker"]] if swap else turn["speaker"]}
        for turn in talk["turns"]
    ]
    return {**talk, "turns": turns}


def dialect(name: str) -> Callable[[str], str]:
    def change(text: str) -> str:
        if name.startswith("no punctuation"):
            return re.sub(r"[^\w\s']", "", text).lower()
        for found, instead in DIALECTS[name]:
            text = re.sub(found, instead, text, flags=re.IGNORECASE)
        return text

    return change


def renamed(talk: dict[str, Any]) -> Callable[[str], str]:
    """Every capitalised word inside a sentence, days and months aside, becomes another name."""
    names = {word for turn in talk["turns"] for word in re.findall(r"(?<=[a-z,] )([A-Z][a-z]{2,})\b", turn["text"])}
    others = dict(
        zip(sorted(names), ["Aoife", "Kwame", "Priya", "Mateusz", "Shanice", "Dewi", "Yusuf"] * 40, strict=False)
    )
    return lambda text: re.sub(r"\b[A-Z][a-z]{2,}\b", lambda found: others.get(found[0], found[0]), text)


def steadiness(before: Sequence[Noticings], after: Sequence[Noticings], *, touched: bool) -> str:
    """Of the moments noticed before, how many are noticed again, and how many new ones there are; on turns that changed."""
    kept = lost = new = 0
    for one, other in zip(before, after, strict=True):
        for turn, now in zip(one.talk["turns"], other.talk["turns"], strict=True):
            if touched and turn["text"] == now["text"]:
                continue
            was, is_now = one.on(turn["n"]), other.on(turn["n"])
            kept, lost, new = kept + len(was & is_now), lost + len(was - is_now), new + len(is_now - was)
    return f"{kept} of {kept + lost} moments again, {new} new"


def pace(noticed: Sequence[Noticings]) -> str:
    turns = sum(len(one.talk["turns"]) for one in noticed)
    reader = MoveReader.load()
    took = []
    for one in noticed[:6]:
        for last, turn in zip([{"text": ""}, *one.talk["turns"]], one.talk["turns"], strict=False):
            began = time.process_time()
            reader.read(topic=one.talk["topic"], before=last["text"], turn=turn["text"])
            took.append(1000 * (time.process_time() - began))
    took.sort()
    whole = 1000 * sum(one.seconds for one in noticed) / turns
    return (
        f"{whole:.1f} ms of processor a turn for everything; the learned layer alone: half below {took[len(took) // 2]:.1f}, "
        f"95 % below {took[int(0.95 * len(took))]:.1f}, at most {took[-1]:.1f}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--talks", type=Path, default=SHARED / "eval/dev")
    parser.add_argument("--calm", type=Path, default=SHARED / "eval/calm")
    parser.add_argument("--json", type=Path, help="write the noticed moments, one recap a line")
    parser.add_argument("--quick", action="store_true", help="without the changed talks")
    chosen = parser.parse_args()
    if not chosen.talks.exists():
        sys.exit(f"No labelled talk in {chosen.talks}: give --talks FOLDER.")
    noticed = [notice(talk) for talk in load(chosen.talks)]
    print(scorer(noticed, chosen.talks))
    print("Moments by how sure they were said to be\n")
    print("\n".join(reliability(noticed)))
    minutes = sum(max(turn["end"] for turn in one.talk["turns"]) for one in noticed) / 60
    corrective, wrong, praise = cues_shown(noticed)
    print(
        f"\ncues shown in {minutes:.0f} minutes: {corrective} corrective, {wrong} of them on turns without any hurtful label; {praise} praising"
    )
    calm = [notice(talk) for talk in load(chosen.calm)]
    turns, live, hurt = false_alarms(calm)
    shown, _, _ = cues_shown(calm)
    print(
        f"calm talk, {turns} turns, for 1,000 of them: {1000 * live / turns:.1f} of a live kind, {1000 * hurt / turns:.1f} of any hurtful kind, {1000 * shown / turns:.1f} corrective cues"
    )
    print(pace(noticed))
    if chosen.json:
        chosen.json.write_bytes(
            b"\n".join(msgspec.json.encode({"source": one.talk["file"], "moments": one.moments}) for one in noticed)
        )
    if not chosen.quick:
        print(
            f"speakers swapped: {steadiness(noticed, [notice(changed(one.talk, str, swap=True)) for one in noticed], touched=False)}"
        )
        print(
            f"other names: {steadiness(noticed, [notice(changed(one.talk, renamed(one.talk))) for one in noticed], touched=True)}"
        )
        for name in DIALECTS:
            print(
                f"{name}: {steadiness(noticed, [notice(changed(one.talk, dialect(name))) for one in noticed], touched=True)}"
            )


if __name__ == "__main__":
    main()
