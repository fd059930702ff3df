"""The first time: one "yes" from anybody leads both to the same page, and nobody can tell whose it was."""

from __future__ import annotations

import pytest

from coach.tui.screens.welcome import QUESTIONS, WelcomeScreen
from coach.tui.talking import HelpLine
from coach.tui.window import CoachApp
from tests.tui.reading import read

LINE = HelpLine("[b]Help line[/b]", "0800 1\x1b[31m", "GB", seen="seen 2026-11-20")
ALL_NO = ["n"] * len(QUESTIONS)


def page() -> CoachApp:
    return CoachApp(lambda: WelcomeScreen([LINE]))


async def answers(first: list[str], second: list[str], size: tuple[int, int] = (80, 24)) -> tuple[object, str]:
    app = page()
    async with app.run_test(size=size) as pilot:
        await pilot.press("enter", "enter", *first)
        await pilot.press("enter", *second)
        await pilot.pause()
        shown = read(app) if app.return_value is None else ""
    return app.return_value, shown


async def test_when_nobody_is_afraid_the_way_is_free() -> None:
    assert await answers(ALL_NO, ["r", "n", "r", "n"]) == ("both", "")


async def test_any_yes_leads_to_one_and_the_same_page() -> None:
    ends = [
        await answers(["y", "n", "n", "n"], ALL_NO),
        await answers(ALL_NO, ["n", "n", "n", "y"]),
        await answers(["n", "y", "n", "n"], ["y"] * 4),
    ]
    assert ends[0] == ends[1] == ends[2]
    result, shown = ends[0]
    assert result is None
    assert "coach isn't the right tool today." in shown
    assert "[b]Help line[/b]" in shown
    assert "call your local emergency number" in shown
    assert "\x1b" not in shown


async def test_what_one_pressed_does_not_show_to_the_other() -> None:
    seen = []
    for first in (ALL_NO, ["y"] * 4):
        app = page()
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("enter", "enter", *first)
            await pilot.pause()
            seen.append(read(app))
    assert seen[0] == seen[1]
    assert "Now the other one" in seen[0]


async def test_one_who_is_alone_is_not_kept_waiting() -> None:
    app = page()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "It is practice, not therapy." in read(app)
        await pilot.press("y", "a", "enter", "a")
    assert app.return_value == "alone"


@pytest.mark.parametrize("keys", [["q"], ["enter", "enter", "y", "escape", "escape"]])
async def test_leaving_says_nothing(keys: list[str]) -> None:
    app = page()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*keys)
        await pilot.pause()
    assert app.return_value is None


def test_questions_are_short_and_plain() -> None:
    assert all(len(question.split()) <= 14 and "!" not in question for question in QUESTIONS)
