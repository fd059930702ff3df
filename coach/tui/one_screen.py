"""One page after another, without the shell in between.

A terminal has a second screen for programs that take all of it. Each page is an app of its own, and by itself enters that screen
and leaves it. Within `ONE_SCREEN` the screen stays between two pages: blank but for a calm line, so that nothing of a page stands
where no key works. It is left before anything is told or asked in the shell, and whatever happens at the end.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
import threading
from contextlib import suppress
from types import TracebackType
from typing import Any, Final, Self, TextIO, cast

ENTER: Final = "\x1b[?1049h"
LEAVE: Final = "\x1b[?1049l"
HIDE_CURSOR: Final = "\x1b[?25l"
SHOW_CURSOR: Final = "\x1b[?25h"
CALM: Final = "One moment."


class OneScreen:
    """Use it in a `with`, on the main thread; one within another is the same one. Without a terminal, or on Windows, it does nothing."""

    def __init__(self, out: TextIO | None = None, entry: int | None = None) -> None:
        """`out`: where pages are drawn, `entry`: the file descriptor keys come from; None: as Textual has them."""
        self._given = out, entry
        self._depth = 0
        self._held = False  # the screen is entered, and no page is on it
        self._later: list[tuple[bool, str]] = []
        self._keys: list[Any] | None = None  # how the terminal took keys before it was held
        self._streams: tuple[TextIO, TextIO] | None = None
        self._fronts: dict[
            TextIO, TextIO
        ] = {}  # kept: `print` goes on with one that is no longer sys.stdout, and holds no reference
        self._ended_by: Any = None  # what SIGTERM did before
        self._lock = threading.RLock()
        self.entered = False

    def __enter__(self) -> Self:
        self._depth += 1
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._depth -= 1
        if self._depth == 0:
            self._leave()

    @property
    def stays(self) -> bool:
        """Whether a page that ends leaves the screen to the next one."""
        return self._depth > 0 and self._able()

    def wait(self) -> None:
        """The calm line, at once, until the first page comes."""
        if self.stays and not self.entered:
            self._put(ENTER + HIDE_CURSOR + calm())
            self.entered = True
            self._hold()

    def tell(self, line: str, *, error: bool = False) -> None:
        """A line for the shell that can wait: told once the screen is left. Not after a quick exit."""
        if self._held:
            if (error, line) not in self._later:
                self._later.append((error, line))
        else:
            _say(line, error=error)

    def leave(self) -> None:
        """Before something is told or asked in the shell. Harmless where no screen is held; from any thread."""
        if self._held:
            self._leave()

    # --- for the driver of a page ---

    def page_begins(self) -> None:
        """The page takes the terminal."""
        self._release()
        self.entered = True

    def page_ended(self) -> None:
        """The page has put the calm line on the screen and let go of it."""
        self._hold()

    def page_left(self, *, silently: bool = False) -> None:
        """The page has left the screen itself. `silently`: by the quick exit, and nothing is told afterwards."""
        self.entered = False
        if silently:
            self._later.clear()

    # --- within ---

    def _leave(self) -> None:
        with self._lock:
            self._release()
            if self.entered:
                self.entered = False
                self._put(f"\x1b[0m{LEAVE}{SHOW_CURSOR}")
            later, self._later = self._later, []
        for error, line in later:
            _say(line, error=error)

    def _hold(self) -> None:
        """Keys wait for the next page unseen, Ctrl+C still ends it all, and whoever prints leaves the screen first."""
        with self._lock:
            self._held = True
            self._keys = _unseen(self._entry)
            self._streams = sys.stdout, sys.stderr
            sys.stdout, sys.stderr = map(self._front, self._streams)
            with suppress(ValueError):  # not the main thread: then signals are somebody else's
                self._ended_by = signal.signal(signal.SIGTERM, _end)

    def _release(self) -> None:
        with self._lock:
            if not self._held:
                return
            self._held = False
            if self._streams is not None:
                sys.stdout, sys.stderr = self._streams
            if self._ended_by is not None:
                with suppress(ValueError):
                    signal.signal(signal.SIGTERM, self._ended_by)
            _as_before(self._entry, self._keys)
            self._streams = self._ended_by = self._keys = None

    def _front(self, stream: TextIO) -> TextIO:
        return self._fronts.setdefault(stream, cast("TextIO", _LeavingFirst(stream, self.leave)))

    def _able(self) -> bool:
        return sys.platform != "win32" and self._entry >= 0 and os.isatty(self._entry) and self._out.isatty()

    @property
    def _out(self) -> TextIO:
        return self._given[0] or cast("TextIO", sys.__stderr__)

    @property
    def _entry(self) -> int:
        if self._given[1] is not None:
            return self._given[1]
        try:
            return -1 if sys.__stdin__ is None else sys.__stdin__.fileno()
        except (ValueError, OSError):
            return -1

    def _put(self, text: str) -> None:
        with suppress(OSError):  # the terminal has gone
            self._out.write(text)
            self._out.flush()


class _LeavingFirst:
    """Standard output while the screen is held: the first word leaves the screen, so that it is seen."""

    def __init__(self, stream: TextIO, leave: Any) -> None:
        self._stream = stream
        self._leave = leave

    def write(self, text: str) -> int:
        self._leave()
        return self._stream.write(text)

    def __getattr__(self, name: str) -> Any:
        if name in {"buffer", "writelines"}:
            self._leave()
        return getattr(self._stream, name)


def calm(colours: str = "") -> str:
    """What blanks the screen but for the calm line. `colours`: the sequence that sets those of the page.

    Row by row: some terminals put a screen that is erased as a whole among the lines above it.
    """
    columns, rows = shutil.get_terminal_size()
    blank = "".join(f"\x1b[{row};1H\x1b[2K" for row in range(1, rows + 1))
    return f"\x1b[0m{colours}{blank}\x1b[{(rows + 1) // 2};{max(1, (columns - len(CALM)) // 2 + 1)}H{CALM}\x1b[0m"


def _say(line: str, *, error: bool) -> None:
    stream = sys.stderr if error else sys.stdout
    stream.write(f"{line}\n")
    stream.flush()


def _end(number: int, frame: object) -> None:  # noqa: ARG001
    raise SystemExit(128 + number)


def _unseen(entry: int) -> list[Any] | None:
    """Keys are not echoed and wait for the next page. Gives how it was before."""
    if sys.platform == "win32":
        return None
    import termios

    with suppress(termios.error):
        before = termios.tcgetattr(entry)
        now = termios.tcgetattr(entry)
        now[3] &= ~(termios.ICANON | termios.ECHO)
        now[6][termios.VSUSP] = os.fpathconf(entry, "PC_VDISABLE").to_bytes()  # nothing could put the screen back
        termios.tcsetattr(entry, termios.TCSANOW, now)
        return before
    return None


def _as_before(entry: int, before: list[Any] | None) -> None:
    if sys.platform == "win32" or before is None:
        return
    import termios

    with suppress(termios.error):  # the terminal has gone
        termios.tcsetattr(entry, termios.TCSANOW, before)


ONE_SCREEN: Final = OneScreen()  # a program has one terminal
