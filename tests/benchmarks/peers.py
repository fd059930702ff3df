"""The same talks at the pace of life through coach and through other programs over faster-whisper, with the same model folder.

    python -m tests.benchmarks.peers [--python PROGRAM=PYTHON ...] [--streaming FOLDER] [--seconds 100] [--only NAME ...]

Each peer lives in an environment of its own: `--python RealtimeSTT=/where/bin/python` says whose Python has it, and
`--streaming` where whisper_streaming's files lie (one Python with faster-whisper and librosa for it). A peer that is
not there is said to be missing. Everybody hears one and the same channel, both voices mixed; coach hears the two
channels as well. For the library by itself each turn is cut by its true times, or it gets the whole file at once.

Latency: from the true end of a turn until its last words (one of its last two) are there and will not change any more.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from coach.demo import audio_path
from coach.sound import RATE, Samples
from coach.speech.models import REHEARSAL, find_model
from tests.benchmarks.machine import described, percentile
from tests.benchmarks.sounds import samples_of, write
from tests.benchmarks.words import errors, words

SHARED = Path(__file__).parents[3] / "shared"
PROGRAMS = Path(__file__).with_name("peer_programs.py")
NEEDS = {"RealtimeSTT": "RealtimeSTT", "WhisperLive": "whisper_live", "whisper_streaming": "librosa"}
RUNS = ("coach", "coach, 2 channels", *NEEDS, "whisper_streaming+VAC", "library, a turn", "library, whole file")


@dataclass(frozen=True)
class Said:
    """Words that will not change any more, and when they were there: seconds of the file."""

    at: float
    text: str


@dataclass(frozen=True)
class Run:
    said: Sequence[Said]
    processor: float  # seconds
    note: str = ""


@dataclass(frozen=True)
class Talk:
    name: str
    stereo: Path
    mono: Path
    turns: Sequence[dict[str, Any]]
    seconds: float


@dataclass(frozen=True)
class Score:
    errors: int
    total: int
    latencies: Sequence[float]
    turns: int
    processor: float
    seconds: float


def main() -> None:
    asked = parsed()
    pythons = dict(one.split("=", 1) for one in asked.python)
    missing = {name for name in NEEDS if name not in pythons or not has(pythons[name], NEEDS[name])}
    if not asked.streaming:
        missing.add("whisper_streaming")
    print(described(), flush=True)
    with tempfile.TemporaryDirectory(prefix="coach-peers-") as folder:
        talks = [prepared(path, Path(folder), asked.seconds) for path in chosen()]
        print(f"{'':24}{'talk':>8}{'word errors':>12}{'p50':>7}{'p95':>7}{'turns':>9}{'of a core':>10}{'load':>6}")
        for name in asked.only or RUNS:
            program = name.removesuffix("+VAC")
            if program in missing:
                print(f"{name:24}not installed: see --python and --streaming", flush=True)
                continue
            report(name, talks, pythons.get(program, ""), asked.streaming)


def parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--python", nargs="*", default=[], metavar="PROGRAM=PYTHON")
    parser.add_argument("--streaming", default="", metavar="FOLDER")
    parser.add_argument(
        "--seconds", type=float, default=100.0, help="of each talk but the sample talk, which is heard whole"
    )
    parser.add_argument("--only", nargs="*", choices=RUNS)
    return parser.parse_args()


def has(python: str, module: str) -> bool:
    find = f"import importlib.util, sys; sys.exit(importlib.util.find_spec({module!r}) is None)"
    try:
        return subprocess.run([python, "-c", find], check=False).returncode == 0
    except OSError:
        return False


def chosen() -> list[Path]:
    talks = SHARED / "audio" / "talks"
    return [audio_path(), *(path for name in ("a01", "b03") if (path := talks / f"{name}.flac").exists())]


def prepared(path: Path, folder: Path, seconds: float) -> Talk:
    """Cut at the end of a turn; as two channels and as one."""
    turns = json.loads(path.with_suffix(".json").read_text("utf-8"))["turns"]
    sound = samples_of(path)
    if path != audio_path():
        turns = [turn for turn in turns if turn["end"] <= seconds]
        sound = sound[: round((max(turn["end"] for turn in turns) + 0.3) * RATE)]
    quiet = np.zeros((round(1.5 * RATE), 2), np.float32)
    stereo = write(folder / f"{path.stem}.wav", np.concatenate([sound, quiet]))
    mono = write(folder / f"{path.stem}-one.wav", sound.mean(axis=1, keepdims=True))
    return Talk(path.stem, stereo, mono, turns, len(sound) / RATE)


def report(name: str, talks: Sequence[Talk], python: str, streaming: str) -> None:
    scores = []
    for talk in talks:
        run = heard_by(name, talk, python, streaming)
        scores.append(scored(run, talk))
        print(row(name, talk.name, scores[-1:]) + f"  {run.note}", flush=True)
    print(row(name, "all", scores), flush=True)


def row(name: str, talk: str, scores: Sequence[Score]) -> str:
    latencies = [one for score in scores for one in score.latencies]
    wrong, total = sum(score.errors for score in scores), sum(score.total for score in scores)
    p50, p95 = (f"{percentile(latencies, q):.2f}" if latencies else "-" for q in (0.5, 0.95))
    share = sum(score.processor for score in scores) / sum(score.seconds for score in scores)
    there = f"{len(latencies)} of {sum(score.turns for score in scores)}"
    return f"{name:24}{talk:>8}{wrong / total:12.2%}{p50:>7}{p95:>7}{there:>9}{share:10.0%}{os.getloadavg()[0]:6.1f}"


def heard_by(name: str, talk: Talk, python: str, streaming: str) -> Run:
    if name.startswith("coach"):
        return by_coach(talk.stereo if "2" in name else talk.mono)
    if name.startswith("library"):
        return whole_file(talk) if "whole" in name else by_turns(talk)
    return by_peer(name, talk, python, streaming)


def by_coach(path: Path) -> Run:
    """All that the program costs, its start included."""
    command = [sys.executable, "-m", "coach", "listen", str(path), "--pace", "realtime", "--model", REHEARSAL]
    lines, cost = costed(command)
    events = [json.loads(line) for line in lines]
    heard = [one for one in events if one["type"] == "utterance"]
    return Run([Said(one["end"] + one["lag"], one["text"]) for one in heard], cost)


def costed(command: Sequence[str]) -> tuple[list[str], float]:
    """Lines of its answer, and its processor seconds."""
    import resource

    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return done.stdout.splitlines(), after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def by_peer(name: str, talk: Talk, python: str, streaming: str) -> Run:
    command = [python, str(PROGRAMS), name, str(find_model(REHEARSAL)), str(talk.mono), streaming]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=4 * talk.seconds + 120)
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    if done.returncode or not lines or "processor" not in lines[-1]:
        return Run([], float("nan"), f"failed: {(done.stderr.strip().splitlines() or ['no word'])[-1][:100]}")
    cost = lines.pop()
    return Run([Said(line["at"], line["text"]) for line in lines], cost["processor"], f"{cost['mb']:.0f} MB at the end")


def library() -> Any:
    from faster_whisper import WhisperModel

    return WhisperModel(
        str(find_model(REHEARSAL)), device="cpu", compute_type="int8", local_files_only=True, cpu_threads=1
    )


def texts(model: Any, samples: Samples) -> str:
    found, _ = model.transcribe(samples.copy(), language="en")
    return " ".join(one.text.strip() for one in found)


def by_turns(talk: Talk) -> Run:
    """The library's own defaults on each turn, as if somebody said when it is over: no waiting for the end of speech."""
    model, sound, said = library(), samples_of(talk.mono)[:, 0], []
    texts(model, sound[:RATE])
    worked = time.process_time()
    for turn in talk.turns:
        piece = sound[round(max(0.0, turn["start"] - 0.2) * RATE) : round((turn["end"] + 0.2) * RATE)]
        began = time.monotonic()
        text = texts(model, piece)
        said.append(Said(turn["end"] + time.monotonic() - began, text))
    return Run(said, time.process_time() - worked, "the end of each turn given")


