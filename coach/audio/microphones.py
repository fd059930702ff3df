"""One microphone or two as a source of sound, on one clock. Knows lines and queues, but no sound library."""

from __future__ import annotations

import queue
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Protocol

import numpy as np

from coach.audio.line import Arrived, Gone, Line
from coach.core.talk import Seconds
from coach.sound import RATE, Block, Lost, Samples

QUEUED = 400  # blocks that may wait: twelve seconds of one microphone

_STALLED = 6.0  # s without any sound: the first block alone may take two
_APART = 0.3  # s by which two microphones may get out of step: more than any jitter, less than a word
_LEAVING = 0.3  # s a running callback gets to end by itself; with a source that has run dry there is none
_AGAIN = 5.0  # s before the same note without a loss is told again

Sent = queue.Queue[Arrived | Gone | None]

_BUSY = ("Some sound was lost: this computer was too busy.", "Close other programs, or choose a smaller model.")
_AWAY = ("The microphone went away.", "Plug it in again, or choose another one. What was heard is kept.")
_MUTE = ("The microphone sends nothing any more.", "Plug it in again, or choose another one. What was heard is kept.")
_DRIFT = ("The two microphones got out of step. They are in step again.", "")


class Stream(Protocol):
    """What is needed of an open stream."""

    def abort(self) -> None: ...
    def close(self) -> None: ...


class Microphones:
    """An `AudioSource` of one line, or of two lines of one channel each."""

    seconds: Seconds | None = None

    def __init__(self, sent: Sent, lines: list[Line], streams: list[Stream]) -> None:
        self.channels = sum(line.width for line in lines)
        self.closed = threading.Event()  # every stream is shut
        self.when_closed: Callable[[], None] = lambda: None
        self._sent = sent
        self._lines = lines
        self._streams = streams
        self._closing = threading.Event()
        self._lock = threading.Lock()
        self._shutting = False
        self._finished = False  # the last thing to tell has been made ready
        self._ready: deque[Block | Lost] = deque()
        self._given = 0  # samples at 16 kHz, lost ones included
        self._waiting = {line: _silence(0, line.width) for line in lines}
        self._behind = dict.fromkeys(lines, 0)  # samples of silence put in for a line since it last sent anything
        self._started: set[Line] = set()
        self._told: dict[str, Seconds] = {}

    def close(self) -> None:
        """Stop soon, from any thread, more than once. Waits a second at most: a driver may hang in its own stop."""
        if not self._closing.is_set():
            self._closing.set()
            self._wake()
            self._shut_aside()
        self.closed.wait(1.0)

    def __iter__(self) -> Iterator[Block | Lost]:
        """Sound as it arrives. May be left and taken up again: nothing is lost in between that fits the queue."""
        heard = time.monotonic()
        while True:
            while self._ready and not self._closing.is_set():
                yield self._ready.popleft()
            if self._closing.is_set() or self._finished:
                return
            item = self._next()
            if isinstance(item, Arrived):
                heard = time.monotonic()
                self._arrived(item)
            why = self._ended(item, time.monotonic() - heard)
            if why:
                self._over(why)

    def _next(self) -> Arrived | Gone | None:
        try:
            return self._sent.get(timeout=0.25)
        except queue.Empty:
            return None

    def _ended(self, item: Arrived | Gone | None, silent_s: Seconds) -> tuple[str, str] | None:
        if isinstance(item, Gone) or (item is None and any(line.gone.is_set() for line in self._lines)):
            return _AWAY
        return _MUTE if silent_s > _STALLED or max(self._behind.values()) > _STALLED * RATE else None

    def _arrived(self, item: Arrived) -> None:
        line = item.line
        self._behind[line] = 0
        if item.missing or item.overflowed:
            self._missed(line, item.missing / line.rate)
        self._queue(line, line.heard(item.raw))
        if line not in self._started:
            self._begin_with(line)
        self._in_step()

    def _missed(self, line: Line, seconds: Seconds) -> None:
        """With one microphone the clock goes on; with two the other one was heard, so this one was silent meanwhile."""
        self._queue(line, line.rest())
        if len(self._lines) == 1:
            self._in_step()
            self._tell(_BUSY, seconds)
        else:
            self._queue(line, _silence(seconds, line.width))
            self._tell(_BUSY, 0.0)

    def _begin_with(self, line: Line) -> None:
        """Two microphones begin together: what came before the later one's first block is let go."""
        self._started.add(line)
        if len(self._started) == len(self._lines):
            shortest = min(len(waiting) for waiting in self._waiting.values())
            for one, waiting in self._waiting.items():
                self._waiting[one] = waiting[len(waiting) - shortest :]

    def _in_step(self) -> None:
        """As much as every line has; silence for one that lags, while the other goes on."""
        longest = max(map(len, self._waiting.values()))
        if len(self._started) < len(self._lines):
            self._behind = {line: 0 if line in self._started else longest for line in self._lines}
            return
        if longest - min(map(len, self._waiting.values())) > _APART * RATE:
            for line, waiting in self._waiting.items():
                self._behind[line] += longest - len(waiting)
                self._queue(line, _silence((longest - len(waiting)) / RATE, line.width))
            self._tell(_DRIFT, 0.0)
        ready = min(map(len, self._waiting.values()))
        if ready:
            block = np.concatenate([waiting[:ready] for waiting in self._waiting.values()], axis=1)
            self._waiting = {line: waiting[ready:] for line, waiting in self._waiting.items()}
            self._ready.append(Block(block, self._given / RATE))
            self._given += ready

    def _queue(self, line: Line, samples: Samples) -> None:
        self._waiting[line] = np.concatenate([self._waiting[line], samples])

    def _tell(self, why: tuple[str, str], seconds: Seconds) -> None:
        """A loss, always; a mere note, not again and again."""
        now, (reason, advice) = self._given / RATE, why
        if seconds or now - self._told.get(reason, -_AGAIN) >= _AGAIN:
            self._told[reason] = now
            self._ready.append(Lost(now, seconds, reason, advice))
            self._given += round(seconds * RATE)

    def _over(self, why: tuple[str, str]) -> None:
        for line in self._lines:
            self._queue(line, line.rest())
        self._in_step()
        reason, advice = why
        self._ready.append(Lost(self._given / RATE, 0.0, reason, advice, final=True))
        self._finished = True
        self._shut_aside()

    def _wake(self) -> None:
        with suppress(queue.Full):  # then the reader is awake anyway
            self._sent.put_nowait(None)

    def _shut_aside(self) -> None:
        with self._lock:
            if not self._shutting:
                self._shutting = True
                threading.Thread(target=self._shut, name="closing the microphone", daemon=True).start()

    def _shut(self) -> None:
        """Let PortAudio's threads leave Python first: aborting cancels them, and with them whatever lock they wait for."""
        for line in self._lines:
            line.stopping = True
        for line in self._lines:
            line.gone.wait(_LEAVING)
        time.sleep(_LEAVING / 4)  # `gone` is set while the thread is still on its way out
        for stream in self._streams:
            for step in (stream.abort, stream.close):  # `stop` would wait for a source that has run dry
                with suppress(Exception):  # it is gone already: that is what was wanted
                    step()
        self.when_closed()
        self.closed.set()


def _silence(seconds: Seconds, width: int) -> Samples:
    return np.zeros((round(seconds * RATE), width), np.float32)
