"""`coach listen`: a line for everything that happens, at once; the recap last, whatever happens on the way."""

from __future__ import annotations

import json
import signal
import subprocess
import sys

import pytest

from coach.demo import audio_path
from tests.benchmarks.sounds import cut

COACH = [sys.executable, "-m", "coach", "listen"]


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    return cut(audio_path(), tmp_path_factory.mktemp("sound") / "talk.flac", seconds=14)


def lines(text: bytes) -> list[dict]:
    return [json.loads(line) for line in text.splitlines()]


@pytest.mark.slow
def test_a_file_as_lines(sound):
    run = subprocess.run(
        [*COACH, str(sound), "--model", "rehearsal-en", "--speakers", "Maya,Tom"], check=True, capture_output=True
    )
    events = lines(run.stdout)
    assert events[0]["type"] == "ready"
    assert events[0]["speakers"] == {"A": "Maya", "B": "Tom"}
    assert events[-1]["type"] == "recap"
    assert events[-1]["schema"] == "coach.recap/1"
    assert all({"type", "t", "lag"} <= set(event) for event in events)
    said = [event for event in events if event["type"] == "utterance"]
    assert [event["n"] for event in said] == list(range(1, len(said) + 1))
    assert said[2]["text"] == "You never help me with the dishes."
    assert [word[2] for word in said[2]["words"]] == said[2]["text"].split()
    assert "blame" in {event["kind"] for event in events if event["type"] == "moment"}
    assert events[-1]["turns"][2]["text"] == said[2]["text"]
    assert not run.stderr


@pytest.mark.slow
def test_ctrl_c_ends_with_the_recap(sound):
    process = subprocess.Popen(
        [*COACH, str(sound), "--pace", "realtime", "--model", "rehearsal-en"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    first = b""
    for line in process.stdout:
        first += line
        if json.loads(line)["type"] == "utterance":
            break
    process.send_signal(signal.SIGINT)
    rest, errors = process.communicate(timeout=30)
    events = lines(first + rest)
    assert process.returncode == 0, errors
    assert events[-1]["type"] == "recap"
    assert len(events[-1]["turns"]) >= 1


@pytest.mark.slow
def test_partial_words_come_while_somebody_speaks(sound):
    run = subprocess.run(
        [*COACH, str(sound), "--pace", "realtime", "--model", "rehearsal-en"], check=True, capture_output=True
    )
    events = lines(run.stdout)
    assert any(event["type"] == "partial" and event["text"] for event in events)
    assert {event["state"] for event in events if event["type"] == "speech"} == {"start", "end"}


def test_a_microphone_needs_both_to_agree():
    run = subprocess.run([*COACH, "mic"], check=False, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    assert run.returncode == 1
    assert "both partners agree" in run.stderr


def test_a_file_that_is_not_there_is_named():
    run = subprocess.run([*COACH, "nowhere.wav"], check=False, capture_output=True, text=True)
    assert run.returncode == 1
    assert "nowhere.wav" in run.stderr
    assert run.stdout == ""


def test_a_reader_that_goes_away_ends_it_quietly(sound):
    with subprocess.Popen(
        [*COACH, str(sound), "--model", "rehearsal-en"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert b"Traceback" not in process.stderr.read()
