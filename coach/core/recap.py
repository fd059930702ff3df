"""The recap: what the talk was, from its events alone. `Recap` is the format coach.recap/1 of the files, field by field."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from msgspec import Struct, field
from msgspec.structs import replace

from coach.core.talk import Kind, PatternKind, Seconds, Speaker, Tone

ESTIMATED = "Estimated here, as session.timed says: every start and end, and the seconds of each partner."


class Session(Struct, frozen=True):
    id: str
    topic: str
    duration_s: Seconds
    source: str
    model: str
    timed: bool = True
    aim: str = ""  # what both wanted from the talk
    rules: tuple[str, ...] = ()  # the ground rules that both ticked


class PartnerCounts(Struct, frozen=True):
    name: str
    talk_time_s: Seconds
    talk_share: float  # 0..1 of both partners' talk time
    words: int
    turns: int
    longest_turn_s: Seconds
    interruptions: int
    questions: int
    opened: bool = False  # spoke first
    moved_topic: int = 0  # times the talk left its topic with this partner's words
    brought_back: int = 0  # times it came back with them
    last_word: bool = False


class RecapTurn(Struct, frozen=True):
    n: int
    speaker: Speaker
    start: Seconds
    end: Seconds
    text: str
    sure: bool = True  # False: shown dimmed, never judged, in no count


class RecapMoment(Struct, frozen=True):
    turn: int
    speaker: Speaker
    kind: Kind
    tone: Tone
    start: Seconds
    end: Seconds
    quote: str
    confidence: float
    why: str
    cue: str = ""  # the cue that was shown for it, if one was
    try_instead: str = ""
    id: int = 0
    title: str = ""
    outcome: Literal["", "cued", "repaired", "missed", "received"] = (
        ""  # what became of it; "repaired": caught by yourselves
    )


class RecapPattern(Struct, frozen=True):
    kind: PatternKind
    confidence: float
    evidence: tuple[int, ...]
    from_: Speaker | None = field(name="from", default=None)
    to: Speaker | None = None
    title: str = ""
    offer: str = ""  # what each half of the loop may try


class RecapAgreement(Struct, frozen=True):
    turn: int
    speaker: Speaker
    what: str
    confirmed: bool = False


class RecapParked(Struct, frozen=True):
    turn: int | None
    what: str


class RepairMade(Struct, frozen=True):
    turn: int
    speaker: Speaker
    quote: str
    received: bool


class SoftSentence(Struct, frozen=True):
    """Something vulnerable that was said, and what the partner's next words did with it."""

    turn: int
    speaker: Speaker
    met: Literal["held", "reassured", "solved", "passed", "unanswered"]


class Timeline(Struct, frozen=True):
    """For the chart: everything on the session's own clock."""

    warmth: tuple[tuple[Seconds, float], ...] = ()  # -1..1, smoothed tone of the words
    on_topic: tuple[tuple[Seconds, float], ...] = ()  # 0..1
    overlaps: tuple[tuple[Seconds, Seconds], ...] = ()
    breaks: tuple[tuple[Seconds, Seconds], ...] = ()
    lost: tuple[tuple[Seconds, Seconds], ...] = ()  # sound that never reached us


class Recap(Struct, frozen=True):
    session: Session
    partners: dict[str, PartnerCounts]
    turns: tuple[RecapTurn, ...]
    moments: tuple[RecapMoment, ...]
    patterns: tuple[RecapPattern, ...]
    agreements: tuple[RecapAgreement, ...]
    strengths: tuple[str, ...]
    to_practise: dict[str, str]
    schema: str = "coach.recap/1"
    parking_lot: tuple[RecapParked, ...] = ()
    repairs: tuple[RepairMade, ...] = ()
    soft: tuple[SoftSentence, ...] = ()
    timeline: Timeline = Timeline()
    notes: tuple[str, ...] = ()  # plain facts to know when reading this: estimated times, sound lost, unsure speakers
    private: tuple[RecapMoment, ...] = ()  # threats; empty unless asked for

    @property
    def loops(self) -> tuple[RecapPattern, ...]:
        """The dances that are shown to both. Control is never called one.

        Hands "held out, and taken" are no dance of a talk in which the list of hands held out says that none was taken.
        """
        none_taken = bool(self.repairs) and not any(one.received for one in self.repairs)
        left_out = {"coercion", "good_repair"} if none_taken else {"coercion"}
        return tuple(one for one in self.patterns if one.kind not in left_out)

    @property
    def by_one(self) -> bool:
        """Whether one of them wrote it alone: then no floor was shared, and no balance is told."""
        return self.session.source == "typed" and any(not one.turns for one in self.partners.values())


def to_praise(moments: Sequence[RecapMoment]) -> tuple[RecapMoment, ...]:
    """The moments that help, but for those whose words hold what hurt: no praise repeats it."""
    hurt = [(one.turn, one.quote) for one in moments if one.tone == "hurts"]
    return tuple(
        one
        for one in moments
        if one.tone == "helps" and not any(turn == one.turn and said in one.quote for turn, said in hurt)
    )


def surest(moments: Iterable[RecapMoment], most: int) -> list[RecapMoment]:
    """At most so many, in the order of the talk: the surest of each kind first, and one for the same words."""
    by_words: dict[tuple[int, str], RecapMoment] = {}
    for one in sorted(moments, key=lambda one: (-one.confidence, one.start)):
        by_words.setdefault((one.turn, one.quote), one)
    first = {one.kind: one for one in reversed(by_words.values())}
    again = [one for one in by_words.values() if first[one.kind] is not one]
    chosen = [*(one for one in by_words.values() if first[one.kind] is one), *again][:most]
    return sorted(chosen, key=lambda one: (one.start, one.turn, one.id))


def for_programs(recap: Recap) -> Recap:
    """With a note that its times are estimated, where they are: other forms show none of them, fields do."""
    if recap.session.timed or not any(one.talk_time_s for one in recap.partners.values()):
        return recap
    return replace(recap, notes=(*recap.notes, ESTIMATED))
