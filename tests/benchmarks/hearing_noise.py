"""How deaf the hearing is to what nobody said: noises of every kind, and what was heard in them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from coach.audio.recording import open_recording
from coach.core.conversation import Conversation
from coach.core.events import Cued, Event, Heard, Unsure
from coach.core.talk import Header
from coach.detectors import ALL
from coach.engine.review import review_sound
from coach.settings import Settings
from coach.sound import RATE, Block, Lost, Samples
from coach.speech.models import REHEARSAL, load_transcriber
from coach.speech.speakers import ByChannel
from coach.speech.transcriber import Transcriber
from tests.benchmarks.made_noises import MADE

SHARED = Path(__file__).parents[3] / "shared"


def noise(_: list[str]) -> None:
    transcriber, total = load_transcriber(REHEARSAL), 0.0
    print(f"{'noise':22}{'minutes':>8}{'utterances':>11}{'cues':>5}{'unsure':>7}")
    for name, samples in noises():
        events = review(samples, transcriber)
        counts = [sum(isinstance(event, kind) for event in events) for kind in (Heard, Cued, Unsure)]
        total += len(samples) / RATE / 60
        print(f"{name:22}{len(samples) / RATE / 60:8.1f}{counts[0]:11}{counts[1]:5}{counts[2]:7}", flush=True)
        for event in events:
            if isinstance(event, Heard):
                one = event.utterance
                print(f"    {one.start:.1f}-{one.end:.1f} {one.confidence:.2f} {one.text}")
    print(f"{total:.1f} minutes in all")


def review(samples: Samples, transcriber: Transcriber) -> list[Event]:
    settings = Settings()
    return list(
        review_sound(
            Played(samples),
            Header(id="bench", source="noise.flac"),
            hearing=settings.hearing,
            transcriber=transcriber,
            speakers=ByChannel(),
            conversation=Conversation(ALL, settings),
        )
    )


class Played:
    """Samples float32 [n] as a source of one channel."""

    channels = 1

    def __init__(self, samples: Samples) -> None:
        self.seconds: float | None = len(samples) / RATE
        self._samples = samples[:, None]

    def __iter__(self) -> Iterator[Block | Lost]:
        for start in range(0, len(self._samples), RATE):
            yield Block(self._samples[start : start + RATE], start / RATE)

    def close(self) -> None:
        pass


def noises() -> Iterator[tuple[str, Samples]]:
    """../shared/audio/noise three times over at different loudness, and what a few lines of numpy can make: 30 minutes."""
    for path in sorted((SHARED / "audio" / "noise").glob("*.flac")):
        sound = np.concatenate([item.samples for item in open_recording(path) if isinstance(item, Block)]).mean(axis=1)
        yield path.stem, np.concatenate([sound * gain for gain in (1.0, 0.3, 0.1)]).astype(np.float32)
    random = np.random.default_rng(1)
    for name, make in MADE.items():
        loudness = np.repeat(random.uniform(0.02, 0.5, 20), 10 * RATE)
        sound = make(random, 200 * RATE)
        yield name, (loudness * sound / np.abs(sound).max()).astype(np.float32)
