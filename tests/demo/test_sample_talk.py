"""The sample talk is what its truth says, and the bundled model hears it."""

from __future__ import annotations

import json
import shutil
from itertools import pairwise
from pathlib import Path
from typing import get_args

import msgspec
import numpy as np
import pytest

from coach.audio.recording import open_recording
from coach.bundled import bundled
from coach.core.talk import Kind
from coach.demo import audio_path, make_talk, truth_path
from coach.detectors.kit import plain_words
from coach.sound import RATE, Segment
from coach.transcripts import read_transcript

MOST_WORD_ERRORS = 0.05


@pytest.fixture(scope="module")
def truth():
    return json.loads(truth_path().read_text("utf-8"))


@pytest.fixture(scope="module")
def sound():
    source = open_recording(audio_path())
    assert source.channels == 2
    return np.concatenate([block.samples for block in source])


def level(sound, channel, start, end):
    part = sound[round(start * RATE) : round(end * RATE), "AB".index(channel)]
    return float(np.sqrt(np.mean(np.square(part))))


def test_two_to_three_minutes_and_small(sound):
    assert 120 <= len(sound) / RATE <= 180
    assert audio_path().stat().st_size < 1_200_000
    assert np.max(np.abs(sound)) < 0.99


def test_truth_is_a_transcript(truth):
    header, said = read_transcript(truth_path())
    assert header.names == ("Maya", "Tom")
    assert header.topic == "the dishes"
    assert header.timed
    assert len(said) == len(truth["turns"])
    assert {label for turn in truth["turns"] for label in turn["labels"]} <= set(get_args(Kind))


def test_it_teaches_what_it_is_there_to_teach(truth):
    labels = {label for turn in truth["turns"] for label in turn["labels"]}
    assert labels >= {
        "blame", "topic_drift", "interruption", "repair", "topic_return", "i_statement", "vulnerability", "validation",
        "reflection", "open_question", "request", "agreement", "appreciation", "reassurance",
    }  # fmt: skip
    turns = {turn["n"]: turn for turn in truth["turns"]}
    for agreement in truth["agreements"]:
        assert agreement["what"] in turns[agreement["turn"]]["text"]
        assert agreement["speaker"] == turns[agreement["turn"]]["speaker"]
    assert {agreement["speaker"] for agreement in truth["agreements"]} == {"A", "B"}


def test_a_frightened_sentence_is_met_kindly(truth):
    for turn, answer in pairwise(truth["turns"]):
        if "vulnerability" in turn["labels"]:
            assert answer["speaker"] != turn["speaker"]
            assert set(answer["labels"]) & {"reassurance", "validation", "reflection"}


def test_voices_are_where_the_truth_says(truth, sound):
    for turn in truth["turns"]:
        other = "BA"["AB".index(turn["speaker"])]
        loud = level(sound, turn["speaker"], turn["start"], turn["end"])
        assert loud > 0.02
        if not {"interruption"} & set(turn["labels"]) and not turn["text"].endswith("-"):
            assert level(sound, other, turn["start"], turn["end"]) < 0.001 * loud


def test_who_is_cut_off_really_stops(truth, sound):
    cut, comes_in = next((a, b) for a, b in pairwise(truth["turns"]) if "interruption" in b["labels"])
    assert cut["text"].endswith("-")
    assert 0.2 <= cut["end"] - comes_in["start"] <= 1.2
    assert level(sound, cut["speaker"], comes_in["start"], cut["end"] - 0.05) > 0.01  # both at once, for a moment
    assert level(sound, cut["speaker"], cut["end"] + 0.01, comes_in["end"]) == 0
    assert comes_in["end"] > cut["end"] + 1


def errors(said, heard):
    """Word errors: substitutions, insertions and deletions."""
    row = list(range(len(heard) + 1))
    for i, word in enumerate(said, 1):
        before, row[0] = row[0], i
        for j, other in enumerate(heard, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (word != other))
    return row[-1]


def words(text):
    return [word for word, _, _ in plain_words(text)]


@pytest.mark.slow
def test_the_bundled_model_hears_it(truth, sound):
    from coach.speech.transcriber import WhisperTranscriber

    transcriber = WhisperTranscriber(bundled("models/rehearsal-en"), threads=1)
    said, wrong = {"A": 0, "B": 0}, {"A": 0, "B": 0}
    for turn in truth["turns"]:
        channel = "AB".index(turn["speaker"])
        start, end = round((turn["start"] - 0.1) * RATE), round((turn["end"] + 0.2) * RATE)
        part = np.ascontiguousarray(sound[start:end, channel])
        heard = transcriber.transcribe(Segment(channel, start / RATE, part, decided_at=end / RATE)).text
        said[turn["speaker"]] += len(words(turn["text"]))
        wrong[turn["speaker"]] += errors(words(turn["text"]), words(heard))
    for speaker in "AB":
        assert wrong[speaker] <= MOST_WORD_ERRORS * said[speaker]


def test_the_script_makes_the_truth(truth):
    script = msgspec.json.decode(
        (Path(make_talk.__file__).parent / "talk.script.json").read_bytes(), type=make_talk.Script
    )
    assert [turn["text"] for turn in truth["turns"]] == [line.as_heard or line.says for line in script.lines]
    assert [turn["labels"] for turn in truth["turns"]] == [line.labels for line in script.lines]
    gaps = [b["start"] - a["end"] for a, b in pairwise(truth["turns"])]
    assert gaps == pytest.approx([line.pause for line in script.lines[1:]], abs=0.002)


@pytest.mark.skipif(not shutil.which("flite"), reason="needs flite")
def test_a_line_is_spoken_as_loud_and_as_long_as_asked():
    line = make_talk.Line(who="A", pause=0, says="I feel better now.", labels=[])
    even = make_talk.spoken(line, "slt")
    softer = make_talk.spoken(msgspec.structs.replace(line, louder=-6), "slt")
    assert np.sqrt(np.mean(softer**2)) == pytest.approx(np.sqrt(np.mean(even**2)) / 2, rel=0.01)
    cut = make_talk.spoken(msgspec.structs.replace(line, stops_after=0.5), "slt")
    assert len(cut) == RATE // 2
    assert cut[-1] == 0
