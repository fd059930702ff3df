"""The ways in before a talk: its page, and what the last talks left open. Each is an app of its own; the talk's comes after."""

from __future__ import annotations

from collections.abc import Sequence

from coach.settings import Screen as Looks
from coach.store.followed import Followed
from coach.tui.app import prepare_app
from coach.tui.preparing import Given, Prepared
from coach.tui.screens.returning import Answers, AskedAgain, CutShort, WhatNow
from coach.tui.window import CoachApp


def run_prepare(begin: Prepared, given: Given, *, looks: Looks | None = None) -> Prepared | None:
    """Settle what a talk needs; None: they left. `begin`: what is known already; a yes never is."""
    result = prepare_app(begin, given, looks=looks).run()
    return result if isinstance(result, Prepared) else None


def run_cut_short(about: str, notes: Sequence[str] = (), *, looks: Looks | None = None) -> WhatNow | None:
    """What becomes of a talk that was left in the middle; None: they left at once."""
    result: WhatNow | None = CoachApp(lambda: CutShort(about, notes), looks=looks).run()
    return result


def run_asked_again(agreements: Sequence[Followed], *, looks: Looks | None = None) -> Answers | None:
    """The answers that were given; None: they left at once."""
    result: Answers | None = CoachApp(lambda: AskedAgain(agreements), looks=looks).run()
    return result
