"""Agreements after the talk: in other words, taken out, or meant by both after all."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen, Screen
from textual.widgets import Input, Static

from coach.core.recap import Recap, RecapAgreement
from coach.core.talk import Partner
from coach.tui.leaving import Amending
from coach.tui.plain import plain
from coach.tui.widgets.agreement_line import AgreementLine
from coach.tui.widgets.key_line import KeyLine

LONGEST = 200  # characters


class OtherWords(ModalScreen[str]):
    """What is it, in your words? None: as it was."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "keep", "that is it"),
        Binding("escape", "back", "as it was", key_display="esc"),
    ]

    def __init__(self, what: str) -> None:
        super().__init__()
        self._what = plain(what)

    def compose(self) -> ComposeResult:
        with Vertical(classes="panel"):
            yield Static("What you agreed on, in your words", classes="title")
            words = Input(self._what, max_length=LONGEST, compact=True)
            words.cursor_blink = False  # nothing here blinks
            yield words
            yield Static(Content.styled("Other words want a new yes from both of you.", "$quiet"))
            yield KeyLine()

    def on_input_submitted(self) -> None:
        self.action_keep()

    def action_keep(self) -> None:
        self.dismiss(self.query_one(Input).value.strip() or None)

    def action_back(self) -> None:
        self.dismiss(None)


class Agreements:
    """What people wish of an agreement, on the recap page."""

    def __init__(
        self, screen: Screen[Any], amending: Amending, show: Callable[[Recap, str, int], Awaitable[None]]
    ) -> None:
        """`show`: the new recap, a line that says what happened, and the agreement it was about."""
        self._screen = screen
        self._amending = amending
        self._show = show
        self._yes: dict[int, set[Partner]] = {}

    def take(self, message: AgreementLine.Wished) -> None:
        agreement = message.agreement
        match message.wish:
            case "change":
                self._screen.app.push_screen(OtherWords(agreement.what), lambda what: self._change(agreement, what))
            case "remove":
                self._amend(agreement, "", "Taken out. That one is no agreement.")
            case "confirm" if message.by is not None:
                self._confirm(agreement, message.by)

    def _change(self, agreement: RecapAgreement, what: str | None) -> None:
        if what is not None and what != agreement.what:
            self._amend(agreement, what, "In your words now. 1 and 2 say that you both mean it.")

    def _amend(self, agreement: RecapAgreement, what: str, told: str) -> None:
        self._yes.pop(agreement.turn, None)
        self._anew(self._amending.amend(agreement.turn, what), told, agreement.turn)

    def _confirm(self, agreement: RecapAgreement, by: Partner) -> None:
        yes = self._yes.setdefault(agreement.turn, set())
        yes.add(by)
        recap = self._amending.confirm(agreement.turn, by)
        both = any(one.turn == agreement.turn and one.confirmed for one in recap.agreements)
        self._anew(recap, "You both mean it." if both else "Noted. It waits for the other one's yes.", agreement.turn)

    def _anew(self, recap: Recap, told: str, turn: int) -> None:
        self._screen.call_later(self._show, recap, told, turn)
