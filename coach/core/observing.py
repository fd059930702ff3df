"""What can be seen in a talk while it goes on: turns, overlaps, moves. Nothing is concluded from it here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from msgspec.structs import replace as with_

from coach.core.noticing import Context, Detector, Found, Reader, Reading
from coach.core.talk import Header, Kind, Moment, Overlap, Partner, Span, Turn, Utterance
from coach.core.turns import Floor, overlaps

RECENT = 12  # utterances a detector may look back on
REMEMBERED = 50  # moments a detector may look back on
LATELY = 8  # utterances that tell whether the talk hurts just now
NEARBY = 100  # utterances that may overlap one: far more than anybody says in a minute


class NoReader:
    """Stands in where the learned layer is not there: rules alone then notice."""

    def read(self, *, topic: str, before: str, turn: str, hurt_lately: int = 0) -> Mapping[Kind, Reading]:  # noqa: ARG002
        return {}


@dataclass(frozen=True, slots=True)
class About:
    """What the talk is about by now, which is decided elsewhere."""

    topic: str = ""
    drifting: bool = False


@dataclass(frozen=True, slots=True)
class Seen:
    """What was seen in one utterance. `ended`: the turn that it ended. `before`: what the other had said last."""

    crossings: tuple[Overlap, ...] = ()
    moments: tuple[Moment, ...] = ()
    ended: Turn | None = None
    before: str = ""


@dataclass(frozen=True, slots=True)
class _Said:
    utterance: Utterance
    backchannel: bool


class Observer:
    """One for a talk. `hear` what was said, in order; `tell` who it was, where that comes out later."""

    def __init__(self, header: Header, detectors: Sequence[Detector], reader: Reader) -> None:
        self._header = header
        self._detectors = detectors
        self._reader = reader
        self._said: list[_Said] = []
        self._floor = Floor()
        self._noticed = 0  # moments so far, which numbers the next
        self._waved_away: set[tuple[int, Kind]] = set()
        self.moments: dict[int, Moment] = {}

    def hear(self, utterance: Utterance, about: About) -> Seen:
        """Something new was said."""
        crossings = self._crossings(utterance, [one.utterance for one in self._said[-NEARBY:]])
        recent = (*(one.utterance for one in self._said[-RECENT + 1 :]), utterance)
        context = self._context(recent, self._floor, crossings, about)
        moments = self._remember(self._notice(recent, context))
        backchannel = any(moment.kind == "backchannel" for moment in moments)
        self._said.append(_Said(utterance, backchannel))
        ended = self._floor.take(utterance, backchannel=backchannel)
        return Seen(crossings, moments, ended, context.before)

    def matters_whose(self, utterance: Utterance, about: About) -> bool:
        """Whether anything would be noticed in the newest utterance if it were known who said it."""
        past = [one.utterance for one in self._said[-RECENT:-1]]
        for partner in ("A", "B"):
            recent = (*past, with_(utterance, speaker=partner))
            context = self._context(recent, self._floor, (), about)
            if any(one.kind != "backchannel" for one in self._notice(recent, context)):
                return True
        return False

    def tell(self, number: int, speaker: Partner, about: About) -> Seen | None:
        """An utterance that was nobody's is `speaker`'s. What is seen in it now; None where there is no such utterance.

        A move that was seen before keeps its number. The turns are gone through again, quietly.
        """
        place = next((n for n, one in enumerate(self._said) if one.utterance.n == number), None)
        if place is None or self._said[place].utterance.speaker != "?":
            return None
        utterance = with_(self._said[place].utterance, speaker=speaker, speaker_confidence=1.0)
        self._said[place] = _Said(utterance, self._said[place].backchannel)
        floor = Floor()
        self._walk(floor, self._said[:place])
        near = [
            one.utterance for one in self._said[max(0, place - NEARBY) : place + NEARBY] if one.utterance.n != number
        ]
        crossings = self._crossings(utterance, near)
        recent = tuple(one.utterance for one in self._said[max(0, place - RECENT + 1) : place + 1])
        context = self._context(recent, floor, crossings, about)
        moments = self._remember(self._as_before(self._notice(recent, context), utterance))
        self._said[place] = _Said(utterance, any(moment.kind == "backchannel" for moment in moments))
        self._walk(floor, self._said[place:])
        self._floor = floor
        return Seen(crossings, moments, None, context.before)

    def said(self, number: int) -> Utterance:
        """An utterance as it is known now. Raises StopIteration where it was not heard."""
        return next(one.utterance for one in self._said if one.utterance.n == number)

    def dismiss(self, number: int) -> Moment | None:
        """Somebody said "not right"; the moment that is gone."""
        moment = self.moments.pop(number, None)
        if moment is not None:
            self._waved_away.add((moment.utterance, moment.kind))
        return moment

    def close(self) -> Turn | None:
        """The turn that was open when the talk ended."""
        return self._floor.close()

    # --- one utterance ------------------------------------------------------------------------------------------------

    @staticmethod
    def _walk(floor: Floor, said: Iterable[_Said]) -> None:
        for one in said:
            floor.take(one.utterance, backchannel=one.backchannel)

    def _crossings(self, utterance: Utterance, others: Iterable[Utterance]) -> tuple[Overlap, ...]:
        if not self._header.timed:
            return ()
        return overlaps(utterance, others, exact=self._header.overlaps == "exact")

    def _context(
        self, recent: Sequence[Utterance], floor: Floor, crossings: tuple[Overlap, ...], about: About
    ) -> Context:
        utterance = recent[-1]
        before, turn = floor.before(utterance.speaker), floor.so_far(utterance)
        timed = self._header.timed
        return Context(
            header=self._header,
            topic=about.topic,
            before=before,
            turn=turn,
            overlaps=crossings,
            moments=tuple(list(self.moments.values())[-REMEMBERED:]),
            readings=self._reader.read(
                topic=about.topic, before=before, turn=turn, hurt_lately=self._hurt_lately(recent[:-1])
            ),
            silence=floor.silence_before(utterance) if timed else None,
            usual_silence=floor.usual_silence(utterance.speaker) if timed else None,
            drifting=about.drifting,
        )

    def _hurt_lately(self, before: Sequence[Utterance]) -> int:
        lately = {one.n for one in before[-LATELY:]}
        return len({one.utterance for one in self.moments.values() if one.tone == "hurts"} & lately)

    def _notice(self, recent: Sequence[Utterance], context: Context) -> list[Moment]:
        """One moment a kind: whatever a detector finds more than once in an utterance is one move."""
        utterance = recent[-1]
        seen: list[Moment] = []
        for detector in self._detectors:
            if detector.level == "off" or (utterance.speaker == "?" and not detector.guesses_who):
                continue
            context = replace(context, proposed=tuple(seen))
            if found := list(detector.find(tuple(recent), context)):
                seen.append(_moment(detector, found, recent, self._noticed + len(seen) + 1))
        only = [moment for moment in seen if moment.kind == "backchannel"]
        return only or seen  # "mm-hmm" is nothing else besides

    def _remember(self, moments: Iterable[Moment]) -> tuple[Moment, ...]:
        kept = tuple(moments)
        for moment in kept:
            self._noticed = max(self._noticed, moment.id)
            self.moments[moment.id] = moment
        return kept

    def _as_before(self, moments: Iterable[Moment], utterance: Utterance) -> list[Moment]:
        """Those noticed now that somebody is known to have said it, numbered as they were; waved-away ones stay away."""
        before = {one.kind: one.id for one in self.moments.values() if one.utterance == utterance.n}
        fresh = [one for one in moments if (one.utterance, one.kind) not in self._waved_away]
        named = [with_(one, id=before[one.kind]) if one.kind in before else one for one in fresh]
        again = {one.kind for one in named}
        stay = [one for one in self.moments.values() if one.utterance == utterance.n and one.kind not in again]
        return [with_(one, speaker=utterance.speaker) for one in stay if one.speaker == "?"] + named


def _moment(detector: Detector, found: Sequence[Found], recent: Sequence[Utterance], number: int) -> Moment:
    utterance = recent[-1]
    best = max(found, key=lambda one: one.confidence)
    where = next((one for one in recent if one.n == best.utterance), utterance)
    return Moment(
        id=number,
        kind=detector.kind,
        tone=detector.tone,
        speaker=best.speaker or where.speaker,
        utterance=where.n,
        start=where.start,
        end=where.end,
        evidence=joined(span for one in found for span in one.spans),
        confidence=best.confidence,
        because=tuple(dict.fromkeys(word for one in found for word in one.because)),
        live=any(one.live for one in found),
    )


def joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Spans in order; those that touch, or have no more than a space between them, are one."""
    whole: list[Span] = []
    for span in sorted(spans, key=lambda one: (one.utterance, one.start, one.end)):
        last = whole[-1] if whole else None
        if last is not None and last.utterance == span.utterance and span.start <= last.end + 1:
            whole[-1] = Span(last.utterance, last.start, max(last.end, span.end))
        else:
            whole.append(span)
    return tuple(whole)
