"""How long after the command something is on screen: each in a fresh process, in a terminal of its own, 100 by 30.

python -m tests.benchmarks.start [TIMES]

A frame counts as painted when words that only it shows have come out of the terminal.
"""

from __future__ import annotations

import os
import pty
import select
import struct
import sys
import tempfile
import time
from fcntl import ioctl
from pathlib import Path
from statistics import median
from termios import TIOCSWINSZ

from tests.benchmarks.machine import described

PATIENCE = 30.0  # seconds
SHOWN = {
    "coach": b"Rehearse a hard talk",
    "coach demo": b"dishes",
    "coach talk": b"Before you begin",
}


def main() -> None:
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    print(described())
    with tempfile.TemporaryDirectory() as home:
        seen = Path(home) / "coach" / "welcome-seen"  # the page of the very first time is another one
        seen.parent.mkdir()
        seen.touch()
        os.environ["XDG_DATA_HOME"] = home
        for command, words in SHOWN.items():
            measured = [first_frame(command.split()[1:], words) for _ in range(times)]
            walls, processor = zip(*measured, strict=True)
            print(
                f"{command:12} best {min(walls):.2f} s, median {median(walls):.2f} s of {times}; "
                f"processor time best {min(processor):.2f} s, median {median(processor):.2f} s"
            )
    print(f"load now {', '.join(f'{one:.1f}' for one in os.getloadavg())}")


def first_frame(arguments: list[str], words: bytes) -> tuple[float, float]:
    """Seconds from the start of the process to `words` on its terminal, and the processor seconds that it took until then."""
    began = time.perf_counter()
    child, terminal = pty.fork()
    if child == 0:
        os.environ |= {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
        os.execv(sys.executable, [sys.executable, "-m", "coach", *arguments])
    ioctl(terminal, TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
    seen = b""
    try:
        while words not in seen:
            if time.perf_counter() - began > PATIENCE:
                raise TimeoutError(f"coach {' '.join(arguments)}: {words!r} did not come in {PATIENCE:.0f} s")
            if select.select([terminal], [], [], 0.05)[0]:
                seen += os.read(terminal, 65536)
        return time.perf_counter() - began, processor_seconds(child)
    finally:
        os.kill(child, 9)
        os.waitpid(child, 0)
        os.close(terminal)


def processor_seconds(process: int) -> float:
    """Of all threads so far, from Linux's own account; nan elsewhere. Unlike the clock it hardly depends on the load."""
    account = Path(f"/proc/{process}/stat")
    if not account.exists():
        return float("nan")
    fields = account.read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()
