"""A transcriber that can fail or hang without taking the talk with it."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from coach.core.talk import Seconds
from coach.errors import CoachError, ModelError
from coach.sound import Segment
from coach.speech.transcriber import CanHurry, Transcriber, Transcript

PATIENCE: Seconds = 20.0  # a 20 s utterance takes a slow machine with small.en about 6 s


@dataclass
class _Job:
    segment: Segment
    kind: Literal["final", "quick", "partial"]
    done: threading.Event = field(default_factory=threading.Event)
    result: Transcript | str | None = None
    error: BaseException | None = None


def _done(transcriber: Transcriber, job: _Job) -> Transcript | str:
    if job.kind == "partial":
        return transcriber.partial(job.segment)
    if job.kind == "quick" and isinstance(transcriber, CanHurry):
        return transcriber.transcribe_quickly(job.segment)
    return transcriber.transcribe(job.segment)


class _Hand(threading.Thread):
    """Holds one transcriber. Native code can't be stopped from outside: a hand that hangs is left behind (a daemon thread)."""

    def __init__(self, load: Callable[[], Transcriber]) -> None:
        super().__init__(name="coach-hand", daemon=True)
        self.jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self.ready = threading.Event()
        self.error: BaseException | None = None
        self._load = load

    def run(self) -> None:
        try:
            transcriber = self._load()
        except BaseException as error:  # noqa: BLE001 - told to whoever waits
            self.error = error
            return
        finally:
            self.ready.set()
        while (job := self.jobs.get()) is not None:
            try:
                job.result = _done(transcriber, job)
            except BaseException as error:  # noqa: BLE001 - told to whoever waits
                job.error = error
            finally:
                job.done.set()
        transcriber.close()


class SteadyTranscriber:
    """Loads the model in its own thread; after a failure or a hang it loads a fresh one and tries once more."""

    def __init__(self, load: Callable[[], Transcriber], *, patience: Seconds = PATIENCE) -> None:
        self.load = load
        self.quick = False  # first thoughts only: to catch up
        self._patience = patience
        self._hand = _Hand(load)
        self._hand.start()

    def wait_until_ready(self) -> None:
        """Returns when the model has loaded. Raises `CoachError` when it could not be."""
        self._hand.ready.wait()
        if self._hand.error is not None:
            if isinstance(self._hand.error, CoachError):
                raise self._hand.error
            raise ModelError(
                f"The speech model could not be loaded: {self._hand.error}.",
                "`coach doctor` checks its files; `coach setup` mends them.",
            ) from self._hand.error

    def transcribe(self, segment: Segment) -> Transcript:
        result = self._twice(segment)
        if not isinstance(result, Transcript):  # pragma: no cover - the hand answers in kind
            raise ModelError("The speech model gave no text.", "The talk goes on; `coach doctor` checks the model.")
        return result

    def transcribe_many(self, segments: Sequence[Segment]) -> list[Transcript]:
        return [self.transcribe(segment) for segment in segments]

    def partial(self, segment: Segment) -> str:
        """Text so far; empty when it could not be had: something better follows soon."""
        job = self._ask(segment, "partial")
        if not job.done.is_set():
            self._renew()
        return job.result if isinstance(job.result, str) else ""

    def try_to(self, segment: Segment) -> Transcript | None:
        """As `transcribe`, once and without complaint: for a stretch that will be asked for again."""
        job = self._ask(segment, "quick" if self.quick else "final")
        if not job.done.is_set():
            self._renew()
        return job.result if isinstance(job.result, Transcript) else None

    def use(self, load: Callable[[], Transcriber]) -> None:
        """Go on with another model. Returns when it has loaded; raises as `wait_until_ready`."""
        self.load = load
        self._renew()
        self.wait_until_ready()

    def close(self) -> None:
        """Waits for the hand to put its pen down: a program that ends in the middle of native code ends with a crash."""
        self._hand.jobs.put(None)
        self._hand.join(timeout=5)

    def _twice(self, segment: Segment) -> Transcript | str | None:
        for attempt in (1, 2):
            job = self._ask(segment, "quick" if self.quick else "final")
            if job.done.is_set() and job.error is None:
                return job.result
            why = "stopped answering" if not job.done.is_set() else f"failed ({type(job.error).__name__})"
            self._renew()
            if attempt == 2:
                raise ModelError(
                    f"The speech model {why}.",
                    "The talk goes on and nothing said so far is lost; this stretch has no text.",
                ) from job.error
        return None

    def _ask(self, segment: Segment, kind: Literal["final", "quick", "partial"]) -> _Job:
        self.wait_until_ready()
        job = _Job(segment, kind)
        self._hand.jobs.put(job)
        job.done.wait(self._patience + 2 * segment.seconds)
        return job

    def _renew(self) -> None:
        self._hand.jobs.put(None)
        self._hand = _Hand(self.load)
        self._hand.start()
