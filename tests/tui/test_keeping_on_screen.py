"""What becomes of a talk, decided on its recap: kept as both ticked, exported, forgotten; and undecided when it is left."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from coach.core.recap import Recap
from coach.settings import Keeping
from coach.store.kept import BY_DEFAULT, Part, PartnersOwn
from coach.tui.deciding import Deciding
from coach.tui.screens.deciding import KeepTalk
from coach.tui.screens.recap import RecapScreen
from coach.tui.screens.unlocking import NewLock, Unlock
from coach.tui.shelf import Shelf
from coach.tui.widgets.moment_card import MomentCard
from coach.tui.window import CoachApp
from tests.tui.kept_talks import LOCKED, PASSPHRASE, shelf_of
from tests.tui.reading import read
from tests.tui.scripted import sample_recap
from tests.tui.waiting import settled

BEGAN = "2026-11-20T19:30:00+01:00"


def after_a_talk(shelf: Shelf, **own: PartnersOwn) -> tuple[CoachApp, Deciding]:
    deciding = Deciding(shelf, began_at=BEGAN, own=own, homework="Softer openings")
    taken: list[int] = []

    def without(moment: int) -> Recap:
        taken.append(moment)
        return sample_recap(frozenset(taken))

    app = CoachApp(lambda: RecapScreen(sample_recap(), dismiss_moment=without, deciding=deciding))
    return app, deciding


async def both_keep_it(pilot: Pilot[object]) -> None:
    """On the recap: what both would keep by default, and a yes from each."""
    await pilot.press("k")
    await settled(pilot)
    await pilot.press("1", "2", "enter")
    await settled(pilot)


async def test_it_is_kept_once_both_said_yes_as_far_as_both_ticked(tmp_path: Path) -> None:
    shelf = shelf_of(tmp_path, 1)
    app, deciding = after_a_talk(shelf, A=PartnersOwn(2, 4, "I felt heard."))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("k")
        await settled(pilot)
        assert isinstance(app.screen, KeepTalk)
        shown = read(app)
        for words in (
            "Maya",
            "Tom",
            "keep this talk",
            "every word of the talk",
            "1 tick",
            "2 tick",
            "keep it",
            "not now",
        ):
            assert words in shown
        await pilot.press("1", "enter")
        await settled(pilot)
        assert "Kept once Tom has ticked the first line." in read(app)
        await pilot.press("2", "end", "1", "up", "1", "2", "enter")
        await settled(pilot)
        assert "Kept: counts; moments that helped, in your words; what you agreed" in " ".join(read(app).split())
        assert "k keep" not in read(app)
        await pilot.press("q")
    assert deciding.decided == "kept"
    assert app.return_value == sample_recap()
    kept = shelf.load("t1")
    assert kept.parts == BY_DEFAULT | {"hurtful"}
    assert (kept.homework, kept.began_at) == ("Softer openings", BEGAN)
    assert kept.own["A"] == PartnersOwn(2, 4, "")


async def test_what_the_homework_asks_for_is_said_and_ticked_by_nobody_else(tmp_path: Path) -> None:
    asked_for: frozenset[Part] = frozenset({"counts", "transcript"})
    deciding = Deciding(shelf_of(tmp_path, 0), began_at=BEGAN, homework="Softer openings", asked_for=asked_for)
    app = CoachApp(lambda: RecapScreen(sample_recap(), deciding=deciding))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("k")
        await settled(pilot)
        words = read(app)
        assert words.count("◆ your homework asks for this") == 1
        assert words.count("◆") == 3  # what it means, and the two parts
        assert isinstance(app.screen, KeepTalk)
        assert app.screen._ticks["transcript"] == [False, False]


async def test_at_twenty_four_rows_its_keys_stay_in_sight(tmp_path: Path) -> None:
    """Also where the most stands there: the lines they wrote, and what the homework asks for."""
    asked_for: frozenset[Part] = frozenset({"counts", "agreements", "reflections"})
    own = {"A": PartnersOwn(line="thank you")}
    deciding = Deciding(shelf_of(tmp_path, 0), began_at=BEGAN, own=own, homework="Softer", asked_for=asked_for)
    app = CoachApp(lambda: RecapScreen(sample_recap(), deciding=deciding))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("k")
        await settled(pilot)
        words = read(app)
        assert "every word of the talk" in words
        assert "Kept once" in words
        assert "not now" in words


async def test_one_who_does_not_want_it_is_enough(tmp_path: Path) -> None:
    app, deciding = after_a_talk(shelf_of(tmp_path, 0))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("k")
        await settled(pilot)
        await pilot.press("2", "enter", "escape")
        await settled(pilot)
        assert isinstance(app.screen, RecapScreen)
        await pilot.press("q")
    assert deciding.decided == ""
    assert not (tmp_path / "kept").exists()


async def test_the_first_talk_gets_a_passphrase_that_is_typed_twice(tmp_path: Path) -> None:
    shelf = shelf_of(tmp_path, 0)
    app, deciding = after_a_talk(shelf)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await both_keep_it(pilot)
        assert isinstance(app.screen, NewLock)
        await pilot.press(*"short", "enter")
        await settled(pilot)
        assert "A passphrase has at least 8 characters." in read(app)
        await pilot.press(*"er than", "enter")
        await settled(pilot)
        assert "at least 8 characters" not in read(app), "it is long enough by now"
        await pilot.press(*"shorter then", "enter")
        await settled(pilot)
        assert "The two differ. Please type both anew." in read(app), "the first may be the one with the slip"
        assert "shorter" not in read(app)
        await pilot.press(*"shorter than", "enter", *"shorter than", "enter")
        await settled(pilot)
        assert "Kept: counts" in read(app)
    assert deciding.decided == "kept"
    again = Shelf(Keeping(folder=str(tmp_path / "kept")))
    assert again.door == "passphrase"
    assert again.open("shorter than").load("t1").recap.session.topic == "How we split the housework"


async def test_without_a_lock_only_after_it_was_said_twice(tmp_path: Path) -> None:
    shelf = shelf_of(tmp_path, 0)
    app, deciding = after_a_talk(shelf)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await both_keep_it(pilot)
        await pilot.press("ctrl+n")
        await settled(pilot)
        assert "Anybody with this machine's files could read it." in read(app)
        assert not (tmp_path / "kept" / "vault.json").exists()
        await pilot.press("ctrl+n")
        await settled(pilot)
    assert deciding.decided == "kept"
    assert shelf.how_locked == "not locked"


async def test_a_locked_shelf_asks_for_its_passphrase_and_leaving_that_keeps_nothing(tmp_path: Path) -> None:
    app, deciding = after_a_talk(shelf_of(tmp_path, 1, asking=LOCKED))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await both_keep_it(pilot)
        assert isinstance(app.screen, Unlock)
        await pilot.press("escape")
        await settled(pilot)
        assert deciding.decided == ""
        await both_keep_it(pilot)
        await pilot.press(*PASSPHRASE, "enter")
        await settled(pilot)
        assert deciding.decided == "kept"


async def test_a_moment_marked_after_keeping_leaves_what_is_kept_too(tmp_path: Path) -> None:
    shelf = shelf_of(tmp_path, 1)
    app, _ = after_a_talk(shelf)
    async with app.run_test(size=(100, 40)) as pilot:
        await settled(pilot)
        await both_keep_it(pilot)
        assert shelf.load("t1").moves["B"]["blame"] == 1
        next(card for card in app.screen.query(MomentCard) if card.moment.id == 2).focus()
        await pilot.press("u")
        await settled(pilot)
    assert "blame" not in shelf.load("t1").moves["B"]


@pytest.mark.parametrize("first_kept", [False, True])
async def test_forgetting_leaves_the_page_and_nothing_behind(tmp_path: Path, first_kept: bool) -> None:
    shelf = shelf_of(tmp_path, 1)
    app, deciding = after_a_talk(shelf)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        if first_kept:
            await both_keep_it(pilot)
        await pilot.press("f")
        await settled(pilot)
        assert ("Out of reach" in read(app)) is first_kept
        await pilot.press("escape", "f", "y")
        await settled(pilot)
    assert deciding.decided == "forgotten"
    assert app.return_value is None
    assert [one.id for one in shelf.entries()] == ["talk-1"]


async def test_a_disk_that_refuses_is_told_and_can_be_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from coach.errors import StoreError

    shelf = shelf_of(tmp_path, 1)
    app, deciding = after_a_talk(shelf)

    def full(_: object) -> None:
        raise StoreError("The disk is full.", "Free some space and try again.")

    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        with monkeypatch.context() as patched:
            patched.setattr(shelf, "keep", full)
            await both_keep_it(pilot)
            assert "The disk is full. Free some space and try again." in read(app)
        assert deciding.decided == ""
        await both_keep_it(pilot)
        assert deciding.decided == "kept"


async def test_a_recap_that_is_only_looked_at_offers_neither() -> None:
    app = CoachApp(lambda: RecapScreen(sample_recap()))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert "keep" not in read(app).splitlines()[-1]
        await pilot.press("k", "f")
        await settled(pilot)
        assert isinstance(app.screen, RecapScreen)


async def test_a_talk_that_has_just_ended_becomes_a_file_only_if_both_say_yes(tmp_path: Path) -> None:
    written: list[str] = []

    def export(_: Recap, form: str) -> Path:
        written.append(form)
        return tmp_path / "recap.html"

    deciding = Deciding(shelf_of(tmp_path, 1), began_at=BEGAN)
    app = CoachApp(lambda: RecapScreen(sample_recap(), export=export, deciding=deciding))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("x", "1", "h")
        await settled(pilot)
        assert "Write this talk to a file?" in read(app)
        assert written == []
        await pilot.press("2")
        await settled(pilot)
        await pilot.press("h")
        await settled(pilot)
        assert written == ["html"]
        assert "Saved to" in read(app)
