"""What is asked in a line while a talk goes on: who spoke, whether an agreement is meant, whether a break would do good."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.screen import Screen

from coach.core.events import Confirmed, Event
from coach.core.talk import Partner, Seconds
from coach.tui.plain import one_line
from coach.tui.questions import Question, Questions
from coach.tui.talking import LiveTalk, WrittenTalk
from coach.tui.widgets.ask_line import Answer, AskLine
from coach.tui.widgets.band import Band
from coach.tui.widgets.writing_line import WritingLine

PARTNERS: tuple[Partner, Partner] = ("A", "B")
_WRITERS_PATIENCE = 3.0  # who writes looks elsewhere, and has to leave the line to answer
_NAME = 14  # cells


class Asking:
    """Between the questions and the line that shows them; answers go to the talk."""

    def __init__(self, screen: Screen[None], talk: LiveTalk, say: Callable[[str], None]) -> None:
        """`say`: a quiet line, for a while."""
        written = isinstance(talk, WrittenTalk)
        self._screen = screen
        self._talk = talk
        self._say = say
        self._names = talk.header.names
        self._questions = Questions(talk.header, patience=_WRITERS_PATIENCE if written else 1.0)
        self._shown: Question | None = None

    def take(self, event: Event) -> None:
        before = self._shown
        self._questions.take(event)
        if before is None or before.kind != "agreement" or not isinstance(event, Confirmed):
            return
        if event.agreement == before.utterance and not self._questions.missing(before):
            self._say(f"Agreed by both: {before.quote}.")

    def refresh(self, at: Seconds) -> None:
        """Shows what is asked at this second, in the place of the quiet line above the keys."""
        self._shown = self._questions.current(at)
        line = self._screen.query_one(AskLine)
        self._screen.query_one(Band).display = self._shown is None
        if self._shown is None:
            line.clear()
        else:
            answers = [*self._first_leave(), *self._answers(self._shown)]
            line.ask(self._shown.words, self._shown.quote, answers, cut=self._shown.kind == "who")

    # --- answers ---

    def name(self, partner: Partner) -> None:
        """The key of one partner."""
        match self._shown:
            case Question(kind="who", utterance=number):
                self._talk.say_who(number, partner)
            case Question(kind="agreement", utterance=number):
                self._talk.confirm(number, partner)

    def both(self) -> None:
        """One key for an agreement: the first time for one of them, the second time for the other."""
        if self._shown is not None and self._shown.kind == "agreement":
            self._talk.confirm(self._shown.utterance, self._questions.missing(self._shown)[0])

    def wave_away(self) -> None:
        if self._shown is None:
            return
        if self._shown.kind == "agreement":
            self._talk.amend(self._shown.utterance, "")
            self._say("That one is no agreement.")
        else:
            self._questions.let_be()

    def _first_leave(self) -> Sequence[Answer]:
        """Who writes has to leave the line before keys are keys again."""
        focused = self._screen.focused
        writing = focused is not None and isinstance(focused.parent, WritingLine)
        return (("esc", "then", "", ""),) if writing else ()

    def _answers(self, question: Question) -> Sequence[Answer]:
        names = [one_line(name, _NAME) for name in self._names]
        if question.kind == "break":
            return (("b", "begins it, if you both like", "rest", ""), ("x", "not now", "wave_away", ""))
        keys: list[Answer] = []
        for key, name, partner, colour in zip("12", names, PARTNERS, ("$partner-a", "$partner-b"), strict=True):
            said = f"{name} {'✓' if partner in question.yes else 'means it'}" if question.kind == "agreement" else name
            keys.append((key, said, f"name({int(key) - 1})", colour))
        if question.kind == "agreement":
            keys.append(("x", "not agreed", "wave_away", ""))
        return keys
