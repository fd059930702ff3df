"""One moment said anew, and how it lands. No score; as often as they like."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from coach.core.recap import RecapMoment
from coach.engine.practising import LONGEST, Landing
from coach.tui.plain import plain
from coach.tui.talking import Described
from coach.tui.widgets.key_line import KeyLine

APART = "This one may be better talked over with somebody you trust. ! in the recap shows who can help."
PLAIN = "It reads as plain words. You could add what you felt, or what you would like."


class PractiseAgain(ModalScreen[None]):
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "back to the recap", key_display="esc"),
    ]

    class Landed(Message):
        """Told from the thread that reads the sentence."""

        def __init__(self, words: str, landing: Landing) -> None:
            super().__init__()
            self.words = words
            self.landing = landing

    def __init__(self, moment: RecapMoment, name: str, say: Callable[[str], Landing]) -> None:
        """`say`: how a sentence lands, said in the place of this moment. Called in a thread."""
        super().__init__()
        self._moment = moment
        self._called = plain(name)
        self._say = say

    def compose(self) -> ComposeResult:
        moment = self._moment
        colour = {"A": "$partner-a", "B": "$partner-b"}.get(moment.speaker, "$foreground")
        with Vertical(classes="panel"):
            yield Static(Content.assemble((self._called, f"{colour} bold"), (", say it anew", "bold")), classes="title")
            yield Static(Content.assemble(("said  ", "$quiet"), f"“{plain(moment.quote)}”"))
            if moment.try_instead:
                yield Static(Content.assemble(("try   ", "$primary"), plain(moment.try_instead).removeprefix("Try: ")))
            words = Input(placeholder="in your own words; Enter says it", max_length=LONGEST, compact=True)
            words.cursor_blink = False  # nothing here blinks
            yield words
            with VerticalScroll(id="landed") as landed:
                landed.display = False  # until there is something in it
                yield Static(id="landing")
            yield KeyLine()

    def on_mount(self) -> None:
        self.query_one(Input).focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        words = event.value.strip()
        if not words:
            return

        def read() -> None:
            self.post_message(self.Landed(words, self._say(words)))

        self.run_worker(read, thread=True, exclusive=True, exit_on_error=False)

    def on_practise_again_landed(self, message: Landed) -> None:
        self.query_one("#landing", Static).update(told(message.words, message.landing))
        self.query_one("#landed").display = True
        self.query_one(Input).value = ""


def told(words: str, landing: Landing) -> Content:
    """How it landed, in kind words."""
    lines = [Content.assemble(("now   ", "$quiet"), f"“{plain(words)}”")]
    if landing.apart:
        return Content("\n").join([*lines, Content(APART)])
    if landing.helps:
        lines.append(Content.assemble(("It lands as  ", "$primary"), _titles(landing.helps)))
    if landing.hurts:
        lines.append(Content.assemble(("It may still sound like  ", "$quiet"), _titles(landing.hurts)))
        tip = landing.hurts[0].tip
        if tip:
            lines.append(Content.assemble(("try   ", "$primary"), plain(tip).removeprefix("Try: ")))
    elif not landing.helps:
        lines.append(Content(PLAIN))
    if landing.helps and not landing.hurts:
        lines.append(Content.styled("That is easier to hear. Again, or Esc for the recap.", "$quiet"))
    return Content("\n").join(lines)


def _titles(found: tuple[Described, ...]) -> str:
    return ", ".join(plain(one.title).lower() for one in found)
