"""Homework on screen: what is asked, where it comes from, and how far it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input, OptionList

from coach.bundled import bundled
from coach.store.assigned import Desk
from coach.tui.screens.homework import HomeworkScreen
from coach.tui.screens.unlocking import Unlock
from tests.tui.given_homework import OURS, SOFTER, screen
from tests.tui.kept_talks import LOCKED, PASSPHRASE
from tests.tui.reading import read
from tests.tui.waiting import settled


@pytest.mark.parametrize("theme", ["dark", "light"])
@pytest.mark.parametrize("size", [(80, 24), (100, 30), (160, 45)])
async def test_nothing_is_cut_off(tmp_path: Path, size: tuple[int, int], theme: str) -> None:
    app, _ = screen(tmp_path, theme=theme)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        shown = read(app)
    for words in (
        "Homework", "yours", "Softer openings", "A break, and back", "Hear, then answer", "what you choose together",
        "15 minutes, 3 times", "speaking for oneself;", "kind word", "blame; an old hurt", "Start with one appreciation",
        "●●○  2 of 3 kept so far", "you two decide:", "the line each of you wrote afterwards", "s start", "p pack",
        "o open a file", "l lay aside", "? keys", "q back",
    ):  # fmt: skip
        assert words in shown
    assert "…" not in shown


async def test_without_an_assignment_the_three_examples_are_there_and_one_can_be_taken(tmp_path: Path) -> None:
    app, _ = screen(tmp_path, 0, ours=False)
    async with app.run_test(size=(130, 30)) as pilot:
        await settled(pilot)
        assert "No assignment yet: o opens a file." in read(app)
        assert app.screen.query_one(OptionList).option_count == 4
        await pilot.press("down")
        await settled(pilot)
        assert "Hearing is not agreeing." in " ".join(read(app).split())
        assert "one holds the floor at a time" in " ".join(read(app).split())
        await pilot.press("t")
        await settled(pilot)
        assert "“Hear, then answer” is yours now." in read(app)
        await pilot.press("l")
        await settled(pilot)
        assert "Laid aside." in read(app)
    assert not (tmp_path / "mark").exists()
    assert bundled("homework/hear-then-answer.toml").exists()


async def test_a_file_is_opened_by_its_path_and_mistakes_say_where(tmp_path: Path) -> None:
    app, _ = screen(tmp_path, 0, ours=False)
    good = tmp_path / "from our therapist.toml"
    good.write_text('schema = "coach.homework/1"\ntitle = "[b]Ours[/]"\nfocus = ["repair"]\ncolour = "blue"\n')
    bad = tmp_path / "bad.toml"
    bad.write_text('schema = "coach.homework/1"\ntitle = "Ours"\nminutes = "soon"\n')
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        await pilot.press("o")
        words = app.screen.query_one(Input)
        for said, told in (
            ("nowhere.toml", "nowhere.toml is not there. Check the name of the file."),
            ("", "Which file?"),
            (str(bad), 'bad.toml: minutes: expected a number from 1 to 240, found "soon".'),
        ):
            words.value = said
            await pilot.press("enter")
            await settled(pilot)
            assert told in " ".join(read(app).split())
            assert app.focused is words
        words.value = f"'{good}' "
        await pilot.press("enter")
        await settled(pilot)
        shown = " ".join(read(app).split())
        assert "“[b]Ours[/]” is yours now." in shown
        assert "colour is not known and is left aside." in shown
        assert not words.display
    assert (tmp_path / "mark").read_text() == f"{good}\n"


async def test_an_assignment_whose_file_is_gone_says_so(tmp_path: Path) -> None:
    lost = tmp_path / "lost.toml"
    lost.write_bytes(OURS.read_bytes())
    Desk(tmp_path / "mark").take(str(lost))
    lost.unlink()
    app, _ = screen(tmp_path, 0, ours=False)
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        assert "lost.toml is not there." in " ".join(read(app).split())
        assert app.screen.query_one(OptionList).option_count == 4


async def test_s_begins_the_talk_for_it(tmp_path: Path) -> None:
    app, _ = screen(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("s")
    assert app.return_value == SOFTER


async def test_behind_a_passphrase_the_assignment_is_there_and_u_tells_how_far(tmp_path: Path) -> None:
    app, _ = screen(tmp_path, 1, asking=LOCKED)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert "u opens your kept talks, to see it" in read(app)
        await pilot.press("u")
        await settled(pilot)
        assert isinstance(app.screen, Unlock)
        await pilot.press(*PASSPHRASE, "enter")
        await settled(pilot)
        assert "●○○  1 of 3 kept so far" in read(app)


async def test_with_no_talk_for_it_there_is_nothing_to_pack_and_it_says_what_to_do(tmp_path: Path) -> None:
    app, _ = screen(tmp_path, 0)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("p")
        await settled(pilot)
        assert isinstance(app.screen, HomeworkScreen)
        assert "No talk was kept for this one yet." in read(app)


@pytest.mark.parametrize("size", [(40, 12), (20, 6)])
async def test_small_windows_do_no_harm(tmp_path: Path, size: tuple[int, int]) -> None:
    app, _ = screen(tmp_path)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        await pilot.press("p")
        await settled(pilot)
        await pilot.press("3", "4", "down", "1", "n", "escape", "w", "escape", "q", "o", "escape", "tab")
        await settled(pilot)
        assert isinstance(app.screen, HomeworkScreen)
