"""A recap of any shape, as an import could bring it, with orders to the terminal and markup in every field: shown as text."""

from __future__ import annotations

import random

import pytest

from coach.tui.screens.recap import RecapScreen
from coach.tui.window import CoachApp
from tests.fuzz.recaps import made
from tests.tui.reading import read

EVIL = "[red]x[/] \x1b]0;owned\x07\x1b[31m \u202eback \x9b2J [@click=app.quit]no[/] [/nothing] \ud800 " + "y" * 300


@pytest.mark.parametrize("seed", range(3))
async def test_any_recap_is_shown_as_text(seed: int) -> None:
    recap = made(random.Random(seed), lambda place: f"{place} {EVIL}")  # noqa: S311
    app = CoachApp(lambda: RecapScreen(recap))
    async with app.run_test(size=(80, 60)) as pilot:
        await pilot.pause()
        await pilot.pause()
        for key in ("", "pagedown", "end"):
            if key:
                await pilot.press(key)
            await pilot.pause()
            shown = read(app)
            assert all(line.isprintable() for line in shown.split("\n")), [
                x for x in shown.split("\n") if not x.isprintable()
            ]
            assert "[red]x[/]" in shown
        assert app.is_running
