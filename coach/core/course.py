"""Where a talk goes: what it is about, what left the topic, what was agreed. Values in, events out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from coach.core.agreements import agreement_from, same_agreement
from coach.core.events import Agreed, Event, PutAside, TopicFound
from coach.core.talk import Agreement, Header, Moment, Parked, Seconds, Utterance, other
from coach.core.topic import Drift, Topic, find_topic, parking_phrase

AGREED_FROM = 0.6  # an agreement that nobody made is worse than one that is missed: less sure ones stay moments
FINDING_TOPIC: Seconds = 120.0  # how long to listen before saying what the talk is about


class Course:
    """One for a talk."""

    def __init__(self, header: Header) -> None:
        self._header = header
        self.topic = header.topic
        self._sought = False
        self._opening: list[Utterance] = []  # for finding the topic where none was chosen
        self._drift = Drift(topic=Topic(header.topic) if header.topic else None)
        self._agreements: list[Agreement] = []

    @property
    def drifting(self) -> bool:
        return self._drift.drifting

    def agree(self, utterance: Utterance, moments: Sequence[Moment], at: Seconds, before: str) -> Iterator[Event]:
        """Agreements caught in an utterance, each once in a talk. What is said with a blow is no agreement."""
        if any(moment.tone == "hurts" for moment in moments):
            return
        for moment in moments:
            if moment.kind == "agreement" and moment.confidence >= AGREED_FROM:
                agreement = agreement_from(utterance, moment, before=before)
                if agreement.what and not any(same_agreement(agreement, one) for one in self._agreements):
                    self._agreements.append(agreement)
                    yield Agreed(at=at, agreement=agreement)

    def drift(self, utterance: Utterance, moments: Sequence[Moment], at: Seconds) -> Iterator[Event]:
        """Drift followed, the parking lot filled by itself."""
        was_drifting = self._drift.drifting
        self._drift = self._drift.advance(utterance, frozenset(moment.kind for moment in moments))
        if self._drift.drifting and not was_drifting and (what := parking_phrase(utterance.text)):
            yield PutAside(at=at, parked=Parked(utterance.n, utterance.speaker, self._with_whose(what, utterance)))

    def _with_whose(self, what: str, utterance: Utterance) -> str:
        """In a list that both read, "your mother" would be anybody's: it becomes "Tom's mother"."""
        said = f" {utterance.text.lower()} "
        for word, speaker in (("your", other(utterance.speaker)), ("my", utterance.speaker)):
            if f" {word} {what}" in said and speaker != "?":
                return f"{self._header.name(speaker)}'s {what}"
        return what

    def find_topic(self, utterance: Utterance, at: Seconds) -> Iterator[Event]:
        """Where no topic was chosen, the first two minutes tell what the talk is about."""
        if self.topic or self._sought:
            return
        self._opening.append(utterance)
        if utterance.end < FINDING_TOPIC:
            return
        self._sought = True
        if found := find_topic(self._opening):
            self.topic = found
            self._drift = Drift(topic=Topic(found))
            yield TopicFound(at=at, topic=found)
