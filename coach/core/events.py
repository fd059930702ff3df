"""What happens in a talk, as a tagged union: the only thing that travels from the engine to screens, files and streams.

`at` is the position on the audio clock at which the event was known, in seconds. A talk's events in order are its
journal: fed through `Conversation` again they give the same moments, cues and recap.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from coach.core.talk import (
    Agreement,
    Cue,
    Header,
    Moment,
    Overlap,
    Parked,
    Partner,
    Seconds,
    Speaker,
    Turn,
    Utterance,
)


class Happening(Struct, frozen=True, tag_field="type", kw_only=True):
    at: Seconds


class Started(Happening, frozen=True, tag="started"):
    header: Header


class Level(Happening, frozen=True, tag="level"):
    """How loud each channel is, ten times a second, dB below full scale. Not journalled."""

    channels: tuple[float, ...]


class SpeechBegan(Happening, frozen=True, tag="speech_began"):
    channel: int
    speaker: Speaker


class SpeechEnded(Happening, frozen=True, tag="speech_ended"):
    channel: int
    speaker: Speaker


class Hearing(Happening, frozen=True, tag="hearing"):
    """Partial text while somebody is still speaking. Not journalled: it is replaced by what follows."""

    channel: int
    speaker: Speaker
    text: str


class Heard(Happening, frozen=True, tag="heard"):
    """An utterance is complete. `lag`: seconds from its end having been heard to this event; 0 in a replay."""

    utterance: Utterance
    lag: Seconds = 0.0


class Unsure(Happening, frozen=True, tag="unsure"):
    """There was sound, but no words to be trusted. `text` is what was not trusted, for the screen only."""

    start: Seconds
    end: Seconds
    reason: str
    text: str = ""


class TurnEnded(Happening, frozen=True, tag="turn_ended"):
    turn: Turn


class Overlapped(Happening, frozen=True, tag="overlapped"):
    overlap: Overlap


class Noticed(Happening, frozen=True, tag="noticed"):
    moment: Moment


class Cued(Happening, frozen=True, tag="cued"):
    cue: Cue


class LetBe(Happening, frozen=True, tag="let_be"):
    """A cue that was waiting is dropped. `reason`: repaired | stale | vulnerable | private."""

    moment: int
    reason: str


class Dismissed(Happening, frozen=True, tag="dismissed"):
    """Somebody said "not right": the moment leaves every count."""

    moment: int


class PutAside(Happening, frozen=True, tag="put_aside"):
    parked: Parked
    by_hand: bool = False  # somebody pressed the key; else the talk drifted there


class Agreed(Happening, frozen=True, tag="agreed"):
    agreement: Agreement


class Confirmed(Happening, frozen=True, tag="confirmed"):
    """A partner says yes to an agreement; it is confirmed with both. `agreement`: the utterance it was caught in."""

    agreement: int
    by: Partner


class Amended(Happening, frozen=True, tag="amended"):
    """An agreement reads like this from now on, and the yeses to other words are gone; "": it was none."""

    agreement: int
    what: str


class WhoSpoke(Happening, frozen=True, tag="who_spoke"):
    """It is not clear who said this, and it matters: people may be asked."""

    utterance: int


class SpeakerTold(Happening, frozen=True, tag="speaker_told"):
    """Somebody said who it was: the utterance is theirs, and so is all that follows from it."""

    utterance: int
    speaker: Partner


class FloorPassed(Happening, frozen=True, tag="floor_passed"):
    """Where one holds the floor and the other listens: it is `to`'s now."""

    to: Partner
    by_hand: bool = False  # somebody pressed the key; else the one who held it said so


class BreakOffered(Happening, frozen=True, tag="break_offered"):
    """A break may do good. `because`: somebody asked for one, or it has been hot for a while. Nothing begins by itself."""

    because: Literal["asked", "heat"]


class BreakBegan(Happening, frozen=True, tag="break_began"):
    minutes: float


class BreakEnded(Happening, frozen=True, tag="break_ended"):
    pass


class TopicFound(Happening, frozen=True, tag="topic_found"):
    """No topic was chosen; this is what the talk seems to be about."""

    topic: str


class AudioLost(Happening, frozen=True, tag="audio_lost"):
    """Sound that never reached us. `reason` is a plain sentence; `advice` what to do."""

    seconds: Seconds
    reason: str
    advice: str = ""


# What is left out so that the words keep up: nothing; partial text; the second thoughts of the recogniser; the larger model.
Step = Literal["full", "no_partial", "quick", "smaller_model"]


class Behind(Happening, frozen=True, tag="behind"):
    """How far the text lags behind the voices, and what is left out meanwhile, the steps before it included."""

    seconds: Seconds
    step: Step = "full"


class Unwritten(Happening, frozen=True, tag="unwritten"):
    """The disk refuses what is written down of this talk; it goes on, in memory. Not journalled.

    `message` and `hint` are plain sentences; both are empty once everything is written down again.
    """

    message: str = ""
    hint: str = ""


class Failed(Happening, frozen=True, tag="failed"):
    message: str
    hint: str


class Ended(Happening, frozen=True, tag="ended"):
    """The last event. `at` is the length of the talk."""


Event = (
    Started | Level | SpeechBegan | SpeechEnded | Hearing | Heard | Unsure | TurnEnded | Overlapped | Noticed | Cued
    | LetBe | Dismissed | PutAside | Agreed | Confirmed | Amended | WhoSpoke | SpeakerTold | FloorPassed | BreakOffered
    | BreakBegan | BreakEnded | TopicFound | AudioLost | Behind | Unwritten | Failed | Ended
)  # fmt: skip

# What people or machines put into a talk. Everything else follows from these (see `Conversation`).
Given = (
    Started | Heard | Unsure | Dismissed | PutAside | Confirmed | Amended | SpeakerTold | FloorPassed | BreakBegan
    | BreakEnded | AudioLost | Ended
)  # fmt: skip
FLEETING = (Level, Hearing, Behind, Unwritten, SpeechBegan, SpeechEnded)  # for the screen of the moment; in no journal
