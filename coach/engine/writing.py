"""The scribe's thread: finished stretches become events, and what may be finished is read ahead in the pause after it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from coach.core.events import Behind, Event, Given, Hearing
from coach.core.talk import Seconds
from coach.engine.inbox import Inbox
from coach.engine.pace import DOWN, Pace
from coach.engine.scribe import Passed, Scribe
from coach.engine.steady import SteadyTranscriber
from coach.errors import CoachError
from coach.sound import Segment
from coach.speech.hallucination import looks_invented
from coach.speech.transcriber import Transcriber, Transcript

BEHIND_FROM: Seconds = DOWN[0][1]  # said on screen from here on

Take = Callable[[Segment | Given | Passed, Scribe | None, Transcript | None], None]
Load = Callable[[], Transcriber]


class ReadAhead:
    """Texts of stretches that were read before it was certain that they were over: the last one of each channel."""

    def __init__(self) -> None:
        self._read: dict[int, tuple[Segment, Transcript]] = {}

    def keep(self, segment: Segment, transcript: Transcript) -> None:
        self._read[segment.channel] = segment, transcript

    def text_of(self, segment: Segment) -> Transcript | None:
        """What the very same sound was found to say; None where more was said after all."""
        before, transcript = self._read.pop(segment.channel, (None, None))
        return transcript if before is not None and same_sound(before, segment) else None


def same_sound(one: Segment, other: Segment) -> bool:
    return (one.channel, one.start) == (other.channel, other.start) and np.array_equal(one.samples, other.samples)


class Writing:
    """What the scribe does with an inbox until it is closed. One thread calls `write_down`."""

    def __init__(
        self,
        load: Load,
        inbox: Inbox,
        pace: Pace,
        *,
        scribe: Callable[[Transcriber], Scribe],
        take: Take,
        emit: Callable[[Event], None],
        channels: Callable[[], int],
        smaller: Load | None = None,
    ) -> None:
        """`smaller`: another model for when the words fall far behind."""
        self._inbox = inbox
        self._pace = pace
        self._make_scribe = scribe
        self._take = take
        self._emit = emit
        self._channels = channels
        self._loads = (load, smaller)
        self._steady = SteadyTranscriber(load)
        self._ahead = ReadAhead()
        self._behind: Seconds = 0.0

    def get_ready(self) -> None:
        """Waits for the model; what is said meanwhile waits in the inbox. Raises `CoachError` without one."""
        self._steady.wait_until_ready()

    def write_down(self) -> None:
        scribe: Scribe | None = None
        while True:
            thing, urgency = self._inbox.get()
            if thing is None:
                return
            scribe = scribe or self._make_scribe(self._steady)
            if not isinstance(thing, Segment):
                self._take(thing, scribe, None)
            elif urgency == "final":
                self._take(thing, scribe, self._ahead.text_of(thing))
                self._keep_pace(thing)
            elif urgency == "ahead":
                self._read_ahead(thing)
            else:
                self._partial(thing)

    def close(self) -> None:
        self._steady.close()

    def _read_ahead(self, segment: Segment) -> None:
        """Nothing of it counts until the pause is long enough; the words are on screen meanwhile, like other partial text."""
        transcript = self._steady.try_to(segment)
        if transcript is None:
            return
        self._ahead.keep(segment, transcript)
        if transcript.text and not looks_invented(transcript, segment):
            self._show(segment, transcript.text)

    def _partial(self, segment: Segment) -> None:
        if text := self._steady.partial(segment):
            self._show(segment, text)

    def _show(self, segment: Segment, text: str) -> None:
        """Unless the whole of it has come meanwhile, or the screen is to be left alone for now."""
        if self._inbox.overtaken(segment) or self._pace.taken("no_partial"):
            return
        who = "?" if self._channels() == 1 else ("A", "B")[segment.channel % 2]
        self._emit(Hearing(at=segment.end, channel=segment.channel, speaker=who, text=text))  # type: ignore[arg-type]

    def _keep_pace(self, segment: Segment) -> None:
        """Says how far behind the words are, and takes less trouble over the next ones, or more again."""
        behind = self._inbox.seconds
        changed = self._pace.waits(behind)
        if changed or behind >= BEHIND_FROM or self._behind >= BEHIND_FROM:
            self._emit(Behind(at=segment.decided_at, seconds=round(behind, 1), step=self._pace.step))
        self._behind = behind
        if changed:
            self._steady.quick = self._pace.taken("quick")
            self._choose_model(smaller=self._pace.taken("smaller_model"))

    def _choose_model(self, *, smaller: bool) -> None:
        load = self._loads[1 if smaller else 0]
        if load is None or load is self._steady.load:
            return
        before = self._steady.load
        try:
            self._steady.use(load)
        except CoachError:  # it was there a while ago: the one at hand is slow, and better than none
            self._steady.use(before)
