"""When the coach speaks: rarely, patiently, evenly, and praise as well as correction.

The promises' numbers are `settings.Cues`. Decisions depend on the audio clock and the moments alone, never on how often
`advance` is called: a talk replayed gives the same cues at the same seconds.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from coach.core.events import Cued, Event, LetBe
from coach.core.noticing import Detector, in_words_of
from coach.core.talk import HURTS, Cue, Header, Kind, Moment, Seconds, Speaker, other
from coach.settings import Cues

QUARTER_HOUR: Seconds = 900.0
MINUTE: Seconds = 60.0
PRAISE_AFTER: Seconds = 0.5  # praise need not wait; a breath keeps it from falling into the last word
PRAISE_FROM = 0.7  # praise for what nobody did sounds hollow
MENDS: Mapping[Kind, frozenset[Kind]] = {
    # What a couple may do by itself that makes a waiting cue needless. By either partner.
    "topic_drift": frozenset({"topic_return", "repair", "break_proposal", "agreement"}),
    "past_grievance": frozenset({"topic_return", "repair", "apology", "break_proposal"}),
}
MENDS_ANYTHING: frozenset[Kind] = frozenset({"repair", "apology", "break_proposal", "validation", "reflection"})
HOLDS_THE_TENDER: frozenset[Kind] = frozenset({"validation", "reflection", "reassurance", "appreciation", "apology"})


@dataclass(order=True)
class _Waiting:
    due: Seconds
    rank: int  # corrections before praise, then the order of arrival: never the speaker
    order: int
    moment: Moment = field(compare=False)


class CuePolicy:
    """Moments go in, `Cued` and `LetBe` come out. One for a talk."""

    def __init__(self, header: Header, detectors: Mapping[Kind, Detector], settings: Cues) -> None:
        self._header = header
        self._detectors = detectors
        self._settings = settings
        self._waiting: list[_Waiting] = []
        self._shown: list[tuple[Cue, Moment]] = []
        self._considered = 0
        self._tender: Moment | None = None
        self._waved_away: dict[Kind, int] = {}
        self._ended = False  # a threat was heard: coaching ends quietly
        self.topic = header.topic

    # --- what happens -------------------------------------------------------------------------------------------------

    def consider(self, moment: Moment, *, now: Seconds, lag: Seconds = 0.0) -> Iterator[Event]:
        """A moment was noticed at `now` (seconds on the audio clock); the words came `lag` seconds after the voice."""
        if moment.kind == "threat":
            self._ended = True
            yield from self._let_all_be("private", now)
            return
        if moment.tone == "helps":
            yield from self._mended(moment, now)
        if moment.kind == "vulnerability":
            self._tender = moment
            yield from self._let_all_be("vulnerable", now, only=HURTS)
        if not self._may_be_cued(moment):
            return
        if moment.tone == "hurts" and lag > self._settings.stale_s:
            yield LetBe(at=now, moment=moment.id, reason="stale")
            return
        wait = self._settings.wait_s if moment.tone == "hurts" else PRAISE_AFTER
        self._considered += 1
        rank = 0 if moment.tone == "hurts" else 1
        # Never earlier than it was noticed: words of a long utterance are known only at its end.
        heapq.heappush(self._waiting, _Waiting(max(moment.end + wait, now), rank, self._considered, moment))

    def advance(self, now: Seconds) -> Iterator[Event]:
        """The audio clock has come to `now`: what was due is said or let be, at the second at which it was due."""
        while self._waiting and self._waiting[0].due <= now:
            waiting = heapq.heappop(self._waiting)
            yield from self._decide(waiting)

    def dismiss(self, moment: Moment) -> None:
        """Waved away. Twice for one kind: it is left to the recap for the rest of this talk."""
        self._waved_away[moment.kind] = self._waved_away.get(moment.kind, 0) + 1
        self._waiting = [one for one in self._waiting if one.moment.id != moment.id]
        heapq.heapify(self._waiting)

    def hold(self, now: Seconds) -> Iterator[Event]:
        """A break begins, or the talk ends: what waits is dropped."""
        yield from self._let_all_be("stale", now)

    # --- decisions ----------------------------------------------------------------------------------------------------

    def _decide(self, waiting: _Waiting) -> Iterator[Event]:
        moment, at = waiting.moment, waiting.due
        if self._waved_away.get(moment.kind, 0) >= 2:
            return
        if self._is_tender(moment, at):
            yield LetBe(at=at, moment=moment.id, reason="vulnerable")
            return
        late = at > moment.end + self._settings.stale_s
        if late or not (self._within_shares(moment) and self._within_budget(moment, at)):
            yield LetBe(at=at, moment=moment.id, reason="stale")
            return
        free = self._free_from()
        if free > at:
            if free <= moment.end + self._settings.stale_s:
                heapq.heappush(self._waiting, _Waiting(free, waiting.rank, waiting.order, moment))
            else:
                yield LetBe(at=at, moment=moment.id, reason="stale")
            return
        cue = self._cue(moment, at)
        self._shown.append((cue, moment))
        yield Cued(at=at, cue=cue)

    def _may_be_cued(self, moment: Moment) -> bool:
        detector = self._detectors.get(moment.kind)
        detector = in_words_of(detector, moment) if detector else None
        if self._ended or detector is None or detector.level != "cue" or not detector.cues or moment.speaker == "?":
            return False
        if moment.tone == "neutral" or self._waved_away.get(moment.kind, 0) >= 2:
            return False
        if moment.tone == "helps":
            return moment.confidence >= PRAISE_FROM
        return moment.live and moment.confidence >= self._settings.sure_above

    def _free_from(self) -> Seconds:
        """The first second at which another cue may be shown."""
        if not self._shown:
            return 0.0
        last = self._shown[-1][0].at
        free = last + self._settings.gap_s
        if self._settings.per_minute:
            free = max(free, last + MINUTE / self._settings.per_minute)
        return free

    def _within_budget(self, moment: Moment, at: Seconds) -> bool:
        settings = self._settings
        if settings.per_minute == 0:
            return False
        recent = [shown for cue, shown in self._shown if cue.at > at - QUARTER_HOUR]
        own = [shown for shown in recent if shown.speaker == moment.speaker]
        share = max(1, settings.per_quarter_hour // 2)  # the same budget for each partner
        return len(recent) < settings.per_quarter_hour and len(own) < share

    def _within_shares(self, moment: Moment) -> bool:
        """Praise has its share, and nobody is corrected twice in a row."""
        if moment.tone == "helps" or not self._shown:
            return True
        before = self._shown[-1][1]
        if before.tone == "hurts" and before.speaker == moment.speaker:
            return False
        total = len(self._shown) + 1
        praise = sum(shown.tone == "helps" for _, shown in self._shown)
        return total < 3 or praise >= self._settings.praise_share * total

    def _is_tender(self, moment: Moment, at: Seconds) -> bool:
        """Within the quiet after a vulnerable sentence only the partner's kind reply is credited."""
        tender = self._tender
        if tender is None or at > tender.end + self._settings.quiet_after_vulnerable_s or moment.end < tender.start:
            return False
        return not (moment.kind in HOLDS_THE_TENDER and moment.speaker == other(tender.speaker))

    def _mended(self, helpful: Moment, now: Seconds) -> Iterator[Event]:
        """They repaired by themselves: waiting corrections that this mends are dropped, and credited in the recap."""

        def mends(waiting: _Waiting) -> bool:
            hurt = waiting.moment
            kinds = MENDS.get(hurt.kind, MENDS_ANYTHING)
            apart = helpful.utterance != hurt.utterance
            return hurt.tone == "hurts" and helpful.kind in kinds and apart and helpful.end >= hurt.start

        yield from self._drop(mends, "repaired", now)

    def _let_all_be(self, reason: str, now: Seconds, only: tuple[Kind, ...] | None = None) -> Iterator[Event]:
        yield from self._drop(lambda waiting: only is None or waiting.moment.kind in only, reason, now)

    def _drop(self, goes: Callable[[_Waiting], bool], reason: str, now: Seconds) -> Iterator[Event]:
        dropped = sorted(waiting for waiting in self._waiting if goes(waiting))
        self._waiting = [waiting for waiting in self._waiting if not goes(waiting)]
        heapq.heapify(self._waiting)
        for waiting in dropped:
            yield LetBe(at=now, moment=waiting.moment.id, reason=reason)

    # --- words --------------------------------------------------------------------------------------------------------

    def _cue(self, moment: Moment, at: Seconds) -> Cue:
        detector = in_words_of(self._detectors[moment.kind], moment)
        used = sum(shown.kind == moment.kind for _, shown in self._shown)
        text = detector.cues[used % len(detector.cues)]
        words = text.format(
            name=self._header.name(moment.speaker),
            other=self._header.name(other(moment.speaker)),
            topic=short_topic(self.topic),
        )
        to: Speaker | None = moment.speaker
        return Cue(
            id=len(self._shown) + 1,
            to=to,
            at=at,
            text=words,
            because=(moment.id,),
            tone=moment.tone,
            stay=self._settings.stay_s,
        )


def short_topic(topic: str) -> str:
    """The topic where it is short enough for a cue, else "the topic you chose"."""
    plain = topic.strip().rstrip(".?!")
    return plain if plain and len(plain.split()) <= 4 else "the topic you chose" if plain else "what you started with"
