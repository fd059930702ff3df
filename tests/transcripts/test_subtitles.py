"""Subtitles: vtt and srt, well made and not."""

from __future__ import annotations

import pytest

from coach.errors import TranscriptError
from tests.transcripts.forms import lines

# --- subtitles --------------------------------------------------------------------------------------------------------

VTT = """\ufeffWEBVTT - our talk

STYLE
::cue { color: papayawhip }

NOTE this is
a comment: not speech

1
00:01.000 --> 00:03.500 align:start position:0%
<v Maya>I feel <i>tired</i> &amp; alone
when I come home.</v>

00:00:03.200 --> 00:00:05.000
<v.loud Tom>I work <00:00:04.000><c>too</c>.

00:00:06.000 --> 00:00:07.000
You know that.

00:00:08.000 --> 00:00:10.000
<v Maya>Yes.</v> <v Tom>Good.</v>
"""


def test_vtt_voices(written):
    header, said = written("t.vtt", VTT)
    assert header.names == ("Maya", "Tom")
    assert header.timed
    assert header.overlaps == "exact"
    assert lines(said) == [
        ("A", "I feel tired & alone when I come home."),
        ("B", "I work too."),
        ("B", "You know that."),
        ("A", "Yes."),
        ("B", "Good."),
    ]
    assert [(u.start, u.end) for u in said[:3]] == [(1.0, 3.5), (3.2, 5.0), (6.0, 7.0)]
    assert said[3].start == 8.0
    assert said[3].end == said[4].start  # two in one cue take turns: no overlap is invented
    assert said[4].end == 10.0


SRT = """1\r
00:00:01,000 --> 00:00:02,000\r
Maya: Hi, it is 12:30.\r
\r
2\r
01:00:03,5 --> 01:00:04,250\r
- Tom: Hello.\r
- Maya: I said: hello.\r
"""


def test_srt_names(written):
    header, said = written("t.srt", SRT)
    assert header.names == ("Maya", "Tom")
    assert lines(said) == [("A", "Hi, it is 12:30."), ("B", "Hello."), ("A", "I said: hello.")]
    assert said[1].start == 3603.5


def test_srt_with_lost_blank_lines(written):
    _, said = written(
        "t.srt", "1\n00:00:01,000 --> 00:00:02,000\nMaya: Hi\n2\n00:00:03,000 --> 00:00:04,000\nTom: Yo\n"
    )
    assert lines(said) == [("A", "Hi"), ("B", "Yo")]


def test_an_empty_line_inside_a_cue_loses_nothing(written):
    _, said = written("t.srt", "1\n00:00:01,000 --> 00:00:02,000\nMaya: Hi\n\nand more\n\nTom: Yo\n")
    assert lines(said) == [("A", "Hi and more"), ("B", "Yo")]


@pytest.mark.parametrize(
    ("content", "part"),
    [
        ("WEBVTT\n\nsoon --> later\nMaya: hi", "line 3: expected times"),
        ("WEBVTT\n\n00:05.000 --> 00:02.000\nMaya: hi", "line 3: `end` is 2, before its `start` at 5"),
        ("WEBVTT\n", "no words"),
        ("", "no words"),
    ],
)
def test_broken_subtitles(written, content, part):
    with pytest.raises(TranscriptError) as caught:
        written("t.vtt", content)
    assert part in caught.value.message
