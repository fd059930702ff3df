"""Settings: what fits is written at once, what does not is left as it was and said."""

from __future__ import annotations

from pathlib import Path

from coach.engine.configuring import Configuration
from coach.settings import load
from coach.tui.screens.settings import SettingsScreen
from coach.tui.widgets.form_line import ChoiceLine, FormLine, TextLine
from coach.tui.window import CoachApp
from tests.tui.reading import read
from tests.tui.waiting import settled


def page(path: Path) -> CoachApp:
    return CoachApp(lambda: SettingsScreen(Configuration(path)))


async def test_a_line_is_changed_and_written(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    app = page(path)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("down", "enter", *"the dishes", "enter")
        await settled(pilot)
        assert load(path).talk.topic == "the dishes"
        assert "Written to" in read(app)
        app.screen.query_one("#screen-theme").focus()
        await pilot.press("right")
        await settled(pilot)
        assert load(path).screen.theme == "dark"
        await pilot.press("q")


async def test_what_does_not_fit_is_left_and_said(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    app = page(path)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        line = app.screen.query_one("#cues-gap_s", TextLine)
        line.focus()
        await pilot.press("enter", "backspace", "backspace", "3", "enter")
        await settled(pilot)
        assert line.text == "45"
        assert "Left as it was." in read(app)
        assert "cues.gap_s" in read(app)
    assert not path.exists()


async def test_letters_for_a_number_are_told_plainly(tmp_path: Path) -> None:
    app = page(tmp_path / "config.toml")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        line = app.screen.query_one("#talk-minutes", TextLine)
        line.focus()
        await pilot.press("enter", *"soon", "enter")
        await settled(pilot)
        assert line.text == "20"
        assert "Left as it was. A number goes here, such as 20." in read(app)
        assert "float" not in read(app)


async def test_nothing_is_written_by_looking(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text('[talk]\ntopic = "[red]x[/]"\n')
    before = path.read_bytes()
    app = page(path)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert "[red]x[/]" in read(app)
        await pilot.press("down", "down", "down", "down", "down", "enter", "escape")
        assert len(app.screen.query(FormLine)) > 20
        assert len(app.screen.query(ChoiceLine)) >= 4
    assert path.read_bytes() == before
