"""One rule, as it stands in a file (`coach.guidance/1`), and mistakes named with the file and the line."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal, NoReturn, get_args

import msgspec
from msgspec import Meta, Struct

from coach import toml_text
from coach.core.cleaning import clean
from coach.core.noticing import Level
from coach.core.talk import HELPS, HURTS, Kind
from coach.errors import GuidanceError

SCHEMA = "coach.guidance/1"
WHOLE_RULE = "`coach rules --example` prints a whole rule to begin from."
KINDS: tuple[Kind, ...] = (*HURTS, *HELPS)
LARGEST = 64 * 1024  # bytes of a file
SHOWN = 60  # characters of a file's own text in a message

Line = Annotated[str, Meta(min_length=1, max_length=200)]
Lines = Annotated[tuple[Line, ...], Meta(min_length=1, max_length=200)]
Examples = Annotated[tuple[Annotated[str, Meta(min_length=1, max_length=500)], ...], Meta(min_length=1, max_length=100)]


class Rule(Struct, frozen=True):
    """What the file says. Keys that are not known here are left to who knows them."""

    schema: Literal["coach.guidance/1"]
    kind: str
    phrases: Lines
    finds: Examples
    leaves: Examples
    title: Annotated[str, Meta(max_length=80)] = ""
    level: Level = "recap"
    tip: Annotated[str, Meta(max_length=300)] = ""
    source: Annotated[str, Meta(max_length=120)] = "your own rules"
    unless: Annotated[tuple[Line, ...], Meta(max_length=200)] = ()


@dataclass(frozen=True)
class RuleFile:
    """The file's text, for saying where a mistake is."""

    name: str
    text: str

    def line_of(self, key: str, item: str | int | None = None) -> int | None:
        """The line on which `key` stands, or that of one of its items (its text, or its number where texts may repeat)."""
        lines = self.text.splitlines()
        start = next(
            (n for n, line in enumerate(lines, 1) if re.match(rf"\s*[\"']?{re.escape(key)}[\"']?\s*=", line)), None
        )
        if isinstance(item, str) and start is not None:
            return next((n for n, line in enumerate(lines[start - 1 :], start) if item in line), start)
        return start

    def fault(self, what: str, hint: str, *, line: int | None = None) -> GuidanceError:
        where = f"{self.name}, line {line}" if line else self.name
        return GuidanceError(clean(f"{where}: {what}."), clean(hint))


def read(path: Path) -> RuleFile:
    """The text of a rule file. Raises GuidanceError."""
    name = clean(path.name)
    file = RuleFile(name, "")
    try:
        with path.open("rb") as opened:
            raw = opened.read(LARGEST + 1)
    except OSError as error:
        raise file.fault(
            f"it could not be read: {error.strerror or error}", "Look at the file and its rights."
        ) from error
    if len(raw) > LARGEST:
        raise file.fault(f"it is larger than {LARGEST // 1024} kB", "Split it: one rule is one file.")
    try:
        return RuleFile(name, raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise file.fault("it is not UTF-8 text", "Save it again as UTF-8.", line=line) from error


def parsed(file: RuleFile) -> tuple[Rule, tuple[str, ...]]:
    """The rule in a file, and what looks like a slip in it. Raises GuidanceError."""
    content = _toml(file)
    if "schema" not in content:
        raise file.fault("schema is missing", f'A rule begins with: schema = "{SCHEMA}"')
    try:
        rule = msgspec.convert(content, Rule)
    except msgspec.ValidationError as error:
        _explain(file, str(error), content)
    if rule.kind not in KINDS:
        near = difflib.get_close_matches(_as_key(rule.kind), KINDS, 1)
        hint = f"Did you mean {near[0]}?" if near else f"Known: {', '.join(KINDS)}."
        raise file.fault(f"there is no move called “{_short(rule.kind)}”", hint, line=file.line_of("kind"))
    return rule, tuple(_slips(file, content))


def _toml(file: RuleFile) -> dict[str, Any]:
    try:
        return toml_text.parsed(file.text)
    except ValueError as error:
        said = re.search(r"^(.*?) \(at line (\d+), column \d+\)$", str(error), re.DOTALL)
        what = said[1] if said else "it can't be made sense of"
        line = int(said[2]) if said else None
        hint = toml_text.slip(file.text, error) or f"Mend the line. {WHOLE_RULE}"
        raise file.fault(f"it is not valid TOML: {_short(what)}", hint, line=line) from error


def _explain(file: RuleFile, message: str, content: dict[str, Any]) -> NoReturn:
    """msgspec's "Expected `str`, got `int` - at `$.phrases[2]`", said for people."""
    if missing := re.search(r"missing required field `(\w+)`", message):
        near = difflib.get_close_matches(missing[1], [key for key in content if key not in Rule.__struct_fields__], 1)
        hint = f"Did you mean {missing[1]} where it says {_short(near[0])}?" if near else WHOLE_RULE
        line = file.line_of(near[0]) if near else None
        raise file.fault(f"{missing[1]} is missing", hint, line=line)
    expected, _, path = message.partition(" - at ")
    key, number = re.match(r"`\$\.?(\w*)(?:\[(\d+|\.\.\.)\])?", path).groups() or ("", None)  # type: ignore[union-attr]
    if key == "schema":
        raise file.fault(f"this is not a {SCHEMA} file", f'Write: schema = "{SCHEMA}"', line=file.line_of("schema"))
    if key == "level":
        hint = f"One of: {', '.join(get_args(Level))}."
        raise file.fault(f"there is no level “{_short(content['level'])}”", hint, line=file.line_of("level"))
    place = f"{key}, item {int(number) + 1}" if number and number.isdigit() else key
    what, hint = _said_plainly(expected, key)
    raise file.fault(f"{place}: {_short(what)}", hint, line=file.line_of(key))


def _said_plainly(expected: str, key: str) -> tuple[str, str]:
    """What does not fit, and what would."""
    listed = f'Write it so: {key} = ["one", "another"].'
    if expected.startswith("Expected `array` of length >="):
        return "it is empty, and at least one is needed", listed
    if expected.startswith("Expected `array`"):
        return "several may stand here, so they stand in brackets", listed
    if expected.startswith("Expected `str`,"):
        return "words are needed here", 'Words stand in quotes, "like this".'
    what = expected.replace("`", "").replace("Expected", "expected").replace("array", "list").replace("str", "text")
    return what, WHOLE_RULE


def _slips(file: RuleFile, content: dict[str, Any]) -> list[str]:
    """Unknown keys are other programs' business, unless one is nearly ours."""
    known: Sequence[str] = Rule.__struct_fields__
    slips = []
    for key in content:
        near = difflib.get_close_matches(_as_key(key), [one for one in known if one not in content], 1, 0.75)
        if key not in known and near:
            error = file.fault(
                f"{_short(key)} is not known and counts for nothing", f"Did you mean {near[0]}?", line=file.line_of(key)
            )
            slips.append(f"{error.message} {error.hint}")
    return slips


def _as_key(text: str) -> str:
    return text.casefold().replace(" ", "_").replace("-", "_")[:SHOWN]


def _short(text: object) -> str:
    shown = clean(str(text)[: 4 * SHOWN])
    return shown if len(shown) <= SHOWN else f"{shown[: SHOWN - 1]}…"
