"""A cue on the live screen: shown, explained, waved away, and gone by."""

from __future__ import annotations

from coach.core.events import Level
from coach.tui.app import live_app
from coach.tui.screens.live import LiveScreen
from coach.tui.screens.why import Why
from coach.tui.widgets.transcript import Transcript
from tests.tui.reading import read
from tests.tui.scripted import ScriptedTalk, cued, heard, noticed, praised
from tests.tui.waiting import settled


async def test_a_cue_is_shown_and_then_goes_by() -> None:
    talk = ScriptedTalk(praised(stay=12.0))
    app = live_app(talk)
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        assert "Maya named a feeling. Tom, what" in read(app)
        assert "earlier" not in read(app)
        talk.tell(Level(at=60.0, channels=(-40.0,)))
        await settled(pilot)
        assert "Tom, what" not in read(app)
        assert "· 00:08 Own feeling, no blame" in read(app)


async def test_not_helpful_dismisses_its_moments_and_takes_the_cue_away() -> None:
    talk = ScriptedTalk(praised())
    app = live_app(talk)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("u")
        await settled(pilot)
        assert ("dismiss", 7) in talk.asked
        assert "Maya named a feeling" not in read(app)
        assert "out of every count" in read(app)
        await pilot.press("u")
        assert talk.asked.count(("dismiss", 7)) == 1


async def test_why_tells_words_guidance_and_how_sure() -> None:
    talk = ScriptedTalk(praised())
    app = live_app(talk)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("w")
        await settled(pilot)
        assert isinstance(app.screen, Why)
        shown = read(app)
        assert "“I feel tired”" in shown
        assert "Say what you felt" in shown
        assert "About 9 times in 10" in shown
        await pilot.press("escape")
        assert isinstance(app.screen, LiveScreen)


async def test_the_line_that_was_explained_is_waved_away_even_if_a_newer_one_came() -> None:
    talk = ScriptedTalk(praised())
    app = live_app(talk)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("w")
        said = heard(9, "B", "I am sorry about that.", start=70.0)
        sorry = noticed(8, "apology", "helps", said, "I am sorry")
        talk.tell(said, sorry, cued(2, "That was owned.", sorry))
        await settled(pilot)
        await pilot.press("u")
        await settled(pilot)
        assert isinstance(app.screen, LiveScreen)
        assert [asked for asked in talk.asked if asked[0] == "dismiss"] == [("dismiss", 7)]
        assert "That was owned." in read(app)


async def test_a_dismissed_moment_loses_its_underline() -> None:
    talk = ScriptedTalk(praised())
    app = live_app(talk)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        transcript = app.screen.query_one(Transcript)
        assert transcript.underlined == ["I feel tired"]
        await pilot.press("u")
        await settled(pilot)
        assert transcript.underlined == []
