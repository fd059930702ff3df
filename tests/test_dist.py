"""What a stranger installs: built to the same bytes each time, whole, with nothing beside it, and at work far from a checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from coach.demo import audio_path
from tests.benchmarks.sounds import cut
from tools.dist import ROOT, again, build

pytestmark = pytest.mark.slow

OF_THE_SOURCE_ONLY = {"coach/demo/make_talk.py", "coach/demo/talk.script.json", "coach/demo/README.md"}
BESIDE_THE_PACKAGE = {
    "coach/bundled/config.toml": "config.toml",
    "coach/bundled/models/manifest.toml": "models/manifest.toml",
}
Coach = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> tuple[Path, Path]:
    """The wheel and the sdist."""
    wheel, sdist = build(ROOT, tmp_path_factory.mktemp("dist"))
    return wheel, sdist


@pytest.fixture(scope="module")
def coach(built, tmp_path_factory) -> Coach:
    """`coach` as the wheel brings it, run where there is no checkout, by a user of its own."""
    site, away = tmp_path_factory.mktemp("site"), tmp_path_factory.mktemp("away")
    with zipfile.ZipFile(built[0]) as wheel:
        wheel.extractall(site)  # noqa: S202 - our own, just built
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(site),
        "HOME": str(away),
        "COACH_MODELS": str(away / "models"),
        "LC_ALL": "C.UTF-8",
    }

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-P", "-m", "coach", *arguments],
            cwd=away,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )

    where = subprocess.run(
        [sys.executable, "-P", "-c", "import coach; print(coach.__file__)"],
        cwd=away,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert where.stdout.startswith(str(site))
    return run


def names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as file:
        return {name for name in file.namelist() if ".dist-info/" not in name}


def files(folder: str) -> set[str]:
    found = (path.relative_to(ROOT) for path in (ROOT / folder).rglob("*") if path.is_file())
    return {path.as_posix() for path in found if "__pycache__" not in path.parts}


def test_built_again_elsewhere_from_the_sdist_both_are_the_same_bytes(built, tmp_path):
    second = again(built[1], tmp_path)
    assert [path.name for path in second] == [path.name for path in built]
    assert [path.read_bytes() == one.read_bytes() for path, one in zip(second, built, strict=True)] == [True, True]


def test_the_wheel_holds_the_package_what_travels_with_it_and_nothing_else(built):
    models = {f"coach/bundled/{name}" for name in files("models/moves") | files("models/rehearsal-en")}
    assert names(built[0]) == (files("coach") - OF_THE_SOURCE_ONLY) | set(BESIDE_THE_PACKAGE) | models


def test_what_lies_beside_the_package_travels_unchanged(built):
    with zipfile.ZipFile(built[0]) as wheel:
        for name, source in BESIDE_THE_PACKAGE.items():
            assert wheel.read(name) == (ROOT / source).read_bytes()


def test_both_licences_come_along(built):
    with zipfile.ZipFile(built[0]) as wheel:
        licences = {name.split("/licenses/")[1] for name in wheel.namelist() if "/licenses/" in name}
    assert licences == {"LICENSE", "models/moves/LICENSE-Apache-2.0"}


def test_the_sdist_holds_all_that_a_reader_of_the_source_is_shown(built):
    with tarfile.open(built[1]) as file:
        held = {name.partition("/")[2] for name in file.getnames()}
    for folder in ("coach", "models", "tests", "tools", "docs"):
        assert not files(folder) - held
    assert {"Makefile", "README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", "LICENSE", "config.toml"} <= held
    assert {"requirements.lock", "requirements-dev.lock"} <= held


def test_installed_it_says_what_it_can_do(coach):
    shown = coach("--help")
    assert shown.returncode == 0
    assert all(command in shown.stdout for command in ("demo", "talk", "review", "homework", "doctor", "rules"))
    rules = coach("rules", "blame")
    assert rules.returncode == 0
    assert "Measured on" in rules.stdout


def test_installed_the_doctor_finds_every_part_that_travels_along(coach):
    found = coach("doctor").stdout
    assert "ok    Learned layer" in found
    assert "ok    Rehearsal" in found


def test_installed_it_plays_the_sample_talk_and_tells_its_recap(coach):
    shown = coach("demo")
    assert shown.returncode == 0, shown.stderr
    assert "The dishes" in shown.stdout
    assert "This is practice, not therapy." in shown.stdout


def test_installed_it_looks_back_on_a_transcript_and_on_a_sound_file(coach, tmp_path):
    transcript = tmp_path / "talk.txt"
    transcript.write_text("Maya: I felt alone last night.\nTom: I am sorry. I hear that you felt alone.\n", "utf-8")
    read = coach("review", str(transcript), "--format", "html", "--output", str(tmp_path / "recap.html"))
    assert read.returncode == 0, read.stderr
    assert "Maya" in (tmp_path / "recap.html").read_text("utf-8")
    sound = cut(audio_path(), tmp_path / "talk.flac", seconds=8)
    heard = coach("review", str(sound), "--model", "rehearsal-en", "--format", "json", "--speakers", "Maya,Tom")
    assert heard.returncode == 0, heard.stderr
    assert '"schema":"coach.recap/1"' in heard.stdout.replace(" ", "")


def test_installed_it_has_assignments_to_begin_with(coach):
    shown = coach("homework", "show")
    assert shown.returncode == 0, shown.stderr
    assert "Softer openings" in shown.stdout
