"""A talk that is written instead of spoken: two people in turn, or one who rehearses an opening. No microphone, no model."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Iterator, Sequence

from coach.core.cleaning import clean
from coach.core.conversation import Conversation
from coach.core.describing import Described, describe
from coach.core.events import (
    FLEETING,
    Ended,
    Event,
    Failed,
    Given,
    Heard,
    Level,
    Started,
    Unwritten,
)
from coach.core.noticing import Detector
from coach.core.recap import Recap
from coach.core.recapping import recap
from coach.core.talk import Header, Moment, Partner, Seconds, Utterance
from coach.engine.going_on import Keep, length_of, to_go_on_from, utterances_in
from coach.engine.pressing import Pressing
from coach.settings import Settings

LONGEST = 1000  # characters a person may write at once
_BEAT: Seconds = 0.5  # how often the clock is told, so that a cue that waits is said
_WORDS_A_SECOND = 2.5


class TypedTalk(Pressing):
    """Satisfies what the screens need of a talk, and takes what is written. Methods may be called from any thread."""

    notice = ""

    def __init__(
        self,
        conversation: Conversation,
        *,
        header: Header,
        detectors: tuple[Detector, ...],
        settings: Settings,
        clock_s: Callable[[], float] = time.monotonic,
        before: Sequence[Event] = (),
    ) -> None:
        """`header.timed` is to be False: how long somebody writes says nothing. `clock_s`: seconds that only grow.

        `before`: all events of the earlier part, for a talk that was cut short and goes on.
        """
        self.header = header
        self.minutes = settings.talk.minutes
        self.detectors = detectors
        self.journal: list[Event] = []
        self.keep: Keep | None = None  # is given all that the journal is given
        self._conversation = conversation
        self._settings = settings
        self._clock_s = clock_s
        self._began = 0.0
        self._before = to_go_on_from(before)
        self._written = utterances_in(before)
        self._at: Seconds = length_of(before)
        self._last: Seconds = self._at  # where the last utterance ended
        self._on_event: Callable[[Event], None] = lambda _: None
        self._given: queue.SimpleQueue[Callable[[Seconds], Given]] = queue.SimpleQueue()
        self._finished = threading.Event()
        self.abandoned = False  # by the quick exit
        self._one_at_a_time = threading.RLock()

    def start(self, on_event: Callable[[Event], None]) -> None:
        """Returns at once. `on_event` is called from another thread."""
        self._on_event = on_event
        self._began = self._clock_s() - self._at
        with self._one_at_a_time:
            for event in (Started(at=0.0, header=self.header), *self._before):
                for each in self._conversation.take(event):
                    self._emit(each)
        threading.Thread(target=self._run, name="coach-typed", daemon=True).start()

    def write(self, partner: Partner, text: str) -> None:
        """A partner says this. What is empty, or longer than `LONGEST`, is cut to what is there."""
        words = clean(text)[:LONGEST].strip()
        if words:
            self._give(lambda at: self._heard(partner, words, at))

    def stop(self) -> None:
        self._give(lambda at: Ended(at=at))

    def abandon(self) -> None:
        """Quick exit: stop at once and forget."""
        self.abandoned = True
        self._on_event = lambda _: None
        self.stop()
        self.journal.clear()
        if self.keep is not None:
            self.keep.forget()

    def tell_unwritten(self, message: str, hint: str) -> None:
        """For what writes the talk down: the disk refuses; both "": it takes everything again."""
        self._emit(Unwritten(at=self._at, message=message, hint=hint))

    def mute(self, on: bool) -> None:
        """Nobody listens in a talk that is written."""

    def reopen(self) -> None:
        """There is no microphone to open."""

    @property
    def describe(self) -> Callable[[Moment], Described]:
        return lambda moment: describe(moment, list(self._utterances()), self.detectors)

    def recap(self, *, private: bool = False) -> Recap:
        return recap(list(self.journal), self.detectors, sure_above=self._settings.hearing.sure_above, private=private)

    def wait(self, timeout: float | None = None) -> bool:
        """Whether the talk has ended."""
        return self._finished.wait(timeout)

    # --- its own thread ---

    def _run(self) -> None:
        try:
            while not self._finished.is_set() and not self.abandoned:
                self._beat()
        except Exception as error:  # noqa: BLE001 - the talk so far is kept, and it is said
            told = f"Something unexpected happened ({type(error).__name__})."  # its message may hold words of the talk
            self._emit(Failed(at=self._at, message=told, hint="What was written so far is kept."))
            self._emit(Ended(at=self._at))
        finally:
            self._finished.set()

    def _beat(self) -> None:
        try:
            self._take(self._given.get(timeout=_BEAT))
        except queue.Empty:
            with self._one_at_a_time:
                at = self._now()
                for event in self._conversation.pass_to(at):
                    self._emit(event)
                self._emit(Level(at=at, channels=()))

    def _give(self, make: Callable[[Seconds], Given]) -> None:
        """Something people did. After the end it is taken at once: the thread has gone."""
        if self._finished.is_set():
            self._take(make)
        else:
            self._given.put(make)

    def _take(self, make: Callable[[Seconds], Given]) -> None:
        with self._one_at_a_time:
            event = make(self._now())
            for each in self._conversation.take(event):
                self._emit(each)
            if isinstance(event, Ended):
                self._finished.set()

    def _now(self) -> Seconds:
        if not self._finished.is_set():
            self._at = round(max(self._at, self._clock_s() - self._began), 3)
        return self._at

    def _heard(self, partner: Partner, words: str, at: Seconds) -> Heard:
        """As long as saying it would have taken, at most since the last one."""
        start = max(self._last, at - len(words.split()) / _WORDS_A_SECOND)
        self._written += 1
        self._last = at
        return Heard(at=at, utterance=Utterance(n=self._written, speaker=partner, start=start, end=at, text=words))

    def _utterances(self) -> Iterator[Utterance]:
        return (event.utterance for event in list(self.journal) if isinstance(event, Heard))

    def _emit(self, event: Event) -> None:
        if self.abandoned:
            return
        if not isinstance(event, FLEETING):
            self.journal.append(event)
            if self.keep is not None:
                self.keep(event)
        self._on_event(event)
