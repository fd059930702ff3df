"""What becomes of a talk: kept as both want it, written to a file after two yeses, or forgotten."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import partial
from pathlib import Path
from typing import Any, ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen, Screen
from textual.widgets import Input, Static

from coach.core.recap import Recap
from coach.store.kept import BY_DEFAULT, WORDS, Choice, Part
from coach.tui.plain import plain
from coach.tui.screens.asking import ExportAs
from coach.tui.sentences import BEYOND
from coach.tui.ticking import TickRow
from coach.tui.widgets.key_line import KeyLine
from coach.tui.widgets.tick_table import TickTable
from coach.tui.working import beside, told

Export = Callable[[Recap, str], Path]
"""Writes a recap as "html", "markdown" or "json" and says where it went. Raises CoachError. Called in a thread."""

_KEEP: Final = "keep"
ASKED: Final = "◆"
ASKED_FOR: Final = f"{ASKED} your homework asks for this"
_LEAST, _AROUND = (
    4,
    12,
)  # lines of parts, and all lines around them: more parts scroll, and the keys below stay in sight
_BACK = Binding("escape", "back", "back", key_display="esc")


def names_of(recap: Recap) -> tuple[str, str]:
    a, b = recap.partners.get("A"), recap.partners.get("B")
    return (plain(a.name) if a else "Partner A", plain(b.name) if b else "Partner B")


def export_as(
    screen: Screen[Any],
    recap: Recap,
    export: Export,
    forms: Sequence[str],
    tell: Callable[[str], Any],
    *,
    both: bool = False,
) -> None:
    """Asks which kind of file, and writes it. `both`: only after two yeses, as for a talk that lay under lock."""

    def write(form: str | None) -> None:
        if form:
            work = partial(export, recap, form)
            beside(screen, work, lambda path: tell(f"Saved to {path}"), lambda error: tell(told(error)))

    def choose(agreed: bool | None = True) -> None:
        if agreed:
            screen.app.push_screen(ExportAs(forms), write)

    if both:
        asked = BothSay(names_of(recap), "Write this talk to a file?", "The file is not locked: anybody can read it.")
        screen.app.push_screen(asked, choose)
    else:
        choose()


class BothSay(ModalScreen[bool]):
    """Done as soon as both said yes; one who does not is not asked why."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("1", "agree(0)", "yes"),
        Binding("2", "agree(1)", "yes"),
        _BACK,
    ]

    def __init__(self, names: tuple[str, str], question: str, about: str = "") -> None:
        super().__init__()
        self._names = (plain(names[0]), plain(names[1]))
        self._question = question
        self._about = about
        self._yes = [False, False]

    def compose(self) -> ComposeResult:
        with Vertical(classes="panel -small"):
            yield Static(Content(plain(self._question)), classes="title")
            if self._about:
                yield Static(Content(plain(self._about)), classes="paragraph")
            yield Static(self._asked(), id="said")
            yield KeyLine()

    def _asked(self) -> Content:
        lines = [
            Content.assemble((name, f"$partner-{colour}"), f"  {'said yes' if yes else f'press {key} for yes'}")
            for key, name, yes, colour in zip("12", self._names, self._yes, "ab", strict=True)
        ]
        return Content("\n").join(lines)

    def action_agree(self, who: int) -> None:
        self._yes[who] = not self._yes[who]
        self.query_one("#said", Static).update(self._asked())
        if all(self._yes):
            self.dismiss(result=True)

    def action_back(self) -> None:
        self.dismiss(result=False)


