"""Talks for tests: from a few lines, or from the labelled talks of the shared data."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from coach.core.conversation import Conversation
from coach.core.events import Ended, Event, Given, Heard, Started
from coach.core.noticing import Detector
from coach.core.talk import Header, Speaker, Utterance, other
from coach.settings import Settings


def lines(*said: str, gap: float = 0.5) -> tuple[Utterance, ...]:
    """`"A: words"`, one after the other at 2.5 words a second."""
    utterances: list[Utterance] = []
    at = 0.0
    for n, line in enumerate(said, 1):
        speaker, _, text = line.partition(": ")
        end = at + max(0.4, len(text.split()) / 2.5)
        utterances.append(Utterance(n=n, speaker=speaker, start=at, end=end, text=text))  # type: ignore[arg-type]
        at = end + gap
    return tuple(utterances)


def given(utterances: Sequence[Utterance], header: Header) -> list[Given]:
    """What a transcript gives: its start, every utterance when it has ended, its end."""
    events: list[Given] = [Started(at=0.0, header=header)]
    heard = 0.0
    for one in utterances:
        heard = max(heard, one.end)
        events.append(Heard(at=heard, utterance=one))
    return [*events, Ended(at=heard)]


def played(events: Iterable[Given], detectors: Sequence[Detector], settings: Settings | None = None) -> list[Event]:
    conversation = Conversation(detectors, settings or Settings())
    return [followed for event in events for followed in conversation.take(event)]


def labelled(path: Path) -> tuple[Header, tuple[Utterance, ...]]:
    """A talk of the shared data; its labels are left out."""
    talk = json.loads(path.read_text("utf-8"))
    header = Header(
        id=path.stem, topic=talk["topic"], names=(talk["speakers"]["A"], talk["speakers"]["B"]), source=path.name
    )
    keys = ("n", "speaker", "start", "end", "text")
    return header, tuple(Utterance(**{key: turn[key] for key in keys}) for turn in talk["turns"])


def swapped(speaker: Speaker) -> Speaker:
    return other(speaker)
