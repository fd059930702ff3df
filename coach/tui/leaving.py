"""What can be done with a talk once it has ended: one value for everything that shows a recap."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coach.tui.talking import FORMS, HelpLine

if TYPE_CHECKING:
    from pathlib import Path

    from coach.core.recap import Recap
    from coach.engine.practising import Practise
    from coach.tui.deciding import Deciding


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
