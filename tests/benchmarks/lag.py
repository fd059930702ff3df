"""How long after the end of speech its text is there, and how quickly things start: each in a fresh process.

python -m tests.benchmarks.lag
"""

from __future__ import annotations

import json
import os
import pty
import resource
import select
import subprocess
import sys
import time
from pathlib import Path

from coach.demo import audio_path
from tests.benchmarks.machine import described, percentile

COACH = [sys.executable, "-m", "coach"]


def main() -> None:
    print(described())
    for name, command in (("coach --help", ["--help"]), ("coach rules", ["rules"])):
        print(f"{name:34} {min(started(command) for _ in range(5)):.2f} s (best of 5)")
    print(f"{'coach demo, first words on screen':34} {min(first_paint() for _ in range(3)):.2f} s (best of 3)")
    lags, seconds, processor, memory = real_time(audio_path())
    print(
        f"end of speech to its line, paced as life: p50 {percentile(lags, 0.5):.2f} s, p95 {percentile(lags, 0.95):.2f} s, "
        f"{len(lags)} utterances"
    )
    print(f"processor {processor / seconds:.0%} of one core over {seconds:.0f} s; peak memory {memory:.0f} MB")


def started(arguments: list[str]) -> float:
    began = time.perf_counter()
    subprocess.run([*COACH, *arguments], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


def first_paint() -> float:
    """Seconds from the command to the first screen of the demo, in a terminal of 100 by 30."""
    began = time.perf_counter()
    child, terminal = pty.fork()
    if child == 0:
        os.environ |= {"COLUMNS": "100", "LINES": "30", "TERM": "xterm-256color"}
        os.execv(sys.executable, [*COACH, "demo"])
    seen = b""
    try:
        while b"dishes" not in seen and time.perf_counter() - began < 20:
            if select.select([terminal], [], [], 0.05)[0]:
                seen += os.read(terminal, 65536)
        return time.perf_counter() - began
    finally:
        os.kill(child, 9)
        os.waitpid(child, 0)
        os.close(terminal)


def real_time(path: Path) -> tuple[list[float], float, float, float]:
    """Lags of the utterance lines, seconds it ran, processor seconds and peak megabytes of the child."""
    began = time.perf_counter()
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        [*COACH, "listen", str(path), "--pace", "realtime", "--model", "rehearsal-en"], check=True, capture_output=True
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    events = [json.loads(line) for line in done.stdout.splitlines()]
    lags = [event["lag"] for event in events if event["type"] == "utterance"]
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return lags, time.perf_counter() - began, processor, after.ru_maxrss / 1024


if __name__ == "__main__":
    main()
