"""The help lines, for every screen that can show them. By itself, because the first screen needs nothing else of the page before a talk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coach.errors import CoachError

if TYPE_CHECKING:
    from coach.tui.talking import HelpLine


def help_lines() -> list[HelpLine]:
    """The bundled help lines, the user's own country first. None can be read: the screen still says what to do."""
    from coach.store.helplines import help_lines as bundled_lines
    from coach.store.helplines import usual_country
    from coach.tui.talking import HelpLine

    try:
        lines = bundled_lines()
    except CoachError:
        return []
    here = [one.name for one in lines.of(usual_country())]
    return [
        HelpLine(one.name, one.call, one.country, one.text, one.emergency, f"looked up on {lines.seen_on.isoformat()}")
        for one in sorted(lines.line, key=lambda one: one.name not in here)
    ]
