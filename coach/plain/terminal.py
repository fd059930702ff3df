"""The terminal as plain lines out and single keys in. However it ends, the terminal is left as it was found."""

from __future__ import annotations

import os
import select
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from types import FrameType, TracebackType
from typing import Any, Self, TextIO

from coach.core.cleaning import clean
from coach.errors import CoachError
from coach.plain.keys import END, INTERRUPT, LEAVE, Keys

if sys.platform == "win32":
    raise CoachError(
        "Plain lines need a terminal of Linux or macOS so far.",
        "Leave --plain out, and `plain` in config.toml; or run coach within WSL.",
    )

_NARROWEST = 20  # columns; in less, or where the width is not told, the terminal breaks the lines
_SETTLES_WITHIN = 0.06  # seconds until a lone Esc is known to be one
_BLANK = "\x1b[H\x1b[2J\x1b[3J"  # the screen, and the lines above it where the terminal keeps them
_ENDS = (signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT)


class LeftAtOnce(Exception):  # noqa: N818 - nothing went wrong: somebody pressed Esc Esc
    """The quick exit."""


class Terminal:
    """Use it in a `with`. `wake` may be called from any thread, everything else from the one that opened it.

    Where the input is no terminal there are no keys: `key` gives none, and `piped` gives its lines.
    """

    _left_over = b""  # of the class: lines of the standard input that the one before read and did not take
    left_at_once = False  # of the class: somebody took the quick exit while this program runs

    def __init__(self, entry: int | None = None, out: TextIO | None = None) -> None:
        """`entry`: the file descriptor that keys come from; None: standard input."""
        self._entry = _standard_input() if entry is None else entry
        self._out = out or sys.stdout
        self.keys: bool = self._entry >= 0 and os.isatty(self._entry)
        self._reading = Keys()
        self._ready: deque[str] = deque()
        self._lines, Terminal._left_over = (Terminal._left_over, b"") if entry is None else (b"", Terminal._left_over)
        self._ended = self._entry < 0
        self._before: list[Any] | None = None
        self._handlers: dict[int, Any] = {}
        self._woken, self._waker = os.pipe()
        os.set_blocking(self._waker, False)
        os.set_blocking(self._woken, False)

    # --- opening and closing ---

    def __enter__(self) -> Self:
        handled: list[tuple[int, Callable[[int, FrameType | None], object]]] = [(signal.SIGINT, self._interrupt)]
        handled += [(number, self._end) for number in _ENDS]
        if self.keys:
            handled += [(signal.SIGTSTP, self._stop), (signal.SIGCONT, self._continue)]
        for number, handler in handled:
            with suppress(ValueError):  # not the main thread: then signals are somebody else's
                self._handlers[number] = signal.signal(number, handler)
        self._key_by_key()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._as_found()
        Terminal._left_over = self._lines
        for number, handler in self._handlers.items():
            signal.signal(number, handler)
        self._handlers.clear()
        os.close(self._woken)
        os.close(self._waker)

    def _key_by_key(self) -> None:
        if not self.keys:
            return
        import termios

        if self._before is None:
            self._before = termios.tcgetattr(self._entry)
        now = termios.tcgetattr(self._entry)
        now[3] &= ~(termios.ICANON | termios.ECHO)
        now[6][termios.VMIN], now[6][termios.VTIME] = 1, 0
        termios.tcsetattr(self._entry, termios.TCSADRAIN, now)

    def _as_found(self) -> None:
        if self._before is None:
            return
        import termios

        with suppress(termios.error):  # the terminal has gone
            termios.tcsetattr(self._entry, termios.TCSADRAIN, self._before)
        self._before = None

    def _interrupt(self, number: int, frame: FrameType | None) -> None:  # noqa: ARG002
        self._ready.append(INTERRUPT)
        self.wake()

    def _end(self, number: int, frame: FrameType | None) -> None:  # noqa: ARG002
        raise SystemExit(128 + number)

    def _stop(self, number: int, frame: FrameType | None) -> None:
        """Ctrl+Z: the shell gets its terminal as it was. Where there is no shell to go on from, nothing stops."""
        self._as_found()
        signal.signal(signal.SIGTSTP, signal.SIG_DFL)
        signal.pthread_kill(threading.get_ident(), signal.SIGTSTP)
        self._continue(number, frame)

    def _continue(self, number: int, frame: FrameType | None) -> None:  # noqa: ARG002
        signal.signal(signal.SIGTSTP, self._stop)
        self._key_by_key()

    # --- out ---

    def say(self, *lines: str) -> None:
        """Each as a line of its own; what could steer a terminal does not get through."""
        self.put("".join(f"{self.fitted(clean(line))}\n" for line in lines))

    def fitted(self, line: str) -> str:
        """Broken between words where it is wider than the terminal: a screen reader may read row by row, and half a word is none."""
        from coach.tui.plain import wrap

        try:
            room = os.get_terminal_size(self._out.fileno()).columns - 1
        except (OSError, ValueError):  # no terminal, or none that says how wide it is
            return line
        if room < _NARROWEST:
            return line
        return "\n".join(line[start:end] for start, end in wrap(line, room))

    def put(self, text: str) -> None:
        """Text that is safe already, as it is."""
        self._out.write(text)
        self._out.flush()

    @property
    def clears(self) -> bool:
        """Whether what stands on this terminal can be taken away."""
        return self._out.isatty() and os.environ.get("TERM", "") not in {"", "dumb"}

    def blank(self) -> None:
        """Nothing is left to read, as far as the terminal allows."""
        if self.clears:
            self.put(_BLANK)

    # --- in ---

    def wake(self) -> None:
        """Whoever waits in `key` looks up."""
        with suppress(OSError):  # full: it is awake already; closed: nobody waits any more
            os.write(self._waker, b".")

    def key(self, timeout: float | None = None) -> str | None:
        """The next key; None after `timeout` seconds, or when woken. Raises LeftAtOnce."""
        until = None if timeout is None else time.monotonic() + timeout
        while not self._ready:
            left = None if until is None else max(0.0, until - time.monotonic())
            if self._reading.waiting:
                left = _SETTLES_WITHIN if left is None else min(left, _SETTLES_WITHIN)
            woken = self._wait(left)
            self._ready.extend(self._reading.after(time.monotonic()))
            if not self._ready and (woken or (until is not None and time.monotonic() >= until)):
                return None
        return self._taken()

    def put_back(self, key: str) -> None:
        """It is the next key again: it was not for the one who looked at it."""
        self._ready.appendleft(key)

    def _taken(self) -> str:
        key = self._ready.popleft()
        if key == LEAVE:
            Terminal.left_at_once = True
            raise LeftAtOnce
        return key

    def _wait(self, timeout: float | None) -> bool:
        """Takes in what comes. True: somebody woke us."""
        watched = [self._woken, *([self._entry] if self.keys and not self._ended else [])]
        ready = select.select(watched, [], [], timeout)[0]
        if self._entry in ready:
            data = self._read()
            self._ready.extend(self._reading.feed(data, time.monotonic()))
            if not data:
                self._ready.append(END)
        if self._woken in ready:
            with suppress(OSError):
                os.read(self._woken, 4096)
            return True
        return False

    def _read(self) -> bytes:
        try:
            data = os.read(self._entry, 4096)
        except OSError:  # the other end of the terminal has gone
            data = b""
        self._ended = self._ended or not data
        return data

    def piped(self, timeout: float) -> str | None:
        """The next line of an input that is no terminal; None: none yet, or none any more (`ended`). Raises nothing."""
        until = time.monotonic() + timeout
        while b"\n" not in self._lines and not self._ended:
            ready = select.select([self._entry, self._woken], [], [], max(0.0, until - time.monotonic()))[0]
            if self._entry in ready:
                self._lines += self._read()
            if self._woken in ready:
                with suppress(OSError):
                    os.read(self._woken, 4096)
            if not ready or (self._woken in ready and b"\n" not in self._lines):
                return None
        if not self._lines:
            return None
        line, _, self._lines = self._lines.partition(b"\n")
        return line.decode("utf-8", "replace").strip()

    @property
    def interrupted(self) -> bool:
        """Whether Ctrl+C was pressed; asking takes it."""
        if INTERRUPT not in self._ready:
            return False
        self._ready.clear()
        return True

    @property
    def ended(self) -> bool:
        """Whether nothing more can come from the input."""
        return self._ended and not self._lines and not self._ready


def _standard_input() -> int:
    try:
        return sys.stdin.fileno()
    except (AttributeError, ValueError, OSError):  # closed, or replaced by something without one
        return -1
