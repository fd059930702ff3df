"""Kept talks on screen: found, opened, forgotten; locked where there is a lock; gentle where there is nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace
from textual.pilot import Pilot
from textual.widgets import Input

from coach.core.recap import Recap
from coach.settings import Screen as Looks
from coach.store.index import Entry
from coach.tui.app import CoachApp, history_app
from coach.tui.screens.deciding import BothSay, Forget, ForgetAll
from coach.tui.screens.history import HistoryScreen
from coach.tui.screens.recap import RecapScreen
from coach.tui.screens.unlocking import Unlock
from coach.tui.widgets.moment_card import MomentCard
from coach.tui.widgets.talk_list import TalkList
from coach.tui.widgets.trends import Trends
from tests.tui.kept_talks import LOCKED, PASSPHRASE, kept_talk, shelf_of
from tests.tui.reading import read


@pytest.fixture(autouse=True)
def no_key_ring(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever this machine has: the first talk to be kept asks for a passphrase."""
    monkeypatch.setattr("coach.store.key_ring.key_ring", lambda: None)


async def settled(pilot: Pilot[object]) -> None:
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()
    await pilot.pause()


def history(tmp_path: Path, talks: int = 6, **more: object) -> CoachApp:
    return history_app(shelf_of(tmp_path, talks), looks=Looks(animation=False), **more)  # type: ignore[arg-type]


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


async def test_trends_say_it_in_words_without_a_verdict(tmp_path: Path) -> None:
    app = history(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        words = app.screen.query_one(Trends).words
    assert "The last 6 talks, the newest on the right" in words
    assert "2 in ten minutes, much as before" in words
    assert "5 in ten minutes, much as before" in words
    assert "3 noted; kept 1 of the 1 asked about" in words
    assert "Maya has the floor 58 %: shared" in words
    for verdict in ("better", "worse", "score", "won", "bad", "good"):
        assert verdict not in words


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
        await pilot.press("f", "f")
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
        await pilot.press("f", "f")
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


async def test_a_quick_exit_locks_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(CoachApp, "left_at_once", False)
    shelf = shelf_of(tmp_path, 2, asking=LOCKED)
    shelf.open(PASSPHRASE)
    app = history_app(shelf)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("escape", "escape")
    assert shelf.door == "passphrase"
    assert CoachApp.left_at_once


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
        "How we split the housework", "agreements", "Maya has the floor 58 %: shared", "much as before",
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


def test_an_entry_needs_no_counts() -> None:
    from coach.tui.looking_back import band, trends, what_it_was

    bare = Entry("x", "2026-11-20T19:30:00Z", "", ("", ""))
    assert what_it_was(bare) == ""
    assert trends([bare]) == ()
    assert band([bare]) is None
