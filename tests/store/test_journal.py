"""A talk on disk while it happens: killed, torn, damaged, locked with another key, on a full disk."""

from __future__ import annotations

import errno
import os
import random
import stat
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.core.events import Ended, Hearing, Level
from coach.errors import CoachError, StoreError
from coach.store import journal as journals
from coach.store.journal import Journal, Keeping, head, read_journal
from coach.store.vault import Key, WrongKeyError
from tests.store.killing import killed_after, lost
from tests.store.writing import LINE, event


@pytest.fixture
def key():
    return Key.fresh("journal:talk-1")


@pytest.fixture
def path(tmp_path):
    return tmp_path / "journals" / "talk-1.journal"


def written(path, key, most=5):
    journal = Journal(path, "talk-1", key)
    for number in range(1, most + 1):
        journal.append(event(number))
    journal.close()
    return path


def test_a_whole_talk_comes_back_as_it_was(path, key, sample_events):
    journal = Journal(path, "sample", key)
    keeping = Keeping(journal, say=pytest.fail)
    for one in sample_events:
        keeping(one)
    found = read_journal(path, key)  # while it is still being written
    assert found.events == sample_events
    assert isinstance(found.events[-1], Ended)
    assert (found.torn, found.damaged, list(found.notes())) == (False, (), [])
    journal.close()


def test_what_is_on_disk_shows_no_word_of_the_talk(path, key):
    raw = written(path, key).read_bytes()
    assert b"dishes" not in raw
    assert raw.startswith(b'{"schema":"coach.journal/1"')
    assert head(path) == "talk-1"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_what_is_of_the_moment_only_is_not_written(path, key):
    keeping = Keeping(Journal(path, "talk-1", key), say=pytest.fail)
    keeping(Level(at=1.0, channels=(-20.0,)))
    keeping(Hearing(at=1.0, channel=0, speaker="A", text="I feel"))
    keeping(event(1))
    assert read_journal(path, key).events == (event(1),)


@pytest.mark.parametrize("at", range(10))
def test_killed_without_warning_nothing_is_lost(tmp_path, at):
    handed_over, found = killed_after(tmp_path / "kept", random.Random(at).uniform(0, 0.15))  # noqa: S311 - not a secret
    assert lost(handed_over, found) == 0
    assert not found.damaged


def test_a_last_line_that_lost_only_its_end_is_whole(path, key):
    path.write_bytes(written(path, key).read_bytes()[:-1])
    found = read_journal(path, key)
    assert len(found.events) == 5
    assert not found.torn


@given(st.integers(2, 400))
@settings(max_examples=60, deadline=None)
def test_a_torn_last_line_is_dropped_and_told(cut):
    key = Key.fresh("journal:talk-1")
    with tempfile.TemporaryDirectory() as folder:
        path = written(Path(folder) / "talk-1.journal", key, 3)
        whole = path.read_bytes()
        last = len(whole) - whole[:-1].rindex(b"\n") - 1
        path.write_bytes(whole[: -min(cut, last - 1)])  # somewhere within the last line
        found = read_journal(path, key)
    assert found.events == (event(1), event(2))
    assert found.torn
    assert list(found.notes()) == ["The last line was cut off while it was written. It is left out."]


def test_damage_in_the_middle_costs_its_line_only_and_is_named(path, key):
    lines = written(path, key).read_bytes().split(b"\n")
    lines[2] = lines[2][:40] + b"!" + lines[2][41:]
    lines[4] = b""
    path.write_bytes(b"\n".join(lines))
    found = read_journal(path, key)
    assert found.events == (event(1), event(3), event(5))
    assert found.damaged == (3, 5)
    assert list(found.notes()) == ["Damaged and left out: line 3, 5."]


def test_a_line_that_stands_twice_is_damage(path, key):
    lines = written(path, key).read_bytes().split(b"\n")
    path.write_bytes(b"\n".join([*lines[:3], lines[2], *lines[3:]]))
    found = read_journal(path, key)
    assert [one.at for one in found.events] == [1.0, 2.0, 3.0, 4.0, 5.0]
    assert found.damaged == (4,)


