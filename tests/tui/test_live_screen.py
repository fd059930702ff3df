"""The live screen, driven by scripts: what is said, noticed and asked for is what is shown."""

from __future__ import annotations

from coach.core.events import Level
from coach.tui.app import live_app
from coach.tui.leaving import WaysOut
from coach.tui.screens.helping import Keys, Safety
from coach.tui.screens.rest import Rest
from coach.tui.widgets.balance import Balance
from coach.tui.widgets.cue_card import CueCard
from coach.tui.widgets.talk_header import TalkHeader
from tests.tui.reading import read
from tests.tui.scripted import ScriptedTalk, heard, noticed, sample_events
from tests.tui.waiting import settled


async def test_before_anything_is_heard_it_says_what_is_happening_and_the_keys_work() -> None:
    talk = ScriptedTalk()
    app = live_app(talk)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert "Getting ready to listen…" in read(app)
        await pilot.press("question_mark")
        assert isinstance(app.screen, Keys)


async def test_balance_waits_for_twenty_seconds_of_speech() -> None:
    talk = ScriptedTalk([heard(1, "A", "word " * 30, start=0.0)])
    app = live_app(talk)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        balance = app.screen.query_one(Balance)
        assert balance.share is None
        assert "%" not in read(app)
        talk.tell(heard(2, "B", "word " * 30, start=13.0))
        await settled(pilot)
        assert balance.share == 50
        assert "Maya 50%" in read(app)


async def test_mute_break_and_end_reach_the_talk() -> None:
    talk = ScriptedTalk(sample_events())
    app = live_app(talk)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("space")
        assert ("mute", True) in talk.asked
        assert app.screen.query_one(TalkHeader).state == "muted"
        await pilot.press("space")
        assert ("mute", False) in talk.asked
        await pilot.press("t", "c", "a", "t", "enter")
        assert ("park", "cat") in talk.asked
        await pilot.press("b")
        await settled(pilot)
        assert isinstance(app.screen, Rest)
        assert ("break", 20.0) in talk.asked
        await pilot.press("1", "2")
        await settled(pilot)
        assert "break over" in talk.asked
        assert app.screen.query_one(TalkHeader).state == "listening"


async def test_help_is_one_key_away() -> None:
    from coach.tui.talking import HelpLine

    lines = [HelpLine("A line", "0800 1234", where="Somewhere", seen="2026, example.org")]
    app = live_app(ScriptedTalk(), WaysOut(help_lines=lines))
    async with app.run_test(size=(100, 40)) as pilot:
        await settled(pilot)
        await pilot.press("exclamation_mark")
        await settled(pilot)
        assert isinstance(app.screen, Safety)
        assert "0800 1234" in read(app)
        assert "practice, not therapy" in read(app)


async def test_the_agreed_time_is_mentioned_once() -> None:
    talk = ScriptedTalk([Level(at=1.0, channels=(-30.0,))], minutes=1.0)
    app = live_app(talk)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert "time you agreed on" not in read(app)
        talk.tell(Level(at=61.0, channels=(-30.0,)))
        await settled(pilot)
        assert "The time you agreed on is up." in read(app)
        assert app.screen.query_one(CueCard).is_attached


async def test_the_words_that_left_the_topic_are_offered_for_putting_aside() -> None:
    said = heard(1, "A", "Your mother called again.")
    app = live_app(talk := ScriptedTalk([said, noticed(1, "topic_drift", "hurts", said, "Your mother called")]))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("t", "enter")
        assert ("park", "Your mother called") in talk.asked
        await pilot.press("t", "escape")
        assert len([asked for asked in talk.asked if asked[0] == "park"]) == 1
