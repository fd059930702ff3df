"""Hours of talk, quicker than life, with something going wrong every minute: what is lost must be told, and nothing may grow.

    python -m tests.benchmarks.soak_hearing [--hours 4] [--times 10] [--model rehearsal-en | tiny.en | base.en] [--calm]

The faults, one each minute of talk, in turn: the microphone goes away and is opened again, half a second overflows, the
model fails, the model hangs, the device's clock leaps ahead by two seconds, and back by a third of one. `--calm`: none
of them and no pace, each stretch as soon as the last is written down. The patience with a model that hangs is divided
by `--times`, as life is. The shapes of tiny.en and base.en have random weights (see `tests.benchmarks.shapes`).

Nothing lost untold: of every turn that was played, more than half lies in an utterance, in a stretch that was not made
out, or in a loss that was told.
"""

from __future__ import annotations

import argparse
import gc
import itertools
import json
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import numpy as np

from coach.core.events import AudioLost, Event, Failed, Heard, Unsure
from coach.core.talk import Header
from coach.demo import audio_path, truth_path
from coach.detectors import ALL
from coach.engine import parts
from coach.engine.live import LiveTalk
from coach.engine.steady import PATIENCE, SteadyTranscriber
from coach.settings import Settings
from coach.sound import RATE, Block, Lost, Segment
from coach.speech.models import REHEARSAL
from coach.speech.speakers import ByChannel
from coach.speech.transcriber import Transcriber, Transcript
from tests.benchmarks.machine import described, open_files, resident
from tests.benchmarks.shapes import build, loader
from tests.benchmarks.sounds import samples_of

Fault = Literal["gone", "overflow", "model fails", "model hangs", "clock ahead", "clock back"]
FAULTS: tuple[Fault, ...] = ("gone", "overflow", "model fails", "model hangs", "clock ahead", "clock back")
BLOCK = 512
WARM = 5  # minutes before growth is looked at


@dataclass
class Shared:
    """What the faulty parts and the report have in common."""

    times: float
    calm: bool
    seconds: float
    played: float = 0.0  # of talk, all openings together
    minute: int = 0
    to_do: dict[str, bool] = field(default_factory=dict)  # faults of the model, still to happen
    happened: Counter[str] = field(default_factory=Counter)
    turns: list[tuple[float, float]] = field(default_factory=list)  # on the talk's clock, as played

    def due(self) -> Fault | None:
        """The fault of this minute, once."""
        if self.calm or self.played < 60 * (self.minute + 1):
            return None
        self.minute += 1
        fault = FAULTS[self.minute % len(FAULTS)]
        self.happened[fault] += 1
        return fault


class Faulty:
    """The sample talk again and again, at so many times the pace of life, until something happens to it."""

    channels = 2
    seconds: float | None = None

    def __init__(self, shared: Shared, placed_at: float) -> None:
        self._shared = shared
        self._placed_at = placed_at
        self._closed = threading.Event()
        self._sound = SOUND
        self._turns = [(turn["start"], turn["end"]) for turn in TURNS]

    def __iter__(self) -> Iterator[Block | Lost]:
        shared, at, began, given = self._shared, 0.0, time.monotonic(), 0.0
        for start in itertools.cycle(range(0, len(self._sound) - BLOCK, BLOCK)):
            if self._closed.is_set() or shared.played >= shared.seconds:
                return
            fault = shared.due()
            if fault == "gone":
                return
            if fault in {"overflow", "clock ahead"}:
                missing = 0.5 if fault == "overflow" else 2.0
                yield Lost(at, missing, "The microphone skipped.")
                at += missing
            if fault == "clock back":
                at -= 0.3
            if fault in {"model fails", "model hangs"}:
                shared.to_do[fault] = True
            yield Block(self._sound[start : start + BLOCK], at)
            at, given = at + BLOCK / RATE, given + BLOCK / RATE
            shared.played += BLOCK / RATE
            self._note(start, at)
            if not shared.calm:
                self._closed.wait(max(0.0, began + given / shared.times - time.monotonic()))

    def _note(self, start: int, at: float) -> None:
        """A turn that has been played to its end in this block."""
        for begins, ends in self._turns:
            if start <= ends * RATE < start + BLOCK:
                self._shared.turns.append((self._placed_at + at - (ends - begins), self._placed_at + at))

    def close(self) -> None:
        self._closed.set()


class Weak:
    """A transcriber that does what the faults say."""

    def __init__(self, inner: Transcriber, shared: Shared) -> None:
        self._inner = inner
        self._shared = shared

    def transcribe(self, segment: Segment) -> Transcript:
        self._suffer()
        return self._inner.transcribe(segment)

    def transcribe_many(self, segments: list[Segment]) -> list[Transcript]:
        return [self.transcribe(segment) for segment in segments]

    def partial(self, segment: Segment) -> str:
        return self._inner.partial(segment)

    def close(self) -> None:
        self._inner.close()

    def _suffer(self) -> None:
        if self._shared.to_do.pop("model fails", False):
            raise RuntimeError("a fault of the soak")
        if self._shared.to_do.pop("model hangs", False):
            time.sleep(3 * PATIENCE / self._shared.times)


