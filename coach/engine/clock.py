"""Where the sound has come to, and when each position was heard."""

from __future__ import annotations

import time
from bisect import bisect_left
from collections import deque

from coach.core.talk import Seconds


class AudioClock:
    """Positions come from sample counts; the machine's clock only says how long ago they were heard: for an honest lag."""

    def __init__(self) -> None:
        self.position: Seconds = 0.0
        self._arrivals: deque[tuple[Seconds, float]] = deque(maxlen=20_000)  # ten minutes of 32 ms blocks

    def arrived(self, position: Seconds) -> None:
        self.position = position
        self._arrivals.append((position, time.monotonic()))

    def lag(self, position: Seconds) -> Seconds:
        """Seconds since the sound at `position` was heard."""
        arrivals = list(self._arrivals)
        index = bisect_left(arrivals, (position, 0.0))
        heard = arrivals[min(index, len(arrivals) - 1)][1] if arrivals else time.monotonic()
        return round(max(0.0, time.monotonic() - heard), 3)
