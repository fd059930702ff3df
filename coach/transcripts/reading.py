"""From a transcript file to a talk: who is A and B, when each turn was, and only text that is safe to show."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from coach.core.cleaning import clean
from coach.core.talk import Header, Seconds, Speaker, Utterance
from coach.errors import TranscriptError
from coach.transcripts.captions import read_captions
from coach.transcripts.decoding import read_text, shown_name
from coach.transcripts.json_forms import read_json
from coach.transcripts.names import who_is_who
from coach.transcripts.plain import read_plain
from coach.transcripts.said import Said, Written, checked_size, wrong

FORMS = (".json", ".vtt", ".srt", ".txt")
WORDS_A_SECOND = 2.5  # what times are estimated with where there are none
_LONGEST_TALK: Seconds = 86_400
_LONGEST_TOPIC = 200
_HIGHEST_N = 1_000_000_000


def is_transcript(path: Path | str) -> bool:
    """Whether the file's name says that it is a transcript, and not a recording."""
    return Path(path).suffix.lower() in FORMS


def read_transcript(
    path: Path | str, *, speakers: tuple[str, str] | None = None, topic: str = ""
) -> tuple[Header, tuple[Utterance, ...]]:
    """Read a transcript in any of its forms, utterances in order of their start.

    `speakers`: the names of A and B, found in the file or given in order of appearance. `topic` wins over the file's.
    Where a time is missing, all are estimated and `Header.timed` is false.

    Raises TranscriptError: with the file, the line or JSON path, and what was expected.
    """
    path = Path(path)
    file = shown_name(path)
    written = _read(path, file, speakers or ())
    checked_size(file, "all of it", turns=len(written.said))
    said = [replace(part, text=clean(part.text), label=clean(part.label)) for part in written.said]
    said = [_checked(part, file) for part in said if part.text]
    if not said:
        raise TranscriptError(f"{file} holds no words.", "Check that it is the file you meant.")
    labels = list(dict.fromkeys(part.label for part in said if part.label))
    known, names = who_is_who(labels, {clean(key): name for key, name in written.names.items()}, speakers, file)
    timed = all(part.start is not None and part.end is not None for part in said)
    header = Header(
        id=clean(path.stem) or "transcript",
        topic=clean(clean(topic or written.topic)[:_LONGEST_TOPIC]),
        names=names,
        source=file,
        timed=timed,
        overlaps="exact" if timed and written.exact_times else "guessed",
    )
    numbered = _numbered(said, file)
    utterances = [
        _utterance(part, known.get(part.label, "?")) for part in (numbered if timed else _estimated(numbered))
    ]
    return header, tuple(sorted(utterances, key=lambda utterance: utterance.start))


def _read(path: Path, file: str, names: tuple[str, ...]) -> Written:
    text = read_text(path)
    match path.suffix.lower():
        case ".json":
            return read_json(text, file)
        case ".vtt" | ".srt":
            return read_captions(text, file, names)
        case _:
            return read_plain(text, file, names)


def _checked(part: Said, file: str) -> Said:
    checked_size(file, part.where, characters=len(part.text))
    turn = f" of turn {part.n}" if part.n is not None else ""
    for name, value in (("start", part.start), ("end", part.end)):
        if value is not None and not 0 <= value <= _LONGEST_TALK:
            problem = f"`{name}`{turn} is {_shown(value)}; expected seconds from 0 to {_LONGEST_TALK:,}."
            raise wrong(file, _inside(part.where, name), problem, "Times are seconds from the start of the talk.")
    if part.start is not None and part.end is not None and part.end < part.start:
        problem = f"`end`{turn} is {part.end:g}, before its `start` at {part.start:g}."
        raise wrong(file, _inside(part.where, "end"), problem, "Times are seconds from the start of the talk.")
    if part.n is not None and not 0 <= part.n <= _HIGHEST_N:
        raise wrong(file, _inside(part.where, "n"), "expected a whole number from 0 up.")
    return part


def _inside(where: str, key: str) -> str:
    return f"{where}.{key}" if where.startswith("$") else where


def _shown(value: float) -> str:
    return "not a number" if math.isnan(value) else f"{value:g}"


def _numbered(said: Iterable[Said], file: str) -> list[Said]:
    """Every turn with its own number: the file's where it has one, else the next one that is free."""
    said = list(said)
    taken: set[int] = set()
    for part in said:
        if part.n is not None and part.n in taken:
            raise wrong(file, _inside(part.where, "n"), f"turn {part.n} is there twice; expected a number for each.")
        taken |= {part.n} if part.n is not None else set()
    numbered, last = [], 0
    for part in said:
        n = part.n
        if n is None:
            n = last + 1
            while n in taken:
                n += 1
            taken.add(n)
        last = n
        numbered.append(replace(part, n=n))
    return numbered


def _estimated(said: Iterable[Said]) -> Iterator[Said]:
    at = 0.0
    for part in said:
        end = at + len(part.text.split()) / WORDS_A_SECOND
        yield replace(part, start=at, end=end, words=())
        at = end


def _utterance(part: Said, speaker: Speaker) -> Utterance:
    return Utterance(part.n or 0, speaker, part.start or 0.0, part.end or 0.0, part.text, part.words)
