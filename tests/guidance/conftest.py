from __future__ import annotations

import pytest

from coach.guidance import load_guidance


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "rules"
    place.mkdir()
    return place


@pytest.fixture
def load(folder):
    """Writes one file and loads the folder."""

    def write_and_load(text: str | bytes, name: str = "rule.toml"):
        (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
        return load_guidance(folder)

    return write_and_load
