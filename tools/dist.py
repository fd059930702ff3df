"""Builds the wheel and the sdist twice and compares them byte for byte.

    python -m tools.dist [FOLDER]     # dist/ where none is named

The first pair is built here. The second is built from the first sdist, unpacked somewhere else, under another umask, time
zone and hash seed: so it also says that the sdist holds all that a build needs. Both carry hatchling's fixed date, or
SOURCE_DATE_EPOCH where it is set. hatchling itself is pinned in requirements.lock.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
_ELSEWHERE = {"TZ": "Pacific/Chatham", "PYTHONHASHSEED": "7", "LC_ALL": "C"}


def build(source: Path, folder: Path, *, elsewhere: bool = False) -> list[Path]:
    """The wheel and the sdist of the tree at `source`, in `folder`."""
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-d", str(folder)],
        cwd=source,
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=os.environ | _ELSEWHERE if elsewhere else None,
        umask=0o077 if elsewhere else -1,
    )
    return sorted([*folder.glob("*.whl"), *folder.glob("*.tar.gz")])


def again(sdist: Path, folder: Path) -> list[Path]:
    """The same pair, built from what `sdist` holds."""
    with tempfile.TemporaryDirectory() as unpacked:
        with tarfile.open(sdist) as file:
            file.extractall(unpacked, filter="data")
        (source,) = Path(unpacked).iterdir()
        return build(source, folder, elsewhere=True)


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def main() -> int:
    """Prints both hashes; 1 where a second build differs."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "dist").resolve()
    for old in [*folder.glob("coach-*.whl"), *folder.glob("coach-*.tar.gz")]:
        old.unlink()
    first = build(ROOT, folder)
    with tempfile.TemporaryDirectory() as other:
        second = again(next(path for path in first if path.suffix == ".gz"), Path(other))
        same = [path.name for path in first] == [path.name for path in second]
        for one, two in zip(first, second, strict=False):
            same = same and digest(one) == digest(two)
            print(f"{digest(one)}  {one.name}  {one.stat().st_size / 1e6:.1f} MB  {'same' if same else 'DIFFERS'}")
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
