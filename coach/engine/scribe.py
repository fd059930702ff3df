"""From what the ear heard to what happened in the talk, one thing after the other. No threads here: live and file share it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from coach.core.cleaning import clean
from coach.core.conversation import Conversation
from coach.core.events import (
    AudioLost,
    Event,
    Failed,
    Given,
    Heard,
    Level,
    SpeakerTold,
    SpeechBegan,
    SpeechEnded,
    Unsure,
)
from coach.core.talk import Seconds, Utterance
from coach.errors import CoachError
from coach.sound import RATE, Samples, Segment
from coach.speech.hallucination import looks_invented
from coach.speech.speakers import Said, Speakers, Teachable
from coach.speech.transcriber import Transcriber, Transcript
from coach.speech.voice import measure


@dataclass(frozen=True, slots=True)
class Passed:
    """The audio clock has come to `at`, and nothing new: a cue may be due."""

    at: Seconds


MOST_UNKNOWN = 4  # voices nobody has been named for yet: those that people may still be asked about

Thing = Segment | Level | SpeechBegan | SpeechEnded | AudioLost | Passed
Lag = Callable[[Seconds], Seconds]


def no_lag(_: Seconds) -> Seconds:
    return 0.0


class Scribe:
    """Writes down who said what, and lets the conversation draw its conclusions."""

    def __init__(
        self,
        transcriber: Transcriber,
        speakers: Speakers,
        conversation: Conversation,
        lag: Lag = no_lag,
        *,
        complained: bool = False,
        heard_before: int = 0,
    ) -> None:
        """`complained`: why there are no words has been said already. `heard_before`: utterances of an earlier part."""
        self._transcriber = transcriber
        self._speakers = speakers
        self._conversation = conversation
        self._lag = lag
        self._utterances = heard_before
        self._complained = complained
        self._unknown: dict[int, Samples] = {}  # by utterance: the voice, in memory, until it is told whose it was

    def take(self, thing: Thing | Given, transcript: Transcript | None = None) -> Iterator[Event]:
        """All that follows from one thing heard. `transcript`: the segment's, where it was decoded ahead."""
        match thing:
            case Segment():
                yield from self._segment(thing, transcript)
            case Passed(at=at):
                yield from self._conversation.pass_to(at)
            case Level() | SpeechBegan() | SpeechEnded():
                yield thing
            case _:
                if isinstance(thing, SpeakerTold):
                    self._learn(thing)
                yield from self._conversation.take(thing)

    def _segment(self, segment: Segment, transcript: Transcript | None) -> Iterator[Event]:
        """A segment becomes utterances, or a note that something could not be made out. Nothing is dropped unsaid."""
        try:
            transcript = transcript or self._transcriber.transcribe(segment)
        except CoachError as error:
            yield from self._not_understood(segment, "the speech model failed here")
            if not self._complained:
                self._complained = True
                yield Failed(at=segment.decided_at, message=error.message, hint=error.hint)
            return
        self._complained = False
        if reason := looks_invented(transcript, segment):
            yield from self._not_understood(segment, reason, transcript.text)
            return
        for said in self._speakers.tell_apart(segment, transcript.words):
            utterance = self._utterance(said, segment, transcript)
            if utterance is not None:
                heard = Heard(at=segment.decided_at, utterance=utterance, lag=self._lag(utterance.end))
                yield from self._conversation.take(heard)

    def _not_understood(self, segment: Segment, reason: str, text: str = "") -> Iterator[Event]:
        unsure = Unsure(at=segment.decided_at, start=segment.start, end=segment.end, reason=reason, text=clean(text))
        yield from self._conversation.take(unsure)

    def _utterance(self, said: Said, segment: Segment, transcript: Transcript) -> Utterance | None:
        words = said.words
        text = clean(" ".join(word.text for word in words))
        if not words or not text:
            return None
        # The recogniser's first word begins where its sound begins: voice activity knows better where the voice does.
        start = max(segment.start + segment.lead, words[0].start)
        end = max(start, min(segment.end - segment.tail, words[-1].end))
        self._utterances += 1
        voice = _part(segment, start, end)
        if said.speaker == "?":
            self._wonder(voice)
        return Utterance(
            n=self._utterances,
            speaker=said.speaker,
            start=round(float(start), 3),
            end=round(float(end), 3),
            text=text,
            words=tuple(words),
            confidence=round(float(transcript.confidence), 3),
            speaker_confidence=round(float(said.confidence), 3),
            voice=measure(voice, len(words)),
        )

    def _wonder(self, voice: Samples) -> None:
        """The voice of the newest utterance, which is nobody's so far. The oldest such is forgotten."""
        self._unknown[self._utterances] = voice
        while len(self._unknown) > MOST_UNKNOWN:
            del self._unknown[next(iter(self._unknown))]

    def _learn(self, told: SpeakerTold) -> None:
        """With one microphone, being told whose voice that was teaches us the voice."""
        voice = self._unknown.pop(told.utterance, None)
        if voice is not None and isinstance(self._speakers, Teachable):
            self._speakers.teach(voice, told.speaker)


def _part(segment: Segment, start: Seconds, end: Seconds) -> Samples:
    first, last = round((start - segment.start) * RATE), round((end - segment.start) * RATE)
    return segment.samples[max(0, first) : max(last, first + 1)]
