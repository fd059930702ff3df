from __future__ import annotations

import json
from typing import get_args

import msgspec
import pytest

from coach.core.events import (
    Agreed,
    AudioLost,
    Behind,
    Cued,
    Ended,
    Failed,
    Heard,
    Hearing,
    LetBe,
    Level,
    Noticed,
    SpeechBegan,
    SpeechEnded,
    Started,
    Step,
    TurnEnded,
    Unsure,
)
from coach.core.recap import Recap
from coach.core.talk import Agreement, Cue, Header, Moment, Span, Turn, Utterance, Word
from coach.report.json_form import render_json
from coach.report.stream import line, position, recap_line

HEARD = Heard(
    at=4.9,
    utterance=Utterance(
        3, "A", 1.00049, 4.25, "You never help.", words=(Word("You", 1.0004, 1.2, 0.98765),), confidence=0.87654
    ),
    lag=0.65,
)
MOMENT = Moment(5, "blame", "hurts", "A", 3, 1.0, 4.25, (Span(3, 0, 9),), 0.93, because=("never",))


def said(event, lag=0.0):
    return json.loads(line(event, lag))


def test_ready_says_what_is_listened_to():
    header = Header(id="x", topic="dishes", names=("Maya", "Tom"), source="talk.wav", model="base.en")
    assert said(Started(at=0.0, header=header)) == {
        "type": "ready", "t": 0.0, "lag": 0.0, "id": "x", "topic": "dishes", "speakers": {"A": "Maya", "B": "Tom"},
        "source": "talk.wav", "model": "base.en",
    }  # fmt: skip


def test_utterance_is_about_its_end_and_has_its_words():
    assert said(HEARD, 0.7014) == {
        "type": "utterance", "t": 4.25, "lag": 0.701, "n": 3, "speaker": "A", "start": 1.0, "end": 4.25,
        "text": "You never help.", "words": [[1.0, 1.2, "You", 0.988]], "confidence": 0.877, "speaker_confidence": 1.0,
    }  # fmt: skip
    assert position(HEARD) == 4.25
    assert said(HEARD, 0.1)["lag"] == 0.65  # never less than what was measured when the words were there


@pytest.mark.parametrize(
    ("event", "fields"),
    [
        (SpeechBegan(at=1.0, channel=0, speaker="A"), {"type": "speech", "t": 1.0, "speaker": "A", "state": "start"}),
        (SpeechEnded(at=2.0, channel=1, speaker="B"), {"type": "speech", "t": 2.0, "speaker": "B", "state": "end"}),
        (Hearing(at=2.5, channel=0, speaker="?", text="I f"), {"type": "partial", "t": 2.5, "speaker": "?", "text": "I f"}),
        (
            Noticed(at=4.9, moment=MOMENT),
            {
                "type": "moment", "t": 4.9, "id": 5, "turn": 3, "speaker": "A", "kind": "blame", "tone": "hurts", "start": 1.0,
                "end": 4.25, "confidence": 0.93, "evidence": [[3, 0, 9]], "because": ["never"],
            },
        ),
        (
            Cued(at=9.0, cue=Cue(1, None, 9.0, "One at a time?", (5,), "hurts", 8.0)),
            {"type": "cue", "t": 9.0, "id": 1, "to": None, "text": "One at a time?", "tone": "hurts", "because": [5], "stay": 8.0},
        ),
        (
            AudioLost(at=3.0, seconds=1.0, reason="The microphone was away.", advice="Plug it in."),
            {"type": "warning", "t": 3.0, "what": "The microphone was away.", "advice": "Plug it in."},
        ),
        (Failed(at=3.0, message="What.", hint="Do."), {"type": "warning", "t": 3.0, "what": "What.", "advice": "Do."}),
    ],
)  # fmt: skip
def test_lines(event, fields):
    assert said(event, 0.5) == fields | {"lag": 0.5}


