"""Settings: the shipped file is the defaults; every mistake is named with its file, its key and what was expected."""

from __future__ import annotations

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.bundled import bundled
from coach.errors import ConfigError
from coach.settings import Settings, load, parse


def test_the_shipped_file_is_the_defaults():
    assert load(bundled("config.toml")) == Settings()


def test_every_key_of_the_shipped_file_has_a_comment():
    keys = [
        line for line in bundled("config.toml").read_text().splitlines() if " = " in line and not line.startswith("#")
    ]
    without = [line for line in keys if "#" not in line and not line.startswith(("animation", "sound"))]
    assert without == []


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("[cues]\ngap = 45", "unknown key cues.gap", "Did you mean cues.gap_s?"),
        ("[cue]\n", "unknown key cue", "Did you mean cues?"),
        ("[cues]\ngap_s = 5", "cues.gap_s: expected float >= 20", "config.toml explains"),
        ('[cues]\ngap_s = "45"', "cues.gap_s: expected", "config.toml explains"),
        ('[talk]\nnames = ["Maya"]', "talk.names: expected array of length 2", "config.toml explains"),
        ('[talk]\nmode = "loud"', "talk.mode: invalid enum value 'loud'", "config.toml explains"),
        ("cues = 3", "cues is a table", "[cues]"),
        ("[cues", "is not valid TOML", "Mend the line"),
        ('[guidance.levels]\nblame = "loud"', "guidance.levels", "config.toml explains"),
    ],
)
def test_a_mistake_is_named(text, message, hint):
    with pytest.raises(ConfigError) as error:
        parse(text, "my.toml")
    assert error.value.message.startswith("my.toml")
    assert message in error.value.message
    assert hint in error.value.hint or "shows how" in error.value.hint


@given(st.text())
def test_any_text_gives_settings_or_a_clear_error(text):
    try:
        assert isinstance(parse(text, "any.toml"), Settings)
    except ConfigError as error:
        assert error.hint


def test_the_first_file_found_wins(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "user"))
    assert load() == Settings()
    (tmp_path / "config.toml").write_text('[talk]\ntopic = "here"')
    (tmp_path / "other.toml").write_text('[talk]\ntopic = "asked for"')
    assert load().talk.topic == "here"
    assert load(tmp_path / "other.toml").talk.topic == "asked for"


def test_another_programs_config_is_left_alone(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "user"))
    (tmp_path / "config.toml").write_text("[server]\nport = 80\n[cues_of_another]\n")
    assert load() == Settings()


def test_a_file_that_is_missing_or_not_text_is_named(tmp_path):
    with pytest.raises(ConfigError, match=r"none\.toml could not be read"):
        load(tmp_path / "none.toml")
    (tmp_path / "bytes.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ConfigError, match="not UTF-8"):
        load(tmp_path / "bytes.toml")


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="the superuser may read everything")
def test_a_file_without_rights_is_named(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text("")
    path.chmod(0)
    with pytest.raises(ConfigError, match="could not be read"):
        load(path)
