"""Every setting, its default and its bounds. Passed in; nobody reads a global. `config.toml` shows each with a comment."""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, Struct

from coach import toml_text
from coach.errors import ConfigError

Share = Annotated[float, Meta(ge=0, le=1)]
Level = Literal["cue", "recap", "off"]
Name = Annotated[str, Meta(max_length=80)]
_MOST = 4 * toml_text.LONGEST  # bytes of a file
_SHOWN = 60  # characters of the file's own words in a message


class Talk(Struct, frozen=True, forbid_unknown_fields=True):
    names: Annotated[tuple[Name, Name], Meta(description="the partners' names")] = ("Partner A", "Partner B")
    topic: Annotated[str, Meta(max_length=300)] = ""
    minutes: Annotated[float, Meta(ge=0, le=240)] = 20  # 0: open end
    mode: Literal["open", "speaker_listener"] = "open"


class Hearing(Struct, frozen=True, forbid_unknown_fields=True):
    model: str = "base.en"
    microphone: str | int = ""  # "": the system's default
    second_microphone: str | int = ""  # "": none
    pause_s: Annotated[float, Meta(ge=0.2, le=3)] = 0.5  # silence that ends an utterance
    longest_s: Annotated[float, Meta(ge=5, le=28)] = 20  # an utterance is cut at its best pause before this
    partial_text: bool = True
    sure_above: Share = 0.5  # utterances below are shown dimmed, never judged
    threads: Annotated[int, Meta(ge=0, le=64)] = 0  # 0: chosen for the model and machine


class Cues(Struct, frozen=True, forbid_unknown_fields=True):
    gap_s: Annotated[float, Meta(ge=20, le=600)] = 45  # between two cues; never below 20 (promise 3)
    per_minute: Annotated[int, Meta(ge=0, le=1)] = 1
    per_quarter_hour: Annotated[int, Meta(ge=0, le=8)] = 8
    praise_share: Annotated[float, Meta(ge=1 / 3, le=1)] = 1 / 3  # at least this share of cues is praise
    wait_s: Annotated[float, Meta(ge=2, le=30)] = (
        5  # a corrective cue waits, and is dropped when they repair by themselves
    )
    stale_s: Annotated[float, Meta(ge=2, le=60)] = 12  # a cue older than this is noise
    quiet_after_vulnerable_s: Annotated[float, Meta(ge=0, le=120)] = 20
    stay_s: Annotated[float, Meta(ge=3, le=60)] = 12
    sure_above: Annotated[float, Meta(ge=0.5, le=1)] = 0.8  # moments less sure than this never raise a corrective cue


class Screen(Struct, frozen=True, forbid_unknown_fields=True):
    theme: Literal["auto", "dark", "light", "high_contrast"] = "auto"
    animation: bool = True
    sound: bool = False
    plain: bool = False  # calm lines instead of the full screen


class Keeping(Struct, frozen=True, forbid_unknown_fields=True):
    folder: str = ""  # "": the user's data folder
    keep_days: Annotated[int, Meta(ge=0, le=36500)] = 365


class Guidance(Struct, frozen=True, forbid_unknown_fields=True):
    folder: str = ""  # a therapist's own phrase rules; "": none
    levels: dict[str, Level] = {}  # kind = "cue" | "recap" | "off"


class Settings(Struct, frozen=True, forbid_unknown_fields=True):
    talk: Talk = Talk()
    hearing: Hearing = Hearing()
    cues: Cues = Cues()
    screen: Screen = Screen()
    keeping: Keeping = Keeping()
    guidance: Guidance = Guidance()


def parse(text: str, name: str) -> Settings:
    """Settings from TOML. Errors name the file, the key and what was expected."""
    try:
        raw = toml_text.parsed(text)
    except ValueError as error:
        raise ConfigError(
            f"{name} is not valid TOML: {str(error)[: 4 * _SHOWN]}.",
            "Mend the line, or remove the file to use the defaults.",
        ) from error
    _no_unknown_keys(raw, name)
    try:
        return msgspec.convert(raw, Settings)
    except msgspec.ValidationError as error:
        key, expected = _where(str(error))
        raise ConfigError(
            f"{name}: {key}: {expected}.", "Mend the value; the shipped config.toml explains each key."
        ) from error


