"""Agreements on the recap: whose they are, in other words, taken out, and a new yes from both."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from coach.tui.app import CoachApp
from coach.tui.screens.amending import OtherWords
from coach.tui.widgets.agreement_line import AgreementLine
from tests.tui.after_a_talk import Deciding, app_of, ended_talk
from tests.tui.pictures import SIZES
from tests.tui.reading import read
from tests.tui.waiting import settled


async def on_agreement(app: CoachApp, pilot: Pilot[object]) -> AgreementLine:
    await settled(pilot)
    line = app.screen.query_one(AgreementLine)
    line.focus()
    await settled(pilot)
    return line


@pytest.mark.parametrize("size", SIZES)
async def test_an_agreement_says_who_and_that_both_confirmed_it(size: tuple[int, int]) -> None:
    app = app_of(ended_talk())
    async with app.run_test(size=size) as pilot:
        await on_agreement(app, pilot)
        assert "Tom: Tom takes the dishes on weekdays  confirmed by both" in read(app)
        assert isinstance(app.focused, AgreementLine)
        for key in ("change", "d take out", "1 yes", "2 yes"):
            assert key in read(app)


async def test_an_agreement_in_other_words_wants_a_new_yes_from_both() -> None:
    app = app_of(talk := ended_talk(), deciding := Deciding())
    deciding.decided = "kept"
    async with app.run_test(size=(80, 24)) as pilot:
        await on_agreement(app, pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, OtherWords)
        app.screen.query_one(Input).value = "do the dishes together"
        await pilot.press("enter")
        await settled(pilot)
        assert ("amend", 11, "do the dishes together") in talk.asked
        shown = read(app)
        assert "Tom: do the dishes together" in shown
        assert "confirmed by both" not in shown
        assert isinstance(app.focused, AgreementLine)
        await pilot.press("1")
        await settled(pilot)
        await pilot.press("2")
        await settled(pilot)
        assert [asked for asked in talk.asked if asked[0] == "confirm"] == [("confirm", 11, "A"), ("confirm", 11, "B")]
    assert deciding.kept_again >= 1


async def test_an_agreement_can_be_taken_out() -> None:
    app = app_of(talk := ended_talk())
    async with app.run_test(size=(80, 24)) as pilot:
        await on_agreement(app, pilot)
        await pilot.press("d")
        await settled(pilot)
        assert ("amend", 11, "") in talk.asked
        assert not app.screen.query(AgreementLine)
        assert "Taken out. That one is no agreement." in read(app)


async def test_as_it_was_changes_nothing_and_a_click_opens_it() -> None:
    app = app_of(talk := ended_talk())
    async with app.run_test(size=(100, 60)) as pilot:
        await on_agreement(app, pilot)
        await pilot.click(AgreementLine)
        await settled(pilot)
        assert isinstance(app.screen, OtherWords)
        await pilot.press("escape")
        await settled(pilot)
        assert not [asked for asked in talk.asked if asked[0] == "amend"]
