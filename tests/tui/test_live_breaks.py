"""A break: offered, never forced; nobody listens meanwhile; and what is shown on coming back."""

from __future__ import annotations

import pytest

from coach.core.events import BreakOffered
from coach.tui.app import live_app
from coach.tui.screens.helping import Safety
from coach.tui.screens.live import LiveScreen
from coach.tui.screens.rest import Rest
from tests.tui.pictures import SIZES
from tests.tui.reading import read
from tests.tui.scripted import ScriptedTalk, heard, quiet
from tests.tui.waiting import settled


@pytest.mark.parametrize(
    ("because", "words"), [("asked", "A break was asked for."), ("heat", "Would a break do you good?")]
)
async def test_a_break_is_offered_and_never_forced(because: str, words: str) -> None:
    talk = ScriptedTalk([quiet(100.0), BreakOffered(at=100.0, because=because)])  # type: ignore[arg-type]
    app = live_app(talk)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert words in read(app)
        assert isinstance(app.screen, LiveScreen)
        await pilot.press("x")
        await settled(pilot)
        assert words not in read(app)
        assert not [asked for asked in talk.asked if asked[0] == "break"]
        talk.tell(BreakOffered(at=101.0, because=because))  # type: ignore[arg-type]
        await settled(pilot)
        await pilot.press("b")
        await settled(pilot)
        assert isinstance(app.screen, Rest)


@pytest.mark.parametrize("size", SIZES)
async def test_coming_back_shows_topic_aim_turn_and_each_one_s_ready(size: tuple[int, int]) -> None:
    talk = ScriptedTalk([heard(1, "B", "I am here.")])
    app = live_app(talk, aim="We both want a calmer evening.")
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        await pilot.press("b")
        await settled(pilot)
        shown = read(app)
        for words in (
            "You come back to: How we split the housework", "It was Tom’s turn.", "We both want a calmer evening.",
            "Maya press 1 when ready", "Tom press 2 when ready",
        ):  # fmt: skip
            assert words in shown
        await pilot.press("1", "2")
        await settled(pilot)
        assert "Welcome back, both of you." in read(app)


async def test_help_is_one_key_away_in_a_break_too() -> None:
    app = live_app(ScriptedTalk([quiet(100.0)]))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("b")
        await settled(pilot)
        assert "! help" in read(app)
        await pilot.press("exclamation_mark")
        await settled(pilot)
        assert isinstance(app.screen, Safety)
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(app.screen, Rest)


async def test_a_break_says_that_nobody_listens_and_may_end_the_talk() -> None:
    talk = ScriptedTalk([quiet(100.0)])
    app = live_app(talk)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("b")
        await settled(pilot)
        assert "Nobody listens meanwhile." in read(app)
        await pilot.press("e", "escape")
        await settled(pilot)
        assert isinstance(app.screen, Rest)  # a slip ends nothing
        await pilot.press("e", "e")
        await settled(pilot)
        assert talk.asked[-2:] == ["break over", "stop"]


async def test_a_break_that_ends_by_itself_takes_its_questions_with_it() -> None:
    talk = ScriptedTalk([quiet(100.0)])
    app = live_app(talk)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("b")
        await settled(pilot)
        await pilot.press("question_mark")
        await settled(pilot)
        talk.end_break()
        await settled(pilot)
        assert isinstance(app.screen, LiveScreen)
