"""Homework: an assignment written by a therapist (coach.homework/1), checked with errors that say where and what."""

from __future__ import annotations

import difflib
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

from msgspec import Struct
from msgspec.structs import replace

from coach import toml_text
from coach.core.cleaning import clean
from coach.core.talk import HELPS, HURTS, Kind
from coach.errors import HomeworkError
from coach.settings import Settings
from coach.store.index import Entry
from coach.store.kept import PARTS, Part

MOST = 64 * 1024  # bytes of an assignment
_PRACTISED: tuple[Kind, ...] = HELPS
_WATCHED: tuple[Kind, ...] = tuple(kind for kind in HURTS if kind != "threat")  # never coached, so never homework
_EXAMPLES = {
    "title": 'title = "Softer openings"',
    "topic": 'topic = "the household budget"',
    "minutes": "minutes = 20",
    "sessions": "sessions = 2",
    "note": 'note = "Start with one appreciation each."',
}


class Homework(Struct, frozen=True):
    title: str
    topic: str = ""  # "": the couple may choose
    minutes: float = 20
    focus: tuple[Kind, ...] = ()  # moves to practise
    avoid: tuple[Kind, ...] = ()  # moves to watch
    mode: Literal["open", "speaker_listener"] = "open"
    sessions: int = 1  # how often before the next appointment
    note: str = ""
    share: tuple[Part, ...] = ()  # what the therapist asks for; the couple decides
    schema: str = "coach.homework/1"


class Loaded(Struct, frozen=True):
    homework: Homework
    notes: tuple[str, ...] = ()  # what a therapist may want to mend although it can be used


class HomeworkMistakesError(HomeworkError):
    """Told as its first mistake; who wrote the file wants `all` of them."""

    def __init__(self, mistakes: Sequence[HomeworkError]) -> None:
        super().__init__(mistakes[0].message, mistakes[0].hint)
        self.all = tuple(mistakes)


def load_homework(path: Path) -> Loaded:
    """Reads an assignment. Raises HomeworkError, naming the file and the key."""
    name = clean(path.name)
    try:
        if path.is_dir():
            raise HomeworkError(f"{clean(str(path))} is a folder.", "An assignment is one file in it.")
        if not path.is_file():
            raise HomeworkError(f"{clean(str(path))} is not there.", "Check the name of the file.")
        with path.open("rb") as file:
            data = file.read(MOST + 1)
    except (OSError, ValueError) as error:
        raise HomeworkError(f"{clean(str(path))} could not be read.", "Check that you may open it.") from error
    return parse_homework(data, name)


def parse_homework(data: bytes, name: str) -> Loaded:
    """An assignment from the bytes of a file called `name`."""
    if len(data) > MOST:
        raise HomeworkError(f"{name} is too large to be an assignment.", "Check that it is the right file.")
    try:
        text = data.decode("utf-8-sig")
        raw = toml_text.parsed(text)
    except UnicodeDecodeError as error:
        raise HomeworkError(f"{name} is not UTF-8 text.", "Save it as UTF-8.") from error
    except ValueError as error:
        raise HomeworkError(
            f"{name} is not valid TOML: {clean(str(error))[:200]}.", toml_text.slip(text, error) or "Mend the line."
        ) from error
    schema = raw.pop("schema", None)
    if schema != "coach.homework/1":
        later = isinstance(schema, str) and schema.startswith("coach.homework/")
        raise HomeworkError(
            f'{name}: schema: expected "coach.homework/1", found {_shown(schema)}.',
            "It was written for a newer coach; install that."
            if later
            else 'Its first line is: schema = "coach.homework/1"',
        )
    found, mistakes = _looked_at(raw, name)
    if mistakes:
        raise HomeworkMistakesError(mistakes)
    unknown = tuple(_unknown(key, name) for key in raw if key not in _KEYS)
    homework = Homework(**found)
    return Loaded(homework, (*unknown, *_to_mend(homework, name)))


def done(homework: Homework, entries: Iterable[Entry]) -> int:
    """How many of the kept talks were done for this assignment."""
    return sum(entry.homework == homework.title for entry in entries)


def focused(settings: Settings, homework: Homework) -> Settings:
    """Settings for a talk on this assignment: its topic, time and mode, and live cues only about what is practised.

    What is not practised moves from live cues to the recap. Nothing becomes a live cue that was none before: how sure a
    detector is does not change with an assignment.
    """
    levels = dict(settings.guidance.levels)
    for chosen, kinds in ((homework.focus, HELPS), (homework.avoid, HURTS)):
        if chosen:
            levels |= {kind: "recap" for kind in kinds if kind not in chosen and levels.get(kind) != "off"}
    talk = replace(
        settings.talk, topic=homework.topic or settings.talk.topic, minutes=homework.minutes, mode=homework.mode
    )
    return replace(settings, talk=talk, guidance=replace(settings.guidance, levels=levels))


