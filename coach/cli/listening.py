"""`coach listen`: the event stream, one JSON object a line."""

from __future__ import annotations

import queue
import signal
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import click
import msgspec

from coach.cli.said import header_for, settings_for
from coach.core.events import Behind, Ended, Event, Failed, Level
from coach.engine.live import LiveTalk
from coach.errors import CoachError
from coach.report.stream import line, position, recap_line
from coach.settings import Settings


def listen(config: str | None, said: Mapping[str, object]) -> None:
    from coach.engine import parts

    settings = settings_for(config, said)
    source, name = str(said["source"]), Path(str(said["source"]))
    if name.is_file() or name.suffix:
        open_source = parts.recording(name, pace=said["pace"])  # type: ignore[arg-type]
        from_file, label = True, name.name
    else:
        _both_agree(bool(said["both_agree"]))
        settings = _with_microphones(settings, source, str(said["second"]))
        open_source, from_file, label = parts.microphones(settings), False, "microphone"
    first = open_source()  # what can't be opened is told before anything else, with exit code 1
    exact = first.channels > 1
    from coach.speech.models import find_model

    find_model(settings.hearing.model)
    open_source = parts.first_this(first, open_source)
    model = Path(settings.hearing.model).name
    header = header_for(settings, source=label, model=model, identity=parts.new_id(), exact=exact)
    # As fast as it can, text is always behind the sound that was read: nothing to warn of.
    unsaid = (Level, Behind) if from_file and said["pace"] == "fast" else (Level,)
    _print_events(parts.live_talk(settings, header, open_source, from_file=from_file), unsaid)


def _print_events(talk: LiveTalk, unsaid: tuple[type[Event], ...]) -> None:
    """Every line at once; the recap last, also when something failed on the way: then the exit code says so."""
    from coach.store.files import no_core_dumps

    no_core_dumps()
    failed: Failed | None = None
    try:
        for event in _events(talk):
            if isinstance(event, unsaid):
                continue
            if isinstance(event, Failed):
                failed = event
            if (text := line(event, talk.lag(position(event)))) is not None:
                _write(text)
        _write(recap_line(talk.recap()))
    finally:
        talk.abandon()
        talk.wait(10)
    if failed is not None:
        raise CoachError(failed.message, failed.hint)


def _events(talk: LiveTalk) -> Iterator[Event]:
    """Until the talk has ended. Ctrl-C ends the talk, not the program: what was said is still written down."""
    events: queue.SimpleQueue[Event] = queue.SimpleQueue()
    signal.signal(signal.SIGINT, lambda *_: talk.stop())
    talk.start(events.put)
    event: Event | None = None
    while not isinstance(event, Ended):
        try:
            event = events.get(timeout=0.2)
            yield event
        except queue.Empty:
            if talk.waiting:  # nobody sits here to plug it in again: the talk so far is told
                talk.stop()
            if talk.wait(0) and events.empty():
                return


def _write(text: bytes) -> None:
    sys.stdout.buffer.write(text + b"\n")
    sys.stdout.buffer.flush()


def _both_agree(said: bool) -> None:
    """The microphone opens only when both partners have said yes, every time."""
    if said:
        return
    if not sys.stdin.isatty():
        raise CoachError("The microphone opens only when both partners agree.", "Ask both, then add --both-agree.")
    if not click.confirm("Do both of you know that coach listens now, and agree?", default=False, err=True):
        raise CoachError("Then the microphone stays off.", "Come back when both of you want to.")


def _with_microphones(settings: Settings, source: str, second: str) -> Settings:
    hearing = settings.hearing
    if source != "mic":
        hearing = msgspec.structs.replace(hearing, microphone=_number_or_name(source))
    if second:
        hearing = msgspec.structs.replace(hearing, second_microphone=_number_or_name(second))
    return msgspec.structs.replace(settings, hearing=hearing)


def _number_or_name(said: str) -> str | int:
    """A "²" is a digit too, and a thousand of them are no number of a device."""
    return int(said) if said.isdecimal() and len(said) < 10 else said
