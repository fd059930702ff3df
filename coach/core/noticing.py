"""The seam between the talk and the detectors: what a detector is told, and what it answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

from coach.core.talk import Header, Kind, Moment, Overlap, Span, Speaker, Tone, Utterance

Level = Literal["cue", "recap", "off"]


@dataclass(frozen=True, slots=True)
class Reading:
    """What the learned layer read in the newest turn, for one kind of move."""

    probability: float  # 0..1, calibrated
    words: tuple[str, ...] = ()  # the words that weighed most, strongest first
    reached: bool = False  # at or above the threshold chosen for this kind
    sure: bool = False  # at or above the stricter threshold of a live cue


class Reader(Protocol):
    """The learned layer: reads a turn with the turn before it and the topic."""

    def read(self, *, topic: str, before: str, turn: str, hurt_lately: int = 0) -> Mapping[Kind, Reading]:
        """One reading for each kind it knows. Never raises: no reading is an empty mapping.

        `hurt_lately`: how many of the utterances just before hurt. One blow seldom comes alone, and calm talk seldom has one.
        """
        ...


@dataclass(frozen=True, slots=True)
class Context:
    """What a detector may know besides the recent utterances. Everything here is a fact, nothing a verdict."""

    header: Header
    topic: str = ""  # the chosen topic, or the one found
    before: str = ""  # what the other partner said in their last turn (or the last 60 words of it)
    turn: str = ""  # what this partner has said in this turn, the newest utterance last
    overlaps: tuple[Overlap, ...] = ()  # those that the newest utterance completes, as `by` or as `over`
    moments: tuple[Moment, ...] = ()  # noticed so far, oldest first; the last fifty
    readings: Mapping[Kind, Reading] = field(default_factory=dict)
    silence: float | None = None  # seconds between the end of the turn before and the newest utterance; None if untimed
    usual_silence: float | None = None  # the median of this speaker's own silences; None before there are four
    drifting: bool = False  # the talk has left the topic and not come back
    proposed: tuple[Moment, ...] = ()  # what the other detectors just found in the newest utterance (agreements, drift)

    def likely(self, kind: Kind) -> Reading:
        return self.readings.get(kind, Reading(0.0))


@dataclass(frozen=True, slots=True)
class Found:
    """A detector's answer. `spans` lie in the newest utterance, or in earlier ones of the same turn."""

    spans: tuple[Span, ...]
    confidence: float
    because: tuple[str, ...] = ()
    speaker: Speaker | None = None  # None: who spoke the newest utterance
    utterance: int | None = None  # None: the newest; else the one that the move is in (a late-heard overlap)
    live: bool = True  # False: good enough for the recap, not for a live correction


Find = Callable[[Sequence[Utterance], Context], Iterable[Found]]


@dataclass(frozen=True, slots=True)
class Example:
    """A few lines of talk. `lines` are (speaker, start, end, text); `spans` what must be found in the last."""

    lines: tuple[Utterance, ...]
    finds: tuple[Span, ...]
    because: str = ""
    topic: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Detector:
    """One move: how it is found, how it is named, what is said about it. Stateless."""

    kind: Kind
    title: str  # as a person would say it: "Blame", "A kind word"
    tone: Tone
    level: Level  # cue | recap | off: the user may change it
    about: str  # one or two sentences: what it is and why it matters
    source: str  # where the guidance comes from
    tip: str  # one sentence to try, for the recap
    cues: tuple[str, ...] = ()  # what the screen may say; {name} is the speaker, {other} the partner, {topic} the topic
    find: Find = field(repr=False)
    examples: tuple[Example, ...] = field(repr=False, default=())
    misses: str = ""  # known misses, for the detector's page
    guesses_who: bool = False  # may be asked about speaker "?"
    added: tuple[Detector, ...] = field(repr=False, default=())  # a therapist's own rules of this kind

    @property
    def label(self) -> str:
        """How `because` names a rule of `added` that found something."""
        return f"{self.title} ({self.source})"


def in_words_of(detector: Detector, moment: Moment) -> Detector:
    """Who speaks of this moment: the therapist's own rule that found it, else the detector itself."""
    return next((rule for rule in detector.added if rule.label in moment.because), detector)
