"""Keeps the live screen true: what is known of the talk, onto the widgets that show it."""

from __future__ import annotations

from collections.abc import Callable

from textual.screen import Screen

from coach.core.talk import Cue
from coach.tui.plain import plain
from coach.tui.seen import Seen
from coach.tui.standing import Standing
from coach.tui.talking import LiveTalk
from coach.tui.widgets.balance import Balance
from coach.tui.widgets.band import Band
from coach.tui.widgets.cue_card import CueCard
from coach.tui.widgets.floor_card import FloorCard
from coach.tui.widgets.talk_header import TalkHeader

_ASIDE_STAYS = 15.0  # seconds
TIME_IS_UP = "The time you agreed on is up. e ends the talk, or go on."


class Facts:
    """`on_change`: called where a cue has come or gone, for the keys follow it."""

    def __init__(self, screen: Screen[None], talk: LiveTalk, standing: Standing, on_change: Callable[[], None]) -> None:
        self.seen = Seen(talk.header)
        self._screen = screen
        self._talk = talk
        self._standing = standing
        self._on_change = on_change
        self._aside_until = 0.0
        self._time_said = self._has_cue = False
        self._shown: tuple[Cue | None, int] | None = None

    def refresh(self) -> None:
        """Everything that does not change by the second."""
        seen, query = self.seen, self._screen.query_one
        names = plain(seen.header.names[0]), plain(seen.header.names[1])
        balance, band, floor = query(Balance), query(Band), query(FloorCard)
        balance.names = floor.names = names
        balance.share = None if seen.share is None else round(seen.share * 100)
        band.agreements, band.parked = seen.agreements, seen.parked
        floor.display = seen.header.mode == "speaker_listener"
        floor.holder = seen.floor
        self.refresh_clock()

    def refresh_clock(self) -> None:
        seen, header, band = self.seen, self._screen.query_one(TalkHeader), self._screen.query_one(Band)
        header.topic = seen.topic or "An open talk"
        header.at = int(seen.now)
        header.state = self._standing.state
        band.warmth = tuple(seen.warmth.columns)
        band.on_topic = tuple(seen.on_topic.columns) if seen.topic else ()
        self._screen.query_one(FloorCard).seconds = int(seen.floor_for)
        if self._aside_until and seen.now > self._aside_until:
            self.say("")
        if self._talk.minutes and seen.now >= self._talk.minutes * 60 and not self._time_said:
            self._time_said = True
            self.say(TIME_IS_UP)
        self.refresh_cue()

    def refresh_cue(self, *, anew: bool = False) -> None:
        """`anew`: even if it is the same cue, for the room around it has changed."""
        now = (self.seen.cue, len(self.seen.cues))
        if anew or now != self._shown:
            self._shown = now
            brief = self._screen.has_class("-narrow")
            self._screen.query_one(CueCard).show(now[0], self.seen.earlier, brief=brief)
        if self._has_cue != (self.seen.latest_cue is not None):
            self._has_cue = not self._has_cue
            self._on_change()

    def say(self, text: str) -> None:
        """A quiet line beside the cue, for a while."""
        self._aside_until = self.seen.now + _ASIDE_STAYS if text else 0.0
        self._screen.query_one(CueCard).aside(text)
        self.refresh_cue(anew=True)

    def gone_by(self, cue: Cue) -> str:
        """A cue gone by: praise by its name, all else in the cue's own gentle words."""
        moment = next((self.seen.moments[i] for i in cue.because if i in self.seen.moments), None)
        return self._talk.describe(moment).title if moment is not None and cue.tone == "helps" else cue.text
