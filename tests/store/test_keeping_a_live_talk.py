"""A live talk that is written down as it happens: nothing lost, never in the way, and gone with the quick exit."""

from __future__ import annotations

import errno
import os
import re
import tempfile
import threading
from pathlib import Path

import pytest

from coach.core.events import FLEETING, Ended, Event, Failed
from coach.core.recapping import recap
from coach.core.talk import Header
from coach.detectors import ALL
from coach.engine.parts import typed_talk
from coach.errors import StoreError
from coach.settings import Settings
from coach.store.journal import Keeping, read_journal
from coach.store.vault import Key
from tests.engine.fakes import Cardboard, Sound, Watched, demo_sound
from tests.store.test_journal import FullDisk
from tests.store.writing import event

WORDS = ("quince", "zeppelin", "marzipan")


@pytest.fixture
def watched():
    lines = [f"I feel like the {word} on most days." for word in WORDS]
    return Watched(lambda: Sound(demo_sound()), lambda: Cardboard(*lines, then="We talk about the quince."))


def test_what_is_on_disk_is_the_talk(sessions, watched):
    journal = sessions.begin("t", recoverable=True)
    watched.talk.keep = Keeping(journal, say=pytest.fail)
    watched.start().to_the_end()
    journal.close()
    found = sessions.recover("t")
    assert found.events == tuple(watched.talk.journal)
    assert isinstance(found.events[-1], Ended)
    assert recap(found.events, ALL) == watched.talk.recap()


def test_a_full_disk_does_not_stop_the_talk(tmp_path, watched):
    journal = FullDisk(tmp_path / "t.journal", "t", Key.fresh("journal:t"))
    journal.room = 700
    told: list[StoreError] = []
    watched.talk.keep = Keeping(journal, told.append)
    events = watched.start().to_the_end()
    assert isinstance(events[-1], Ended)
    assert len(told) == 1
    assert watched.talk.recap().turns
    journal.room = 10**9
    watched.talk.keep(event(1))
    assert watched.talk.keep.waiting == 0


@pytest.fixture
def everything_here(tmp_path, monkeypatch):
    """All that a program would write for its user or for a while goes into one folder."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    for name in ("HOME", "TMPDIR", "XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    return tmp_path


def test_quick_exit_leaves_no_word_anywhere(everything_here, sessions, watched, capfd, caplog):
    """Looked for in the kept folder, temporary and user folders, logs, what was printed, and files mapped into memory."""
    keeping = Keeping(sessions.begin("t", recoverable=True), say=pytest.fail)
    watched.talk.keep = keeping
    watched.start().until(lambda events: any("quince" in repr(one) for one in events))
    before = {path.name for path in (sessions.folder / "journals").iterdir()}
    watched.talk.abandon()
    keeping.forget()
    assert watched.talk.wait(30)
    assert before == {"t.journal", "t.key"}
    assert not list((sessions.folder / "journals").iterdir())
    assert watched.talk.journal == []
    printed = capfd.readouterr()
    everywhere = [printed.out, printed.err, caplog.text]
    everywhere += [path.read_bytes().decode("latin-1") for path in everything_here.rglob("*") if path.is_file()]
    everywhere += [path.read_bytes().decode("latin-1") for path in mapped() if path.is_relative_to(everything_here)]
    assert not re.search("|".join(WORDS), "\n".join(everywhere))


def mapped() -> set[Path]:
    maps = Path("/proc/self/maps")
    names = re.findall(r"(/\S+)$", maps.read_text(), re.MULTILINE) if maps.exists() else []
    return {Path(name) for name in names if Path(name).is_file()}


def test_several_threads_write_whole_lines(tmp_path):
    key = Key.fresh("journal:t")
    path = tmp_path / "t.journal"
    keeping = Keeping(FullDisk(path, "t", key), say=pytest.fail)
    threads = [threading.Thread(target=lambda: [keeping(event(n)) for n in range(1, 101)]) for _ in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    found = read_journal(path, key)
    assert len(found.events) == 400
    assert not found.damaged


def test_what_can_not_be_written_is_told_and_the_rest_goes_on(tmp_path):
    key = Key.fresh("journal:t")
    told: list[StoreError] = []
    keeping = Keeping(FullDisk(tmp_path / "t.journal", "t", key), told.append)
    keeping(Failed(at=1.0, message=object(), hint=""))
    keeping(event(2))
    assert "could not be written down" in told[0].message
    assert read_journal(tmp_path / "t.journal", key).events == (event(2),)


def test_a_disk_that_breaks_is_told_in_words(tmp_path, monkeypatch):
    keeping = Keeping(FullDisk(tmp_path / "t.journal", "t", Key.fresh("journal:t")), (told := []).append)

    def broken(*_):
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(os, "write", broken)
    keeping(event(1))
    assert "goes on, in memory" in told[0].message
    assert told[0].hint


def test_a_written_talk_is_kept_the_same_way(sessions):
    typed = typed_talk(Settings(), Header(id="t", names=("Maya", "Tom"), timed=False))
    journal = sessions.begin("t", recoverable=True)
    typed.keep = Keeping(journal, say=pytest.fail)
    told: list[Event] = []
    typed.start(told.append)
    typed.write("A", "I feel alone with the dishes.")
    typed.stop()
    assert typed.wait(60)
    journal.close()
    assert sessions.recover("t").events == tuple(one for one in told if not isinstance(one, FLEETING))
