"""What two people settle before a talk, as plain values. Nothing here knows the screen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal, Protocol

from coach.core.talk import Kind, Partner
from coach.core.themes import THEMES
from coach.engine.rehearsing import Sound
from coach.tui.talking import HelpLine

Seating = Literal["one", "two", "typed"]
Mode = Literal["open", "speaker_listener"]
Moods = tuple[int | None, int | None]
"""1 to 5, each partner's own; None: rather not said."""

RULES: Final = (
    "One topic at a time; the rest can wait.",
    "We speak for ourselves: I feel, I would like.",
    "We let each other finish.",
    "We say what we heard before we answer.",
    "Names, mockery and old scores stay outside.",
    "Either of us may ask for a break, and we come back.",
)
_RULES_FOR: Final[dict[Kind, int]] = {  # the rule that a move to practise or to watch is about
    "topic_drift": 0, "topic_return": 0,
    "blame": 1, "i_statement": 1, "request": 1, "vulnerability": 1, "mind_reading": 1,
    "interruption": 2,
    "reflection": 3, "validation": 3, "dismissal": 3, "defensiveness": 3,
    "personal_attack": 4, "past_grievance": 4, "winning": 4,
    "break_proposal": 5, "withdrawal": 5, "repair": 5,
}  # fmt: skip
AIMS: Final = ("We both want to understand each other.", "We both want a next step we can live with.")
MINUTES: Final = (15.0, 20.0, 30.0, 0.0)  # 0: open end
_SENTENCES: Final = {
    "money": "How we decide what we spend",
    "intimacy": "How close we are, and how close we would like to be",
    "decisions": "How we decide things together",
    "chores": "How we share the housework",
    "in-laws": "How we are with our families",
    "parenting": "How we bring up the children",
    "time together": "How much time we have together",
    "work": "How work and home fit together",
    "phones": "When we put the phones away",
    "jealousy": "What helps us trust each other",
    "habits": "A habit that is hard for one of us",
    "plans": "What we plan for the next years",
}
TOPICS: Final = tuple((theme, _SENTENCES[theme]) for theme in THEMES)
READING: Final = (
    "On Sunday morning we walked along the river. The water was high after the rain, and two small boats were tied to "
    "a post. A dog ran ahead of us, came back, and shook itself. Later we sat down on a wall in the sun, shared some "
    "bread and cheese, and watched the trains go over the old bridge until it was time to go home."
)


@dataclass(frozen=True, slots=True)
class Microphone:
    """One that can be listened to. `key` is what the settings would say; `name` is the system's word for it."""

    key: str | int
    name: str


@dataclass(frozen=True, slots=True)
class SpeechModel:
    """The model the talk needs. `megabytes`: 0 where it is not known."""

    name: str
    here: bool
    megabytes: int = 0
    about: str = ""


@dataclass(frozen=True, slots=True)
class Prepared:
    """All that was settled. Both have said yes to the microphone unless the talk is typed."""

    names: tuple[str, str]
    topic: str = ""
    seating: Seating = "one"
    microphones: tuple[str | int, str | int] = ("", "")  # the second: "" for none
    mode: Mode = "open"
    minutes: float = 20.0
    aim: str = ""
    rules: tuple[str, ...] = ()
    moods: Moods = (None, None)
    recoverable: bool = False  # written down as it happens, so that a crash does not cost it


@dataclass(frozen=True, slots=True)
class Assignment:
    """Homework as the page shows it. `page`: all of it, in lines; `rules`: those of `RULES` that go with it."""

    title: str
    page: str
    rules: tuple[str, ...] = ()


class Listening(Protocol):
    """The microphone before the talk. Every method returns at once."""

    def start(self, microphones: tuple[str | int, str | int], tell: Callable[[Sound], None]) -> None:
        """Open the microphones, and tell what is heard from another thread. Only after both said yes."""
        ...

    def learn(self, partner: Partner | None) -> None:
        """From now on the voice is this partner's; None: nobody's in particular."""
        ...

    def close(self) -> None: ...


Fetch = Callable[[Callable[[int, int], None]], None]
"""Fetches the speech model; told the bytes done and in all. Called in a thread; raises CoachError."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What is there before a talk. `no_microphone`: why there is none, in words; only typing is offered then.

    `assignment`: the homework it is for. `together`: both are here. `told`: a line to show at first.
    """

    listening: Listening | None = None
    microphones: Sequence[Microphone] = ()
    no_microphone: str = ""
    model: SpeechModel | None = None
    fetch: Fetch | None = None
    help_lines: Sequence[HelpLine] = ()
    assignment: Assignment | None = None
    together: bool = True
    told: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    text: str
    fine: bool = False


_NOTHING, _QUIET, _LOUD = -52.0, -42.0, -6.0  # dB below full scale, of the loudest tenth of a second lately


def rules_for(kinds: Iterable[Kind]) -> tuple[str, ...]:
    """The ground rules that go with these moves, in the order of `RULES`."""
    wanted = {_RULES_FOR[kind] for kind in kinds if kind in _RULES_FOR}
    return tuple(rule for n, rule in enumerate(RULES) if n in wanted)


def verdict(loudest: float, name: str = "") -> Verdict:
    """What to do about a level, in plain words. `name`: whose microphone it is; "": one for both."""
    who = f"{name} is" if name else "It is"
    if loudest < _NOTHING:
        return Verdict(f"{name}, say a few words." if name else "Say a few words, each of you.")
    if loudest < _QUIET:
        return Verdict(f"{who} too quiet: move closer.")
    if loudest > _LOUD:
        return Verdict(f"{who} too loud: move back a little.")
    return Verdict("Good, easy to hear.", fine=True)


def meter(level: float, width: int) -> int:
    """Cells of a meter `width` wide for a level in dB: -60 is empty, 0 full."""
    return min(width, max(0, round((1 + level / 60) * width)))


def here_by(key: str, hint: str) -> str:
    """What to do next, told to those who fetch the model on this page: a key does it, no other command."""
    for run, press in (("Run", "Press"), ("run", "press")):
        hint = hint.replace(f"{run} `coach setup` again", f"{press} {key} again")
    return hint
