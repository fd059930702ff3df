"""One speaks, the other says back what was heard: the card, its time, and how the floor is passed on."""

from __future__ import annotations

import pytest

from coach.core.events import FloorPassed
from coach.tui.app import live_app
from coach.tui.widgets.floor_card import FloorCard
from tests.tui.pictures import SIZES
from tests.tui.reading import read
from tests.tui.scripted import FLOOR, ScriptedTalk, quiet
from tests.tui.waiting import settled


@pytest.mark.parametrize("size", SIZES)
async def test_the_floor_card_says_who_speaks_who_listens_and_what_each_does(size: tuple[int, int]) -> None:
    talk = ScriptedTalk([quiet(5.0)], header=FLOOR)
    app = live_app(talk)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        shown = read(app)
        for words in (
            "Maya has the floor 00:05",
            "a few sentences, about yourself",
            "Tom listens",
            "says back what was heard; the answer comes later",
        ):
            assert words in shown
        assert "How we split the housework" in shown


async def test_the_key_or_a_click_passes_the_floor_and_its_time_begins_again() -> None:
    talk = ScriptedTalk([quiet(65.0)], header=FLOOR)
    app = live_app(talk)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert "f floor" in read(app)
        await pilot.press("f")
        await settled(pilot)
        assert ("floor", "B") in talk.asked
        assert "Tom has the floor 00:00" in read(app)
        talk.tell(quiet(65.0 + 130))
        await settled(pilot)
        assert "Tom has the floor 02:10" in read(app)
        assert "passes it on" in read(app)
        await pilot.click(FloorCard)
        await settled(pilot)
        assert talk.asked[-1] == ("floor", "A")


async def test_words_that_hand_the_floor_over_move_the_card() -> None:
    talk = ScriptedTalk([quiet(5.0), FloorPassed(at=5.0, to="B")], header=FLOOR)
    app = live_app(talk)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert app.screen.query_one(FloorCard).holder == "B"
        assert "Maya listens" in read(app)


async def test_a_break_stops_the_time_of_the_floor() -> None:
    talk = ScriptedTalk([quiet(10.0)], header=FLOOR)
    app = live_app(talk)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("b")
        await settled(pilot)
        talk.tell(quiet(610.0))
        await settled(pilot)
        assert "It was Maya’s turn." in read(app)
        await pilot.press("1", "2")
        await settled(pilot)
        assert "Maya has the floor 00:10" in read(app)


async def test_in_an_open_talk_there_is_no_floor() -> None:
    app = live_app(ScriptedTalk([quiet(1.0)]))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert not app.screen.query_one(FloorCard).display
        assert "f floor" not in read(app)
