"""After the talk: each for oneself, the page for one alone, and agreements in other words."""

from __future__ import annotations

import msgspec
import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from coach.core.events import Ended
from coach.core.recap import RecapMoment, RecapPattern
from coach.store.kept import PartnersOwn
from coach.tui.app import CoachApp, live_app
from coach.tui.leaving import WaysOut
from coach.tui.screens.afterwards import ForOneself, HandOver, Together
from coach.tui.screens.alone import Alone, BeforeAlone
from coach.tui.screens.amending import OtherWords
from coach.tui.screens.deciding import BothSay
from coach.tui.screens.recap import RecapScreen
from coach.tui.talking import HelpLine
from coach.tui.widgets.agreement_line import AgreementLine
from coach.tui.widgets.ask_line import AnswerKey
from coach.tui.widgets.key_line import KeyLine
from tests.tui.reading import read
from tests.tui.scripted import ScriptedTalk, heard, sample_recap

SIZES = [(80, 24), (100, 30), (160, 45)]
SIZE = (80, 24)
THREAT = RecapMoment(4, "B", "threat", "hurts", 240.0, 244.0, "do that and you won't see the kids", 0.9, "", id=9)
LINES = [HelpLine("A line", "0800 1234", where="Somewhere")]


class Deciding:
    """As much of what becomes of a talk as is asked here."""

    def __init__(self, *, before: bool = False) -> None:
        self.decided = ""
        self.own: dict[str, PartnersOwn] = {"A": PartnersOwn(mood_before=2)} if before else {}
        self.lines = False
        self.kept_again = 0

    @property
    def felt_before(self) -> bool:
        return any(one.mood_before for one in self.own.values())

    def keep(self, _recap: object, _choice: object = None) -> str:
        self.kept_again += 1
        return "Kept: agreements."


async def settled(pilot: Pilot[object]) -> None:
    for _ in range(3):
        await pilot.pause()


def ended_talk() -> ScriptedTalk:
    return ScriptedTalk([heard(1, "A", "I am here."), Ended(at=9.0)])


def app_of(talk: ScriptedTalk, deciding: Deciding | None = None) -> CoachApp:
    return live_app(talk, WaysOut(help_lines=LINES, deciding=deciding))  # type: ignore[arg-type]


async def write(pilot: Pilot[object], mood: str, line: str) -> None:
    await pilot.press(mood)
    await settled(pilot)
    pilot.app.screen.query_one(Input).value = line
    await pilot.press("enter")
    await settled(pilot)


# --- each for oneself -------------------------------------------------------------------------------------------------


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
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await pilot.press("m", "enter")
        await write(pilot, "4", "mine")
        await pilot.press("enter")
        await write(pilot, "3", "yours")
        await pilot.press("1", "escape")
        await settled(pilot)
        assert isinstance(app.screen, RecapScreen)
        assert "Each keeps that to oneself." in read(app)
        assert "mine" not in read(app)
    assert deciding.own["A"].line == "mine"


async def test_who_rather_not_is_left_out_and_nothing_is_shown_to_anybody() -> None:
    app = app_of(ended_talk(), deciding := Deciding())
    async with app.run_test(size=SIZE) as pilot:
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
    async with app.run_test(size=SIZE) as pilot:
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
    async with app.run_test(size=SIZE) as pilot:
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
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        assert isinstance(app.screen, HandOver)
        await pilot.press("enter")
        await write(pilot, "4", "")
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(app.screen, RecapScreen)
        assert "How it went" in read(app)
    assert deciding.own["A"] == PartnersOwn(mood_before=2, mood_after=4)


async def test_a_line_is_text_and_the_quick_exit_leaves_nothing_of_it() -> None:
    app = app_of(talk := ended_talk(), Deciding())
    async with app.run_test(size=SIZE) as pilot:
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


# --- a page for one alone ---------------------------------------------------------------------------------------------


def frightening() -> ScriptedTalk:
    talk = ended_talk()
    talk.private = (THREAT,)
    return talk


async def pages(talk: ScriptedTalk, size: tuple[int, int]) -> list[str]:
    """What is read on the way: the recap, the card, the page, the page with what was noticed."""
    seen = []
    app = app_of(talk)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        for key, drawn in (("", "keys"), ("a", "esc back"), ("enter", "esc close"), ("w", "noticed")):
            if key:
                await pilot.press(key)
            for _ in range(50):  # the keys are drawn last
                await settled(pilot)
                if drawn in read(app):
                    break
            seen.append(" ".join(read(app).replace("│", " ").split()))
        assert isinstance(app.screen, Alone)
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(app.screen, RecapScreen)
    return seen


@pytest.mark.parametrize("size", SIZES)
async def test_it_is_there_after_every_talk_and_looks_the_same_until_asked(size: tuple[int, int]) -> None:
    calm, hard = await pages(ended_talk(), size), await pages(frightening(), size)
    assert calm[:3] == hard[:3]
    assert "a alone" in calm[0]
    assert "This page is here after every talk, whatever was said." in calm[1]
    assert "0800 1234" in calm[2]
    assert "No such words were noticed. You know better how it felt." in calm[3]
    assert "04:00 “do that and you won't see the kids”" in hard[3]
    assert "Tom" not in hard[3]


async def test_a_stray_key_shows_only_the_card() -> None:
    app = app_of(frightening())
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await pilot.press("a")
        await settled(pilot)
        assert isinstance(app.screen, BeforeAlone)
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(app.screen, RecapScreen)


async def test_what_was_noticed_over_the_whole_talk_is_said_too() -> None:
    loop = RecapPattern("coercion", 0.8, (4,), "B", "A", "Something here may not feel safe", "")
    told = msgspec.structs.replace(sample_recap(), patterns=(loop,), private=())
    app = CoachApp(lambda: RecapScreen(sample_recap(), private=lambda: told, help_lines=LINES))
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await pilot.press("a", "enter", "w")
        await settled(pilot)
        assert "Over the whole talk, something may not feel safe." in read(app)
        assert "No such words" not in read(app)
        await pilot.press("w")
        await settled(pilot)
        assert "something may not feel safe" not in read(app)


async def test_a_recap_shown_without_its_talk_has_no_such_page() -> None:
    app = CoachApp(lambda: RecapScreen(sample_recap()))
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        assert "a alone" not in read(app)
        await pilot.press("a", "m")
        await settled(pilot)
        assert isinstance(app.screen, RecapScreen)


# --- agreements -------------------------------------------------------------------------------------------------------


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
    async with app.run_test(size=SIZE) as pilot:
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
    async with app.run_test(size=SIZE) as pilot:
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


# --- the keys while a line is being written ---------------------------------------------------------------------------


async def test_the_page_s_own_keys_stay_told_while_a_line_is_written() -> None:
    app = CoachApp(lambda: ForOneself("Maya", "a"))
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await pilot.press("4")
        await settled(pilot)
        shown = str(app.screen.query_one(KeyLine).render())
    assert shown.endswith("esc rather not")
    assert "done" in shown
