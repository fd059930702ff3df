"""`coach talk`, `coach demo` and the home screen: a talk with the coach in sight."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from coach.cli.said import header_for, settings_for
from coach.core.cleaning import clean
from coach.core.recap import Recap
from coach.core.recapping import recap
from coach.engine import parts
from coach.errors import CoachError, ModelError
from coach.settings import Settings

if TYPE_CHECKING:
    from coach.engine.live import LiveTalk as EngineTalk
    from coach.engine.typed import TypedTalk
    from coach.tui.screens.welcome import Welcomed


def talk(config: str | None, said: Mapping[str, object], *, who: Welcomed | None = None) -> None:
    """By microphone or typed, after the page on which it is settled; or from a recording. Another one, if they ask.

    `who`: is here, where that was asked already.
    """
    if not sys.stdout.isatty():
        raise CoachError(
            "`coach talk` needs a terminal to show the talk in.", "Without one: `coach listen` or `coach review`."
        )
    settings = settings_for(config, said)
    if said.get("from_file"):
        _from_file(settings, Path(str(said["from_file"])), said["pace"])
        return
    from coach.cli.preparing import help_lines, prepared_talk
    from coach.cli.welcoming import welcomed

    lines = help_lines()
    who = who or welcomed(settings, lines)
    again = who is not None
    while again:
        ready = prepared_talk(settings, lines, alone=who == "alone")
        if ready is None:
            return
        began_at = datetime.now().astimezone().isoformat(timespec="seconds")
        told, again = _on_screen(ready.talk, ready.settings, aim=ready.prepared.aim)
        settings = ready.settings  # the next one begins with what they said for this one
        if told is not None:
            _keep_or_not(settings, told, began_at, alone=who == "alone")


def _keep_or_not(settings: Settings, told: Recap, began_at: str, *, alone: bool) -> None:
    """Both are asked, every time. Alone there is nobody to say the second yes."""
    from coach.cli.keeping import offer_to_keep

    if alone or not told.turns:
        click.echo("The talk has ended. Nothing was kept.")
        return
    try:
        offer_to_keep(settings, told, began_at=began_at)
    except click.Abort:
        click.echo("\nThen nothing is kept.")


def _from_file(settings: Settings, path: Path, pace: object) -> None:
    from coach.speech.models import find_model

    find_model(settings.hearing.model)  # what is missing is told before anything is shown
    open_source = parts.recording(path, pace=pace)  # type: ignore[arg-type]
    first = open_source()
    exact = first.channels > 1
    first.close()
    model = Path(settings.hearing.model).name
    header = header_for(settings, source=path.name, model=model, identity=parts.new_id(), exact=exact)
    told, _ = _on_screen(parts.live_talk(settings, header, open_source, from_file=True), settings)
    if told is not None:
        click.echo("The talk has ended. Nothing was kept.")


def demo(config: str | None) -> None:
    """The sample talk on screen at the pace of life; without a terminal its recap as text."""
    from coach.demo import audio_path, truth_path
    from coach.transcripts import read_transcript

    truth, _ = read_transcript(truth_path())
    settings = settings_for(config, {"model": parts.REHEARSAL, "topic": truth.topic})
    settings = msgspec.structs.replace(
        settings, talk=msgspec.structs.replace(settings.talk, names=truth.names, minutes=0)
    )
    header = header_for(settings, source=audio_path().name, model=parts.REHEARSAL, identity="demo", exact=True)
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        click.echo(_demo_as_text(settings, header.id, audio_path()))
        return
    open_source = parts.recording(audio_path(), pace="realtime")
    _on_screen(parts.live_talk(settings, header, open_source, from_file=True), settings)


def _on_screen(talk: EngineTalk | TypedTalk, settings: Settings, *, aim: str = "") -> tuple[Recap | None, bool]:
    """The recap, if they got so far; and whether they want another talk."""
    from coach.cli.exporting import export
    from coach.cli.preparing import help_lines
    from coach.store.files import no_core_dumps
    from coach.tui.app import run_live

    no_core_dumps()
    again: list[bool] = []
    try:
        told = run_live(
            talk,
            looks=settings.screen,
            export=export,
            help_lines=help_lines(),
            new_talk=lambda: again.append(True),
            practise=parts.practise(settings),
            aim=aim,
        )
    finally:
        talk.abandon()
        talk.wait(10)
    return told, bool(again)


def _demo_as_text(settings: Settings, identity: str, path: Path) -> str:
    from coach.engine.review import review_sound
    from coach.report.text import render_text
    from coach.speech.speakers import ByChannel

    header = header_for(settings, source=path.name, model=parts.REHEARSAL, identity=identity, exact=True)
    events = review_sound(
        parts.recording(path)(),
        header,
        hearing=settings.hearing,
        transcriber=parts.transcriber(settings)(),
        speakers=ByChannel(),
        conversation=parts.conversation(settings),
    )
    told = recap(events, parts.detectors(settings), sure_above=settings.hearing.sure_above)
    return f"{parts.model_notice(parts.REHEARSAL)}\n\n{render_text(told)}"


def home(config: str | None) -> None:
    """The home screen; what is chosen there runs, and then it is home again."""
    from coach.cli.preparing import help_lines
    from coach.cli.welcoming import welcomed
    from coach.tui.app import run_home

    settings = settings_for(config, {})
    who = welcomed(settings, help_lines())
    if who is None:
        return
    while (chosen := run_home(looks=settings_for(config, {}).screen)) is not None:
        try:
            _go(chosen, config, who)
        except (CoachError, click.Abort) as error:
            message = f"{error.message}\n  {error.hint}" if isinstance(error, CoachError) else ""
            click.echo(clean(message) if message else "")
            click.pause("Press a key to go home ...")


def _go(chosen: str, config: str | None, who: Welcomed) -> None:
    match chosen:
        case "talk":
            talk(config, {}, who=who)
        case "demo":
            demo(config)
        case "review":
            from coach.cli.reviewing import review

            path = click.prompt("Which recording or transcript", type=click.Path(exists=True, dir_okay=False))
            review(config, {"files": [path], "form": "text", "output": None, "private": False, "speakers": None})
            click.pause("\nPress a key to go home ...")
        case "guide":
            from coach.tui.app import run_guide

            settings = settings_for(config, {})
            run_guide(parts.detectors(settings), looks=settings.screen)
        case "settings":
            from coach.engine.configuring import Configuration
            from coach.tui.app import run_settings

            run_settings(Configuration.in_force(config), looks=settings_for(config, {}).screen)
        case _:
            raise ModelError(f"There is no screen called {chosen}.", "This is a mistake in coach; please report it.")
