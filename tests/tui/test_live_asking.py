"""The live screen, where people answer: the floor, who spoke, agreements, breaks. Values first, then what is read."""

from __future__ import annotations

import msgspec
import pytest
from textual.pilot import Pilot

from coach.core.events import (
    Agreed,
    AudioLost,
    Behind,
    BreakOffered,
    FloorPassed,
    Level,
    Step,
    WhoSpoke,
)
from coach.core.talk import Agreement
from coach.engine.typed import TypedTalk
from coach.tui.app import live_app
from coach.tui.screens.live import LiveScreen
from coach.tui.screens.rest import Rest
from coach.tui.talking import LiveTalk
from coach.tui.widgets.ask_line import AnswerKey, AskLine
from coach.tui.widgets.band import Band
from coach.tui.widgets.floor_card import FloorCard
from coach.tui.widgets.transcript import Transcript
from tests.tui.reading import read
from tests.tui.scripted import HEADER, ScriptedTalk, heard

SIZES = [(80, 24), (100, 30), (160, 45)]
SIZE = (80, 24)
FLOOR = msgspec.structs.replace(HEADER, mode="speaker_listener")
WHAT = "take the bins out on Sundays and the glass to the bank on Wednesdays"


async def settled(pilot: Pilot[object]) -> None:
    await pilot.pause()
    await pilot.pause()


def quiet(at: float) -> Level:
    return Level(at=at, channels=(-40.0,))


def agreed(n: int = 2, what: str = WHAT) -> list[object]:
    said = heard(n, "B", f"I'll {what}.")
    return [said, Agreed(at=said.at, agreement=Agreement(n, "B", what))]


def unclear(text: str = "I could take the bins out if you do the glass") -> list[object]:
    said = heard(1, "?", text)
    return [said, WhoSpoke(at=said.at, utterance=1)]


# --- the floor --------------------------------------------------------------------------------------------------------


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
    async with app.run_test(size=SIZE) as pilot:
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
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        assert app.screen.query_one(FloorCard).holder == "B"
        assert "Maya listens" in read(app)


async def test_a_break_stops_the_time_of_the_floor() -> None:
    talk = ScriptedTalk([quiet(10.0)], header=FLOOR)
    app = live_app(talk)
    async with app.run_test(size=SIZE) as pilot:
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
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        assert not app.screen.query_one(FloorCard).display
        assert "f floor" not in read(app)


# --- who spoke --------------------------------------------------------------------------------------------------------


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


async def test_it_goes_by_itself() -> None:
    talk = ScriptedTalk(unclear())
    app = live_app(talk)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        talk.tell(quiet(60.0))
        await settled(pilot)
        assert "Not sure who said" not in read(app)
        await pilot.press("1", "x", "y")
        assert not [asked for asked in talk.asked if asked != "start"]


async def test_the_answer_counts_for_the_balance() -> None:
    talk = ScriptedTalk([heard(2, "A", "word " * 50), heard(1, "?", "word " * 50), WhoSpoke(at=60.0, utterance=1)])
    app = live_app(talk)
    async with app.run_test(size=SIZE) as pilot:
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


# --- agreements -------------------------------------------------------------------------------------------------------


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
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        for _ in range(2):
            await pilot.press("y")
            await settled(pilot)
        assert [asked for asked in talk.asked if asked[0] == "confirm"] == [("confirm", 2, "A"), ("confirm", 2, "B")]


async def test_either_can_wave_it_away_and_it_leaves_the_count() -> None:
    talk = ScriptedTalk(agreed())
    app = live_app(talk)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await pilot.press("x")
        await settled(pilot)
        assert ("amend", 2, "") in talk.asked
        assert "agreements" not in read(app)
        assert "That one is no agreement." in read(app)


async def test_answers_can_be_clicked() -> None:
    talk = ScriptedTalk(agreed())
    app = live_app(talk)
    async with app.run_test(size=SIZE) as pilot:
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


# --- breaks -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("because", "words"), [("asked", "A break was asked for."), ("heat", "Would a break do you good?")]
)
async def test_a_break_is_offered_and_never_forced(because: str, words: str) -> None:
    talk = ScriptedTalk([quiet(100.0), BreakOffered(at=100.0, because=because)])  # type: ignore[arg-type]
    app = live_app(talk)
    async with app.run_test(size=SIZE) as pilot:
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


async def test_a_break_says_that_nobody_listens_and_may_end_the_talk() -> None:
    talk = ScriptedTalk([quiet(100.0)])
    app = live_app(talk)
    async with app.run_test(size=SIZE) as pilot:
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
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await pilot.press("b")
        await settled(pilot)
        await pilot.press("question_mark")
        await settled(pilot)
        talk.end_break()
        await settled(pilot)
        assert isinstance(app.screen, LiveScreen)


# --- behind, and the microphone gone ----------------------------------------------------------------------------------


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
    async with app.run_test(size=SIZE) as pilot:
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
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        shown = read(app)
        assert f"The microphone went away. {words}" in shown
        assert "r listens again; e ends the talk." in shown


async def test_a_short_gap_is_said_in_passing() -> None:
    app = live_app(ScriptedTalk([quiet(1.0), AudioLost(at=5.0, seconds=0.4, reason="A short gap.")]))
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        assert "A short gap." in read(app)
        assert "● listening" in read(app)


# --- written talks ----------------------------------------------------------------------------------------------------


async def test_a_written_talk_can_do_all_of_it() -> None:
    from coach.core.conversation import Conversation
    from coach.detectors import ALL
    from coach.settings import Settings

    header = msgspec.structs.replace(FLOOR, timed=False, source="typed")
    talk = TypedTalk(Conversation(ALL, Settings()), header=header, detectors=ALL, settings=Settings())
    screen_s: LiveTalk = talk
    app = live_app(screen_s)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        talk.write("A", "I'll take the bins out on Sundays, I promise. Your turn.")
        for _ in range(100):
            await pilot.pause(0.05)
            if "Tom has the floor" in read(app) and "means it" in read(app):
                break
        assert "Maya: take the bins out on Sundays" in read(app)
        assert "esc then   1 Maya means it" in read(app)
        await pilot.press("escape", "y")
        for _ in range(100):
            await pilot.pause(0.05)
            if "Maya ✓" in read(app):
                break
        await pilot.press("y")
        for _ in range(100):
            await pilot.pause(0.05)
            if "Agreed by both" in read(app):
                break
        assert talk.recap().agreements[0].confirmed
    talk.abandon()
    assert talk.wait(10)
