"""The whole path on sound with a known text: word errors beside the model alone, who spoke, speed, memory.

python -m tests.benchmarks.path [FILE.flac ...]     # FILE.json beside each is its truth
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from coach.audio.recording import open_recording
from coach.core.conversation import Conversation
from coach.core.events import Event, Heard, Unsure
from coach.core.talk import Header, Utterance
from coach.demo import audio_path
from coach.detectors import ALL
from coach.engine.parts import REHEARSAL
from coach.engine.review import Mixed, review_sound, speakers_of
from coach.settings import Settings
from coach.sound import RATE, AudioSource, Block, Segment
from coach.speech.models import load_transcriber
from coach.speech.transcriber import Transcriber
from tests.benchmarks.machine import described
from tests.benchmarks.words import attribution, word_error_rate

SHARED = Path(__file__).parents[3] / "shared"


def main(files: Sequence[Path]) -> None:
    print(described())
    print(
        f"{'talk':12} {'channels':>8} {'alone':>7} {'path':>7} {'added':>7} {'who':>7} {'?':>6} {'lost':>5} {'times life':>10}"
    )
    transcriber = load_transcriber(REHEARSAL)
    for path in files:
        truth = json.loads(path.with_suffix(".json").read_text())["turns"]
        alone = model_alone(path, truth, transcriber)
        for channels in (2, 1):
            report(path, truth, alone, channels, transcriber)
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def report(path: Path, truth: list[dict], alone: float, channels: int, transcriber: Transcriber) -> None:
    began = time.perf_counter()
    events = reviewed(path, channels, transcriber)
    took = time.perf_counter() - began
    heard = [event.utterance for event in events if isinstance(event, Heard)]
    by_path = path_errors(truth, heard, channels)
    right, unknown, total = attribution(truth, heard)
    seconds = open_recording(path).seconds or 0.0
    lost = sum(isinstance(event, Unsure) for event in events)
    print(
        f"{path.stem:12} {channels:8} {alone:7.2%} {by_path:7.2%} {by_path - alone:7.2%} {right / max(1, total):7.2%} "
        f"{unknown / max(1, total):6.1%} {lost:5} {seconds / took:10.1f}"
    )


def reviewed(path: Path, channels: int, transcriber: Transcriber) -> list[Event]:
    def open_source() -> AudioSource:
        source = open_recording(path)
        return Mixed(source) if channels == 1 and source.channels == 2 else source

    settings = Settings()
    exact = "exact" if channels == 2 else "guessed"
    return list(
        review_sound(
            open_source(),
            Header(id="bench", source=path.name, overlaps=exact),
            hearing=settings.hearing,
            transcriber=transcriber,
            speakers=speakers_of(open_source, settings.hearing),
            conversation=Conversation(ALL, settings),
        )
    )


def model_alone(path: Path, truth: list[dict], transcriber: Transcriber) -> float:
    """Word error rate of the model on each turn cut by its true times: what segmentation can't beat by much."""
    sound = np.concatenate([item.samples for item in open_recording(path) if isinstance(item, Block)])
    pairs = []
    for turn in truth:
        start, end = max(0.0, turn["start"] - 0.2), turn["end"] + 0.2
        samples = sound[round(start * RATE) : round(end * RATE), "AB".index(turn["speaker"])]
        heard = transcriber.transcribe(Segment(0, start, np.ascontiguousarray(samples), end))
        pairs.append((turn["text"], heard.text))
    return word_error_rate(pairs)[0]


def path_errors(truth: list[dict], heard: Sequence[Utterance], channels: int) -> float:
    """Each partner's words in order; on one channel everybody's, in order of time (overlaps then cost both ways)."""
    if channels == 1:
        said = " ".join(turn["text"] for turn in truth)
        return word_error_rate([(said, " ".join(one.text for one in sorted(heard, key=lambda one: one.start)))])[0]
    pairs = []
    for who in "AB":
        own = sorted((one for one in heard if one.speaker == who), key=lambda one: one.start)
        pairs.append(
            (" ".join(turn["text"] for turn in truth if turn["speaker"] == who), " ".join(one.text for one in own))
        )
    return word_error_rate(pairs)[0]


def usual() -> list[Path]:
    return [audio_path(), *sorted((SHARED / "audio" / "talks").glob("*.flac"))]


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]] or usual())
