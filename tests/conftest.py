"""Where the shared data lie, for tests that measure on them."""

from __future__ import annotations

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
