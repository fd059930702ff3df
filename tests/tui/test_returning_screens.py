"""Before and after a talk: what was cut short, how agreements went, how both feel now, and a disk that refuses."""

from __future__ import annotations

from coach.core.events import Ended, Unwritten
from coach.settings import Keeping
from coach.store.followed import Followed
from coach.tui.app import CoachApp, live_app
from coach.tui.deciding import Deciding
from coach.tui.leaving import WaysOut
from coach.tui.screens.recap import RecapScreen
from coach.tui.screens.returning import AskedAgain, CutShort
from coach.tui.shelf import Shelf
from tests.tui.reading import read
from tests.tui.scripted import ScriptedTalk
from tests.tui.waiting import settled

AGREED = (
    Followed("t1", "2026-11-20T19:30:00+01:00", 0, "empty the dishwasher\x1b[31m", "Maya"),
    Followed("t1", "2026-11-20T19:30:00+01:00", 1, "call the plumber", "Tom"),
    Followed("t1", "2026-11-20T19:30:00+01:00", 2, "walk on Sunday", ""),
)


async def test_a_talk_cut_short_waits_for_what_they_say() -> None:
    for key, what in (("g", "go_on"), ("r", "recap"), ("f", "forget"), ("q", "later")):
        app = CoachApp(lambda: CutShort("the dishes · Maya and Tom", ["The last line was cut off."]))
        async with app.run_test(size=(80, 24)) as pilot:
            await settled(pilot)
            assert "the dishes · Maya and Tom" in read(app)
            assert "The last line was cut off." in read(app)
            await pilot.press(key)
        assert app.return_value == what


async def test_agreements_are_answered_in_turn_and_the_rest_another_time() -> None:
    app = CoachApp(lambda: AskedAgain(AGREED))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert "▸ Maya: empty the dishwasher" in read(app)
        assert "\x1b" not in read(app)
        await pilot.press("k", "n")
        assert "not yet" in read(app)
        await pilot.press("up", "p", "q")
    assert app.return_value == {0: "kept", 1: "partly"}


async def test_leaving_the_card_at_once_answers_nothing() -> None:
    app = CoachApp(lambda: AskedAgain(AGREED))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("k", "escape", "escape")
    assert app.return_value is None


async def test_without_a_mood_before_nobody_is_asked_after() -> None:
    deciding = Deciding(Shelf(Keeping(folder="/nowhere")), began_at="2026-11-20T19:30:00+01:00")
    app = live_app(ScriptedTalk([Ended(at=60.0)]), WaysOut(deciding=deciding))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await settled(pilot)
        assert isinstance(app.screen, RecapScreen)


async def test_a_disk_that_refuses_is_told_calmly_and_so_is_that_it_takes_again() -> None:
    talk = ScriptedTalk([Unwritten(at=1.0, message="The talk can't be written to disk.", hint="The disk is full.")])
    app = live_app(talk)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await settled(pilot)
        assert "The talk can't be written to disk." in " ".join(read(app).split())
        talk.tell(Unwritten(at=2.0))
        await settled(pilot)
        await settled(pilot)
        assert "Everything is written down again." in " ".join(read(app).split())