class KeepTalk(ModalScreen[Choice]):
    """What both want kept; None: it is not kept now. Each ticks for oneself, and what both ticked is kept."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "keep", "keep it", tooltip="Keep what both ticked"),
        Binding("escape", "back", "not now", key_display="esc"),
    ]

    def __init__(
        self, names: tuple[str, str], *, how_long: str, lines: bool = False, asked_for: Collection[Part] = ()
    ) -> None:
        """`how_long`: for how long it is kept. `lines`: each wrote a line for oneself, which may be kept too.

        `asked_for`: what their homework asks to be shared; it is said, and no tick stands there for it.
        """
        super().__init__()
        self._names = names
        self._how_long = how_long
        self._asked_for = asked_for
        self._parts: list[Part] = [part for part in WORDS if part != "reflections" or lines]
        self._ticks: dict[object, list[bool]] = {part: [part in BY_DEFAULT] * 2 for part in self._parts}
        self._ticks[_KEEP] = [False, False]

    def compose(self) -> ComposeResult:
        with Vertical(classes="panel"):
            yield Static("Keep this talk?", classes="title")
            yield Static(f"On this machine, {self._how_long}, as far as you both tick.", classes="paragraph")
            table = TickTable(self._names, lambda key, who: self._ticks[key][who], id="ticks")
            table.styles.height = min(max(_LEAST, self.app.size.height * 9 // 10 - _AROUND), len(self._parts) + 1)
            asked = any(part in self._asked_for for part in self._parts)
            yield Static(Content.assemble(*table.heading, (f"   {ASKED_FOR}" if asked else "", "$quiet")))
            yield table
            yield Static(id="outcome", classes="quiet")
            yield KeyLine()

    def on_mount(self) -> None:
        rows = [TickRow(_KEEP, "keep this talk")]
        rows += [TickRow(one, WORDS[one], ASKED if one in self._asked_for else "", inside=True) for one in self._parts]
        table = self.query_one(TickTable)
        table.tell(rows)
        table.focus()
        self._tell()

    def on_tick_table_ticked(self, message: TickTable.Ticked) -> None:
        self._ticks[message.key][message.who] ^= True
        self.query_one(TickTable).refresh()
        self._tell()

    def _tell(self) -> None:
        waiting = [name for name, yes in zip(self._names, self._ticks[_KEEP], strict=True) if not yes]
        words = (
            f"Kept once {' and '.join(waiting)} {'have' if len(waiting) > 1 else 'has'} ticked the first line."
            if waiting
            else "Enter keeps what both ticked."
        )
        self.query_one("#outcome", Static).update(Content(plain(words)))

    def action_keep(self) -> None:
        if all(self._ticks[_KEEP]):
            self.dismiss(Choice(*(frozenset(p for p in self._parts if self._ticks[p][who]) for who in (0, 1))))

    def action_back(self) -> None:
        self.dismiss(None)


class Forget(ModalScreen[bool]):
    """Says what goes and what can't be promised, before it goes. The key that leads here, held or pressed twice, erases nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("y", "forget", "yes, forget it"), _BACK]

    def __init__(self, what: str, beyond: str = BEYOND) -> None:
        super().__init__()
        self._what = what
        self._beyond = beyond

    def compose(self) -> ComposeResult:
        with Vertical(classes="panel"):
            yield Static("Forget this talk?", classes="title")
            yield Static(Content(plain(self._what)), classes="paragraph" if self._beyond else "")
            if self._beyond:
                yield Static(Content.styled(self._beyond, "$quiet"))
            yield KeyLine()

    def action_forget(self) -> None:
        self.dismiss(result=True)

    def action_back(self) -> None:
        self.dismiss(result=False)


class ForgetAll(ModalScreen[bool]):
    """A word has to be written, so that no stray key erases everything."""

    WORD: Final = "forget"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "forget", "forget everything"), _BACK]

    def compose(self) -> ComposeResult:
        with Vertical(classes="panel"):
            yield Static("Forget everything?", classes="title")
            yield Static("Every kept talk and every key goes. There is no way back.", classes="paragraph")
            yield Static(Content.styled(BEYOND, "$quiet"), classes="paragraph")
            words = Input(placeholder=f"write: {self.WORD}", compact=True, max_length=20)
            words.cursor_blink = False  # nothing here blinks
            yield words
            yield KeyLine()

    def on_mount(self) -> None:
        self.query_one(Input).focus()

    def on_input_submitted(self) -> None:
        self.action_forget()

    def action_forget(self) -> None:
        if self.query_one(Input).value.strip().casefold() == self.WORD:
            self.dismiss(result=True)

    def action_back(self) -> None:
        self.dismiss(result=False)
