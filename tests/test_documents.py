"""What the documents promise exists: commands, options, make targets, pictures, links."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from coach import __version__
from coach.cli import main

ROOT = Path(__file__).parent.parent
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("models/**/*.md")])
COMMAND = re.compile(r"(?:^|`|\.venv/bin/)coach ([a-z]+)((?: [^`\n#]*)?)", re.MULTILINE)
LINK = re.compile(r"\]\((?!https?:)([^)#]+)\)")


def ids(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", DOCUMENTS, ids=ids)
def test_commands_and_their_options_exist(path):
    for name, rest in COMMAND.findall(path.read_text("utf-8")):
        assert name in main.commands, f"coach {name}"
        known = {flag for parameter in main.commands[name].params for flag in parameter.opts}
        if subcommands := getattr(main.commands[name], "commands", None):
            for command in subcommands.values():
                known |= {flag for parameter in command.params for flag in parameter.opts}
        for option in re.findall(r"(?<!\S)--[a-z-]+", rest):
            assert option in known | {"--help"}, f"coach {name} {option}"


@pytest.mark.parametrize("path", DOCUMENTS, ids=ids)
def test_links_and_pictures_lead_somewhere(path):
    for target in LINK.findall(path.read_text("utf-8")):
        assert (path.parent / target).exists(), target


def test_make_targets_exist():
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    for path in DOCUMENTS:
        for target in re.findall(r"(?:^|`)make ([a-z-]+)", path.read_text("utf-8"), re.MULTILINE):
            assert target in targets, f"{path.name}: make {target}"


def test_a_stranger_finds_the_first_two_commands():
    readme = (ROOT / "README.md").read_text("utf-8")
    assert "make demo" in readme
    assert "make test" in readme


def test_the_lock_files_hold_versions_and_hashes_and_no_addresses():
    for name in ("requirements.lock", "requirements-dev.lock"):
        text = (ROOT / name).read_text("utf-8")
        assert "://" not in text
        pinned = re.findall(r"^[A-Za-z0-9_.-]+==\S+", text, re.MULTILINE)
        assert pinned
        assert text.count("--hash=sha256:") >= len(pinned)


def test_every_dependency_has_its_reason():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = [*project["dependencies"], *(one for extra in project["optional-dependencies"].values() for one in extra)]
    names = {re.split(r"[<>=!~\[ ]", one)[0].lower() for one in wanted}
    reasons = (ROOT / "docs/decisions/0002-libraries.md").read_text("utf-8").lower()
    assert len(names) > 15
    assert not {name for name in names if not re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", reasons)}


def test_every_figure_of_the_readme_stands_in_the_benchmarks():
    readme = (ROOT / "README.md").read_text("utf-8")
    table = readme.partition("| | measured | again with |")[2].partition("\n\n")[0]
    figures = [row.split("|")[2].strip() for row in table.strip().splitlines()[1:]]
    benchmarks = (ROOT / "docs/benchmarks.md").read_text("utf-8")
    assert figures
    assert not [figure for figure in figures if figure not in benchmarks]


def test_python_modules_that_are_to_be_run_exist():
    for path in DOCUMENTS:
        for module in re.findall(r"python -m ((?:tests|tools)[a-z_.]+)", path.read_text("utf-8")):
            place = ROOT / module.replace(".", "/")
            assert place.with_suffix(".py").exists() or (place / "__main__.py").exists(), f"{path.name}: {module}"


def test_the_wheel_that_the_readme_names_is_the_one_that_is_built():
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    named = re.findall(r"coach-([\d.]+)-py3-none-any\.whl", (ROOT / "README.md").read_text("utf-8"))
    assert named
    assert set(named) == {version} == {__version__}
