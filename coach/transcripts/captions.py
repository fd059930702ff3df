"""Subtitles with times: WebVTT (`<v Name>` or "Name:") and SubRip ("Name:")."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from coach.core.cleaning import clean
from coach.core.talk import Seconds
from coach.transcripts.names import split_name
from coach.transcripts.said import Said, Written, checked_size, wrong

_TIME = r"(?:(\d{1,4}):)?(\d{1,2}):(\d{1,2})[.,](\d{1,3})"
_TIMING = re.compile(rf"\s*{_TIME}\s*-->\s*{_TIME}(?:\s.*)?")
_VOICE = re.compile(r"<v(?:\.[^\s<>]*)?(?:\s+([^<>]*))?>")
_TAG = re.compile(r"</?(?:c|i|b|u|s|v|em|strong|ruby|rt|lang|font)\b[^<>]*>|<\d[\d:.]*>|\{\\[^{}]*\}", re.IGNORECASE)
_ASIDE = re.compile(r"\ufeff?(?:WEBVTT|NOTE|STYLE|REGION)(?:\s|$)")
_EXPECTED = "expected times such as 00:01:02.500 --> 00:01:04.000."


@dataclass(frozen=True, slots=True)
class _CueLines:
    line: int
    start: Seconds
    end: Seconds
    lines: list[str]


def read_captions(text: str, file: str, names: tuple[str, ...]) -> Written:
    """Read either form; a cue without a name goes on with the speaker before it.

    Raises TranscriptError: times that can't be read, with the line.
    """
    said: list[Said] = []
    speaker = "?"
    for cue in _cues(text, file):
        parts = list(_voices(cue, names, speaker))
        said.extend(_timed(parts, cue))
        speaker = parts[-1].label if parts else speaker
    return Written(tuple(said))


def _cues(text: str, file: str) -> list[_CueLines]:
    cues: list[_CueLines] = []
    lines = text.splitlines()
    place = 0
    while place < len(lines):
        first = place
        while place < len(lines) and lines[place].strip():
            place += 1
        block = lines[first:place]
        place += 1
        if not block or _ASIDE.match(block[0]):
            continue
        timings = [at for at, line in enumerate(block) if "-->" in line]
        if timings:
            cues.extend(_block(block, timings, first + 1, file))
            checked_size(file, f"line {first + 1}", turns=len(cues))
        elif cues:  # an empty line inside a cue
            cues[-1].lines.extend(block)
    return cues


def _block(lines: list[str], timings: list[int], first: int, file: str) -> Iterator[_CueLines]:
    """The cues of one block: usually one, more where the empty line between them was lost."""
    for place, until in zip(timings, [*timings[1:], len(lines)], strict=True):
        times = _TIMING.fullmatch(lines[place])
        if not times:
            raise wrong(file, f"line {first + place}", _EXPECTED)
        body = lines[place + 1 : until]
        if until < len(lines) and body and body[-1].strip().isdigit():
            body.pop()  # the next cue's number
        start, end = _seconds(times.groups()[:4]), _seconds(times.groups()[4:])
        yield _CueLines(first + place, start, end, body)


def _seconds(parts: tuple[str | None, ...]) -> Seconds:
    hours, minutes, seconds, fraction = (part or "0" for part in parts)
    return int(hours) * 3600 + int(minutes) * 60 + int(seconds) + int(fraction.ljust(3, "0")) / 1000


def _voices(cue: _CueLines, names: tuple[str, ...], speaker: str) -> Iterator[Said]:
    """The stretches of one cue by who speaks; usually one."""
    words: list[str] = []
    for line in cue.lines:
        for label, part in _pieces(line, names):
            if label and label != speaker:
                if any(words):
                    yield Said(speaker, " ".join(words), f"line {cue.line}")
                speaker, words = label, []
            words.append(_bare(part))
    if any(word.strip() for word in words):
        yield Said(speaker, " ".join(words), f"line {cue.line}")


def _pieces(line: str, names: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    voices = list(_VOICE.finditer(line))
    if not voices:
        yield split_name(_bare(line), names)
        return
    if line[: voices[0].start()].strip():
        yield "", line[: voices[0].start()]
    ends = [*(voice.start() for voice in voices[1:]), len(line)]
    for voice, end in zip(voices, ends, strict=True):
        yield html.unescape(voice.group(1) or "").strip() or "?", line[voice.end() : end]


def _bare(text: str) -> str:
    return clean(html.unescape(_TAG.sub("", text)))


def _timed(parts: list[Said], cue: _CueLines) -> Iterator[Said]:
    """Share the cue's time by length: two speakers in one cue take turns, they do not overlap."""
    letters = sum(len(part.text) for part in parts)
    at = cue.start
    for part in parts:
        end = at + (cue.end - cue.start) * len(part.text) / letters
        yield replace(part, start=at, end=cue.end if part is parts[-1] else end)
        at = end
