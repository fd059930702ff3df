"""The pieces of the plain lines by themselves: keys out of bytes, events into lines, a break by the clock."""

from __future__ import annotations

import queue

import pytest

from coach.core.events import AudioLost, Behind, Cued, Hearing, Level, PutAside, Started, Unsure
from coach.core.talk import Parked
from coach.plain.keys import ENTER, ESC, LEAVE, TAB, Keys
from coach.plain.live import KEYS, LiveLines
from coach.plain.rest import Rest
from coach.plain.telling import Telling, why
from coach.report.plain_text import render_plain
from coach.tui.screens.live import LiveScreen
from tests.tui.scripted import HEADER, ScriptedTalk, cued, heard, noticed, sample_recap


@pytest.mark.parametrize(
    ("data", "keys"),
    [
        (b"b?", ["b", "?"]),
        (b"\r\t", [ENTER, TAB]),
        (b"\x1b[A\x1bOP\x1b[15~b", ["b"]),  # arrows and function keys are no letters, and no Esc
        (b"\x1b\x1b[A", []),
        ("é".encode(), ["é"]),
        (b"\x1b\x1b\x1b", [LEAVE]),
        (b"\xff\x00", []),
    ],
)
def test_keys_out_of_bytes(data, keys):
    assert Keys().feed(data, 0.0) == keys


def test_a_lone_escape_is_one_key_and_two_soon_after_each_other_leave():
    reading = Keys()
    assert reading.feed(b"\x1b", 0.0) == []
    assert reading.after(0.1) == [ESC]
    assert reading.feed(b"\x1b", 0.5) == []
    assert reading.after(0.6) == [LEAVE]


def test_another_key_between_two_escapes_makes_them_two():
    reading = Keys()
    reading.feed(b"\x1b", 0.0)
    assert reading.feed(b"x", 0.1) == [ESC, "x"]
    reading.feed(b"\x1b", 0.2)
    assert reading.after(0.3) == [ESC]


def test_both_escapes_in_one_piece_leave():
    reading = Keys()
    assert reading.feed(b"\x1b\x1b", 0.0) == []
    assert reading.after(0.1) == [LEAVE]


def test_each_line_begins_with_a_word_and_partial_words_are_not_told():
    telling = Telling(HEADER, minutes=1)
    hurt = heard(1, "B", "But you never even ask me.")
    blame = noticed(1, "blame", "hurts", hurt, "you never even ask")
    events = [
        Started(at=0, header=HEADER),
        Level(at=0.1, channels=(-30.0,)),
        Hearing(at=1, channel=0, speaker="B", text="But you"),
        hurt,
        blame,
        cued(1, "Maybe say the feeling under it?", blame),
        PutAside(at=9, parked=Parked(1, "B", "the in-laws")),
        Unsure(at=11, start=10, end=11, reason="noise", text="not to be trusted"),
        Unsure(at=12, start=11, end=12, reason="noise"),
        Behind(at=13, seconds=4),
        Behind(at=14, seconds=5),
        Behind(at=15, seconds=0.2),
        AudioLost(at=16, seconds=1, reason="The microphone was pulled out.", advice="Plug it in."),
        Level(at=61, channels=(-30.0,)),
    ]
    told = [line for event in events for line in telling.take(event)]
    assert [line.partition(" ")[0].rstrip(":") for line in told] == [
        "A", "Listening.", "Tom", "Cue", "Keys", "Put", "Unclear", "Behind", "Caught", "Microphone", "What", "Time",
    ]  # fmt: skip
    assert not [line for line in told if "not to be trusted" in line]


def test_why_is_told_in_lines():
    talk = ScriptedTalk()
    said = heard(1, "B", "But you never even ask me.")
    blame = noticed(1, "blame", "hurts", said, "you never even ask")
    cue = cued(1, "Maybe say the feeling under it?", blame)
    told = why(cue.cue, [talk.describe(blame.moment)])
    assert told[0] == "Why: Maybe say the feeling under it?"
    assert "Words seen: “you never even ask”" in told


def test_a_break_says_each_five_minutes_and_the_last_one():
    now = [0.0]
    rest = Rest(20, names=("Maya", "Tom"), clock_s=lambda: now[0])
    told = []
    for second in range(0, 1300, 1):
        now[0] = float(second)
        told += rest.passing()
    assert told == [
        "Break: 15 minutes left.",
        "Break: 10 minutes left.",
        "Break: 5 minutes left.",
        "Break: 1 minute left.",
        "Break over: go on whenever you are both ready.",
    ]
    assert rest.press("1")
    assert rest.press("2") == []
    assert rest.over


def test_a_break_can_be_made_longer_and_not_shorter_than_five_minutes():
    rest = Rest(10, names=("Maya", "Tom"), clock_s=lambda: 0.0)
    assert rest.press("+") == ["Break: 15 minutes left now."]
    for _ in range(5):
        told = rest.press("-")
    assert told == ["Break: 5 minutes left now."]
    assert rest.press("x") is None


def test_the_full_screens_keys_work_here_too():
    screen = {binding.key_display or binding.key for binding in LiveScreen.BINDINGS if binding.tooltip}
    here = {key for key, _ in KEYS}
    assert screen == here - {"s"}


def test_the_recap_has_headings_and_no_signs():
    told = render_plain(sample_recap())
    assert "\nWhat went well\n" in told
    assert "Maya 58 percent, Tom 42 percent." in told
    assert "Moment 1, at " in told
    assert not set("█░▁▂▃·\x1b") & set(told)


class Silent:
    """A terminal on which keys are pressed in order, and nothing is waited for."""

    def __init__(self, *keys):
        self.keys = True
        self.pressed = queue.SimpleQueue()
        for key in keys:
            self.pressed.put(key)
        self.said = []

    def say(self, *lines):
        self.said += lines

    put = say

    def wake(self):
        pass

    def key(self, timeout=None):
        return self.pressed.get_nowait() if not self.pressed.empty() else None


class NeverReady(ScriptedTalk):
    """Its model loads and loads: nothing happens until it is ended."""

    def start(self, on_event):
        self._tell = on_event


def test_keys_are_answered_while_the_model_loads():
    talk, terminal = NeverReady(), Silent("?", " ", "s", "!", "w", "u", "e", "e")
    LiveLines(talk, terminal).run()
    assert "Keys:" in terminal.said
    assert "Muted: nobody listens." in terminal.said
    assert "When a talk does not feel safe" in terminal.said
    assert terminal.said.count("No cue was shown yet.") == 2
    assert ("mute", True) in talk.asked


def test_a_cue_waved_away_and_a_microphone_that_comes_back():
    said = heard(1, "B", "But you never even ask me.")
    blame = noticed(1, "blame", "hurts", said, "you never even ask")
    cue: Cued = cued(1, "Maybe say the feeling under it?", blame)
    lost = AudioLost(at=20, seconds=1, reason="The microphone was pulled out.", advice="Plug it in.")
    talk, terminal = ScriptedTalk([said, blame, cue, lost]), Silent("w", "u", "r", "e", "g", "e", "\r", "enter")
    LiveLines(talk, terminal).run()
    assert ("dismiss", 1) in talk.asked
    assert "reopen" in talk.asked
    assert "The talk goes on." in terminal.said
    assert "stop" in talk.asked
