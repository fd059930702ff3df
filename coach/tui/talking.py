"""What the screens need of a talk that is going on. The engine satisfies it; so does a scripted talk in tests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from coach.core.describing import Described
from coach.core.events import Event
from coach.core.recap import Recap
from coach.core.talk import Header, Moment, Partner

__all__ = ["FORMS", "WAYS", "Described", "HelpLine", "LiveTalk", "Way", "WrittenTalk", "ways_for"]


class LiveTalk(Protocol):
    """One talk, from opening the microphone to the recap. Every method returns at once."""

    @property
    def header(self) -> Header: ...
    @property
    def minutes(self) -> float:
        """The agreed length; 0: open end."""
        ...

    @property
    def notice(self) -> str:
        """A plain line to keep in sight, such as which model listens in a demo; "": none."""
        ...

    @property
    def describe(self) -> Callable[[Moment], Described]: ...
    def start(self, on_event: Callable[[Event], None]) -> None:
        """Begin; the model loads in the talk's own threads, and `on_event` is called from them."""
        ...

    def stop(self) -> None:
        """End the talk: what was said is written down first, then comes `Ended`."""
        ...

    def abandon(self) -> None:
        """Quick exit: stop everything, keep nothing."""
        ...

    def mute(self, on: bool) -> None: ...
    def dismiss(self, moment: int) -> None: ...
    def park(self, what: str = "") -> None:
        """Put a subject aside for another talk; "": what is being talked about now."""
        ...

    def pass_floor(self, to: Partner) -> None:
        """From now on `to` holds the floor."""
        ...

    def say_who(self, utterance: int, speaker: Partner) -> None:
        """Whose an utterance is that was nobody's."""
        ...

    def confirm(self, agreement: int, by: Partner) -> None:
        """A partner's yes to an agreement, named by the utterance it was caught in."""
        ...

    def amend(self, agreement: int, what: str) -> None:
        """An agreement in other words; "": it was none."""
        ...

    def begin_break(self, minutes: float) -> None: ...
    def end_break(self) -> None: ...
    def reopen(self) -> None:
        """Listen again after the microphone went away."""
        ...

    def recap(self, *, private: bool = False) -> Recap:
        """What the talk was. After `Ended`. `private`: with what is only for one partner's own eyes."""
        ...


@runtime_checkable
class WrittenTalk(LiveTalk, Protocol):
    """A talk that is written: the screen shows a line to write on, and nobody listens."""

    def write(self, partner: Partner, text: str) -> None:
        """A partner says this."""
        ...


@dataclass(frozen=True, slots=True)
class HelpLine:
    """Where help can be had. `where` is a country in words; numbers are shown exactly as given."""

    name: str
    call: str
    where: str = ""
    text: str = ""
    emergency: str = ""
    seen: str = ""  # when and where the number was seen


@dataclass(frozen=True, slots=True)
class Way:
    """Something the home screen offers. `name` is what comes back when it is chosen."""

    key: str  # "t", "comma"
    name: str
    label: str  # one word
    about: str = ""


WAYS = (
    Way("t", "talk", "Talk", "Rehearse a hard talk, the two of you"),
    Way("r", "review", "Review", "Look at a recording or a transcript"),
    Way("h", "history", "History", "What you kept, and how it went lately"),
    Way("w", "homework", "Homework", "What your therapist gave you to practise"),
    Way("g", "guide", "Guide", "The moves coach looks for, and why"),
    Way("d", "demo", "Demo", "Watch two made-up voices, no microphone needed"),
    Way("comma", "settings", "Settings", "Names, time, microphones, colours"),
)


def ways_for(*, together: bool) -> tuple[Way, ...]:
    """The ways on from home; for one who is alone, a talk is an opening to rehearse."""
    alone = Way("t", "talk", "Talk", "Rehearse an opening, by writing")
    return WAYS if together else tuple(alone if way.name == "talk" else way for way in WAYS)


FORMS = ("html", "markdown", "json")  # of a recap as a file
