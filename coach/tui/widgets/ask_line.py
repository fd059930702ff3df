"""One thing that is asked during a talk, in a line, with the keys that answer it. Every key can be clicked."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from coach.tui.plain import one_line, plain

Answer = tuple[str, str, str, str]
"""The key, what it says, the screen's action, and the colour of a partner or ""."""
_MOST_ANSWERS = 4
_GAP = 3
_SHORTEST_QUOTE = 12


class AskLine(Vertical):
    DEFAULT_CSS = """
    AskLine { height: auto; padding: 0 1; background: $surface; }
    AskLine > #asked { height: auto; width: 1fr; }
    AskLine > #answers { height: 1; }
    AskLine.-one { layout: horizontal; }
    AskLine.-one > #asked { width: auto; margin-right: 3; }
    AskLine.-one > #answers { width: 1fr; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._question: tuple[str, str, Sequence[Answer], bool] | None = None

    def compose(self) -> ComposeResult:
        yield Static(id="asked")
        with Horizontal(id="answers"):
            for _ in range(_MOST_ANSWERS):
                yield AnswerKey()

    def on_mount(self) -> None:
        self.display = False

    @property
    def shown(self) -> bool:
        return self._question is not None

    def ask(self, words: str, quote: str, answers: Sequence[Answer], *, cut: bool) -> None:
        """`quote`: somebody's words; `cut`: they may be shortened to keep it to one line, for they stand above as well."""
        asked = (plain(words), plain(quote), tuple(answers), cut)
        if asked != self._question:
            self._question = asked
            self._lay_out()
        self.display = True

    def clear(self) -> None:
        self._question = None
        self.display = False

    def on_resize(self) -> None:
        self._lay_out()

    def _lay_out(self) -> None:
        if self._question is None:
            return
        words, quote, answers, cut = self._question
        told = sum(cell_len(f"{key} {label}") + _GAP for key, label, _, _ in answers)
        room = (self.size.width or self.app.size.width) - 2 - told
        if cut and quote:
            quote = one_line(quote, max(_SHORTEST_QUOTE, room - cell_len(words) - 3))
        asked = f"{words} “{quote}”" if cut and quote else f"{words} {quote}".strip()
        self.set_class(cell_len(asked) <= room, "-one")
        self.query_one("#asked", Static).update(Content(asked))
        for place, key in enumerate(self.query(AnswerKey)):
            key.offer(answers[place] if place < len(answers) else None)


class AnswerKey(Static):
    """A key and what it says; a click does what the key does."""

    DEFAULT_CSS = "AnswerKey { width: auto; height: 1; margin-right: 3; }"

    def __init__(self, answer: Answer | None = None) -> None:
        super().__init__()
        self._action = ""
        if answer is not None:
            self.offer(answer)

    def offer(self, answer: Answer | None) -> None:
        self.display = answer is not None
        if answer is not None:
            key, label, self._action, colour = answer
            self.update(Content.assemble((key, "$primary bold"), " ", (plain(label), colour)))

    async def on_click(self) -> None:
        if self._action:
            await self.screen.run_action(self._action)
