"""Cards over a screen: no row stands empty below their keys, and a key is offered only while it does something."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.geometry import Region
from textual.screen import ModalScreen

from coach.tui.app import CoachApp, prepare_app
from coach.tui.preparing import Given, Prepared
from coach.tui.screens.prepare_form import PrepareForm
from coach.tui.widgets.key_line import KeyLine
from tests.tui.every_screen import QUIET, SCREENS
from tests.tui.reading import read
from tests.tui.waiting import settled

CARDS = ("why", "help", "live-keys", "alone", "alone-noticed", "assignment", "practise", "recap-forget", "voices")


async def opened(name: str, folder: Path, size: tuple[int, int]) -> tuple[Region, Region, str]:
    """Where the card and its keys are, and what stands on the screen."""
    shown = SCREENS[name]
    app = shown.make(folder)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        for key in shown.keys:
            await pilot.press(key)
            await settled(pilot)
        assert isinstance(app.screen, ModalScreen)
        card, keys = app.screen.query(".panel").first(), app.screen.query_one(KeyLine)
        return card.region, keys.region, read(app)


@pytest.mark.parametrize("size", [(80, 24), (90, 27), (100, 31), (160, 45)])
@pytest.mark.parametrize("name", CARDS)
async def test_the_keys_stand_at_the_bottom_of_a_card(name: str, size: tuple[int, int], tmp_path: Path) -> None:
    card, keys, _ = await opened(name, tmp_path, size)
    assert keys.bottom == card.bottom - 1  # the border


@pytest.mark.parametrize("name", ["why", "practise", "recap-forget", "assignment"])
async def test_one_row_lies_between_the_words_and_the_keys(name: str, tmp_path: Path) -> None:
    card, keys, said = await opened(name, tmp_path, (80, 24))
    rows = [row[card.x + 1 : card.right - 1].strip() for row in said.split("\n")]
    assert rows[keys.y - 1] == ""
    assert rows[keys.y - 2] != ""


async def test_while_somebody_reads_only_leaving_is_offered(tmp_path: Path) -> None:
    app = SCREENS["voices"].make(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        for key in SCREENS["voices"].keys:
            await pilot.press(key)
            await settled(pilot)
        assert "⏎ go on" in read(app)
        await pilot.press("enter")
        await settled(pilot)
        assert "go on" not in read(app)
        assert "esc leave it" in read(app)


async def test_tab_is_told_where_there_are_moments_to_go_to(tmp_path: Path) -> None:
    app = SCREENS["recap"].make(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert "tab next" in read(app)
        assert "a alone" in read(app)


async def test_who_is_alone_is_asked_for_no_aim_of_both() -> None:
    page = prepare_app(
        Prepared(("Maya", "Tom"), aim="We both want a next step."), Given(together=False), looks=QUIET
    )  # as a talk for two was begun
    assert isinstance(page, CoachApp)
    async with page.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert "what you share" not in read(page)
        assert page.screen.query_one(PrepareForm).settled((), (None, None)).aim == ""
