"""What another system lacks: told in words where it is known, and never a traceback."""

from __future__ import annotations

import os
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

from coach.errors import CoachError

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1"])
def test_a_terminal_without_our_characters_still_gets_the_whole_recap(tmp_path, encoding):
    (tmp_path / "talk.txt").write_text("Maya: I felt alone — a lot.\nTom: I am sorry. I hear you.\n", "utf-8")
    told = subprocess.run(
        [sys.executable, "-m", "coach", "review", "talk.txt"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONIOENCODING": encoding, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=False,
    )
    assert told.returncode == 0, told.stderr
    assert "This is practice, not therapy." in told.stdout.decode(encoding)


def test_plain_lines_say_that_they_need_another_system(monkeypatch):
    monkeypatch.setattr(sys, "platform", "win32")
    with pytest.raises(CoachError) as refused:
        runpy.run_path(str(ROOT / "coach/plain/terminal.py"))
    assert "Linux or macOS" in refused.value.message
    assert "--plain" in refused.value.hint


def test_a_file_that_is_held_is_written_on_from_where_it_was(tmp_path):
    from coach.store.files import hold

    path = tmp_path / "held"
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        os.write(descriptor, b"begun ")
        assert hold(descriptor)
        os.write(descriptor, b"and gone on with")
    finally:
        os.close(descriptor)
    assert path.read_bytes() == b"begun and gone on with"
