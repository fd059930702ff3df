"""One kept talk, opened from the list: looked at, exported after two yeses, and told where it is damaged."""

from __future__ import annotations

from pathlib import Path

from coach.core.recap import Recap
from coach.tui.app import history_app
from coach.tui.screens.deciding import BothSay
from coach.tui.screens.history import HistoryScreen
from coach.tui.screens.recap import RecapScreen
from coach.tui.widgets.moment_card import MomentCard
from tests.tui.kept_talks import history, shelf_of
from tests.tui.reading import read
from tests.tui.waiting import settled


async def test_opening_a_talk_shows_its_recap_and_q_comes_back(tmp_path: Path) -> None:
    app = history(tmp_path)
    async with app.run_test(size=(100, 90)) as pilot:
        await settled(pilot)
        await pilot.press("end", "enter")
        await settled(pilot)
        assert isinstance(app.screen, RecapScreen)
        shown = read(app)
        for words in (
            "1 Nov 2026 · Money for the summer · 10 minutes", "You each named a feeling of your own.", "Balance",
            "Tom takes the dishes on weekdays (confirmed by both): kept", "Maya: mood before 2, after 4 of 5",
            "Not kept", "every word of the talk", "the line each of you wrote afterwards",
        ):  # fmt: skip
            assert words in shown
        assert "you never even ask me" not in shown
        assert "I felt heard." not in shown
        await pilot.press("q")
        await settled(pilot)
        assert isinstance(app.screen, HistoryScreen)
        assert app.is_running


async def test_one_damaged_talk_says_so_and_hides_nothing(tmp_path: Path) -> None:
    shelf = shelf_of(tmp_path, 2)
    (tmp_path / "kept" / "talks" / "talk-2.talk").write_text("{}\nnothing\n")
    app = history_app(shelf)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, HistoryScreen)
        assert "talk-2.talk is not a file that coach kept." in read(app)


async def test_a_kept_talk_is_exported_only_after_two_yeses(tmp_path: Path) -> None:
    written: list[tuple[str, str]] = []

    def export(told: Recap, form: str) -> Path:
        written.append((told.session.id, form))
        return Path("[b]out[/].html")

    app = history(tmp_path, export=export)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("x")
        await settled(pilot)
        assert isinstance(app.screen, BothSay)
        await pilot.press("1", "1", "2", "escape")
        await settled(pilot)
        assert written == []
        await pilot.press("x")
        await settled(pilot)
        await pilot.press("1", "2", "h")
        await settled(pilot)
        assert written == [("talk-6", "html")]
        assert "[b]out[/].html" in read(app)


async def test_what_was_kept_is_only_looked_at(tmp_path: Path) -> None:
    app = history(tmp_path)
    async with app.run_test(size=(100, 40)) as pilot:
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        app.screen.query(MomentCard).first().focus()
        await settled(pilot)
        assert "not right" not in read(app)
        before = len(app.screen.query(MomentCard))
        await pilot.press("u")
        await settled(pilot)
        assert len(app.screen.query(MomentCard)) == before > 0
