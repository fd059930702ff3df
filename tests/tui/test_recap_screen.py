"""The recap on screen: strengths first, three moments each, and one key to say that a moment was read wrongly."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
from msgspec.structs import replace

from coach.core.recap import Recap
from coach.errors import StoreError
from coach.tui.app import CoachApp, live_app
from coach.tui.screens.recap import RecapScreen
from coach.tui.widgets.moment_card import MomentCard
from coach.tui.widgets.time_line import TimeLine
from tests.tui.reading import read
from tests.tui.scripted import ScriptedTalk, sample_events, sample_recap
from tests.tui.waiting import settled


def recap_app(recap: Recap | None = None, **more: object) -> CoachApp:
    return CoachApp(lambda: RecapScreen(recap or sample_recap(), **more))  # type: ignore[arg-type]


async def test_after_the_last_word_the_recap_is_shown_and_given_back() -> None:
    talk = ScriptedTalk(sample_events())
    app = live_app(talk)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("e", "e")
        await settled(pilot)
        assert isinstance(app.screen, RecapScreen)
        assert "What went well" in read(app)
        await pilot.press("q")
    assert app.return_value == sample_recap()


async def test_strengths_come_first_and_everything_is_there() -> None:
    app = recap_app()
    async with app.run_test(size=(100, 90)) as pilot:
        await settled(pilot)
        shown = read(app)
    order = [
        "How it went", "You each named a feeling", "Moments to look at again", "The talk from start to end", "Balance",
        "The dance between you", "Tom takes the dishes on weekdays (confirmed by both)", "the in-laws at Christmas",
        "Say back what you heard", "overlaps are guesses", "This is practice, not therapy.",
    ]  # fmt: skip
    places = [shown.index(words) for words in order]
    assert places == sorted(places)


async def test_who_wrote_alone_is_shown_no_balance() -> None:
    told = sample_recap()
    silent = {who: replace(one, turns=one.turns if who == "A" else 0) for who, one in told.partners.items()}
    app = recap_app(replace(told, session=replace(told.session, source="typed"), partners=silent))
    async with app.run_test(size=(80, 60)) as pilot:
        await settled(pilot)
        assert "Balance" not in read(app)


async def test_where_times_are_estimated_no_time_is_shown() -> None:
    told = sample_recap()
    app = recap_app(replace(told, session=replace(told.session, source="typed", timed=False)))
    async with app.run_test(size=(100, 90)) as pilot:
        await settled(pilot)
        shown = read(app)
    assert not re.search(r"\b\d\d:\d\d\b", shown)
    assert "minute" not in shown
    assert "Counted in words." in shown
    assert re.search(r"turn \d+  (Maya|Tom)", shown)
    assert re.search(r"begin +end", shown)


async def test_at_most_three_moments_each_with_a_sentence_to_try() -> None:
    app = recap_app()
    async with app.run_test(size=(100, 90)) as pilot:
        await settled(pilot)
        cards = [card.moment for card in app.screen.query(MomentCard) if card.moment.tone == "hurts"]
        assert [m.speaker for m in cards].count("A") == 3
        assert "try  I could ask sooner." in read(app)


async def test_not_right_takes_the_moment_out_and_counts_again() -> None:
    talk = ScriptedTalk()
    asked: list[int] = []

    def without(moment: int) -> Recap:
        asked.append(moment)
        return sample_recap(frozenset(asked))

    app = recap_app(talk.recap(), dismiss_moment=without)
    async with app.run_test(size=(100, 40)) as pilot:
        await settled(pilot)
        next(card for card in app.screen.query(MomentCard) if card.moment.id == 2).focus()
        await pilot.press("u")
        await settled(pilot)
        assert asked == [2]
        assert 2 not in [card.moment.id for card in app.screen.query(MomentCard)]
        assert "out of every count" in read(app)
        await pilot.press("q")
    assert app.return_value == sample_recap(frozenset([2]))


async def test_walking_along_the_time_line_shows_the_words() -> None:
    app = recap_app()
    async with app.run_test(size=(100, 90)) as pilot:
        await settled(pilot)
        line = app.screen.query_one(TimeLine)
        line.focus()
        await pilot.press("right", "right", "right")
        await settled(pilot)
        assert line.turn == 3
        assert "04:00  Tom  But you never even ask me.  · blame" in read(app)
        await pilot.press("end", "right")
        assert line.turn == 10
        await pilot.press("home", "left")
        assert line.turn == 0


async def test_a_moment_on_the_time_line_can_be_marked_too() -> None:
    asked: list[int] = []

    def without(moment: int) -> Recap:
        asked.append(moment)
        return sample_recap(frozenset(asked))

    app = recap_app(dismiss_moment=without)
    async with app.run_test(size=(100, 90)) as pilot:
        await settled(pilot)
        app.screen.query_one(TimeLine).focus()
        await pilot.press("right", "right", "right", "u")
        await settled(pilot)
        assert asked == [2]
        await pilot.press("right")
        assert app.screen.query_one(TimeLine).turn == 4


async def test_export_says_where_it_went() -> None:
    asked: list[str] = []

    def export(_: Recap, form: str) -> Path:
        asked.append(form)
        return Path("/tmp/[red]recap[/].html")  # noqa: S108  (nothing is written)

    app = recap_app(export=export)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("x", "h")
        await app.workers.wait_for_complete()
        await settled(pilot)
        assert asked == ["html"]
        assert "Saved to /tmp/[red]recap[/].html" in read(app)


async def test_an_export_that_fails_says_what_to_do() -> None:
    def export(_: Recap, __: str) -> Path:
        raise StoreError("The disk is full.", "Free some space and try again.")

    app = recap_app(export=export)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("x", "j")
        await app.workers.wait_for_complete()
        await settled(pilot)
        assert "The disk is full. Free some space and try again." in read(app)


async def test_keys_without_a_purpose_are_not_offered() -> None:
    app = recap_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert "export" not in read(app)
        assert "new talk" not in read(app)
        await pilot.press("x", "n")
        assert isinstance(app.screen, RecapScreen)


async def test_an_empty_talk_has_a_recap_too() -> None:
    empty = msgspec.structs.replace(
        sample_recap(),
        turns=(),
        moments=(),
        patterns=(),
        agreements=(),
        strengths=(),
        to_practise={},
        parking_lot=(),
        notes=(),
    )
    app = recap_app(empty)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert "You sat down for it. That is the hard part." in read(app), "that they talked is not known"
        await pilot.press("tab", "u", "left")
        assert isinstance(app.screen, RecapScreen)


async def test_threats_and_coercion_are_not_on_the_shared_screen() -> None:
    recap = sample_recap()
    threat = msgspec.structs.replace(recap.moments[1], kind="threat", quote="or else", title="A threat")
    pattern = msgspec.structs.replace(recap.patterns[0], kind="coercion", title="Control")
    private = msgspec.structs.replace(recap, moments=(threat,), patterns=(pattern,), private=(threat,))
    app = recap_app(private)
    async with app.run_test(size=(100, 90)) as pilot:
        await settled(pilot)
        shown = read(app)
    assert "or else" not in shown
    assert "Control" not in shown
    assert "threat" not in shown.lower()


async def test_what_hurt_stands_under_nothing_that_went_well() -> None:
    told = sample_recap()
    hurt = next(one for one in told.moments if one.tone == "hurts")
    both = replace(hurt, id=99, kind="i_statement", tone="helps", title="Speaking for oneself", confidence=0.99)
    app = recap_app(replace(told, moments=(*told.moments, both)))
    async with app.run_test(size=(100, 90)) as pilot:
        await settled(pilot)
        well = read(app).partition("Moments to look at again")[0]
    assert hurt.quote not in " ".join(well.split())
