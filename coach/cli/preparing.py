"""Before a talk: the page on which it is settled, and what the machine has for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from coach.cli.coming_back import NEW, Earlier
from coach.cli.said import header_for
from coach.engine import parts
from coach.engine.rehearsing import Rehearsal
from coach.errors import MicrophoneError, ModelError
from coach.settings import Settings

if TYPE_CHECKING:
    from coach.engine.promised import PromisedTalk
    from coach.sound import AudioSource
    from coach.speech.speakers import Speakers
    from coach.store.homework import Homework
    from coach.tui.preparing import Assignment, Fetch, Given, Microphone, Prepared, Seating, SpeechModel
    from coach.tui.talking import HelpLine


@dataclass(frozen=True)
class Ready:
    """A talk that may begin, and what they settled for it."""

    talk: PromisedTalk
    settings: Settings
    prepared: Prepared


@dataclass(frozen=True)
class Known:
    """What the page knows before anybody has said anything."""

    seating: Seating | None = None
    recoverable: bool = False
    homework: Homework | None = None
    earlier: Earlier = NEW
    told: str = ""  # a line to show at first


def prepared_talk(
    settings: Settings, help_lines: Sequence[HelpLine], known: Known, *, alone: bool = False
) -> Ready | None:
    """Shows the page; None: they left. The microphone is let go before the talk takes it.

    `alone`: one of them rehearses by writing; to be listened to takes both.
    """
    from coach.tui.preparing import Given

    found, why_none = ([], "A microphone takes both of you.") if alone else _microphones()
    model = _model(settings.hearing.model)
    rehearsal = Rehearsal(lambda keys: parts.microphones(_listening_to(settings, keys))())
    try:
        given = Given(
            listening=rehearsal,
            microphones=found,
            no_microphone=why_none,
            model=model,
            fetch=None if model.here else _fetch(model.name),
            help_lines=help_lines,
            assignment=_assignment(known.homework) if known.homework is not None else None,
            together=not alone,
            told=known.told,
        )
        prepared = _page(settings)(_begin(settings, known), given)
    finally:
        rehearsal.close()
        rehearsal.wait(5.0)
    if prepared is None:
        return None
    settled = _settled(settings, prepared)
    return Ready(_talk(settled, prepared, _speakers(rehearsal, prepared), known), settled, prepared)


def _page(settings: Settings) -> Callable[[Prepared, Given], Prepared | None]:
    """The page on screen, or the same questions in lines."""
    if settings.screen.plain:
        from coach.plain.app import run_prepare as ask

        return ask
    from coach.tui.coming_back import run_prepare

    return partial(run_prepare, looks=settings.screen)


def _begin(settings: Settings, known: Known) -> Prepared:
    from coach.tui.preparing import Prepared

    talk, hearing, earlier = settings.talk, settings.hearing, known.earlier
    names = ("", "") if talk.names == Settings().talk.names else talk.names
    before = earlier.header
    return Prepared(
        names=before.names if earlier.id else names,
        topic=before.topic if earlier.id else talk.topic,
        seating=known.seating or ("two" if hearing.second_microphone != "" else "one"),
        microphones=(hearing.microphone, hearing.second_microphone),
        mode=before.mode if earlier.id else talk.mode,
        minutes=talk.minutes,
        aim=before.aim,
        rules=before.rules,
        recoverable=known.recoverable or bool(earlier.id),
    )


def _assignment(homework: Homework) -> Assignment:
    from coach.cli.assignments import page
    from coach.tui.preparing import Assignment, rules_for

    return Assignment(homework.title, page(homework), rules_for((*homework.focus, *homework.avoid)))


def _settled(settings: Settings, prepared: Prepared) -> Settings:
    talk = msgspec.structs.replace(
        settings.talk, names=prepared.names, topic=prepared.topic, minutes=prepared.minutes, mode=prepared.mode
    )
    return msgspec.structs.replace(_listening_to(settings, prepared.microphones), talk=talk)


def _listening_to(settings: Settings, keys: tuple[str | int, str | int]) -> Settings:
    hearing = msgspec.structs.replace(settings.hearing, microphone=keys[0], second_microphone=keys[1])
    return msgspec.structs.replace(settings, hearing=hearing)


def _talk(settings: Settings, prepared: Prepared, speakers: Callable[[int], Speakers], known: Known) -> PromisedTalk:
    """A new one, or the one that goes on; that gets an id of its own, and the events of its earlier part."""
    settled = {
        "aim": prepared.aim,
        "rules": prepared.rules,
        "homework": known.homework.title if known.homework is not None else known.earlier.header.homework,
    }
    before = known.earlier.events
    if prepared.seating == "typed":
        header = header_for(settings, source="typed", model="", identity=parts.new_id(), exact=False)
        return parts.typed_talk(settings, msgspec.structs.replace(header, timed=False, **settled), before)
    header = header_for(
        settings,
        source="microphone",
        model=Path(settings.hearing.model).name,
        identity=parts.new_id(),
        exact=prepared.seating == "two",
    )
    header = msgspec.structs.replace(header, **settled)
    if before and not known.earlier.header.timed:  # it was written until now: its times say nothing
        header = msgspec.structs.replace(header, timed=False)
    open_source: Callable[[], AudioSource] = parts.microphones(settings)
    return parts.talk_soon(settings, header, open_source, from_file=False, speakers=speakers, before=before)


def _speakers(rehearsal: Rehearsal, prepared: Prepared) -> Callable[[int], Speakers]:
    """By the voices that were read in, where they were; else as for any talk."""
    voices = rehearsal.voices if prepared.seating == "one" else None
    if voices is None:
        return parts.speakers_for

    def speakers(channels: int) -> Speakers:
        from coach.speech.speakers import ByVoice

        return ByVoice(*voices) if channels == 1 else parts.speakers_for(channels)

    return speakers


def _microphones() -> tuple[list[Microphone], str]:
    """What can be listened to, the system's choice first; and, where there is nothing, why."""
    from coach.audio.microphone import devices
    from coach.tui.preparing import Microphone

    try:
        found = devices()
    except MicrophoneError as error:
        return [], f"{error.message} {error.hint}"
    if not found:
        return [], "No microphone was found. Plug one in, or allow this terminal to use it."
    first = sorted(found, key=lambda one: not one.default)
    usual = [Microphone("", f"{first[0].name} (the system's choice)")]
    return [*usual, *(Microphone(one.number, one.name) for one in first[1:])], ""


def _model(name: str) -> SpeechModel:
    """Raises ModelError for a name nobody knows: that is a mistake to mend, not a model to fetch."""
    from coach.speech.manifest import find_model, models
    from coach.tui.preparing import SpeechModel

    known = models().get(name)
    try:
        find_model(name)
    except ModelError:
        if known is None:
            raise
        return SpeechModel(name, here=False, megabytes=round(known.bytes / 1e6), about=known.about)
    return SpeechModel(Path(name).name, here=True)


def _fetch(name: str) -> Fetch:
    def fetch(tell: Callable[[int, int], None]) -> None:
        from coach.speech.models import install

        install(name, progress=lambda done, of, _: tell(done, of))

    return fetch
