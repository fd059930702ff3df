"""What happens in a talk, as lines: each begins with a word that says what it is. Pure: events in, lines out.

Words still being spoken are not told: a screen reader would read them twice.
"""

from __future__ import annotations

from collections.abc import Sequence

from coach.core.describing import Described
from coach.core.events import (
    AudioLost,
    Behind,
    Cued,
    Event,
    Failed,
    FloorPassed,
    Heard,
    Level,
    PutAside,
    SpeakerTold,
    Started,
    Step,
    TopicFound,
    Unsure,
    Unwritten,
)
from coach.core.talk import Cue, Header, Partner, Seconds, Utterance, other
from coach.tui.plain import how_sure, in_words
from coach.tui.seen import Seen
from coach.tui.sentences import FLOOR_A_WHILE, FLOOR_PASSES
from coach.tui.standing import NOTEWORTHY, STEPPED_DOWN, State

SURE_ABOVE = 0.5  # an utterance below is said to be unsure
OPEN = "Listening. Begin whenever you like."
WRITTEN = "Write as you would say it. Enter says it; Tab hands over to the other; Esc leaves the line for the keys."
UNHEARD = "Unclear: some words could not be made out."
ON_AGAIN = "What was said so far is kept. r listens again."


class Telling:
    """`take` every event in order; what is to be read comes back. `seen` knows the rest."""

    def __init__(self, header: Header, *, minutes: float = 0.0, typed: bool = False) -> None:
        """`minutes`: the agreed length, 0 for an open end."""
        self.seen = Seen(header)
        self.ready = False  # the talk has begun
        self.lost = ""  # why nobody is listening, in words; "": somebody is
        self._minutes = minutes
        self._typed = typed
        self._time_said = self._cue_said = self._unclear = self._written_badly = False
        self._late: Seconds = 0.0
        self._passing_said = False
        self.behind: Seconds = 0.0
        self.step: Step = "full"  # what is left out so that the words keep up

    def take(self, event: Event) -> list[str]:
        self.seen.take(event)
        told = [*self._opening(event), *self._said(event), *self._time(), *self._passing()]
        self._unclear = isinstance(event, Unsure) or (self._unclear and not told)
        return told

    def go_on(self) -> None:
        """They asked for the microphone again."""
        self.lost, self.ready = "", False

    def _opening(self, event: Event) -> list[str]:
        if isinstance(event, Started):
            return [*_began(event.header), *([self._floor(self.seen.floor)] if self._held else [])]
        if not self.ready and isinstance(event, Level | Heard | Unsure) and not self.lost:
            self.ready = True
            return [] if isinstance(event, Heard) else [WRITTEN if self._typed else OPEN]
        return []

    def _said(self, event: Event) -> list[str]:
        told: list[str] = []
        match event:
            case Heard(utterance=utterance):
                told = [said(self.seen.header, utterance)]
            case Unsure() if not self._unclear:
                told = [UNHEARD]
            case Cued(cue=cue):
                told = self._cue(cue)
            case PutAside(parked=parked):
                told = [f"Put aside for another talk: {parked.what}."]
            case TopicFound(topic=topic):
                told = [f"Topic: you seem to talk about {topic}."]
            case _:
                told = self._between_them(event) or self._state(event)
        return told

    def _between_them(self, event: Event) -> list[str]:
        told: list[str] = []
        match event:
            case SpeakerTold(speaker=speaker):
                told = [f"Noted: that was {self.seen.header.name(speaker)}."]
            case FloorPassed(to=to):
                told = [self._floor(to)]
        return told

    @property
    def _held(self) -> bool:
        """Whether one holds the floor and the other listens."""
        return self.seen.header.mode == "speaker_listener"

    def _floor(self, to: Partner) -> str:
        names = self.seen.header
        return f"Floor: {names.name(to)} has it, {names.name(other(to))} listens and says back what was heard."

    def _passing(self) -> list[str]:
        """How the floor is passed on, once, when it has been held for a while."""
        if not self._held or self._passing_said or self.seen.floor_for < FLOOR_A_WHILE:
            return []
        self._passing_said = True
        return [f"Floor: {FLOOR_PASSES}."]

    def _state(self, event: Event) -> list[str]:
        told: list[str] = []
        match event:
            case Behind(seconds=seconds, step=step):
                told = self._behind(seconds, step)
            case AudioLost(reason=reason, advice=""):
                told = [f"Missed: {reason}"]
            case AudioLost(reason=reason, advice=advice):
                told = self._lose("Microphone lost:", reason, advice)
            case Failed(message=message, hint=hint):
                told = self._lose("Trouble:", message, hint)
            case Unwritten(message=message, hint=hint):
                told = self._unwritten(message, hint)
        return told

    def _unwritten(self, message: str, hint: str) -> list[str]:
        before, self._written_badly = self._written_badly, bool(message)
        if before == self._written_badly:
            return []
        return [f"Not written down: {message} {hint}" if message else "Written down again."]

    def _cue(self, cue: Cue) -> list[str]:
        first, self._cue_said = not self._cue_said, True
        keys = f"Keys for a cue: {'Esc, then ' if self._typed else ''}w says why, u waves it away."
        return [f"Cue: {cue.text}", *([keys] if first else [])]

    def _lose(self, what: str, reason: str, advice: str) -> list[str]:
        self.lost = " ".join(part for part in (reason, advice) if part)
        return [f"{what} {self.lost}", *([] if self._typed else [ON_AGAIN])]

    def _behind(self, seconds: Seconds, step: Step) -> list[str]:
        """Said when it begins, when it has doubled, when something else is left out, and when it is over."""
        before, self.behind, self.step = self.step, seconds, step
        if seconds < 1 and step == "full" and (self._late or before != "full"):
            self._late = 0.0
            return ["Caught up: the words keep up with you again."]
        if seconds >= max(NOTEWORTHY, 2 * self._late):
            self._late = seconds
            return [late(seconds, step)]
        return [late(seconds, step)] if step not in {before, "full"} else []

    def _time(self) -> list[str]:
        if not self._minutes or self._time_said or self.seen.now < self._minutes * 60:
            return []
        self._time_said = True
        return ["Time: what you agreed on is up. e ends the talk, or go on."]