@dataclass
class Watch:
    """What the talk told, and how large the process was each minute."""

    told: list[tuple[float, float]] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    sizes: list[tuple[float, float, int, int]] = field(default_factory=list)  # minute, MB, threads, files

    def event(self, event: Event) -> None:
        match event:
            case Heard(utterance=one):
                self.told.append((one.start, one.end))
                self.counts["utterances"] += 1
            case Unsure(start=start, end=end):
                self.told.append((start, end))
                self.counts["not made out"] += 1
            case AudioLost(at=at, seconds=seconds):
                # a gap while the device was away is told when it is over, an overflow when it begins
                self.told.append((at - seconds, at + seconds))
                self.counts["losses told"] += 1
            case Failed():
                self.counts["failures told"] += 1
            case _:
                pass

    def size(self, minute: float) -> None:
        gc.collect()
        self.sizes.append((minute, resident(), threading.active_count(), open_files()))

    def untold(self, turns: list[tuple[float, float]]) -> list[tuple[float, float]]:
        """Turns of which not even half was told of."""
        told, missed = sorted(self.told), []
        for start, end in turns:
            near = (max(0.0, min(end, e) - max(start, s)) for s, e in told if e > start and s < end)
            if sum(near) < 0.5 * (end - start):
                missed.append((start, end))
        return missed


def soak(shared: Shared, load: Callable[[], Transcriber]) -> Watch:
    settings, watch = Settings(), Watch()
    kept = SteadyTranscriber.__init__.__kwdefaults__
    kept["patience"] = PATIENCE if shared.calm else PATIENCE / shared.times
    talk: LiveTalk

    def opened() -> Faulty:
        return Faulty(shared, talk._clock.position)

    talk = LiveTalk(
        opened,
        lambda: Weak(load(), shared),
        lambda _: ByChannel(),
        parts.conversation(settings),
        header=Header(id="soak", source="microphone"),
        detectors=ALL,
        settings=settings,
        from_file=shared.calm,
    )
    talk.start(watch.event)
    next_report = 1.0
    while not talk.wait(0.2):
        if talk.waiting and shared.played < shared.seconds:
            talk.reopen()
        if talk.waiting and shared.played >= shared.seconds:
            talk.stop()
        if shared.played >= 60 * next_report:
            watch.size(shared.played / 60)
            if next_report % 5 == 0:
                print(row(watch, shared), flush=True)
            next_report += 1
    return watch


def row(watch: Watch, shared: Shared) -> str:
    minute, megabytes, threads, files = watch.sizes[-1]
    counted = ", ".join(f"{n} {what}" for what, n in watch.counts.items())
    return f"minute {minute:4.0f}: {megabytes:4.0f} MB, {threads} threads, {files} files; faults {shared.happened.total()}; {counted}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--hours", type=float, default=4.0)
    parser.add_argument("--times", type=float, default=10.0, help="quicker than life")
    parser.add_argument("--model", default=REHEARSAL)
    parser.add_argument("--calm", action="store_true")
    asked = parser.parse_args()
    print(described(), flush=True)
    with tempfile.TemporaryDirectory(prefix="coach-shapes-") as folder:
        model = REHEARSAL if asked.model == REHEARSAL else str(build(asked.model, Path(folder)))
        shared = Shared(asked.times, asked.calm, 3600 * asked.hours)
        began = time.monotonic()
        watch = soak(shared, loader(model))
    print(row(watch, shared))
    after = [megabytes for minute, megabytes, _, _ in watch.sizes if minute >= WARM]
    print(
        f"{shared.played / 60:.0f} minutes of talk in {(time.monotonic() - began) / 60:.1f}; faults {dict(shared.happened)}"
    )
    if after:
        tail = watch.sizes[WARM:]
        grown = after[-1] - after[0]
        threads, files = (f"{min(each)} to {max(each)}" for each in (list(zip(*tail, strict=True))[2:]))
        print(
            f"memory {min(after):.0f} to {max(after):.0f} MB after minute {WARM}, {grown:+.0f} from there to the end; "
            f"threads {threads}, files {files}"
        )
    missed = watch.untold(shared.turns)
    print(f"turns played {len(shared.turns)}, lost untold {len(missed)} {[round(start, 1) for start, _ in missed[:5]]}")


SOUND = np.ascontiguousarray(samples_of(audio_path()))
TURNS = json.loads(truth_path().read_text("utf-8"))["turns"]

if __name__ == "__main__":
    main()
