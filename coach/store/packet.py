"""The packet for the therapist (coach.packet/1): what both partners ticked of the talks they kept, line by line.

Each line that holds words of the couple has a number. A line that is taken out takes along every other line of the same talk
that says the same words, so that nothing comes back through another door.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from typing import TypeVar

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from coach.core.recap import Recap, RecapPattern, for_programs
from coach.core.talk import HELPS, Speaker
from coach.errors import HomeworkError
from coach.store.homework import Homework, moves_said
from coach.store.kept import PARTS, WORDS, Kept, Part, PartnersOwn, trimmed

_T = TypeVar("_T")
_Place = tuple[tuple[str, int | str], Part | None, Speaker | None, str]
_WORD = re.compile(r"[^\W_]+")
_LABELS = {"topic", "parking_lot", "notes"}
_OURS = {
    "patterns",
    "to_practise",
    "moves",
}  # the coach's words, not theirs: they go only when they are taken out themselves
_QUOTED = re.compile(r"“(.*)”", re.DOTALL)
TO_PRACTISE = "To practise —"
HOW_OFTEN = "How often —"
IN_NO_PACKET = "In no packet: sound, moments noticed as threats, and answers about feeling safe."


class Line(Struct, frozen=True):
    """One thing that would be handed over, as the couple sees it before they agree."""

    number: int  # from 1, over all talks
    talk: str
    part: Part | None  # None: the topic
    speaker: Speaker | None
    text: str


class PacketTalk(Struct, frozen=True):
    on: str  # 2026-11-20
    recap: Recap
    moves: dict[str, dict[str, int]]
    own: dict[str, PartnersOwn]


class Packet(Struct, frozen=True):
    homework: Homework
    names: tuple[str, str]
    parts: tuple[Part, ...]
    talks: tuple[PacketTalk, ...]
    left_out: tuple[str, ...]  # plain sentences
    schema: str = "coach.packet/1"


def lines(talks: Sequence[Kept], parts: frozenset[Part]) -> tuple[Line, ...]:
    """Every line that would be handed over, numbered. The numbers stay the same for the same talks and parts."""
    found = [
        (kept.id, part, speaker, text)
        for kept in talks
        for _, part, speaker, text in _places(_handed(kept, parts))
        if text
    ]
    return tuple(Line(number, *one) for number, one in enumerate(found, start=1))


def pack(
    homework: Homework,
    talks: Sequence[Kept],
    parts: frozenset[Part],
    *,
    without: frozenset[int] = frozenset(),
    names: tuple[str, str] | None = None,
) -> Packet:
    """The packet. `parts`: what both ticked now; `without`: numbers of lines to take out; `names`: to stand for theirs.

    Raises HomeworkError where a line of that number is not there, or no talk was kept for the assignment.
    """
    if not talks:
        raise HomeworkError(
            f"No talk was kept for “{homework.title}”, so there is nothing to pack.",
            "Have one, and keep it together afterwards.",
        )
    numbered = lines(talks, parts)
    if strange := sorted(without - {one.number for one in numbered}):
        raise HomeworkError(f"There is no line {strange[0]}.", f"The lines go from 1 to {len(numbered)}.")
    struck = [one for one in numbered if one.number in without]
    shown = []
    taken = 0
    for kept in talks:
        out, gone = _without(_handed(kept, parts), [one.text for one in struck if one.talk == kept.id])
        taken += gone
        shown.append(out)
    swap = _swapping([_names(kept) for kept in talks], names) if names else str
    return Packet(
        homework=replace(homework, title=swap(homework.title), topic=swap(homework.topic), note=swap(homework.note)),
        names=names or _names(talks[-1]),
        parts=tuple(part for part in PARTS if part in parts),
        talks=tuple(_named(one, swap) for one in shown),
        left_out=tuple(_left_out(homework, talks, parts, taken=taken, renamed=names is not None)),
    )


def _handed(kept: Kept, parts: frozenset[Part]) -> Kept:
    """No more than `parts`: how often something hurt goes along only with the hard moments themselves."""
    held = trimmed(kept, parts)
    if "hurtful" in held.parts:
        return held
    helped = {who: {kind: n for kind, n in moves.items() if kind in HELPS} for who, moves in held.moves.items()}
    return replace(held, moves={who: moves for who, moves in helped.items() if moves})


def render_packet_json(packet: Packet) -> bytes:
    """UTF-8, spread over lines for people, ending in a line break."""
    packet = replace(packet, talks=tuple(replace(one, recap=for_programs(one.recap)) for one in packet.talks))
    return msgspec.json.format(msgspec.json.encode(packet), indent=1) + b"\n"


def _left_out(
    homework: Homework, talks: Sequence[Kept], parts: frozenset[Part], *, taken: int, renamed: bool
) -> Iterator[str]:
    for part in homework.share:
        if part not in parts:
            yield f"Asked for, and not handed over: {WORDS[part]}."
    for part in PARTS:
        if part not in parts and part not in homework.share:
            yield f"Not here: {WORDS[part]}."
    for part in PARTS:
        lacking = sum(part in parts and part not in kept.parts for kept in talks)
        if lacking:
            yield f"Not kept in {lacking} of {len(talks)} talks: {WORDS[part]}."
    if taken:
        yield f"Taken out by the couple: {taken} {'line' if taken == 1 else 'lines'}."
    if renamed:
        yield "The names are not their own."
    yield IN_NO_PACKET


# --- lines and where they stand ---------------------------------------------------------------------------------------


def _places(kept: Kept) -> Iterator[_Place]:
    """Each place that says something of the couple: where it is, of which part, by whom, and the words."""
    recap = kept.recap
    yield ("topic", 0), None, None, recap.session.topic
    yield ("aim", 0), "agreements", None, recap.session.aim
    for n, rule in enumerate(recap.session.rules):
        yield ("rules", n), "agreements", None, rule
    for n, strength in enumerate(recap.strengths):
        yield ("strengths", n), "helpful", None, strength
    for n, moment in enumerate(recap.moments):
        yield ("moments", n), "helpful" if moment.tone == "helps" else "hurtful", moment.speaker, moment.quote
    for n, repair in enumerate(recap.repairs):
        yield ("repairs", n), "helpful", repair.speaker, repair.quote
    for n, agreement in enumerate(recap.agreements):
        yield ("agreements", n), "agreements", agreement.speaker, agreement.what
    for n, parked in enumerate(recap.parking_lot):
        yield ("parking_lot", n), "parking_lot", None, parked.what
    yield from _how_often(kept)
    yield from _beside_the_counts(recap)
    for speaker, own in kept.own.items():
        yield ("own", speaker), "reflections", speaker, own.line  # type: ignore[misc]
    for n, turn in enumerate(recap.turns):
        yield ("turns", n), "transcript", turn.speaker, turn.text


def _how_often(kept: Kept) -> Iterator[_Place]:
    """Each move once, by both: nobody's list of their own."""
    names = {who: one.name for who, one in kept.recap.partners.items()}
    for kind in sorted({kind for moves in kept.moves.values() for kind in moves}):
        by = ", ".join(f"{names[who]} {kept.moves.get(who, {}).get(kind, 0)}" for who in sorted(names))
        yield ("moves", kind), "counts", None, f"{HOW_OFTEN} {moves_said((kind,))}: {by}"  # type: ignore[arg-type]


