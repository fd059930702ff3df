"""Until a screen stands still: a busy machine may take its time, and no test says how long."""

from __future__ import annotations

from collections.abc import Callable

from textual.app import App
from textual.pilot import Pilot

from tests.tui.reading import read


async def settled(pilot: Pilot[object]) -> None:
    """Work beside the screen is done, and what came of it is drawn."""
    await pilot.app.workers.wait_for_complete()
    for _ in range(3):  # a message may bring another, and that one a frame
        await pilot.pause()


async def until(pilot: Pilot[object], wanted: Callable[[], bool]) -> None:
    """For what comes from a thread that the app does not know."""
    for _ in range(2000):
        await pilot.pause(0.01)
        if wanted():
            return
    raise AssertionError(f"it did not come; this is read: {read(pilot.app)}")


async def until_read(pilot: Pilot[object], app: App[object], words: str) -> None:
    await until(pilot, lambda: words in read(app))
