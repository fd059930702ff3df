"""The page before a talk, with a microphone that only notes what is asked of it."""

from __future__ import annotations

from collections.abc import Callable

from coach.engine.rehearsing import Sound
from coach.tui.app import CoachApp, prepare_app
from coach.tui.preparing import Given, Microphone, Prepared, SpeechModel

BOTH = Prepared(("Maya", "Tom"), topic="the dishes")
MICROPHONES = (Microphone("", "Built-in"), Microphone(2, "USB"))
HERE, MISSING = SpeechModel("base.en", here=True), SpeechModel("base.en", here=False, megabytes=145)


class Listening:
    def __init__(self) -> None:
        self.asked: list[object] = []
        self.tell: Callable[[Sound], None] = lambda _: None

    def start(self, microphones: tuple[str | int, str | int], tell: Callable[[Sound], None]) -> None:
        self.asked.append(("open", microphones))
        self.tell = tell

    def learn(self, partner: str | None) -> None:
        self.asked.append(("learn", partner))

    def close(self) -> None:
        self.asked.append("close")


def page(begin: Prepared = BOTH, **more: object) -> CoachApp:
    given: dict[str, object] = {"listening": Listening(), "microphones": MICROPHONES, "model": HERE, **more}
    return prepare_app(begin, Given(**given))  # type: ignore[arg-type]
