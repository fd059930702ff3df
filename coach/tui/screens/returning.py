"""Before the next talk, what the last ones left open: a talk that was cut short, and agreements to ask about."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Final, Literal

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Center, Vertical
from textual.content import Content
from textual.widgets import Static

from coach.store.followed import Followed
from coach.store.kept import Answer
from coach.tui.plain import plain
from coach.tui.screens.coach_screen import CoachScreen
from coach.tui.widgets.key_line import KeyLine

WhatNow = Literal["go_on", "recap", "forget", "later"]
Answers = dict[int, Answer]
"""By the place of the agreement on the card, from 0."""
_SHOWN: Final[dict[Answer, str]] = {"kept": "kept", "partly": "partly", "not_yet": "not yet", "skipped": "skipped"}


class CutShort(CoachScreen[WhatNow]):
    """A talk that was left in the middle. Nothing happens to it before they say so."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("g", "say('go_on')", "go on", tooltip="Go on with this talk where it was cut short"),
        Binding("r", "say('recap')", "recap", tooltip="See how it went, and decide whether to keep it"),
        Binding(
            "f", "say('forget')", "forget", tooltip="Destroy its key and what was written down; this can't be undone"
        ),
        Binding("question_mark", "keys", "keys", key_display="?", tooltip="What every key does"),
        Binding("q", "say('later')", "later", tooltip="Leave it, locked, and decide another time"),
    ]

    def __init__(self, about: str, notes: Sequence[str] = ()) -> None:
        """`about`: which talk, in a line. `notes`: what of it could not be read back, in sentences."""
        super().__init__()
        self._about = plain(about)
        self._notes = [plain(note) for note in notes]

    def compose(self) -> ComposeResult:
        with Center(classes="card"), Vertical(classes="sheet"):
            yield Static("A talk was cut short", classes="title")
            yield Static(Content(self._about), classes="paragraph")
            yield Static("It is here, locked, because you chose that. What would you like to do with it?")
            for note in self._notes:
                yield Static(Content.styled(note, "$quiet"))
        yield KeyLine("g", "r", "f", "q", "question_mark")

    def action_say(self, what: WhatNow) -> None:
        self.app.exit(what)


class AskedAgain(CoachScreen[Answers]):
    """How did it go with what they agreed? One card, answered together; leaving early asks about the rest another time."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("k", "answer('kept')", "kept", tooltip="It worked out"),
        Binding("p", "answer('partly')", "partly", tooltip="Some of it worked out"),
        Binding("n", "answer('not_yet')", "not yet", tooltip="It did not come to it"),
        Binding("s", "answer('skipped')", "skip", tooltip="Leave this one open; it is not asked again"),
        Binding("up", "move(-1)", "lines", key_display="↑ ↓", show=False, tooltip="Go from one to the next"),
        Binding("down", "move(1)", show=False),
        Binding("question_mark", "keys", "keys", key_display="?", tooltip="What every key does"),
        Binding("q,enter", "go_on", "to the talk", key_display="q", tooltip="On to the talk"),
    ]

    def __init__(self, agreements: Sequence[Followed]) -> None:
        super().__init__()
        self._agreements = tuple(agreements)
        self._answers: Answers = {}
        self._at = 0

    def compose(self) -> ComposeResult:
        with Center(classes="card"), Vertical(classes="sheet"):
            yield Static("What you agreed last time", classes="title")
            yield Static("How did it go? Any answer is fine; say it together.", classes="paragraph")
            yield Static(id="agreements")
            yield Static(id="told", classes="quiet")
        yield KeyLine("k", "p", "n", "s", "q", "question_mark")

    def on_mount(self) -> None:
        self._show()

    def _show(self) -> None:
        lines = []
        for at, one in enumerate(self._agreements):
            answer = self._answers.get(at)
            mark = "▸ " if at == self._at else "  "
            who = f"{plain(one.who)}: " if one.who else ""
            said = f"   {_SHOWN[answer]}" if answer else ""
            lines.append(Content.assemble((mark, "$primary"), who, plain(one.what), (said, "$primary")))
        self.query_one("#agreements", Static).update(Content("\n").join(lines))
        done = len(self._answers) == len(self._agreements)
        told = "Thank you. q goes on to the talk." if done else ""
        self.query_one("#told", Static).update(told)

    def action_answer(self, answer: Answer) -> None:
        self._answers[self._at] = answer
        unanswered = [at for at in range(len(self._agreements)) if at not in self._answers]
        self._at = next((at for at in unanswered if at > self._at), unanswered[0] if unanswered else self._at)
        self._show()

    def action_move(self, step: int) -> None:
        self._at = (self._at + step) % len(self._agreements)
        self._show()

    def action_go_on(self) -> None:
        self.app.exit(self._answers)
