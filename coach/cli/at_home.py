"""The home screen: what is chosen there runs, and then it is home again."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import click

from coach.cli.answering import left_at_once
from coach.cli.said import settings_for
from coach.core.cleaning import clean
from coach.engine import parts
from coach.errors import CoachError
from coach.tui.one_screen import ONE_SCREEN

if TYPE_CHECKING:
    from coach.settings import Settings
    from coach.store.assigned import Desk
    from coach.store.packet import Packet
    from coach.tui.screens.welcome import Welcomed
    from coach.tui.shelf import Shelf
    from coach.tui.today import Today


def home(config: str | None, *, plain: bool = False) -> None:
    """Until they leave. The kept talks, once opened, stay open as long as the program runs."""
    with ONE_SCREEN:
        _at_home(config, plain=plain)
    if left_at_once():
        click.clear()  # what was told between two screens lies beneath them, and would come to light again


def _at_home(config: str | None, *, plain: bool) -> None:
    from coach.cli.helping import help_lines
    from coach.cli.welcoming import welcomed

    said = {"plain": plain}
    settings = settings_for(config, said)
    who = welcomed(settings, help_lines())
    if who is None:
        return

    @cache
    def rooms() -> tuple[Shelf, Desk]:  # loaded once the screen is there
        from coach.store.assigned import Desk
        from coach.tui.shelf import Shelf

        return Shelf(settings.keeping), Desk()

    while (
        not left_at_once() and (chosen := _door(settings_for(config, said), rooms, together=who == "both")) is not None
    ):
        try:
            _go(chosen, config, who, *rooms(), said=said)
        except (CoachError, click.Abort) as error:
            if left_at_once():
                return
            message = f"{error.message}\n  {error.hint}" if isinstance(error, CoachError) else ""
            click.echo(clean(message) if message else "")
            click.pause("Press a key to go home ...")


def _door(settings: Settings, rooms: Callable[[], tuple[Shelf, Desk]], *, together: bool) -> str | None:
    """What is chosen at home; None: they leave."""
    from coach.tui.talking import ways_for

    def look() -> Today:
        from coach.tui.today import today

        return today(*rooms(), together=together)

    if settings.screen.plain:
        from coach.plain.app import run_home as ask

        seen = look()
        return ask(ways_for(together=together), [words for words in (seen.words, seen.last) if words])
    from coach.tui.app import run_home

    return run_home(ways=ways_for(together=together), looks=settings.screen, look=look, together=together)


def _go(
    chosen: str, config: str | None, who: Welcomed, shelf: Shelf, desk: Desk, *, said: Mapping[str, object]
) -> None:
    settings = settings_for(config, said)
    match chosen:
        case "talk":
            from coach.cli.talking import talk

            talk(config, said, who=who, shelf=shelf)
        case "demo":
            from coach.cli.talking import demo

            demo(config, plain=settings.screen.plain)
        case "review":
            _review(config, said)
        case "guide" | "settings" if settings.screen.plain:
            _in_lines(chosen, config)
        case "history":
            _history(settings, shelf)
        case "homework":
            _homework(config, settings, who, shelf, desk)
        case "guide":
            from coach.tui.app import run_guide

            run_guide(parts.detectors(settings), looks=settings.screen)
        case "settings":
            from coach.engine.configuring import Configuration
            from coach.tui.app import run_settings

            run_settings(Configuration.in_force(config), looks=settings.screen)
        case _:
            raise CoachError(f"There is no screen called {chosen}.", "This is a mistake in coach; please report it.")


def _in_lines(chosen: str, config: str | None) -> None:
    """What the commands of the same names print."""
    match chosen:
        case "guide":
            from coach.cli.rules import rules

            rules(config, None)
        case _:
            from coach.engine.configuring import Configuration

            click.echo(f"The settings are in {clean(str(Configuration.in_force(config).path))}, each with a comment.")
    click.pause("Press a key to go home ...")


def _review(config: str | None, said: Mapping[str, object]) -> None:
    from coach.cli.reviewing import review

    path = click.prompt("Which recording or transcript", type=click.Path(exists=True, dir_okay=False))
    wanted = {"files": [path], "form": "text", "output": None, "private": False, "speakers": None}
    review(config, {**wanted, **said})
    click.pause("\nPress a key to go home ...")


def _history(settings: Settings, shelf: Shelf) -> None:
    from coach.cli.exporting import export_kept
    from coach.cli.helping import help_lines

    if settings.screen.plain:
        from coach.plain.app import run_history as tell

        tell(shelf, export=export_kept(shelf), practise=parts.practise(settings), help_lines=help_lines())
        return
    from coach.tui.app import run_history

    run_history(
        shelf,
        looks=settings.screen,
        export=export_kept(shelf),
        practise=parts.practise(settings),
        help_lines=help_lines(),
    )


def _homework(config: str | None, settings: Settings, who: Welcomed, shelf: Shelf, desk: Desk) -> None:
    """What is to be practised; and the talk, where they begin it from there."""
    from coach.cli.helping import help_lines
    from coach.cli.talking import talk

    if settings.screen.plain:
        from coach.plain.app import run_homework as ask

        chosen = ask(desk, shelf, write=_packet, help_lines=help_lines())
    else:
        from coach.tui.app import run_homework

        chosen = run_homework(desk, shelf, looks=settings.screen, write=_packet, help_lines=help_lines())
    if chosen is not None:
        talk(config, {"plain": settings.screen.plain}, who=who, shelf=shelf, homework=chosen)


def _packet(packet: Packet, form: str) -> Sequence[Path]:
    """In the current folder, under names that nobody has yet."""
    from coach.cli.assignments import written
    from coach.cli.exporting import here
    from coach.report.saving import write_atomically

    for n in itertools.count(1):
        files = written(packet, form, here() / f"coach-packet{'' if n == 1 else f'-{n}'}.{form}")
        if not any(path.exists() for path in files):
            break
    for path, data in files.items():
        write_atomically(path, data)
    return tuple(files)
