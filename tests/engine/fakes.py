"""A microphone and a recogniser of cardboard, with every fault a real one may have."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator

import numpy as np

from coach.audio.recording import open_recording
from coach.core.conversation import Conversation
from coach.core.events import Event, Heard
from coach.core.talk import Header, Word
from coach.demo import audio_path
from coach.detectors import ALL
from coach.engine.live import LiveTalk
from coach.settings import Settings
from coach.sound import RATE, AudioSource, Block, Lost, Segment
from coach.speech.speakers import ByChannel
from coach.speech.transcriber import Transcript

HEADER = Header(id="t", topic="the dishes", names=("Maya", "Tom"), source="talk.flac", model="cardboard")


def demo_sound(seconds: float = 14.0) -> np.ndarray:
    """The first seconds of the sample talk, float32 [n, 2]."""
    source = open_recording(audio_path())
    blocks = [item.samples for item in source if isinstance(item, Block)]
    return np.concatenate(blocks)[: round(seconds * RATE)]


class Sound:
    """A source that plays samples in blocks of one size, then whatever else it is given."""

    def __init__(
        self,
        samples: np.ndarray,
        *after: Lost,
        block: int = 1600,
        endless: bool = False,
        before: Callable[[float], object] = lambda _: None,
    ) -> None:
        """`before` each block it is called with the block's position in seconds: it may wait for something."""
        self.channels = samples.shape[1]
        self.seconds = len(samples) / RATE
        self._samples, self._after, self._block = samples, after, block
        self._endless = endless
        self._before = before
        self._closed = threading.Event()

    def __iter__(self) -> Iterator[Block | Lost]:
        for start in range(0, len(self._samples), self._block):
            if self._closed.is_set():
                return
            self._before(start / RATE)
            yield Block(self._samples[start : start + self._block].copy(), start / RATE)
        yield from self._after
        if self._endless:
            self._closed.wait()

    def close(self) -> None:
        self._closed.set()


class Cardboard:
    """Answers every segment with the next of its lines; "" is silence; an exception is raised; a callable is called first."""

    def __init__(
        self, *answers: str | Exception | Callable[[], object], then: str = "We talk about the dishes."
    ) -> None:
        self._answers = list(answers)
        self._then = then
        self.heard: list[Segment] = []
        self.closed = False

    def transcribe(self, segment: Segment) -> Transcript:
        self.heard.append(segment)
        answer = self._answers.pop(0) if self._answers else self._then
        if isinstance(answer, Exception):
            raise answer
        if callable(answer):
            answer()
            answer = self._then
        return transcript(answer, segment)

    def transcribe_many(self, segments):
        return [self.transcribe(segment) for segment in segments]

    def partial(self, segment: Segment) -> str:
        return f"so far {segment.seconds:.1f}"

    def close(self) -> None:
        self.closed = True


def transcript(text: str, segment: Segment, log_probability: float = -0.1) -> Transcript:
    said = text.split()
    step = segment.seconds / max(1, len(said))
    words = tuple(
        Word(word, segment.start + n * step, segment.start + (n + 1) * step, 0.9) for n, word in enumerate(said)
    )
    return Transcript(words=words, text=text, log_probability=log_probability, seconds=segment.seconds)


class Watched:
    """A live talk whose events are kept, with a way to wait for one."""

    def __init__(
        self,
        open_source: Callable[[], AudioSource],
        load: Callable[[], object],
        *,
        from_file: bool = True,
        ahead: bool = False,
        smaller: Callable[[], object] | None = None,
        **settings,
    ) -> None:
        """Nothing is read ahead unless asked for: a recogniser of cardboard counts how often it is asked."""
        chosen = Settings(**settings)
        self.talk = LiveTalk(
            open_source,
            load,  # type: ignore[arg-type]
            lambda _: ByChannel(),
            Conversation(ALL, chosen),
            header=HEADER,
            detectors=ALL,
            settings=chosen,
            from_file=from_file,
            ahead=ahead,
            smaller=smaller,  # type: ignore[arg-type]
        )
        self.events: list[Event] = []
        self._changed = threading.Condition()

    def start(self) -> Watched:
        self.talk.start(self._keep)
        return self

    def _keep(self, event: Event) -> None:
        with self._changed:
            self.events.append(event)
            self._changed.notify_all()

    def until(self, wanted: Callable[[list[Event]], bool], timeout: float = 30) -> None:
        with self._changed:
            assert self._changed.wait_for(lambda: wanted(self.events), timeout), (
                f"did not come; so far {self.events[-5:]}"
            )

    def to_the_end(self) -> list[Event]:
        assert self.talk.wait(60), "the talk did not end"
        return self.events

    def of(self, kind: type) -> list:
        return [event for event in self.events if isinstance(event, kind)]

    def caught_up(self, _: float = 0.0) -> None:
        """Waits until nothing is left to be taken from the inbox: what happens next does so at the same place every time."""
        inbox, patience = self.talk._inbox, time.monotonic() + 30
        while inbox._things or inbox._ahead or inbox._partials:
            assert time.monotonic() < patience, "what waits is not taken"
            time.sleep(0.0005)

    @property
    def texts(self) -> list[str]:
        return [event.utterance.text for event in self.of(Heard)]
