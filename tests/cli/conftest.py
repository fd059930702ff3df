"""A home of the test's own: a folder for kept talks, a desk for homework, and no key ring."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from coach.cli import main
from coach.core.conversation import Conversation
from coach.demo import truth_path
from coach.detectors import ALL
from coach.engine.review import review_transcript
from coach.settings import Keeping, Settings
from coach.store.sessions import Sessions
from coach.store.vault import open_vault
from coach.transcripts import read_transcript
from coach.tui.shelf import Shelf
from tests.tui.kept_talks import OPEN


@pytest.fixture(autouse=True)
def no_key_ring(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever this machine has: nothing of a test goes into its key ring."""
    monkeypatch.setattr("coach.store.key_ring.key_ring", lambda: None)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "kept"


@pytest.fixture
def shelf(folder: Path) -> Shelf:
    return Shelf(Keeping(folder=str(folder)))


@pytest.fixture
def unlocked(folder: Path) -> Sessions:
    """A place for talks, without a lock."""
    return Sessions(folder, open_vault(folder, OPEN))


@pytest.fixture
def run(tmp_path, folder, monkeypatch):
    """Runs `coach` with these arguments and answers, in that home."""
    monkeypatch.setattr("coach.store.assigned.data_folder", lambda: tmp_path / "data")
    monkeypatch.chdir(tmp_path)
    config = tmp_path / "c.toml"
    config.write_text(f'[keeping]\nfolder = "{folder}"\nkeep_days = 0\n')
    return lambda *said, typed="": CliRunner().invoke(main, ["--config", str(config), *said], input=typed)


@pytest.fixture(scope="session")
def events():
    """All events of the sample talk, from its written truth."""
    header, utterances = read_transcript(truth_path())
    return tuple(review_transcript(header, utterances, Conversation(ALL, Settings())))
