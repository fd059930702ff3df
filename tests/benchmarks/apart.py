"""One part of a benchmark in a process of its own, so that what it takes of the machine is its own, too."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any


def apart(benchmark: str, *arguments: str) -> dict[str, Any]:
    """What `python -m tests.benchmarks.BENCHMARK child ARGUMENTS` found: one JSON object on its stdout."""
    done = subprocess.run(
        [sys.executable, "-m", f"tests.benchmarks.{benchmark}", "child", *arguments], check=True, capture_output=True
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found
