"""How much trouble is taken over each stretch of speech: less while the words fall behind the voices, all of it again after."""

from __future__ import annotations

from collections.abc import Sequence

from coach.core.events import Step
from coach.core.talk import Seconds

# Speech that waits to be written down, from which each step is taken.
DOWN: tuple[tuple[Step, Seconds], ...] = (("no_partial", 3.0), ("quick", 8.0), ("smaller_model", 20.0))
CALM: Seconds = 1.0  # with less than this waiting, one step back up is taken
MOST_PATIENT = 16  # calm stretches


class Pace:
    """Decides from what waits alone: the same waits always give the same steps.

    A machine that can't keep up with a step finds itself back here soon after it was taken back: each time the calm has to
    last twice as long before the next try.
    """

    def __init__(self, steps: Sequence[Step]) -> None:
        """`steps`: those that can be taken here, of `DOWN`'s."""
        self._down = tuple((step, seconds) for step, seconds in DOWN if step in steps)
        self._at = 0
        self._calm = 0
        self._needed = 1
        self._rose = False

    @property
    def step(self) -> Step:
        return self._down[self._at - 1][0] if self._at else "full"

    def taken(self, *steps: Step) -> bool:
        """Whether any of them is in force: each lower step includes those above it."""
        return any(step in steps for step, _ in self._down[: self._at])

    def waits(self, seconds: Seconds) -> bool:
        """So much speech waits, after a stretch was written down. Whether the step has changed."""
        lowest = sum(seconds >= down for _, down in self._down)
        if lowest > self._at:
            if self._rose:
                self._needed = min(MOST_PATIENT, 2 * self._needed)
            self._at, self._calm, self._rose = lowest, 0, False
            return True
        self._calm = self._calm + 1 if seconds < CALM else 0
        if self._at and self._calm >= self._needed:
            self._at, self._calm, self._rose = self._at - 1, 0, True
            return True
        return False
