"""Work that takes a while, beside the screen: it goes on in a thread, and its outcome comes back to the screen."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, TypeVar

from textual.dom import DOMNode

from coach.errors import CoachError

_T = TypeVar("_T")


def beside(
    screen: DOMNode, work: Callable[[], _T], then: Callable[[_T], Any], trouble: Callable[[CoachError], Any]
) -> None:
    """Runs `work` in a thread; `then` or `trouble` hears of it on the screen's own. A screen that has gone hears nothing."""

    async def run() -> None:
        try:
            result = await asyncio.to_thread(work)
        except CoachError as error:
            trouble(error)
        else:
            then(result)

    screen.run_worker(run(), exit_on_error=True)


def told(error: CoachError) -> str:
    """What happened and what to do next, on one line."""
    return f"{error.message} {error.hint}"
