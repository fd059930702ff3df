"""The heart: a talk goes in as what was heard and what people pressed; what it means and what to say comes out.

Pure: no clock, no thread, no file. Given events (`Started`, `Heard`, `Dismissed` ...) in order give the same moments, cues and
recap, whether they come from a microphone, a file or a journal.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeGuard

from coach.core.course import Course
from coach.core.cues import CuePolicy
from coach.core.events import (
    Amended,
    AudioLost,
    BreakBegan,
    BreakEnded,
    BreakOffered,
    Confirmed,
    Dismissed,
    Ended,
    Event,
    FloorPassed,
    Given,
    Heard,
    Noticed,
    Overlapped,
    PutAside,
    SpeakerTold,
    Started,
    TurnEnded,
    Unsure,
    WhoSpoke,
)
from coach.core.floor_card import hands_over
from coach.core.heat import Heat
from coach.core.noticing import Detector, Level, Reader
from coach.core.observing import About, NoReader, Observer, Seen
from coach.core.talk import Header, Moment, Partner, Seconds, Utterance
from coach.settings import Settings

ASK_EVERY: Seconds = 20.0  # who spoke is asked no more often than this
LONG_WORDS, SURELY_HEARD = 12, 0.8  # an utterance this long, heard this surely, is worth a question by itself


class Conversation:
    """One talk. `take` what is given; it yields that event and all that follows from it."""

    def __init__(self, detectors: Sequence[Detector], settings: Settings, reader: Reader | None = None) -> None:
        self._detectors = with_levels(detectors, settings.guidance.levels)
        self._settings = settings
        self._reader = reader or NoReader()
        self._begin(Header(id=""))

    def _begin(self, header: Header) -> None:
        self.header = header
        self._observer = Observer(header, self._detectors, self._reader)
        self._course = Course(header)
        by_kind = {detector.kind: detector for detector in self._detectors}
        self._cues = CuePolicy(header, by_kind, self._settings.cues)
        self._heat = Heat()
        self._holder: Partner = "A"
        self._asked_at: Seconds = -ASK_EVERY
        self._pausing = False

    # --- in and out ---------------------------------------------------------------------------------------------------

    def take(self, event: Given) -> Iterator[Event]:
        """One given event and all that follows from it, in order."""
        if not isinstance(event, Started):
            yield from self.pass_to(event.at)
        if isinstance(event, Ended):  # the last event is the last
            yield from self._finish(event.at)
        yield event
        yield from self._follow(event)

    def _follow(self, event: Given) -> Iterator[Event]:
        match event:
            case Started(header=header):
                self._begin(header)
            case Heard():
                yield from self._hear(event)
            case SpeakerTold(utterance=number, speaker=speaker):
                yield from self._tell(number, speaker, event.at)
            case Dismissed(moment=moment):
                self._dismiss(moment)
            case FloorPassed(to=to):
                self._holder = to
            case BreakBegan() | BreakEnded():
                yield from self._rest(event)
            case Ended() | Unsure() | PutAside() | Confirmed() | Amended() | AudioLost():
                pass  # facts for the recap and the screen; nothing follows from them

    def _rest(self, event: BreakBegan | BreakEnded) -> Iterator[Event]:
        self._pausing = isinstance(event, BreakBegan)
        self._heat.rest(event.at)
        if self._pausing:
            yield from self._cues.hold(event.at)

    def pass_to(self, at: Seconds) -> Iterator[Event]:
        """The audio clock has come to `at` without anything new: cues that were due are said."""
        if not self._pausing:
            yield from self._cues.advance(at)

    # --- one utterance ------------------------------------------------------------------------------------------------

    def _hear(self, event: Heard) -> Iterator[Event]:
        utterance, at = event.utterance, event.at
        if utterance.confidence < self._settings.hearing.sure_above or not utterance.text:
            return  # shown dimmed; never judged, in no count
        seen = self._observer.hear(utterance, self._about)
        yield from self._saw(seen, at)
        yield from self._course.agree(utterance, seen.moments, at, seen.before)
        yield from self._course.drift(utterance, seen.moments, at)
        yield from self._course.find_topic(utterance, at)
        self._cues.topic = self._course.topic
        if not self._pausing:
            yield from self._consider(seen.moments, at, event.lag)
            yield from self._ask_who(utterance, at)
            yield from self._pass_floor(utterance, at)
            yield from self._offer_break(utterance, seen.moments, at)

    def _tell(self, number: int, speaker: Partner, at: Seconds) -> Iterator[Event]:
        """Somebody said whose an utterance is: it is read again as theirs."""
        seen = self._observer.tell(number, speaker, self._about)
        if seen is None:
            return
        yield from self._saw(seen, at)
        utterance = self._observer.said(number)
        yield from self._course.agree(utterance, seen.moments, at, seen.before)
        if not self._pausing:
            yield from self._consider(seen.moments, at, 0.0)

    @property
    def _about(self) -> About:
        return About(self._course.topic, self._course.drifting)

    def _saw(self, seen: Seen, at: Seconds) -> Iterator[Event]:
        for overlap in seen.crossings:
            yield Overlapped(at=at, overlap=overlap)
        if seen.ended is not None:
            yield TurnEnded(at=at, turn=seen.ended)
        for moment in seen.moments:
            yield Noticed(at=at, moment=moment)

    def _consider(self, moments: Sequence[Moment], at: Seconds, lag: Seconds) -> Iterator[Event]:
        for moment in moments:
            yield from self._cues.consider(moment, now=at, lag=lag)

    # --- what is asked of people, seldom ------------------------------------------------------------------------------

    def _ask_who(self, utterance: Utterance, at: Seconds) -> Iterator[Event]:
        """Only where it matters: something hangs on it, or much was said and surely heard."""
        if utterance.speaker != "?" or at < self._asked_at + ASK_EVERY:
            return
        long = len(utterance.text.split()) >= LONG_WORDS and utterance.confidence >= SURELY_HEARD
        if long or self._observer.matters_whose(utterance, self._about):
            self._asked_at = at
            yield WhoSpoke(at=at, utterance=utterance.n)

    def _pass_floor(self, utterance: Utterance, at: Seconds) -> Iterator[Event]:
        if self.header.mode != "speaker_listener" or utterance.speaker != self._holder:
            return
        to: Partner = "B" if self._holder == "A" else "A"
        if hands_over(utterance.text, self.header.name(to)):
            self._holder = to
            yield FloorPassed(at=at, to=to)

    def _offer_break(self, utterance: Utterance, moments: Sequence[Moment], at: Seconds) -> Iterator[Event]:
        hot = self._heat.feel(utterance, moments)
        if any(moment.kind == "break_proposal" for moment in moments):
            yield BreakOffered(at=at, because="asked")
        elif hot:
            yield BreakOffered(at=at, because="heat")

    def _dismiss(self, number: int) -> None:
        self._heat.forget(number)
        if (moment := self._observer.dismiss(number)) is not None:
            self._cues.dismiss(moment)

    def _finish(self, at: Seconds) -> Iterator[Event]:
        yield from self._cues.hold(at)
        if (turn := self._observer.close()) is not None:
            yield TurnEnded(at=at, turn=turn)


def replay(events: Iterable[Event], conversation: Conversation) -> Iterator[Event]:
    """A journal through the conversation again: only what was given counts, everything else follows anew."""
    for event in events:
        if is_given(event):
            yield from conversation.take(event)


def is_given(event: Event) -> TypeGuard[Given]:
    """Whether people or machines put this into the talk, so that everything else follows from it."""
    if isinstance(event, PutAside | FloorPassed):
        return event.by_hand
    return isinstance(event, Given)


def with_levels(detectors: Sequence[Detector], levels: Mapping[str, Level]) -> tuple[Detector, ...]:
    """The detectors, and rules added to them, at the levels the user chose. A threat can never become a cue."""

    def at(detector: Detector, level: Level) -> Detector:
        return replace(detector, level=level, added=tuple(at(rule, level) for rule in detector.added))

    return tuple(
        at(detector, levels[detector.kind]) if detector.kind in levels and detector.kind != "threat" else detector
        for detector in detectors
    )
