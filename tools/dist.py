"""Builds the wheel and the sdist twice and compares them byte for byte.

    python -m tools.dist [FOLDER]     # dist/ where none is named

The sdist is built from this tree, the wheel from that sdist, unpacked: so the two are of the same moment, and the sdist holds all
that a build needs. Then both are built once more from it, under another umask, time zone and hash seed. All carry hatchling's
fixed date, or SOURCE_DATE_EPOCH where it is set. hatchling itself is pinned in requirements.lock.
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


def build(source: Path, folder: Path) -> list[Path]:
    """The wheel and the sdist of the tree at `source`, in `folder`."""
    _hatchling(source, folder, "-t", "sdist")
    (sdist,) = folder.glob("*.tar.gz")
    with tempfile.TemporaryDirectory() as place:
        _hatchling(_unpacked(sdist, place), folder, "-t", "wheel")
    return _both(folder)


def again(sdist: Path, folder: Path) -> list[Path]:
    """The same pair from what `sdist` holds, as somebody else might build it."""
    with tempfile.TemporaryDirectory() as place:
        _hatchling(_unpacked(sdist, place), folder, elsewhere=True)
    return _both(folder)


def _unpacked(sdist: Path, place: str) -> Path:
    with tarfile.open(sdist) as file:
        file.extractall(place, filter="data")
    (source,) = Path(place).iterdir()
    return source


def _hatchling(source: Path, folder: Path, *what: str, elsewhere: bool = False) -> None:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-d", str(folder), *what],
        cwd=source,
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=os.environ | _ELSEWHERE if elsewhere else None,
        umask=0o077 if elsewhere else -1,
    )


def _both(folder: Path) -> list[Path]:
    return [next(folder.glob("*.whl")), next(folder.glob("*.tar.gz"))]


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def main() -> int:
    """Prints both hashes; 1 where a second build differs."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "dist").resolve()
    for old in [*folder.glob("coach-*.whl"), *folder.glob("coach-*.tar.gz")]:
        old.unlink()
    first = build(ROOT, folder)
    differ = 0
    with tempfile.TemporaryDirectory() as other:
        for one, two in zip(first, again(first[1], Path(other)), strict=True):
            same = digest(one) == digest(two)
            differ += not same
            print(f"{digest(one)}  {one.name}  {one.stat().st_size / 1e6:.1f} MB  {'same' if same else 'DIFFERS'}")
    return min(differ, 1)


if __name__ == "__main__":
    sys.exit(main())
