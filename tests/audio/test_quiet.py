"""C libraries are kept quiet, and nobody else."""

from __future__ import annotations

import ctypes
import os
import sys
import time

import pytest

from coach.audio import quiet
from coach.audio.quiet import c_libraries_quiet

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reaches for glibc's stderr")


@pytest.fixture(autouse=True)
def nobody_else_asks_for_quiet() -> None:
    """A microphone that a test before this one left is let go in a thread of its own, and C is quiet until it is."""
    until = time.monotonic() + 60
    while quiet._within and time.monotonic() < until:
        time.sleep(0.01)
    assert quiet._within == 0


def complain(text: bytes) -> None:
    """As ALSA does."""
    libc = ctypes.CDLL(None)
    stream = ctypes.c_void_p.in_dll(libc, "stderr")
    libc.fputs(text, stream)
    libc.fflush(stream)


def test_c_is_quiet_and_the_screen_goes_on(capfd: pytest.CaptureFixture[str]) -> None:
    complain(b"before ")
    with c_libraries_quiet():
        complain(b"within ")
        os.write(2, b"screen ")
        with c_libraries_quiet():
            complain(b"deeper ")
        complain(b"still within ")
    complain(b"after")
    assert capfd.readouterr().err == "before screen after"


def test_quiet_ends_when_something_fails(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(RuntimeError), c_libraries_quiet():
        raise RuntimeError
    complain(b"heard")
    assert capfd.readouterr().err == "heard"
