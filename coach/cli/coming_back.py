"""Before a talk: what earlier ones left open or known. A talk that was cut short, agreements to ask about, names and seating."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING

import click
import msgspec

from coach.cli.answering import confirm, left_at_once
from coach.cli.said import for_homework
from coach.core.cleaning import clean
from coach.core.events import Event, Started
from coach.core.recap import Recap
from coach.core.recapping import recap
from coach.core.talk import Header
from coach.engine import parts
from coach.engine.going_on import length_of
from coach.errors import CoachError, StoreError
from coach.settings import Settings, Talk
from coach.store.followed import Followed, answer, to_ask_about
from coach.store.journal import Found
from coach.store.remembered import Remembered
from coach.store.sessions import Sessions, Unfinished
from coach.tui.one_screen import ONE_SCREEN

if TYPE_CHECKING:
    from coach.cli.preparing import Known
    from coach.store.homework import Homework
    from coach.store.kept import Answer, Part
    from coach.tui.preparing import Seating
    from coach.tui.screens.returning import WhatNow
    from coach.tui.shelf import Shelf

AS_LAST_TIME = "Filled in as last time, from what you kept. Moods never are."
GOING_ON = "This talk goes on where it was cut short."


@dataclass(frozen=True)
class Earlier:
    """The part of a talk that was cut short and now goes on. All empty: a new talk."""

    id: str = ""
    header: Header = field(default_factory=lambda: Header(id=""))
    events: tuple[Event, ...] = ()

    @property
    def until(self) -> float:
        return length_of(self.events)


NEW = Earlier()


def cut_short(settings: Settings, sessions: Sessions) -> Earlier | None:
    """Asks about every talk that a crash left behind. The one they go on with, `NEW`; None: they left at once."""
    for left in sessions.unfinished():
        try:
            found = sessions.recover(left.id)
        except StoreError as error:
            _damaged(sessions, left, error)
            continue
        header = header_of(found.events)
        match _what_now(settings, _about(left, header, found), found.notes()):
            case "go_on":
                return Earlier(left.id, header, found.events)
            case "recap":
                look_back(settings, sessions, left, found)
                if left_at_once():
                    return None
            case "forget":
                sessions.decided(left.id)
                ONE_SCREEN.tell("Forgotten: its key is destroyed.")
            case None:
                return None
    return NEW


def _what_now(settings: Settings, about: str, notes: Iterable[str]) -> WhatNow | None:
    if settings.screen.plain:
        from coach.plain.app import run_cut_short as ask

        return ask(about, tuple(notes))
    from coach.tui.coming_back import run_cut_short

    return run_cut_short(about, tuple(notes), looks=settings.screen)


def header_of(events: Sequence[Event]) -> Header:
    return next((event.header for event in events if isinstance(event, Started)), Header(id=""))


def _about(left: Unfinished, header: Header, found: Found) -> str:
    minutes = round(length_of(found.events) / 60)
    about = [
        header.topic or "An open talk",
        " and ".join(header.names),
        f"{left.written_at.astimezone():%Y-%m-%d %H:%M}",
        f"{minutes} {'minute' if minutes == 1 else 'minutes'}" if minutes else "less than a minute",
    ]
    return clean(" · ".join(about))


def _damaged(sessions: Sessions, left: Unfinished, error: StoreError) -> None:
    """What can't be read stays until they say otherwise; the talk today goes on."""
    click.echo(
        clean(f"A talk of {left.written_at.astimezone():%Y-%m-%d %H:%M} was cut short. {error.message}"), err=True
    )
    if confirm("It can't be brought back. Forget it?"):
        sessions.decided(left.id)


def look_back(settings: Settings, sessions: Sessions, left: Unfinished, found: Found) -> None:
    """Its recap, and then both are asked. Nothing of it stays undecided, unless they leave in the middle of the question."""
    told = recap_of(settings, found.events)
    _show(settings, told)
    if left_at_once():  # it stays as it was: locked, and undecided
        return
    try:
        offer_recovered(told, left.written_at, header_of(found.events).homework, sessions, settings)
    except click.Abort:
        if not left_at_once():
            click.echo("\nIt stays, locked, until you decide.")
        return
    sessions.decided(left.id)


def _show(settings: Settings, told: Recap) -> None:
    if settings.screen.plain:
        from coach.plain.app import run_recap as tell

        tell(told, practise=parts.practise(settings))
        return
    from coach.tui.app import run_recap

    run_recap(told, looks=settings.screen, practise=parts.practise(settings))


