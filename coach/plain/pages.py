"""Pages that are read as they are: the keys, and help where a talk is not safe."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from coach.tui.sentences import ELSEWHERE, NOT_SAFE
from coach.tui.talking import HelpLine


def keys_of(keys: Iterable[tuple[str, str]]) -> list[str]:
    """Every key and what it does, a line each."""
    return ["Keys:", *(f"{key}, {what}" for key, what in keys), "Esc Esc, leave at once: nothing is kept"]


def not_safe(help_lines: Sequence[HelpLine]) -> list[str]:
    return ["When a talk does not feel safe", *NOT_SAFE, *map(help_line, help_lines), ELSEWHERE]


def help_line(one: HelpLine) -> str:
    ways = [
        f"{how} {number}"
        for how, number in (("call", one.call), ("text", one.text), ("emergency", one.emergency))
        if number
    ]
    where = f", {one.where}" if one.where else ""
    seen = f" ({one.seen}; it may have changed)" if one.seen else ""
    return f"{one.name}{where}: {', '.join(ways)}{seen}"
