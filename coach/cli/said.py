"""What people say on the command line, over what stands in their configuration."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import msgspec

from coach import settings as all_settings
from coach.core.cleaning import clean
from coach.core.talk import Header
from coach.errors import ConfigError
from coach.settings import Settings
from coach.tui.one_screen import ONE_SCREEN

if TYPE_CHECKING:
    from coach.store.homework import Homework

_LONGEST_NAME = 40  # characters, as in a transcript


def settings_for(config: str | None, said: Mapping[str, object]) -> Settings:
    """The configuration, with the options that were given on top."""
    settings = all_settings.load(config)
    talk: dict[str, object] = {}
    if said.get("topic") is not None:
        talk["topic"] = clean(str(said["topic"]))
    if said.get("minutes") is not None:
        talk["minutes"] = said["minutes"]
    if said.get("speakers"):
        talk["names"] = two_names(str(said["speakers"]))
    hearing = {"model": said["model"]} if said.get("model") else {}
    screen = {"plain": True} if said.get("plain") else {}
    tell_of_guidance(settings)
    return msgspec.structs.replace(
        settings,
        talk=msgspec.structs.replace(settings.talk, **talk),
        hearing=msgspec.structs.replace(settings.hearing, **hearing),
        screen=msgspec.structs.replace(settings.screen, **screen),
    )


def for_homework(settings: Settings, said: Mapping[str, object], homework: Homework) -> Settings:
    """Cues about what is practised; its topic, time and turns, unless the command line says others."""
    from coach.store.homework import focused

    asked = focused(settings, homework)
    topic = settings.talk.topic if said.get("topic") is not None else asked.talk.topic
    minutes = settings.talk.minutes if said.get("minutes") is not None else asked.talk.minutes
    return msgspec.structs.replace(asked, talk=msgspec.structs.replace(asked.talk, topic=topic, minutes=minutes))


def tell_of_guidance(settings: Settings) -> None:
    """Which of the therapist's own rules were left out, and why: on stderr."""
    if settings.guidance.folder:
        from coach.engine.parts import guidance

        for warning in guidance(settings)[1]:
            ONE_SCREEN.tell(clean(warning), error=True)


def two_names(text: str) -> tuple[str, str]:
    names = [clean(name).strip() for name in text.split(",")]
    if len(names) != 2 or not all(names) or names[0].casefold() == names[1].casefold():
        raise ConfigError(f"--speakers {text}: two different names are needed.", "For example: --speakers Maya,Tom")
    return names[0], names[1]


def header_for(settings: Settings, *, source: str, model: str, identity: str, exact: bool) -> Header:
    first, second = (clean(name)[:_LONGEST_NAME].rstrip() for name in settings.talk.names)
    return Header(
        id=identity,
        topic=clean(settings.talk.topic),
        names=(first or "Partner A", second or "Partner B"),
        source=clean(source),
        model=clean(model),
        overlaps="exact" if exact else "guessed",
        mode=settings.talk.mode,
    )
