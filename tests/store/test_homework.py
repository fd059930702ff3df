"""Assignments: read, checked, counted, and what they change in a talk."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.bundled import bundled
from coach.core.conversation import with_levels
from coach.core.talk import HURTS
from coach.detectors import ALL
from coach.errors import CoachError, HomeworkError
from coach.settings import Guidance, Settings, Talk
from coach.store.homework import (
    Homework,
    HomeworkMistakesError,
    done,
    focused,
    load_homework,
    moves_said,
    parse_homework,
)
from coach.store.index import Entry

GOOD = """
schema = "coach.homework/1"
title = "Softer openings"
topic = "the household budget"
minutes = 20
focus = ["i_statement", "reflection"]
avoid = ["blame", "interruption"]
mode = "open"
sessions = 2
note = "Start with one appreciation each."
share = ["counts", "agreements", "reflections"]
"""


def parse(text: str):
    return parse_homework(text.encode(), "hw.toml")


def test_the_example_of_the_format_is_read_whole():
    assert parse(GOOD).homework == Homework(
        title="Softer openings",
        topic="the household budget",
        minutes=20,
        focus=("i_statement", "reflection"),
        avoid=("blame", "interruption"),
        sessions=2,
        note="Start with one appreciation each.",
        share=("counts", "agreements", "reflections"),
    )
    assert parse(GOOD).notes == ()


def test_the_shipped_examples_are_fine_and_say_something_each():
    paths = sorted(bundled("homework").glob("*.toml"))
    assert len(paths) == 3
    for path in paths:
        loaded = load_homework(path)
        assert loaded.notes == ()
        assert loaded.homework.focus
        assert loaded.homework.avoid
        assert loaded.homework.note
        assert {"hurtful", "transcript"}.isdisjoint(loaded.homework.share)
        assert tomllib.loads(path.read_text("utf-8"))["schema"] == "coach.homework/1"


@pytest.mark.parametrize(
    ("change", "message", "hint"),
    [
        (('schema = "coach.homework/1"', ""), 'hw.toml: schema: expected "coach.homework/1", found nothing', "first line"),
        (("homework/1", "homework/2"), "coach.homework/2", "newer coach"),
        (('title = "Softer openings"', ""), "title: it is missing", "For example"),
        (('"Softer openings"', '""'), "title: expected a text of 1 to 120", "For example"),
        (('"Softer openings"', "3"), "title: expected a text", "For example"),
        (('"reflection"', '"reflexion"'), 'focus: expected words such as i_statement, vulnerability, found "reflexion"', "Did you mean reflection?"),
        (('"reflection"', '"blame"'), 'focus: expected words such as i_statement, vulnerability, found "blame"', "stand in avoid"),
        (('"blame"', '"repair"'), "avoid", "stand in focus"),
        (('"blame"', '"threat"'), "avoid", "each partner alone"),
        (('["blame", "interruption"]', '"blame"'), "avoid: expected a list of words", 'avoid = ["blame"]'),
        (("minutes = 20", "minutes = 0"), "minutes: expected a number from 1 to 240, found 0", "For example"),
        (("minutes = 20", "minutes = nan"), "minutes", "For example"),
        (("minutes = 20", "minutes = true"), "minutes", "For example"),
        (("sessions = 2", "sessions = 2.5"), "sessions: expected a whole number from 1 to 50, found 2.5", "For example"),
        (('"open"', '"opne"'), 'mode: expected "open" or "speaker_listener", found "opne"', "Did you mean open?"),
        (('"counts"', '"count"'), "share", "Did you mean counts?"),
        (('"counts"', "[1]"), "share", "Known here"),
        (("minutes = 20", "minutes = "), "hw.toml is not valid TOML", "Mend the line"),
        (('"Softer openings"', "Softer openings"), "not valid TOML: Invalid value (at line 3", "Mend the line: words stand in quotes"),
        (('"Softer openings"', "“Softer openings”"), "not valid TOML", "a word processor bends them"),
        (("minutes = 20", "title = 'x'"), "not valid TOML", "The same key stands there twice"),
    ],
)  # fmt: skip
def test_every_mistake_is_named_with_its_key(change, message, hint):
    with pytest.raises(HomeworkError) as caught:
        parse(GOOD.replace(*change))
    assert caught.value.message.startswith("hw.toml")
    assert message in caught.value.message
    assert hint in caught.value.hint


def test_who_wrote_it_is_told_all_mistakes_at_once():
    with pytest.raises(HomeworkMistakesError) as caught:
        parse('schema = "coach.homework/1"\nminutes = "twenty"\nfocus = ["i_statements"]\nmode = "speaker-listener"\n')
    assert [one.message.split(": ")[1] for one in caught.value.all] == ["title", "minutes", "focus", "mode"]
    assert caught.value.all[1].hint == "For example: minutes = 20"
    assert caught.value.message == caught.value.all[0].message


def test_moves_are_named_as_the_couple_reads_them_elsewhere():
    assert moves_said(("i_statement", "break_proposal", "blame")) == "speaking for oneself; a break, and back; blame"


def test_what_is_not_known_is_left_aside_and_said():
    assert parse(GOOD + 'topik = "x"\nzzz = 1').notes == (
        "hw.toml: topik is not known and is left aside. Did you mean topic?",
        "hw.toml: zzz is not known and is left aside.",
    )


def test_what_a_therapist_may_want_to_think_about_again():
    notes = parse('schema = "coach.homework/1"\ntitle = "Talk"\nshare = ["transcript"]').notes
    assert "nothing is practised in particular" in notes[0]
    assert "share asks for transcript" in notes[1]


@pytest.mark.parametrize(
    "content", [None, b"\xff\xfe\x00", b"x" * 70_000, b"a=" + b"[" * 5_000, b"a = " + b"9" * 9_000]
)
def test_files_that_are_no_assignment(tmp_path, content):
    path = tmp_path / "hw.toml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(HomeworkError) as caught:
        load_homework(path)
    assert caught.value.hint
    with pytest.raises(HomeworkError, match="is a folder"):
        load_homework(tmp_path)


def test_text_from_the_file_steers_no_terminal():
    loaded = parse(GOOD.replace("Softer openings", r"Softer\u001b[2J openings\u202e"))
    assert loaded.homework.title == "Softer openings"
    with pytest.raises(HomeworkError) as caught:
        parse(GOOD.replace('"reflection"', r'"\u001b[2Jreflexion"'))
    assert "\x1b" not in caught.value.message + caught.value.hint


@given(st.binary(max_size=400) | st.text(max_size=200).map(str.encode))
@settings(max_examples=300)
def test_whatever_is_in_the_file_only_our_errors_come_out(noise):
    for data in (noise, GOOD.encode() + noise, b'schema = "coach.homework/1"\ntitle = "x"\n' + noise):
        try:
            parse_homework(data, "hw.toml")
        except CoachError as error:
            assert error.hint


values = st.recursive(
    st.booleans() | st.integers() | st.floats() | st.text(alphabet="abc\x1b[", max_size=8),
    lambda inner: st.lists(inner, max_size=3),
    max_leaves=4,
)


@given(
    st.dictionaries(
        st.sampled_from(["topic", "minutes", "focus", "avoid", "mode", "sessions", "note", "share"]), values
    )
)
@settings(max_examples=300)
def test_whatever_the_values_are_only_our_errors_come_out(raw):
    lines = [f"{key} = {_toml(value)}" for key, value in raw.items()]
    try:
        loaded = parse('schema = "coach.homework/1"\ntitle = "x"\n' + "\n".join(lines))
    except CoachError as error:
        assert error.message.startswith("hw.toml")
    else:
        assert 1 <= loaded.homework.minutes <= 240


def _toml(value) -> str:
    match value:
        case bool():
            return str(value).lower()
        case str():
            return '"' + "".join(f"\\u{ord(letter):04x}" for letter in value) + '"'
        case list():
            return "[" + ", ".join(map(_toml, value)) + "]"
        case _:
            return repr(value)


def test_done_so_far_counts_the_talks_kept_for_it():
    entries = [
        Entry(str(n), "2026-11-20T19:00:00Z", "", ("", ""), homework=title)
        for n, title in enumerate(["Softer openings", "", "Other", "Softer openings"])
    ]
    assert done(parse(GOOD).homework, entries) == 2


def test_live_cues_are_about_what_is_practised_and_nothing_new_becomes_one():
    before = Settings(talk=Talk(names=("Maya", "Tom"), minutes=5), guidance=Guidance(levels={"topic_drift": "off"}))
    after = focused(before, parse(GOOD).homework)
    assert (after.talk.topic, after.talk.minutes, after.talk.names) == ("the household budget", 20, ("Maya", "Tom"))
    shipped = {one.kind: one.level for one in ALL}
    live = {one.kind for one in with_levels(ALL, after.guidance.levels) if one.level == "cue"}
    assert live <= {kind for kind, level in shipped.items() if level == "cue"}
    assert live <= {"i_statement", "reflection", "blame", "interruption", "backchannel"}
    assert {"blame", "interruption"} <= live
    assert after.guidance.levels["topic_drift"] == "off"
    assert before.guidance.levels == {"topic_drift": "off"}


def test_without_anything_to_watch_all_stay_as_they_were():
    after = focused(Settings(), Homework(title="Talk", focus=("reflection",), mode="speaker_listener"))
    assert not set(after.guidance.levels) & set(HURTS)
    assert after.talk.mode == "speaker_listener"


def test_an_assignment_without_a_topic_leaves_the_couples_own():
    assert focused(Settings(talk=Talk(topic="chores")), Homework(title="Talk")).talk.topic == "chores"


def test_a_folder_is_no_assignment(tmp_path):
    with pytest.raises(HomeworkError, match="is not there"):
        load_homework(Path(tmp_path / "nothing.toml"))
