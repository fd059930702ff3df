"""A screen as text that can be kept in a file and compared: what stands in every cell, and how it looks in dark and light.

Below the words of each size stands how they look, in stretches: a letter, and how many cells. `.` is the most usual look.
SNAPSHOTS=write makes the files anew: look at what has changed in them before they are committed.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator

from rich.style import Style
from textual.app import App
from textual.pilot import Pilot

from coach.tui.themes import DARK, LIGHT

SIZES = ((80, 24), (100, 30), (160, 45))
_LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"

Cell = tuple[str, str]  # a character ("" after one that takes two cells), and how it looks


async def picture(pilot: Pilot[object], steady: object) -> str:
    """The screen in every size, dark and light. `steady`: awaited after each change, until it stands still."""
    app, told = pilot.app, []
    for size in SIZES:
        await pilot.resize_terminal(*size)
        looks = []
        for theme in (DARK, LIGHT):
            app.theme = theme.name
            await steady(pilot)  # type: ignore[operator]
            looks.append(cells(app))
        told += [f"## {size[0]} by {size[1]}", *_drawn(*looks)]
    app.theme = DARK.name
    await pilot.resize_terminal(*SIZES[0])
    return "\n".join(told) + "\n"


def cells(app: App[object]) -> list[list[Cell]]:
    strips = app.screen._compositor.render_strips(app.size)
    return [[cell for segment in strip for cell in _cells(segment.text, segment.style)] for strip in strips]


def _cells(text: str, style: Style | None) -> Iterator[Cell]:
    from rich.cells import cell_len

    for character in text:
        yield character, _look(style)
        yield from [("", _look(style))] * (cell_len(character) - 1)


def _look(style: Style | None) -> str:
    if style is None:
        return ""
    colours = [colour.name if colour is not None else "none" for colour in (style.color, style.bgcolor)]
    more = [
        name for name in ("bold", "dim", "italic", "underline", "reverse", "strike", "blink") if getattr(style, name)
    ]
    return " ".join([f"{colours[0]} on {colours[1]}", *more])


def _drawn(dark: list[list[Cell]], light: list[list[Cell]]) -> Iterator[str]:
    """Words, looks, and what the letters of the looks mean."""
    rows = ["".join(character for character, _ in row) for row in dark]
    assert rows == ["".join(character for character, _ in row) for row in light], "dark and light say the same"
    both = [
        [(a if words.strip() or "on" in a else "", b) for (words, a), (_, b) in zip(one, other, strict=True)]
        for one, other in zip(dark, light, strict=True)
    ]
    counted = Counter(look for row in both for look in row)
    usual = [look for look, _ in counted.most_common(1)]
    others = list(dict.fromkeys(look for row in both for look in row if look not in usual))
    letter = dict(zip([*usual, *others], "." + _LETTERS, strict=False))
    yield from (f"{row.rstrip()}" for row in rows)
    for n, row in enumerate(both, 1):
        stretches = [(letter[look], len(list(same))) for look, same in itertools.groupby(row)]
        if any(name != "." for name, _ in stretches):
            yield f"{n:2}: " + " ".join(f"{name}{count}" for name, count in stretches)
    for look, name in letter.items():
        yield f"{name} = {look[0]} | {look[1]}"
