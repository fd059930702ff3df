"""How quick, how heavy and how deaf to noise the hearing is. About a quarter of an hour; each talk in a process of its own.

    python -m tests.benchmarks.hearing [lag] [decoding] [memory] [noise]

The shapes of tiny.en and base.en have random weights (see `tests.benchmarks.shapes`): their cost is real, their words are
rehearsal-en's.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

from coach.speech.models import REHEARSAL
from tests.benchmarks.hearing_decoding import decoding
from tests.benchmarks.hearing_lag import lags, talk
from tests.benchmarks.hearing_memory import hour, memory
from tests.benchmarks.hearing_noise import noise
from tests.benchmarks.machine import described
from tests.benchmarks.shapes import build

PARTS = {"lag": lags, "decoding": decoding, "memory": memory, "noise": noise}


def main(wanted: list[str]) -> None:
    with tempfile.TemporaryDirectory(prefix="coach-shapes-") as folder:
        models = [REHEARSAL, *(str(build(name, Path(folder))) for name in ("tiny.en", "base.en"))]
        for part in wanted or PARTS:
            print(f"\n## {part}\n{described()}", flush=True)
            PARTS[part](models)


if __name__ == "__main__":
    if sys.argv[1:2] == ["child"]:
        print(json.dumps({"talk": talk, "hour": hour}[sys.argv[2]](*sys.argv[3:])))  # type: ignore[operator]
    else:
        main(sys.argv[1:])
