"""What a talk shares however it is held: writing events down as they happen, and going on with a talk that was cut short."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from coach.core.conversation import is_given
from coach.core.events import BreakBegan, BreakEnded, Ended, Event, Given, Heard, Started
from coach.core.talk import Seconds


class Keep(Protocol):
    """What writes a talk down. Neither method may raise, whatever the disk does."""

    def __call__(self, event: Event) -> None: ...
    def forget(self) -> None:
        """Quick exit: nothing that was written down stays."""
        ...


def to_go_on_from(before: Iterable[Event]) -> tuple[Given, ...]:
    """What people and machines put into the earlier part of a talk; everything else follows from it again.

    A break in which it was cut short is over.
    """
    given: list[Given] = []
    pausing = False
    for event in before:
        if is_given(event) and not isinstance(event, Started | Ended):
            given.append(event)
            pausing = isinstance(event, BreakBegan) or (pausing and not isinstance(event, BreakEnded))
    if pausing:
        given.append(BreakEnded(at=given[-1].at))
    return tuple(given)


def length_of(before: Sequence[Event]) -> Seconds:
    """Where the earlier part ends on the talk's clock."""
    return max((event.at for event in before), default=0.0)


def utterances_in(before: Iterable[Event]) -> int:
    """The number of the last utterance of the earlier part; 0 for none."""
    return max((event.utterance.n for event in before if isinstance(event, Heard)), default=0)