def _beside_the_counts(recap: Recap) -> Iterator[_Place]:
    """What the coach itself says of the two."""
    for n, pattern in enumerate(recap.patterns):
        yield ("patterns", n), "counts", None, _told(pattern)
    shared = len(set(recap.to_practise.values())) < len(recap.to_practise)  # one tip for both is nobody's own line
    for who, tip in recap.to_practise.items():
        yield ("to_practise", who), "counts", None if shared else who, f"{TO_PRACTISE} {tip}" if tip else ""  # type: ignore[misc]
    for n, note in enumerate(recap.notes):
        yield ("notes", n), "counts", None, note


def _without(kept: Kept, texts: Sequence[str]) -> tuple[Kept, int]:
    """The talk without what says any of these words, and how many lines went."""
    if not texts:
        return kept, 0
    struck = [_said(text) for text in texts]
    gone = {
        place
        for place, _, _, text in _places(kept)
        if text in texts  # also where it has no words in it, such as "?!"
        or (place[0] not in _OURS and any(_same_words(_said(text), one, label=place[0] in _LABELS) for one in struck))
    }
    recap = kept.recap

    recap = replace(
        recap,
        session=replace(
            recap.session,
            topic="" if ("topic", 0) in gone else recap.session.topic,
            aim="" if ("aim", 0) in gone else recap.session.aim,
            rules=_left("rules", recap.session.rules, gone),
        ),
        strengths=_left("strengths", recap.strengths, gone),
        moments=_left("moments", recap.moments, gone),
        repairs=_left("repairs", recap.repairs, gone),
        agreements=_left("agreements", recap.agreements, gone),
        parking_lot=_left("parking_lot", recap.parking_lot, gone),
        patterns=_left("patterns", recap.patterns, gone),
        to_practise={who: tip for who, tip in recap.to_practise.items() if ("to_practise", who) not in gone},
        notes=_left("notes", recap.notes, gone),
        turns=_left("turns", recap.turns, gone),
    )
    own = {who: replace(one, line="") if ("own", who) in gone else one for who, one in kept.own.items()}
    moves = {who: {kind: n for kind, n in by.items() if ("moves", kind) not in gone} for who, by in kept.moves.items()}
    return replace(kept, recap=recap, own=own, moves=moves), len(gone)


