"""What every form of transcript is read into first, before it is known which of the names is A and which is B."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from coach.core.talk import Seconds, Word
from coach.errors import TranscriptError

MOST_TURNS = 20_000  # of one talk: ten hours without a pause
LONGEST_TURN = 20_000  # characters: twenty minutes without a breath


@dataclass(frozen=True, slots=True)
class Said:
    """One turn as the file has it."""

    label: str  # who spoke, as the file says it; "" where it does not
    text: str
    where: str  # for messages: "line 12" or "$.turns[3]"
    start: Seconds | None = None
    end: Seconds | None = None
    n: int | None = None
    words: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True)
class Written:
    """A transcript as the file has it."""

    said: tuple[Said, ...]
    topic: str = ""
    names: Mapping[str, str] = field(default_factory=dict)  # label to name, where the file tells them apart
    exact_times: bool = True  # False: written by a recogniser, whose overlaps are guesses


def wrong(file: str, where: str, problem: str, hint: str = "Mend it there and try again.") -> TranscriptError:
    """One message that names the file, the place in it, and what was expected."""
    return TranscriptError(f"{file}, {where}: {problem}", hint)


def checked_size(file: str, where: str, *, turns: int = 0, characters: int = 0) -> None:
    """Raises TranscriptError for what is too much to be one talk, or one turn of it."""
    if turns > MOST_TURNS:
        problem = f"there are more than {MOST_TURNS:,} turns; that is more than one talk."
        raise wrong(file, where, problem, "Put each talk into a file of its own.")
    if characters > LONGEST_TURN:
        problem = f"one turn has more than {LONGEST_TURN:,} characters, which is more than anybody says at once."
        raise wrong(file, where, problem, "Put each turn on a line of its own, with the name before it.")
