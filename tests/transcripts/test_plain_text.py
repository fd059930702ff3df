"""`Maya: words`, one turn a line, and which names are meant."""

from __future__ import annotations

import pytest

from coach.errors import TranscriptError
from tests.transcripts.forms import lines

# --- plain text -------------------------------------------------------------------------------------------------------


def test_plain_text_and_what_only_looks_like_a_name(written):
    header, said = written(
        "t.txt",
        """Maya: I came home at
12:30 and the sink was full.
Note: this is what I wrote down.
Tom: I said: I will do it.
I told you: tomorrow.
Honestly: I forgot.
My point is: I am tired too.
at 10:15 it was done

**Maya:** Look at https://example.org: it helps.
""",
    )
    assert header.names == ("Maya", "Tom")
    assert not header.timed
    assert lines(said) == [
        ("A", "I came home at 12:30 and the sink was full. Note: this is what I wrote down."),
        (
            "B",
            "I said: I will do it. I told you: tomorrow. Honestly: I forgot. My point is: I am tired too. at 10:15 it was done",
        ),
        ("A", "Look at https://example.org: it helps."),
    ]


@pytest.mark.parametrize(
    ("first", "second", "names"),
    [
        ("maya", "tom", ("maya", "tom")),
        ("A", "B", ("Partner A", "Partner B")),
        ("B", "A", ("Partner A", "Partner B")),
        ("Partner 1", "Partner 2", ("Partner 1", "Partner 2")),
        ("Me", "You", ("Me", "You")),
        ("- Anne Marie", ">> Jean-Luc", ("Anne Marie", "Jean-Luc")),
        ("[00:12] Maya", "[1:02:03] Tom", ("Maya", "Tom")),
        ("Zoë", "O'Neil", ("Zoë", "O'Neil")),
        ("\x1b[31mMaya\u202e", "\u200bTom", ("Maya", "Tom")),
    ],
)
def test_shapes_of_names(written, first, second, names):
    header, said = written("t.txt", f"{first}: hi there\n{second}: hello\n")
    assert header.names == names
    assert [u.text for u in said] == (["hi there", "hello"])
    assert {u.speaker for u in said} == {"A", "B"}


def test_letters_stay_letters_whoever_begins(written):
    _, said = written("t.txt", "B: hi\nA: hello")
    assert lines(said) == [("B", "hi"), ("A", "hello")]


def test_three_names_ask_which_two(written):
    text = "Maya: hi\nTom: hello\nAnne Marie: good evening\n"
    with pytest.raises(TranscriptError) as caught:
        written("t.txt", text)
    assert "Maya, Tom, Anne Marie" in caught.value.message
    assert "--speakers Maya,Tom" in caught.value.hint
    header, said = written("t.txt", text, speakers=("Tom", "Maya"))
    assert header.names == ("Tom", "Maya")
    assert [u.speaker for u in said] == ["B", "A", "?"]  # the third is shown, and never judged


def test_a_partner_who_is_not_among_three(written):
    with pytest.raises(TranscriptError, match="Ben is not among the names found"):
        written("t.txt", "Maya: hi\nTom: hello\nAnn: hey\n", speakers=("Maya", "Ben"))


def test_given_names_match_in_any_case_and_order(written):
    header, said = written("t.txt", "tom: hi\nMAYA: hello\n", speakers=("Maya", "Tom"))
    assert header.names == ("Maya", "Tom")
    assert [u.speaker for u in said] == ["B", "A"]


def test_one_name_alone_rehearses(written):
    header, said = written("t.txt", "Maya: I feel tired.\n")
    assert header.names == ("Maya", "Partner B")
    assert said[0].speaker == "A"
    header, said = written("t.txt", "Tom: I feel tired.\n", speakers=("Maya", "Tom"))
    assert said[0].speaker == "B"


@pytest.mark.parametrize("pair", [("Maya", "maya"), ("", "Tom"), ("\u200b", "Tom")])
def test_two_different_names_are_needed(written, pair):
    with pytest.raises(TranscriptError, match="two different names"):
        written("t.txt", "Maya: hi\nTom: hello\n", speakers=pair)


def test_no_names_at_all(written):
    with pytest.raises(TranscriptError, match="nobody is named"):
        written("t.txt", "we talked\nand talked\n")
