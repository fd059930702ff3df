"""What can be done with a talk once it has ended: the same for everything that shows a recap."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coach.tui.talking import FORMS, HelpLine

if TYPE_CHECKING:
    from pathlib import Path

    from coach.core.recap import Recap
    from coach.core.talk import Partner
    from coach.engine.practising import Practise
    from coach.tui.deciding import Deciding
    from coach.tui.talking import LiveTalk


@dataclass(frozen=True, slots=True)
class Amending:
    """How the talk takes it: each gives the recap as it is then. Agreements are named by their turn."""

    amend: Callable[[int, str], Recap]
    confirm: Callable[[int, Partner], Recap]


@dataclass(frozen=True, slots=True, kw_only=True)
class WaysOut:
    """`export` writes the recap in one of `forms`; without it the key is not offered. `new_talk` is called when they ask for
    another talk. `deciding`: what becomes of it, and how both feel.
    """

    export: Callable[[Recap, str], Path] | None = None
    forms: Sequence[str] = FORMS
    new_talk: Callable[[], None] | None = None
    practise: Practise | None = None
    help_lines: Sequence[HelpLine] = ()
    deciding: Deciding | None = None


def dismissing(talk: LiveTalk) -> Callable[[int], Recap]:
    """Takes a moment out of every count, and gives the recap as it is then."""

    def without(moment: int) -> Recap:
        talk.dismiss(moment)
        return talk.recap()

    return without


def amending_of(talk: LiveTalk) -> Amending:
    """How this talk takes what becomes of its agreements."""

    def amend(agreement: int, what: str) -> Recap:
        talk.amend(agreement, what)
        return talk.recap()

    def confirm(agreement: int, by: Partner) -> Recap:
        talk.confirm(agreement, by)
        return talk.recap()

    return Amending(amend, confirm)
