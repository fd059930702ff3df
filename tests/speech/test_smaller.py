"""Which model takes over when the chosen one falls far behind."""

from __future__ import annotations

from pathlib import Path

import pytest

from coach.engine import parts
from coach.errors import ModelError
from coach.settings import Hearing, Settings
from coach.speech.models import REHEARSAL, smaller_than


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("COACH_MODELS", str(tmp_path))
    return tmp_path


def test_the_next_smaller_one_that_is_here(folder: Path) -> None:
    (folder / "tiny.en").mkdir()
    assert smaller_than("small.en") == "tiny.en"
    (folder / "base.en").mkdir()
    (folder / "small.en").mkdir()
    assert [smaller_than(name) for name in ("small.en", "base.en", "tiny.en")] == ["base.en", "tiny.en", ""]


def test_none_for_those_that_are_nobodys_size(folder: Path) -> None:
    (folder / "tiny.en").mkdir()
    assert smaller_than(REHEARSAL) == ""
    assert smaller_than(str(folder)) == ""
    assert parts.smaller_transcriber(Settings(hearing=Hearing(model=REHEARSAL))) is None


def test_it_is_checked_when_it_is_loaded(folder: Path) -> None:
    (folder / "tiny.en").mkdir()
    load = parts.smaller_transcriber(Settings())
    assert load is not None
    with pytest.raises(ModelError, match="tiny"):
        load()
