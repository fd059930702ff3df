"""What an hour of talk leaves behind in memory, threads and open files."""

from __future__ import annotations

import gc
import itertools
import threading
from collections.abc import Iterator
from pathlib import Path

from coach.audio.recording import open_recording
from coach.core.events import Event, Heard
from coach.core.talk import Header
from coach.demo import audio_path
from coach.detectors import ALL
from coach.engine import parts
from coach.engine.live import LiveTalk
from coach.settings import Settings
from coach.sound import RATE, Block, Lost
from coach.speech.speakers import ByChannel
from tests.benchmarks.apart import apart
from tests.benchmarks.machine import open_files, resident
from tests.benchmarks.shapes import loader


class Again:
    """The sample talk, over and over, as fast as it is listened to."""

    channels = 2

    def __init__(self, seconds: float) -> None:
        self.seconds: float | None = seconds
        self._closed = threading.Event()

    def __iter__(self) -> Iterator[Block | Lost]:
        at = 0.0
        for item in itertools.chain.from_iterable(open_recording(audio_path()) for _ in itertools.count()):
            if self._closed.is_set() or at >= (self.seconds or 0.0):
                return
            assert isinstance(item, Block)
            yield Block(item.samples, at)
            at += len(item.samples) / RATE

    def close(self) -> None:
        self._closed.set()


def memory(models: list[str]) -> None:
    print("an hour of talk as fast as it goes: resident MB, threads and open files, every five minutes of talk")
    for model, minutes in ((models[0], 60), (models[2], 20)):
        found = apart("hearing", "hour", model, str(minutes))
        print(f"{Path(model).name:14}MB {found['mb']}  threads {found['threads']}  files {found['files']}", flush=True)


def hour(model: str, minutes: str) -> dict[str, list[float]]:
    settings = Settings()
    found: dict[str, list[float]] = {"mb": [], "threads": [], "files": []}
    live = LiveTalk(
        lambda: Again(60.0 * float(minutes)),
        loader(model),
        lambda _: ByChannel(),
        parts.conversation(settings),
        header=Header(id="bench", source="talk.flac"),
        detectors=ALL,
        settings=settings,
        from_file=True,
    )

    def watch(event: Event) -> None:
        if isinstance(event, Heard) and event.at >= 300 * (len(found["mb"]) + 1):
            gc.collect()
            found["mb"].append(round(resident()))
            found["threads"].append(threading.active_count())
            found["files"].append(open_files())

    live.start(watch)
    live.wait(3600)
    return found
