"""The parts a talk is made of, put together from settings. Heavy ones are loaded here and nowhere earlier."""

from __future__ import annotations

import functools
import uuid
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import msgspec

from coach.settings import Settings

if TYPE_CHECKING:  # numpy comes with these, and a screen must paint before it does
    from coach.core.conversation import Conversation
    from coach.core.events import Event
    from coach.core.noticing import Detector, Reader
    from coach.core.recap import Recap, RecapMoment
    from coach.core.talk import Header
    from coach.engine.live import LiveTalk
    from coach.engine.practising import Landing, Practise
    from coach.engine.promised import PromisedTalk, PromisedTypedTalk
    from coach.engine.typed import TypedTalk
    from coach.sound import AudioSource
    from coach.speech.speakers import Speakers
    from coach.speech.transcriber import Transcriber

REHEARSAL = "rehearsal-en"


def detectors(settings: Settings) -> tuple[Detector, ...]:
    """All of them, with the therapist's own rules, at the levels the user chose."""
    from coach.core.conversation import with_levels
    from coach.detectors import ALL
    from coach.guidance import with_guidance

    return with_levels(with_guidance(ALL, guidance(settings)[0]), settings.guidance.levels)


def guidance(settings: Settings) -> tuple[tuple[Detector, ...], tuple[str, ...]]:
    """The therapist's own rules, and what is to be told about those that were left out; nothing where no folder is set."""
    from coach.guidance import load_guidance

    folder = settings.guidance.folder
    return load_guidance(Path(folder)) if folder else ((), ())


def conversation(settings: Settings) -> Conversation:
    from coach.core.conversation import Conversation

    return Conversation(detectors(settings), settings, _reader())


@functools.cache
def _reader() -> Reader:
    """One for the program, however many talks it sees: it keeps nothing of what it read."""
    from coach.moves.reader import MoveReader

    return MoveReader.load()


def new_id() -> str:
    return uuid.uuid4().hex[:12]


def model_notice(name: str) -> str:
    """What people must know of the model in use; empty for the ones made for people's voices."""
    if Path(name).name == REHEARSAL:
        return "rehearsal-en: made voices only, for demo and tests; it can't follow people"
    return ""


def recording(path: Path, *, pace: Literal["fast", "realtime"] = "fast") -> Callable[[], AudioSource]:
    """Opens a recording, as often as asked: two channels where they carry two voices, else one."""
    from coach.audio.recording import open_recording, really_two_channels
    from coach.engine.review import Mixed

    two = really_two_channels(path)

    def open_source() -> AudioSource:
        source = open_recording(path, pace=pace)
        return source if two or source.channels == 1 else Mixed(source)

    return open_source


def microphones(settings: Settings) -> Callable[[], AudioSource]:
    def open_source() -> AudioSource:
        from coach.audio.microphone import open_microphones

        return open_microphones(settings.hearing.microphone, settings.hearing.second_microphone)

    return open_source


def first_this(source: AudioSource, then: Callable[[], AudioSource]) -> Callable[[], AudioSource]:
    """An opener that hands out the source that is open already, and opens anew after that."""
    ready = [source]
    return lambda: ready.pop() if ready else then()


def transcriber(settings: Settings) -> Callable[[], Transcriber]:
    """Loads the model named in the settings. Called later, in the thread that will use it."""

    def load() -> Transcriber:
        from coach.speech.models import load_transcriber

        return load_transcriber(settings.hearing.model, settings.hearing)

    return load


def smaller_transcriber(settings: Settings) -> Callable[[], Transcriber] | None:
    """Loads the next smaller model on this machine, for when the words fall far behind; None where there is none."""
    from coach.speech.models import smaller_than

    name = smaller_than(settings.hearing.model)
    if not name:
        return None
    return transcriber(msgspec.structs.replace(settings, hearing=msgspec.structs.replace(settings.hearing, model=name)))


def speakers_for(channels: int) -> Speakers:
    """A live talk: by channel, or by two voices learnt while they speak."""
    from coach.speech.learning import LearningVoices
    from coach.speech.speakers import ByChannel

    return ByChannel() if channels > 1 else LearningVoices()


def typed_talk(settings: Settings, header: Header, before: Sequence[Event] = ()) -> PromisedTypedTalk:
    """A talk that is written, there at once and ready soon. `before`: the events of its earlier part, where it goes on."""
    from coach.engine.promised import PromisedTypedTalk

    def make() -> TypedTalk:
        from coach.engine.typed import TypedTalk

        return TypedTalk(
            conversation(settings), header=header, detectors=detectors(settings), settings=settings, before=before
        )

    return PromisedTypedTalk(make, header=header, minutes=settings.talk.minutes)


def practise(settings: Settings) -> Practise:
    """Reads a moment that is said anew."""

    def read(recap: Recap, moment: RecapMoment, words: str) -> Landing:
        from coach.engine.practising import landing

        chosen = detectors(settings)
        return landing(recap, moment, words, conversation=conversation(settings), detectors=chosen)

    return read


def talk_soon(
    settings: Settings,
    header: Header,
    open_source: Callable[[], AudioSource],
    *,
    from_file: bool,
    speakers: Callable[[int], Speakers] = speakers_for,
    before: Sequence[Event] = (),
) -> PromisedTalk:
    """As `live_talk`, for a screen: there at once, its parts are loaded once it has started."""
    from coach.engine.promised import PromisedTalk

    def make() -> LiveTalk:
        return live_talk(settings, header, open_source, from_file=from_file, speakers=speakers, before=before)

    return PromisedTalk(make, header=header, minutes=settings.talk.minutes, notice=model_notice(settings.hearing.model))


def live_talk(
    settings: Settings,
    header: Header,
    open_source: Callable[[], AudioSource],
    *,
    from_file: bool,
    speakers: Callable[[int], Speakers] = speakers_for,
    before: Sequence[Event] = (),
) -> LiveTalk:
    """`speakers` gets the number of channels: who is told apart by what. `before`: as for a typed talk."""
    from coach.engine.live import LiveTalk

    return LiveTalk(
        open_source,
        transcriber(settings),
        speakers,
        conversation(settings),
        header=header,
        detectors=detectors(settings),
        settings=settings,
        from_file=from_file,
        notice=model_notice(settings.hearing.model),
        smaller=None if from_file else smaller_transcriber(settings),
        before=before,
    )
