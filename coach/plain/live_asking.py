"""What is asked while a talk goes on: who spoke, whether an agreement is meant, whether a break would do good.

One question at a time, told once, answered by the full screen's keys, and let be when its time is over.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from coach.core.events import Confirmed, Event
from coach.core.talk import Partner, Seconds
from coach.tui.questions import Question, Questions
from coach.tui.talking import LiveTalk

_PATIENCE: Final = 3.0  # a question is read out, and answered with the next words in the ear
NOTHING_ASKED: Final = "Nothing is asked just now."


class Asking:
    """`take` every event; `due` is what to say now. Answers go to the talk."""

    def __init__(self, talk: LiveTalk, say: Callable[[str], None]) -> None:
        self._talk = talk
        self._say = say
        self._names = talk.header.names
        self._questions = Questions(talk.header, patience=_PATIENCE)
        self._shown: Question | None = None

    @property
    def shown(self) -> Question | None:
        """What can be answered now."""
        return self._shown

    def take(self, event: Event) -> Sequence[str]:
        """What to say of an answer, whoever gave it."""
        before = self._shown
        self._questions.take(event)
        if before is None or before.kind != "agreement" or not isinstance(event, Confirmed):
            return ()
        if event.agreement != before.utterance:
            return ()
        if not (missing := self._questions.missing(before)):
            return (f"Agreed by both: “{before.quote}”.",)
        return (f"Noted. It waits for {self._called(missing[0])}'s yes.",)

    def due(self, at: Seconds, *, writing: bool = False) -> list[str]:
        """The question of this second, the first time it is the one. `writing`: keys are letters until Esc."""
        before, self._shown = self._shown, self._questions.current(at)
        if self._shown is None or self._shown is before:
            return []
        return [self.told(self._shown, writing=writing)]

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

    # --- answers ---

    def name(self, partner: Partner) -> None:
        """The key of one partner."""
        match self._shown:
            case Question(kind="who", utterance=number):
                self._talk.say_who(number, partner)
            case Question(kind="agreement", utterance=number):
                self._talk.confirm(number, partner)
            case _:
                self._say(NOTHING_ASKED)

    def both(self) -> None:
        """One key for an agreement: the first time for one of them, the second time for the other."""
        if self._shown is not None and self._shown.kind == "agreement":
            if missing := self._questions.missing(self._shown):
                self._talk.confirm(self._shown.utterance, missing[0])
        else:
            self._say(NOTHING_ASKED)

    def wave_away(self) -> None:
        if self._shown is None:
            self._say(NOTHING_ASKED)
        elif self._shown.kind == "agreement":
            self._talk.amend(self._shown.utterance, "")
            self._say("That one is no agreement.")
        else:
            self._questions.let_be()
            self._say("Let be.")

    def _called(self, partner: Partner) -> str:
        return self._names[0 if partner == "A" else 1]
