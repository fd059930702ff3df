"""The home screen: one thing to do next, the last talk in a line, and every way on by key, arrows, mouse and palette."""

from __future__ import annotations

from pathlib import Path

import pytest

from coach.bundled import bundled
from coach.settings import Screen as Looks
from coach.store.assigned import Desk
from coach.store.vault import Key
from coach.tui.app import CoachApp, home_app
from coach.tui.screens.home import Choice
from coach.tui.talking import WAYS, Way, ways_for
from coach.tui.today import ALONE, ANOTHER, FIRST, LOCKED, Today, today
from tests.tui.kept_talks import LOCKED as BY_PASSPHRASE
from tests.tui.kept_talks import shelf_of
from tests.tui.reading import read
from tests.tui.waiting import settled

FEW = (Way("t", "talk", "Talk", "Rehearse a hard talk"), Way("d", "demo", "Demo", "See two made-up voices at it"))
OURS = str(bundled("homework/softer-openings.toml"))


def desk(tmp_path: Path, take: str = "") -> Desk:
    one = Desk(tmp_path / "mark")
    if take:
        one.take(take)
    return one


# --- what it says ---


def test_with_nothing_kept_the_first_talk_is_next(tmp_path: Path) -> None:
    assert today(shelf_of(tmp_path, 0), desk(tmp_path)) == Today("talk", FIRST)


def test_the_last_talk_and_how_the_last_ones_went(tmp_path: Path) -> None:
    told = today(shelf_of(tmp_path, 3), desk(tmp_path))
    assert (told.way, told.words) == ("talk", ANOTHER)
    assert told.last == "Last: 3 Nov · How we split the housework · 1 agreed · 2 helped"
    assert told.chart is not None
    assert len(told.chart.chart) == 3


def test_homework_that_is_not_done_comes_first_until_it_is(tmp_path: Path) -> None:
    told = today(shelf_of(tmp_path, 3), desk(tmp_path, OURS))
    assert told.way == "homework"
    assert told.words == "This week's homework: Softer openings, 2 of 3 kept so far."
    (tmp_path / "more").mkdir()
    assert today(shelf_of(tmp_path / "more", 5), desk(tmp_path, OURS)).way == "talk"


def test_a_talk_that_was_cut_short_comes_before_homework(tmp_path: Path) -> None:
    shelf = shelf_of(tmp_path, 1)
    shelf.open().begin("torn", recoverable=True).close()
    told = today(shelf, desk(tmp_path, OURS))
    assert (told.way, told.words) == ("talk", "A talk was cut short. Go on with it, or let it go.")


def test_behind_a_passphrase_nobody_is_asked_and_nothing_is_told(tmp_path: Path) -> None:
    told = today(shelf_of(tmp_path, 1, asking=BY_PASSPHRASE), desk(tmp_path, OURS))
    assert told.last == LOCKED
    assert told.chart is None
    assert told.words == "This week's homework: Softer openings."


def test_a_damaged_vault_or_a_missing_assignment_keep_nobody_out(tmp_path: Path) -> None:
    shelf = shelf_of(tmp_path, 1)
    (tmp_path / "kept" / "vault.json").write_text("{")
    gone = tmp_path / "gone.toml"
    gone.write_bytes(Path(OURS).read_bytes())
    taken = desk(tmp_path, str(gone))
    gone.unlink()
    assert today(shelf, taken).way == "talk"


def test_an_index_that_does_not_open_is_no_reason_to_stay_away(tmp_path: Path) -> None:
    shelf = shelf_of(tmp_path, 1)
    (tmp_path / "kept" / "keys" / "talk-1.key").write_bytes(Key.fresh("other").seal(b"x"))
    (tmp_path / "kept" / "index").write_bytes(b"nothing")
    assert today(shelf, desk(tmp_path)).last == ""


# --- how it looks ---


def at_home(tmp_path: Path, talks: int = 3, take: str = "", **looks: object) -> CoachApp:
    shelf, one = shelf_of(tmp_path, talks), desk(tmp_path, take)
    return home_app(look=lambda: today(shelf, one), looks=Looks(animation=False, **looks))  # type: ignore[arg-type]


@pytest.mark.parametrize("theme", ["dark", "light"])
@pytest.mark.parametrize("size", [(80, 24), (100, 30), (160, 45)])
async def test_nothing_is_cut_off(tmp_path: Path, size: tuple[int, int], theme: str) -> None:
    app = at_home(tmp_path, take=OURS, theme=theme)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        shown = " ".join(read(app).split())
    for words in (
        "This week's homework: Softer openings, 2 of 3 kept so far.", "t Talk", "r Review", "h History", "w Homework",
        "g Guide", "d Demo", ", Settings", "Last: 3 Nov · How we split the housework · 1 agreed · 2 helped", "What helped, the last 3 talks", "? keys", "q quit",
    ):  # fmt: skip
        assert words in shown


async def test_enter_does_the_next_thing(tmp_path: Path) -> None:
    app = at_home(tmp_path, take=OURS)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("enter")
    assert app.return_value == "homework"


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name)
async def test_every_way_has_its_key_a_line_in_the_help_and_one_in_the_palette(way: Way) -> None:
    app = home_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert way.label in {command.title for command in app.get_system_commands(app.screen)}
        await pilot.press("question_mark")
        await settled(pilot)
        assert way.about in read(app)
        await pilot.press("escape", way.key)
    assert app.return_value == way.name


async def test_arrows_mouse_and_leaving() -> None:
    app = home_app(FEW)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert "Homework" not in read(app)
        await pilot.press("down", "down", "enter")
    assert app.return_value == "demo"
    app = home_app(FEW)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        demo = next(one for one in app.screen.query(Choice) if one.way.name == "demo")
        await pilot.click(demo)
    assert app.return_value == "demo"
    app = home_app(FEW)
    async with app.run_test(size=(40, 12)) as pilot:
        await settled(pilot)
        await pilot.press("q")
    assert app.return_value is None


async def test_words_from_files_are_text() -> None:
    app = home_app(FEW, today=Today("talk", "Next: [red]the demo[/] \x1b[31m", "Last: [b]x[/]"))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        shown = read(app)
    assert "Next: [red]the demo[/]" in shown
    assert "Last: [b]x[/]" in shown
    assert "\x1b" not in shown


# --- one of them alone ---


def test_one_alone_is_offered_nothing_that_takes_two(tmp_path: Path) -> None:
    assert today(shelf_of(tmp_path, 0), desk(tmp_path), together=False) == Today("talk", ALONE)
    (tmp_path / "more").mkdir()
    shelf = shelf_of(tmp_path / "more", 1)
    shelf.open().begin("torn", recoverable=True).close()
    assert today(shelf, desk(tmp_path), together=False).words == ALONE
    assert today(shelf, desk(tmp_path, OURS), together=False).way == "homework"


async def test_one_alone_is_greeted_as_one() -> None:
    app = home_app(ways_for(together=False), together=False)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        shown = read(app)
    assert "Good to have you here." in shown
    assert ALONE in shown
    assert "Rehearse an opening, by writing" in shown
    for words in ("both", "two yeses", "the two of you"):
        assert words not in shown
