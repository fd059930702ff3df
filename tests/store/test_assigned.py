"""The assignment on the desk: remembered by where its file lies, as people type it or drop it on a terminal."""

from __future__ import annotations

import stat

import pytest

from coach.bundled import bundled
from coach.errors import HomeworkError
from coach.store.assigned import Desk

TEXT = 'schema = "coach.homework/1"\ntitle = "Ours"\nfocus = ["repair"]\n'


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "from our therapist.toml"
    path.write_text(TEXT)
    return path


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path / "data" / "mark")


def test_it_is_there_the_next_time_and_gone_when_laid_aside(desk, file, tmp_path):
    assert desk.ours() is None
    assert desk.take(str(file)).homework.title == "Ours"
    assert Desk(tmp_path / "data" / "mark").ours() == desk.take(str(file))
    mark = tmp_path / "data" / "mark"
    assert stat.S_IMODE(mark.stat().st_mode) == 0o600
    assert mark.read_text() == f"{file}\n"  # where it lies, and not what is in it
    desk.lay_aside()
    desk.lay_aside()
    assert desk.ours() is None
    assert file.exists()


@pytest.mark.parametrize("said", ["{}", " {} ", "'{}'", '"{}"', "file://{}"])
def test_a_path_as_people_write_it(desk, file, said):
    assert desk.take(said.format(file)).path == file


def test_a_path_as_terminals_write_it_when_a_file_is_dropped_on_them(desk, file):
    assert desk.take(str(file).replace(" ", "\\ ")).path == file


def test_a_path_from_the_home_folder(desk, file, monkeypatch):
    monkeypatch.setenv("HOME", str(file.parent))
    assert desk.take(f"~/{file.name}").path == file


def test_a_relative_path_is_remembered_as_a_whole_one(desk, file, monkeypatch):
    monkeypatch.chdir(file.parent)
    desk.take(file.name)
    monkeypatch.chdir("/")
    ours = desk.ours()
    assert ours is not None
    assert ours.path == file


@pytest.mark.parametrize("said", ["", "  ", "''", "nowhere.toml", "~nobody-of-that-name/x.toml", "\x00", "a" * 5000])
def test_what_is_no_file_is_told(desk, said):
    with pytest.raises(HomeworkError):
        desk.take(said)
    assert desk.ours() is None


def test_an_assignment_that_does_not_read_is_not_taken(desk, file):
    desk.take(str(file))
    bad = file.with_name("bad.toml")
    bad.write_text("title = 1")
    with pytest.raises(HomeworkError, match=r"bad\.toml: schema"):
        desk.take(str(bad))
    ours = desk.ours()
    assert ours is not None
    assert ours.path == file


def test_a_file_that_went_away_is_told(desk, file):
    desk.take(str(file))
    file.unlink()
    with pytest.raises(HomeworkError, match="is not there"):
        desk.ours()


def test_the_examples_are_those_that_are_shipped(desk):
    assert [one.path for one in desk.examples()] == sorted(bundled("homework").glob("*.toml"))
