"""Recaps of events made by hand."""

from __future__ import annotations

from coach.core.events import (
    Event,
    Heard,
    Noticed,
    Started,
)
from coach.core.recap import Recap
from coach.core.recapping import recap
from coach.core.talk import HELPS, HURTS, Header, Kind, Moment, Speaker, Utterance
from coach.detectors import ALL

HEADER = Header(
    id="x1", topic="the dishes", names=("Maya", "Tom"), source="talk.wav", model="base.en", aim="a plan", rules=("Stop means stop.",)
)  # fmt: skip


def said(n: int, speaker: Speaker, start: float, end: float, text: str, *, confidence: float = 1.0) -> Heard:
    return Heard(at=end, utterance=Utterance(n, speaker, start, end, text, confidence=confidence))


def noticed(number: int, kind: Kind, speaker: Speaker, n: int, confidence: float = 0.9) -> Noticed:
    tone = "helps" if kind in HELPS else "hurts" if kind in HURTS else "neutral"
    return Noticed(at=n * 10.0, moment=Moment(number, kind, tone, speaker, n, n * 10.0, n * 10.0 + 4, (), confidence))


def talk(*events: Event, header: Header = HEADER, private: bool = False) -> Recap:
    return recap([Started(at=0.0, header=header), *events], ALL, private=private)


def words(count: int = 8) -> list[Heard]:
    """`count` utterances of the two in turn, every ten seconds: "words 1" ..."""
    return [said(n, "AB"[(n - 1) % 2], n * 10.0, n * 10.0 + 4, f"words {n}") for n in range(1, count + 1)]  # type: ignore[arg-type]
