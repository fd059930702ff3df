"""The lock of the kept talks: opening it, and choosing one for the first talk that is kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen, Screen
from textual.widgets import Input, Static

from coach.errors import CoachError
from coach.store.vault import SHORTEST, same
from coach.tui.plain import plain
from coach.tui.shelf import Shelf
from coach.tui.widgets.key_line import KeyLine
from coach.tui.working import beside, told

_BACK = Binding("escape", "back", "back", key_display="esc")


def unlocked(screen: Screen[Any], shelf: Shelf, then: Callable[[bool], Any], *, make: bool = False) -> None:
    """Asks for what opens the kept talks, only where it is needed. `then` hears whether they are open.

    `make`: a place for talks is made where nothing was ever kept.
    """
    door = shelf.door
    if door == "open":
        then(True)
    elif door == "passphrase":
        screen.app.push_screen(Unlock(shelf), lambda done: then(bool(done)))
    elif door == "nothing" and make and shelf.takes_new_passphrase:
        screen.app.push_screen(NewLock(shelf), lambda done: then(bool(done)))
    elif door == "closed" or (door == "nothing" and make):
        beside(screen, shelf.open, lambda _: then(True), lambda error: _say(screen, error, then))
    else:
        then(False)


def _say(screen: Screen[Any], error: CoachError, then: Callable[[bool], Any]) -> None:
    screen.notify(plain(told(error)), markup=False)
    then(False)


def secret(placeholder: str, id: str) -> Input:  # noqa: A002  (Textual's name)
    words = Input(placeholder=placeholder, password=True, compact=True, max_length=1000, id=id)
    words.cursor_blink = False  # nothing here blinks
    return words


class Unlock(ModalScreen[bool]):
    """Gives back whether it opened."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "try", "open"), _BACK]

    def __init__(self, shelf: Shelf) -> None:
        super().__init__()
        self._shelf = shelf
        self._trying = False

    def compose(self) -> ComposeResult:
        with Vertical(classes="panel"):
            yield Static("Your kept talks are locked", classes="title")
            yield Static("The passphrase you chose opens them, until coach is closed.", classes="paragraph")
            yield secret("passphrase, typed unseen", "passphrase")
            yield Static(id="outcome", classes="quiet")
            yield KeyLine()

    def on_mount(self) -> None:
        self.query_one(Input).focus()
        self._tell("Enter opens them.")

    def on_input_submitted(self) -> None:
        self.action_try()

    def action_try(self) -> None:
        words = self.query_one(Input).value
        if not words or self._trying:
            return
        self._trying = True
        self._tell("One moment…")
        beside(self, lambda: self._shelf.open(words), lambda _: self.dismiss(result=True), self._not_this_one)

    def _not_this_one(self, error: CoachError) -> None:
        self._trying = False
        self.query_one(Input).value = ""
        self._tell(told(error))

    def _tell(self, words: str) -> None:
        self.query_one("#outcome", Static).update(Content(plain(words)))

    def action_back(self) -> None:
        self.dismiss(result=False)


class NewLock(ModalScreen[bool]):
    """Where this machine has no key ring: a passphrase, or (after a clear yes) no lock. Gives back whether there is a place now."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "next", "go on"),
        Binding("ctrl+n", "without", "keep it without a lock", key_display="ctrl+n"),
        _BACK,
    ]

    def __init__(self, shelf: Shelf) -> None:
        super().__init__()
        self._shelf = shelf
        self._sure = False

    def compose(self) -> ComposeResult:
        with Vertical(classes="panel"):
            yield Static("A passphrase for what you keep", classes="title")
            yield Static("It locks your talks. Without it nobody can open them, not even coach.", classes="paragraph")
            yield secret(f"{SHORTEST} characters or more; four words are good", "first")
            yield secret("once more", "second")
            yield Static(id="outcome", classes="quiet")
            yield KeyLine()

    def on_mount(self) -> None:
        self.query_one("#first").focus()
        self._tell("Enter goes on.")

    def on_input_submitted(self) -> None:
        self.action_next()

    def action_next(self) -> None:
        first, second = self.query_one("#first", Input), self.query_one("#second", Input)
        if len(first.value) < SHORTEST:
            self._tell(f"A passphrase has at least {SHORTEST} characters.")
            first.focus()
        elif self.focused is first and not second.value:
            second.focus()
            self._tell("Once more, unseen, so that no slip locks you out.")
        elif not same(first.value, second.value):
            first.value = second.value = ""  # typed unseen, either may be the slip
            first.focus()
            self._tell("The two differ. Please type both anew.")
        else:
            words = first.value
            self._make(lambda: self._shelf.open(words, new=words))

    def action_without(self) -> None:
        if not self._sure:
            self._sure = True
            self._tell("Anybody with this machine's files could read it. Ctrl+N again keeps it so.")
            return
        self._make(lambda: self._shelf.open(without_lock=True))

    def _make(self, work: Callable[[], object]) -> None:
        self._tell("One moment…")
        beside(self, work, lambda _: self.dismiss(result=True), lambda error: self._tell(told(error)))

    def _tell(self, words: str) -> None:
        self.query_one("#outcome", Static).update(Content(plain(words)))

    def action_back(self) -> None:
        self.dismiss(result=False)
