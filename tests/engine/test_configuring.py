"""Changing one key at a time: checked before it is written, and nothing else in the file moves."""

from __future__ import annotations

from pathlib import Path

import pytest

from coach.bundled import bundled
from coach.engine.configuring import Configuration, changed
from coach.errors import ConfigError
from coach.settings import Settings, load

SHIPPED = bundled("config.toml").read_text("utf-8")


@pytest.fixture
def configuration(tmp_path: Path) -> Configuration:
    return Configuration(tmp_path / "new" / "config.toml")


@pytest.mark.parametrize(
    ("table", "name", "words", "value"),
    [
        ("talk", "names", "Maya, Tom", ("Maya", "Tom")),
        ("talk", "topic", 'the "big" # question', 'the "big" # question'),
        ("talk", "topic", "2026", "2026"),
        ("talk", "minutes", "30", 30.0),
        ("hearing", "microphone", "3", 3),
        ("hearing", "microphone", "USB", "USB"),
        ("screen", "animation", "no", False),
        ("screen", "theme", "high_contrast", "high_contrast"),
        ("guidance", "levels", "dismissal = off, apology = recap", {"dismissal": "off", "apology": "recap"}),
    ],
)
def test_a_key_is_written_as_it_was_said(
    configuration: Configuration, table: str, name: str, words: str, value: object
) -> None:
    configuration.change(table, name, words)
    assert getattr(getattr(load(configuration.path), table), name) == value
    before, after = SHIPPED.splitlines(), configuration.path.read_text("utf-8").splitlines()
    assert len(before) == len(after)
    differing = [(one, other) for one, other in zip(before, after, strict=True) if one != other]
    assert len(differing) == 1
    comments = [line.rpartition("# ")[2] for line in differing[0]]
    assert comments[0] == comments[1] or "#" not in differing[0][0]


@pytest.mark.parametrize(
    ("table", "name", "words"),
    [
        ("talk", "minutes", "soon"),
        ("talk", "minutes", "1e9"),
        ("cues", "gap_s", "3"),
        ("talk", "names", "only one"),
        ("guidance", "levels", "dismissal = loud"),
        ("talk", "mode", 'open"\nevil = "1'),
    ],
)
def test_what_does_not_fit_is_not_written(configuration: Configuration, table: str, name: str, words: str) -> None:
    with pytest.raises(ConfigError):
        configuration.change(table, name, words)
    assert not configuration.path.exists()
    assert configuration.settings == Settings()


def test_a_short_file_of_one_s_own_keeps_its_words() -> None:
    own = "# mine\n[screen]\ntheme = 'light' # at noon\n"
    assert changed(own, "screen", "theme", '"dark"') == '# mine\n[screen]\ntheme = "dark"  # at noon\n'
    assert changed(own, "screen", "sound", "true").endswith("# at noon\nsound = true\n")
    assert changed(own, "talk", "minutes", "5").endswith("\n\n[talk]\nminutes = 5\n")


def test_every_setting_is_offered_with_what_it_means(configuration: Configuration) -> None:
    keys = {(key.table, key.name): key for key in configuration.keys}
    assert len(keys) == sum(
        len(type(getattr(Settings(), table)).__struct_fields__) for table in Settings.__struct_fields__
    )
    assert keys["cues", "gap_s"].about == "seconds between two cues, at least 20"
    assert keys["screen", "theme"].choices == ("auto", "dark", "light", "high_contrast")


def test_the_file_in_force_is_the_one_that_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("coach.settings.user_folder", lambda: tmp_path / "user")
    assert Configuration.in_force(None).path == tmp_path / "user" / "config.toml"
    (tmp_path / "config.toml").write_text("[other]\nprogram = 1\n")
    assert Configuration.in_force(None).path == tmp_path / "user" / "config.toml"
    (tmp_path / "config.toml").write_text("[talk]\nminutes = 5\n")
    assert Configuration.in_force(None).path == Path("config.toml")
    assert Configuration.in_force("mine.toml").path == Path("mine.toml")


def test_one_in_three_is_said_so_and_can_be_written_back(configuration: Configuration) -> None:
    def shown() -> str:
        return next(key.value for key in configuration.keys if key.name == "praise_share")

    assert shown() == "one in three"
    configuration.change("cues", "praise_share", "0.5")
    assert shown() == "0.5"
    configuration.change("cues", "praise_share", "one in three")
    assert shown() == "one in three"
