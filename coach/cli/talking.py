"""`coach talk`, `coach demo` and the home screen: a talk with the coach in sight."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec.structs import replace

from coach.cli.answering import left_at_once
from coach.cli.said import for_homework, header_for, settings_for
from coach.core.cleaning import clean
from coach.engine import parts
from coach.errors import CoachError
from coach.settings import Settings
from coach.tui.one_screen import ONE_SCREEN

if TYPE_CHECKING:
    from coach.cli.deciding import WrittenDown
    from coach.cli.preparing import Known, Ready
    from coach.core.recap import Recap
    from coach.engine.promised import PromisedTalk
    from coach.sound import AudioSource
    from coach.store.homework import Homework
    from coach.tui.deciding import Deciding
    from coach.tui.preparing import Moods, Seating
    from coach.tui.screens.welcome import Welcomed
    from coach.tui.shelf import Shelf
    from coach.tui.talking import HelpLine


def talk(
    config: str | None,
    said: Mapping[str, object],
    *,
    who: Welcomed | None = None,
    shelf: Shelf | None = None,
    homework: Homework | None = None,
) -> None:
    """By microphone or typed, after the page on which it is settled; or from a recording. Another one, if they ask.

    `who`: is here, where that was asked already. `shelf`: the kept talks, where they may be open. `homework`: what it is for,
    where `said` names no file.
    """
    from coach.cli.helping import help_lines
    from coach.cli.welcoming import welcomed
    from coach.tui.shelf import Shelf

    settings, homework = _for_homework(settings_for(config, said), said, homework)
    if not (sys.stdout.isatty() or settings.screen.plain):
        raise CoachError(
            "`coach talk` needs a terminal to show the talk in.",
            "Without one: `coach talk --plain`, `coach listen` or `coach review`.",
        )
    shelf = shelf or Shelf(settings.keeping)
    with ONE_SCREEN:
        if said.get("from_file"):
            _from_file(settings, Path(str(said["from_file"])), said, shelf, homework)
            return
        lines = help_lines()
        who = who or welcomed(settings, lines)
        if who is not None:
            _talks(settings, lines, said, shelf, homework, together=who == "both")


def _for_homework(
    settings: Settings, said: Mapping[str, object], homework: Homework | None
) -> tuple[Settings, Homework | None]:
    """The settings for it, and the homework itself; from the file that was named, if one was."""
    from coach.store.homework import load_homework

    if said.get("homework"):
        loaded = load_homework(Path(str(said["homework"])))
        homework = loaded.homework
        for note in loaded.notes:
            click.echo(clean(note), err=True)
    if homework is None:
        return settings, None
    return for_homework(settings, said, homework), homework


def _talks(
    settings: Settings,
    lines: Sequence[HelpLine],
    said: Mapping[str, object],
    shelf: Shelf,
    homework: Homework | None,
    *,
    together: bool,
) -> None:
    """One after the other, as long as they ask for another. One who is alone is asked about nothing that is both's."""
    from coach.cli.coming_back import ask_about_agreements, known_from_before
    from coach.cli.preparing import Known, prepared_talk

    if not settings.screen.plain and shelf.door != "passphrase":  # that one is asked for in the shell
        ONE_SCREEN.wait()
    typed: Seating | None = "typed" if said.get("typed") else None
    begin: tuple[Settings, Known] | None = (settings, Known(seating=typed, homework=homework))
    if together:
        begin = known_from_before(settings, said, shelf, homework)
    ask = together
    while begin is not None:
        ready = prepared_talk(begin[0], lines, begin[1], alone=not together)
        if ready is None or (ask and not ask_about_agreements(settings, shelf)):
            return
        ask = False  # of the talk that has just ended there is nothing to ask yet
        if not _one(ready, shelf, begin[1], together=together):
            return
        begin = ready.settings, Known(seating=ready.prepared.seating, homework=begin[1].homework)  # as for this one


def _one(ready: Ready, shelf: Shelf, known: Known, *, together: bool) -> bool:
    """One talk, from its first word to what becomes of it. Whether they want another."""
    from coach.cli.deciding import settle_it, written_down
    from coach.store.remembered import Remembered

    prepared, talk = ready.prepared, ready.talk
    deciding = _deciding(shelf, talk, known.homework, prepared.moods)
    written = written_down(shelf, talk, known.earlier, wanted=prepared.recoverable)
    shown = _on_screen(talk, ready.settings, deciding, written, aim=prepared.aim)
    last = Remembered(talk.header.id, prepared.names, prepared.seating, prepared.mode, prepared.minutes)
    settle_it(deciding, shown.told, written, together=together, next_time=last, silent=shown.left_at_once)
    return shown.again and not left_at_once()


