"""A talk that is a script: every screen can be tried without a microphone, a model or a clock."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable

from msgspec.structs import replace

from coach.core.events import (
    Agreed,
    Amended,
    BreakBegan,
    BreakEnded,
    Confirmed,
    Cued,
    Dismissed,
    Ended,
    Event,
    FloorPassed,
    Heard,
    Level,
    Noticed,
    PutAside,
    SpeakerTold,
    SpeechBegan,
    Started,
)
from coach.core.recap import (
    PartnerCounts,
    Recap,
    RecapAgreement,
    RecapMoment,
    RecapParked,
    RecapPattern,
    RecapTurn,
    Session,
    Timeline,
)
from coach.core.talk import HURTS, Agreement, Cue, Header, Kind, Moment, Parked, Partner, Span, Speaker, Tone, Utterance
from coach.tui.talking import Described

HEADER = Header(id="t1", topic="How we split the housework", names=("Maya", "Tom"), source="script", model="none")
FLOOR = replace(HEADER, mode="speaker_listener")


def utterance(n: int, speaker: Speaker, text: str, start: float | None = None, **more: float) -> Utterance:
    begin = start if start is not None else n * 6.0
    return Utterance(
        n=n, speaker=speaker, start=begin, end=begin + max(1.0, len(text.split()) / 2.5), text=text, **more
    )


def heard(n: int, speaker: Speaker, text: str, start: float | None = None, **more: float) -> Heard:
    said = utterance(n, speaker, text, start, **more)
    return Heard(at=said.end, utterance=said)


def noticed(number: int, kind: Kind, tone: Tone, said: Heard, words: str) -> Noticed:
    u = said.utterance
    start = u.text.index(words)
    span = Span(u.n, start, start + len(words))
    moment = Moment(number, kind, tone, u.speaker, u.n, u.start, u.end, (span,), 0.9, (words,))
    return Noticed(at=u.end, moment=moment)


def cued(number: int, text: str, moment: Noticed, to: Speaker | None = None, stay: float = 12.0) -> Cued:
    m = moment.moment
    return Cued(at=m.end, cue=Cue(number, to, m.end, text, (m.id,), m.tone, stay))


def quiet(at: float) -> Level:
    """Nobody speaks: only the time goes on."""
    return Level(at=at, channels=(-40.0,))


def praised(stay: float = 60.0) -> list[Event]:
    """A feeling is named, and the cue that follows from it."""
    said = heard(1, "A", "I feel tired in the evenings.")
    moment = noticed(7, "i_statement", "helps", said, "I feel tired")
    return [said, moment, cued(1, "Maya named a feeling. Tom, what did you hear?", moment, "B", stay)]


class ScriptedTalk:
    """Satisfies `LiveTalk`. Gives its events at `start`, and answers what is asked of it as the engine would."""

    def __init__(self, events: Iterable[Event] = (), *, header: Header = HEADER, minutes: float = 20.0) -> None:
        self.header = header
        self.minutes = minutes
        self.notice = ""
        self.events = [Started(at=0.0, header=header), *events]
        self.asked: list[object] = []
        self.dismissed: set[int] = set()
        self.amended: dict[int, str] = {}
        self.private: tuple[RecapMoment, ...] = ()  # what only one partner's own eyes are to see
        self._tell: Callable[[Event], None] = lambda _: None
        self._at = 0.0

    def start(self, on_event: Callable[[Event], None]) -> None:
        self._tell = on_event
        self.asked.append("start")
        self.tell(*self.events)

    def tell(self, *events: Event) -> None:
        """From a thread of its own, as the engine does."""

        def run() -> None:
            for event in events:
                self._at = max(self._at, event.at)
                self._tell(event)

        thread = threading.Thread(target=run)
        thread.start()
        thread.join()

    def stop(self) -> None:
        self.asked.append("stop")
        self.tell(Ended(at=self._at))

    def abandon(self) -> None:
        self.asked.append("abandon")

    def mute(self, on: bool) -> None:
        self.asked.append(("mute", on))

    def dismiss(self, moment: int) -> None:
        self.asked.append(("dismiss", moment))
        self.dismissed.add(moment)
        self.tell(Dismissed(at=self._at, moment=moment))

    def park(self, what: str = "") -> None:
        self.asked.append(("park", what))
        self.tell(PutAside(at=self._at, parked=Parked(None, None, what or "the in-laws")))

    def pass_floor(self, to: Partner) -> None:
        self.asked.append(("floor", to))
        self.tell(FloorPassed(at=self._at, to=to, by_hand=True))

    def say_who(self, utterance: int, speaker: Partner) -> None:
        self.asked.append(("who", utterance, speaker))
        self.tell(SpeakerTold(at=self._at, utterance=utterance, speaker=speaker))

    def confirm(self, agreement: int, by: Partner) -> None:
        self.asked.append(("confirm", agreement, by))
        self.tell(Confirmed(at=self._at, agreement=agreement, by=by))

    def amend(self, agreement: int, what: str) -> None:
        self.asked.append(("amend", agreement, what))
        self.amended[agreement] = what
        self.tell(Amended(at=self._at, agreement=agreement, what=what))

    def begin_break(self, minutes: float) -> None:
        self.asked.append(("break", minutes))
        self.tell(BreakBegan(at=self._at, minutes=minutes))

    def end_break(self) -> None:
        self.asked.append("break over")
        self.tell(BreakEnded(at=self._at))

    def reopen(self) -> None:
        self.asked.append("reopen")
        self.tell(Level(at=self._at, channels=(-30.0,)))

    def describe(self, moment: Moment) -> Described:
        titles = {"validation": "A kind word", "i_statement": "Own feeling, no blame", "blame": "Blame"}
        return Described(
            title=titles.get(moment.kind, moment.kind.replace("_", " ")),
            quote=", ".join(moment.because),
            why="These words make the other the cause.",
            guidance="Say what you felt and what you would like instead. Source: fair arguing, in our words.",
            sure=moment.confidence,
            tip="Try: I feel … when …",
        )

    def recap(self, *, private: bool = False) -> Recap:
        told = sample_recap(frozenset(self.dismissed))
        agreed = [
            replace(one, what=self.amended.get(one.turn, one.what), confirmed=one.turn not in self.amended)
            for one in told.agreements
        ]
        kept = tuple(one for one in agreed if one.what)
        return replace(told, agreements=kept, private=self.private if private else ())


LINES: tuple[tuple[Speaker, str], ...] = (
    ("A", "I feel like I do most of the evenings, and I'm tired."),
    ("B", "I know. I see that, and I'm glad you say it."),
    ("A", "It's just that when I come home, the kitchen is still as we left it in the morning."),
    ("B", "But you never even ask me."),
    ("A", "I did ask. Twice last week."),
    ("B", "You're right. I forgot on Tuesday, and I'm sorry about that."),
    ("A", "Thank you. That helps more than you think."),
    ("?", "mm-hmm"),
    ("B", "What would make the evenings lighter for you?"),
    ("A", "If you took the dishes on weekdays, I could breathe a little after work."),
    ("B", "I can do that. I'll take the dishes from Monday to Friday."),
)


def sample_events() -> list[Event]:
    """Half a minute of talk with praise, a cue, an agreement, and someone speaking."""
    told = [heard(n, speaker, text) for n, (speaker, text) in enumerate(LINES, 1)]
    feeling = noticed(1, "i_statement", "helps", told[0], "I'm tired")
    blame = noticed(2, "blame", "hurts", told[3], "you never even ask")
    sorry = noticed(3, "apology", "helps", told[5], "I'm sorry about that")
    kind = noticed(4, "validation", "helps", told[6], "That helps more")
    events: list[Event] = [Level(at=0.1, channels=(-35.0,))]
    for said in told:
        events.append(SpeechBegan(at=said.utterance.start, channel=0, speaker=said.utterance.speaker))
        events.append(said)
        match said.utterance.n:
            case 1:
                events += [feeling, cued(1, "Maya named a feeling. Tom, what did you hear?", feeling, "B")]
            case 4:
                events.append(blame)
            case 6:
                events.append(sorry)
            case 7:
                events.append(kind)
            case 9:
                events.append(Level(at=said.utterance.end, channels=(-24.0,)))
            case 11:
                what = Agreement(11, "B", "Tom takes the dishes on weekdays")
                events.append(Agreed(at=said.at, agreement=what))
                cue = Cue(
                    2,
                    "A",
                    said.at,
                    "Tom offered something concrete. Maya, what do you make of it?",
                    (4,),
                    "helps",
                    12.0,
                )
                events.append(Cued(at=said.at, cue=cue))
                events.append(SpeechBegan(at=said.at + 1, channel=0, speaker="A"))
    return events


def sample_recap(dismissed: frozenset[int] = frozenset()) -> Recap:
    """The recap of such a talk, as the core would give it."""
    turns = tuple(RecapTurn(n, speaker, n * 60.0, n * 60.0 + 40.0, text) for n, (speaker, text) in enumerate(LINES, 1))
    moments = (
        _moment(1, (1, "A"), "i_statement", "I'm tired", title="Own feeling, no blame"),
        _moment(2, (4, "B"), "blame", "you never even ask me", title="Blame", instead="I'd like you to ask me first."),
        _moment(3, (6, "B"), "apology", "I'm sorry about that", title="Taking responsibility"),
        _moment(5, (5, "A"), "defensiveness", "I did ask. Twice", title="Defending", instead="I could ask sooner."),
        _moment(6, (3, "A"), "past_grievance", "as we left it", title="An old wrong", instead="Today I'd like help."),
        _moment(7, (10, "A"), "demand", "took the dishes", title="A demand", instead="Could you take the dishes?"),
        _moment(8, (10, "A"), "winning", "breathe a little", title="Scoring", instead="I'd like us both to win."),
    )
    return Recap(
        session=Session("t1", HEADER.topic, 760.0, "script", "none"),
        partners={
            "A": PartnerCounts("Maya", 220.0, 0.58, 310, 6, 38.0, 0, 2),
            "B": PartnerCounts("Tom", 160.0, 0.42, 240, 5, 30.0, 1, 3),
        },
        turns=turns,
        moments=tuple(m for m in moments if m.id not in dismissed),
        patterns=(
            RecapPattern(
                "demand_withdraw", 0.7, (4, 5), "A", "B", "One presses, the other goes quiet",
                "Maya: one need, no criticism. Tom: say when it is too much, and ask for a break.",
            ),
        ),
        agreements=(RecapAgreement(11, "B", "Tom takes the dishes on weekdays", confirmed=True),),
        strengths=("You each named a feeling of your own.", "Tom took responsibility for Tuesday, and Maya took it up."),
        to_practise={"A": "Ask for one specific thing.", "B": "Say back what you heard before you answer."},
        parking_lot=(RecapParked(None, "the in-laws at Christmas"),),
        timeline=Timeline(
            warmth=tuple((i * 60.0, w) for i, w in enumerate((0.1, 0.3, 0.2, -0.4, -0.5, 0.2, 0.5, 0.4, 0.4, 0.5, 0.6, 0.6))),
            overlaps=((282.0, 290.0),),
            breaks=((430.0, 470.0),),
        ),
        notes=("Times were heard on one microphone, so overlaps are guesses.",),
    )  # fmt: skip


def _moment(
    number: int, at: tuple[int, Speaker], kind: Kind, quote: str, *, title: str, instead: str = ""
) -> RecapMoment:
    """`at`: the turn, and who spoke it."""
    turn, speaker = at
    return RecapMoment(
        turn=turn, speaker=speaker, kind=kind, tone="hurts" if kind in HURTS else "helps", start=turn * 60.0 + 5,
        end=turn * 60.0 + 9, quote=quote, confidence=0.9, why="", try_instead=instead, id=number, title=title,
    )  # fmt: skip
