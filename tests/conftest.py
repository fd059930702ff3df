"""Where the shared data lie, for tests that measure on them."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import settings

# No test is timed: the machine may be busy with something else.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

SHARED = Path(__file__).parent.parent.parent / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of shared data beside the checkout; without it the test is skipped, and says so."""
    if not SHARED.is_dir():
        pytest.skip(f"needs the shared data at {SHARED}")
    return SHARED


@pytest.fixture(autouse=True)
def nobody_left_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A quick exit holds for the rest of the program; a test that makes one must not make it for those after it."""
    for module, name in (("coach.tui.window", "CoachApp"), ("coach.plain.terminal", "Terminal")):
        if module in sys.modules:
            monkeypatch.setattr(getattr(sys.modules[module], name), "left_at_once", False)