def late(seconds: Seconds, step: Step) -> str:
    """How far behind the words are, and what is left out meanwhile; "": neither."""
    parts = [f"the words come {in_words(seconds)} late"] if seconds >= NOTEWORTHY else []
    parts += [f"meanwhile: {STEPPED_DOWN[step]}"] if STEPPED_DOWN[step] else []
    return f"Behind: {'; '.join(parts)}." if parts else ""


def said(header: Header, utterance: Utterance) -> str:
    unsure = "" if utterance.confidence >= SURE_ABOVE else ", not heard well"
    return f"{header.name(utterance.speaker)}{unsure}: {utterance.text}"


def _began(header: Header) -> list[str]:
    names = f"{header.names[0]} and {header.names[1]}"
    return [f"A talk between {names}. Topic: {header.topic or 'open'}."]


def standing(telling: Telling, *, minutes: float, state: State, asked: str = "") -> list[str]:
    """How the talk stands: what the full screen shows all the time. `asked`: the question that waits."""
    seen = telling.seen
    first, second = seen.header.names
    told = [
        f"Topic: {seen.topic or 'open'}.",
        f"Time: {in_words(seen.now)}" + (f" of {in_words(minutes * 60)}." if minutes else "."),
        f"Now: {state}.",
    ]
    if seen.header.mode == "speaker_listener":
        told.append(f"Floor: {seen.turn} has it, for {in_words(seen.floor_for)}; {FLOOR_PASSES}.")
    if seen.share is not None:
        share = round(seen.share * 100)
        told.append(f"Room to speak: {first} {share} percent, {second} {100 - share} percent.")
    told.append(f"Agreements: {seen.agreements}. Put aside: {seen.parked}.")
    if state == "muted":
        told.append("Muted: nobody listens. Space listens again.")
    return [*told, *(more for more in (late(telling.behind, telling.step), asked) if more)]


def why(cue: Cue, reasons: Sequence[Described]) -> list[str]:
    """What stood behind a cue."""
    told = [f"Why: {cue.text}"]
    for reason in reasons:
        told += [
            f"{name}: {text}"
            for name, text in (
                ("Words seen", f"“{reason.quote}”" if reason.quote else ""),
                ("Reading", reason.title),
                ("Because", reason.why),
                ("Guidance", reason.guidance),
                ("To try", reason.tip),
                ("How sure", how_sure(reason.sure)),
            )
            if text
        ]
    return told
