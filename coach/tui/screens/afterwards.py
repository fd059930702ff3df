"""After a talk, each for oneself: how it feels now, and a line. One after the other; shown to both only if both say so."""

from __future__ import annotations

from collections.abc import Callable, MutableMapping
from typing import Any, ClassVar, Final

from msgspec.structs import replace
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from coach.core.cleaning import clean
from coach.store.kept import PartnersOwn
from coach.tui.plain import plain
from coach.tui.screens.deciding import BothSay
from coach.tui.sentences import FEELINGS, LONGEST_LINE
from coach.tui.widgets.ask_line import AnswerKey
from coach.tui.widgets.key_line import KeyLine

SHOWN_IF: Final = "It is yours. It is shown only if you both say so."
YOURS: Final = "It is yours, and shown to nobody."


class HandOver(ModalScreen[bool]):
    """Stands between the two, so that neither sees the other's page. False: rather not."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "it's me", tooltip="Open this page for oneself"),
        Binding("escape", "skip", "rather not", key_display="esc", tooltip="Leave this page out"),
    ]

    def __init__(self, name: str, other: str, colour: str) -> None:
        super().__init__(classes="opaque")
        self._called = plain(name)
        self._other = plain(other)
        self._colour = colour

    def compose(self) -> ComposeResult:
        with Vertical(classes="panel -small"):
            yield Static(Content.assemble("Over to ", (self._called, f"$partner-{self._colour}")), classes="title")
            yield Static(Content(f"The next page is for {self._called} alone."))
            yield Static(Content(f"{self._other} looks away for a minute."))
            yield KeyLine()

    def action_open(self) -> None:
        self.dismiss(result=True)

    def action_skip(self) -> None:
        self.dismiss(result=False)


class ForOneself(ModalScreen[PartnersOwn]):
    """Gives back the mood and the line; None: rather not. The mood that was pressed is not shown."""

    AUTO_FOCUS = ""  # first the mood: a digit in the line would be written there
    BINDINGS: ClassVar[list[BindingType]] = [
        *[Binding(str(n), f"feel({n})", show=False, tooltip="How you feel, 1 heavy to 5 light") for n in range(1, 6)],
        Binding("enter", "done", "done", tooltip="Finish this page"),
        Binding("escape", "skip", "rather not", key_display="esc", tooltip="Leave this page out"),
    ]

    def __init__(self, name: str, colour: str, *, shown_if: str = SHOWN_IF) -> None:
        """`shown_if`: when anybody else sees it."""
        super().__init__(classes="opaque")
        self._called = plain(name)
        self._colour = colour
        self._shown_if = shown_if
        self._mood: int | None = None

    def compose(self) -> ComposeResult:
        with Vertical(classes="panel"):
            yield Static(
                Content.assemble((self._called, f"$partner-{self._colour}"), ", how do you feel now?"), classes="title"
            )
            with Horizontal(id="moods"):
                yield from (AnswerKey((str(n), word, f"feel({n})", "")) for n, word in FEELINGS.items())
            yield Static(Content.styled("Noted.", "$primary"), id="noted")
            yield Static("Then a line for yourself, if you like: what stays with you?", classes="paragraph")
            line = Input(placeholder="a line, or nothing; Enter is done", max_length=LONGEST_LINE, compact=True)
            line.cursor_blink = False  # nothing here blinks
            yield line
            yield Static(self._shown_if, classes="quiet")
            yield KeyLine()

    def on_mount(self) -> None:
        self.query_one("#noted").display = False

    def action_feel(self, mood: int) -> None:
        self._mood = mood
        self.query_one("#moods").display = False
        self.query_one("#noted").display = True
        self.query_one(Input).focus()

    def on_input_submitted(self) -> None:
        self.action_done()

    def action_done(self) -> None:
        line = clean(self.query_one(Input).value)
        self.dismiss(PartnersOwn(mood_after=self._mood, line=line))

    def action_skip(self) -> None:
        self.dismiss(None)


class Together(ModalScreen[None]):
    """What each wrote, side by side, after both said yes."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,enter", "dismiss", "back", key_display="esc")]

    def __init__(self, names: tuple[str, str], own: tuple[PartnersOwn, PartnersOwn]) -> None:
        super().__init__()
        self._names = names
        self._own = own

    def compose(self) -> ComposeResult:
        with Vertical(classes="panel"):
            yield Static("What stays with each of you", classes="title")
            for name, colour, own in zip(self._names, "ab", self._own, strict=True):
                yield Static(_told(plain(name), colour, own), classes="paragraph")
            yield KeyLine()


def _told(name: str, colour: str, own: PartnersOwn) -> Content:
    feels = f"  feels {FEELINGS[own.mood_after]}" if own.mood_after else ""
    line = f"\n“{plain(own.line)}”" if own.line else ""
    return Content.assemble((name, f"$partner-{colour} bold"), feels, line)


class AskingBoth:
    """The pages in turn. What was said goes into `own`, by "A" and "B"; `then` is called at the end, with a line to show."""

    def __init__(
        self,
        app: App[Any],
        names: tuple[str, str],
        own: MutableMapping[str, PartnersOwn],
        then: Callable[[str], Any],
        *,
        only: str = "",
    ) -> None:
        """`only`: "A" or "B" where that one was here alone."""
        self._only = only
        self._app = app
        self._names = names
        self._own = own
        self._then = then
        self._said: dict[str, PartnersOwn] = {}

    def begin(self) -> None:
        if self._only:
            self._ask("AB".index(self._only))
        else:
            self._hand_over(0)

    def _hand_over(self, who: int) -> None:
        if who > 1:
            self._ask_to_show()
            return
        card = HandOver(self._names[who], self._names[1 - who], "ab"[who])
        self._app.push_screen(card, lambda opened: self._ask(who) if opened else self._hand_over(who + 1))

    def _ask(self, who: int) -> None:
        def note(said: PartnersOwn | None) -> None:
            if said is not None and (said.mood_after or said.line):
                partner = "AB"[who]
                before = self._own.get(partner, PartnersOwn())
                self._own[partner] = replace(before, mood_after=said.mood_after, line=said.line)
                self._said[partner] = said
            if self._only:
                self._then("That stays with you." if self._said else "")
            else:
                self._hand_over(who + 1)

        page = ForOneself(self._names[who], "ab"[who], shown_if=YOURS if self._only else SHOWN_IF)
        self._app.push_screen(page, note)

    def _ask_to_show(self) -> None:
        if len(self._said) < 2:
            self._then("Each of you keeps that to yourself." if self._said else "")
            return
        asked = BothSay(
            self._names, "Show each other what you wrote?", "Only if both of you say so. Esc keeps it apart."
        )
        self._app.push_screen(asked, self._show)

    def _show(self, both: bool | None) -> None:
        if not both:
            self._then("Each of you keeps that to yourself.")
            return
        page = Together(self._names, (self._said["A"], self._said["B"]))
        self._app.push_screen(page, lambda _: self._then(""))
