"""The packet on screen, from the first tick to the file, by keys and by mouse."""

from __future__ import annotations

from pathlib import Path

from textual.pilot import Pilot

from coach.tui.screens.deciding import BothSay
from coach.tui.screens.homework import HomeworkScreen
from coach.tui.screens.packing import OtherNames, PackScreen
from coach.tui.widgets.tick_table import TickTable
from tests.tui.given_homework import screen
from tests.tui.reading import read
from tests.tui.waiting import settled


async def opened(pilot: Pilot[object]) -> None:
    """From the homework to what is handed over."""
    await settled(pilot)
    await pilot.press("p")
    await settled(pilot)
    assert isinstance(pilot.app.screen, PackScreen)


async def test_packing_from_the_first_tick_to_the_file(tmp_path: Path) -> None:
    app, write = screen(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        assert "Nothing is handed over yet" in read(app)
        await pilot.press("w")
        await settled(pilot)
        assert isinstance(app.screen, PackScreen)
        await pilot.press("down", "down", "1")
        await settled(pilot)
        assert "Nothing is handed over yet" in read(app)
        await pilot.press("2")
        await settled(pilot)
        shown = read(app)
        assert "Tom: Tom takes the dishes on weekdays  1 Nov 2026" in shown
        assert "· Asked for, and not handed over: counts" in shown
        await pilot.press("n", *"River", "enter", *"Sky", "enter")
        await settled(pilot)
        assert "in it: River and Sky" in read(app)
        await pilot.press("w", "j")
        await settled(pilot)
        assert isinstance(app.screen, BothSay)
        await pilot.press("1", "2")
        await settled(pilot)
        assert "The packet is in [b]packet[/].json. It is not locked." in read(app)
        await pilot.press("q")
        await settled(pilot)
        assert isinstance(app.screen, HomeworkScreen)
    ((packet, form),) = write.packets
    assert (form, packet.names, packet.parts, len(packet.talks)) == ("json", ("River", "Sky"), ("agreements",), 2)


async def test_without_the_second_yes_nothing_is_written(tmp_path: Path) -> None:
    app, write = screen(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await pilot.press("3", "4", "w", "h", "2", "escape")
        await settled(pilot)
        assert isinstance(app.screen, PackScreen)
    assert write.packets == []


async def test_ticks_by_mouse(tmp_path: Path) -> None:
    app, _ = screen(tmp_path)
    async with app.run_test(size=(100, 30)) as pilot:
        await opened(pilot)
        await pilot.click(TickTable, offset=(1, 2))
        await pilot.click(TickTable, offset=(7, 2))
        await settled(pilot)
        assert "Tom takes the dishes" in read(app)


async def test_names_are_two_and_different_or_none(tmp_path: Path) -> None:
    app, _ = screen(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await pilot.press("n", *"River", "enter", "enter")
        await settled(pilot)
        assert "Two names, or none." in read(app)
        await pilot.press(*"river", "enter")
        await settled(pilot)
        assert "Two different names make it clear" in read(app)
        assert isinstance(app.screen, OtherNames)
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(app.screen, PackScreen)


async def test_every_part_fits_80_by_24_and_the_help_knows_the_keys(tmp_path: Path) -> None:
    app, _ = screen(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await pilot.press("3", "4")
        await settled(pilot)
        shown = read(app)
        for words in ("Maya", "Tom", "✓", "Left out", "1 tick", "2 tick", "n names", "w write it", "? keys", "q back"):
            assert words in shown
        await pilot.press("question_mark")
        await settled(pilot)
        assert "Write the packet to a file, after two yeses" in read(app)
