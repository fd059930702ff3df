"""Talks by what was noticed in them, for the patterns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from coach.core.patterns import patterns
from coach.core.talk import HURTS, Header, Kind, Moment, Pattern, PatternKind, Speaker, Utterance, Voice

HEADER = Header(id="talk")
Line = tuple[Speaker, str, tuple[Kind, ...]]


def seen(lines: Sequence[Line], *, loudness: Sequence[float] = ()) -> tuple[Pattern, ...]:
    voices = [Voice(loudness_db=db) for db in loudness] or [None] * len(lines)
    said = [
        Utterance(n=n, speaker=who, start=5.0 * n, end=5.0 * n + 4, text=text, voice=voice)
        for n, ((who, text, _), voice) in enumerate(zip(lines, voices, strict=True), 1)
    ]
    return patterns(HEADER, said, moments(said, [kinds for *_, kinds in lines]), ())


def moments(said: Sequence[Utterance], labels: Iterable[Iterable[Kind]]) -> list[Moment]:
    found: list[Moment] = []
    for one, kinds in zip(said, labels, strict=True):
        found += [
            Moment(
                id=len(found) + 1 + i,
                kind=kind,
                tone="hurts" if kind in HURTS else "helps",
                speaker=one.speaker,
                utterance=one.n,
                start=one.start,
                end=one.end,
                evidence=(),
                confidence=0.8,
            )
            for i, kind in enumerate(kinds)
        ]
    return found


def kinds(found: Iterable[Pattern]) -> set[PatternKind]:
    return {one.kind for one in found}


PRESSING: list[Line] = [
    ("A", "You never talk to me.", ("blame",)),
    ("B", "Fine.", ("withdrawal",)),
    ("A", "Answer me. Now.", ("demand",)),
    ("B", "", ("withdrawal",)),
    ("A", "You have to tell me.", ("demand",)),
    ("B", "I'm done.", ("withdrawal",)),
]  # fmt: skip
WARM: list[Line] = [
    ("A", "I felt alone on Sunday.", ("i_statement",)),
    ("B", "That makes sense.", ("validation",)),
    ("A", "Thank you.", ("appreciation",)),
    ("B", "I'll ring on Monday.", ("agreement",)),
    ("A", "What would help you?", ("open_question",)),
    ("B", "Could you text me?", ("request",)),
]
HEATED: list[Line] = [
    ("A", "You're a liar.", ("personal_attack", "blame")),
    ("B", "You're the liar.", ("personal_attack",)),
    ("A", "Whatever.", ("dismissal",)),
    ("B", "You always do this.", ("blame",)),
]
