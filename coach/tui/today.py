"""What the home screen says today: the one thing to do next, the last talk in a line, and how the last ones went."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coach.errors import CoachError
from coach.tui.plain import one_line

if TYPE_CHECKING:  # what it takes to look is loaded by the one who looks, after the screen is there
    from coach.store.assigned import Desk
    from coach.store.homework import Homework
    from coach.store.index import Entry
    from coach.tui.looking_back import Trend
    from coach.tui.shelf import Shelf

FIRST = "Your first talk: a short page, two yeses, and you begin."
ANOTHER = "Talk about one thing, for a little while."
ALONE = "Rehearse how you would begin, by writing."
LOCKED = "Your kept talks are locked; h opens them."
_CHARTED = 12  # talks


@dataclass(frozen=True, slots=True)
class Today:
    """`way`: the name of what is offered next; `words`: it, in a sentence."""

    way: str = "talk"
    words: str = FIRST
    last: str = ""
    chart: Trend | None = None


def today(shelf: Shelf, desk: Desk, *, together: bool = True) -> Today:
    """Reads the list of talks where it opens without asking anybody. Call it from a thread.

    `together`: both are here; one alone is offered nothing that takes two.
    """
    from coach.tui.looking_back import trends

    locked = shelf.door == "passphrase"
    entries: Sequence[Entry] = ()
    if shelf.door in {"closed", "open"}:
        try:
            entries = shelf.entries()
        except CoachError:
            entries = ()  # the history says what is the matter
    way, words = _next(
        shelf.cut_short if together else 0, _ours(desk), None if locked else entries, first=shelf.door == "nothing"
    )
    if way == "talk" and not together:
        words = ALONE
    helps = [one for one in trends(entries[:_CHARTED]) if one.label == "what helps" and len(one.chart) > 1]
    return Today(way, words, LOCKED if locked else _last(entries), helps[0] if helps else None)


def _ours(desk: Desk) -> Homework | None:
    try:
        ours = desk.ours()
    except CoachError:  # the homework screen says so
        return None
    return ours.homework if ours is not None else None


def _next(
    cut_short: int, homework: Homework | None, entries: Sequence[Entry] | None, *, first: bool
) -> tuple[str, str]:
    """`entries`: None where they are locked."""
    if cut_short:
        many = "A talk was" if cut_short == 1 else f"{cut_short} talks were"
        return "talk", f"{many} cut short. Go on with it, or let it go."
    if homework is not None:
        from coach.store.homework import done

        count = done(homework, entries) if entries is not None else 0
        if count < homework.sessions:
            far = f", {count} of {homework.sessions} kept so far" if entries is not None else ""
            return "homework", f"This week's homework: {homework.title}{far}."
    return "talk", FIRST if first else ANOTHER


def _last(entries: Sequence[Entry]) -> str:
    if not entries:
        return ""
    from coach.tui.looking_back import on_day, what_it_was

    one = entries[0]
    day = on_day(one.began_at).rpartition(" ")[0]
    return "Last: " + " · ".join(part for part in (day, one_line(one.topic, 60), what_it_was(one, short=True)) if part)
