"""What waits for the scribe: finished stretches in order; what may be finished; and what is still being said."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterable
from typing import Literal

from coach.core.events import AudioLost, Given
from coach.core.talk import Seconds
from coach.engine.scribe import Passed
from coach.sound import Segment

MOST_WAITING: Seconds = 600.0  # ten minutes of speech: 38 MB. More than that behind, and new speech is counted as lost

Urgency = Literal["final", "ahead", "partial"]
Waiting = Segment | Given | Passed


class Inbox:
    """Finals first, then what may be final, then partials; stale ones dropped. Bounded: what does not fit is counted and told."""

    def __init__(self, most: Seconds = MOST_WAITING) -> None:
        self._most = most
        self._things: deque[Waiting] = deque()
        self._ahead: dict[int, Segment] = {}
        self._begun: dict[int, Segment] = {}  # handed out ahead, one a channel
        self._partials: dict[int, Segment] = {}
        self._seconds: Seconds = 0.0
        self._changed = threading.Condition()
        self._closed = False

    def put(self, thing: Waiting, *, wait: bool = False) -> None:
        """`wait`: a file can wait until there is room; a microphone can't, and what does not fit becomes `AudioLost`."""
        with self._changed:
            if isinstance(thing, Segment):
                self._partials.pop(thing.channel, None)
                self._ahead.pop(thing.channel, None)
                if wait:
                    self._changed.wait_for(lambda: self._closed or self._seconds < min(self._most, 60.0))
                elif self._seconds + thing.seconds > self._most:
                    thing = _too_far_behind(thing)
            if isinstance(thing, Segment):
                self._seconds += thing.seconds
            if isinstance(thing, Passed) and self._things and isinstance(self._things[-1], Passed):
                self._things[-1] = thing  # only the latest position matters
            else:
                self._things.append(thing)
            self._changed.notify_all()

    def offer(self, partial: Segment) -> None:
        """What is being said right now; replaces what was offered for this channel before."""
        with self._changed:
            if not self._closed:
                self._partials[partial.channel] = partial
                self._changed.notify_all()

    def expect(self, at_rest: Iterable[Segment]) -> None:
        """All that will be final if no more voice comes. Replaces what was expected before: who spoke on is left out."""
        with self._changed:
            ahead = {one.channel: one for one in at_rest if not _same(one, self._begun.get(one.channel))}
            for channel in ahead:  # it is read whole, and shown then
                self._partials.pop(channel, None)
            if (ahead or self._ahead) and not self._closed:
                self._ahead = ahead
                self._changed.notify_all()

    def get(self) -> tuple[Waiting | None, Urgency]:
        """The next thing, and what it is. Waits; (None, "final") once closed and empty."""
        with self._changed:
            self._changed.wait_for(lambda: self._things or self._ahead or self._partials or self._closed)
            if self._things:
                thing = self._things.popleft()
                if isinstance(thing, Segment):
                    self._seconds -= thing.seconds
                self._changed.notify_all()
                return thing, "final"
            if self._ahead:
                segment = self._ahead.pop(next(iter(self._ahead)))
                self._begun[segment.channel] = segment
                return segment, "ahead"
            if self._partials:
                return self._partials.pop(next(iter(self._partials))), "partial"
            return None, "final"

    def overtaken(self, partial: Segment) -> bool:
        """Whether the whole of it waits to be written down by now."""
        with self._changed:
            return any(isinstance(thing, Segment) and thing.channel == partial.channel for thing in self._things)

    def close(self, *, forget: bool = False) -> None:
        """Nothing more will come. `forget`: and what waits is not wanted any more."""
        with self._changed:
            self._closed = True
            self._partials.clear()
            self._ahead.clear()
            if forget:
                self._things.clear()
            self._changed.notify_all()

    @property
    def seconds(self) -> Seconds:
        """Speech that waits."""
        with self._changed:
            return self._seconds


def _same(one: Segment, before: Segment | None) -> bool:
    return before is not None and (one.start, len(one.samples)) == (before.start, len(before.samples))


def _too_far_behind(segment: Segment) -> AudioLost:
    return AudioLost(
        at=segment.decided_at,
        seconds=segment.seconds,
        reason="The text is ten minutes behind, so this stretch was not written down.",
        advice="A smaller model keeps up better: coach setup --model tiny.en",
    )
