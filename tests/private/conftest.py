"""A whole talk under a trace of all system calls takes a while: these tests run only when their folder is named."""

from __future__ import annotations

from pathlib import Path

import pytest

HERE = Path(__file__).parent


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """`make test-private` names the folder; `make test` goes by."""
    asked = [Path(config.invocation_params.dir, str(one).partition("::")[0]).resolve() for one in config.args]
    if any(one.is_relative_to(HERE) for one in asked) or not collection_path.is_relative_to(HERE):
        return None
    return True
