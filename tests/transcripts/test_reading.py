from __future__ import annotations

import json

import pytest

from coach.errors import TranscriptError
from coach.transcripts import is_transcript, read_transcript
from tests.transcripts.forms import lines, own, turn

# --- coach's own form -------------------------------------------------------------------------------------------------


def test_own_form_keeps_numbers_times_names_and_topic(written):
    header, said = written(
        "talk.json",
        own(
            turn("B", "Hello.", n=4, start=0.5, end=1.0, labels=["ignored"]),
            turn("A", "Hi.", n=9, start=0.8, end=2.5),
            id="x",
        ),
    )
    assert header.names == ("Maya", "Tom")
    assert (header.topic, header.source, header.id) == ("dishes", "talk.json", "talk")
    assert header.timed
    assert header.overlaps == "exact"
    assert [(u.n, u.speaker, u.start, u.end) for u in said] == [(4, "B", 0.5, 1.0), (9, "A", 0.8, 2.5)]


def test_only_turns_are_required(written):
    header, said = written("talk.json", {"turns": [turn("A", "I feel so very tired."), turn("B", "Oh.")]})
    assert header.names == ("Partner A", "Partner B")
    assert not header.timed
    assert header.overlaps == "guessed"
    assert [(u.n, u.start, u.end) for u in said] == [(1, 0.0, 2.0), (2, 2.0, 2.4)]  # 2.5 words a second


def test_one_missing_time_makes_all_estimated(written):
    header, said = written("t.json", own(turn("A", "One two.", start=50, end=51), turn("B", "Three.", start=60)))
    assert not header.timed
    assert [u.start for u in said] == [0.0, 0.8]


def test_order_is_by_start_and_stable_and_overlap_is_kept(written):
    _, said = written(
        "t.json",
        own(
            turn("A", "late", start=5.0, end=6.0),
            turn("A", "early", start=1.0, end=4.0),
            turn("B", "inside", start=2.0, end=3.0),
            turn("A", "same", start=2.0, end=2.5),
        ),
    )
    assert [u.text for u in said] == ["early", "inside", "same", "late"]
    assert [u.n for u in said] == [2, 3, 4, 1]


def test_missing_numbers_take_the_next_free_one(written):
    _, said = written("t.json", own(turn("A", "x"), turn("B", "y", n=2), turn("A", "z"), turn("B", "w", n=3)))
    assert [u.n for u in said] == [1, 2, 4, 3]


def test_names_written_in_turns_follow_the_files_letters(written):
    header, said = written("t.json", own(turn("Tom", "Hi."), turn("Maya", "Hello.")))
    assert header.names == ("Maya", "Tom")
    assert lines(said) == [("B", "Hi."), ("A", "Hello.")]


def test_two_partners_of_the_same_name(written):
    header, said = written("t.json", own(turn("A", "Hi."), turn("B", "Hi."), speakers={"A": "Sam", "B": "Sam"}))
    assert header.names == ("Sam", "Sam")
    assert [u.speaker for u in said] == ["A", "B"]


def test_question_mark_stays_unknown(written):
    _, said = written("t.json", own(turn("A", "Hi."), turn("?", "Hm."), turn("B", "Yes.")))
    assert [u.speaker for u in said] == ["A", "?", "B"]


def test_a_chosen_topic_wins(written):
    header, _ = written("t.json", own(turn("A", "Hi.")), topic="the \x1b[1mmoney")
    assert header.topic == "the money"


@pytest.mark.parametrize(
    ("content", "parts"),
    [
        ("{", ["t.json, line 1", "not JSON"]),
        ('{"turns": [\n{"speaker": "A"\n "text": ""}]}', ["t.json, line 3"]),
        ([1], ["$", "expected an object, found a list"]),
        ({"schema": "coach.recap/1", "turns": []}, ["$.schema", "coach.transcript/1", "coach.recap/1"]),
        ({"schema": 3, "turns": []}, ["$.schema", "found a number"]),
        ({"words": []}, ["`turns` is missing"]),
        ({"turns": [{"speaker": "A", "text": "x"}, {"speaker": "A"}]}, ["$.turns[1]", "`text` is missing"]),
        ({"turns": [{"speaker": "A", "text": 5}]}, ["$.turns[0].text", "expected text, found a whole number"]),
        ({"turns": [{"text": "x"}]}, ["$.turns[0]", "`speaker` is missing"]),
        ({"turns": [{"speaker": "A", "text": "x", "start": "0:10"}]}, ["$.turns[0].start", "expected a number"]),
        ({"turns": {}}, ["$.turns", "expected a list, found an object"]),
        ({"turns": [turn("A", "x", start=-1, end=2)]}, ["$.turns[0].start", "is -1"]),
        ({"turns": [turn("A", "x", n=7, start=3, end=2)]}, ["$.turns[0].end", "turn 7", "before its `start`"]),
        ({"turns": [turn("A", "x", start=float("nan"), end=2)]}, ["$.turns[0].start", "not a number"]),
        ({"turns": [turn("A", "x", start=0, end=float("inf"))]}, ["$.turns[0].end", "inf"]),
        ({"turns": [turn("A", "x", start=0, end=90_000)]}, ["$.turns[0].end", "86,400"]),
        ({"turns": [turn("A", "x", start=0, end=10**400)]}, ["$.turns[0].end", "out of range"]),
        ({"turns": [turn("A", "x", n=1), turn("B", "y", n=1)]}, ["$.turns[1].n", "twice"]),
        ({"turns": [turn("A", "x", n=-1)]}, ["$.turns[0].n"]),
        ({"turns": []}, ["no words"]),
        ({"turns": [turn("A", " \u200b ")]}, ["no words"]),
        ({"turns": [turn("A", "w" * 30_000)]}, ["$.turns[0]", "20,000 characters"]),
        ({"turns": [turn("A", "x")] * 20_001}, ["more than 20,000 turns"]),
        ("[" * 200_000, ["nested too deeply"]),
        ('{"turns": ' + "9" * 5000 + "}", ["too long"]),
    ],
)
def test_what_is_wrong_is_said_with_its_place(written, content, parts):
    with pytest.raises(TranscriptError) as caught:
        written("t.json", content)
    for part in ["t.json", *parts]:
        assert part in caught.value.message
    assert caught.value.hint


