"""`coach review`: every form in, three forms out, and every mistake named."""

from __future__ import annotations

import json
import shutil

import pytest
from click.testing import CliRunner

from coach.cli import main
from coach.demo import audio_path, truth_path

TALK = "Maya: You never help me with the dishes.\nTom: I had a long day.\nMaya: Thank you for saying that.\n"


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("COACH_MODELS", str(tmp_path / "models"))
    return lambda *arguments: CliRunner().invoke(main, list(arguments))


@pytest.fixture
def talk(tmp_path):
    path = tmp_path / "talk.txt"
    path.write_text(TALK)
    return path


def test_a_transcript_as_text(run, talk):
    result = run("review", str(talk))
    assert result.exit_code == 0
    assert "What went well" in result.output
    assert "You never help" in result.output
    assert "practice, not therapy" in result.output.lower()


def test_as_one_html_page(run, talk, tmp_path):
    result = run("review", str(talk), "--format", "html", "--output", str(tmp_path / "recap.html"))
    assert result.exit_code == 0
    page = (tmp_path / "recap.html").read_text("utf-8")
    assert page.startswith("<!doctype html>")
    assert "You never help me with the dishes." in page
    assert page.rstrip().endswith("</html>")


def test_several_files_are_not_one_html_page(run, talk):
    result = run("review", str(talk), str(talk), "--format", "html")
    assert result.exit_code == 2
    assert "name one file" in result.output


def test_as_json_in_the_agreed_format(run, talk):
    result = run("review", str(talk), "--format", "json", "--topic", "the dishes")
    recap = json.loads(result.output)
    assert recap["schema"] == "coach.recap/1"
    assert recap["session"]["topic"] == "the dishes"
    assert recap["session"]["source"] == "talk.txt"
    assert recap["partners"]["A"]["name"] == "Maya"
    assert [turn["n"] for turn in recap["turns"]] == [1, 2, 3]
    (blame,) = [moment for moment in recap["moments"] if moment["kind"] == "blame"]
    assert (blame["turn"], blame["speaker"], blame["tone"]) == (1, "A", "hurts")
    assert blame["quote"] in TALK
    assert blame["try_instead"]
    assert set(recap) >= {"patterns", "agreements", "strengths", "to_practise"}


def test_several_files_are_one_json_a_line(run, talk):
    result = run("review", "--format", "json", str(talk), str(talk))
    assert [json.loads(line)["session"]["source"] for line in result.output.splitlines()] == ["talk.txt"] * 2


def test_as_markdown_into_a_file(run, talk, tmp_path):
    out = tmp_path / "recap.md"
    result = run("review", str(talk), "--format", "md", "--output", str(out))
    assert result.exit_code == 0
    assert out.read_text().startswith("#")
    assert out.stat().st_mode & 0o777 == 0o600


def test_one_bad_file_does_not_cost_the_others(run, talk):
    result = run("review", "--format", "json", "nowhere.txt", str(talk))
    assert result.exit_code == 1
    assert json.loads(result.stdout)["session"]["source"] == "talk.txt"
    assert "nowhere.txt" in result.stderr


def test_the_labelled_truth_of_the_demo_can_be_read(run):
    recap = json.loads(run("review", "--format", "json", str(truth_path())).output)
    assert recap["session"]["topic"] == "the dishes"
    assert recap["agreements"]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("empty.txt", b"", "empty"),
        ("none.txt", b"only words\nand more words\n", "nobody is named"),
        ("three.txt", b"A1: x\nB1: y\nC1: z\nA1: x\nB1: y\nC1: z\n", "--speakers"),
        ("broken.json", b"{", "broken.json"),
        ("noise.wav", b"this is text, not sound", "noise.wav"),
        ("empty.wav", b"", "empty.wav"),
        ("unknown.xyz", b"\x00\x01", "unknown.xyz"),
    ],
)
def test_what_cannot_be_read_is_named(run, tmp_path, name, content, message):
    (tmp_path / name).write_bytes(content)
    result = run("review", name)
    assert result.exit_code == 1
    assert message in result.stderr
    assert "Traceback" not in result.output
    assert len(result.stderr.strip().splitlines()) >= 2  # what happened, and what to do


def test_a_model_that_is_not_there_says_how_to_get_it(run, tmp_path):
    shutil.copy(audio_path(), tmp_path / "talk.flac")
    result = run("review", "talk.flac", "--model", "base.en")
    assert result.exit_code == 1
    assert "coach setup" in result.stderr


def test_markup_and_escapes_in_a_transcript_are_words(run, tmp_path):
    (tmp_path / "evil.txt").write_text("Maya: Thank you [red]so[/] much \x1b[31mfor\x1b[0m that.\nTom: I hear you.\n")
    result = run("review", "evil.txt")
    assert "\x1b" not in result.output
    assert "[red]so[/]" in result.output


def test_one_partner_may_rehearse_alone(run, tmp_path):
    (tmp_path / "alone.txt").write_text("Maya: I feel tired and I need some help.\nMaya: Can you do the dishes?\n")
    recap = json.loads(run("review", "alone.txt", "--format", "json").stdout)
    assert {turn["speaker"] for turn in recap["turns"]} == {"A"}
    assert recap["partners"]["A"]["name"] == "Maya"


def test_same_names_for_both_are_refused(run, talk):
    result = run("review", str(talk), "--speakers", "Maya,maya")
    assert result.exit_code == 1
    assert "two different names" in result.stderr


@pytest.mark.slow
def test_a_recording_of_two_channels_and_of_one(run, tmp_path):
    from tests.benchmarks.sounds import cut

    two = cut(audio_path(), tmp_path / "two.flac", seconds=45)
    one = cut(audio_path(), tmp_path / "one.flac", seconds=45, mono=True)
    for path in (two, one):
        result = run("review", str(path), "--format", "json", "--model", "rehearsal-en", "--speakers", "Maya,Tom")
        assert result.exit_code == 0, result.stderr
        recap = json.loads(result.stdout)
        assert recap["session"]["model"] == "rehearsal-en"
        text = " ".join(turn["text"] for turn in recap["turns"])
        assert "You never help me with the dishes" in text
        speakers = {turn["text"]: turn["speaker"] for turn in recap["turns"]}
        assert speakers["You never help me with the dishes."] != speakers["I'm sorry, please go on."]
