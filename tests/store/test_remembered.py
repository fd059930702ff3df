"""What is known from last time is locked with the kept talks, goes with its talk, and is nowhere where nothing is kept."""

from __future__ import annotations

from coach.store.place import forget_everything
from coach.store.remembered import Remembered
from coach.store.sessions import Sessions
from tests.store.conftest import talk

LAST = Remembered("talk-1", ("Wilhelmina", "Bartholomew"), "typed", "speaker_listener", 30.0)


def test_it_comes_back_and_is_not_readable(sessions, vault, sample_recap):
    sessions.keep(talk(sample_recap))
    sessions.remember(LAST)
    assert Sessions(sessions.folder, vault).remembered() == LAST
    everything = b"".join(path.read_bytes() for path in sessions.folder.rglob("*") if path.is_file())
    assert b"Wilhelmina" not in everything
    assert b"speaker_listener" not in everything


def test_nothing_kept_nothing_remembered(sessions):
    sessions.remember(LAST)
    assert sessions.remembered() is None
    assert not (sessions.folder / "remembered").exists()


def test_it_goes_with_its_talk(sessions, sample_recap):
    sessions.keep(talk(sample_recap))
    sessions.keep(talk(sample_recap, "talk-2"))
    sessions.remember(LAST)
    sessions.forget(["talk-2"])
    assert sessions.remembered() == LAST
    sessions.forget(["talk-1"])
    assert sessions.remembered() is None
    assert not (sessions.folder / "remembered").exists()


def test_it_goes_with_everything(sessions, sample_recap):
    sessions.keep(talk(sample_recap))
    sessions.remember(LAST)
    forget_everything(sessions.folder)
    assert not sessions.folder.exists()


def test_damage_is_as_if_there_were_none(sessions, sample_recap):
    sessions.keep(talk(sample_recap))
    sessions.remember(LAST)
    data = (sessions.folder / "remembered").read_bytes()
    for bad in (b"", b"noise\nnoise\n", data[:-20], data.replace(b"\n", b"")):
        (sessions.folder / "remembered").write_bytes(bad)
        assert sessions.remembered() is None
