"""Screens under test: a busy machine must not turn two quick keys into two slow ones."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """The two Esc of a quick exit count as quick however long the machine takes between them."""
    monkeypatch.setattr("coach.tui.app.TWICE_WITHIN", 120.0)
