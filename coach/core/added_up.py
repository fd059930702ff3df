"""What a talk's events add up to, one after the other: the facts behind a recap."""

from __future__ import annotations

from dataclasses import dataclass, field

from msgspec.structs import replace

from coach.core.events import (
    Agreed,
    Amended,
    AudioLost,
    BreakBegan,
    BreakEnded,
    Confirmed,
    Cued,
    Dismissed,
    Ended,
    Event,
    Heard,
    LetBe,
    Noticed,
    Overlapped,
    PutAside,
    SpeakerTold,
    Started,
    TopicFound,
    Unsure,
)
from coach.core.talk import Agreement, Cue, Header, Moment, Overlap, Parked, Partner, Seconds, Utterance


@dataclass
class AddedUp:
    """What a talk's events add up to."""

    header: Header = field(default_factory=lambda: Header(id=""))
    topic: str = ""
    ended: Seconds = 0.0
    utterances: list[Utterance] = field(default_factory=list)
    moments: dict[int, Moment] = field(default_factory=dict)
    overlaps: list[Overlap] = field(default_factory=list)
    cues: dict[int, Cue] = field(default_factory=dict)  # by moment
    repaired: set[int] = field(default_factory=set)  # moments whose cue was dropped: they mended it by themselves
    agreements: list[Agreement] = field(default_factory=list)
    yeses: dict[int, set[Partner]] = field(default_factory=dict)  # by agreement: who confirmed it
    parked: list[Parked] = field(default_factory=list)
    breaks: list[tuple[Seconds, Seconds]] = field(default_factory=list)
    lost: list[AudioLost] = field(default_factory=list)
    unsure: int = 0
    break_since: Seconds | None = None

    @property
    def agreed(self) -> tuple[Agreement, ...]:
        """The agreements as they stand, those that both said yes to confirmed."""
        return tuple(
            replace(one, confirmed=one.confirmed or self.yeses.get(one.utterance, set()) == {"A", "B"})
            for one in self.agreements
        )

    def add(self, event: Event) -> None:  # noqa: C901, PLR0912 - one line an event, nothing hidden
        self.ended = max(self.ended, event.at)
        match event:
            case Started(header=header):
                self.header, self.topic = header, header.topic
            case TopicFound(topic=topic):
                self.topic = topic
            case Heard(utterance=utterance):
                self.utterances.append(utterance)
            case Noticed(moment=moment):
                self.moments[moment.id] = moment
            case Dismissed(moment=number):
                self.moments.pop(number, None)
            case Overlapped(overlap=overlap):
                self.overlaps.append(overlap)
            case Cued(cue=cue):
                self.cues |= dict.fromkeys(cue.because, cue)
            case LetBe(moment=number, reason="repaired"):
                self.repaired.add(number)
            case Agreed(agreement=agreement):
                self.agreements.append(agreement)
            case Confirmed(agreement=number, by=partner):
                self.yeses.setdefault(number, set()).add(partner)
            case Amended(agreement=number, what=what):
                self._amend(number, what)
            case SpeakerTold(utterance=number, speaker=partner):
                self._tell(number, partner)
            case PutAside(parked=parked):
                self.parked.append(parked)
            case BreakBegan(at=at):
                self.break_since = at
            case BreakEnded(at=at) | Ended(at=at):
                if self.break_since is not None:
                    self.breaks.append((self.break_since, at))
                    self.break_since = None
            case AudioLost():
                self.lost.append(event)
            case Unsure():
                self.unsure += 1
            case _:
                pass  # of the moment only

    def _amend(self, number: int, what: str) -> None:
        self.yeses.pop(number, None)
        self.agreements = [
            replace(one, what=what, confirmed=False) if one.utterance == number else one
            for one in self.agreements
            if one.utterance != number or what
        ]

    def _tell(self, number: int, partner: Partner) -> None:
        for place, one in enumerate(self.utterances):
            if one.n == number and one.speaker == "?":
                self.utterances[place] = replace(one, speaker=partner, speaker_confidence=1.0)
