"""Whether the tests notice it when the code is changed a little: each change (a mutant) in turn, until a test fails.

python -m tests.benchmarks.mutants [--sample N] [--seed N] [--line N] [--tests PATH ...] [FILE ...]

Nothing is written: a changed file lives in the memory of a process of its own, where only the tests run that enter the
function in question, quickest first. Its time is counted on the processor, so a busy machine kills no mutant. A mutant
that survives is either no change at all to whoever uses the code, or something that no test looks at.
"""

from __future__ import annotations

import argparse
import ast
import importlib.util
import json
import os
import random
import resource
import sys
import tempfile
import time
import traceback
from collections import defaultdict
from collections.abc import Iterator, Sequence
from importlib.machinery import ModuleSpec, SourceFileLoader
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

import hypothesis
import msgspec  # noqa: F401 - large libraries are loaded once, before the processes part
import numpy as np  # noqa: F401
import pytest
import re2  # noqa: F401

from tests.benchmarks.changes import Mutant, mutants
from tests.benchmarks.machine import described

FILES = (*sorted(map(str, Path("coach/core").glob("[a-z]*.py"))), "coach/detectors/kit.py")
TESTS = ("tests/core", "tests/detectors")
MEMORY = 4 << 30  # bytes: a loop without end is stopped before it takes the machine
SURVIVED, FAILED, NOT_COLLECTED, NOT_REACHED, ODD = 0, 1, 2, 90, 91  # the first three are pytest's


class Changed(SourceFileLoader):
    """Loads a module from its changed tree; asked for everything, it answers for this one only."""

    def __init__(self, file: str, tree: ast.Module) -> None:
        super().__init__(module_of(file), str(Path(file).resolve()))
        self._tree, self.loaded = tree, False

    def find_spec(self, name: str, _path: object = None, _target: object = None) -> ModuleSpec | None:
        return importlib.util.spec_from_file_location(name, self.path, loader=self) if name == self.name else None

    def get_code(self, _name: str) -> CodeType:
        self.loaded = True
        return compile(ast.fix_missing_locations(self._tree), self.path, "exec")


def module_of(file: str) -> str:
    return file.removesuffix(".py").replace("/", ".")


class Reached:
    """Which functions of the files each test file enters, and its seconds on the processor."""

    def __init__(self, files: Sequence[str]) -> None:
        self._files = {str(Path(file).resolve()): file for file in files}
        self._now = ""  # "": while tests are collected
        self.entered: dict[str, set[str]] = defaultdict(set)  # "file:function": test files
        self.seconds: dict[str, float] = defaultdict(float)

    def trace(self, frame: FrameType, _event: str, _arg: object) -> None:
        if file := self._files.get(frame.f_code.co_filename):
            self.entered[f"{file}:{frame.f_code.co_qualname.partition('.<locals>')[0]}"].add(self._now)

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        self._now, began = item.nodeid.partition("::")[0], time.process_time()
        yield
        self.seconds[self._now] += time.process_time() - began
        self._now = ""


def pytest_here(tests: Sequence[str], plugins: Sequence[object] = ()) -> int:
    """Runs in this process. Whatever hypothesis finds is enough as it is, and the same is tried each time."""
    phases = (hypothesis.Phase.explicit, hypothesis.Phase.generate)
    hypothesis.settings.register_profile("mutants", deadline=None, database=None, derandomize=True, phases=phases)
    options = "-x -p no:cacheprovider -W ignore::pytest.PytestAssertRewriteWarning --hypothesis-profile=mutants"
    return int(pytest.main([*options.split(), *tests], list(plugins)))


