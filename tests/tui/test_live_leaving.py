"""Leaving a talk: ended after one question, or left at once with nothing behind."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot

from coach.tui.app import CoachApp, live_app
from coach.tui.screens.asking import EndTalk
from tests.tui.reading import read
from tests.tui.scripted import ScriptedTalk, praised, sample_events
from tests.tui.waiting import settled


async def test_ending_asks_once_and_then_stops() -> None:
    talk = ScriptedTalk(sample_events())
    app = live_app(talk)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("e", "escape")
        assert "stop" not in talk.asked
        await pilot.press("e", "e")
        await settled(pilot)
        assert talk.asked.count("stop") == 1


async def leave_twice(app: CoachApp, pilot: Pilot[object]) -> None:
    await pilot.press("escape", "escape")
    await settled(pilot)


@pytest.mark.parametrize("first", [(), ("w",), ("b",), ("question_mark",), ("e",)])
async def test_quick_exit_leaves_nothing(first: tuple[str, ...]) -> None:
    talk = ScriptedTalk(praised())
    app = live_app(talk)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press(*first)
        app.exit = lambda *_, **__: None  # type: ignore[method-assign]  # stay to look at what is left
        await leave_twice(app, pilot)
        assert read(app).strip() == ""
        assert talk.asked[-1] == "abandon"


async def test_quick_exit_gives_no_recap() -> None:
    talk = ScriptedTalk(praised())
    app = live_app(talk)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await leave_twice(app, pilot)
    assert app.return_value is None
    assert talk.asked[-1] == "abandon"


@pytest.mark.parametrize("leaving", ["ctrl+q", "ctrl+c"])
@pytest.mark.parametrize("first", ["exclamation_mark", "b", "e"])
async def test_leaving_from_anywhere_asks_and_never_loses_the_talk(first: str, leaving: str) -> None:
    app = live_app(talk := ScriptedTalk(praised()))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press(first)
        await settled(pilot)
        await pilot.press(leaving)
        await settled(pilot)
        assert isinstance(app.screen, EndTalk)
        assert talk.asked[-1] != "abandon"
        await pilot.press("e")
        await settled(pilot)
        assert "How it went" in read(app)
