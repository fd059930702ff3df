"""When a talk on screen stands still: a break that both take, and a microphone that nobody hears any more."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.screen import Screen

from coach.tui.plain import plain
from coach.tui.screens.live_facts import Facts
from coach.tui.screens.rest import Rest
from coach.tui.standing import Standing
from coach.tui.talking import HelpLine, LiveTalk
from coach.tui.widgets.banner import Banner

_LISTEN_AGAIN = "What was said so far is kept. r listens again; e ends the talk."
_CHECK = "Check its cable and the system's sound settings."


class Breaks:
    """`aim`: what both want from this talk; shown when they come back. `end`: where they end the talk instead."""

    def __init__(
        self,
        screen: Screen[None],
        talk: LiveTalk,
        facts: Facts,
        standing: Standing,
        *,
        aim: str,
        help_lines: Sequence[HelpLine],
        end: Callable[[], None],
    ) -> None:
        self._screen = screen
        self._talk = talk
        self._facts = facts
        self._is = standing
        self._aim = aim
        self._help_lines = help_lines
        self._end = end

    def begin(self, minutes: float) -> None:
        if self._is.resting:
            return
        self._is.resting = True
        seen = self._facts.seen
        rest = Rest(
            minutes,
            names=seen.header.names,
            topic=seen.topic,
            turn=seen.turn,
            aim=self._aim,
            help_lines=self._help_lines,
        )
        self._screen.app.push_screen(rest, self._come_back)

    def _come_back(self, ends: bool | None) -> None:
        if self._is.resting:
            self._talk.end_break()
            if ends:
                self._end()

    def end(self) -> None:
        if not self._is.resting:
            return
        self._is.resting = False
        app = self._screen.app
        while any(isinstance(one, Rest) for one in app.screen_stack):  # also below a question or its keys
            app.pop_screen()
        turn = self._facts.seen.turn
        self._facts.say(f"Welcome back, both of you.{f' It was {plain(turn)}’s turn.' if turn else ''}")


class Lost:
    """Sound is missing. A short gap is said in passing; a lost microphone stays on screen until they go on."""

    def __init__(self, screen: Screen[None], talk: LiveTalk, facts: Facts, standing: Standing) -> None:
        self._screen = screen
        self._talk = talk
        self._facts = facts
        self._is = standing

    def tell(self, reason: str, advice: str, *, for_good: bool) -> None:
        if not for_good:
            self._facts.say(reason)
            return
        self._is.lost = " ".join(part for part in (plain(reason), plain(advice) or _CHECK) if part)
        self._screen.query_one(Banner).tell(self._is.lost, _LISTEN_AGAIN)
        self._screen.refresh_bindings()

    def listen_again(self) -> None:
        self._is.lost, self._is.ready = "", False
        self._screen.query_one(Banner).clear()
        self._talk.reopen()
        self._screen.refresh_bindings()
        self._facts.refresh()
