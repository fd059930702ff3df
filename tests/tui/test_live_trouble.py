"""What is said on the live screen when hearing falls behind, has a gap, or is gone."""

from __future__ import annotations

import pytest

from coach.core.events import AudioLost, Behind, Ended, Failed, Step
from coach.tui.app import live_app
from coach.tui.screens.live import LiveScreen
from coach.tui.widgets.talk_header import TalkHeader
from tests.tui.reading import read
from tests.tui.scripted import ScriptedTalk, heard, quiet
from tests.tui.waiting import settled


@pytest.mark.parametrize(
    "event",
    [
        AudioLost(at=5.0, seconds=0.0, reason="The microphone went away.", advice="Plug it in again."),
        Failed(at=5.0, message="The microphone went away.", hint="Plug it in again."),
    ],
)
async def test_a_lost_microphone_is_said_calmly_and_can_be_reopened(event: AudioLost | Failed) -> None:
    talk = ScriptedTalk([heard(1, "A", "I am here."), event])
    app = live_app(talk)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        shown = read(app)
        assert "The microphone went away. Plug it in again." in shown
        assert "not listening" in shown
        assert "I am here." in shown
        await pilot.press("r")
        await settled(pilot)
        assert "reopen" in talk.asked
        assert "went away" not in read(app)
        assert app.screen.query_one(TalkHeader).state == "listening"


async def test_what_cannot_be_heard_at_all_is_said_and_can_be_left() -> None:
    trouble = Failed(at=0.0, message="The speech model is missing.", hint="Fetch it with coach models.")
    app = live_app(ScriptedTalk([trouble, Ended(at=0.0)]))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert isinstance(app.screen, LiveScreen)
        assert "The speech model is missing. Fetch it with coach models." in read(app)
        await pilot.press("e")
    assert app.return_value is None


async def test_a_talk_that_broke_off_keeps_what_was_said_and_says_why() -> None:
    trouble = Failed(at=9.0, message="Something unexpected happened.", hint="What was said so far is kept.")
    app = live_app(ScriptedTalk([heard(1, "A", "I am here."), trouble, Ended(at=9.0)]))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert "How it went" in read(app)
        assert "Something unexpected happened." in read(app)


@pytest.mark.parametrize(
    ("step", "words"),
    [
        ("full", "12 s behind   "), ("no_partial", "12 s behind, whole sentences"), ("quick", "12 s behind, reading faster"),
        ("smaller_model", "12 s behind, smaller model"),
    ],
)  # fmt: skip
async def test_the_header_says_what_is_left_out_meanwhile(step: Step, words: str) -> None:
    talk = ScriptedTalk([quiet(1.0), Behind(at=1.0, seconds=12.2, step=step)])
    app = live_app(talk)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert words in read(app)
        assert "● listening" in read(app)
        assert "How we split the housework" in read(app)
        talk.tell(Behind(at=2.0, seconds=0.0, step="full"))
        await settled(pilot)
        assert "behind" not in read(app)


@pytest.mark.parametrize(("advice", "words"), [("Plug it in again.", "Plug it in again."), ("", "Check its cable")])
async def test_a_lost_microphone_says_what_to_do(advice: str, words: str) -> None:
    from coach.core.events import Failed

    gone = Failed(at=5.0, message="The microphone went away.", hint=advice)
    app = live_app(ScriptedTalk([heard(1, "A", "I am here."), gone]))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        shown = read(app)
        assert f"The microphone went away. {words}" in shown
        assert "r listens again; e ends the talk." in shown


async def test_a_short_gap_is_said_in_passing() -> None:
    app = live_app(ScriptedTalk([quiet(1.0), AudioLost(at=5.0, seconds=0.4, reason="A short gap.")]))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert "A short gap." in read(app)
        assert "● listening" in read(app)
