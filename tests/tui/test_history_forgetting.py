"""Kept talks are forgotten one by one or all at once, and what can not be promised is said first."""

from __future__ import annotations

from pathlib import Path

from coach.tui.app import history_app
from coach.tui.screens.deciding import Forget, ForgetAll
from coach.tui.screens.history import HistoryScreen
from coach.tui.widgets.talk_list import TalkList
from tests.tui.kept_talks import history, shelf_of
from tests.tui.reading import read
from tests.tui.waiting import settled


async def test_forgetting_one_says_first_what_can_not_be_promised(tmp_path: Path) -> None:
    app = history(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("f")
        await settled(pilot)
        assert isinstance(app.screen, Forget)
        shown = read(app)
        assert "6 Nov 2026 · How we split the housework" in shown
        assert "Out of reach:" in shown
        await pilot.press("escape")
        await settled(pilot)
        assert len(list((tmp_path / "kept" / "talks").iterdir())) == 6
        await pilot.press("f", "f", "f")
        await settled(pilot)
        assert isinstance(app.screen, Forget)
        assert len(list((tmp_path / "kept" / "talks").iterdir())) == 6
        await pilot.press("y")
        await settled(pilot)
        assert "Forgotten." in read(app)
        assert app.screen.query_one(TalkList).rows == 5
        assert not (tmp_path / "kept" / "talks" / "talk-6.talk").exists()


async def test_a_talk_is_forgotten_from_its_recap_too(tmp_path: Path) -> None:
    app = history(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("f", "y")
        await settled(pilot)
        assert isinstance(app.screen, HistoryScreen)
        assert not (tmp_path / "kept" / "talks" / "talk-6.talk").exists()


async def test_forgetting_everything_takes_a_word(tmp_path: Path) -> None:
    app = history(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("a")
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, ForgetAll)
        await pilot.press(*"Forget", "enter")
        await settled(pilot)
        assert "Forgotten: 6 talks, and all keys." in read(app)
        assert "Nothing is kept yet." in read(app)
    assert not (tmp_path / "kept").exists()


async def test_damage_is_told_and_can_be_cleared_away(tmp_path: Path) -> None:
    shelf = shelf_of(tmp_path, 2)
    (tmp_path / "kept" / "vault.json").write_text("{")
    app = history_app(shelf)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert "vault.json is damaged." in read(app)
        await pilot.press("a", *"forget", "enter")
        await settled(pilot)
        assert "Nothing is kept yet." in read(app)