def whole_file(talk: Talk) -> Run:
    model, sound = library(), samples_of(talk.mono)[:, 0]
    texts(model, sound[:RATE])
    began, worked = time.monotonic(), time.process_time()
    text = texts(model, sound)
    took = time.monotonic() - began
    return Run([Said(float("inf"), text)], time.process_time() - worked, f"after the talk, in {took:.1f} s")


def scored(run: Run, talk: Talk) -> Score:
    """Everybody's words in order of time; a turn's words are found among those heard by the least edits."""
    turns = sorted(talk.turns, key=lambda turn: turn["start"])
    said = [(word, index) for index, turn in enumerate(turns) for word in words(turn["text"])]
    heard = [(word, one.at) for one in sorted(run.said, key=lambda one: one.at) for word in words(one.text)]
    plain = [word for word, _ in said], [word for word, _ in heard]
    ends = {index: place for place, (_, index) in enumerate(said)}
    latest: dict[int, float] = {}
    for here, there in aligned(*plain):
        index = said[here][1]
        if here >= ends[index] - 1:
            latest[index] = max(latest.get(index, 0.0), heard[there][1])
    latencies = [at - turns[index]["end"] for index, at in latest.items() if at < float("inf")]
    return Score(errors(*plain), len(said), latencies, len(turns), run.processor, talk.seconds)


def aligned(said: Sequence[str], heard: Sequence[str]) -> Iterable[tuple[int, int]]:
    """Pairs of places that the least edits set side by side."""
    cost = np.zeros((len(said) + 1, len(heard) + 1), np.int32)
    cost[:, 0], cost[0] = np.arange(len(said) + 1), np.arange(len(heard) + 1)
    for i, one in enumerate(said, 1):
        for j, other in enumerate(heard, 1):
            cost[i, j] = min(cost[i - 1, j] + 1, cost[i, j - 1] + 1, cost[i - 1, j - 1] + (one != other))
    i, j = len(said), len(heard)
    while i and j:
        if cost[i, j] == cost[i - 1, j - 1] + (said[i - 1] != heard[j - 1]):
            i, j = i - 1, j - 1
            yield i, j
        elif cost[i, j] == cost[i - 1, j] + 1:
            i -= 1
        else:
            j -= 1


if __name__ == "__main__":
    main()