def test_the_wrong_key_is_called_so(path, key):
    written(path, key)
    with pytest.raises(WrongKeyError, match="line 2"):
        read_journal(path, Key.fresh("journal:talk-1"))


def test_a_newer_coach_kept_it(path, key):
    written(path, key)
    path.write_bytes(path.read_bytes().replace(b"coach.journal/1", b"coach.journal/7", 1))
    with pytest.raises(StoreError, match="newer coach") as caught:
        read_journal(path, key)
    assert "newest coach" in caught.value.hint


def test_an_older_coach_kept_it(path, key, monkeypatch):
    """As if this coach wrote version 2, which calls the speaker of version 1's `who` by its name."""
    written(path, key)

    def upgrade(raw):
        utterance = raw["utterance"] | {"text": raw["utterance"]["text"].upper()}
        return raw | {"utterance": utterance}

    monkeypatch.setattr(journals, "VERSION", 2)
    monkeypatch.setattr(journals, "UPGRADES", {1: upgrade})
    assert read_journal(path, key).events[0].utterance.text == f"1: {LINE}".upper()
    monkeypatch.setattr(journals, "UPGRADES", {})
    with pytest.raises(StoreError):
        read_journal(path, key)


class FullDisk(Journal):
    """A disk that takes `room` bytes more, then only part of a line, then refuses."""

    room = 10**9

    def _write(self, data: bytes) -> int:
        if self.room <= 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        fits = data[: self.room]
        self.room -= len(fits)
        return super()._write(fits)


@pytest.mark.parametrize("room", [0, 1, 137, 400, 900])
def test_a_full_disk_is_told_once_and_the_talk_goes_on(path, key, room):
    told: list[StoreError] = []
    journal = FullDisk(path, "talk-1", key)
    keeping = Keeping(journal, told.append)
    keeping(event(1))
    journal.room = room
    for number in range(2, 8):
        keeping(event(number))
    assert len(told) == 1
    assert "goes on, in memory" in told[0].message
    assert "disk is full" in told[0].hint
    assert keeping.waiting > 0
    before = read_journal(path, key)
    assert before.events == tuple(event(number) for number in range(1, 8 - keeping.waiting))
    assert not before.torn
    journal.room = 10**9  # somebody makes room
    keeping(event(8))
    assert keeping.waiting == 0
    after = read_journal(path, key)
    assert after.events == tuple(event(number) for number in range(1, 9))
    assert (after.torn, after.damaged) == (False, ())


def test_a_disk_that_is_full_from_the_start(path, key, monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(StoreError) as caught:
        Journal(path, "talk-1", key)
    assert "disk is full" in caught.value.hint


def test_quick_exit_leaves_nothing(path, key):
    keeping = Keeping(Journal(path, "talk-1", key), say=pytest.fail)
    keeping(event(1))
    keeping.forget()
    keeping(event(2))
    keeping.forget()
    assert not list(path.parent.iterdir())


def test_two_talks_never_share_a_file(path, key):
    written(path, key)
    with pytest.raises(StoreError):
        Journal(path, "talk-1", key)


@given(st.binary(max_size=300))
@settings(max_examples=200)
def test_whatever_lies_in_the_file_only_our_errors_come_out(noise):
    key = Key.fresh("journal:talk-1")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.journal"
        for content in (noise, b'{"schema":"coach.journal/1","id":"x"}\n' + noise, _sealed(key, noise)):
            path.write_bytes(content)
            try:
                found = read_journal(path, key)
            except CoachError as error:
                assert error.message
            else:
                assert not found.events or content.count(b"\n") >= 2


def _sealed(key: Key, noise: bytes) -> bytes:
    return b'{"schema":"coach.journal/1","id":"x"}\n' + key.seal(noise) + b"\n" + key.seal(b"\0\0\0\0" + noise) + b"\n"