def recap_of(settings: Settings, events: Sequence[Event]) -> Recap:
    return recap(events, parts.detectors(settings), sure_above=settings.hearing.sure_above)


def known_from_before(
    settings: Settings, said: Mapping[str, object], shelf: Shelf, homework: Homework | None
) -> tuple[Settings, Known] | None:
    """What the page before the talk knows already, from the command line and from kept talks; None: they left at once."""
    from coach.cli.deciding import gently_opened
    from coach.cli.preparing import Known

    typed: Seating | None = "typed" if said.get("typed") else None
    known = Known(seating=typed, recoverable=bool(said.get("recoverable")), homework=homework)
    sessions = gently_opened(shelf)
    if sessions is None:
        return settings, known
    try:
        earlier = cut_short(settings, sessions)
    except StoreError as error:  # the talk they came for does not wait for this
        click.echo(clean(f"{error.message} {error.hint}"), err=True)
        return settings, known
    if earlier is None:
        return None
    if earlier.id:
        if homework is None and (homework := _of_this_title(earlier.header.homework)) is not None:
            settings = for_homework(settings, said, homework)
        seating = "typed" if earlier.header.source == "typed" else typed
        return settings, replace(known, seating=seating, earlier=earlier, homework=homework, told=GOING_ON)
    last = sessions.remembered()
    if last is None:
        return settings, known
    filled = as_last_time(settings, last, shape=homework is None and said.get("minutes") is None)
    return filled, replace(known, seating=typed or last.seating, told=AS_LAST_TIME)


def offer_recovered(told: Recap, written_at: datetime, homework: str, sessions: Sessions, settings: Settings) -> None:
    """Asks both whether a talk that was cut short is kept. `homework`: the title of the assignment it was for; "": none."""
    from coach.cli.deciding import offer_to_keep

    offer_to_keep(
        told,
        began_at=written_at.astimezone().isoformat(timespec="seconds"),
        sessions=lambda: sessions,
        homework=homework,
        asked_for=asked_for(homework),
        how_long=how_long(settings),
    )


def asked_for(title: str) -> tuple[Part, ...]:
    """The parts that the assignment of this title asks to be shared, where its file is still there."""
    found = _of_this_title(title)
    return found.share if found is not None else ()


def how_long(settings: Settings) -> str:
    days = settings.keeping.keep_days
    return f"for {days} days" if days else "until you forget it"


def _of_this_title(title: str) -> Homework | None:
    """The assignment that the earlier part was for: only its title is written down with a talk."""
    from coach.store.assigned import Desk

    desk = Desk()
    try:
        ours = desk.ours()
    except CoachError:
        ours = None
    found = (one.homework for one in ((ours,) if ours is not None else ()) + desk.examples())
    return next((one for one in found if title and one.title == title), None)


def ask_about_agreements(settings: Settings, shelf: Shelf) -> bool:
    """One calm card, where the kept talks are open; answers are locked with their talks. False: they left at once."""
    if shelf.door != "open":
        return True
    try:
        sessions = shelf.open()
        agreements = to_ask_about(sessions)
        if not agreements:
            return True
        answers = _asked(settings, agreements)
        if answers is None:
            return False
        today = datetime.now().astimezone().date().isoformat()
        answer(sessions, ((agreements[at], said) for at, said in answers.items()), today)
    except CoachError as error:  # the talk they came for does not wait for this
        click.echo(clean(f"{error.message} {error.hint}"), err=True)
    return True


def _asked(settings: Settings, agreements: Sequence[Followed]) -> Mapping[int, Answer] | None:
    if settings.screen.plain:
        from coach.plain.app import run_asked_again as ask

        return ask(agreements)
    from coach.tui.coming_back import run_asked_again

    return run_asked_again(agreements, looks=settings.screen)


def as_last_time(settings: Settings, last: Remembered, *, shape: bool) -> Settings:
    """With what was remembered wherever nothing else is configured. `shape`: turns and time too."""
    usual, talk = Talk(), settings.talk
    names = last.names if talk.names == usual.names and all(last.names) else talk.names
    mode = last.mode if shape and talk.mode == usual.mode else talk.mode
    minutes = last.minutes if shape and talk.minutes == usual.minutes else talk.minutes
    return msgspec.structs.replace(
        settings, talk=msgspec.structs.replace(talk, names=names, mode=mode, minutes=minutes)
    )