def _deciding(shelf: Shelf, talk: PromisedTalk, homework: Homework | None, moods: Moods = (None, None)) -> Deciding:
    from coach.store.kept import PartnersOwn
    from coach.tui.deciding import Deciding

    own = {who: PartnersOwn(mood_before=mood) for who, mood in zip("AB", moods, strict=True) if mood}
    began_at = datetime.now().astimezone().isoformat(timespec="seconds")
    asked = homework.share if homework is not None else ()
    return Deciding(shelf, began_at=began_at, own=own, homework=talk.header.homework, asked_for=asked)


def _from_file(
    settings: Settings, path: Path, said: Mapping[str, object], shelf: Shelf, homework: Homework | None
) -> None:
    from coach.cli.coming_back import NEW
    from coach.cli.deciding import settle_it, wants_it_written, written_down
    from coach.speech.models import find_model

    find_model(settings.hearing.model)  # what is missing is told before anything is shown
    open_source = parts.recording(path, pace=said["pace"])  # type: ignore[arg-type]
    first = open_source()
    exact = first.channels > 1
    first.close()
    model = Path(settings.hearing.model).name
    header = header_for(settings, source=path.name, model=model, identity=parts.new_id(), exact=exact)
    header = replace(header, homework=homework.title if homework is not None else "")
    live = parts.talk_soon(settings, header, open_source, from_file=True)
    deciding = _deciding(shelf, live, homework)
    written = written_down(shelf, live, NEW, wanted=wants_it_written(said.get("recoverable")))
    shown = _on_screen(live, settings, deciding, written)
    settle_it(deciding, shown.told, written, together=True, next_time=None, silent=shown.left_at_once)


def demo(config: str | None, *, plain: bool = False) -> None:
    """The sample talk on screen, or in lines, at the pace of life; without a terminal its recap as text."""
    from coach.demo import audio_path, truth_path
    from coach.transcripts import read_transcript

    truth, _ = read_transcript(truth_path())
    settings = settings_for(config, {"model": parts.REHEARSAL, "topic": truth.topic, "plain": plain})
    settings = replace(settings, talk=replace(settings.talk, names=truth.names, minutes=0))
    header = header_for(settings, source=audio_path().name, model=parts.REHEARSAL, identity="demo", exact=True)
    if not (sys.stdout.isatty() and (sys.stdin.isatty() or settings.screen.plain)):
        click.echo(_demo_as_text(settings, header.id, audio_path()))
        return

    def open_source() -> AudioSource:
        return parts.recording(audio_path(), pace="realtime")()

    _on_screen(parts.talk_soon(settings, header, open_source, from_file=True), settings)


@dataclass(frozen=True)
class Shown:
    """How a talk on screen ended."""

    told: Recap | None  # None: they did not come so far
    again: bool = False  # they want another talk
    left_at_once: bool = False  # by the quick exit


def _on_screen(
    talk: PromisedTalk,
    settings: Settings,
    deciding: Deciding | None = None,
    written: WrittenDown | None = None,
    *,
    aim: str = "",
) -> Shown:
    """Until the page of the recap was left. Where the screen breaks down, what is written down stays."""
    from coach.cli.exporting import export
    from coach.cli.helping import help_lines
    from coach.store.files import no_core_dumps
    from coach.tui.leaving import WaysOut

    no_core_dumps()
    again: list[bool] = []

    def export_it(told: Recap, form: str) -> Path:
        return export(told, form, own=deciding.own_ticked if deciding is not None else None)

    ways = WaysOut(
        export=export_it,
        help_lines=help_lines(),
        new_talk=lambda: again.append(True),
        practise=parts.practise(settings),
        deciding=deciding,
    )
    try:
        told = _shower(settings)(talk, ways, aim=aim)
        shown = Shown(told, bool(again), talk.abandoned)
    except BaseException:
        if written is not None:
            written.close()
        raise
    finally:
        talk.keep = None  # it is over: what is written down is decided about, and not by stopping
        talk.abandon()
        talk.wait(10)
    return shown


def _shower(settings: Settings) -> Callable[..., Recap | None]:
    """The full screen, or calm lines."""
    if settings.screen.plain:
        from coach.plain.app import run_live as tell

        return tell
    from coach.tui.app import run_live

    return partial(run_live, looks=settings.screen)


def _demo_as_text(settings: Settings, identity: str, path: Path) -> str:
    from coach.cli.reviewing import as_text
    from coach.core.recapping import recap
    from coach.engine.review import review_sound
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
    return f"{parts.model_notice(parts.REHEARSAL)}\n\n{as_text(told, plain=settings.screen.plain)}"
