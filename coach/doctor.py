"""What coach needs on this machine, checked one by one, each with what to do where it is missing."""

from __future__ import annotations

import os
import platform
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from coach import settings as all_settings
from coach.core.cleaning import clean
from coach.errors import CoachError, StoreError
from coach.settings import Settings

LEAST_ROOM = 1e9  # bytes


@dataclass(frozen=True)
class Check:
    name: str
    ok: bool
    found: str
    advice: str = ""
    needed: bool = True  # for a talk by microphone

    def line(self) -> str:
        mark = "ok  " if self.ok else "miss" if self.needed else "note"
        advice = f"\n        -> {clean(self.advice)}" if self.advice and not self.ok else ""
        return f"{mark}  {self.name:<14} {clean(self.found)}{advice}"


def checks(config: str | None, seconds: float) -> Iterator[Check]:
    """Each check in turn. `seconds`: how long to listen to the microphone for its level; 0: not at all."""
    yield Check("Python", sys.version_info >= (3, 11), platform.python_version(), "coach needs Python 3.11 or newer.")
    settings = Settings()
    try:
        settings = all_settings.load(config)
        yield Check("Configuration", ok=True, found=f"looked in ./config.toml and {all_settings.user_folder()}")
    except CoachError as error:
        yield Check("Configuration", ok=False, found=error.message, advice=error.hint)
    yield _tried("Microphone", lambda: _microphone(settings))
    if seconds:
        yield _tried("Level", lambda: _level(settings, seconds))
    yield from _models(settings)
    yield _tried("Rehearsal", _rehearsal, needed=False)
    yield _tried("Learned layer", _moves, needed=False)
    if settings.guidance.folder:
        yield _tried("Own rules", lambda: _own_rules(settings), needed=False)
    yield from _folders(settings)
    yield _terminal()


def _tried(name: str, look: Callable[[], str], *, needed: bool = True) -> Check:
    try:
        return Check(name, ok=True, found=look(), needed=needed)
    except CoachError as error:
        return Check(name, ok=False, found=error.message, advice=error.hint, needed=needed)


def _microphone(settings: Settings) -> str:
    from coach.audio.microphone import devices
    from coach.errors import MicrophoneError

    found = devices()
    if not found:
        raise MicrophoneError(
            "PortAudio works, but there is no microphone.", "Plug one in, or allow this terminal to use it."
        )
    wanted = settings.hearing.microphone
    chosen = next((one for one in found if one.default), found[0]) if wanted == "" else None
    return f"{len(found)} found; " + (f"the system's choice is {chosen.name}" if chosen else f"set to {wanted}")


def _level(settings: Settings, seconds: float) -> str:
    """Listens for a few seconds and shows a live meter where there is a terminal."""
    from coach.audio.level import dbfs
    from coach.audio.microphone import open_microphones
    from coach.errors import MicrophoneError
    from coach.sound import Block

    source = open_microphones(settings.hearing.microphone, settings.hearing.second_microphone)
    loudest, heard, until = -120.0, 0, time.monotonic() + seconds
    try:
        for item in source:
            if isinstance(item, Block):
                heard += len(item.samples)
                level = float(dbfs(item.samples.reshape(-1)))
                loudest = max(loudest, level)
                _meter(level)
            if time.monotonic() > until:
                break
    finally:
        source.close()
        _meter(None)
    if not heard:
        raise MicrophoneError(
            "The microphone opens, but nothing comes from it.",
            "Another program may hold it; close that, or choose another.",
        )
    if loudest < -75:
        raise MicrophoneError(
            f"The microphone gives only silence ({loudest:.0f} dB).",
            "Look for a mute switch, and for the input level in the system's sound settings.",
        )
    return f"loudest {loudest:.0f} dB in {seconds:.0f} s" + ("; speak up or move closer" if loudest < -45 else "")


def _meter(level: float | None) -> None:
    if sys.stderr.isatty():
        bar = "" if level is None else "▇" * max(0, min(30, int((level + 60) / 2)))
        sys.stderr.write("\r" + " " * 50 + "\r" if level is None else f"\r      listening  {bar:<30}")
        sys.stderr.flush()


def _models(settings: Settings) -> Iterator[Check]:
    from coach.speech.models import check_folder, find_model, models

    wanted = settings.hearing.model
    known = models()

    def look(name: str) -> str:
        path = find_model(name)
        check_folder(path, model=known.get(name), deep=True)
        return f"{name}, every file verified" if name in known else f"{path}, complete"

    yield _tried("Speech model", lambda: look(wanted))
    for name in known:
        if name != wanted:
            other = _tried(f"  {name}", lambda name=name: look(name), needed=False)  # type: ignore[misc]
            if other.ok:
                yield other


def _rehearsal() -> str:
    from coach.speech.models import check_folder, find_model

    check_folder(find_model("rehearsal-en"), model=None, deep=False)
    return "rehearsal-en, for the demo and tests only"


def _moves() -> str:
    from coach.bundled import bundled

    bundled("models/moves")
    return "there; it reads turns beside the rules"


def _own_rules(settings: Settings) -> str:
    from coach.engine.parts import guidance
    from coach.errors import GuidanceError

    rules, warnings = guidance(settings)
    if warnings:
        raise GuidanceError(
            f"{len(rules)} in use; of {len(warnings)} there is something to say.",
            f"coach rules --check {settings.guidance.folder}",
        )
    return f"{len(rules)} in use, from {settings.guidance.folder}"


def _room(settings: Settings) -> str:
    """On the fuller of the two disks: the one for what is passing, and the one that talks are kept on."""
    from coach.store.place import folder_of

    kept = folder_of(settings.keeping).absolute()
    there = next(one for one in (kept, *kept.parents) if one.exists())
    free, where = min((shutil.disk_usage(one).free, str(one)) for one in (tempfile.gettempdir(), there))
    if free < LEAST_ROOM:
        raise StoreError(f"{free / 1e6:,.0f} MB free on the disk of {where}.", "Make room: at least 1 GB.")
    return f"{free / 1e9:.0f} GB free"


def _folders(settings: Settings) -> Iterator[Check]:
    from coach.speech.models import models_folder
    from coach.store.place import storage_state

    yield _folder("Models folder", models_folder)
    yield _tried("Kept talks", lambda: storage_state(settings), needed=False)
    yield _tried("Disk", lambda: _room(settings), needed=False)


def _folder(name: str, where: Callable[[], Path]) -> Check:
    try:
        folder = where()
        near = next(one for one in (folder, *folder.parents) if one.exists())
    except CoachError as error:
        return Check(name, ok=False, found=error.message, advice=error.hint, needed=False)
    except OSError as error:
        return Check(name, ok=False, found=f"{where()}: {error.strerror}", advice="Name another folder.", needed=False)
    ok = os.access(near, os.W_OK)
    state = "" if folder.exists() else " (made when needed)"
    return Check(name, ok, f"{folder}{state}", f"{near} can't be written to; change its rights.", needed=False)


def _terminal() -> Check:
    size = shutil.get_terminal_size()
    big, tty = size.columns >= 80 and size.lines >= 24, sys.stdout.isatty()
    colour = "no colour (NO_COLOR)" if os.environ.get("NO_COLOR") else "colour"
    found = (
        f"{size.columns}x{size.lines}, {colour}, {sys.stdout.encoding}"
        if tty
        else "none: output goes to a pipe or file"
    )
    return Check("Terminal", big or not tty, found, "Make the window at least 80 by 24.", needed=False)
