"""Between the questions of a talk and the keys that answer them: the same for every way of showing them."""

from __future__ import annotations

from collections.abc import Callable

from coach.core.events import Confirmed, Event
from coach.core.talk import Partner
from coach.tui.questions import Question, Questions
from coach.tui.talking import LiveTalk


class Answering:
    """Answers go to the talk. `shown`: what can be answered now, None for nothing."""

    def __init__(self, talk: LiveTalk, say: Callable[[str], None], *, patience: float) -> None:
        """`say`: a quiet line, for a while. `patience`: by how much longer all questions stay than usual."""
        self._talk = talk
        self._say = say
        self._names = talk.header.names
        self._questions = Questions(talk.header, patience=patience)
        self.shown: Question | None = None

    def _settled(self, event: Event) -> Question | None:
        """Takes an event; the agreement that was shown, if this is a yes to it, whoever gave it."""
        before = self.shown
        self._questions.take(event)
        if before is None or before.kind != "agreement" or not isinstance(event, Confirmed):
            return None
        return before if event.agreement == before.utterance else None

    def name(self, partner: Partner) -> None:
        """The key of one partner."""
        match self.shown:
            case Question(kind="who", utterance=number):
                self._talk.say_who(number, partner)
            case Question(kind="agreement", utterance=number):
                self._talk.confirm(number, partner)
            case _:
                self._nothing_asked()

    def both(self) -> None:
        """One key for an agreement: the first time for one of them, the second time for the other."""
        if self.shown is not None and self.shown.kind == "agreement":
            if missing := self._questions.missing(self.shown):
                self._talk.confirm(self.shown.utterance, missing[0])
        else:
            self._nothing_asked()

    def wave_away(self) -> None:
        if self.shown is None:
            self._nothing_asked()
        elif self.shown.kind == "agreement":
            self._talk.amend(self.shown.utterance, "")
            self._say("That one is no agreement.")
        else:
            self._questions.let_be()
            self._let_be()

    def _nothing_asked(self) -> None:
        """Where keys are shown only while something is asked, there is nothing to say."""

    def _let_be(self) -> None:
        """Where the question is seen to go, there is nothing to say."""
