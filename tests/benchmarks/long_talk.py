"""A talk of any length for the screens: who said what, moments, cues, agreements and what is put aside, the same every time."""

from __future__ import annotations

import random
from collections.abc import Iterator

from coach.core.events import (
    Agreed,
    Cued,
    Event,
    Heard,
    Hearing,
    Level,
    Noticed,
    PutAside,
    SpeechBegan,
    SpeechEnded,
    Unsure,
)
from coach.core.talk import HURTS, Agreement, Cue, Kind, Moment, Parked, Span, Speaker, Utterance

SAID = (
    "I feel tired when the kitchen is as we left it and nobody says anything about it until the evening so could we "
    "look at the week together and find what would make it lighter for you and for me because I know you try too"
)
KINDS: tuple[Kind, ...] = (
    "i_statement",
    "validation",
    "blame",
    "open_question",
    "topic_drift",
    "topic_return",
    "repair",
)
CUES = (
    "Maya named a feeling. Tom, what did you hear?",
    "A kind word.",
    "Would you like to come back to the housework?",
)


def steps(utterances: int, seed: int = 7) -> Iterator[list[Event]]:
    """The events of one utterance after the other, with its partial words and the levels between."""
    chance = random.Random(seed)  # noqa: S311
    words_known = SAID.split()
    at = 0.0
    for n in range(1, utterances + 1):
        speaker: Speaker = "?" if n % 97 == 0 else "A" if chance.random() < 0.55 else "B"
        words = [chance.choice(words_known) for _ in range(chance.choice((2, 6, 9, 14, 22, 40)))]
        text = " ".join(words).capitalize() + "."
        end = at + max(1.0, len(words) / 2.5)
        channel = 0 if speaker == "A" else 1
        said = Utterance(n=n, speaker=speaker, start=at, end=end, text=text)
        told: list[Event] = [SpeechBegan(at=at, channel=channel, speaker=speaker)]
        for part in (len(words) // 2, len(words)):
            told.append(Level(at=at + part / 2.5, channels=(-30.0 - chance.random() * 30, -40.0)))
            told.append(Hearing(at=at + part / 2.5, channel=channel, speaker=speaker, text=" ".join(words[:part])))
        told += [SpeechEnded(at=end, channel=channel, speaker=speaker), Heard(at=end, utterance=said)]
        told += _noticed(said, chance)
        if n % 53 == 0:
            told.append(Unsure(at=end + 0.2, start=end, end=end + 0.2, reason="noise", text="something about"))
        yield told
        at = end + 0.6


def _noticed(said: Utterance, chance: random.Random) -> Iterator[Event]:
    """A moment in one of three utterances, a cue about one of ten, now and then an agreement or a parked subject."""
    if said.n % 3 == 0:
        kind = chance.choice(KINDS)
        span = Span(said.n, 0, min(12, len(said.text)))
        tone = "hurts" if kind in HURTS else "helps"
        moment = Moment(said.n, kind, tone, said.speaker, said.n, said.start, said.end, (span,), 0.8, (said.text[:12],))
        yield Noticed(at=said.end, moment=moment)
        if said.n % 10 == 0:
            cue = Cue(said.n, "A" if said.n % 4 else "B", said.end, chance.choice(CUES), (said.n,), moment.tone, 12.0)
            yield Cued(at=said.end, cue=cue)
    if said.n % 211 == 0:
        yield Agreed(at=said.end, agreement=Agreement(said.n, said.speaker, f"The dishes are done by nine, {said.n}"))
    if said.n % 307 == 0:
        yield PutAside(at=said.end, parked=Parked(None, None, "the in-laws"))
