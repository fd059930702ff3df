"""Names of files and folders, the configuration and the environment as somebody hostile would have them.

Every command ends in what was asked or in our own words, never in a traceback, and nothing it prints steers a terminal.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from coach.bundled import bundled
from coach.cli import main
from tests.audio.fake_sounddevice import FakeDevice, FakeSounddevice
from tests.fuzz.stored import exported, kept

EVIL = "e\x1b]0;owned\x07\nvil\u202e[red]\x9b2J"
TALK = "Maya: You never help me with the dishes.\nTom: I had a long day, \x1b[2J and \u202ethat.\n"
PLACES = (
    "",
    EVIL,
    "x" * 300,
    "~nobody-of-that-name/x",
    "~",
    "a\0b",
    "/proc/1/root/x",
    "/dev/null/x",
    "../../x",
    "\udcff",
)

NAMES = tuple(place for place in PLACES if "\0" not in place)  # no system hands such a name to a program


@pytest.fixture
def run(tmp_path, monkeypatch):
    here = tmp_path / f"{EVIL} home"
    here.mkdir()
    monkeypatch.chdir(here)
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(here / name))
    monkeypatch.setitem(sys.modules, "sounddevice", FakeSounddevice(FakeDevice(EVIL), FakeDevice("m" * 9000)))

    def run(*arguments: str, says: str = "") -> str:
        result = CliRunner(charset="utf-8").invoke(main, list(arguments), input=says)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        assert result.exit_code in {0, 1, 2}
        steering = [line for line in result.output.split("\n") if not line.isprintable()]
        assert not steering, steering
        return result.output

    return run


def configured(**tables: dict[str, object]) -> None:
    text = "".join(
        f"[{table}]\n" + "".join(f"{key} = {json.dumps(value)}\n" for key, value in keys.items())
        for table, keys in tables.items()
    )
    Path("config.toml").write_text(text, "utf-8")


LOOKING = (
    ("doctor", "--seconds", "0"),
    ("devices",),
    ("history",),
    ("history", "x"),
    ("forget", "x"),
    ("forget", "--all", "--yes"),
    ("export", "--output", f"{EVIL}.json", "--both-agree"),
    ("lock",),
    ("recover",),
    ("rules", "blame"),
    ("homework", "show", str(bundled("homework/softer-openings.toml"))),
    ("listen", "talk.wav"),
)


@pytest.mark.parametrize("place", PLACES, ids=range(len(PLACES)))
def test_any_folder_in_the_configuration(run, place):
    if "\0" in place or "\udcff" in place:
        Path("config.toml").write_text('[keeping]\nfolder = "a\\u0000b"\n[hearing]\nmodel = "a\\u0000b"\n', "utf-8")
    else:
        configured(
            keeping={"folder": place},
            guidance={"folder": place},
            hearing={"model": place or "nobody", "microphone": place},
        )
    for command in LOOKING:
        run(*command)


@pytest.mark.parametrize("place", NAMES, ids=range(len(NAMES)))
@pytest.mark.parametrize("command", ["review", "import", "listen", "check", "show", "rules", "config", "setup"])
def test_any_name_of_a_file(run, place, command):
    commands = {
        "review": ("review", place, f"{place}.txt", f"{place}.json"),
        "import": ("import", place),
        "listen": ("listen", f"{place}.wav"),
        "check": ("homework", "check", place),
        "show": ("homework", "show", place),
        "rules": ("rules", "--check", place),
        "config": ("--config", place, "history"),
        "setup": ("setup", "--from", place),
    }
    run(*commands[command])


def test_a_talk_with_an_evil_name_in_a_folder_with_one(run):
    for ending, text in ((".txt", TALK), (".json", json.dumps({"turns": [{"speaker": EVIL, "text": EVIL}]}))):
        Path(f"{EVIL}{ending}").write_text(text, "utf-8")
        for form in ("text", "json", "md", "html"):
            told = run("review", f"{EVIL}{ending}", "--format", form, "--topic", EVIL, "--speakers", f"{EVIL},Tom")
            assert "[red]" in told or "\\[red\\]" in told or "Tom" in told
        run("review", f"{EVIL}{ending}", f"{EVIL}{ending}", "--output", f"{EVIL}.out")


def test_names_and_topic_of_the_configuration(run):
    configured(talk={"names": [EVIL, ""], "topic": EVIL})
    Path("talk.txt").write_text(TALK, "utf-8")
    run("review", "talk.txt")
    configured(talk={"names": ["N" * 10_000, "Tom"], "topic": ""})
    assert "names" in run("review", "talk.txt")


def test_kept_talks_in_an_evil_folder(run):
    configured(keeping={"folder": str(Path(f"{EVIL} kept").absolute())})
    Path("in.json").write_bytes(exported([kept()]))
    assert "1 came in" in run("import", "in.json", says="\ny\n")
    assert "talk-1" in run("history")
    run("history", "talk-1")
    told = run("export", "--output", f"{EVIL}.out", "--both-agree")
    assert "1 talk in" in told
    assert (Path(f"{EVIL}.out").stat().st_mode & 0o077) == 0
    run("lock")
    run("forget", "talk-1", "--yes")


@pytest.mark.parametrize("name", ["../../x", "/etc/passwd", "..", "talks/../../x", "a\nb", "x" * 80, "-"])
def test_no_id_is_a_path(run, name, tmp_path):
    configured(keeping={"folder": str(Path("kept").absolute())})
    before = sorted(tmp_path.rglob("*"))
    export = json.loads(exported([kept()]))
    export["talks"][0]["id"] = export["talks"][0]["recap"]["session"]["id"] = name
    Path("in.json").write_text(json.dumps(export))
    assert "1 came in" not in run("import", "in.json", says="\ny\n")
    run("forget", name, "--yes")
    run("history", name)
    new = {path.name for path in tmp_path.rglob("*")} - {path.name for path in before}
    assert new <= {"in.json", "kept", "talks", "keys", "journals", "vault.json", ".lock", "index", "config.toml"}


@pytest.mark.parametrize("home", [None, "", "relative", EVIL, "/nowhere/at/all", "x" * 400])
def test_any_home(run, monkeypatch, home):
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "HOME"):
        monkeypatch.delenv(name, raising=False)
    if home is None:
        monkeypatch.setattr("os.path.expanduser", lambda path: path)  # nobody's home, in no list of users either
    else:
        monkeypatch.setenv("HOME", home)
    for command in (
        ("doctor", "--seconds", "0"),
        ("history",),
        ("rules", "blame"),
        ("setup", "--from", "."),
        ("lock",),
    ):
        run(*command)
    assert not Path("~").exists()


@pytest.mark.parametrize("value", [EVIL, "x" * 5000, "~nobody-of-that-name", "relative", "", "/dev/null"])
@pytest.mark.parametrize(
    "name", ["XDG_DATA_HOME", "XDG_CONFIG_HOME", "COACH_MODELS", "LANG", "LC_ALL", "COLUMNS", "TERM", "NO_COLOR"]
)
def test_any_variable(run, monkeypatch, name, value):
    monkeypatch.setenv(name, value)
    for command in (("doctor", "--seconds", "0"), ("history",), ("setup", "--from", ".")):
        run(*command)


def test_a_configuration_without_an_end(run, tmp_path):
    assert "too large" in run("--config", "/dev/zero", "history")
    Path("config.toml").write_bytes(b"# " + b"x" * 3_000_000)
    assert "too large" in run("history")
    Path("config.toml").write_text("a = " + "[" * 5000)
    assert "nested too deeply" in run("history")
