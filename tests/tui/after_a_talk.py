"""A talk that has ended, its recap on screen, and as much of what becomes of it as is asked there."""

from __future__ import annotations

from coach.core.events import Ended
from coach.store.kept import PartnersOwn
from coach.tui.app import CoachApp, live_app
from coach.tui.leaving import WaysOut
from coach.tui.talking import HelpLine
from tests.tui.scripted import ScriptedTalk, heard

LINES = [HelpLine("A line", "0800 1234", where="Somewhere")]


class Deciding:
    """As much of what becomes of a talk as is asked here."""

    def __init__(self, *, before: bool = False) -> None:
        self.decided = ""
        self.own: dict[str, PartnersOwn] = {"A": PartnersOwn(mood_before=2)} if before else {}
        self.lines = False
        self.kept_again = 0

    @property
    def felt_before(self) -> bool:
        return any(one.mood_before for one in self.own.values())

    def keep(self, _recap: object, _choice: object = None) -> str:
        self.kept_again += 1
        return "Kept: agreements."


def ended_talk() -> ScriptedTalk:
    return ScriptedTalk([heard(1, "A", "I am here."), Ended(at=9.0)])


def app_of(talk: ScriptedTalk, deciding: Deciding | None = None) -> CoachApp:
    return live_app(talk, WaysOut(help_lines=LINES, deciding=deciding))  # type: ignore[arg-type]
