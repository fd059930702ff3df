"""`coach rules`: the list, a page, and a therapist's folder checked."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from coach.cli import figures, main
from coach.detectors import ALL

RULE = """\
schema = "coach.guidance/1"
kind = "dismissal"
title = "Brushing off"
source = "our \\u001b[31mthird meeting"
phrases = ["here we go"]
unless = ["here we go to *"]
finds = ["[Here we go], the dishes."]
leaves = ["Here we go to Lisbon on Friday."]
"""


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return lambda *arguments: CliRunner().invoke(main, ["rules", *arguments])


@pytest.fixture
def own(tmp_path):
    folder = tmp_path / "rules"
    folder.mkdir()
    (folder / "brushing.toml").write_text(RULE)
    (tmp_path / "config.toml").write_text(f"[guidance]\nfolder = '{folder}'\nlevels = {{ blame = 'recap' }}\n")
    return folder


def test_the_list_has_every_move_with_its_figures_in_eighty_columns(run):
    shown = run()
    assert shown.exit_code == 0
    lines = shown.stdout.splitlines()
    measured = figures.load()
    assert measured is not None
    for one in ALL:
        (line,) = [line for line in lines if line.split()[:1] == [one.kind]]
        assert one.title in line
        if one.kind in measured.kinds:
            assert f" of {measured.kinds[one.kind].found} " in line
            assert f" of {measured.kinds[one.kind].gold} " in line
    assert all(len(line) <= 80 for line in lines)


@pytest.mark.parametrize("kind", [one.kind for one in ALL])
def test_a_page_fits_eighty_columns_and_says_it_all(run, kind):
    shown = run(kind)
    assert shown.exit_code == 0
    detector = next(one for one in ALL if one.kind == kind)
    together = " ".join(shown.stdout.split())
    assert "".join(detector.source.split()) in "".join(shown.stdout.split())
    measured = figures.load()
    assert measured is not None
    assert ("Right, of those found: " in together) is (kind in measured.kinds)
    assert "Left alone:" in together
    assert all(len(line) <= 80 for line in shown.stdout.splitlines())


def test_levels_and_own_rules_are_shown_as_they_are_set(run, own):
    lines = run().stdout.splitlines()
    assert next(line for line in lines if line.startswith("blame ")).split()[1] == "recap"
    assert any("Brushing off: our third meeting" in line for line in lines)
    page = run("dismissal").stdout
    assert "Your own rule: Brushing off (recap), from our third meeting." in " ".join(page.split())
    assert "\x1b" not in page


def test_without_figures_the_rules_are_still_told(run, monkeypatch):
    monkeypatch.setattr(figures, "load", lambda: None)
    assert run().exit_code == 0
    assert "Measured" not in run("blame").stdout


def test_a_kind_misspelt_is_guessed(run):
    shown = run("blaem")
    assert shown.exit_code == 1
    assert "Did you mean blame?" in shown.stderr


def test_a_good_folder_is_told_fine(run, own):
    shown = run("--check", str(own))
    assert shown.exit_code == 0
    assert shown.stdout == "fine: Brushing off (dismissal, recap), from our third meeting: 1 found, 1 left alone\n"


def test_a_bad_rule_is_named_and_the_good_ones_go_on(run, own):
    (own / "wrong.toml").write_text(RULE.replace('unless = ["here we go to *"]\n', ""))
    shown = run("--check", str(own))
    assert shown.exit_code == 1
    assert "fine: Brushing off" in shown.stdout
    assert "wrong.toml, line 7: an example of leaves fails; found: “Here we go”; to be found: nothing." in shown.stderr


def test_an_empty_folder_is_no_success(run, tmp_path):
    (tmp_path / "empty").mkdir()
    assert run("--check", str(tmp_path / "empty")).exit_code == 1
    missing = run("--check", str(tmp_path / "none"))
    assert missing.exit_code == 1
    assert "There is no folder" in missing.stderr


def test_one_rule_alone_is_told_that_the_folder_is_read(run, own):
    shown = run("--check", str(next(own.iterdir())))
    assert shown.exit_code == 1
    assert f"Try: coach rules --check {own}" in shown.stderr


def test_the_example_is_a_rule_that_needs_nothing_mended(run, tmp_path):
    printed = run("--example")
    assert printed.exit_code == 0
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/first.toml").write_text(printed.stdout, "utf-8")
    checked = run("--check", "mine")
    assert checked.exit_code == 0
    assert checked.stdout.startswith("fine: Brushing off (dismissal, recap), from our third meeting")


def test_what_is_to_be_mended_leads_to_something_that_is_installed(run, own):
    (own / "brushing.toml").write_text('schema = "coach.guidance/1"\nkind = "dismissal"\n')
    shown = run("--check", str(own))
    assert shown.exit_code == 1
    assert "coach rules --example" in shown.stderr
    assert "docs/" not in shown.output


def test_a_rule_about_threats_is_for_each_alone_and_never_said_to_be_in_the_recap(run, own):
    rule = RULE.replace('"dismissal"', '"threat"').replace("title", 'level = "cue"\ntitle')
    (own / "brushing.toml").write_text(rule)
    shown = run("--check", str(own))
    assert "(threat, alone)" in shown.stdout
    assert "each can look at it alone" in shown.stderr
    assert "for the recap" not in shown.output
    (line,) = [line for line in run().stdout.splitlines() if line.startswith("threat ")]
    assert line.split()[1] == "alone"
