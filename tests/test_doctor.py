"""`coach doctor`: every check is made, and what is missing comes with what to do."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from click.testing import CliRunner

from coach import doctor
from coach.cli import main
from coach.doctor import Check, checks
from coach.settings import Keeping, Settings


@pytest.fixture(autouse=True)
def empty_home(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "COACH_MODELS"):
        monkeypatch.setenv(name, str(tmp_path / name))


def found() -> dict[str, Check]:
    return {check.name: check for check in checks(None, 0)}


def test_a_model_that_is_missing_comes_with_the_command_that_fetches_it():
    missing = found()["Speech model"]
    assert not missing.ok
    assert missing.needed
    assert "coach setup" in missing.advice


def test_what_is_bundled_is_there():
    names = found()
    assert names["Rehearsal"].ok
    assert names["Learned layer"].ok
    assert names["Python"].ok


def test_where_talks_are_kept_is_told():
    assert "nothing kept yet" in found()["Kept talks"].found


def test_a_mistake_in_the_configuration_stops_no_other_check(tmp_path):
    (tmp_path / "config.toml").write_text("[cues]\ngap = 1\n")
    names = found()
    assert not names["Configuration"].ok
    assert names["Rehearsal"].ok


def test_the_exit_code_says_whether_a_talk_can_begin():
    result = CliRunner().invoke(main, ["doctor", "--seconds", "0"])
    assert result.exit_code == 1
    assert "to mend before a talk" in result.output
    assert "Traceback" not in result.output


def test_names_of_devices_are_text():
    assert "\x1b" not in Check("Microphone", ok=True, found="evil \x1b[2J name").line()


def test_the_disk_that_talks_are_kept_on_counts_too(tmp_path, monkeypatch):
    """A folder that is not there yet lies on the disk of its nearest parent that is."""
    kept = tmp_path / "there" / "not yet"
    kept.parent.mkdir()
    rooms = {str(kept.parent): 3e6}
    monkeypatch.setattr(doctor.shutil, "disk_usage", lambda one: SimpleNamespace(free=rooms.get(str(one), 65e9)))
    found = doctor._tried("Disk", lambda: doctor._room(Settings(keeping=Keeping(folder=str(kept)))), needed=False)
    assert found.line().startswith(f"note  Disk           3 MB free on the disk of {kept.parent}.")
    assert "Make room" in found.line()
    roomy = doctor._tried("Disk", lambda: doctor._room(Settings(keeping=Keeping(folder=str(tmp_path)))), needed=False)
    assert roomy.line() == "ok    Disk           65 GB free"
