"""The page for one alone: there after every talk, and looks the same until it is asked what was noticed."""

from __future__ import annotations

import msgspec
import pytest

from coach.core.recap import RecapMoment, RecapPattern
from coach.tui.app import CoachApp
from coach.tui.screens.alone import Alone, BeforeAlone
from coach.tui.screens.recap import RecapScreen
from tests.tui.after_a_talk import LINES, app_of, ended_talk
from tests.tui.pictures import SIZES
from tests.tui.reading import read
from tests.tui.scripted import ScriptedTalk, sample_recap
from tests.tui.waiting import settled, until_read

THREAT = RecapMoment(4, "B", "threat", "hurts", 240.0, 244.0, "do that and you won't see the kids", 0.9, "", id=9)


def frightening() -> ScriptedTalk:
    talk = ended_talk()
    talk.private = (THREAT,)
    return talk


async def pages(talk: ScriptedTalk, size: tuple[int, int]) -> list[str]:
    """What is read on the way: the recap, the card, the page, the page with what was noticed."""
    seen = []
    app = app_of(talk)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        for key, drawn in (("", "keys"), ("a", "esc back"), ("enter", "esc close"), ("w", "noticed")):
            if key:
                await pilot.press(key)
            await until_read(pilot, app, drawn)  # the keys are drawn last
            await settled(pilot)
            seen.append(" ".join(read(app).replace("│", " ").split()))
        assert isinstance(app.screen, Alone)
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(app.screen, RecapScreen)
    return seen


@pytest.mark.parametrize("size", SIZES)
async def test_it_is_there_after_every_talk_and_looks_the_same_until_asked(size: tuple[int, int]) -> None:
    calm, hard = await pages(ended_talk(), size), await pages(frightening(), size)
    assert calm[:3] == hard[:3]
    assert "a alone" in calm[0]
    assert "This page is here after every talk, whatever was said." in calm[1]
    assert "0800 1234" in calm[2]
    assert "No such words were noticed. You know better how it felt." in calm[3]
    assert "04:00 “do that and you won't see the kids”" in hard[3]
    assert "Tom" not in hard[3]


async def test_a_stray_key_shows_only_the_card() -> None:
    app = app_of(frightening())
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("a")
        await settled(pilot)
        assert isinstance(app.screen, BeforeAlone)
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(app.screen, RecapScreen)


async def test_what_was_noticed_over_the_whole_talk_is_said_too() -> None:
    loop = RecapPattern("coercion", 0.8, (4,), "B", "A", "Something here may not feel safe", "")
    told = msgspec.structs.replace(sample_recap(), patterns=(loop,), private=())
    app = CoachApp(lambda: RecapScreen(sample_recap(), private=lambda: told, help_lines=LINES))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("a", "enter", "w")
        await settled(pilot)
        assert "Over the whole talk, something may not feel safe." in read(app)
        assert "No such words" not in read(app)
        await pilot.press("w")
        await settled(pilot)
        assert "something may not feel safe" not in read(app)


async def test_a_recap_shown_without_its_talk_has_no_such_page() -> None:
    app = CoachApp(lambda: RecapScreen(sample_recap()))
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        assert "a alone" not in read(app)
        await pilot.press("a", "m")
        await settled(pilot)
        assert isinstance(app.screen, RecapScreen)
