"""The words on the live screen: on whose side they stand, what gives way to them, and reading back."""

from __future__ import annotations

from coach.core.events import Hearing, Level, SpeechBegan, SpeechEnded, Unsure
from coach.tui.app import live_app
from coach.tui.widgets.transcript import Transcript
from tests.tui.reading import read
from tests.tui.scripted import ScriptedTalk, heard
from tests.tui.waiting import settled


async def test_words_stand_on_their_speaker_s_side() -> None:
    talk = ScriptedTalk([heard(1, "A", "I am here."), heard(2, "B", "So am I."), heard(3, "?", "mm-hmm")])
    app = live_app(talk)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        lines = app.screen.query_one(Transcript).shown.splitlines()
    mine, theirs, someone = (next(line for line in lines if words in line) for words in ("here", "So am", "mm-hmm"))
    assert mine.startswith(" Maya  I am here.")
    assert theirs.endswith("So am I.  Tom")
    assert theirs.index("So") > 40
    assert someone.strip() == "? mm-hmm"


async def test_partial_words_give_way_to_the_utterance() -> None:
    talk = ScriptedTalk([Hearing(at=1.0, channel=0, speaker="A", text="I was going")])
    app = live_app(talk)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        transcript = app.screen.query_one(Transcript)
        assert "Maya  I was going" in transcript.shown
        talk.tell(SpeechBegan(at=2.0, channel=0, speaker="A"))
        await settled(pilot)
        assert "Maya  I was going" in transcript.shown
        talk.tell(heard(1, "A", "I was going to ask."))
        await settled(pilot)
        assert transcript.shown.split() == ["Maya", "I", "was", "going", "to", "ask."]


async def test_what_was_not_understood_is_nobody_s() -> None:
    talk = ScriptedTalk([Unsure(at=2.0, start=1.0, end=2.0, reason="noise", text="thanks for watching")])
    app = live_app(talk)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert app.screen.query_one(Transcript).shown.strip() == "? thanks for watching"


async def test_a_long_talk_flows() -> None:
    """3,000 utterances: all kept, the newest in sight, and only lines in sight are drawn."""
    speakers = ("A", "B")
    events = [heard(n, speakers[n % 2], f"sentence number {n}", start=n * 2.0) for n in range(1, 3001)]
    app = live_app(ScriptedTalk(events))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        transcript = app.screen.query_one(Transcript)
        assert transcript.virtual_size.height >= 3000
        assert "sentence number 3000" in read(app)
        assert "sentence number 1 " not in read(app)


async def test_reading_back_is_not_torn_away_by_new_words() -> None:
    talk = ScriptedTalk([heard(n, "A", f"sentence number {n}") for n in range(1, 60)])
    app = live_app(talk)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("home")
        await settled(pilot)
        talk.tell(heard(60, "A", "sentence number 60"))
        await settled(pilot)
        assert "sentence number 1\n" in read(app)
        assert "Reading back. End returns to the newest words." in read(app)
        await pilot.press("end")
        await settled(pilot)
        talk.tell(heard(61, "A", "sentence number 61"))
        await settled(pilot)
        assert "Reading back" not in read(app)
        assert "sentence number 61" in read(app)


async def test_a_cough_leaves_no_dots_behind() -> None:
    began, ended = SpeechBegan(at=1.0, channel=0, speaker="?"), SpeechEnded(at=1.4, channel=0, speaker="?")
    talk = ScriptedTalk([began, ended, Level(at=2.0, channels=(-50.0,))])
    app = live_app(talk)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        transcript = app.screen.query_one(Transcript)
        assert transcript.shown.strip() == "? …"
        talk.tell(Level(at=8.0, channels=(-50.0,)))
        await settled(pilot)
        assert transcript.shown.strip() == ""


async def test_one_line_up_and_one_down_again_follows_the_talk() -> None:
    app = live_app(talk := ScriptedTalk([heard(n, "A", f"sentence number {n}") for n in range(1, 60)]))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        transcript = app.screen.query_one(Transcript)
        for key, back in (("up", True), ("down", False)):
            await pilot.press(key)
            await pilot.wait_for_scheduled_animations()
            await settled(pilot)
            assert transcript.reading_back is back
        talk.tell(heard(60, "A", "sentence number 60"))
        await settled(pilot)
        assert "sentence number 60" in read(app)
