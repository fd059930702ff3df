"""`coach talk`, `coach demo` and the home screen: a talk with the coach in sight."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

import click
import msgspec

from coach.cli.said import header_for, settings_for, two_names
from coach.core.cleaning import clean
from coach.core.recap import Recap
from coach.core.recapping import recap
from coach.engine import parts
from coach.engine.live import LiveTalk
from coach.errors import CoachError, ModelError
from coach.settings import Settings


def talk(config: str | None, said: Mapping[str, object]) -> None:
    """By microphone after both said yes, or from a recording."""
    if not sys.stdout.isatty():
        raise CoachError(
            "`coach talk` needs a terminal to show the talk in.", "Without one: `coach listen` or `coach review`."
        )
    from coach.speech.models import find_model

    settings = settings_for(config, said)
    find_model(settings.hearing.model)  # what is missing is told before anybody is asked anything
    if said.get("from_file"):
        path = Path(str(said["from_file"]))
        open_source = parts.recording(path, pace=said["pace"])  # type: ignore[arg-type]
        label, from_file = path.name, True
        first = open_source()
        exact = first.channels > 1
        first.close()
    else:
        settings = _agreed(settings)
        open_source, label, from_file = parts.microphones(settings), "microphone", False
        exact = bool(settings.hearing.second_microphone)
    model = Path(settings.hearing.model).name
    header = header_for(settings, source=label, model=model, identity=parts.new_id(), exact=exact)
    _after(_on_screen(parts.live_talk(settings, header, open_source, from_file=from_file), settings))


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


def _on_screen(talk: LiveTalk, settings: Settings) -> Recap | None:
    from coach.tui.app import run_live

    try:
        return run_live(talk, looks=settings.screen)
    finally:
        talk.abandon()
        talk.wait(10)


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


def _agreed(settings: Settings) -> Settings:
    """Both names and both yeses, before the microphone opens, every time."""
    click.echo("coach listens on this machine only. Nothing leaves it, and no sound is kept.\n")
    names, topic = settings.talk.names, settings.talk.topic
    if names == Settings().talk.names:
        names = two_names(click.prompt("Your two names, with a comma between"))
    for name in names:
        if not click.confirm(f"{name}, may coach listen to this talk?", default=False):
            raise CoachError(
                "Then the microphone stays off.",
                "Come back when both of you want to. `coach demo` needs no microphone.",
            )
    if not topic:
        topic = clean(
            click.prompt(
                "What is this talk about, in one sentence (Enter leaves it open)", default="", show_default=False
            )
        )
    return msgspec.structs.replace(settings, talk=msgspec.structs.replace(settings.talk, names=names, topic=topic))


def _after(told: Recap | None) -> None:
    if told is not None:
        click.echo("The talk has ended. Nothing was kept.")


def home(config: str | None) -> None:
    """The home screen; what is chosen there runs, and then it is home again."""
    from coach.tui.app import run_home

    settings = settings_for(config, {})
    while (chosen := run_home(looks=settings.screen)) is not None:
        try:
            _go(chosen, config)
        except (CoachError, click.Abort) as error:
            message = f"{error.message}\n  {error.hint}" if isinstance(error, CoachError) else ""
            click.echo(clean(message) if message else "")
            click.pause("Press a key to go home ...")


def _go(chosen: str, config: str | None) -> None:
    match chosen:
        case "talk":
            talk(config, {})
        case "demo":
            demo(config)
        case "review":
            from coach.cli.reviewing import review

            path = click.prompt("Which recording or transcript", type=click.Path(exists=True, dir_okay=False))
            review(config, {"files": [path], "form": "text", "output": None, "private": False, "speakers": None})
            click.pause("\nPress a key to go home ...")
        case "guide":
            from coach.cli.rules import rules

            rules(config, None)
            click.pause("\nPress a key to go home ...")
        case _:
            raise ModelError(f"There is no screen called {chosen}.", "This is a mistake in coach; please report it.")
