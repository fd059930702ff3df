"""What a therapist gave to practise, in words: what is asked, and how far it is. Values in, words out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from coach.store.homework import Homework, moves_said

NONE_YET: Final = "No assignment yet: o opens a file. The examples can be tried too."
NO_TALK_YET: Final = "No talk was kept for this one yet. s begins one; k in its recap keeps it."
ASKED_FOR: Final = "Your therapist asks for, and you two decide:"
HOW_FAR: Final = "how far"
NOTHING_YET: Final = "Nothing is handed over yet: a line goes in when you both tick it."


def whose(*, ours: bool) -> str:
    return "yours" if ours else "an example, to look at or to try"


def asked_of(homework: Homework) -> Iterator[tuple[str, str]]:
    """What is asked, each with a word that says what it is."""
    times = "once" if homework.sessions == 1 else f"{homework.sessions} times"
    how = ", one holds the floor at a time" if homework.mode == "speaker_listener" else ""
    yield "about", homework.topic or "what you choose together"
    yield "how", f"{homework.minutes:g} minutes, {times}{how}"
    for label, kinds in (("to practise", homework.focus), ("to watch", homework.avoid)):
        if kinds:
            yield label, moves_said(kinds)


def how_far(homework: Homework, count: int | None) -> str:
    """`count`: talks kept for it; None: not known while they are locked."""
    if count is None:
        return "u opens your kept talks, to see it"
    asked = homework.sessions
    return f"{count} of {asked} kept so far" if count <= asked else f"{count} kept, {asked} were asked for"
