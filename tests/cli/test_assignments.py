"""Homework on the command line: checked, shown, practised, and packed with a yes from both."""

from __future__ import annotations

import stat

import pytest

from coach.cli.talking import _for_homework
from coach.settings import Settings, Talk
from tests.cli.sample_kept import HOMEWORK, put


def test_check_for_therapists(run, tmp_path):
    assert "fine. Softer openings" in run("homework", "check", HOMEWORK).output
    (tmp_path / "bad.toml").write_text('schema = "coach.homework/1"\ntitle = "x"\nfocus = ["reflexion"]\n')
    result = run("homework", "check", "bad.toml")
    assert result.exit_code == 1
    assert "bad.toml: focus" in result.output
    assert "Did you mean reflection?" in result.output


def test_check_names_every_mistake_of_a_file(run, tmp_path):
    (tmp_path / "bad.toml").write_text('schema = "coach.homework/1"\ntitle = "x"\nminutes = "x"\nshare = ["count"]\n')
    result = run("homework", "check", "bad.toml")
    assert result.exit_code == 1
    assert "bad.toml: minutes" in result.output
    assert "Did you mean counts?" in result.output
    assert "2 to mend." in result.output


def test_show_says_what_is_asked_and_how_far_it_is(run, folder, events):
    assert "Done so far: 0 of 3" in run("homework", "show", HOMEWORK).output
    put(folder, events)
    shown = run("homework", "show", HOMEWORK).output
    assert "Done so far: 1 of 3" in shown
    assert "To practise: speaking for oneself; a clear ask; a kind word" in shown
    assert "you two decide" in shown
    assert f"To begin: coach talk --homework {HOMEWORK}" in shown
    assert run("homework", "show").output.count("minutes,") == 3


def test_pack_shows_every_line_and_needs_both(run, folder, events, tmp_path):
    put(folder, events)
    # Maya ticks all three, Tom not the lines they wrote; line 2 is left out; both agree.
    result = run("homework", "pack", HOMEWORK, "--output", "p.md", typed="y\ny\ny\ny\ny\nn\n2\ny\ny\n")
    assert result.exit_code == 0, result.output
    page = (tmp_path / "p.md").read_text()
    assert "Marigold" not in page
    assert "do the dishes when you cook" not in page, "that was line 2"
    assert "take out the trash" in page
    assert "Asked for, and not handed over: the line each of you wrote afterwards." in page
    assert "Taken out by the couple: 1 line." in page
    refused = run("homework", "pack", HOMEWORK, "--output", "q.md", typed="y\ny\ny\ny\ny\ny\n\ny\nn\n")
    assert refused.exit_code == 1
    assert not (tmp_path / "q.md").exists()


def test_a_number_that_no_line_has_is_asked_for_again(run, folder, events, tmp_path):
    """The ticks stay: nobody begins anew for a slip of the finger."""
    put(folder, events)
    result = run("homework", "pack", HOMEWORK, "--output", "p.md", typed="y\ny\ny\ny\ny\nn\n999\nsix\n2\ny\ny\n")
    assert result.exit_code == 0, result.output
    assert "There is no line 999; they go from 1 to" in result.output
    assert "six is not the number of a line." in result.output
    assert "do the dishes when you cook" not in (tmp_path / "p.md").read_text()
    shown = result.output.split("This would be handed over:")[1].split("Numbers of lines")[0]
    assert "Talk of 2026-" in shown
    assert " Tom: " in shown
    assert " B: " not in shown


@pytest.mark.parametrize("form", ["md", "json", "html"])
def test_pack_in_every_form(run, folder, events, tmp_path, form):
    put(folder, events)
    put(folder, events, "abc2", began_at="2026-11-12T19:00:00+01:00")
    result = run(
        "homework", "pack", HOMEWORK, "--output", f"p.{form}", "--format", form, "--both-agree",
        "--names", "Ann,Ben", "--share", "counts,reflections",
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    written = sorted(tmp_path.glob(f"p*.{form}"))
    assert [path.name for path in written] == (["p-1.html", "p-2.html"] if form == "html" else [f"p.{form}"])
    for path in written:
        text = path.read_text()
        assert "Marigold felt heard" in text
        assert "Maya" not in text
        assert "Ann" in text
        assert "The names are not their own." in text
        assert "Not here: every word of the talk." in text
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_pack_of_nothing_and_of_lines_that_are_not_there(run, folder, events):
    assert "nothing to pack" in run("homework", "pack", HOMEWORK, "--output", "p.md", "--both-agree").output
    put(folder, events)
    for said, message in (("999", "no line 999"), ("x", "not the number of a line")):
        result = run("homework", "pack", HOMEWORK, "--output", "p.md", "--both-agree", "--without", said)
        assert result.exit_code == 1
        assert message in result.output


def test_homework_turns_the_cues_to_what_is_practised_and_what_was_said_goes_first():
    settings, homework = _for_homework(
        Settings(talk=Talk(topic="money")), {"homework": HOMEWORK, "minutes": None}, None
    )
    assert homework is not None
    assert homework.title == "Softer openings"
    assert settings.talk.minutes == 15
    assert settings.talk.topic == "money"  # the assignment leaves it to them
    assert settings.guidance.levels["interruption"] == "recap"
    assert "blame" not in settings.guidance.levels
    said = {"homework": HOMEWORK, "minutes": 40, "topic": "money"}
    longer, _ = _for_homework(Settings(talk=Talk(topic="money", minutes=40)), said, None)
    assert longer.talk.minutes == 40
    assert _for_homework(Settings(), {}, None) == (Settings(), None)
