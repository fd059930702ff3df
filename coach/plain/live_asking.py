"""What is asked while a talk goes on: who spoke, whether an agreement is meant, whether a break would do good.

One question at a time, told once, answered by the full screen's keys, and let be when its time is over.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from coach.core.events import Event
from coach.core.talk import Partner, Seconds
from coach.tui.answering import Answering
from coach.tui.questions import Question
from coach.tui.talking import LiveTalk

_PATIENCE: Final = 3.0  # a question is read out, and answered with the next words in the ear
NOTHING_ASKED: Final = "Nothing is asked just now."


class Asking(Answering):
    """`take` every event; `due` is what to say now."""

    def __init__(self, talk: LiveTalk, say: Callable[[str], None]) -> None:
        super().__init__(talk, say, patience=_PATIENCE)

    def take(self, event: Event) -> Sequence[str]:
        """What to say of an answer, whoever gave it."""
        settled = self._settled(event)
        if settled is None:
            return ()
        if not (missing := self._questions.missing(settled)):
            return (f"Agreed by both: “{settled.quote}”.",)
        return (f"Noted. It waits for {self._called(missing[0])}'s yes.",)

    def due(self, at: Seconds, *, writing: bool = False) -> list[str]:
        """The question of this second, the first time it is the one. `writing`: keys are letters until Esc."""
        before, self.shown = self.shown, self._questions.current(at)
        if self.shown is None or self.shown is before:
            return []
        return [self.told(self.shown, writing=writing)]

    def told(self, question: Question, *, writing: bool = False) -> str:
        """The question, and which keys answer it."""
        first, second = self._names
        leave = "Esc, then " if writing else ""
        quote = f" “{question.quote}”" if question.quote else " that"
        match question.kind:
            case "who":
                return f"Unsure who spoke: {question.words}{quote}. {leave}1: {first}; 2: {second}; x: let it be."
            case "agreement":
                keys = f"1: {first} means it; 2: {second} means it; y twice: both; x: not agreed."
                return f"An agreement? {question.words}{quote}. {leave}{keys}"
        return f"Break? {question.words} {leave}b: begins it, if you both like; x: not now."

    def _nothing_asked(self) -> None:
        self._say(NOTHING_ASKED)

    def _let_be(self) -> None:
        self._say("Let be.")

    def _called(self, partner: Partner) -> str:
        return self._names[0 if partner == "A" else 1]
