"""Kept talks on screen: listed, found, and gentle where there is nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace
from textual.widgets import Input

from coach.settings import Screen as Looks
from coach.tui.app import history_app
from coach.tui.screens.history import HistoryScreen
from coach.tui.screens.recap import RecapScreen
from coach.tui.widgets.talk_list import TalkList
from coach.tui.widgets.trends import Trends
from tests.tui.kept_talks import history, kept_talk, shelf_of
from tests.tui.reading import read
from tests.tui.waiting import settled


async def test_the_list_says_when_how_long_what_about_and_what_it_was(tmp_path: Path) -> None:
    app = history(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        shown = read(app)
    lines = [line for line in shown.splitlines() if "Nov 2026" in line]
    assert len(lines) == 6
    assert lines[0].startswith("  6 Nov 2026   10 min  How we split the housework")
    assert lines[1].split("  ")[-1].strip().startswith("1 agreed · 2 helped")
    assert "6 talks, kept until you forget it, not locked" in shown


async def test_searching_as_one_types_by_topic_and_by_day(tmp_path: Path) -> None:
    app = history(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        listed = app.screen.query_one(TalkList)
        await pilot.press("slash", *"money")
        await settled(pilot)
        assert listed.rows == 2
        assert "2 fit." in read(app)
        app.screen.query_one(Input).value = "3 november"
        await settled(pilot)
        assert listed.chosen is not None
        assert listed.chosen.id == "talk-3"
        app.screen.query_one(Input).value = "2026-11-04"
        await settled(pilot)
        assert [listed.rows, listed.chosen.id] == [1, "talk-4"]
        app.screen.query_one(Input).value = "gardening"
        await settled(pilot)
        assert listed.rows == 0
        assert "No kept talk fits these words." in read(app)
        app.screen.query_one(Input).value = ""
        await pilot.press("enter")
        await settled(pilot)
        assert listed.rows == 6
        assert app.focused is listed


async def test_trends_say_it_in_words_without_a_verdict(tmp_path: Path) -> None:
    app = history(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        words = app.screen.query_one(Trends).words
    assert "The last 6 talks, the newest on the right" in words
    assert "2 in ten minutes, much as before" in words
    assert "5 in ten minutes, much as before" in words
    assert "3 noted; kept 1 of the 1 asked about" in words
    assert "Maya 58 %, Tom 42 %. Room for both." in words
    for verdict in ("better", "worse", "score", "won", "bad", "good"):
        assert verdict not in words


async def test_with_nothing_kept_it_says_what_keeping_is(tmp_path: Path) -> None:
    app = history(tmp_path, 0)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        shown = read(app)
        for words in (
            "Nothing is kept yet.",
            "It takes a yes from each of you",
            "k in its recap",
            "only when you both tick",
        ):
            assert words in shown
        await pilot.press("f", "a", "x", "enter", "slash")
        assert isinstance(app.screen, HistoryScreen)
    assert not (tmp_path / "kept").exists()


async def test_words_from_a_talk_are_text(tmp_path: Path) -> None:
    shelf = shelf_of(tmp_path, 1)
    shelf.keep(kept_talk(2, topic="[red]x[/] \x1b[31m \u202e[@click=app.quit]no[/]"))
    app = history_app(shelf)
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        shown = read(app)
        assert "[red]x[/]" in shown
        assert "\x1b" not in shown
        assert "\u202e" not in shown
        await pilot.press("f")
        await settled(pilot)
        assert "[red]x[/]" in read(app)


async def test_ten_thousand_talks_are_a_list_and_not_ten_thousand_widgets(tmp_path: Path) -> None:
    shelf = shelf_of(tmp_path, 1)
    one = shelf.entries()[0]
    many = tuple(replace(one, id=f"t{n}", topic=f"topic {n}") for n in range(10_000))
    shelf.entries = lambda: many  # type: ignore[method-assign]
    app = history_app(shelf)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        listed = app.screen.query_one(TalkList)
        assert "10,000 talks" in read(app)
        assert len(listed.children) == 0
        await pilot.press("end")
        await settled(pilot)
        assert "topic 9999" in read(app)
        await pilot.press("slash", *"topic 777")
        await settled(pilot)
        assert listed.rows == 19  # 777, 1777 … 9777, 7770 … 7779


async def test_by_mouse(tmp_path: Path) -> None:
    app = history(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        listed = app.screen.query_one(TalkList)
        await pilot.click(TalkList, offset=(30, 2))
        await settled(pilot)
        assert listed.cursor == 2
        await pilot.click(TalkList, offset=(30, 2), times=2)
        await settled(pilot)
        assert isinstance(app.screen, RecapScreen)


async def test_the_palette_and_the_keys_know_the_screen(tmp_path: Path) -> None:
    app = history(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        titles = {command.title for command in app.get_system_commands(app.screen)}
        assert {"Search", "Forget", "Forget all"} <= titles
        await pilot.press("question_mark")
        await settled(pilot)
        assert "Forget every kept talk, and all keys" in read(app)


@pytest.mark.parametrize("theme", ["dark", "light"])
@pytest.mark.parametrize("size", [(80, 24), (100, 30), (160, 45)])
async def test_nothing_is_cut_off(tmp_path: Path, size: tuple[int, int], theme: str) -> None:
    app = history_app(shelf_of(tmp_path), looks=Looks(theme=theme, animation=False))  # type: ignore[arg-type]
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        shown = read(app)
    for words in (
        "How we split the housework", "agreements", "Maya 58 %, Tom 42 %. Room for both.", "much as before",
        "3 noted; kept 1 of the 1 asked about", "/ search", "f forget", "a forget all", "? keys", "q back",
    ):  # fmt: skip
        assert words in shown
    assert "…" not in shown


@pytest.mark.parametrize("size", [(40, 12), (20, 6)])
async def test_small_windows_do_no_harm(tmp_path: Path, size: tuple[int, int]) -> None:
    app = history(tmp_path)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        await pilot.press("down", "f", "escape", "slash", "x", "escape", "enter")
        await settled(pilot)
        assert isinstance(app.screen, RecapScreen | HistoryScreen)
