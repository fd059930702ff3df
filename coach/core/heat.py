"""Whether it has been hot for a while: hurtful moves and raised voices that go on, with nothing in between that cools.

Flooding makes listening impossible, and a pause of some twenty minutes ends it. So a break is offered, to both, seldom.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Final

from coach.core.talk import Kind, Moment, Seconds, Speaker, Utterance

WINDOW: Seconds = 90.0  # what is older has passed
LASTS: Seconds = 30.0  # shorter than this it is a spark
HOT: Final = 4.0  # so much hurt in the window, less what cooled it
NOT_AGAIN: Seconds = 600.0  # after an offer, or a break
_WEIGHTS: Final[dict[Kind, float]] = {"personal_attack": 1.6, "topic_drift": 0.0, "interruption": 0.6}
_COOLS: Final[frozenset[Kind]] = frozenset(
    {"repair", "apology", "validation", "reflection", "break_proposal", "reassurance", "appreciation"}
)
_BASELINE: Final = 8  # utterances after which we know how loud somebody usually is
_REMEMBERED: Final = 60
_LOUDER: Final = 5.0  # dB above one's own usual voice


@dataclass
class _Voice:
    loudness: deque[float] = field(default_factory=lambda: deque(maxlen=_REMEMBERED))

    def raised(self, utterance: Utterance) -> bool:
        """Whether this was clearly louder than this speaker usually is in this talk."""
        db = utterance.voice.loudness_db if utterance.voice is not None else None
        if db is None:
            return False
        louder = len(self.loudness) >= _BASELINE and db - median(self.loudness) >= _LOUDER
        self.loudness.append(db)
        return louder


class Heat:
    """Takes what was said and noticed; says when to offer a break. Both partners' moves weigh the same."""

    def __init__(self) -> None:
        self._voices: dict[Speaker, _Voice] = {"A": _Voice(), "B": _Voice(), "?": _Voice()}
        self._moves: deque[tuple[Seconds, int, float]] = deque()  # when, which moment, how much
        self._hot_since: Seconds | None = None
        self._rest_until: Seconds = 0.0
        self._ended = False  # a threat was heard: coaching ends quietly

    def feel(self, utterance: Utterance, moments: Sequence[Moment]) -> bool:
        """After this utterance: whether a break is worth offering now."""
        self._ended = self._ended or any(moment.kind == "threat" for moment in moments)
        raised = self._voices[utterance.speaker].raised(utterance)
        for moment in moments:
            if moment.tone == "hurts":
                weight = moment.confidence * _WEIGHTS.get(moment.kind, 1.0) * (1.3 if raised else 1.0)
                self._moves.append((utterance.end, moment.id, weight))
            elif moment.kind in _COOLS:
                self._moves.append((utterance.end, moment.id, -1.5 * moment.confidence))
        return self._offer(utterance.end)

    def forget(self, moment: int) -> None:
        """It was misread."""
        self._moves = deque(one for one in self._moves if one[1] != moment)

    def rest(self, at: Seconds) -> None:
        """A break, or an offer of one: it starts from nothing again."""
        self._moves.clear()
        self._hot_since = None
        self._rest_until = at + NOT_AGAIN

    def _offer(self, now: Seconds) -> bool:
        while self._moves and self._moves[0][0] < now - WINDOW:
            self._moves.popleft()
        if sum(weight for _, _, weight in self._moves) < HOT:
            self._hot_since = None
            return False
        if self._hot_since is None:
            self._hot_since = now
        if self._ended or now < self._rest_until or now - self._hot_since < LASTS:
            return False
        self.rest(now)
        return True
