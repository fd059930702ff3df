"""Before a talk: the microphone opens after both yeses and not earlier, and everything settled is given back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from textual.pilot import Pilot

from coach.core.themes import THEMES
from coach.engine.rehearsing import Learning, Sound, Sounding, Trouble
from coach.errors import ModelError
from coach.speech.fetching import GO_ON
from coach.store.journal import RECOVERABLE
from coach.tui.app import CoachApp, prepare_app
from coach.tui.preparing import (
    RULES,
    TOPICS,
    Assignment,
    Given,
    Microphone,
    Prepared,
    SpeechModel,
    here_by,
    meter,
    rules_for,
    verdict,
)
from coach.tui.screens.preparing import PrepareScreen
from coach.tui.screens.voices import Voices
from tests.tui.reading import read

BOTH = Prepared(("Maya", "Tom"), topic="the dishes")
MICROPHONES = (Microphone("", "Built-in"), Microphone(2, "USB"))
HERE, MISSING = SpeechModel("base.en", here=True), SpeechModel("base.en", here=False, megabytes=145)


class Listening:
    def __init__(self) -> None:
        self.asked: list[object] = []
        self.tell: Callable[[Sound], None] = lambda _: None

    def start(self, microphones: tuple[str | int, str | int], tell: Callable[[Sound], None]) -> None:
        self.asked.append(("open", microphones))
        self.tell = tell

    def learn(self, partner: str | None) -> None:
        self.asked.append(("learn", partner))

    def close(self) -> None:
        self.asked.append("close")


def app_of(listening: Listening | None = None, begin: Prepared = BOTH, **more: object) -> CoachApp:
    given: dict[str, object] = {"microphones": MICROPHONES, "model": HERE, **more}
    return prepare_app(begin, Given(listening=listening or Listening(), **given))  # type: ignore[arg-type]


async def settled(pilot: Pilot[object]) -> None:
    await pilot.pause()
    await pilot.pause()


async def test_the_microphone_opens_only_after_both_said_yes() -> None:
    listening = Listening()
    app = app_of(listening)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("s")
        assert "stays off until Maya and Tom said yes" in read(app)
        await pilot.press("1")
        assert listening.asked == []
        assert "stays off until Tom said yes" in read(app)
        await pilot.press("2")
        assert listening.asked == [("open", ("", ""))]
        await pilot.press("2")
        assert listening.asked[-1] == "close"
        await pilot.press("2", "s")
    assert listening.asked == [("open", ("", "")), "close", ("open", ("", "")), "close"]
    assert app.return_value == BOTH


async def test_a_yes_belongs_to_a_person() -> None:
    listening = Listening()
    app = app_of(listening)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("1", "2")
        app.screen.query_one("#name-a").focus()
        await pilot.press("enter", "x", "enter")
        await settled(pilot)
        assert listening.asked[-1] == "close"
        assert "Mayax press 1 for yes" in read(app)


async def test_the_topic_can_be_typed_right_after_the_names() -> None:
    app = app_of(begin=Prepared(("", "")))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press(*"Maya", "enter", *"Tom", "enter", *"dishes", "enter")
        await pilot.press("1", "2", "s")
    told = app.return_value
    assert isinstance(told, Prepared)
    assert (told.names, told.topic) == (("Maya", "Tom"), "dishes")


async def test_from_nothing_to_a_talk_by_keys_alone() -> None:
    app = app_of(begin=Prepared(("", "")))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press(*"Maya", "enter", *"Tom", "enter", "escape", "right", "right", "down", "right")
        await pilot.press("1", "2", "s")
    told = app.return_value
    assert isinstance(told, Prepared)
    assert told.names == ("Maya", "Tom")
    assert told.topic in {sentence for _, sentence in TOPICS}
    assert told.seating == "two"
    assert told.microphones == ("", 2)


async def test_typing_needs_no_microphone_and_no_model() -> None:
    listening = Listening()
    app = app_of(listening, model=MISSING)
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
    app = app_of(no_microphone="No microphone was found.", microphones=())
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert "typed, without a microphone" in read(app)
        assert "No microphone was found." in read(app)
        await pilot.press("s")
    assert isinstance(app.return_value, Prepared)


async def test_levels_are_judged_in_plain_words() -> None:
    listening = Listening()
    app = app_of(listening, begin=Prepared(("Maya", "Tom"), topic="x", seating="two", microphones=("", 2)))
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


def test_every_theme_has_a_sentence() -> None:
    assert [theme for theme, _ in TOPICS] == list(THEMES)
    assert all(0 < len(words.split()) <= 14 for _, words in TOPICS)


async def test_a_microphone_in_trouble_takes_the_yeses_back_and_says_what_to_do() -> None:
    listening = Listening()
    app = app_of(listening)
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
    app = app_of(listening)
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
    app = app_of(listening)
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


async def test_rules_and_moods_are_settled_behind_their_lines() -> None:
    app = app_of()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        app.screen.query_one("#rules").focus()
        await pilot.press("enter", "1", "3", "3", "6", "enter")
        app.screen.query_one("#moods").focus()
        await pilot.press("enter", "2")
        await settled(pilot)
        assert "Tom, how do you feel?" in read(app)
        await pilot.press("4")
        await settled(pilot)
        shown = read(app)
        assert "2 agreed" in shown
        assert "noted, each for yourself" in shown
        await pilot.press("1", "2", "s")
    told = app.return_value
    assert isinstance(told, Prepared)
    assert told.rules == (RULES[0], RULES[5])
    assert told.moods == (2, 4)


async def test_a_missing_model_can_be_fetched_and_its_trouble_is_told() -> None:
    calls: list[str] = []

    def fetch(tell: Callable[[int, int], None]) -> None:
        tell(50, 100)
        calls.append("fetched")
        if len(calls) == 1:
            raise ModelError("No connection.", "Try again.")

    app = app_of(model=MISSING, fetch=fetch)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("d")
        await until(pilot, lambda: "No connection. Try again." in read(app))
        await pilot.press("d")
        await until(pilot, lambda: "press 1 for yes" in read(app))


async def until(pilot: Pilot[object], wanted: Callable[[], bool]) -> None:
    for _ in range(200):
        await pilot.pause()
        if wanted():
            return
    raise AssertionError("did not come")


async def test_while_a_name_is_written_the_keys_that_work_are_told() -> None:
    app = app_of(begin=Prepared(("", "")), model=MISSING, fetch=lambda _: None)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        shown = read(app)
        assert "⏎ go on" in shown
        assert "esc as it was" in shown
        assert "Esc, then d fetches it once." in shown
        await pilot.press("escape")
        await settled(pilot)
        shown = read(app)
        assert "as it was" not in shown
        assert "Esc, then" not in shown
        assert "d fetch model" in shown


async def test_leaving_gives_nothing_and_closes_the_microphone() -> None:
    listening = Listening()
    app = app_of(listening)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("1", "2", "q")
    assert app.return_value is None
    assert listening.asked[-1] == "close"


async def test_quick_exit_closes_the_microphone_too() -> None:
    listening = Listening()
    app = app_of(listening)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("1", "2", "v", "escape", "escape")
        await settled(pilot)
    assert app.return_value is None
    assert "close" in listening.asked


@pytest.mark.parametrize("size", [(80, 24), (40, 14)])
async def test_hostile_names_are_text_and_small_windows_do_no_harm(size: tuple[int, int]) -> None:
    begin = Prepared(("[b]Maya[/b]", "T\x1b[31mom"), topic="[red]x[/] \u202e")
    app = app_of(begin=begin, microphones=[Microphone(1, "[b]mic[/b]\x1b[0m"), Microphone(2, "other")])
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        await pilot.press("1", "2", "m", "down", "down")
        shown = read(app)
        assert "\x1b" not in shown
        assert "\u202e" not in shown
        if size[0] == 80:
            assert "[b]Maya[/b]" in shown
            assert "[b]mic[/b]" in shown
        assert isinstance(app.screen, PrepareScreen)
        assert not isinstance(app.screen, Voices)


def page(begin: Prepared = BOTH, **more: object) -> CoachApp:
    given: dict[str, object] = {"listening": Listening(), "microphones": MICROPHONES, "model": HERE, **more}
    return CoachApp(lambda: PrepareScreen(begin, Given(**given)))  # type: ignore[arg-type]


async def test_being_written_down_is_one_choice_explained_in_one_sentence() -> None:
    app = page()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        app.screen.query_one("#crash").focus()
        await settled(pilot)
        assert "nobody can bring this talk back" in read(app)
        await pilot.press("right")
        await settled(pilot)
        assert RECOVERABLE in " ".join(read(app).split())
        await pilot.press("1", "2", "s")
    assert isinstance(app.return_value, Prepared)
    assert app.return_value.recoverable


async def test_alone_nothing_is_written_down() -> None:
    app = page(together=False, no_microphone="A microphone takes both of you.")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert "after a crash" not in read(app)
        await pilot.press("s")
    assert isinstance(app.return_value, Prepared)
    assert not app.return_value.recoverable


def test_on_this_page_a_key_fetches_the_model_again() -> None:
    assert here_by("d", GO_ON).startswith("Press d again: it goes on where it stopped.")
    assert here_by("a", "Make room, then run `coach setup` again.") == "Make room, then press a again."


async def test_one_alone_is_asked_whom_they_will_talk_to_and_for_nothing_that_takes_two() -> None:
    app = page(Prepared(("", "")), together=False, no_microphone="A microphone takes both of you.")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        shown = read(app)
        assert "Whom will you talk to?" in shown
        assert "Your name comes first, and whom you will talk to." in shown
        for words in ("second partner", "ground rules", "how you feel"):
            assert words not in shown
        await pilot.press("S", "a", "m", "enter")
        await settled(pilot)
        assert "They need not be here." in read(app)


async def test_homework_offers_its_rules_and_can_be_read_again() -> None:
    assignment = Assignment(
        "Softer openings", "About: money\nStart \x1b[31mwith thanks.", rules_for(("blame", "interruption"))
    )
    assert assignment.rules == (RULES[1], RULES[2])
    app = page(assignment=assignment, told="Filled in as last time.")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert "Softer openings" in read(app)
        assert "2 would go with your homework" in read(app)
        assert "Filled in as last time." in read(app)
        app.screen.query_one("#rules").focus()
        await pilot.press("enter")
        await settled(pilot)
        assert f"{RULES[1]} ◆" in read(app)
        await pilot.press("2", "enter")
        await settled(pilot)
        app.screen.query_one("#practised").focus()
        await pilot.press("enter")
        await settled(pilot)
        assert "with thanks." in read(app)
        assert "\x1b" not in read(app)
        await pilot.press("escape", "1", "2", "s")
    assert isinstance(app.return_value, Prepared)
    assert app.return_value.rules == (RULES[1],)
