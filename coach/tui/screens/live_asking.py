"""What is asked in a line while a talk goes on: who spoke, whether an agreement is meant, whether a break would do good."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.screen import Screen

from coach.core.events import Event
from coach.core.talk import Partner, Seconds
from coach.tui.answering import Answering
from coach.tui.plain import one_line
from coach.tui.questions import Question
from coach.tui.talking import LiveTalk, WrittenTalk
from coach.tui.widgets.ask_line import Answer, AskLine
from coach.tui.widgets.band import Band
from coach.tui.widgets.writing_line import WritingLine

PARTNERS: tuple[Partner, Partner] = ("A", "B")
_WRITERS_PATIENCE = 3.0  # who writes looks elsewhere, and has to leave the line to answer
_NAME = 14  # cells


class Asking(Answering):
    """Between the questions and the line that shows them."""

    def __init__(self, screen: Screen[None], talk: LiveTalk, say: Callable[[str], None]) -> None:
        super().__init__(talk, say, patience=_WRITERS_PATIENCE if isinstance(talk, WrittenTalk) else 1.0)
        self._screen = screen

    def take(self, event: Event) -> None:
        settled = self._settled(event)
        if settled is not None and not self._questions.missing(settled):
            self._say(f"Agreed by both: {settled.quote}.")

    def refresh(self, at: Seconds) -> None:
        """Shows what is asked at this second, in the place of the quiet line above the keys."""
        self.shown = self._questions.current(at)
        line = self._screen.query_one(AskLine)
        self._screen.query_one(Band).display = self.shown is None
        if self.shown is None:
            line.clear()
        else:
            answers = [*self._first_leave(), *self._answers(self.shown)]
            line.ask(self.shown.words, self.shown.quote, answers, cut=self.shown.kind == "who")

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