# --- Whisper ----------------------------------------------------------------------------------------------------------


def whisper(*speakers):
    return {
        "text": "...",
        "segments": [
            {
                "id": i,
                "seek": 0,
                "start": i * 2.0,
                "end": i * 2.0 + 1.5,
                "text": f" Part {i}.",
                "avg_logprob": float("nan"),
            }
            | ({"speaker": speaker} if speaker else {})
            for i, speaker in enumerate(speakers)
        ],
        "language": "en",
    }


def test_whisperx_segments(written):
    header, said = written("w.json", whisper("SPEAKER_01", "SPEAKER_00", None))
    assert header.names == ("SPEAKER_01", "SPEAKER_00")
    assert header.timed
    assert header.overlaps == "guessed"
    assert lines(said) == [("A", "Part 0."), ("B", "Part 1."), ("?", "Part 2.")]  # nothing is put in anybody's mouth


def test_whisperx_names_can_be_given_in_order(written):
    header, said = written("w.json", whisper("SPEAKER_01", "SPEAKER_00"), speakers=("Maya", "Tom"))
    assert header.names == ("Maya", "Tom")
    assert [u.speaker for u in said] == ["A", "B"]


def test_word_times_are_kept_where_all_are_there(written):
    content = whisper("S1", "S2")
    content["segments"][0]["words"] = [{"word": " Part", "start": 0.1, "end": 0.5, "probability": 0.9}]
    content["segments"][1]["words"] = [{"word": "Part", "start": 2.1, "end": 2.5, "score": 0.8}, {"word": "1."}]
    _, said = written("w.json", content)
    assert [(w.text, w.start, w.end, w.probability) for w in said[0].words] == [("Part", 0.1, 0.5, 0.9)]
    assert said[1].words == ()


def test_whisper_without_speakers_says_so(written):
    with pytest.raises(TranscriptError, match="not known who said what"):
        written("w.json", whisper(None, None))


# --- files ------------------------------------------------------------------------------------------------------------


def test_text_is_cleaned_and_markup_stays_plain(written):
    header, said = written(
        "t.json",
        own(turn("A", "\x1b[2J[red]no[/red]\u202e x\u200by\n\nz"), speakers={"A": "M\x1b[1maya\u2066", "B": "Tom"}),
    )
    assert said[0].text == "[red]no[/red] xy z"
    assert header.names == ("Maya", "Tom")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings(written, encoding):
    header, said = written("t.txt", "Zoë: café\nTom: oui\n".encode(encoding))
    assert header.names == ("Zoë", "Tom")
    assert said[0].text == "café"


@pytest.mark.parametrize(
    ("content", "part"),
    [
        ("Maya: hi\nTom: caf\u00e9".encode("latin-1"), "line 2: this is not UTF-8"),
        (b"Maya: hi\n\0\0\0", "line 2: this does not look like text"),
        (b"\xff\xfeM", "not UTF-8"),
        (b"Maya: " + b"word " * 2_500_000, "larger than 10 MB"),
        (b"Maya: " + b"word " * 400_000, "line 1: one turn has more than 20,000 characters"),
        (b"Maya: hi\n" + b"and more\n" * 5_000, "one turn has more than 20,000 characters"),
        (b"Maya: hi\nTom: yo\n" * 10_001, "line 20001: there are more than 20,000 turns"),
    ],
)
def test_bytes_that_can_not_be_followed(written, content, part):
    with pytest.raises(TranscriptError) as caught:
        written("t.txt", content)
    assert part in caught.value.message


def test_missing_file_and_folder(tmp_path):
    with pytest.raises(TranscriptError, match="is not there"):
        read_transcript(tmp_path / "gone.txt")
    with pytest.raises(TranscriptError, match="is a folder"):
        read_transcript(tmp_path)
    with pytest.raises(TranscriptError):
        read_transcript("a\0b.txt")


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("a.json", True),
        ("a.VTT", True),
        ("a.srt", True),
        ("a.txt", True),
        ("a.wav", False),
        ("json", False),
        ("mic", False),
    ],
)
def test_which_files_are_transcripts(name, answer):
    assert is_transcript(name) is answer


def test_the_shared_talks_are_read(shared):
    paths = sorted((shared / "eval" / "dev").glob("*.json"))
    for path in paths:
        header, said = read_transcript(path)
        turns = json.loads(path.read_text("utf-8"))["turns"]
        assert header.timed
        assert len(said) == len([t for t in turns if t["text"].strip()])
    assert paths
