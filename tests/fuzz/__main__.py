"""`make fuzz`: each harness for some time, guided by which lines of ours an input reaches. Needs atheris.

    python -m tests.fuzz --seconds 60 [NAME ...]

What fails is written to the folder named at the end (FUZZ_FOUND, else a temporary one), to be tried again with --again FILE.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

SLOWEST = 10  # seconds for one input
MEMORY = 1500  # MB for one harness, libraries and all


def main() -> None:
    asked = argparse.ArgumentParser(prog="python -m tests.fuzz")
    asked.add_argument("names", nargs="*", metavar="NAME")
    asked.add_argument("--seconds", type=int, default=60)
    asked.add_argument("--one", action="store_true", help=argparse.SUPPRESS)  # in a process of its own
    asked.add_argument("--again", type=Path, metavar="FILE", help="Run NAME on this file, and no more.")
    said = asked.parse_args()
    if said.one or said.again:
        (name,) = said.names
        _guided(name, said.seconds) if said.one else _harness(name).run(said.again.read_bytes())
        return
    from tests.fuzz.harnesses import HARNESSES

    found = Path(os.environ.get("FUZZ_FOUND") or tempfile.mkdtemp(prefix="coach-found-"))
    failed = [name for name in said.names or HARNESSES if not _told(name, said.seconds, found)]
    if failed:
        sys.exit(f"\nNot as promised: {', '.join(failed)}. The inputs are in {found}.")


def _told(name: str, seconds: int, found: Path) -> bool:
    """One line about one harness; whether it found nothing."""
    found.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "tests.fuzz", "--one", "--seconds", str(seconds), name]
    memory = Path("/dev/shm")  # noqa: S108 - thousands of small files a second
    with tempfile.TemporaryDirectory(prefix="coach-fuzz-", dir=memory if memory.is_dir() else None) as place:
        env = os.environ | {"FUZZ_FOUND": str(found), "FUZZ_IN": place, "TMPDIR": place}
        # Its traceback goes to stdout.
        done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False, env=env)
    runs = re.findall(r"(?:^#|Done )(\d+)", done.stderr, re.MULTILINE)
    reached = re.findall(r"cov: (\d+)", done.stderr)
    print(
        f"{name:<12} {int(runs[-1]) if runs else 0:>9,} runs  {reached[-1] if reached else '?':>6} places reached  {'fine' if done.returncode == 0 else 'FOUND'}",
        flush=True,
    )
    if done.returncode:
        print("\n".join([*done.stdout.splitlines()[-25:], *done.stderr.splitlines()[-8:]]))
    return done.returncode == 0


def _guided(name: str, seconds: int) -> None:
    import atheris

    os.fsync = lambda _: None  # what is fuzzed needs no power cut, and thousands of runs no disk
    with atheris.instrument_imports(include=["coach", "tomllib"]):
        harness = _harness(name)
        from tests.fuzz.harness import changed
    corpus = Path(tempfile.mkdtemp(prefix="coach-corpus-"))
    for number, seed in enumerate(harness.seeds()):
        (corpus / f"seed-{number}").write_bytes(seed)
    options = [
        f"-max_total_time={seconds}",
        f"-timeout={SLOWEST}",
        f"-rss_limit_mb={MEMORY}",
        f"-max_len={harness.longest}",
    ]
    options += [f"-artifact_prefix={os.environ['FUZZ_FOUND']}/{name}-", "-print_final_stats=1", "-use_value_profile=1"]
    more = {"custom_mutator": changed} if harness.is_json else {}
    atheris.Setup([name, str(corpus), *options], harness.run, **more)
    atheris.Fuzz()


def _harness(name: str):
    from tests.fuzz.harnesses import HARNESSES

    if name not in HARNESSES:
        sys.exit(f"There is no harness {name}. There are: {', '.join(HARNESSES)}.")
    return HARNESSES[name]


if __name__ == "__main__":
    main()
