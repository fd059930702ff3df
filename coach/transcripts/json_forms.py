"""Transcripts in JSON: coach's own form, and what Whisper and WhisperX write."""

from __future__ import annotations

import json
import math
import re
from typing import TypeVar

import msgspec
from msgspec import Struct

from coach.core.cleaning import clean
from coach.core.talk import Word
from coach.errors import TranscriptError
from coach.transcripts.said import Said, Written, wrong

SCHEMA = "coach.transcript/1"
_FORM = 'coach reads {"turns": [{"speaker": "A", "text": "..."}]}, or Whisper\'s {"segments": [...]}.'


class _Turn(Struct):
    speaker: str
    text: str
    n: int | None = None
    start: float | None = None
    end: float | None = None


class _Own(Struct):
    turns: list[_Turn]
    topic: str | None = None
    speakers: dict[str, str] | None = None


class _Segment(Struct):
    text: str
    speaker: str | None = None
    start: float | None = None
    end: float | None = None
    words: object = None


class _Whisper(Struct):
    segments: list[_Segment]


class _WhisperWord(Struct):
    word: str
    start: float
    end: float
    probability: float | None = None
    score: float | None = None  # what WhisperX calls it


_Form = TypeVar("_Form", _Own, _Whisper)


def read_json(text: str, file: str) -> Written:
    """Read coach's own form or Whisper's.

    Raises TranscriptError: it is neither; the message has the line or the JSON path.
    """
    parsed = _parsed(text, file)
    if not isinstance(parsed, dict):
        raise wrong(file, "$", f"expected an object, found {_named(parsed)}.", _FORM)
    schema = parsed.get("schema", SCHEMA)
    if schema != SCHEMA:
        raise wrong(file, "$.schema", f'expected "{SCHEMA}", found {_named(schema)}.', _FORM)
    if "turns" in parsed:
        return _own(_typed(parsed, _Own, file))
    if "segments" in parsed:
        return _whisper(_typed(parsed, _Whisper, file))
    raise wrong(file, "$", "`turns` is missing, and so is `segments`.", _FORM)


def _parsed(text: str, file: str) -> object:
    try:
        # The standard library's reader, because it names the line, and because recognisers do write NaN.
        return json.loads(text)
    except json.JSONDecodeError as error:
        problem = f"this is not JSON ({clean(error.msg).lower()})."
        raise wrong(file, f"line {error.lineno}, column {error.colno}", problem) from error
    except RecursionError as error:
        raise TranscriptError(f"{file}: its lists are nested too deeply to be a transcript.", _FORM) from error
    except ValueError as error:  # a number of thousands of digits
        raise TranscriptError(f"{file}: a number in it is too long.", _FORM) from error


def _typed(parsed: object, form: type[_Form], file: str) -> _Form:
    try:
        return msgspec.convert(parsed, form)
    except msgspec.ValidationError as error:
        problem, _, where = str(error).partition(" - at ")
        raise wrong(file, where.strip("`") or "$", _plainly(problem), _FORM) from error


def _own(own: _Own) -> Written:
    names = own.speakers or {}
    letters = {name: letter for letter, name in names.items()}  # some write the name itself in each turn
    said = tuple(
        Said(
            turn.speaker if turn.speaker in names else letters.get(turn.speaker, turn.speaker),
            turn.text,
            f"$.turns[{place}]",
            turn.start,
            turn.end,
            turn.n,
        )
        for place, turn in enumerate(own.turns)
    )
    return Written(said, topic=own.topic or "", names=names)


def _whisper(whisper: _Whisper) -> Written:
    said = tuple(
        Said(
            part.speaker or "",
            part.text,
            f"$.segments[{place}]",
            part.start,
            part.end,
            words=_words(part.words),
        )
        for place, part in enumerate(whisper.segments)
    )
    return Written(said, exact_times=False)


def _words(listed: object) -> tuple[Word, ...]:
    """The words with their times, or none at all: WhisperX leaves out those that it could not place."""
    try:
        words = msgspec.convert(listed or [], list[_WhisperWord])
    except msgspec.ValidationError:
        return ()
    if not all(0 <= word.start <= word.end < math.inf for word in words):
        return ()
    return tuple(Word(clean(word.word), word.start, word.end, _sureness(word)) for word in words)


def _sureness(word: _WhisperWord) -> float:
    given = word.probability if word.probability is not None else word.score
    return 1.0 if given is None or math.isnan(given) else min(1.0, max(0.0, given))


_KINDS = {"str": "text", "int": "a whole number", "float": "a number", "bool": "true or false", "array": "a list"}
_KINDS |= {"object": "an object", "null": "nothing"}


def _plainly(problem: str) -> str:
    """The decoder's message in words: "Expected `str`, got `int`" is "expected text, found a whole number."."""
    expected = re.fullmatch(r"Expected `(.+)`, got `(.+)`", problem)
    if expected:
        wanted, got = (_KINDS.get(part.removesuffix(" | null"), part) for part in expected.groups())
        return f"expected {wanted}, found {got}."
    missing = re.fullmatch(r"Object missing required field `(.+)`", problem)
    return f"`{missing.group(1)}` is missing." if missing else f"{clean(problem)}."


def _named(value: object) -> str:
    match value:
        case None:
            return "nothing"
        case bool():
            return "true or false"
        case int() | float():
            return "a number"
        case str():
            return f'"{clean(value[:60])}"'
        case list():
            return "a list"
        case _:
            return "an object"
