from __future__ import annotations

import errno
import os
import stat

import pytest

from coach.errors import StoreError
from coach.report.saving import write_atomically


def test_written_whole_and_for_its_owner_alone(tmp_path):
    path = tmp_path / "recap.md"
    write_atomically(path, b"one")
    write_atomically(path, b"two")
    assert path.read_bytes() == b"two"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("number", "advice"),
    [(errno.ENOSPC, "Free some space"), (errno.EIO, "Choose another place"), (errno.EDQUOT, "Free")],
)
def test_a_full_disk_costs_nothing_that_was_there(tmp_path, monkeypatch, number, advice):
    path = tmp_path / "recap.md"
    write_atomically(path, b"what was kept")

    def full(_):
        raise OSError(number, "simulated")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StoreError) as caught:
        write_atomically(path, b"new")
    assert advice in caught.value.hint
    assert "recap.md could not be written" in caught.value.message
    assert path.read_bytes() == b"what was kept"
    assert list(tmp_path.iterdir()) == [path]


def test_an_interrupted_write_leaves_nothing(tmp_path, monkeypatch):
    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_atomically(tmp_path / "recap.md", b"new")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("name", "advice"),
    [("no/such/folder.md", "Make the folder first"), ("", "folder"), ("n" * 300, "shorter name"), ("a\0b", "Choose")],
)
def test_places_that_can_not_be_written(tmp_path, name, advice):
    with pytest.raises(StoreError) as caught:
        write_atomically(tmp_path / name, b"x")
    assert advice in caught.value.hint
    assert not list(tmp_path.iterdir())


def test_a_link_stays_a_link(tmp_path):
    (tmp_path / "there").mkdir()
    link = tmp_path / "recap.md"
    link.symlink_to(tmp_path / "there" / "kept.md")
    write_atomically(link, b"x")
    assert link.is_symlink()
    assert (tmp_path / "there" / "kept.md").read_bytes() == b"x"


def test_a_pipe_is_written_to_and_not_replaced(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        write_atomically(pipe, b"recap")
        assert os.read(reader, 10) == b"recap"
    finally:
        os.close(reader)
    assert stat.S_ISFIFO(pipe.stat().st_mode)
