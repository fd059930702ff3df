"""Before a talk: everything that is settled is given back, whoever is there and whatever they practise."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from coach.core.themes import THEMES
from coach.errors import ModelError
from coach.speech.fetching import GO_ON
from coach.store.journal import RECOVERABLE
from coach.tui.preparing import RULES, TOPICS, Assignment, Microphone, Prepared, here_by, rules_for
from coach.tui.screens.preparing import PrepareScreen
from tests.tui.before_a_talk import MISSING, page
from tests.tui.reading import read
from tests.tui.waiting import settled, until_read


async def test_the_topic_can_be_typed_right_after_the_names() -> None:
    app = page(Prepared(("", "")))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press(*"Maya", "enter", *"Tom", "enter", *"dishes", "enter")
        await pilot.press("1", "2", "s")
    told = app.return_value
    assert isinstance(told, Prepared)
    assert (told.names, told.topic) == (("Maya", "Tom"), "dishes")


async def test_from_nothing_to_a_talk_by_keys_alone() -> None:
    app = page(Prepared(("", "")))
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


def test_every_theme_has_a_sentence() -> None:
    assert [theme for theme, _ in TOPICS] == list(THEMES)
    assert all(0 < len(words.split()) <= 14 for _, words in TOPICS)


async def test_rules_and_moods_are_settled_behind_their_lines() -> None:
    app = page()
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

    app = page(model=MISSING, fetch=fetch)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("d")
        await until_read(pilot, app, "No connection. Try again.")
        await pilot.press("d")
        await until_read(pilot, app, "press 1 for yes")
    assert calls == ["fetched"] * 2


async def test_while_a_name_is_written_the_keys_that_work_are_told() -> None:
    app = page(Prepared(("", "")), model=MISSING, fetch=lambda _: None)
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


@pytest.mark.parametrize("size", [(80, 24), (40, 14)])
async def test_hostile_names_are_text_and_small_windows_do_no_harm(size: tuple[int, int]) -> None:
    begin = Prepared(("[b]Maya[/b]", "T\x1b[31mom"), topic="[red]x[/] \u202e")
    app = page(begin, microphones=[Microphone(1, "[b]mic[/b]\x1b[0m"), Microphone(2, "other")])
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


async def test_start_leads_to_the_name_that_is_missing() -> None:
    app = page(Prepared(("Maya", "")))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("escape")
        app.screen.query_one("#minutes").focus()
        await pilot.press("s")
        await settled(pilot)
        assert "Your two names come first." in read(app)
        await pilot.press("T", "o", "m", "enter")
        await settled(pilot)
        assert "Your two names come first." not in read(app)
        screen = app.screen
        assert isinstance(screen, PrepareScreen)
        assert screen.prepared.names == ("Maya", "Tom")


async def test_one_way_to_sit_only_and_no_key_offers_another() -> None:
    app = page(Prepared(("Maya", "Tom"), topic="the dishes"), no_microphone="No microphone was found.")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        app.screen.query_one("#seating").focus()
        await settled(pilot)
        assert "← → choose" not in read(app)
        app.screen.query_one("#minutes").focus()
        await settled(pilot)
        assert "← → choose" in read(app)


async def test_alone_nothing_is_written_down_and_nobody_holds_the_floor() -> None:
    begin = Prepared(("Maya", "Tom"), mode="speaker_listener")
    app = page(begin, together=False, no_microphone="A microphone takes both of you.")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert "after a crash" not in read(app)
        await pilot.press("s")
    assert isinstance(app.return_value, Prepared)
    assert not app.return_value.recoverable
    assert app.return_value.mode == "open"


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
        for words in ("second partner", "turns", "ground rules", "how you feel"):
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
