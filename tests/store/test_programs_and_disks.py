"""Kept talks where something else goes wrong: another program, a full disk, a crash."""

from __future__ import annotations

import contextlib
import os
import stat
import subprocess
import sys

import msgspec
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from coach.errors import StoreError
from coach.store.files import alone
from coach.store.kept import BY_DEFAULT, PARTS, Choice
from coach.store.sessions import Sessions
from coach.store.vault import open_vault
from tests.store.conftest import OPEN, talk
from tests.store.killing import ROOT, left_in
from tests.store.writing import event

ASK = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
ticks = st.frozensets(st.sampled_from(PARTS))


# --- two programs, rights, disks --------------------------------------------------------------------------------------


def test_two_programs_wait_for_each_other(sessions, sample_recap):
    with (
        alone(sessions.folder / ".lock"),
        pytest.raises(StoreError, match="Another coach"),
        alone(sessions.folder / ".lock", 0.05),
    ):
        pass
    sessions.keep(talk(sample_recap))


def test_what_two_programs_keep_at_once_is_all_there(sessions, sample_recap, tmp_path):
    one = tmp_path / "talk.json"
    one.write_bytes(msgspec.json.encode(talk(sample_recap)))
    program = (
        "import sys, msgspec; from pathlib import Path; from msgspec.structs import replace\n"
        "from coach.store.kept import Kept; from coach.store.sessions import Sessions; from coach.store.vault import *\n"
        "folder = Path(sys.argv[1]); vault = open_vault(folder, Asking(lambda: '', lambda: None, lambda: True))\n"
        "kept = msgspec.json.decode(Path(sys.argv[2]).read_bytes(), type=Kept)\n"
        "for n in range(8):\n"
        "    name = f'{sys.argv[3]}{n}'; session = replace(kept.recap.session, id=name)\n"
        "    Sessions(folder, vault).keep(replace(kept, id=name, recap=replace(kept.recap, session=session)))\n"
    )
    running = [
        subprocess.Popen([sys.executable, "-c", program, str(sessions.folder), str(one), name], cwd=ROOT)
        for name in "ab"
    ]
    assert [each.wait(60) for each in running] == [0, 0]
    assert len(sessions.history()) == 16


def test_only_the_owner_may_read_any_of_it(sessions, sample_recap):
    os.umask(0o000)
    try:
        sessions.keep(talk(sample_recap))
        journal = sessions.begin("talk-2", recoverable=True)
    finally:
        os.umask(0o022)
    for path in (sessions.folder, *sessions.folder.rglob("*")):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path
    journal.destroy()


def test_a_full_disk_changes_nothing(sessions, sample_recap, monkeypatch):
    sessions.keep(talk(sample_recap, "t1"))

    def full(_):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        with pytest.raises(StoreError) as caught:
            sessions.keep(talk(sample_recap, "t2"))
    assert "disk is full" in caught.value.hint
    assert [one.id for one in sessions.history()] == ["t1"]
    assert sessions.load("t1").id == "t1"
    assert not list(sessions.folder.rglob(".*.part"))


@pytest.mark.parametrize("works", range(8))
def test_a_disk_that_fills_up_while_a_talk_is_kept_again_leaves_a_readable_talk(
    sessions, sample_recap, monkeypatch, works
):
    before, after = talk(sample_recap), talk(sample_recap, choice=Choice(BY_DEFAULT, BY_DEFAULT))
    sessions.keep(before)
    real = os.fsync
    for _ in range(3):  # and again, on what the last time left behind
        left = [works]

        def fills_up(descriptor, left=left):
            left[0] -= 1
            if left[0] < 0:
                raise OSError(28, "No space left on device")
            real(descriptor)

        with monkeypatch.context() as patched, contextlib.suppress(StoreError):
            patched.setattr(os, "fsync", fills_up)
            sessions.keep(after)
        assert sessions.load("talk-1") in (before, after)
        assert len(sessions.history()) == 1
    sessions.keep(after)
    assert sessions.load("talk-1") == after
    assert not [path for path in sessions.folder.rglob("*") if path.name.endswith((".old", ".part"))]


@pytest.mark.parametrize("call", ["link", "fsync", "replace", "unlink"])
@pytest.mark.parametrize("works", range(4))
def test_a_crash_at_any_point_of_keeping_again_leaves_a_readable_talk(tmp_path, sample_recap, call, works):
    folder = tmp_path / "kept"
    before, after = talk(sample_recap), talk(sample_recap, choice=Choice(BY_DEFAULT, BY_DEFAULT))
    sessions = Sessions(folder, open_vault(folder, OPEN))
    sessions.keep(before)
    new = tmp_path / "new.json"
    new.write_bytes(msgspec.json.encode(after))
    program = (
        "import os, sys, msgspec; from pathlib import Path; from coach.store.kept import Kept\n"
        "from coach.store.sessions import Sessions; from coach.store.vault import *\n"
        "sessions = Sessions(Path(sys.argv[1]), open_vault(Path(sys.argv[1]), Asking(str, str, bool)))\n"
        "real, left = getattr(os, sys.argv[3]), [int(sys.argv[4])]\n"
        "def stop(*given, **named):\n"
        "    left[0] -= 1\n"
        "    if left[0] < 0: os._exit(9)\n"
        "    return real(*given, **named)\n"
        "setattr(os, sys.argv[3], stop)\n"
        "sessions.keep(msgspec.json.decode(Path(sys.argv[2]).read_bytes(), type=Kept))\n"
    )
    for _ in range(2):  # and again, on what the last time left behind
        subprocess.run([sys.executable, "-c", program, folder, new, call, str(works)], cwd=ROOT, check=False)
        assert sessions.load("talk-1") in (before, after)
        assert len(sessions.history()) == 1
    sessions.forget([])
    sessions.keep(after)
    assert sessions.load("talk-1") == after
    assert not [path for path in folder.rglob("*") if path.name.endswith((".old", ".part"))]


# --- a crash ----------------------------------------------------------------------------------------------------------


def test_a_talk_that_was_left_can_be_brought_back(sessions):
    journal = sessions.begin("talk-1", recoverable=True)
    journal.append(event(1))
    assert sessions.unfinished() == (), "it is still being written"
    journal.close()
    assert left_in(sessions.folder).events == (event(1),)
    sessions.decided("talk-1")
    assert sessions.unfinished() == ()
    assert not list((sessions.folder / "journals").iterdir())


def test_a_talk_that_was_not_to_be_recovered_is_noise_and_goes(sessions):
    journal = sessions.begin("talk-1", recoverable=False)
    journal.append(event(1))
    assert [path.name for path in (sessions.folder / "journals").iterdir()] == ["talk-1.journal"]
    journal.close()
    assert sessions.unfinished() == ()
    assert not list((sessions.folder / "journals").iterdir())


def test_a_dying_program_leaves_no_memory_on_disk():
    program = (
        "import resource; from coach.store.files import no_core_dumps\n"
        "no_core_dumps(); print(resource.getrlimit(resource.RLIMIT_CORE))"
    )
    said = subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True, capture_output=True, text=True)
    assert said.stdout.strip() == "(0, 0)"
