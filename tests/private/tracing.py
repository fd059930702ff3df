"""What a program asks of the system, read from a trace: the sockets it makes and the files it writes."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]
_CALLS = (
    "socket,connect,bind,sendto,sendmsg,open,openat,openat2,creat,mkdir,mkdirat,rename,renameat,renameat2,link,linkat,symlink,"
    "symlinkat,unlink,unlinkat,truncate"
)
_CALL = re.compile(r"^(?:\d+ +)?(\w+)\((.*)\) += +(-?\d+)")
_UNFINISHED = re.compile(r"^(\d+) +(.*) <unfinished \.\.\.>$")
_RESUMED = re.compile(r"^(\d+) +<\.\.\. \w+ resumed>(.*)$")
_PATH = re.compile(r'"((?:[^"\\]|\\.)*)"')
_WRITES = re.compile(r"O_WRONLY|O_RDWR|O_CREAT|O_TRUNC|O_APPEND")


@dataclass
class Trace:
    """Families of the sockets made, addresses asked for, and paths that were written, made, renamed or removed."""

    families: set[str] = field(default_factory=set)
    addresses: set[str] = field(default_factory=set)
    written: set[Path] = field(default_factory=set)
    read: set[Path] = field(default_factory=set)
    calls: int = 0


def missing() -> str:
    """Why nothing can be traced here; "" where it can."""
    lacking = [name for name in ("strace", "unshare") if shutil.which(name) is None]
    if lacking:
        return f"needs {' and '.join(lacking)}"
    tried = subprocess.run(
        ["unshare", "--map-root-user", "--net", "strace", "-o", "/dev/null", "true"], capture_output=True, check=False
    )
    return "" if tried.returncode == 0 else "this system allows no network namespace or no tracing"


def traced(arguments: Sequence[str], where: Path, timeout: float) -> tuple[str, Trace]:
    """Runs Python with these arguments where there is no network interface at all. What it printed, and its trace."""
    out = where / "trace"
    program = subprocess.run(
        [
            *("unshare", "--map-root-user", "--net"),
            *("strace", "-f", "-qq", "-s", "400", "-e", f"trace={_CALLS}", "-o", str(out)),
            *(sys.executable, *arguments),
        ],
        cwd=ROOT,
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
    )
    assert program.returncode == 0, program.stderr[-3000:]
    return program.stdout + program.stderr, read_trace(out.read_text(errors="replace").splitlines())


def read_trace(lines: Sequence[str]) -> Trace:
    trace = Trace()
    for line in whole(lines):
        if call := _CALL.match(line):
            trace.calls += 1
            _note(trace, call[1], call[2], worked=int(call[3]) >= 0)
    return trace


def whole(lines: Sequence[str]) -> Iterator[str]:
    """Calls that another thread's call interrupted in the trace, put together again."""
    begun: dict[str, str] = {}
    for line in lines:
        if found := _UNFINISHED.match(line):
            begun[found[1]] = found[2]
        elif found := _RESUMED.match(line):
            yield f"{found[1]} {begun.pop(found[1], '')}{found[2]}"
        else:
            yield line


def _note(trace: Trace, name: str, said: str, *, worked: bool) -> None:
    paths = [Path(one.encode().decode("unicode_escape")) for one in _PATH.findall(said)]
    match name:
        case "socket":
            trace.families.add(said.partition(",")[0])
        case "connect" | "bind" | "sendto" | "sendmsg":
            trace.addresses |= set(re.findall(r"sa_family=(\w+)", said))
        case "open" | "openat" | "openat2" if not _WRITES.search(said):
            trace.read |= {ROOT / path for path in paths if worked}
        case _:
            trace.written |= {ROOT / path for path in paths if worked}
