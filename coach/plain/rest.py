"""A break in lines: how long, what to come back to, who is ready. It says how much is left every five minutes, and the last one."""

from __future__ import annotations

import math
import time
from collections.abc import Callable

from coach.tui.plain import in_words
from coach.tui.sentences import COMING_BACK, LONGEST, SHORTEST, STEP, SUGGESTIONS


class Rest:
    """Minutes that pass, and two people who say when they are ready. `turn`: whose turn it was, by name. `clock_s`: seconds that only grow."""

    def __init__(
        self,
        minutes: float,
        *,
        names: tuple[str, str],
        topic: str = "",
        turn: str = "",
        aim: str = "",
        clock_s: Callable[[], float] = time.monotonic,
    ) -> None:
        self._minutes = min(LONGEST, max(SHORTEST, minutes))
        self._names = names
        self._topic = topic
        self._turn = turn
        self._aim = aim or COMING_BACK
        self._clock_s = clock_s
        self._began = clock_s()
        self._told = self._next_mark(self._minutes * 60)
        self.ready = [False, False]

    @property
    def over(self) -> bool:
        """Both are ready to go on."""
        return all(self.ready)

    @property
    def left(self) -> float:
        """Seconds; 0 when the agreed time is over."""
        return max(0.0, self._minutes * 60 - (self._clock_s() - self._began))

    def opening(self) -> list[str]:
        back = f"You come back to: {self._topic}." if self._topic else "You come back to the same talk."
        return [
            f"Break: {in_words(self._minutes * 60)}, for both of you. Nobody listens meanwhile.",
            *SUGGESTIONS,
            back,
            *([f"It was {self._turn}'s turn."] if self._turn else []),
            self._aim,
            f"Ready: {self._names[0]} presses 1, {self._names[1]} presses 2. Plus is five minutes more, minus is less.",
        ]

    def passing(self) -> list[str]:
        """What is due to be said now; nothing, most of the time."""
        left = self.left
        if left > self._told:
            return []
        mark, self._told = self._told, self._next_mark(left)
        if left <= 0:
            self._told = -1.0
            return ["Break over: go on whenever you are both ready."]
        return [f"Break: {in_words(mark)} left."]

    def press(self, key: str) -> list[str] | None:
        """What a key leads to; None: it is no key of a break."""
        if key in {"1", "2"}:
            return self._say_ready(int(key) - 1)
        if key in {"+", "=", "-"}:
            self._minutes = min(LONGEST, max(SHORTEST, self._minutes + (-STEP if key == "-" else STEP)))
            self._told = self._next_mark(self.left)
            return [f"Break: {in_words(max(60.0, math.ceil(self.left / 60) * 60.0))} left now."]
        return None

    def _say_ready(self, who: int) -> list[str]:
        self.ready[who] = not self.ready[who]
        name, other = self._names[who], self._names[1 - who]
        if self.over:
            return []
        if not self.ready[who]:
            return [f"Not yet: {name} takes more time."]
        return [f"Ready: {name}. The break ends when {other} is ready too."]

    @staticmethod
    def _next_mark(left: float) -> float:
        """The next number of seconds at which something is said: whole five minutes, the last minute, the end."""
        if left <= 0:
            return -1.0
        if left <= 60:
            return 0.0
        step = STEP * 60
        mark = (math.ceil(left / step) - 1) * step
        return mark if mark >= step else 60.0
