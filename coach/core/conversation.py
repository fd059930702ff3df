"""The heart: a talk goes in as what was heard and what people pressed; what it means and what to say comes out.

Pure: no clock, no thread, no file. Given events (`Started`, `Heard`, `Dismissed` ...) in order give the same moments, cues and
recap, whether they come from a microphone, a file or a journal.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeGuard

from coach.core.agreements import agreement_from, same_agreement
from coach.core.cues import CuePolicy
from coach.core.events import (
    Agreed,
    AudioLost,
    BreakBegan,
    BreakEnded,
    Dismissed,
    Ended,
    Event,
    Given,
    Heard,
    Noticed,
    Overlapped,
    PutAside,
    Started,
    TopicFound,
    TurnEnded,
    Unsure,
)
from coach.core.noticing import Context, Detector, Found, Level, Reader, Reading
from coach.core.talk import (
    Agreement,
    Header,
    Kind,
    Moment,
    Overlap,
    Parked,
    Seconds,
    Span,
    Utterance,
    other,
)
from coach.core.topic import Drift, Topic, find_topic, parking_phrase
from coach.core.turns import LOOK_BACK, Floor, overlaps
from coach.settings import Settings

RECENT = 12  # utterances a detector may look back on
REMEMBERED = 50  # moments a detector may look back on
AGREED_FROM = 0.8  # an agreement that nobody made is worse than one that is missed: less sure ones stay moments
FINDING_TOPIC: Seconds = 120.0  # how long to listen before saying what the talk is about


class NoReader:
    """Stands in where the learned layer is not there: rules alone then notice."""

    def read(self, *, topic: str, before: str, turn: str) -> Mapping[Kind, Reading]:  # noqa: ARG002
        return {}


class Conversation:
    """One talk. `take` what is given; it yields that event and all that follows from it."""

    def __init__(self, detectors: Sequence[Detector], settings: Settings, reader: Reader | None = None) -> None:
        self._detectors = with_levels(detectors, settings.guidance.levels)
        self._settings = settings
        self._reader = reader or NoReader()
        self._begin(Header(id=""))

    def _begin(self, header: Header) -> None:
        self.header = header
        self._recent: deque[Utterance] = deque(maxlen=RECENT)
        self._overlappable: list[Utterance] = []
        self._moments: dict[int, Moment] = {}
        self._noticed = 0  # moments so far, which numbers the next
        self._floor = Floor()
        self._topic_text = header.topic
        self._topic_sought = False
        self._opening: list[Utterance] = []  # for finding the topic where none was chosen
        self._drift = Drift(topic=Topic(header.topic) if header.topic else None)
        self._agreements: list[Agreement] = []
        by_kind = {detector.kind: detector for detector in self._detectors}
        self._cues = CuePolicy(header, by_kind, self._settings.cues)
        self._pausing = False

    # --- in and out ---------------------------------------------------------------------------------------------------

    def take(self, event: Given) -> Iterator[Event]:
        """One given event and all that follows from it, in order."""
        if not isinstance(event, Started):
            yield from self.pass_to(event.at)
        if isinstance(event, Ended):  # the last event is the last
            yield from self._finish(event.at)
        yield event
        match event:
            case Started(header=header):
                self._begin(header)
            case Heard():
                yield from self._hear(event)
            case Dismissed(moment=moment):
                self._dismiss(moment)
            case BreakBegan(at=at):
                self._pausing = True
                yield from self._cues.hold(at)
            case BreakEnded():
                self._pausing = False
            case Ended() | Unsure() | PutAside() | AudioLost():
                pass  # facts for the recap and the screen; nothing follows from them

    def pass_to(self, at: Seconds) -> Iterator[Event]:
        """The audio clock has come to `at` without anything new: cues that were due are said."""
        if not self._pausing:
            yield from self._cues.advance(at)

    # --- one utterance ------------------------------------------------------------------------------------------------

    def _hear(self, event: Heard) -> Iterator[Event]:
        utterance = event.utterance
        if utterance.confidence < self._settings.hearing.sure_above or not utterance.text:
            return  # shown dimmed; never judged, in no count
        crossings = self._crossings(utterance)
        for overlap in crossings:
            yield Overlapped(at=event.at, overlap=overlap)
        self._recent.append(utterance)
        context = self._context(utterance, crossings)
        moments = self._notice(utterance, context)
        backchannel = any(moment.kind == "backchannel" for moment in moments)
        ended = self._floor.take(utterance, backchannel=backchannel)
        if ended is not None:
            yield TurnEnded(at=event.at, turn=ended)
        for moment in moments:
            self._noticed = max(self._noticed, moment.id)
            self._moments[moment.id] = moment
            yield Noticed(at=event.at, moment=moment)
        yield from self._draw_conclusions(utterance, moments, event.at, context.before)
        yield from self._find_topic(utterance, event.at)
        if not self._pausing:
            for moment in moments:
                yield from self._cues.consider(moment, now=event.at, lag=event.lag)

    def _crossings(self, utterance: Utterance) -> tuple[Overlap, ...]:
        if not self.header.timed:
            return ()
        near = [one for one in self._overlappable if one.end > utterance.start - LOOK_BACK]
        self._overlappable = [*near, utterance]
        return overlaps(utterance, near, exact=self.header.overlaps == "exact")

    def _context(self, utterance: Utterance, crossings: tuple[Overlap, ...]) -> Context:
        before, turn = self._floor.before(utterance.speaker), self._floor.so_far(utterance)
        timed = self.header.timed
        return Context(
            header=self.header,
            topic=self._topic_text,
            before=before,
            turn=turn,
            overlaps=crossings,
            moments=tuple(list(self._moments.values())[-REMEMBERED:]),
            readings=self._reader.read(topic=self._topic_text, before=before, turn=turn),
            silence=self._floor.silence_before(utterance) if timed else None,
            usual_silence=self._floor.usual_silence(utterance.speaker) if timed else None,
            drifting=self._drift.drifting,
        )

    def _notice(self, utterance: Utterance, context: Context) -> list[Moment]:
        """One moment a kind: whatever a detector finds more than once in an utterance is one move."""
        recent = tuple(self._recent)
        seen: list[Moment] = []
        for detector in self._detectors:
            if detector.level == "off" or (utterance.speaker == "?" and not detector.guesses_who):
                continue
            context = replace(context, proposed=tuple(seen))
            if found := list(detector.find(recent, context)):
                seen.append(self._moment(detector, found, utterance, self._noticed + len(seen) + 1))
        only = [moment for moment in seen if moment.kind == "backchannel"]
        return only or seen  # "mm-hmm" is nothing else besides

    def _moment(self, detector: Detector, found: Sequence[Found], utterance: Utterance, number: int) -> Moment:
        best = max(found, key=lambda one: one.confidence)
        where = next((one for one in self._recent if one.n == best.utterance), utterance)
        return Moment(
            id=number,
            kind=detector.kind,
            tone=detector.tone,
            speaker=best.speaker or where.speaker,
            utterance=where.n,
            start=where.start,
            end=where.end,
            evidence=joined(span for one in found for span in one.spans),
            confidence=best.confidence,
            because=tuple(dict.fromkeys(word for one in found for word in one.because)),
            live=any(one.live for one in found),
        )

    # --- what follows -------------------------------------------------------------------------------------------------

    def _draw_conclusions(
        self, utterance: Utterance, moments: list[Moment], at: Seconds, before: str
    ) -> Iterator[Event]:
        """Agreements caught, drift followed, the parking lot filled by itself."""
        for moment in moments:
            if moment.kind == "agreement" and moment.confidence >= AGREED_FROM:
                agreement = agreement_from(utterance, moment, before=before)
                if agreement.what and not any(same_agreement(agreement, one) for one in self._agreements):
                    self._agreements.append(agreement)
                    yield Agreed(at=at, agreement=agreement)
        was_drifting = self._drift.drifting
        self._drift = self._drift.advance(utterance, frozenset(moment.kind for moment in moments))
        if self._drift.drifting and not was_drifting and (what := parking_phrase(utterance.text)):
            yield PutAside(at=at, parked=Parked(utterance.n, utterance.speaker, self._with_whose(what, utterance)))

    def _with_whose(self, what: str, utterance: Utterance) -> str:
        """In a list that both read, "your mother" would be anybody's: it becomes "Tom's mother"."""
        said = f" {utterance.text.lower()} "
        for word, speaker in (("your", other(utterance.speaker)), ("my", utterance.speaker)):
            if f" {word} {what}" in said and speaker != "?":
                return f"{self.header.name(speaker)}'s {what}"
        return what

    def _find_topic(self, utterance: Utterance, at: Seconds) -> Iterator[Event]:
        """Where no topic was chosen, the first two minutes tell what the talk is about."""
        if self._topic_text or self._topic_sought:
            return
        self._opening.append(utterance)
        if utterance.end < FINDING_TOPIC:
            return
        self._topic_sought = True
        if found := find_topic(self._opening):
            self._set_topic(found)
            yield TopicFound(at=at, topic=found)

    def _set_topic(self, text: str) -> None:
        self._topic_text = text
        self._cues.topic = text
        self._drift = Drift(topic=Topic(text))

    def _dismiss(self, number: int) -> None:
        if (moment := self._moments.pop(number, None)) is not None:
            self._cues.dismiss(moment)

    def _finish(self, at: Seconds) -> Iterator[Event]:
        yield from self._cues.hold(at)
        if (turn := self._floor.close()) is not None:
            yield TurnEnded(at=at, turn=turn)


def joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Spans in order; those that touch, or have no more than a space between them, are one."""
    whole: list[Span] = []
    for span in sorted(spans, key=lambda one: (one.utterance, one.start, one.end)):
        last = whole[-1] if whole else None
        if last is not None and last.utterance == span.utterance and span.start <= last.end + 1:
            whole[-1] = Span(last.utterance, last.start, max(last.end, span.end))
        else:
            whole.append(span)
    return tuple(whole)


def replay(events: Iterable[Event], conversation: Conversation) -> Iterator[Event]:
    """A journal through the conversation again: only what was given counts, everything else follows anew."""
    for event in events:
        if is_given(event):
            yield from conversation.take(event)


def is_given(event: Event) -> TypeGuard[Given]:
    """Whether people or machines put this into the talk, so that everything else follows from it."""
    if isinstance(event, PutAside):
        return event.by_hand
    return isinstance(event, Started | Heard | Unsure | Dismissed | BreakBegan | BreakEnded | AudioLost | Ended)


def with_levels(detectors: Sequence[Detector], levels: Mapping[str, Level]) -> tuple[Detector, ...]:
    """The detectors, and rules added to them, at the levels the user chose. A threat can never become a cue."""

    def at(detector: Detector, level: Level) -> Detector:
        return replace(detector, level=level, added=tuple(at(rule, level) for rule in detector.added))

    return tuple(
        at(detector, levels[detector.kind]) if detector.kind in levels and detector.kind != "threat" else detector
        for detector in detectors
    )
