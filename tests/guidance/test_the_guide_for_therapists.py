"""docs/therapists.md: its files are read and do what they say, its commands run."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from coach.cli import main
from coach.settings import parse

GUIDE = (Path(__file__).parent.parent.parent / "docs/therapists.md").read_text("utf-8")
BLOCKS = re.findall(r"^```(\w*)\n(.*?)^```$", GUIDE, re.DOTALL | re.MULTILINE)
HOMEWORK, RULE, CONFIG = (text for language, text in BLOCKS if language == "toml")
COMMANDS = [
    line.split("#")[0].split()[1:]
    for language, text in BLOCKS
    for line in text.splitlines()
    if not language and line.startswith("coach ")
]


@pytest.fixture
def place(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    (tmp_path / "softer.toml").write_text(HOMEWORK)
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules/brushing.toml").write_text(RULE)
    (tmp_path / "coach-rules").symlink_to("rules")
    (tmp_path / "config.toml").write_text(CONFIG)
    (tmp_path / "talk.txt").write_text("Maya: I felt alone.\nTom: Here we go, the dishes.\n")
    return tmp_path


def test_the_guide_has_commands_to_run():
    assert len(COMMANDS) >= 7
    assert parse(CONFIG, "config.toml").guidance.folder == "~/coach-rules"


@pytest.mark.parametrize("command", [one for one in COMMANDS if one[:2] != ["homework", "pack"]], ids=" ".join)
def test_each_command_runs(place, command):
    run = CliRunner().invoke(main, command)
    assert run.exit_code == 0, run.output
    assert run.stderr == ""


def test_the_rule_that_coach_prints_is_the_one_shown_here():
    assert CliRunner().invoke(main, ["rules", "--example"]).stdout == RULE


def test_a_packet_without_any_kept_talk_says_so(place):
    (command,) = [one for one in COMMANDS if one[:2] == ["homework", "pack"]]
    run = CliRunner().invoke(main, command)
    assert run.exit_code == 1
    assert "No talk was kept" in run.stderr


def test_the_worked_example_is_noticed_in_the_therapists_words(place):
    told = CliRunner().invoke(main, ["review", "talk.txt", "--format", "json"]).stdout
    assert "From your own rules: our third meeting." in told
    assert "Brushing off" in told
