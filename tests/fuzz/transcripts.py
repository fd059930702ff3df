"""Transcripts in every form, read; and reviewed to the end, in every form that a recap is shown in."""

from __future__ import annotations

import atexit
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from coach.core.cleaning import clean
from coach.core.conversation import Conversation
from coach.core.recapping import recap
from coach.detectors import ALL
from coach.engine.review import review_transcript
from coach.errors import CoachError
from coach.settings import Settings
from coach.transcripts import read_transcript
from tests.fuzz.harness import Harness, told
from tests.fuzz.pages import shown_safely

ENDINGS = (".json", ".vtt", ".srt", ".txt")


@cache
def folder() -> Path:
    """A folder for the files of this run, gone with it; in memory, where there is such a place: they are thousands a second."""
    memory = Path("/dev/shm")  # noqa: S108
    given = os.environ.get("FUZZ_IN")  # by whom, who clears it away: a fuzzer ends without a goodbye
    place = Path(tempfile.mkdtemp(prefix="coach-fuzz-", dir=given or (memory if memory.is_dir() else None)))
    atexit.register(shutil.rmtree, place, ignore_errors=True)
    return place


def read(data: bytes) -> None:
    _read(data)


def _read(data: bytes):
    path = folder() / f"t{ENDINGS[data[0] % 4 if data else 0]}"
    path.write_bytes(data[1:])
    names = ("Maya", "Tom") if data and data[0] & 64 else None
    try:
        header, said = read_transcript(path, speakers=names)
    except CoachError as error:
        told(error)
        return None
    assert said
    assert all(one.text == clean(one.text) and 0 <= one.start <= one.end <= 86_400 for one in said)
    assert all(name and name == clean(name) and len(name) <= 40 for name in header.names)
    return header, said


def reviewed(data: bytes) -> None:
    found = _read(data)
    if found is None:
        return
    header, said = found
    events = review_transcript(header, said[:60], Conversation(ALL, Settings()))
    shown_safely(recap(events, ALL, private=bool(data[0] & 128)))


SAID = (
    ("A", "You never help with the dishes, and I am so tired of it."),
    ("B", "That's not fair! I did them on Monday, and you always forget that."),
    ("A", "I feel alone with it. Could we take turns?"),
    ("B", "That makes sense. I'm sorry. I'll do them on Sundays, okay?"),
    ("A", "Okay, thank you. If you leave, you will never see the kids again."),
)


def seeds() -> Iterator[bytes]:
    turns = [
        {"n": n, "speaker": who, "start": 4.0 * n, "end": 4.0 * n + 3, "text": text}
        for n, (who, text) in enumerate(SAID)
    ]
    own = {"schema": "coach.transcript/1", "topic": "the dishes", "speakers": {"A": "Maya", "B": "Tom"}, "turns": turns}
    words = [{"word": "You", "start": 0.0, "end": 0.4, "score": 0.9}]
    segments = [
        {"speaker": who, "start": 3.0 * n, "end": 3.0 * n + 2, "text": text, "words": words}
        for n, (who, text) in enumerate(SAID)
    ]
    yield b"\0" + json.dumps(own).encode()
    yield b"\0" + json.dumps({"turns": [{"speaker": who, "text": text} for who, text in SAID]}).encode()
    yield b"\x40" + json.dumps({"segments": segments}).encode()
    cue = "\n\n".join(
        f"00:00:{n * 5:02}.000 --> 00:00:{n * 5 + 4:02}.000\n<v {who}>{text}" for n, (who, text) in enumerate(SAID)
    )
    yield b"\1WEBVTT\n\nNOTE x\n\n" + cue.encode()
    cue = "\n\n".join(
        f"{n}\n00:00:{n * 5:02},000 --> 00:00:{n * 5 + 4:02},000\n{who}: <i>{text}</i>"
        for n, (who, text) in enumerate(SAID)
    )
    yield b"\2" + cue.encode()
    yield b"\3" + "\n".join(f"{who}: {text}\nand on" for who, text in SAID).encode()
    yield b"\3" + "\n".join(f"- [00:0{n}] **{who}:** {text}" for n, (who, text) in enumerate(SAID)).encode("utf-16")


HARNESSES = (
    Harness("transcripts", read, seeds, is_json=True),
    Harness("reviews", reviewed, seeds, is_json=True),
)
