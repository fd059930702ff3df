"""A recording or a transcript, as fast as it can: the same rooms as a live talk, one after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

import numpy as np

from coach.audio.ear import Ear
from coach.core.conversation import Conversation
from coach.core.events import Ended, Event, Heard, Level, Started
from coach.core.talk import Header, Seconds, Utterance, Word
from coach.engine.scribe import Passed, Scribe, Thing
from coach.settings import Hearing
from coach.sound import RATE, AudioSource, Block, Lost, Segment
from coach.speech.clustering import two_voices
from coach.speech.speakers import ByChannel, ByVoice, Said, Speakers
from coach.speech.transcriber import Transcriber

AHEAD = 8  # segments decoded together

Progress = Callable[[Seconds], None]


def review_transcript(header: Header, utterances: Sequence[Utterance], conversation: Conversation) -> Iterator[Event]:
    """Events of a talk that is already written down."""
    yield from conversation.take(Started(at=0.0, header=header))
    heard = 0.0
    for utterance in utterances:
        heard = max(heard, utterance.end)
        yield from conversation.take(Heard(at=heard, utterance=utterance))
    yield from conversation.take(Ended(at=heard))


def review_sound(
    source: AudioSource,
    header: Header,
    *,
    hearing: Hearing,
    transcriber: Transcriber,
    speakers: Speakers,
    conversation: Conversation,
    progress: Progress = lambda _: None,
) -> Iterator[Event]:
    """Events of a recording. `progress` is told the seconds done."""
    yield from conversation.take(Started(at=0.0, header=header))
    scribe = Scribe(transcriber, speakers, conversation)
    end = 0.0
    for batch in _batches(_heard(source, hearing)):
        texts = iter(transcriber.transcribe_many([thing for thing in batch if isinstance(thing, Segment)]))
        for thing in batch:
            yield from scribe.take(thing, next(texts) if isinstance(thing, Segment) else None)
            if isinstance(thing, Passed):
                end = thing.at
                progress(end)
    yield from conversation.take(Ended(at=round(end, 3)))


def speakers_of(
    open_source: Callable[[], AudioSource], hearing: Hearing, progress: Progress = lambda _: None
) -> Speakers:
    """Who speaks in a recording: two channels are the two partners; one is listened through once to learn its two voices."""
    source = open_source()
    if source.channels > 1:
        source.close()
        return ByChannel()

    def segments() -> Iterator[Segment]:
        for thing in _heard(source, hearing):
            if isinstance(thing, Passed):
                progress(thing.at)
            elif isinstance(thing, Segment):
                yield thing

    prints = two_voices(segments())
    return ByVoice(*prints) if prints is not None else Unclear()


def _heard(source: AudioSource, hearing: Hearing) -> Iterator[Thing]:
    """What the ear makes of a source, levels left out, the clock's position after every block."""
    ear = Ear(source.channels, hearing)
    try:
        for item in source:
            yield from _wanted(ear.hear(item))
            yield Passed(item.at + (len(item.samples) / RATE if isinstance(item, Block) else item.seconds))
        yield from _wanted(ear.finish())
    finally:
        source.close()


def _wanted(things: Iterable[Thing]) -> Iterator[Thing]:
    return (thing for thing in things if not isinstance(thing, Level))


def _batches(things: Iterable[Thing]) -> Iterator[list[Thing]]:
    """Everything in order, handed on whenever enough segments have come together to be decoded at once."""
    batch: list[Thing] = []
    segments = 0
    for thing in things:
        batch.append(thing)
        segments += isinstance(thing, Segment)
        if segments == AHEAD or len(batch) > 2000:
            yield batch
            batch, segments = [], 0
    yield batch


class Unclear:
    """Two voices could not be told apart with certainty: nobody is named, and nothing hurtful is put to anyone."""

    def tell_apart(self, segment: Segment, words: Sequence[Word]) -> Sequence[Said]:  # noqa: ARG002
        return [Said("?", 0.5, tuple(words))]


class Mixed:
    """Two channels that carry the same voices are one microphone: their mean."""

    def __init__(self, source: AudioSource) -> None:
        self._source = source
        self.channels = 1
        self.seconds = source.seconds

    def __iter__(self) -> Iterator[Block | Lost]:
        for item in self._source:
            yield (
                Block(np.mean(item.samples, axis=1, keepdims=True, dtype=np.float32), item.at)
                if isinstance(item, Block)
                else item
            )

    def close(self) -> None:
        self._source.close()
