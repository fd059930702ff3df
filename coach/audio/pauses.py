"""How long this speaker pauses within a thought, and so how long to wait before an utterance counts as over."""

from __future__ import annotations

from collections import deque

from coach.core.talk import Seconds

_REMEMBERED = 24  # pauses; at a usual pace, the last minute of one person's speech
_NEEDED = 6  # before these nothing is known
_AT_LEAST = 0.09  # s; a shorter one is a consonant
_AT_MOST = 1.2  # s; a longer silence is no pause within a thought
_ROOM = 0.15  # s waited beyond the longest usual pause


class Pauses:
    """Adapts `pause_s` within `bounds` (factors of it). The same pauses always give the same patience.

    Silences that ended an utterance belong in it too when the same voice went on soon: else only short ones would
    ever be seen, and a speaker who thinks in mid-sentence would be cut off again and again.
    """

    def __init__(self, pause_s: Seconds, bounds: tuple[float, float]) -> None:
        self._least, self._most = bounds[0] * pause_s, bounds[1] * pause_s
        self._seen: deque[Seconds] = deque(maxlen=_REMEMBERED)
        self.patience_s = pause_s

    def heard(self, seconds: Seconds) -> None:
        """A silence between two stretches of the same voice."""
        if not _AT_LEAST <= seconds <= _AT_MOST:
            return
        self._seen.append(seconds)
        if len(self._seen) >= _NEEDED:
            usual = sorted(self._seen)[int(0.9 * len(self._seen))]
            self.patience_s = min(self._most, max(self._least, usual + _ROOM))
