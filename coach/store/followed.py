"""What became of an agreement: asked once, at the start of a later talk, answered by both together, never held up to anybody."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from coach.store.kept import Answer, Answered, Kept
from coach.store.sessions import Sessions

WORDS: dict[Answer, str] = {"kept": "kept", "partly": "partly kept", "not_yet": "not yet", "skipped": "left open"}
MOST_ASKED = 4  # agreements on one card; the rest waits for another talk
MOST_TALKS = 3  # how far back: what is older is left in peace


class Followed(Struct, frozen=True):
    """One agreement of a kept talk. `answer` is None until somebody asked."""

    talk: str  # id
    began_at: str  # of that talk, ISO 8601
    n: int  # its place among the talk's agreements, from 0
    what: str
    who: str  # the name of the one who took it on; "" where that is not sure
    answer: Answer | None = None
    asked_on: str = ""  # 2026-11-27


class Tally(Struct, frozen=True):
    """How many agreements became what. `open`: nobody asked yet, or it was left open."""

    kept: int = 0
    partly: int = 0
    not_yet: int = 0
    open: int = 0


def agreements_of(kept: Kept) -> tuple[Followed, ...]:
    """All agreements of a talk in their order, each with what became of it; none where they were not kept."""
    answers = {one.n: one for one in kept.answers}
    found = []
    for n, agreement in enumerate(kept.recap.agreements):
        partner = kept.recap.partners.get(agreement.speaker)
        answer = answers.get(n)
        found.append(
            Followed(
                talk=kept.id,
                began_at=kept.began_at,
                n=n,
                what=agreement.what,
                who=partner.name if partner else "",
                answer=answer.answer if answer else None,
                asked_on=answer.on if answer else "",
            )
        )
    return tuple(found)


def tally(agreements: Iterable[Followed]) -> Tally:
    """For the history: how the agreements of one talk, or of many, turned out."""
    answers = [one.answer for one in agreements]
    return Tally(
        kept=answers.count("kept"),
        partly=answers.count("partly"),
        not_yet=answers.count("not_yet"),
        open=answers.count(None) + answers.count("skipped"),
    )


def to_ask_about(sessions: Sessions) -> tuple[Followed, ...]:
    """Agreements of the latest talks that nobody asked about yet, the newest talk first."""
    recent = [entry for entry in sessions.history() if entry.agreements][:MOST_TALKS]
    found: list[Followed] = []
    for entry in recent:
        if entry.agreements > entry.asked:
            found += [one for one in agreements_of(sessions.load(entry.id)) if one.answer is None]
    return tuple(found[:MOST_ASKED])


def answer(sessions: Sessions, answers: Iterable[tuple[Followed, Answer]], on: str) -> None:
    """Puts the answers beside their agreements, locked as these are. `on`: the day, 2026-11-27.

    An answer given again replaces the one before.
    """
    by_talk: dict[str, list[Answered]] = {}
    for one, said in answers:
        by_talk.setdefault(one.talk, []).append(Answered(n=one.n, answer=said, on=on))
    for identity, given in by_talk.items():
        kept = sessions.load(identity)
        new = {one.n: one for one in (*kept.answers, *given) if one.n < len(kept.recap.agreements)}
        sessions.keep(replace(kept, answers=tuple(new[n] for n in sorted(new))))
