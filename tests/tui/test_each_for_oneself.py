"""After the talk, each for oneself: a mood and a line, shown to both only if both say so."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from textual.pilot import Pilot
from textual.widgets import Input

from coach.store.kept import PartnersOwn
from coach.tui.app import CoachApp
from coach.tui.screens.afterwards import ForOneself, HandOver, Together
from coach.tui.screens.deciding import BothSay
from coach.tui.screens.recap import RecapScreen
from coach.tui.widgets.ask_line import AnswerKey
from coach.tui.widgets.key_line import KeyLine
from tests.tui.after_a_talk import Deciding, app_of, ended_talk
from tests.tui.pictures import SIZES
from tests.tui.reading import read
from tests.tui.waiting import settled


async def write(pilot: Pilot[object], mood: str, line: str) -> None:
    await pilot.press(mood)
    await settled(pilot)
    pilot.app.screen.query_one(Input).value = line
    await pilot.press("enter")
    await settled(pilot)


@pytest.mark.parametrize("size", SIZES)
async def test_each_says_it_alone_and_both_see_it_only_if_both_say_so(size: tuple[int, int]) -> None:
    deciding = Deciding()
    app = app_of(ended_talk(), deciding)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        assert "m mood" in read(app)
        await pilot.press("m")
        await settled(pilot)
        assert isinstance(app.screen, HandOver)
        assert "Over to Maya" in read(app)
        assert "Tom looks away for a minute." in read(app)
        assert "How it went" not in read(app)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, ForOneself)
        assert "Maya, how do you feel now?" in read(app)
        await write(pilot, "4", "I was heard.")
        assert "Over to Tom" in read(app)
        assert "I was heard." not in read(app)
        await pilot.press("enter")
        await write(pilot, "3", "I want to try again.")
        assert isinstance(app.screen, BothSay)
        assert "I was heard." not in read(app)
        await pilot.press("1", "2")
        await settled(pilot)
        assert isinstance(app.screen, Together)
        shown = read(app)
        for words in ("Maya  feels good", "“I was heard.”", "Tom  feels so-so", "“I want to try again.”"):
            assert words in shown
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(app.screen, RecapScreen)
    assert deciding.own == {
        "A": PartnersOwn(mood_after=4, line="I was heard."),
        "B": PartnersOwn(mood_after=3, line="I want to try again."),
    }


async def test_one_no_keeps_it_apart() -> None:
    app = app_of(ended_talk(), deciding := Deciding())
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("m", "enter")
        await write(pilot, "4", "mine")
        await pilot.press("enter")
        await write(pilot, "3", "yours")
        await pilot.press("1", "escape")
        await settled(pilot)
        assert isinstance(app.screen, RecapScreen)
        assert "Each of you keeps that to yourself." in read(app)
        assert "mine" not in read(app)
    assert deciding.own["A"].line == "mine"


async def test_who_rather_not_is_left_out_and_nothing_is_shown_to_anybody() -> None:
    app = app_of(ended_talk(), deciding := Deciding())
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("m", "escape")
        await settled(pilot)
        assert "Over to Tom" in read(app)
        await pilot.press("enter")
        await write(pilot, "5", "light")
        assert isinstance(app.screen, RecapScreen)
    assert set(deciding.own) == {"B"}


async def test_the_mood_that_was_pressed_is_not_shown() -> None:
    app = app_of(ended_talk(), Deciding())
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("m", "enter")
        await settled(pilot)
        before = read(app)
        await pilot.press("1")
        await settled(pilot)
        assert "Noted." in read(app)
        assert "heavy" in before
        assert "heavy" not in read(app)


async def test_the_mood_can_be_clicked() -> None:
    app = app_of(ended_talk(), deciding := Deciding())
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("m", "enter")
        await settled(pilot)
        await pilot.click(list(app.screen.query(AnswerKey))[1])
        await settled(pilot)
        assert "Noted." in read(app)
        await pilot.press("enter", "escape")
        await settled(pilot)
    assert deciding.own == {"A": PartnersOwn(mood_after=2)}


async def test_where_they_said_how_they_felt_before_they_are_asked_again_first() -> None:
    deciding = Deciding(before=True)
    app = app_of(ended_talk(), deciding)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert isinstance(app.screen, HandOver)
        await pilot.press("enter")
        await write(pilot, "4", "")
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(app.screen, RecapScreen)
        assert "How it went" in read(app)
    assert deciding.own["A"] == PartnersOwn(mood_before=2, mood_after=4)


async def test_one_who_was_here_alone_is_asked_at_once_and_nobody_else_is() -> None:
    talk, deciding = ended_talk(), Deciding()
    both = talk.recap()
    wrote, absent = both.partners["A"], replace(both.partners["B"], turns=0, words=0)
    alone = replace(both, session=replace(both.session, source="typed"), partners={"A": wrote, "B": absent})
    talk.recap = lambda *, private=False: alone  # type: ignore[method-assign]
    app = app_of(talk, deciding)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("m")
        await settled(pilot)
        assert isinstance(app.screen, ForOneself)
        assert "shown to nobody" in read(app)
        await write(pilot, "4", "I can say it softly.")
        assert isinstance(app.screen, RecapScreen)
        assert "That stays with you." in read(app)
    assert deciding.own == {"A": PartnersOwn(mood_after=4, line="I can say it softly.")}


async def test_a_line_is_text_and_the_quick_exit_leaves_nothing_of_it() -> None:
    app = app_of(talk := ended_talk(), Deciding())
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("m", "enter")
        await write(pilot, "4", "[red]x[/] \x1b[31mred")
        await pilot.press("enter")
        await write(pilot, "4", "b")
        await pilot.press("1", "2")
        await settled(pilot)
        assert "“[red]x[/] red”" in read(app)
        app.exit = lambda *_, **__: None  # type: ignore[method-assign]  # stay to look at what is left
        await pilot.press("escape", "escape")
        await settled(pilot)
        assert read(app).strip() == ""
    assert talk.asked[-1] == "abandon"


async def test_the_page_s_own_keys_stay_told_while_a_line_is_written() -> None:
    app = CoachApp(lambda: ForOneself("Maya", "a"))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("4")
        await settled(pilot)
        shown = str(app.screen.query_one(KeyLine).render())
    assert shown.endswith("esc rather not")
    assert "done" in shown
