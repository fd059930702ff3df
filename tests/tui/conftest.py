"""Screens under test: a busy machine must not turn two quick keys into two slow ones."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """The two Esc of a quick exit count as quick however long the machine takes between them."""
    monkeypatch.setattr("coach.tui.window.TWICE_WITHIN", 120.0)


@pytest.fixture(autouse=True)
def nobodys_desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Forgetting everything also lays the homework aside: not that of whoever runs the tests."""
    monkeypatch.setattr("coach.store.assigned.data_folder", lambda: tmp_path / "data")


@pytest.fixture(autouse=True)
def no_key_ring(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever this machine has: the first talk to be kept asks for a passphrase."""
    monkeypatch.setattr("coach.store.key_ring.key_ring", lambda: None)
