"""What is kept of a talk: what both partners ticked, and nothing else. Values in, values out.

By default that is no dossier: counts, what helped, what was agreed, moods and the parking lot. Hurtful quotes, the words of the
whole talk and the lines that each wrote for oneself come in only when both tick them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any, Literal, get_args

import msgspec
from msgspec import Meta, Struct

from coach.core.recap import PartnerCounts, Recap, Session, Timeline
from coach.core.talk import Kind, Speaker
from coach.errors import StoreError
from coach.store.journal import as_plain_number
from coach.store.versions import Upgrade, upgraded, version_in

Part = Literal["counts", "helpful", "agreements", "mood", "parking_lot", "reflections", "hurtful", "transcript"]
PARTS: tuple[Part, ...] = get_args(Part)
BY_DEFAULT: frozenset[Part] = frozenset({"counts", "helpful", "agreements", "mood", "parking_lot"})
WORDS: dict[Part, str] = {
    "counts": "counts: how long, how often, the dances and tips",
    "helpful": "moments that helped, in your words",
    "agreements": "what you agreed",
    "mood": "how each of you felt, before and after",
    "parking_lot": "what you put aside for another talk",
    "reflections": "the line each of you wrote afterwards",
    "hurtful": "hard moments, with the words that were said",
    "transcript": "every word of the talk",
}
VERSION = 1
_SCHEMA = "coach.kept/"
UPGRADES: dict[int, Upgrade] = {}

Mood = Annotated[int, Meta(ge=1, le=5)]
Identity = Annotated[str, Meta(pattern=r"\A[A-Za-z0-9][A-Za-z0-9_-]{0,63}\Z")]
When = Annotated[str, Meta(pattern=r"\A\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)\Z")]


class Choice(Struct, frozen=True):
    """What each partner ticked; None: that partner does not want the talk kept at all."""

    a: frozenset[Part] | None
    b: frozenset[Part] | None

    @property
    def both(self) -> frozenset[Part] | None:
        """What both ticked; None where the talk is not kept."""
        return None if self.a is None or self.b is None else self.a & self.b


class PartnersOwn(Struct, frozen=True):
    """What a partner said about the talk, beside it."""

    mood_before: Mood | None = None
    mood_after: Mood | None = None
    line: Annotated[str, Meta(max_length=2000)] = ""


Answer = Literal["kept", "partly", "not_yet", "skipped"]  # "skipped": they would rather leave it open


class Answered(Struct, frozen=True):
    """What became of agreement number `n` of the talk (from 0), as both said at the start of a later one."""

    n: Annotated[int, Meta(ge=0, le=10_000)]
    answer: Answer
    on: Annotated[str, Meta(pattern=r"\A\d{4}-\d\d-\d\d\Z")]


class Kept(Struct, frozen=True):
    """One kept talk. `recap` is trimmed to `parts`."""

    id: Identity
    began_at: When  # ISO 8601 with offset
    parts: frozenset[Part]
    recap: Recap
    moves: dict[str, dict[str, int]] = {}  # by partner, then by kind: how often, without words
    own: dict[str, PartnersOwn] = {}
    homework: str = ""  # the title of the assignment it was done for
    answers: tuple[Answered, ...] = ()  # what became of the agreements, as far as somebody asked
    schema: str = f"{_SCHEMA}{VERSION}"


def keep(
    recap: Recap,
    choice: Choice,
    *,
    began_at: str,
    own: Mapping[str, PartnersOwn] | None = None,
    homework: str = "",
) -> Kept:
    """The talk as both want it kept. Raises StoreError where one of them does not want it kept."""
    parts = choice.both
    if parts is None:
        raise StoreError("Nothing is kept: that needs a yes from both of you.", "You can keep it together later.")
    kept = Kept(
        id=recap.session.id,
        began_at=began_at,
        parts=parts,
        recap=recap,
        moves=_moves(recap),
        own=dict(own or {}),
        homework=homework,
    )
    return checked(msgspec.to_builtins(trimmed(kept, parts), enc_hook=as_plain_number), "The talk")


def trimmed(kept: Kept, parts: frozenset[Part]) -> Kept:
    """The same talk with no more than `parts` in it. Trimming can only take away."""
    parts &= kept.parts
    counts, agreed = "counts" in parts, "agreements" in parts
    return Kept(
        id=kept.id,
        began_at=kept.began_at,
        parts=parts,
        recap=_recap(kept.recap, parts),
        moves=kept.moves if counts else {},
        own={who: _own(one, parts) for who, one in kept.own.items() if who in {"A", "B"}},
        homework=kept.homework,
        answers=tuple(one for one in kept.answers if one.n < len(kept.recap.agreements)) if agreed else (),
    )


def checked(raw: Any, name: str) -> Kept:
    """A kept talk from plain data that nobody vouches for: older forms are brought up to date, nothing unticked stays.

    Raises StoreError, naming the place.
    """
    try:
        schema = raw.get("schema") if isinstance(raw, dict) else None
        version = version_in(schema if isinstance(schema, str) else "", _SCHEMA, VERSION, name)
        kept = msgspec.convert(upgraded(raw, version, VERSION, UPGRADES, name), Kept)
    except (msgspec.ValidationError, RecursionError) as error:
        reason = str(error).replace("`", "")
        raise StoreError(f"{name}: {reason}.", "It was changed or damaged. Take another copy of it.") from error
    try:
        datetime.fromisoformat(kept.began_at)
    except ValueError as error:
        raise StoreError(f"{name}: began_at is no date.", "Write it like 2026-11-20T19:30:00+01:00.") from error
    if kept.id != kept.recap.session.id:
        raise StoreError(f"{name}: the talk inside has another id.", "It was changed. Take another copy of it.")
    return trimmed(kept, kept.parts)


# --- trimming ---------------------------------------------------------------------------------------------------------


def _recap(recap: Recap, parts: frozenset[Part]) -> Recap:
    """Built up from nothing and not cut down from everything: what a later version of `Recap` adds stays out."""
    moments = tuple(
        one
        for one in recap.moments
        if one.kind != "threat"  # whatever tone an imported file gives it
        and (("helpful" in parts and one.tone == "helps") or ("hurtful" in parts and one.tone == "hurts"))
    )
    counts, agreed, words = "counts" in parts, "agreements" in parts, "transcript" in parts
    session = recap.session
    return Recap(
        session=Session(
            id=session.id,
            topic=session.topic,
            duration_s=session.duration_s if counts else 0.0,
            source="",  # a file's name may say more than its owner means to hand on
            model=session.model if counts else "",
            timed=session.timed and counts,  # without counts there are no times to show
            aim=session.aim if agreed else "",
            rules=session.rules if agreed else (),
        ),
        partners={who: one if counts else _only_name(one) for who, one in recap.partners.items() if who in {"A", "B"}},
        turns=recap.turns if words else (),
        moments=moments,
        patterns=tuple(one for one in recap.patterns if counts and one.kind != "coercion"),
        agreements=recap.agreements if agreed else (),
        strengths=recap.strengths if "helpful" in parts else (),
        to_practise=dict(recap.to_practise) if counts else {},
        parking_lot=recap.parking_lot if "parking_lot" in parts else (),
        repairs=recap.repairs if "helpful" in parts else (),
        soft=recap.soft if "helpful" in parts else (),
        timeline=recap.timeline if counts else Timeline(),
        notes=recap.notes if counts else (),
    )


def _only_name(counts: PartnerCounts) -> PartnerCounts:
    return PartnerCounts(counts.name, 0.0, 0.0, 0, 0, 0.0, 0, 0)


def _own(own: PartnersOwn, parts: frozenset[Part]) -> PartnersOwn:
    mood = "mood" in parts
    return PartnersOwn(
        mood_before=own.mood_before if mood else None,
        mood_after=own.mood_after if mood else None,
        line=own.line if "reflections" in parts else "",
    )


def _moves(recap: Recap) -> dict[str, dict[str, int]]:
    """How often each partner made each move. Threats are in no count, and an unsure speaker is nobody."""
    by: dict[Speaker, Counter[Kind]] = {"A": Counter(), "B": Counter()}
    for moment in recap.moments:
        if moment.speaker in by and moment.kind != "threat":
            by[moment.speaker][moment.kind] += 1
    return {who: dict(sorted(counter.items())) for who, counter in by.items() if counter}
