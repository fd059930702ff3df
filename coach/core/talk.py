"""The nouns: what a talk is made of. Frozen values, in and out of every room.

Times are seconds from the first sample of the session, made from sample counts and never from a clock.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

Seconds = float
Speaker = Literal["A", "B", "?"]  # "?": not sure enough who spoke. Names live in the `Header` only.
Partner = Literal["A", "B"]
Tone = Literal["helps", "hurts", "neutral"]

Kind = Literal[
    "blame", "personal_attack", "past_grievance", "topic_drift", "interruption", "dismissal", "defensiveness",
    "demand", "withdrawal", "mind_reading", "threat", "winning",
    "i_statement", "vulnerability", "validation", "reflection", "open_question", "appreciation", "apology", "repair",
    "compromise", "request", "break_proposal", "topic_return", "agreement", "reassurance", "positive_intent",
    "backchannel",
]  # fmt: skip
HURTS: tuple[Kind, ...] = (
    "blame", "personal_attack", "past_grievance", "topic_drift", "interruption", "dismissal", "defensiveness",
    "demand", "withdrawal", "mind_reading", "threat", "winning",
)  # fmt: skip
HELPS: tuple[Kind, ...] = (
    "i_statement", "vulnerability", "validation", "reflection", "open_question", "appreciation", "apology", "repair",
    "compromise", "request", "break_proposal", "topic_return", "agreement", "reassurance", "positive_intent",
)  # fmt: skip

PatternKind = Literal[
    "demand_withdraw", "pursuer_distancer", "fear_shame", "dominance", "escalation", "de_escalation",
    "kitchen_sinking", "good_repair", "balanced", "coercion",
]  # fmt: skip


def other(partner: Speaker) -> Speaker:
    """The other partner; "?" stays "?"."""
    match partner:
        case "A":
            return "B"
        case "B":
            return "A"
        case _:
            return "?"


class Word(Struct, frozen=True):
    text: str
    start: Seconds
    end: Seconds
    probability: float  # 0..1, the recogniser's own


class Voice(Struct, frozen=True):
    """How an utterance sounded, measured and not judged. None where it could not be measured."""

    loudness_db: float | None = None  # root mean square of the voiced part, dB below full scale
    pitch_hz: float | None = None  # median fundamental frequency of the voiced part
    words_per_second: float | None = None


class Utterance(Struct, frozen=True):
    """One stretch of one partner's speech. `n` counts from 1 and is the `turn` of files and streams."""

    n: int
    speaker: Speaker
    start: Seconds
    end: Seconds
    text: str
    words: tuple[Word, ...] = ()
    confidence: float = 1.0  # 0..1, that this was said at all and in these words
    speaker_confidence: float = 1.0  # 0..1, that it was `speaker`
    voice: Voice | None = None

    @property
    def seconds(self) -> Seconds:
        return max(0.0, self.end - self.start)


class Turn(Struct, frozen=True):
    """Consecutive utterances of one partner; backchannels of the other do not end it."""

    speaker: Speaker
    start: Seconds
    end: Seconds
    utterances: tuple[int, ...]


class Overlap(Struct, frozen=True):
    """Both spoke at once: utterance `by` began while utterance `over` was not finished."""

    by: int
    over: int
    start: Seconds
    end: Seconds
    took_floor: bool  # the other stopped and the one who came in went on
    exact: bool  # heard on two channels, or written down with times; else a guess from word times


class Span(Struct, frozen=True):
    """Characters `start` to `end` (exclusive) of the text of utterance number `utterance`."""

    utterance: int
    start: int
    end: int


class Moment(Struct, frozen=True):
    """A place where a detector saw a move. It carries evidence, not prose: wording belongs to the detector."""

    id: int
    kind: Kind
    tone: Tone
    speaker: Speaker
    utterance: int
    start: Seconds
    end: Seconds
    evidence: tuple[Span, ...]
    confidence: float  # 0..1, calibrated: of moments said to be 0.8 sure, eight in ten are right
    because: tuple[str, ...] = ()  # the words or facts that weighed most, for "why?"
    live: bool = True  # whether it is well founded enough for a live correction; the recap shows it either way


class Cue(Struct, frozen=True):
    """One gentle line on screen."""

    id: int
    to: Speaker | None  # None: to both
    at: Seconds
    text: str
    because: tuple[int, ...]  # moment ids
    tone: Tone
    stay: Seconds


class Agreement(Struct, frozen=True):
    utterance: int
    speaker: Speaker
    what: str
    confirmed: bool = False


class Parked(Struct, frozen=True):
    """A subject put aside for another talk."""

    utterance: int | None
    speaker: Speaker | None
    what: str


class Pattern(Struct, frozen=True):
    """A dance over the whole talk: always a loop of two."""

    kind: PatternKind
    confidence: float
    evidence: tuple[int, ...]  # utterance numbers
    by: Partner | None = None  # who starts the loop, where it has a start ("from" in files)
    to: Partner | None = None


class Header(Struct, frozen=True):
    """What is known of a talk before its first word."""

    id: str
    topic: str = ""  # "": none was chosen
    names: tuple[str, str] = ("Partner A", "Partner B")
    source: str = ""  # "microphone" or the file's name
    model: str = ""  # the speech model's name; "" for a transcript
    timed: bool = True  # False: times were estimated, and nothing that needs times is claimed
    overlaps: Literal["exact", "guessed"] = "exact"
    mode: Literal["open", "speaker_listener"] = "open"
    aim: str = ""  # what both want from the talk
    rules: tuple[str, ...] = ()  # the ground rules that both ticked
    homework: str = ""  # the title of the assignment it is done for

    def name(self, speaker: Speaker) -> str:
        return {"A": self.names[0], "B": self.names[1], "?": "Someone"}[speaker]
