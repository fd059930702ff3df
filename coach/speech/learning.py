"""One microphone, and nobody enrolled: the two voices are learnt from the talk itself as it goes on."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from coach.core.talk import Partner, Seconds, Word
from coach.sound import Samples, Segment
from coach.speech.clustering import Pieces, find
from coach.speech.features import FRAMES_A_SECOND, Array, features
from coach.speech.speakers import ByVoice, Said
from coach.speech.voiceprint import VoicePrint, leaning

_LOOK_EVERY: Seconds = 10.0  # of new voiced speech
_LEARN_FOR: Seconds = 90.0  # known by then, they stay as they are; not yet known, we go on looking, less often
_LOOK_LATER_EVERY: Seconds = 60.0
_CERTAIN = 2.5  # nats a frame that the prints must hold by: more than for a whole recording, since less was heard,
_SHARE = 0.15  # ... and both must have spoken their part
_MOST_ROWS = 5_000  # a look must not keep the next words waiting
_TAUGHT_ENOUGH: Seconds = 5.0  # of each partner, named by hand: the prints are made of that
_TAUGHT_KEPT = 30 * FRAMES_A_SECOND


class LearningVoices:
    """Everything is "?" until two voices are told apart with certainty; then `ByVoice`. The first to speak is A.

    The same segments in the same order give the same answers. Memory is bounded by `Pieces`.
    """

    def __init__(self) -> None:
        self._pieces = Pieces()
        self._voices: ByVoice | None = None
        self._next_look = _LOOK_EVERY
        self._taught: dict[Partner, Array] = {}

    @property
    def known(self) -> bool:
        """Whether the two have been told apart."""
        return self._voices is not None

    @property
    def prints(self) -> tuple[VoicePrint, VoicePrint] | None:
        return (self._voices.prints["A"], self._voices.prints["B"]) if self._voices else None

    def tell_apart(self, segment: Segment, words: Sequence[Word]) -> Sequence[Said]:
        if self._still_learning:
            self._pieces.add(segment)
            self._look()
        if self._voices is None:
            return [Said("?", 0.5, tuple(words))]
        return self._voices.tell_apart(segment, words)

    def teach(self, samples: Samples, partner: Partner) -> None:
        """Someone said whose voice this is. With enough of both, that is how we know them."""
        rows = features(samples).told_by
        if self._voices is not None:
            self._voices.teach(samples, partner)
        before = self._taught.get(partner)
        self._taught[partner] = (rows if before is None else np.concatenate([before, rows]))[-_TAUGHT_KEPT:]
        enough = _TAUGHT_ENOUGH * FRAMES_A_SECOND
        if self._voices is None and all(len(self._taught.get(one, ())) >= enough for one in ("A", "B")):
            self._voices = ByVoice(*(VoicePrint.from_rows(self._taught[one]) for one in ("A", "B")))

    @property
    def _still_learning(self) -> bool:
        return self._voices is None or self._pieces.seconds < _LEARN_FOR

    def _look(self) -> None:
        """Cut the talk so far in two, if there is enough new of it. A later look replaces an earlier: it knows more."""
        seconds = self._pieces.seconds
        if seconds < self._next_look:
            return
        self._next_look = seconds + (_LOOK_EVERY if seconds < _LEARN_FOR else _LOOK_LATER_EVERY)
        found = find(self._pieces, most_rows=_MOST_ROWS)
        if (
            found is not None
            and found.holds >= _CERTAIN
            and found.share >= _SHARE
            and not (self._voices and self._taught)
        ):
            self._voices = ByVoice(*self._named_as_before(found.prints))

    def _named_as_before(self, prints: tuple[VoicePrint, VoicePrint]) -> tuple[VoicePrint, VoicePrint]:
        """A stays A: by what someone said, else by what we said so far, else by who spoke first."""
        known = self._taught or {
            partner: print_.drawn(500) for partner, print_ in (self._voices.prints if self._voices else {}).items()
        }
        for_a = sum(
            (1 if partner == "A" else -1) * float(leaning(*prints, rows).mean())
            for partner, rows in known.items()
            if len(rows)
        )
        return prints if for_a >= 0 else prints[::-1]
