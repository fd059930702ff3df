"""What the live screen knows of the talk so far, from its events alone. No widgets, no clock: values in, values out."""

from __future__ import annotations

from coach.core.events import (
    Agreed,
    Amended,
    BreakBegan,
    BreakEnded,
    Cued,
    Dismissed,
    Event,
    FloorPassed,
    Heard,
    Noticed,
    PutAside,
    SpeakerTold,
    Started,
    TopicFound,
)
from coach.core.talk import Cue, Header, Moment, Partner, Seconds, Span, Speaker, Utterance

ENOUGH_SPEECH = 20.0  # seconds of speech before a balance means anything
RECENT = 120.0  # seconds
STEP = 20.0  # seconds a column of the small charts stands for
COLUMNS = 12


class Tide:
    """A slow curve between 0 and 1: it is nudged, and by itself returns to `rest`."""

    def __init__(self, rest: float, back: float = 0.8) -> None:
        self._rest = rest
        self._back = back  # the share of the distance from rest that is left after a step
        self._value = rest
        self._step = 0
        self.columns: list[float] = []

    def nudge(self, at: Seconds, by: float) -> None:
        self.reach(at)
        self._value = min(1.0, max(0.0, self._value + by))

    def hold(self, at: Seconds, value: float) -> None:
        """From now on rest at `value`."""
        self.reach(at)
        self._rest = self._value = value

    def reach(self, at: Seconds) -> None:
        """Let the time up to `at` pass."""
        while self._step < int(at / STEP):
            self._step += 1
            self.columns = [*self.columns[-COLUMNS + 1 :], self._value]
            self._value = self._rest + (self._value - self._rest) * self._back


class Seen:
    """The facts behind the live screen. `take` every event, in order."""

    def __init__(self, header: Header) -> None:
        self.header = header
        self.topic = header.topic
        self.now: Seconds = 0.0
        self.speech = {"A": 0.0, "B": 0.0}
        self.moments: dict[int, Moment] = {}
        self.cues: list[Cue] = []  # newest last; a dismissed one is gone
        self.utterances = 0
        self.floor: Partner = "A"  # who holds it, where one does
        self.spoke_last: Speaker = "?"
        self._floor_since: Seconds = 0.0
        self._paused_at: Seconds | None = None
        self._unclear: dict[int, Seconds] = {}  # by utterance: how long somebody spoke who is not known
        self._agreed: set[int] = set()
        self.parked = 0
        self.warmth = Tide(rest=0.45)
        self.on_topic = Tide(rest=0.99, back=0.0)

    @property
    def share(self) -> float | None:
        """A's share of the speech, 0..1; None until there is enough of it to say."""
        total = self.speech["A"] + self.speech["B"]
        return self.speech["A"] / total if total >= ENOUGH_SPEECH else None

    @property
    def agreements(self) -> int:
        return len(self._agreed)

    @property
    def floor_for(self) -> Seconds:
        """How long the floor has been held; a break stops it."""
        return max(0.0, (self.now if self._paused_at is None else self._paused_at) - self._floor_since)

    @property
    def turn(self) -> str:
        """Whose turn it is, by name: who holds the floor, else who spoke last; "": nobody's."""
        who: Speaker = self.floor if self.header.mode == "speaker_listener" else self.spoke_last
        return "" if who == "?" else self.header.name(who)

    @property
    def cue(self) -> Cue | None:
        """The cue to show now: the newest, until its time is over."""
        newest = self.cues[-1] if self.cues else None
        return newest if newest is not None and self.now < newest.at + newest.stay else None

    @property
    def latest_cue(self) -> Cue | None:
        """The newest cue, shown still or just gone by."""
        return self.cues[-1] if self.cues else None

    @property
    def earlier(self) -> list[Cue]:
        """Cues gone by, newest first."""
        past = self.cues[:-1] if self.cue is not None else self.cues
        return past[::-1]

    @property
    def drifting(self) -> Moment | None:
        """Where the talk last left its topic, if that was a moment ago."""
        drifts = [m for m in self.moments.values() if m.kind == "topic_drift" and self.now - m.end < RECENT]
        return drifts[-1] if drifts else None

    def marks(self) -> dict[int, list[Span]]:
        """By utterance, the words that a cue was about."""
        ids = {moment: None for cue in self.cues for moment in cue.because}  # each once, the oldest first
        found: dict[int, list[Span]] = {}
        for moment in (self.moments[i] for i in ids if i in self.moments):
            for span in moment.evidence:
                found.setdefault(span.utterance, []).append(span)
        return found

    def take(self, event: Event) -> None:
        self.now = max(self.now, event.at)
        self.warmth.reach(self.now)
        self.on_topic.reach(self.now)
        match event:
            case Started(header=header):
                self.header = header
                self.topic = self.topic or header.topic
            case TopicFound(topic=topic):
                self.topic = self.topic or topic
            case Heard(utterance=utterance):
                self._count(utterance)
            case Noticed(moment=moment):
                self._notice(moment)
            case Cued(cue=cue):
                self.cues.append(cue)
            case Dismissed(moment=moment_id):
                self._forget(moment_id)
            case PutAside():
                self.parked += 1
            case _:
                self._take_turns(event)

    def _take_turns(self, event: Event) -> None:
        match event:
            case Agreed(agreement=agreement):
                self._agreed.add(agreement.utterance)
            case Amended(agreement=number, what=""):
                self._agreed.discard(number)
            case SpeakerTold(utterance=number, speaker=speaker):
                self.speech[speaker] += self._unclear.pop(number, 0.0)
            case FloorPassed(to=to, at=at):
                self.floor, self._floor_since = to, at
            case BreakBegan(at=at):
                self._paused_at = at
            case BreakEnded(at=at):
                self._floor_since += at - (at if self._paused_at is None else self._paused_at)
                self._paused_at = None

    def _count(self, utterance: Utterance) -> None:
        self.utterances += 1
        if utterance.speaker != "?":
            self.speech[utterance.speaker] += utterance.seconds
            self.spoke_last = utterance.speaker
        else:
            self._unclear[utterance.n] = utterance.seconds

    def _notice(self, moment: Moment) -> None:
        if moment.kind == "threat":
            return  # never on the live screen: see the private view afterwards
        self.moments[moment.id] = moment
        match moment.kind:
            case "topic_drift":
                self.on_topic.hold(self.now, 0.4)
            case "topic_return":
                self.on_topic.hold(self.now, 0.99)
            case _:
                self.warmth.nudge(self.now, {"helps": 0.15, "hurts": -0.15, "neutral": 0.0}[moment.tone])

    def _forget(self, moment: int) -> None:
        gone = self.moments.pop(moment, None)
        self.cues = [cue for cue in self.cues if moment not in cue.because]
        if gone is not None and gone.kind == "topic_drift":
            self.on_topic.hold(self.now, 0.99)
