"""All figures of docs/benchmarks.md, one after the other: `make bench`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ORDER = ("path", "lag", "speakers", "crosstalk", "noticing", "frames", "month")

for name in ORDER:
    if (Path(__file__).parent / f"{name}.py").exists():
        print(f"\n# python -m tests.benchmarks.{name}", flush=True)
        subprocess.run([sys.executable, "-m", f"tests.benchmarks.{name}"], check=False)
