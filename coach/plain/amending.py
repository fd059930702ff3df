"""Agreements after the talk: in other words, taken out, or meant by both after all. The keys are the full screen's."""

from __future__ import annotations

from typing import Final

from coach.core.cleaning import clean
from coach.core.recap import Recap, RecapAgreement
from coach.core.talk import Partner
from coach.plain.asking import line, which, yes
from coach.plain.terminal import Terminal
from coach.tui.leaving import Amending

LONGEST: Final = 200  # characters
NONE: Final = "There is no agreement in this recap."


class Agreements:
    """Each way asks which agreement, and gives the recap as it is then; None: nothing has changed. They raise Left."""

    def __init__(self, terminal: Terminal, amending: Amending) -> None:
        self._terminal = terminal
        self._amending = amending

    def change(self, recap: Recap) -> Recap | None:
        """In other words; these want a new yes from both."""
        one = self._which(recap, "Which agreement do you put in other words?")
        if one is None:
            return None
        self._terminal.say("Other words want a new yes from both of you. Esc leaves it as it was.")
        what = line(self._terminal, "What you agreed on, in your words:", usual=clean(one.what), longest=LONGEST)
        if what == clean(one.what):
            return None
        changed = self._amending.amend(one.turn, what)
        self._terminal.say("In your words now. 1 and 2 say that you both mean it.")
        return changed

    def remove(self, recap: Recap) -> Recap | None:
        one = self._which(recap, "Which agreement do you take out?")
        if one is None or not yes(self._terminal, f"Take out “{one.what}”?"):
            return None
        changed = self._amending.amend(one.turn, "")
        self._terminal.say("Taken out. That one is no agreement.")
        return changed

    def confirm(self, recap: Recap, by: Partner) -> Recap | None:
        one = self._which(recap, "Which agreement do you mean?")
        if one is None:
            return None
        if one.confirmed:
            self._terminal.say("You both mean it already.")
            return None
        changed = self._amending.confirm(one.turn, by)
        both = any(each.turn == one.turn and each.confirmed for each in changed.agreements)
        self._terminal.say("You both mean it." if both else "Noted. It waits for the other one's yes.")
        return changed

    def _which(self, recap: Recap, question: str) -> RecapAgreement | None:
        many = len(recap.agreements)
        if not many:
            self._terminal.say(NONE)
        if many > 1:
            self._terminal.say(*(f"{n}: {one.what}" for n, one in enumerate(recap.agreements, 1)))
        chosen = which(self._terminal, question, many)
        return recap.agreements[chosen] if chosen is not None else None