def _left(name: str, values: tuple[_T, ...], gone: Container[tuple[str, int | str]]) -> tuple[_T, ...]:
    return tuple(value for n, value in enumerate(values) if (name, n) not in gone)


def _told(pattern: RecapPattern) -> str:
    return f"The dance between us: {pattern.title or pattern.kind.replace('_', ' ')}"


def _said(text: str) -> str:
    """The words alone, with a space before and after each; of a sentence about somebody's words, those words."""
    quoted = _QUOTED.search(text)
    words = _WORD.findall((quoted[1] if quoted else text).casefold())
    return f" {' '.join(words)} " if words else ""


def _same_words(text: str, struck: str, *, label: bool) -> bool:
    """Whether `text` says what was struck, or a part of it. A label such as "the dishes" is no part of a sentence about them."""
    return bool(text and struck) and (struck in text or (text in struck and not label))


# --- names ------------------------------------------------------------------------------------------------------------


def _names(kept: Kept) -> tuple[str, str]:
    a, b = kept.recap.partners.get("A"), kept.recap.partners.get("B")
    return (a.name if a else "", b.name if b else "")


def _swapping(own: Iterable[tuple[str, str]], names: tuple[str, str]) -> Callable[[str], str]:
    """Replaces the names, whole and each of their words, in any case. Rather a word too many than a name too few."""
    to: dict[str, str] = {}
    for pair in own:
        for name, new in zip(pair, names, strict=True):
            composed = unicodedata.normalize("NFC", name)
            to |= {
                word.casefold(): new for word in (composed, *_WORD.findall(composed)) if len(word) > 1 or word == name
            }
    to.pop("", None)
    if not to:
        return str
    pattern = re.compile("|".join(_whole(name) for name in sorted(to, key=len, reverse=True)), re.IGNORECASE)
    return lambda text: pattern.sub(
        lambda found: to.get(found[0].casefold(), names[0]), unicodedata.normalize("NFC", text)
    )


def _whole(name: str) -> str:
    """Where it stands alone; anywhere for names in scripts that may put no space between words."""
    return rf"(?<!\w){re.escape(name)}(?!\w)" if name.isascii() else re.escape(name)


def _named(kept: Kept, swap: Callable[[str], str]) -> PacketTalk:
    recap = kept.recap
    recap = replace(
        recap,
        session=replace(
            recap.session,
            topic=swap(recap.session.topic),
            aim=swap(recap.session.aim),
            rules=tuple(swap(one) for one in recap.session.rules),
        ),
        partners={who: replace(one, name=swap(one.name)) for who, one in recap.partners.items()},
        strengths=tuple(swap(one) for one in recap.strengths),
        moments=tuple(
            replace(one, quote=swap(one.quote), cue=swap(one.cue), why=swap(one.why), try_instead=swap(one.try_instead))
            for one in recap.moments
        ),
        patterns=tuple(replace(one, title=swap(one.title), offer=swap(one.offer)) for one in recap.patterns),
        to_practise={who: swap(tip) for who, tip in recap.to_practise.items()},
        repairs=tuple(replace(one, quote=swap(one.quote)) for one in recap.repairs),
        agreements=tuple(replace(one, what=swap(one.what)) for one in recap.agreements),
        parking_lot=tuple(replace(one, what=swap(one.what)) for one in recap.parking_lot),
        turns=tuple(replace(one, text=swap(one.text)) for one in recap.turns),
        notes=tuple(swap(one) for one in recap.notes),
    )
    own = {who: replace(one, line=swap(one.line)) for who, one in kept.own.items()}
    return PacketTalk(kept.began_at[:10], recap, kept.moves, own)
