"""What people press during a talk and after it, the same however the talk is held: each becomes something given to it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable

from coach.core.cleaning import clean
from coach.core.events import (
    Amended,
    BreakBegan,
    BreakEnded,
    Confirmed,
    Dismissed,
    FloorPassed,
    Given,
    PutAside,
    SpeakerTold,
)
from coach.core.talk import Header, Parked, Partner, Seconds

LONGEST_AGREEMENT = 200  # characters


class Pressing(ABC):
    """Methods may be called from any thread, during the talk and after its end."""

    header: Header

    @abstractmethod
    def _give(self, make: Callable[[Seconds], Given]) -> None:
        """Takes what `make` makes of the position on the talk's clock, now."""

    def dismiss(self, moment: int) -> None:
        self._give(lambda at: Dismissed(at=at, moment=moment))

    def park(self, what: str = "") -> None:
        parked = Parked(None, None, clean(what) or self.header.topic)
        self._give(lambda at: PutAside(at=at, parked=parked, by_hand=True))

    def begin_break(self, minutes: float) -> None:
        self._give(lambda at: BreakBegan(at=at, minutes=minutes))

    def end_break(self) -> None:
        self._give(lambda at: BreakEnded(at=at))

    def pass_floor(self, to: Partner) -> None:
        """From now on `to` holds the floor."""
        self._give(lambda at: FloorPassed(at=at, to=to, by_hand=True))

    def say_who(self, utterance: int, speaker: Partner) -> None:
        """Somebody says whose an utterance is that was nobody's."""
        self._give(lambda at: SpeakerTold(at=at, utterance=utterance, speaker=speaker))

    def confirm(self, agreement: int, by: Partner) -> None:
        """A partner says yes to an agreement, named by the utterance it was caught in."""
        self._give(lambda at: Confirmed(at=at, agreement=agreement, by=by))

    def amend(self, agreement: int, what: str) -> None:
        """An agreement in other words; "": it was none."""
        words = clean(what)[:LONGEST_AGREEMENT].strip()
        self._give(lambda at: Amended(at=at, agreement=agreement, what=words))
