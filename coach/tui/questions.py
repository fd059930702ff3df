"""What is asked of people during a talk: one thing at a time, in a line, gone by itself. Values in, values out."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from coach.core.events import (
    Agreed,
    Amended,
    BreakBegan,
    BreakOffered,
    Confirmed,
    Ended,
    Event,
    Heard,
    SpeakerTold,
    WhoSpoke,
)
from coach.core.talk import Header, Partner, Seconds

Kind = Literal["who", "agreement", "break"]
STAYS: dict[Kind, Seconds] = {"who": 12.0, "agreement": 25.0, "break": 20.0}
WAITS: dict[Kind, Seconds] = {"who": 20.0, "agreement": 120.0, "break": 20.0}  # for its turn; after that it is let go
_REMEMBERED = 12  # utterances whose speaker was not clear


@dataclass
class Question:
    """`utterance`: what it is about; 0 for a break. `quote`: somebody's words, `words`: ours around them."""

    kind: Kind
    utterance: int
    words: str
    quote: str = ""
    asked_at: Seconds = 0.0
    shown_at: Seconds | None = None
    yes: set[Partner] = field(default_factory=set)  # who said yes to an agreement


class Questions:
    """`take` every event of the talk; `current` is what to show. `patience`: by how much longer all stay than usual."""

    def __init__(self, header: Header, *, patience: float = 1.0) -> None:
        self._header = header
        self._patience = patience
        self._waiting: list[Question] = []
        self._unclear: deque[tuple[int, str]] = deque(maxlen=_REMEMBERED)

    def take(self, event: Event) -> None:
        match event:
            case Heard(utterance=said) if said.speaker == "?":
                self._unclear.append((said.n, said.text))
            case WhoSpoke(utterance=number, at=at):
                quote = next((text for n, text in self._unclear if n == number), "")
                self._ask(Question("who", number, "Not sure who said", quote, at))
            case Agreed(agreement=agreed, at=at):
                self._ask(Question("agreement", agreed.utterance, self._agreed(agreed.speaker), agreed.what, at))
            case BreakOffered(because=because, at=at):
                asked = (
                    "A break was asked for."
                    if because == "asked"
                    else "It has been warm for a while. Would a break do you good?"
                )
                self._waiting = [one for one in self._waiting if one.kind != "break"]
                self._waiting.insert(0, Question("break", 0, asked, "", at))
            case SpeakerTold(utterance=number):
                self._drop("who", number)
            case Confirmed(agreement=number, by=by):
                self._confirm(number, by)
            case Amended(agreement=number):
                self._drop("agreement", number)
            case BreakBegan():
                self._drop("break", 0)
            case Ended():
                self._waiting.clear()

    def current(self, at: Seconds) -> Question | None:
        """The one to show at this second; those whose time is over go."""
        while self._waiting:
            first = self._waiting[0]
            if first.shown_at is None and at - first.asked_at <= WAITS[first.kind]:
                first.shown_at = at
            if first.shown_at is not None and at - first.shown_at < STAYS[first.kind] * self._patience:
                return first
            self._waiting.pop(0)
        return None

    def let_be(self) -> None:
        """What is shown goes without an answer."""
        del self._waiting[:1]

    def missing(self, question: Question) -> Sequence[Partner]:
        """Who has not said yes to an agreement yet."""
        return [partner for partner in ("A", "B") if partner not in question.yes]

    def _agreed(self, speaker: str) -> str:
        return f"{self._header.names[0 if speaker == 'A' else 1]}:" if speaker != "?" else "Agreed:"

    def _ask(self, question: Question) -> None:
        self._waiting.append(question)

    def _drop(self, kind: Kind, number: int) -> None:
        self._waiting = [one for one in self._waiting if (one.kind, one.utterance) != (kind, number)]

    def _confirm(self, number: int, by: Partner) -> None:
        for one in self._waiting:
            if (one.kind, one.utterance) == ("agreement", number):
                one.yes.add(by)
                if not self.missing(one):
                    self._drop("agreement", number)
                return
