"""What becomes of a talk that has just ended, as values: nothing yet, kept, or forgotten."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Literal

from coach.core.recap import Recap
from coach.store.kept import PARTS, WORDS, Choice, Part, PartnersOwn, keep
from coach.tui.shelf import Shelf


class Deciding:
    """`decided` tells the one who began the talk whether to ask again when the screen was left."""

    def __init__(
        self,
        shelf: Shelf,
        *,
        began_at: str,
        own: Mapping[str, PartnersOwn] | None = None,
        homework: str = "",
        asked_for: Collection[Part] = (),
    ) -> None:
        """`began_at`: ISO 8601 with offset. `homework`: the title of the assignment it was done for.

        `asked_for`: the parts that the assignment asks to be shared; said where it is kept, and ticked by nobody but them.
        """
        self.asked_for = frozenset(asked_for)
        self.shelf = shelf
        self.decided: Literal["", "kept", "forgotten"] = ""
        self.own = dict(own or {})
        self.began_at = began_at
        self.homework = homework
        self._choice: Choice | None = None

    @property
    def felt_before(self) -> bool:
        """Whether one of them said beforehand how they feel: then both are asked again."""
        return any(one.mood_before for one in self.own.values())

    @property
    def ticked(self) -> frozenset[Part]:
        """What both ticked, once they did; nothing before."""
        both = self._choice.both if self._choice is not None and self.decided == "kept" else None
        return both or frozenset()

    @property
    def own_ticked(self) -> dict[str, PartnersOwn]:
        """Moods and lines, as far as both ticked that they are kept; nothing before."""
        mood, lines = "mood" in self.ticked, "reflections" in self.ticked
        return {
            who: PartnersOwn(
                one.mood_before if mood else None, one.mood_after if mood else None, one.line if lines else ""
            )
            for who, one in self.own.items()
        }

    @property
    def lines(self) -> bool:
        """Whether one of them wrote a line for oneself."""
        return any(one.line for one in self.own.values())

    def keep(self, recap: Recap, choice: Choice | None = None) -> str:
        """Keeps it, and says what was kept. Without `choice`: again as chosen before, after a moment was taken out."""
        self._choice = choice or self._choice
        if self._choice is None:
            return ""
        kept = keep(recap, self._choice, began_at=self.began_at, own=self.own, homework=self.homework)
        self.shelf.keep(kept)
        self.decided = "kept"
        return "Kept: " + "; ".join(WORDS[part].partition(":")[0] for part in PARTS if part in kept.parts) + "."

    def forget(self, identity: str) -> str:
        """Nothing of it stays; where it was kept already, it is erased."""
        if self.decided == "kept":
            self.shelf.forget([identity])
        self.decided = "forgotten"
        self._choice = None
        return "Forgotten. Nothing of this talk is kept."