def reached(files: Sequence[str], tests: Sequence[str]) -> Reached:
    """All tests once, as the code is."""
    noted = Reached(files)
    with tempfile.NamedTemporaryFile() as answer:

        def run() -> int:
            sys.settrace(noted.trace)  # type: ignore[arg-type]
            code = pytest_here(tests, [noted])
            sys.settrace(None)
            entered = {where: sorted(by) for where, by in noted.entered.items()}
            Path(answer.name).write_text(json.dumps([entered, noted.seconds]))
            return code

        if code := apart(run, quiet=False):
            sys.exit(f"The tests fail without any change (pytest said {code}).")
        entered, noted.seconds = json.loads(Path(answer.name).read_text())
    noted.entered = {where: set(by) for where, by in entered.items()}
    return noted


def apart(run: Any, *, seconds: int | None = None, quiet: bool = True) -> int:
    """What `run` returns in a process of its own; above 128 where it was stopped."""
    child = os.fork()
    if child:
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        return code if code >= 0 else 128 - code
    if seconds is not None:
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    if quiet:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)
    code = ODD
    try:
        code = run()
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        os._exit(code)


def tried(file: str, tree: ast.Module, mutant: Mutant, noted: Reached) -> int:
    """0 where it survived, NOT_REACHED where no test enters it, else what stopped it."""
    by = set(noted.seconds) if not mutant.function or mutant.function.endswith(".") else set()
    if not by:
        by = noted.entered.get(f"{file}:{mutant.function}", set())
    by = set(noted.seconds) if "" in by else by  # entered while tests are collected, by any of them
    tests = sorted(by, key=lambda one: (Path(one).stem != f"test_{Path(file).stem}", noted.seconds[one]))
    if not tests:
        return NOT_REACHED

    def run() -> int:
        mutant.swap()
        changed = Changed(file, tree)
        sys.meta_path.insert(0, changed)  # type: ignore[arg-type]
        code = pytest_here(tests)
        return code if changed.loaded or code else ODD

    return apart(run, seconds=int(5 + 4 * sum(noted.seconds[one] for one in tests)))


# --- the figures ------------------------------------------------------------------------------------------------------


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.partition("\n")[0])  # type: ignore[union-attr]
    asked.add_argument("files", nargs="*", default=FILES)
    asked.add_argument("--sample", type=int, default=15, help="mutants of each file, drawn at random; 0: all of them")
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--line", type=int, help="only those of this line")
    asked.add_argument("--tests", nargs="+", default=TESTS)
    given = asked.parse_args()
    loaded = [name for name in sys.modules if name.startswith("coach.")]
    if loaded:
        sys.exit(f"Loaded before it could be changed: {', '.join(loaded)}")
    noted = reached(given.files, given.tests)
    table = ["| file | possible | tried | killed | survived |", "|---|---|---|---|---|"]
    total = [0, 0, 0, 0]
    for file in given.files:
        tree = ast.parse(Path(file).read_text("utf-8"))
        possible = mutants(tree)
        chosen = [one for one in possible if given.line in {None, one.line}]
        if 0 < given.sample < len(chosen) and given.line is None:
            # The seed and the file alone decide, whatever else is asked for.
            chosen = random.Random(f"{given.seed} {file}").sample(chosen, given.sample)  # noqa: S311 - no secret
        survived = 0
        for mutant in sorted(chosen, key=lambda one: one.line):
            code = tried(file, tree, mutant, noted)
            if code not in {FAILED, NOT_COLLECTED} and code < 128:  # above, it was stopped: out of time
                survived += 1
                why = {SURVIVED: "survived", NOT_REACHED: "no test enters it"}.get(code, "could not be tried")
                print(f"{file}:{mutant.line}: {why}: {mutant.was}  ->  {mutant.now}", flush=True)
        row = (len(possible), len(chosen), len(chosen) - survived, survived)
        total = [one + more for one, more in zip(total, row, strict=True)]
        table.append(f"| {file} | {' | '.join(map(str, row))} |")
        print(table[-1], file=sys.stderr, flush=True)
    print("", *table, f"| together | {' | '.join(map(str, total))} |", "", described(), sep="\n")


if __name__ == "__main__":
    main()
