"""The first page is remembered as seen, and only when both were here."""

from __future__ import annotations

from pathlib import Path

import pytest

from coach.cli import welcoming
from coach.settings import Settings


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str | None]:
    """Answers of the page, first to last; the user's data folder is an empty one."""
    import platformdirs

    import coach.tui.app

    answers: list[str | None] = []
    monkeypatch.setattr(platformdirs, "user_data_dir", lambda _: str(tmp_path / "data"))
    monkeypatch.setattr(coach.tui.app, "run_welcome", lambda **_: answers.pop(0))
    return answers


def test_both_are_asked_once(page: list[str | None], tmp_path: Path) -> None:
    page.append("both")
    assert welcoming.welcomed(Settings(), ()) == "both"
    assert welcoming.welcomed(Settings(), ()) == "both"
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert [path.read_bytes() for path in files] == [b""]


@pytest.mark.parametrize("answer", ["alone", None])
def test_nobody_else_is_remembered(page: list[str | None], answer: str | None, tmp_path: Path) -> None:
    page += [answer, answer]
    assert welcoming.welcomed(Settings(), ()) == answer
    assert welcoming.welcomed(Settings(), ()) == answer
    assert not any(path.is_file() for path in tmp_path.rglob("*"))
