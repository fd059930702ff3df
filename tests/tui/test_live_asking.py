"""What the live screen asks: who spoke, and whether both mean what one offered. Values first, then what is read."""

from __future__ import annotations

import msgspec
import pytest

from coach.core.events import Agreed, WhoSpoke
from coach.core.talk import Agreement
from coach.engine.typed import TypedTalk
from coach.tui.app import live_app
from coach.tui.talking import LiveTalk
from coach.tui.widgets.ask_line import AnswerKey, AskLine
from coach.tui.widgets.band import Band
from coach.tui.widgets.transcript import Transcript
from tests.tui.pictures import SIZES
from tests.tui.reading import read
from tests.tui.scripted import FLOOR, ScriptedTalk, heard, quiet
from tests.tui.waiting import settled, until_read

WHAT = "take the bins out on Sundays and the glass to the bank on Wednesdays"


def agreed(n: int = 2, what: str = WHAT) -> list[object]:
    said = heard(n, "B", f"I'll {what}.")
    return [said, Agreed(at=said.at, agreement=Agreement(n, "B", what))]


def unclear(text: str = "I could take the bins out if you do the glass") -> list[object]:
    said = heard(1, "?", text)
    return [said, WhoSpoke(at=said.at, utterance=1)]


@pytest.mark.parametrize("size", SIZES)
async def test_who_spoke_is_one_line_that_the_key_answers(size: tuple[int, int]) -> None:
    talk = ScriptedTalk(unclear())
    app = live_app(talk)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        (line,) = [line for line in read(app).splitlines() if "Not sure who said" in line]
        assert "“I could take the" in line
        assert line.rstrip().endswith("1 Maya   2 Tom")
        assert app.screen.query_one(AskLine).size.height == 1
        assert not app.screen.query_one(Band).display
        await pilot.press("2")
        await settled(pilot)
        assert ("who", 1, "B") in talk.asked
        assert not app.screen.query_one(AskLine).display
        assert app.screen.query_one(Band).display
        assert app.screen.query_one(Transcript).shown.rstrip().endswith("Tom")


async def test_the_question_who_spoke_goes_by_itself() -> None:
    talk = ScriptedTalk(unclear())
    app = live_app(talk)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        talk.tell(quiet(60.0))
        await settled(pilot)
        assert "Not sure who said" not in read(app)
        await pilot.press("1", "x", "y")
        assert not [asked for asked in talk.asked if asked != "start"]


async def test_the_answer_counts_for_the_balance() -> None:
    talk = ScriptedTalk([heard(2, "A", "word " * 50), heard(1, "?", "word " * 50), WhoSpoke(at=60.0, utterance=1)])
    app = live_app(talk)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert "Maya 100%" in read(app)
        await pilot.press("2")
        await settled(pilot)
        assert "Maya 50%" in read(app)


async def test_words_to_ask_about_are_text_and_not_more() -> None:
    app = live_app(ScriptedTalk(unclear("[red]x[/] \x1b[31m [@click=app.quit]no[/]")))
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        assert "“[red]x[/]" in read(app)


@pytest.mark.parametrize("size", SIZES)
async def test_an_agreement_is_shown_whole_with_who_and_both_confirm_it(size: tuple[int, int]) -> None:
    talk = ScriptedTalk(agreed())
    app = live_app(talk)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        shown = read(app)
        assert f"Tom: {WHAT}" in shown
        assert "1 Maya means it   2 Tom means it   x not agreed" in shown
        await pilot.press("1")
        await settled(pilot)
        assert "1 Maya ✓   2 Tom means it" in read(app)
        await pilot.press("2")
        await settled(pilot)
        assert [asked for asked in talk.asked if asked[0] == "confirm"] == [("confirm", 2, "A"), ("confirm", 2, "B")]
        assert not app.screen.query_one(AskLine).display
        assert "Agreed by both" in read(app)
        assert "agreements 1" in read(app)


async def test_one_key_twice_confirms_for_both() -> None:
    talk = ScriptedTalk(agreed())
    app = live_app(talk)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        for _ in range(2):
            await pilot.press("y")
            await settled(pilot)
        assert [asked for asked in talk.asked if asked[0] == "confirm"] == [("confirm", 2, "A"), ("confirm", 2, "B")]


async def test_either_can_wave_it_away_and_it_leaves_the_count() -> None:
    talk = ScriptedTalk(agreed())
    app = live_app(talk)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("x")
        await settled(pilot)
        assert ("amend", 2, "") in talk.asked
        assert "agreements" not in read(app)
        assert "That one is no agreement." in read(app)


async def test_answers_can_be_clicked() -> None:
    talk = ScriptedTalk(agreed())
    app = live_app(talk)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        for key in list(app.screen.query(AnswerKey))[:2]:
            await pilot.click(key)
            await settled(pilot)
        assert [asked for asked in talk.asked if asked[0] == "confirm"] == [("confirm", 2, "A"), ("confirm", 2, "B")]


async def test_the_help_names_the_keys_that_answer() -> None:
    app = live_app(ScriptedTalk(agreed()))
    async with app.run_test(size=(100, 45)) as pilot:
        await settled(pilot)
        await pilot.press("question_mark")
        await settled(pilot)
        assert "Yes to an agreement; once for each of you" in read(app)
        assert "No to what is asked" in read(app)


async def test_a_written_talk_can_do_all_of_it() -> None:
    from coach.core.conversation import Conversation
    from coach.detectors import ALL
    from coach.settings import Settings

    header = msgspec.structs.replace(FLOOR, timed=False, source="typed")
    talk = TypedTalk(Conversation(ALL, Settings()), header=header, detectors=ALL, settings=Settings())
    screen_s: LiveTalk = talk
    app = live_app(screen_s)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        talk.write("A", "I'll take the bins out on Sundays, I promise. Your turn.")
        await until_read(pilot, app, "Tom has the floor")
        await until_read(pilot, app, "means it")
        assert "Maya: take the bins out on Sundays" in read(app)
        assert "esc then   1 Maya means it" in read(app)
        assert "Tab: Tom writes" in read(app)
        await pilot.press("escape")
        await until_read(pilot, app, "i writes again")
        assert "esc then" not in read(app)
        await pilot.press("i")
        await until_read(pilot, app, "Tab: Tom writes")
        await pilot.press("escape", "y")
        await until_read(pilot, app, "Maya ✓")
        await pilot.press("y")
        await until_read(pilot, app, "Agreed by both")
        assert talk.recap().agreements[0].confirmed
    talk.abandon()
    assert talk.wait(10)
