"""Keeps C libraries from writing across the screen while a sound device is open."""

from __future__ import annotations

import ctypes
import functools
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_lock = threading.Lock()
_within = 0  # how many ask for quiet now
_before: list[int | None] = []  # what C's variable held before the first of them


@contextmanager
def c_libraries_quiet() -> Iterator[None]:
    """ALSA, JACK and PortAudio print their troubles on C's `stderr`; meanwhile that leads to nowhere.

    Only C's own variable is exchanged. File descriptor 2 is left alone: on Linux the screen is drawn through it, and
    drawing must go on. Where the variable can't be reached (Windows, musl), nothing is changed. May be entered and
    left by several threads, in any order.
    """
    _enter()
    try:
        yield
    finally:
        _leave()


def _enter() -> None:
    global _within  # noqa: PLW0603 - C has one such variable, for the whole program
    nowhere = _nowhere()
    with _lock:
        stream = _stderr()
        if _within == 0 and nowhere and stream:
            _before.append(stream.value)
            stream.value = nowhere
        _within += 1


def _leave() -> None:
    global _within  # noqa: PLW0603
    with _lock:
        _within -= 1
        stream = _stderr()
        if _within == 0 and _before and stream:
            stream.value = _before.pop()


@functools.lru_cache(maxsize=1)
def _nowhere() -> int | None:
    """A C stream to the null device, opened once and kept: somebody may still be writing to it."""
    if os.name != "posix" or _stderr() is None:
        return None
    fopen = ctypes.CDLL(None).fopen
    fopen.restype = ctypes.c_void_p
    stream: int | None = fopen(os.devnull.encode(), b"w")
    return stream


def _stderr() -> ctypes.c_void_p | None:
    name = "__stderrp" if sys.platform == "darwin" else "stderr"
    try:
        return ctypes.c_void_p.in_dll(ctypes.CDLL(None), name)
    except (ValueError, OSError, TypeError):
        return None