def moves_said(kinds: Iterable[Kind]) -> str:
    """Moves as a couple reads them: "speaking for oneself; saying back"."""
    from coach.detectors import ALL

    titles = {one.kind: one.title for one in ALL}
    return "; ".join(titles[kind][:1].lower() + titles[kind][1:] for kind in kinds)


# --- one key after the other ------------------------------------------------------------------------------------------


def _looked_at(raw: Mapping[str, Any], name: str) -> tuple[dict[str, Any], list[HomeworkError]]:
    """What stands there, and every mistake in it."""
    found: dict[str, Any] = {}
    mistakes: list[HomeworkError] = []
    if "title" not in raw:
        mistakes.append(HomeworkError(f"{name}: title: it is missing.", f"For example: {_EXAMPLES['title']}"))
    for key, look in _KEYS.items():
        if key in raw:
            try:
                found[key] = look(raw[key], _Place(name, key))
            except HomeworkError as error:
                mistakes.append(error)
    return found, mistakes


class _Place(Struct, frozen=True):
    file: str
    key: str

    def wrong(self, expected: str, found: object, hint: str = "") -> HomeworkError:
        return HomeworkError(
            f"{self.file}: {self.key}: expected {expected}, found {_shown(found)}.",
            hint or f"For example: {_EXAMPLES[self.key]}",
        )


def _text(most: int, *, empty: bool = True) -> Callable[[Any, _Place], str]:
    def look(value: Any, place: _Place) -> str:
        if not isinstance(value, str) or len(value) > most or not (empty or clean(value)):
            raise place.wrong(
                f"a text of {'' if empty else '1 to '}{most} characters{' at most' if empty else ''}", value
            )
        return clean(value)

    return look


def _number(least: float, most: float, *, whole: bool = False) -> Callable[[Any, _Place], float]:
    def look(value: Any, place: _Place) -> float:
        fits = isinstance(value, int if whole else (int, float)) and not isinstance(value, bool)
        if not fits or not math.isfinite(value) or not least <= value <= most:
            raise place.wrong(f"a {'whole ' if whole else ''}number from {least:g} to {most:g}", value)
        return value  # type: ignore[no-any-return]

    return look


def _one_of(known: tuple[str, ...]) -> Callable[[Any, _Place], str]:
    def look(value: Any, place: _Place) -> str:
        if value not in known:
            raise place.wrong(" or ".join(f'"{one}"' for one in known), value, _near(value, known))
        return str(value)

    return look


def _some_of(
    known: tuple[str, ...], elsewhere: Mapping[str, str] | None = None
) -> Callable[[Any, _Place], tuple[str, ...]]:
    """`elsewhere`: words that are right in another key, or nowhere, with what to say then."""

    def look(value: Any, place: _Place) -> tuple[str, ...]:
        if not isinstance(value, list):
            raise place.wrong("a list of words", value, f'For example: {place.key} = ["{known[0]}"]')
        for one in value:
            if not isinstance(one, str) or one not in known:
                hint = (elsewhere or {}).get(one, "") if isinstance(one, str) else ""
                raise place.wrong(f"words such as {known[0]}, {known[1]}", one, hint or _near(one, known))
        return tuple(dict.fromkeys(value))

    return look


_KEYS: dict[str, Callable[[Any, _Place], Any]] = {
    "title": _text(120, empty=False),
    "topic": _text(300),
    "minutes": _number(1, 240),
    "focus": _some_of(_PRACTISED, dict.fromkeys(_WATCHED, "Moves to watch stand in avoid.")),
    "avoid": _some_of(
        _WATCHED,
        {
            **dict.fromkeys(_PRACTISED, "Moves to practise stand in focus."),
            "threat": "Threats are not practised. Speak with each partner alone.",
        },
    ),
    "mode": _one_of(("open", "speaker_listener")),
    "sessions": _number(1, 50, whole=True),
    "note": _text(2000),
    "share": _some_of(PARTS),
}


def _near(word: object, known: Iterable[str]) -> str:
    names = tuple(known)
    near = difflib.get_close_matches(word[:60], names, 1) if isinstance(word, str) else []
    return f"Did you mean {near[0]}?" if near else f"Known here: {', '.join(names)}."


def _unknown(key: str, name: str) -> str:
    near = difflib.get_close_matches(key[:60], _KEYS, 1)
    return f"{name}: {clean(key)[:60]} is not known and is left aside." + (f" Did you mean {near[0]}?" if near else "")


def _to_mend(homework: Homework, name: str) -> Iterable[str]:
    if not homework.focus and not homework.avoid:
        yield f"{name}: neither focus nor avoid is given, so nothing is practised in particular."
    if asked := [one for one in ("hurtful", "transcript") if one in homework.share]:
        yield f"{name}: share asks for {' and '.join(asked)}. Couples often leave that out; counts and agreements may do."


def _shown(value: object) -> str:
    if value is None:
        return "nothing"
    text = clean(str(value))
    return f'"{text[:40]}{"..." if len(text) > 40 else ""}"' if isinstance(value, str) else text[:40]
