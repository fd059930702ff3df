"""The guide: every move from the detectors' own data, found by its words, shown as text."""

from __future__ import annotations

from dataclasses import replace

from textual.widgets import Input, OptionList

from coach.detectors import ALL
from coach.tui.screens.guide import GuideScreen, page
from coach.tui.window import CoachApp
from tests.tui.reading import read
from tests.tui.waiting import settled


def guide(moves: object = ALL) -> CoachApp:
    return CoachApp(lambda: GuideScreen(moves))  # type: ignore[arg-type]


async def test_every_move_is_in_the_list_and_arrows_turn_its_page() -> None:
    app = guide()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        found = app.screen.query_one(OptionList)
        assert found.option_count == len(ALL)
        first = read(app)
        await pilot.press("down")
        await settled(pilot)
        assert read(app) != first
        await pilot.press("q")
    assert app.return_value is None


async def test_searching_finds_by_title_and_by_example() -> None:
    app = guide()
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        await pilot.press("slash", *"whistle")
        await settled(pilot)
        found = app.screen.query_one(OptionList)
        assert [option.id for option in found.options] == ["blame"]
        assert "Makes the partner the cause" in read(app)
        await pilot.press("q", "q")
        await settled(pilot)
        assert app.screen.query_one(Input).value == "whistleqq"
        assert "Nothing here fits these words." in read(app)
        await pilot.press("escape")
        await settled(pilot)
        assert app.focused is found
        await pilot.press("q")


def test_a_page_tells_what_is_found_and_what_is_left_alone() -> None:
    for move in ALL:
        told = "\n".join(paragraph.plain for paragraph in page(move))
        assert move.about in told
        assert move.source in told
        assert told.count("\n· ") == len(move.examples)


def test_found_words_are_underlined() -> None:
    blame = next(move for move in ALL if move.kind == "blame")
    found = next(paragraph for paragraph in page(blame) if paragraph.plain.startswith("found in"))
    underlined = {found.plain[span.start : span.end] for span in found.spans if "underline" in str(span.style)}
    assert "You never help" in underlined


async def test_a_therapist_s_own_words_are_text() -> None:
    nasty = replace(ALL[0], title="[red]x[/]\x1b[31m", about="[b]about[/b]", tip="")
    app = guide((nasty,))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        shown = read(app)
    assert "[red]x[/]" in shown
    assert "[b]about[/b]" in shown
    assert "\x1b" not in shown
