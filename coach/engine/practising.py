"""One moment said anew: how the new sentence lands, by the same conversation that listened to the talk."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from coach.core.cleaning import clean
from coach.core.conversation import Conversation
from coach.core.describing import Described, describe
from coach.core.events import Heard, Noticed, Started
from coach.core.noticing import Detector
from coach.core.recap import Recap, RecapMoment
from coach.core.talk import Header, Moment, Seconds, Utterance

_BEFORE = 4  # turns that lead up to the moment
LONGEST = 600  # characters


@dataclass(frozen=True, slots=True)
class Landing:
    """What the new sentence was read as. `apart`: something in it is not for practising alone."""

    helps: tuple[Described, ...] = ()
    hurts: tuple[Described, ...] = ()
    apart: bool = False


def landing(
    recap: Recap,
    moment: RecapMoment,
    words: str,
    *,
    conversation: Conversation,
    detectors: Sequence[Detector],
) -> Landing:
    """Reads `words` as said by the moment's speaker in its place, after the turns that led up to it."""
    said = clean(words)[:LONGEST].strip()
    names = tuple(recap.partners[who].name if who in recap.partners else who for who in ("A", "B"))
    header = Header(id="practice", topic=recap.session.topic, names=(names[0], names[1]), timed=False)
    for _ in conversation.take(Started(at=0.0, header=header)):
        pass
    utterances = [*_before(recap, moment), Utterance(n=_BEFORE + 1, speaker=moment.speaker, start=0, end=0, text=said)]
    found: list[Moment] = []
    at: Seconds = 0.0
    placed: list[Utterance] = []
    for utterance in utterances:
        length = max(1.0, len(utterance.text.split()) / 2.5)
        here = Utterance(n=utterance.n, speaker=utterance.speaker, start=at, end=at + length, text=utterance.text)
        placed.append(here)
        at += length + 0.5
        found = [
            event.moment
            for event in conversation.take(Heard(at=here.end, utterance=here))
            if isinstance(event, Noticed)
        ]
    mine = [one for one in found if any(span.utterance == placed[-1].n for span in one.evidence)]
    spoken = [one for one in mine if one.kind != "threat"]
    return Landing(
        helps=tuple(describe(one, placed, detectors) for one in spoken if one.tone == "helps"),
        hurts=tuple(describe(one, placed, detectors) for one in spoken if one.tone == "hurts"),
        apart=len(spoken) < len(mine),
    )


def _before(recap: Recap, moment: RecapMoment) -> list[Utterance]:
    """The turns right before the moment's own, numbered from 1."""
    earlier = [turn for turn in recap.turns if turn.n < moment.turn and turn.sure][-_BEFORE:]
    return [
        Utterance(n=n, speaker=turn.speaker, start=0, end=0, text=turn.text) for n, turn in enumerate(earlier, start=1)
    ]


Practise = Callable[[Recap, RecapMoment, str], Landing]
