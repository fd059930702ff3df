"""What of kept talks is handed to the therapist: each part and each line, ticked by both. Values only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from coach.store.homework import Homework
from coach.store.kept import BY_DEFAULT, PARTS, WORDS, Kept, Part
from coach.store.packet import Line, Packet, lines, pack
from coach.tui.looking_back import on_day
from coach.tui.ticking import TickRow

_ABOUT: Literal["topic"] = "topic"
_LineKey = tuple[str, str, str]  # talk, part, words


class Packing:
    """A part is handed over when both ticked it; then each of its lines, unless one of them takes the tick away."""

    def __init__(self, homework: Homework, talks: Sequence[Kept]) -> None:
        """`talks`: those kept for it, the oldest first; at least one."""
        self.homework = homework
        self.names: tuple[str, str] | None = None  # to stand for theirs
        self._talks = talks
        asked = [part for part in PARTS if part in homework.share]
        self._asked: list[Part] = asked or [part for part in PARTS if part in BY_DEFAULT]
        self._parts: dict[str, list[bool]] = {part: [False, False] for part in (_ABOUT, *self._asked)}
        self._lines: dict[_LineKey, list[bool]] = {}
        self._staying: set[_LineKey] = set()
        self._days = {kept.id: on_day(kept.began_at) for kept in talks}

    @property
    def own_names(self) -> tuple[str, str]:
        partners = self._talks[-1].recap.partners
        return tuple(partners[who].name if who in partners else f"Partner {who}" for who in ("A", "B"))  # type: ignore[return-value]

    @property
    def parts(self) -> frozenset[Part]:
        """What both ticked."""
        return frozenset(part for part in self._asked if all(self._parts[part]))

    @property
    def ready(self) -> bool:
        return bool(self.parts)

    def ticked(self, key: object, who: int) -> bool:
        if isinstance(key, tuple):
            return self._lines.get(key, [True, True])[who]
        return self._parts[str(key)][who]

    def tick(self, key: object, who: int) -> None:
        ticks = self._lines.setdefault(key, [True, True]) if isinstance(key, tuple) else self._parts[str(key)]
        ticks[who] = not ticks[who]

    def tick_all(self, who: int) -> None:
        """Every part that is asked for; or none, where all were ticked."""
        wanted = not all(ticks[who] for ticks in self._parts.values())
        for ticks in self._parts.values():
            ticks[who] = wanted

    def rows(self) -> Iterator[TickRow]:
        """The parts, and below each that both ticked the lines that would be handed over."""
        told = lines(self._talks, self.parts)
        self._staying = self._left()
        yield TickRow(_ABOUT, "what the talks were about")
        if all(self._parts[_ABOUT]):
            yield from self._inside(one for one in told if one.part is None)
        for part in self._asked:
            yield TickRow(part, WORDS[part])
            if part in self.parts:
                yield from self._inside(one for one in told if one.part == part)

    def _inside(self, told: Iterator[Line]) -> Iterator[TickRow]:
        shown: set[_LineKey] = set()
        for one in told:
            key = _key(one)
            if key not in shown:  # the same words are handed over, or left out, together
                shown.add(key)
                by = f"{self._called(one.speaker)}: " if one.speaker in {"A", "B"} else ""
                both = all(self._lines.get(key, [True, True]))
                along = "  goes along: it says what is left out" if both and key not in self._staying else ""
                yield TickRow(key, f"{by}{one.text}", f"{self._days[one.talk]}{along}", inside=True)

    def _called(self, speaker: str | None) -> str:
        return self.own_names[0 if speaker == "A" else 1]

    def _left(self) -> set[_LineKey]:
        """The lines that are still in the packet: one that is left out takes others with the same words along."""
        packet = self._packed(names=None)
        again = [
            Kept(kept.id, kept.began_at, frozenset(packet.parts), recap=talk.recap, moves=talk.moves, own=talk.own)
            for kept, talk in zip(self._talks, packet.talks, strict=True)
        ]
        return {_key(one) for one in lines(again, self.parts)}

    def packet(self) -> Packet:
        """What is handed over as it stands."""
        return self._packed(names=self.names)

    def _packed(self, *, names: tuple[str, str] | None) -> Packet:
        told = lines(self._talks, self.parts)
        about = all(self._parts[_ABOUT])
        struck = frozenset(
            one.number
            for one in told
            if (one.part is None and not about) or not all(self._lines.get(_key(one), [True, True]))
        )
        return pack(self.homework, self._talks, self.parts, without=struck, names=names)


def _key(one: Line) -> _LineKey:
    return one.talk, one.part or _ABOUT, one.text
