"""Homework on screen: what is asked, how far it is, and a packet in which each line was ticked by both."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec
import pytest
from textual.pilot import Pilot
from textual.widgets import Input, OptionList

from coach.bundled import bundled
from coach.settings import Screen as Looks
from coach.store.assigned import Desk
from coach.store.homework import load_homework
from coach.store.packet import Packet, render_packet_json
from coach.tui.app import CoachApp, homework_app
from coach.tui.packing import Packing
from coach.tui.screens.deciding import BothSay
from coach.tui.screens.homework import HomeworkScreen
from coach.tui.screens.packing import OtherNames, PackScreen
from coach.tui.screens.unlocking import Unlock
from coach.tui.widgets.tick_table import TickTable
from tests.tui.kept_talks import EVERYTHING, LOCKED, OPEN, PASSPHRASE, kept_talk, shelf_of
from tests.tui.reading import read

OURS = bundled("homework/softer-openings.toml")
SOFTER = load_homework(OURS).homework


async def settled(pilot: Pilot[object]) -> None:
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()
    await pilot.pause()


class Written:
    """Takes packets instead of a disk."""

    def __init__(self) -> None:
        self.packets: list[tuple[Packet, str]] = []

    def __call__(self, packet: Packet, form: str) -> Sequence[Path]:
        self.packets.append((packet, form))
        return (Path(f"[b]packet[/].{form}"),)


def screen(
    tmp_path: Path, talks: int = 3, *, ours: bool = True, theme: str = "dark", asking: object = OPEN
) -> tuple[CoachApp, Written]:
    desk = Desk(tmp_path / "mark")
    if ours:
        desk.take(str(OURS))
    shelf = shelf_of(tmp_path, talks, asking=asking, parts=EVERYTHING)  # type: ignore[arg-type]
    write = Written()
    looks = Looks(theme=theme, animation=False)  # type: ignore[arg-type]
    return homework_app(desk, shelf, looks=looks, write=write), write


# --- what is asked ---


@pytest.mark.parametrize("theme", ["dark", "light"])
@pytest.mark.parametrize("size", [(80, 24), (100, 30), (160, 45)])
async def test_nothing_is_cut_off(tmp_path: Path, size: tuple[int, int], theme: str) -> None:
    app, _ = screen(tmp_path, theme=theme)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        shown = read(app)
    for words in (
        "Homework", "yours", "Softer openings", "A break, and back", "Hear, then answer", "what you choose together",
        "15 minutes, 3 times", "I statement, request, appreciation", "blame, past grievance", "Start with one appreciation",
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


# --- what is handed over ---


def packing(talks: int = 3, **changes: object) -> Packing:
    return Packing(SOFTER, [kept_talk(n, parts=EVERYTHING, **changes) for n in range(1, talks + 1, 2)])


def test_nothing_goes_in_before_both_ticked_it() -> None:
    one = packing()
    assert [row.text for row in one.rows()] == [
        "what the talks were about",
        "counts: how long, how many turns, how often",
        "what you agreed",
        "the line each of you wrote afterwards",
    ]
    one.tick("agreements", 0)
    assert not one.ready
    one.tick("agreements", 1)
    assert one.ready
    assert one.parts == {"agreements"}
    inside = [row for row in one.rows() if row.inside]
    assert [(row.text, row.quiet) for row in inside] == [
        ("Tom: Tom takes the dishes on weekdays", "1 Nov 2026"),
        ("Tom: Tom takes the dishes on weekdays", "3 Nov 2026"),
    ]


def test_either_takes_a_line_out_and_what_says_the_same_goes_along() -> None:
    one = packing()
    one.tick_all(0)
    one.tick_all(1)
    line = next(row for row in one.rows() if row.inside and "dishes" in row.text)
    one.tick(line.key, 1)
    assert [one.ticked(line.key, who) for who in (0, 1)] == [True, False]
    packet = one.packet()
    assert [len(talk.recap.agreements) for talk in packet.talks] == [0, 1]
    assert "Taken out by the couple: 1 line." in packet.left_out
    assert "Not here: every word of the talk." in packet.left_out


def test_a_topic_that_is_not_ticked_takes_its_words_out_of_every_line() -> None:
    one = packing(1, topic="the dishes")
    one.tick("agreements", 0)
    one.tick("agreements", 1)
    shown = next(row for row in one.rows() if row.inside)
    assert "goes along: it says what is left out" in shown.quiet
    assert b"dishes" not in render_packet_json(one.packet())
    one.tick("topic", 0)
    one.tick("topic", 1)
    assert b"the dishes" in render_packet_json(one.packet())
    assert not any("goes along" in row.quiet for row in one.rows())


def test_other_names_stand_everywhere() -> None:
    one = packing()
    one.tick_all(0)
    one.tick_all(1)
    one.names = ("River", "Sky")
    data = render_packet_json(one.packet()).decode()
    assert "Tom" not in data
    assert "Sky takes the dishes on weekdays" in data
    assert "The names are not their own." in data


def test_all_and_none() -> None:
    one = packing()
    one.tick_all(1)
    assert all(one.ticked(row.key, 1) for row in one.rows())
    assert not any(one.ticked(row.key, 0) for row in one.rows())
    one.tick_all(1)
    assert not any(one.ticked(row.key, 1) for row in one.rows())


def test_an_assignment_that_asks_for_nothing_offers_what_is_kept_by_default() -> None:
    one = Packing(msgspec.structs.replace(SOFTER, share=()), [kept_talk(1)])
    assert len(list(one.rows())) == 6


async def test_packing_from_the_first_tick_to_the_file(tmp_path: Path) -> None:
    app, write = screen(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("p")
        await settled(pilot)
        assert isinstance(app.screen, PackScreen)
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
        await settled(pilot)
        await pilot.press("p")
        await settled(pilot)
        await pilot.press("3", "4", "w", "h", "2", "escape")
        await settled(pilot)
        assert isinstance(app.screen, PackScreen)
    assert write.packets == []


async def test_ticks_by_mouse(tmp_path: Path) -> None:
    app, _ = screen(tmp_path)
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        await pilot.press("p")
        await settled(pilot)
        await pilot.click(TickTable, offset=(1, 2))
        await pilot.click(TickTable, offset=(7, 2))
        await settled(pilot)
        assert "Tom takes the dishes" in read(app)


async def test_names_are_two_and_different_or_none(tmp_path: Path) -> None:
    app, _ = screen(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("p")
        await settled(pilot)
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
        await settled(pilot)
        await pilot.press("p")
        await settled(pilot)
        await pilot.press("3", "4")
        await settled(pilot)
        shown = read(app)
        for words in ("Maya", "Tom", "✓", "Left out", "1 tick", "2 tick", "n names", "w write it", "? keys", "q back"):
            assert words in shown
        await pilot.press("question_mark")
        await settled(pilot)
        assert "Write the packet to a file, after two yeses" in read(app)


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
