"""Before a talk: the microphone opens after both yeses and not earlier, and what it hears is said in plain words."""

from __future__ import annotations

from coach.engine.rehearsing import Learning, Sounding, Trouble
from coach.tui.preparing import Prepared, meter, verdict
from tests.tui.before_a_talk import BOTH, MISSING, Listening, page
from tests.tui.reading import read
from tests.tui.waiting import settled


async def test_the_microphone_opens_only_after_both_said_yes() -> None:
    listening = Listening()
    app = page(listening=listening)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("s")
        assert "stays off until there is a yes from Maya and Tom" in read(app)
        await pilot.press("1")
        assert listening.asked == []
        assert "stays off until there is a yes from Tom" in read(app)
        await pilot.press("2")
        assert listening.asked == [("open", ("", ""))]
        await pilot.press("2")
        assert listening.asked[-1] == "close"
        await pilot.press("2", "s")
    assert listening.asked == [("open", ("", "")), "close", ("open", ("", "")), "close"]
    assert app.return_value == BOTH


async def test_a_yes_belongs_to_a_person() -> None:
    listening = Listening()
    app = page(listening=listening)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("1", "2")
        app.screen.query_one("#name-a").focus()
        await pilot.press("enter", "x", "enter")
        await settled(pilot)
        assert listening.asked[-1] == "close"
        assert "Mayax press 1 for yes" in read(app)


async def test_typing_needs_no_microphone_and_no_model() -> None:
    listening = Listening()
    app = page(listening=listening, model=MISSING)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert "base.en, 145 MB" in read(app)
        assert "press 1" not in read(app)
        await pilot.press("left")
        await settled(pilot)
        assert "Nothing listens." in read(app)
        await pilot.press("s")
    assert listening.asked == []
    assert isinstance(app.return_value, Prepared)
    assert app.return_value.seating == "typed"


async def test_without_a_microphone_it_says_why_and_offers_typing() -> None:
    app = page(no_microphone="No microphone was found.", microphones=())
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert "typed, without a microphone" in read(app)
        assert "No microphone was found." in read(app)
        await pilot.press("s")
    assert isinstance(app.return_value, Prepared)


async def test_levels_are_judged_in_plain_words() -> None:
    listening = Listening()
    app = page(listening=listening, begin=Prepared(("Maya", "Tom"), topic="x", seating="two", microphones=("", 2)))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("1", "2")
        listening.tell(Sounding((-30.0, -47.0), (-20.0, -45.0)))
        await settled(pilot)
        assert "Good, easy to hear." in read(app)
        assert "Tom is too quiet: move closer." in read(app)


def test_verdicts_from_silence_to_shouting() -> None:
    said = [verdict(level, "Tom").text for level in (-80.0, -45.0, -20.0, -2.0)]
    assert said == [
        "Tom, say a few words.", "Tom is too quiet: move closer.", "Good, easy to hear.", "Tom is too loud: move back a little.",
    ]  # fmt: skip
    assert [verdict(level).fine for level in (-80.0, -45.0, -20.0, -2.0)] == [False, False, True, False]
    assert [meter(level, 10) for level in (-96.0, -60.0, -30.0, 0.0, 3.0)] == [0, 0, 5, 10, 10]


async def test_a_microphone_in_trouble_takes_the_yeses_back_and_says_what_to_do() -> None:
    listening = Listening()
    app = page(listening=listening)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("1", "2")
        listening.tell(Trouble("It is in use.", "Close the other program."))
        await settled(pilot)
        assert "It is in use. Close the other program." in read(app)
        await pilot.press("1", "2")
        assert listening.asked[-1] == ("open", ("", ""))


async def test_each_voice_is_read_in_turn() -> None:
    listening = Listening()
    app = page(listening=listening)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("1", "2", "v")
        await settled(pilot)
        assert "Maya, Enter begins" in read(app)
        await pilot.press("enter")
        assert listening.asked[-1] == ("learn", "A")
        listening.tell(Learning("A", 0.5, too_quiet=True))
        await settled(pilot)
        assert "50%" in read(app)
        assert "Too quiet to count" in read(app)
        listening.tell(Learning("A", 1.0))
        await settled(pilot)
        assert "Tom, Enter begins" in read(app)
        await pilot.press("enter")
        listening.tell(Learning("B", 1.0))
        await settled(pilot)
        assert "Coach now knows who speaks." in read(app)
        await pilot.press("enter")
        await settled(pilot)
        listening.tell(Sounding((-20.0,), (-20.0,)))
        await settled(pilot)
        assert "Both voices are known." in read(app)


async def test_voices_that_sound_alike_are_no_obstacle() -> None:
    listening = Listening()
    app = page(listening=listening)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("1", "2", "v", "enter")
        listening.tell(Learning("A", 1.0))
        await settled(pilot)
        await pilot.press("enter")
        listening.tell(Learning("B", 1.0, alike=True))
        await settled(pilot)
        assert "learns the voices while you talk" in read(app)
        await pilot.press("escape", "s")
    assert app.return_value == BOTH


async def test_leaving_gives_nothing_and_closes_the_microphone() -> None:
    listening = Listening()
    app = page(listening=listening)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("1", "2", "q")
    assert app.return_value is None
    assert listening.asked[-1] == "close"


async def test_quick_exit_closes_the_microphone_too() -> None:
    listening = Listening()
    app = page(listening=listening)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("1", "2", "v", "escape", "escape")
        await settled(pilot)
    assert app.return_value is None
    assert "close" in listening.asked
