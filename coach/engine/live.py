"""A talk as it happens: an ear thread that never waits for words, a scribe thread that never waits for the screen.

| thread | does | never |
|---|---|---|
| ear | sound -> segments, level ten times a second | transcribes |
| scribe | words, who spoke, conversation, events | touches widgets |

The same rooms as for a file (`coach.engine.review`), with threads around them. Longer than most files, on purpose: everything that the threads
share stands in this one class, so that who holds which lock can be read in one go.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from coach.audio.ear import Ear
from coach.core.conversation import Conversation
from coach.core.describing import Described, describe
from coach.core.events import (
    FLEETING,
    AudioLost,
    Ended,
    Event,
    Failed,
    Given,
    Heard,
    Level,
    SpeechBegan,
    SpeechEnded,
    Started,
    Step,
    Unwritten,
)
from coach.core.noticing import Detector
from coach.core.recap import Recap
from coach.core.recapping import recap
from coach.core.talk import Header, Moment, Seconds
from coach.engine.clock import AudioClock
from coach.engine.going_on import Keep, length_of, to_go_on_from, utterances_in
from coach.engine.inbox import Inbox
from coach.engine.pace import Pace
from coach.engine.pressing import Pressing
from coach.engine.scribe import Passed, Scribe
from coach.engine.writing import Writing
from coach.errors import CoachError
from coach.settings import Settings
from coach.sound import RATE, AudioSource, Block, Lost, Segment
from coach.speech.speakers import Speakers
from coach.speech.transcriber import Transcriber, Transcript

PARTIAL_EVERY: Seconds = 0.7


class LiveTalk(Pressing):
    """One talk from a microphone, or from a file at the pace of life or faster. Methods may be called from any thread."""

    def __init__(
        self,
        open_source: Callable[[], AudioSource],
        load: Callable[[], Transcriber],
        speakers: Callable[[int], Speakers],
        conversation: Conversation,
        *,
        header: Header,
        detectors: tuple[Detector, ...],
        settings: Settings,
        from_file: bool = False,
        notice: str = "",
        ahead: bool = True,
        smaller: Callable[[], Transcriber] | None = None,
        before: Sequence[Event] = (),
    ) -> None:
        """`speakers` gets the number of channels. `from_file`: the talk ends where the source ends, and can wait.

        `ahead`: words are read in the pause that may end an utterance, not only after it: the same words, sooner.
        `smaller`: another model, for when the words fall far behind the voices.
        `before`: all events of the earlier part, for a talk that was cut short and goes on.
        """
        self.header = header
        self.detectors = detectors
        self.notice = notice
        self.minutes = settings.talk.minutes
        self.journal: list[Event] = []
        self.keep: Keep | None = None  # is given all that the journal is given
        self.waiting = False  # the microphone is away, until `reopen` or `stop`
        self._open_source = open_source
        self._load = load
        self._speakers = speakers
        self._conversation = conversation
        self._settings = settings
        self._from_file = from_file
        self._ahead = ahead
        self._smaller = smaller
        self._before = to_go_on_from(before)
        self._heard_before = utterances_in(before)
        self._pace = Pace(_steps(from_file=from_file, smaller=smaller is not None))
        self._inbox = Inbox()
        self._on_event: Callable[[Event], None] = lambda _: None
        self._source: AudioSource | None = None
        self._clock = AudioClock()
        self._clock.position = length_of(before)
        self._ending = threading.Event()
        self._again = threading.Event()
        self.abandoned = False  # by the quick exit
        self._muted = self._pausing = self._told_why = False
        self._finished = threading.Event()
        self._one_at_a_time = threading.RLock()
        self._partial_at: Seconds = 0.0

    # --- what people ask for ------------------------------------------------------------------------------------------

    def start(self, on_event: Callable[[Event], None]) -> None:
        """Returns at once. `on_event` is called from other threads."""
        self._on_event = on_event
        for event in (Started(at=0.0, header=self.header), *self._before):
            self._take(event)
        if self.abandoned:  # meanwhile: nothing begins
            self._finished.set()
            return
        for work, name in ((self._ear, "coach-ear"), (self._scribe, "coach-scribe")):
            threading.Thread(target=work, name=name, daemon=True).start()

    def stop(self) -> None:
        """The talk ends: what was said is still written down, then comes `Ended`."""
        self._ending.set()
        self._again.set()
        if self._source is not None:
            self._source.close()

    def abandon(self) -> None:
        """Quick exit: stop at once and forget."""
        self.abandoned = True
        self._on_event = lambda _: None
        self._inbox.close(forget=True)
        self.stop()
        self.journal.clear()
        if self.keep is not None:
            self.keep.forget()

    def tell_unwritten(self, message: str, hint: str) -> None:
        """For what writes the talk down: the disk refuses; both "": it takes everything again."""
        self._emit(Unwritten(at=self._clock.position, message=message, hint=hint))

    def mute(self, on: bool) -> None:
        self._muted = on

    def begin_break(self, minutes: float) -> None:
        self._pausing = True
        super().begin_break(minutes)

    def end_break(self) -> None:
        self._pausing = False
        super().end_break()

    def reopen(self) -> None:
        """The microphone went away: try it again."""
        self._again.set()

    def recap(self, *, private: bool = False) -> Recap:
        return recap(list(self.journal), self.detectors, sure_above=self._settings.hearing.sure_above, private=private)

    def lag(self, at: Seconds) -> Seconds:
        """Seconds since the sound at position `at` was heard."""
        return self._clock.lag(at)

    def describe(self, moment: Moment) -> Described:
        return describe(
            moment, [event.utterance for event in list(self.journal) if isinstance(event, Heard)], self.detectors
        )

    def wait(self, timeout: float | None = None) -> bool:
        """Whether the talk has ended."""
        return self._finished.wait(timeout)

    # --- the ear ------------------------------------------------------------------------------------------------------

    def _ear(self) -> None:
        try:
            self._listen()
        except Exception as error:  # noqa: BLE001 - whatever happens here, the talk so far is kept and it is said
            self._emit(_failed(self._clock.position, error))
        self._inbox.put(Ended(at=round(self._clock.position, 3)))
        self._inbox.close()

    def _listen(self) -> None:
        ear: Ear | None = None
        while True:
            source = self._opened()
            if source is None:
                break
            self._source = source
            if self._ending.is_set():
                source.close()
            ear = ear or Ear(source.channels, self._settings.hearing)
            offset = self._clock.position
            for item in source:
                self._route(ear, self._placed(item, offset))
            source.close()
            if self._from_file or not self._wait_for_another():
                break
        if ear is not None:
            self._take_all(ear.finish(), ear)

    def _opened(self) -> AudioSource | None:
        """The source; None when the talk ends instead. What prevents it is said, and it can be tried again."""
        while not self.abandoned and not self._ending.is_set():
            try:
                return self._open_source()
            except CoachError as error:
                self._emit(_failed(self._clock.position, error))
                if self._from_file or not self._wait_for_another():
                    return None
        return None

    def _wait_for_another(self) -> bool:
        """Waits until somebody asks to go on. The clock goes on too: the gap is counted and told. False: the talk ends."""
        self._again.clear()
        if self._ending.is_set():
            return False
        since = time.monotonic()
        self.waiting = True
        self._again.wait()
        self.waiting = False
        if self._ending.is_set():
            return False
        gap = time.monotonic() - since
        self._clock.arrived(self._clock.position + gap)
        self._inbox.put(AudioLost(at=self._clock.position, seconds=gap, reason="The microphone was away."))
        return True

    def _placed(self, item: Block | Lost, offset: Seconds) -> Block | Lost:
        if isinstance(item, Block) and (self._muted or self._pausing):
            item = Block(np.zeros_like(item.samples), item.at)
        return replace(item, at=item.at + offset) if offset else item

    def _route(self, ear: Ear, item: Block | Lost) -> None:
        length = len(item.samples) / RATE if isinstance(item, Block) else item.seconds
        self._clock.arrived(item.at + length)
        self._take_all(ear.hear(item), ear)
        if self._ahead:
            self._inbox.expect(() if self._pace.taken("quick") else ear.at_rest())
        if isinstance(item, Lost) and item.final and not self._from_file:
            self._emit(Failed(at=item.at, message=item.reason, hint=item.advice))

    def _take_all(self, things, ear: Ear) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
        for thing in things:
            match thing:
                case Segment() | AudioLost():
                    self._inbox.put(thing, wait=self._from_file)
                case Level(at=at):
                    self._emit(thing)
                    self._inbox.put(Passed(at))
                    self._ask_for_partial(ear, at)
                case SpeechBegan() | SpeechEnded():
                    self._emit(thing)

    def _ask_for_partial(self, ear: Ear, at: Seconds) -> None:
        due = at - self._partial_at >= PARTIAL_EVERY
        if due and self._settings.hearing.partial_text and not self._pace.taken("no_partial"):
            for segment in ear.so_far():
                self._partial_at = at
                self._inbox.offer(segment)

    # --- the scribe ---------------------------------------------------------------------------------------------------

    def _scribe(self) -> None:
        try:
            self._write_down()
        except Exception as error:  # noqa: BLE001 - as in the ear
            self._emit(_failed(self._clock.position, error))
        finally:
            self._finished.set()

    def _write_down(self) -> None:
        """Without a model the talk ends, and says why."""
        writing = Writing(
            self._load,
            self._inbox,
            self._pace,
            scribe=self._new_scribe,
            take=self._take,
            emit=self._emit,
            channels=self._channels,
            smaller=self._smaller,
        )
        try:
            try:
                writing.get_ready()
            except CoachError as error:
                self._emit(_failed(self._clock.position, error))
                self._told_why = True
                self.stop()
            writing.write_down()
        finally:
            writing.close()

    def _new_scribe(self, transcriber: Transcriber) -> Scribe:
        speakers = self._speakers(self._channels())
        return Scribe(
            transcriber,
            speakers,
            self._conversation,
            self._clock.lag,
            complained=self._told_why,
            heard_before=self._heard_before,
        )

    def _channels(self) -> int:
        return self._source.channels if self._source is not None else 1

    def _take(
        self, thing: Segment | Given | Passed, scribe: Scribe | None = None, transcript: Transcript | None = None
    ) -> None:
        with self._one_at_a_time:
            events = scribe.take(thing, transcript) if scribe is not None else self._conversation.take(thing)  # type: ignore[arg-type]
            for event in events:
                self._emit(event)
                if isinstance(event, Heard) and asks_to_stop(event.utterance.text):
                    self.stop()

    def _give(self, make: Callable[[Seconds], Given]) -> None:
        """Something people pressed. After the end there is no scribe any more: it is taken here."""
        event = make(self._clock.position)
        if self._finished.is_set():
            self._take(event, None)
        else:
            self._inbox.put(event)

    def _emit(self, event: Event) -> None:
        if self.abandoned:
            return
        if not isinstance(event, FLEETING):
            self.journal.append(event)
            if self.keep is not None:
                self.keep(event)
        self._on_event(event)


def asks_to_stop(text: str) -> bool:
    """Whether this is "stop coach" or "coach, stop", said as a sentence of its own: either partner may end the listening by voice."""
    words = [word.strip(".,!?;:").lower() for word in text.split()]
    return len(words) <= 4 and "coach" in words and "stop" in words


def _steps(*, from_file: bool, smaller: bool) -> tuple[Step, ...]:
    """A file can wait: its words are the best that the chosen model has, whatever the machine is busy with."""
    if from_file:
        return ("no_partial",)
    return ("no_partial", "quick", "smaller_model") if smaller else ("no_partial", "quick")


def _failed(at: Seconds, error: Exception) -> Failed:
    if isinstance(error, CoachError):
        return Failed(at=at, message=error.message, hint=error.hint)
    # The type only: a message from deep inside may hold words of the talk.
    return Failed(
        at=at, message=f"Something unexpected happened ({type(error).__name__}).", hint="What was said so far is kept."
    )