def load(path: str | os.PathLike[str] | None = None) -> Settings:
    """The first file found wins: `path`, ./config.toml, the user's folder. None found: the defaults."""
    if path is not None:
        return _read(Path(path))
    for candidate in (Path("config.toml"), user_folder() / "config.toml"):
        if _is_there(candidate) and is_ours(candidate):
            return _read(candidate)
    return Settings()


def _is_there(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a folder that may not be looked into, a name too long: nothing of ours
        return False


def user_folder() -> Path:
    import platformdirs

    return _of_somebody(platformdirs.user_config_dir)


def _read(path: Path) -> Settings:
    return parse(text_of(path), str(path))


def text_of(path: Path) -> str:
    """The file's text. Raises ConfigError where it can't be read, or is larger than any configuration."""
    try:
        with path.open("rb") as file:
            raw = file.read(_MOST + 1)
        if len(raw) > _MOST:
            raise ValueError("it is too large to be a configuration")  # noqa: TRY301
        return raw.decode("utf-8").replace("\r\n", "\n")
    except (OSError, ValueError) as error:
        raise ConfigError(
            f"{path} could not be read: {_reason(error)}.", "Check the path, or leave --config away."
        ) from error


def folder_named(text: str, what: str) -> Path:
    """The folder somebody named, `~` filled in. Raises ConfigError where no system takes such a name, saying `what` it is for."""
    try:
        folder = Path(text).expanduser()
        folder.exists()
    except (OSError, ValueError, RuntimeError) as error:  # too long, not to be looked into, nobody's home
        reason = getattr(error, "strerror", None) or "there is no such place"
        raise ConfigError(
            f"{what}: {text[:_SHOWN]} can't be used: {reason}.", "Name another folder in config.toml."
        ) from error
    return folder


def data_folder() -> Path:
    """Where what is coach's own lies, unless the configuration names another place. Raises ConfigError: there is no home folder."""
    import platformdirs

    return _of_somebody(platformdirs.user_data_dir)


def _of_somebody(place: Callable[[str], str]) -> Path:
    """A user without a home, as in some containers, would find a folder called "~" wherever coach was started."""
    try:
        folder = place("coach")
    except RuntimeError:  # newer versions of the library say so themselves
        folder = "~"
    if folder.startswith("~"):
        raise ConfigError("This user has no home folder.", "Set the variable HOME to a folder of yours.")
    return Path(folder)


def _reason(error: OSError | ValueError) -> str:
    if isinstance(error, UnicodeDecodeError):
        return "it is not UTF-8 text"
    return getattr(error, "strerror", None) or str(error)


def is_ours(path: Path) -> bool:
    """Another program's ./config.toml is not ours to complain about: ours has at least one of our tables, or none at all."""
    try:
        raw = toml_text.parsed(text_of(path))
    except (ConfigError, ValueError):
        return True
    return not raw or bool(set(raw) & set(Settings.__struct_fields__))


def _no_unknown_keys(raw: dict[str, Any], name: str) -> None:
    for table, content in raw.items():
        _known(table, Settings.__struct_fields__, name, "")
        fields = type(getattr(Settings(), table)).__struct_fields__
        if not isinstance(content, dict):
            raise ConfigError(
                f"{name}: {table} is a table, written as [{table}].",
                "Mend the line; the shipped config.toml shows how.",
            )
        for key in content:
            _known(key, fields, name, f"{table}.")


def _known(key: str, known: tuple[str, ...], name: str, prefix: str) -> None:
    if key in known:
        return
    near = difflib.get_close_matches(key[:_SHOWN], known, 1)
    hint = f"Did you mean {prefix}{near[0]}?" if near else f"Known here: {', '.join(known)}."
    raise ConfigError(f"{name}: unknown key {prefix}{key[:_SHOWN]}.", hint)


def _where(message: str) -> tuple[str, str]:
    """msgspec's "Expected `float` >= 20 - at `$.cues.gap_s`", taken apart for people."""
    expected, _, path = message.partition(" - at ")
    key = re.sub(r"[`$]", "", path).lstrip(".") or "the file"
    return key[:_SHOWN], expected.replace("`", "").replace("Expected", "expected").replace("Invalid", "invalid")
