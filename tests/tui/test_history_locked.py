"""Kept talks behind a passphrase: nothing of them is read before it is given, nor after they are locked again."""

from __future__ import annotations

from pathlib import Path

from coach.settings import Screen as Looks
from coach.tui.app import CoachApp, history_app
from coach.tui.screens.history import HistoryScreen
from coach.tui.screens.unlocking import Unlock
from coach.tui.widgets.talk_list import TalkList
from tests.tui.kept_talks import LOCKED, PASSPHRASE, shelf_of
from tests.tui.reading import read
from tests.tui.waiting import settled


async def test_a_locked_history_asks_for_the_passphrase_and_forgives_a_slip(tmp_path: Path) -> None:
    shelf = shelf_of(tmp_path, 3, asking=LOCKED)
    app = history_app(shelf, looks=Looks(animation=False))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert isinstance(app.screen, Unlock)
        assert "Your kept talks are locked" in read(app)
        assert "housework" not in read(app)
        await pilot.press(*"wrong one", "enter")
        await settled(pilot)
        assert "That passphrase does not open the kept talks. Try again;" in read(app)
        assert "wrong one" not in read(app)
        await pilot.press(*PASSPHRASE, "enter")
        await settled(pilot)
        assert isinstance(app.screen, HistoryScreen)
        assert app.screen.query_one(TalkList).rows == 3
        await pilot.press("l")
        await settled(pilot)
        assert "housework" not in read(app)
        assert "Your kept talks are locked." in read(app)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, Unlock)
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(app.screen, HistoryScreen)


async def test_a_quick_exit_locks_again(tmp_path: Path) -> None:
    shelf = shelf_of(tmp_path, 2, asking=LOCKED)
    shelf.open(PASSPHRASE)
    app = history_app(shelf)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("escape", "escape")
    assert shelf.door == "passphrase"
    assert CoachApp.left_at_once
