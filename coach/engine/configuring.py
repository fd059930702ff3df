"""The configuration as something to change: one key at a time, checked before it is written, comments kept."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import msgspec

from coach import settings as all_settings
from coach.bundled import bundled
from coach.errors import ConfigError, StoreError
from coach.report.saving import write_atomically
from coach.settings import Settings, parse

_ONE_IN_THREE = "one in three"  # six digits of it would be refused: they are a little less than the least
_TABLE = re.compile(r"^\s*\[([A-Za-z_]+)\]\s*(?:#.*)?$")


@dataclass(frozen=True, slots=True)
class Key:
    """One setting. `choices`: all it may be, in words; empty: anything of its kind."""

    table: str
    name: str
    about: str  # the shipped file's comment
    value: str  # as people write it; text without quotes
    choices: tuple[str, ...] = ()


class Configuration:
    """The file in force. `change` answers at once, and what does not fit is not written."""

    def __init__(self, path: Path) -> None:
        """`path` may not exist yet: then it begins as the shipped file, which explains each key. Raises ConfigError."""
        self.path = path
        self._text = self._read()
        self.settings = parse(self._text, str(path))

    @classmethod
    def in_force(cls, config: str | None) -> Configuration:
        """The file that `coach` reads: the one named, ./config.toml, or the user's own."""
        if config is not None:
            return cls(Path(config))
        here = Path("config.toml")
        return cls(
            here if here.is_file() and all_settings.is_ours(here) else all_settings.user_folder() / "config.toml"
        )

    def _read(self) -> str:
        try:
            return all_settings.text_of(self.path)
        except ConfigError as error:
            if not isinstance(error.__cause__, FileNotFoundError):
                raise
            return bundled("config.toml").read_text("utf-8")

    @property
    def keys(self) -> tuple[Key, ...]:
        about = _comments(bundled("config.toml").read_text("utf-8"))
        return tuple(
            Key(table, field.name, about.get((table, field.name), ""), _said(value), _choices(field.type))
            for table in Settings.__struct_fields__
            for field in msgspec.structs.fields(getattr(self.settings, table))
            for value in [getattr(getattr(self.settings, table), field.name)]
        )

    def change(self, table: str, name: str, words: str) -> None:
        """Write `words` for a key, as a person would. Raises ConfigError where they do not fit, StoreError for the disk."""
        refused: ConfigError | None = None
        for literal in _literals(getattr(getattr(Settings(), table), name), words):
            text = changed(self._text, table, name, literal)
            try:
                settings = parse(text, self.path.name)
            except ConfigError as error:
                refused = refused or error
                continue
            self._write(text)
            self._text, self.settings = text, settings
            return
        raise refused or ConfigError(f"{table}.{name}: this does not fit.", "Look at the words beside it.")

    def _write(self, text: str) -> None:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(f"{self.path.parent} could not be made.", "Choose a place with --config.") from error
        write_atomically(self.path, text.encode())


def changed(text: str, table: str, name: str, literal: str) -> str:
    """`text` with `name = literal` in [table]; everything else, comments too, stays as it was."""
    lines = text.splitlines()
    key = re.compile(rf"^(\s*){re.escape(name)}\s*=")
    inside, last = False, None
    for n, line in enumerate(lines):
        if heading := _TABLE.match(line):
            inside = heading[1] == table
            last = n if inside else last
        elif inside and (match := key.match(line)):
            lines[n] = _with_comment(f"{match[1]}{name} = {literal}", line)
            return "\n".join(lines) + "\n"
        elif inside and line.strip():
            last = n
    if last is None:
        lines += ["", f"[{table}]", f"{name} = {literal}"]
    else:
        lines.insert(last + 1, f"{name} = {literal}")
    return "\n".join(lines) + "\n"


def _with_comment(new: str, old: str) -> str:
    """The comment stays in its column where there is room."""
    at = _comment_at(old)
    return new if at is None else f"{new.ljust(at)}{'' if len(new) < at else '  '}{old[at:]}"


def _comment_at(line: str) -> int | None:
    """Where the comment begins; a # within quotes is none."""
    quote = ""
    for n, character in enumerate(line):
        if quote:
            quote = "" if character == quote and line[n - 1] != "\\" else quote
        elif character in "\"'":
            quote = character
        elif character == "#":
            return n
    return None


def _comments(text: str) -> dict[tuple[str, str], str]:
    told: dict[tuple[str, str], str] = {}
    table = ""
    for line in text.splitlines():
        if heading := _TABLE.match(line):
            table = heading[1]
        at = _comment_at(line)
        if at and "=" in line[:at]:
            told[table, line.partition("=")[0].strip()] = line[at:].lstrip("# ")
    return told


def _choices(kind: Any) -> tuple[str, ...]:
    if kind is bool:
        return ("yes", "no")
    return tuple(map(str, get_args(kind))) if get_origin(kind) is Literal else ()


def _said(value: Any) -> str:
    """A value as people write it."""
    match value:
        case bool():
            return "yes" if value else "no"
        case str():
            return value
        case float():
            return _ONE_IN_THREE if value == 1 / 3 else f"{value:g}"
        case tuple():
            return ", ".join(value)
        case dict():
            return ", ".join(f"{kind} = {level}" for kind, level in value.items())
    return str(value)


def _literals(usual: Any, words: str) -> list[str]:
    """How `words` may be written in TOML, the likeliest first. `usual`: the default, which tells what kind it is."""
    words = words.strip()
    quoted = msgspec.json.encode(words).decode()
    match usual:
        case bool():
            return ["true" if words.casefold() in {"yes", "true", "on"} else "false"]
        case int() | float():
            if words.casefold() == _ONE_IN_THREE:
                return [repr(1 / 3)]
            return [words] if re.fullmatch(r"[-+]?\d+(\.\d+)?", words) else [quoted]
        case tuple():
            parts = [msgspec.json.encode(part.strip()).decode() for part in words.split(",")]
            return [f"[{', '.join(parts)}]"]
        case dict():
            pairs = [part.partition("=") for part in words.split(",") if part.strip()]
            inner = ", ".join(
                f"{key.strip()} = {msgspec.json.encode(level.strip()).decode()}" for key, _, level in pairs
            )
            return [f"{{ {inner} }}" if inner else "{}"]
    return [words, quoted] if words.isdecimal() and len(words) < 6 else [quoted]
