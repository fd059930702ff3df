"""The home screen: what is chosen there runs, and then it is home again."""

from __future__ import annotations

import itertools
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from coach.cli.said import settings_for
from coach.core.cleaning import clean
from coach.engine import parts
from coach.errors import CoachError

if TYPE_CHECKING:
    from coach.settings import Settings
    from coach.store.assigned import Desk
    from coach.store.packet import Packet
    from coach.tui.screens.welcome import Welcomed
    from coach.tui.shelf import Shelf


def home(config: str | None) -> None:
    """Until they leave. The kept talks, once opened, stay open as long as the program runs."""
    from coach.cli.preparing import help_lines
    from coach.cli.welcoming import welcomed
    from coach.store.assigned import Desk
    from coach.tui.app import run_home
    from coach.tui.shelf import Shelf
    from coach.tui.today import today

    settings = settings_for(config, {})
    who = welcomed(settings, help_lines())
    if who is None:
        return
    shelf, desk = Shelf(settings.keeping), Desk()
    look = partial(today, shelf, desk)
    while not left_at_once() and (chosen := run_home(looks=settings_for(config, {}).screen, look=look)) is not None:
        try:
            _go(chosen, config, who, shelf, desk)
        except (CoachError, click.Abort) as error:
            message = f"{error.message}\n  {error.hint}" if isinstance(error, CoachError) else ""
            click.echo(clean(message) if message else "")
            click.pause("Press a key to go home ...")


def left_at_once() -> bool:
    """Whether somebody took the quick exit: then home is not shown again."""
    app = sys.modules.get("coach.tui.app")  # not loaded yet: nobody can have taken it
    return app is not None and bool(app.CoachApp.left_at_once)


def _go(chosen: str, config: str | None, who: Welcomed, shelf: Shelf, desk: Desk) -> None:
    settings = settings_for(config, {})
    match chosen:
        case "talk":
            from coach.cli.talking import talk

            talk(config, {}, who=who, shelf=shelf)
        case "demo":
            from coach.cli.talking import demo

            demo(config)
        case "review":
            _review(config)
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


def _review(config: str | None) -> None:
    from coach.cli.reviewing import review

    path = click.prompt("Which recording or transcript", type=click.Path(exists=True, dir_okay=False))
    review(config, {"files": [path], "form": "text", "output": None, "private": False, "speakers": None})
    click.pause("\nPress a key to go home ...")


def _history(settings: Settings, shelf: Shelf) -> None:
    from coach.cli.exporting import export
    from coach.cli.preparing import help_lines
    from coach.tui.app import run_history

    run_history(shelf, looks=settings.screen, export=export, practise=parts.practise(settings), help_lines=help_lines())


def _homework(config: str | None, settings: Settings, who: Welcomed, shelf: Shelf, desk: Desk) -> None:
    """What is to be practised; and the talk, where they begin it from there."""
    from coach.cli.preparing import help_lines
    from coach.cli.talking import talk
    from coach.tui.app import run_homework

    chosen = run_homework(desk, shelf, looks=settings.screen, write=_packet, help_lines=help_lines())
    if chosen is not None:
        talk(config, {}, who=who, shelf=shelf, homework=chosen)


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
