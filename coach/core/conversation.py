"""The heart: a talk goes in as what was heard and what people pressed; what it means and what to say comes out.

Pure: no clock, no thread, no file. Given events (`Started`, `Heard`, `Dismissed` ...) in order give the same moments, cues and
recap, whether they come from a microphone, a file or a journal.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

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
from coach.core.noticing import Context, Detector, Found, Reader, Reading
from coach.core.talk import (
    Agreement,
    Header,
    Kind,
    Moment,
    Parked,
    Seconds,
    Utterance,
)
from coach.core.topic import Drift, Topic, find_topic, parking_phrase
from coach.core.turns import LOOK_BACK, Floor, overlaps
from coach.settings import Settings

RECENT = 12  # utterances a detector may look back on
REMEMBERED = 50  # moments a detector may look back on
FINDING_TOPIC: Seconds = 120.0  # how long to listen before saying what the talk is about


class NoReader:
    """Stands in where the learned layer is not there: rules alone then notice."""

    def read(self, *, topic: str, before: str, turn: str) -> Mapping[Kind, Reading]:  # noqa: ARG002
        return {}


class Conversation:
    """One talk. `take` what is given; it yields that event and all that follows from it."""

    def __init__(self, detectors: Sequence[Detector], settings: Settings, reader: Reader | None = None) -> None:
        self._detectors = tuple(_levelled(detectors, settings))
        self._settings = settings
        self._reader = reader or NoReader()
        self._begin(Header(id=""))

    def _begin(self, header: Header) -> None:
        self.header = header
        self._recent: deque[Utterance] = deque(maxlen=RECENT)
        self._overlappable: deque[Utterance] = deque(maxlen=200)
        self._moments: dict[int, Moment] = {}
        self._floor = Floor()
        self._topic_text = header.topic
        self._topic = Topic(header.topic)
        self._opening: list[Utterance] = []  # for finding the topic where none was chosen
        self._drift = Drift()
        self._agreements: list[Agreement] = []
        by_kind = {detector.kind: detector for detector in self._detectors}
        self._cues = CuePolicy(header, by_kind, self._settings.cues)
        self._pausing = False

    # --- in and out ---------------------------------------------------------------------------------------------------

    def take(self, event: Given) -> Iterator[Event]:
        """One given event and all that follows from it, in order."""
        if not isinstance(event, Started):
            yield from self.pass_to(event.at)
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
            case Ended(at=at):
                yield from self._finish(at)
            case Unsure() | PutAside() | AudioLost():
                pass  # facts for the recap and the screen; nothing follows from them

    def pass_to(self, at: Seconds) -> Iterator[Event]:
        """The audio clock has come to `at` without anything new: cues that were due are said."""
        if not self._pausing:
            yield from self._cues.advance(at)

    # --- one utterance ------------------------------------------------------------------------------------------------

    def _hear(self, event: Heard) -> Iterator[Event]:
        utterance = event.utterance
        if utterance.confidence < self._settings.hearing.sure_above:
            return  # shown dimmed; never judged, in no count
        crossings = overlaps(utterance, self._overlapping(utterance), exact=self.header.overlaps == "exact")
        for overlap in crossings:
            yield Overlapped(at=event.at, overlap=overlap)
        self._recent.append(utterance)
        context = self._context(utterance, crossings)
        moments = list(self._notice(utterance, context, event.at))
        kinds = {moment.kind for moment in moments}
        ended = self._floor.take(utterance, backchannel="backchannel" in kinds)
        self._overlappable.append(utterance)
        if ended is not None:
            yield TurnEnded(at=event.at, turn=ended)
        yield from self._find_topic(utterance, event.at)
        for moment in moments:
            self._moments[moment.id] = moment
            yield Noticed(at=event.at, moment=moment)
        yield from self._draw_conclusions(utterance, moments, event.at, context)
        if not self._pausing:
            for moment in moments:
                yield from self._cues.consider(moment, now=event.at, lag=event.lag)

    def _overlapping(self, utterance: Utterance) -> list[Utterance]:
        if not self.header.timed:
            return []
        return [one for one in self._overlappable if one.end > utterance.start and one.start > utterance.start - LOOK_BACK]

    def _context(self, utterance: Utterance, crossings: tuple[object, ...]) -> Context:
        before, turn = self._floor.before(utterance.speaker), self._floor.so_far(utterance)
        topic = self._topic_text
        timed = self.header.timed
        return Context(
            header=self.header,
            topic=topic,
            before=before,
            turn=turn,
            overlaps=crossings,  # type: ignore[arg-type]
            moments=tuple(list(self._moments.values())[-REMEMBERED:]),
            readings=self._reader.read(topic=topic, before=before, turn=turn),
            silence=self._floor.silence_before(utterance) if timed else None,
            usual_silence=self._floor.usual_silence(utterance.speaker) if timed else None,
            drifting=self._drift.drifting,
        )

    def _notice(self, utterance: Utterance, context: Context, at: Seconds) -> Iterator[Moment]:
        """One moment a kind: whatever a detector finds more than once in an utterance is one move."""
        recent = tuple(self._recent)
        seen: list[Moment] = []
        for detector in self._detectors:
            if detector.level == "off" or (utterance.speaker == "?" and not detector.guesses_who):
                continue
            now = msgspec.structs.replace if False else context
            found = list(detector.find(recent, _knowing(now, seen)))
            if found:
                seen.append(self._moment(detector, found, utterance, len(self._moments) + len(seen) + 1))
        yield from seen
        del at

    def _moment(self, detector: Detector, found: Sequence[Found], utterance: Utterance, number: int) -> Moment:
        best = max(found, key=lambda one: one.confidence)
        where = next((one for one in self._recent if one.n == best.utterance), utterance)
        spans = tuple(sorted({span for one in found for span in one.spans}, key=lambda s: (s.utterance, s.start, s.end)))
        return Moment(
            id=number,
            kind=detector.kind,
            tone=detector.tone,
            speaker=best.speaker or where.speaker,
            utterance=where.n,
            start=where.start,
            end=where.end,
            evidence=spans,
            confidence=best.confidence,
            because=tuple(dict.fromkeys(word for one in found for word in one.because)),
        )
