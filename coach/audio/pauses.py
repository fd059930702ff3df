"""How long this speaker pauses within a thought, and so how long to wait before an utterance counts as over."""

from __future__ import annotations

from collections import deque

from coach.core.talk import Seconds

_REMEMBERED = 24  # pauses; at a usual pace, the last minute of one person's speech
_NEEDED = 6  # before these nothing is known
_AT_LEAST = 0.09  # s; a shorter one is a consonant
_AT_MOST = 1.2  # s; a longer silence is no pause within a thought
_ROOM = 0.1  # s waited beyond the longest pause worth waiting for
_SPARED = 20  # of so many pauses one may be longer


class Pauses:
    """Adapts `pause_s` within `bounds` (factors of it). The same pauses always give the same patience.

    Waiting is worth it for pauses that it joins: the patience is the least that joins what the most patience would. Who
    pauses for a breath or, between two sentences, for longer than anybody would be waited for, has their words sooner;
    who thinks in mid-sentence is waited for. So it is at first, before anything is known of a speaker.

    Silences that ended an utterance belong in it too when the same voice went on soon: else only short ones would
    ever be seen, and a speaker who thinks in mid-sentence would be cut off again and again.
    """

    def __init__(self, pause_s: Seconds, bounds: tuple[float, float]) -> None:
        self._least, self._most = bounds[0] * pause_s, bounds[1] * pause_s
        self._seen: deque[Seconds] = deque(maxlen=_REMEMBERED)
        self.patience_s = self._most

    def heard(self, seconds: Seconds) -> None:
        """A silence between two stretches of the same voice."""
        if not _AT_LEAST <= seconds <= _AT_MOST:
            return
        self._seen.append(seconds)
        if len(self._seen) >= _NEEDED:
            self.patience_s = min(self._most, max(self._least, self._worth_waiting_for() + _ROOM))

    def _worth_waiting_for(self) -> Seconds:
        """The longest pause that could be joined, a rare one left out."""
        joined = sorted(seconds for seconds in self._seen if seconds < self._most)
        spared = len(self._seen) // _SPARED
        return joined[-1 - spared] if len(joined) > spared else 0.0
