"""Whatever the bytes: a talk, or one error that a person can read."""

from __future__ import annotations

import json
import math

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coach.core.cleaning import clean
from coach.errors import CoachError
from coach.transcripts import read_transcript

HOSTILE = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def survives(path, content, **options):
    path.write_bytes(content)
    try:
        header, said = read_transcript(path, **options)
    except CoachError as error:
        caught = error
    else:
        caught = None
    if caught:
        assert caught.message == clean(caught.message)
        assert caught.hint == clean(caught.hint)
        return
    assert said
    assert len({u.n for u in said}) == len(said)
    assert [u.start for u in said] == sorted(u.start for u in said)
    for u in said:
        assert u.text
        assert u.text == clean(u.text)
        assert 0 <= u.start <= u.end < math.inf
    assert all(name and name == clean(name) for name in header.names)


ENDINGS = st.sampled_from(["t.json", "t.vtt", "t.srt", "t.txt", "t"])
PAIRS = st.none() | st.tuples(st.text(max_size=5), st.text(max_size=5))


@HOSTILE
@given(st.binary(max_size=300), ENDINGS, PAIRS)
def test_any_bytes(tmp_path, content, name, pair):
    survives(tmp_path / name, content, speakers=pair)


TIME = st.sampled_from(["00:01.000", "00:00:02,5", "99:99.999", "1", "-00:01.000", "0000:00:00.000"])
LINE = st.one_of(
    st.text(max_size=20),
    st.builds("{} --> {}".format, TIME, TIME),
    st.sampled_from(
        ["", "WEBVTT", "NOTE", "<v Maya>hi", "Maya: hi", "Tom: yo", "<v", "<v >x", "A:", "- >> **B**: x", "1"]
    ),
)


@HOSTILE
@given(st.lists(LINE, max_size=15), ENDINGS, PAIRS)
def test_any_lines(tmp_path, lines, name, pair):
    survives(tmp_path / name, "\n".join(lines).encode("utf-8", "surrogatepass"), speakers=pair)


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)
TURN = st.fixed_dictionaries(
    {"speaker": st.sampled_from(["A", "B", "?", "", "Maya"]) | ANYTHING, "text": st.text(max_size=12) | ANYTHING},
    optional={
        "n": st.integers(-1, 4) | ANYTHING,
        "start": st.floats(-1, 9) | ANYTHING,
        "end": st.floats() | ANYTHING,
        "words": ANYTHING
        | st.lists(st.fixed_dictionaries({"word": st.text(), "start": st.floats(), "end": st.floats()})),
    },
)
OWN = st.fixed_dictionaries(
    {},
    optional={
        "schema": st.just("coach.transcript/1") | ANYTHING,
        "turns": st.lists(TURN, max_size=4) | ANYTHING,
        "segments": st.lists(TURN, max_size=4) | ANYTHING,
        "speakers": st.dictionaries(st.sampled_from("ABC"), st.text(max_size=4)) | ANYTHING,
        "topic": ANYTHING,
    },
)


@HOSTILE
@given(OWN | ANYTHING, PAIRS)
def test_any_json(tmp_path, content, pair):
    survives(tmp_path / "t.json", json.dumps(content).encode(), speakers=pair)


@pytest.mark.parametrize("piece", ["<v ", ": ", "Maya:", " ", "\x1b]", "{\\", "--> ", "x\n\n"])
@pytest.mark.parametrize("name", ["t.vtt", "t.srt", "t.txt", "t.json"])
def test_a_megabyte_of_one_thing_in_a_line(tmp_path, name, piece):
    # A pattern that is quadratic here would run into the time limit.
    survives(tmp_path / name, b"1\n00:01.000 --> 00:02.000\n" + (piece * (1_000_000 // len(piece))).encode())
