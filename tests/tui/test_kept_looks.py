"""What holds on the screens around kept talks: no hue under NO_COLOR, and words that are gentle."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from coach.settings import Screen as Looks
from coach.tui.app import CoachApp, history_app, home_app, homework_app
from coach.tui.today import today
from tests.tui.given_homework import desk
from tests.tui.kept_talks import shelf_of
from tests.tui.reading import read
from tests.tui.waiting import settled

FRAME = {"#ff5f57", "#febc2e", "#28c840", "#c5c8c6"}  # the window that a picture is drawn in
QUIET = Looks(animation=False)


def at_home(folder: Path) -> CoachApp:
    shelf, ours = shelf_of(folder, 3), desk(folder)
    return home_app(look=lambda: today(shelf, ours), looks=QUIET)


MAKE: dict[str, tuple[Callable[[Path], CoachApp], tuple[tuple[str, ...], ...]]] = {
    "home": (at_home, (("question_mark",),)),
    "history": (
        lambda folder: history_app(shelf_of(folder, 3), looks=QUIET, export=lambda *_: folder),
        (("f",), ("escape", "tab", "a"), ("escape", "tab", "x"), ("escape", "tab", "question_mark")),
    ),
    "nothing kept": (lambda folder: history_app(shelf_of(folder, 0), looks=QUIET), (("question_mark",),)),
    "homework": (
        lambda folder: homework_app(desk(folder), shelf_of(folder, 3), looks=QUIET, write=lambda *_: ()),
        (("p",), ("3", "4"), ("n",), ("escape", "tab", "w"), ("h",)),
    ),
}


@pytest.mark.parametrize("name", MAKE)
async def test_no_color_leaves_no_hue(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    make, steps = MAKE[name]
    app = make(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press(*steps[0])
        await settled(pilot)
        picture = app.export_screenshot()
    found = {colour.lower() for colour in re.findall(r"fill: (#[0-9a-fA-F]{6})", picture)} - FRAME
    assert found
    assert all(len({colour[1:3], colour[3:5], colour[5:7]}) == 1 for colour in found)


@pytest.mark.parametrize("name", MAKE)
async def test_words_are_gentle(name: str, tmp_path: Path) -> None:
    make, steps = MAKE[name]
    app = make(tmp_path)
    told = []
    async with app.run_test(size=(100, 40)) as pilot:
        await settled(pilot)
        told.append(read(app))
        for keys in steps:
            await pilot.press(*keys)
            await settled(pilot)
            told.append(read(app))
    words = " ".join(told).lower().replace("!  when", "").replace("! help", "")
    for word in ("always", "never", "should", "wrong", "must", "failed", "score", "winner"):
        assert word not in words.split()
    assert "!" not in words
