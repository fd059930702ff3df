"""From the recap, one moment anew: offered only where it can be done, kind about what comes."""

from __future__ import annotations

from coach.core.recap import Recap, RecapMoment
from coach.engine.practising import Landing
from coach.tui.screens.practising import PLAIN, PractiseAgain, told
from coach.tui.screens.recap import RecapScreen
from coach.tui.talking import Described
from coach.tui.widgets.moment_card import MomentCard
from coach.tui.window import CoachApp
from tests.tui.reading import read
from tests.tui.scripted import sample_recap
from tests.tui.waiting import until_read

KIND = Described("A clear ask", "", "", "", 0.9, "")
HARD = Described("[b]Blame[/b]", "", "", "", 0.9, "Say what you felt.")


async def test_the_moment_in_focus_is_said_anew() -> None:
    asked: list[tuple[int, str]] = []

    def practise(_: Recap, moment: RecapMoment, words: str) -> Landing:
        asked.append((moment.id, words))
        return Landing(helps=(KIND,)) if "please" in words else Landing(hurts=(HARD,))

    app = CoachApp(lambda: RecapScreen(sample_recap(), practise=practise))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        next(card for card in app.screen.query(MomentCard) if card.moment.id == 2).focus()
        await pilot.press("p", *"[b]q", "enter")
        await until_read(pilot, app, "It may still sound like  [b]blame[/b]")
        assert "“[b]q”" in read(app)
        assert "Tom, say it anew" in read(app)
        await pilot.press(*"please", "enter")
        await until_read(pilot, app, "It lands as  a clear ask")
        await pilot.press("enter", "escape")
        assert isinstance(app.screen, RecapScreen)
    assert asked == [(2, "[b]q"), (2, "please")]


async def test_it_is_not_offered_where_there_is_nothing_to_say_anew() -> None:
    for more in ({}, {"practise": lambda *_: Landing()}):
        calm = sample_recap(frozenset({2, 5, 6, 7, 8})) if more else sample_recap()
        app = CoachApp(lambda given=more, recap=calm: RecapScreen(recap, **given))  # type: ignore[misc]
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            assert "p practise" not in read(app)
            await pilot.press("p")
            assert not isinstance(app.screen, PractiseAgain)


def test_words_for_every_landing() -> None:
    assert PLAIN in told("x", Landing()).plain
    assert "somebody you trust" in told("x", Landing(apart=True, hurts=(HARD,))).plain
    both = told("x", Landing(helps=(KIND,), hurts=(HARD,))).plain
    assert "lands as  a clear ask" in both
    assert "try   Say what you felt." in both