def test_warnings_without_words_of_the_talk():
    unsure = said(Unsure(at=9.0, start=7.0, end=8.5, reason="noise", text="thanks for watching"))
    assert (unsure["type"], unsure["t"]) == ("warning", 8.5)
    assert "watching" not in str(unsure)
    assert "12 s behind" in said(Behind(at=9.0, seconds=12.2))["what"]


def test_what_is_left_out_to_keep_up_is_said():
    advice = [said(Behind(at=9.0, seconds=9.0, step=step))["advice"] for step in get_args(Step)]
    assert len(set(advice)) == 4
    assert "smaller model" in advice[-1]
    assert said(Behind(at=9.0, seconds=0.0))["what"] == "The text keeps up with the voices again."


@pytest.mark.parametrize(
    "event",
    [
        Level(at=1.0, channels=(-20.0,)),
        TurnEnded(at=1.0, turn=Turn("A", 0.0, 1.0, (1,))),
        LetBe(at=1.0, moment=1, reason="repaired"),
        Agreed(at=1.0, agreement=Agreement(1, "A", "x")),
        Ended(at=1.0),
        Noticed(at=1.0, moment=msgspec.structs.replace(MOMENT, kind="threat")),
    ],
)
def test_what_is_not_in_the_stream(event):
    assert line(event, 0.1) is None


def test_every_line_is_one_line():
    text = msgspec.structs.replace(HEARD.utterance, text="a\nb\u2028c")
    assert b"\n" not in line(msgspec.structs.replace(HEARD, utterance=text), 0.0)


def test_recap_is_the_last_line_and_whole(recap):
    last = json.loads(recap_line(recap))
    assert (last["type"], last["t"], last["lag"]) == ("recap", 912.4, 0.0)
    assert {key: last[key] for key in json.loads(render_json(recap))} == json.loads(render_json(recap))


def test_json_is_the_format_of_the_files(recap):
    encoded = render_json(recap)
    assert b"\n" not in encoded
    told = json.loads(encoded)
    assert told["schema"] == "coach.recap/1"
    assert told["session"] == {
        "id": "x", "topic": "how we split the housework", "duration_s": 912.4, "source": "talk.wav", "model": "base.en",
        "timed": True, "aim": "", "rules": [],
    }  # fmt: skip
    assert set(told["partners"]["A"]) == {
        "name", "talk_time_s", "talk_share", "words", "turns", "longest_turn_s", "interruptions", "questions",
        "opened", "moved_topic", "brought_back", "last_word",
    }  # fmt: skip
    assert told["turns"][0] == {
        "n": 1,
        "speaker": "A",
        "start": 0.0,
        "end": 4.2,
        "text": "You never help.",
        "sure": True,
    }
    assert set(told["moments"][0]) >= {
        "turn", "speaker", "kind", "tone", "start", "end", "quote", "confidence", "why", "cue", "try_instead",
    }  # fmt: skip
    assert {key: told["patterns"][0][key] for key in ("kind", "from", "to", "confidence", "evidence")} == {
        "kind": "demand_withdraw", "from": "A", "to": "B", "confidence": 0.7, "evidence": [7, 9, 12],
    }  # fmt: skip
    assert told["agreements"][0]["what"] == "take the bins out on Sundays"
    assert told["strengths"]
    assert set(told["to_practise"]) == {"A", "B"}
    assert msgspec.json.decode(encoded, type=Recap) == recap
    assert json.loads(render_json(recap, indent=2)) == told
    assert render_json(recap, indent=2).startswith(b'{\n  "')


def test_json_says_where_its_times_are_estimated(recap):
    said = json.loads(render_json(recap))["notes"]
    assert not any("Estimated" in note for note in said)
    typed = msgspec.structs.replace(recap, session=msgspec.structs.replace(recap.session, source="typed", timed=False))
    notes = json.loads(render_json(typed))["notes"]
    assert notes[:-1] == said
    assert notes[-1].startswith("Estimated here, as session.timed says: every start and end")
