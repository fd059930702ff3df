"""The first time: shown once, and remembered only as seen."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from coach.settings import Settings, data_folder

if TYPE_CHECKING:
    from coach.tui.screens.welcome import Welcomed
    from coach.tui.talking import HelpLine


def welcomed(settings: Settings, help_lines: Sequence[HelpLine]) -> Welcomed | None:
    """Who is here; None: they left, or it is not for today. One who came alone is asked again next time."""
    if _mark().exists():
        return "both"
    if settings.screen.plain:
        from coach.plain.app import run_welcome as ask

        who = ask(help_lines)
    else:
        from coach.tui.app import run_welcome

        who = run_welcome(looks=settings.screen, help_lines=help_lines)
    if who == "both":
        remember()
    return who


def remember() -> None:
    """That the page was seen, and nothing else. Where it can't be written, the page comes again."""
    with suppress(OSError):
        _mark().parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _mark().touch(mode=0o600)


def _mark() -> Path:
    return data_folder() / "welcome-seen"
