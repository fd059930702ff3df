"""What a therapist gave to practise: what is asked, how far it is done, and what is handed back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from coach.errors import CoachError
from coach.store.assigned import Assignment, Desk
from coach.store.homework import Homework, done
from coach.store.index import Entry
from coach.store.kept import WORDS, Kept
from coach.tui.assigned import ASKED_FOR, HOW_FAR, NO_TALK_YET, NONE_YET, asked_of, how_far, whose
from coach.tui.packing import Packing
from coach.tui.plain import plain
from coach.tui.screens.coach_screen import CoachScreen
from coach.tui.screens.packing import PackScreen, WritePacket
from coach.tui.screens.unlocking import unlocked
from coach.tui.shelf import Shelf
from coach.tui.talking import HelpLine
from coach.tui.widgets.key_line import KeyLine
from coach.tui.working import beside, told

_LABEL = 13  # cells


class HomeworkScreen(CoachScreen[Homework]):
    """Gives back the assignment they want to begin a talk for, None for leaving."""

    AUTO_FOCUS = "OptionList"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s", "start", "start", tooltip="Begin a talk for this assignment"),
        Binding("p", "pack", "pack", tooltip="Make the packet for your therapist, line by line"),
        Binding("o", "open_file", "open a file", tooltip="Write where your assignment's file lies"),
        Binding("t", "take", "take it", tooltip="Make this example yours"),
        Binding("l", "lay_aside", "lay aside", tooltip="It is yours no more; its file stays where it is"),
        Binding("u", "unlock", "unlock", tooltip="Open the kept talks, to see how far you are"),
        Binding("escape", "list", show=False),
        Binding("tab", "app.focus_next", "read", key_display="tab", tooltip="Go between the list and the page"),
        Binding("question_mark", "keys", "keys", key_display="?", tooltip="What every key does"),
        Binding(
            "exclamation_mark", "help", "help", key_display="!", show=False, tooltip="When a talk does not feel safe"
        ),
        Binding("q", "leave", "back", tooltip="Leave the homework"),
    ]

    def __init__(
        self,
        desk: Desk,
        shelf: Shelf,
        *,
        write: WritePacket | None = None,
        help_lines: Sequence[HelpLine] = (),
    ) -> None:
        super().__init__()
        self._desk = desk
        self._shelf = shelf
        self._write = write
        self._help_lines = help_lines
        self._ours: Assignment | None = None
        self._examples: tuple[Assignment, ...] = ()
        self._entries: Sequence[Entry] | None = None  # None: not known, they are locked

    def compose(self) -> ComposeResult:
        with Horizontal(id="homework"):
            with Vertical(id="assignments"):
                yield Static("Homework", classes="title")
                yield OptionList(id="found", compact=True)
            with VerticalScroll(id="assignment", can_focus=True):
                yield Static()
        words = Input(
            placeholder="the file, for example ~/Downloads/homework.toml; Enter reads it", compact=True, max_length=1000
        )
        words.cursor_blink = False  # nothing here blinks
        yield words
        yield Static(id="told")
        yield KeyLine("q", "s", "p", "o", "u", "t", "question_mark")

    def on_mount(self) -> None:
        self.query_one(Input).display = False
        self._read_desk()
        if self._shelf.door in {"closed", "open"}:
            self._read_shelf()

    # --- what lies there ---

    def _read_desk(self, saying: str = "") -> None:
        def here(found: tuple[Assignment | None, tuple[Assignment, ...], str]) -> None:
            self._ours, self._examples, trouble = found
            self._list(saying or trouble or ("" if self._ours else NONE_YET))

        beside(self, self._look, here, lambda error: self._tell(told(error)))

    def _look(self) -> tuple[Assignment | None, tuple[Assignment, ...], str]:
        """Also where their own file is gone, the examples are there."""
        try:
            ours, trouble = self._desk.ours(), ""
        except CoachError as error:
            ours, trouble = None, told(error)
        mine = ours.path if ours is not None else None
        return ours, tuple(one for one in self._desk.examples() if one.path != mine), trouble

    def _list(self, saying: str) -> None:
        found = self.query_one(OptionList)
        found.clear_options()
        if self._ours is not None:
            found.add_options([Option(Content.styled("yours", "$quiet"), disabled=True), _option(self._ours, "ours")])
        found.add_option(Option(Content.styled("examples", "$quiet"), disabled=True))
        found.add_options([_option(one, f"example-{n}") for n, one in enumerate(self._examples)])
        found.highlighted = 1
        found.focus()
        self._tell(saying)
        self.refresh_bindings()

    def _read_shelf(self) -> None:
        def here(entries: Sequence[Entry]) -> None:
            self._entries = entries
            self._show()

        beside(self, self._shelf.entries, here, lambda error: self._tell(told(error)))

    @property
    def _chosen(self) -> Assignment | None:
        option = self.query_one(OptionList).highlighted_option
        name = (option.id or "") if option is not None else ""
        if name == "ours":
            return self._ours
        return self._examples[int(name.removeprefix("example-"))] if name else None

    def on_option_list_option_highlighted(self) -> None:
        self._show()
        self.query_one("#assignment").scroll_home(animate=False)

    def on_option_list_option_selected(self) -> None:
        self.query_one("#assignment").focus()

    def _show(self) -> None:
        chosen = self._chosen
        if chosen is not None:
            count = None if self._locked else done(chosen.homework, self._entries or ())
            ours = self._ours is not None and chosen.path == self._ours.path
            self.query_one("#assignment Static", Static).update(Content("\n\n").join(page(chosen, count, ours=ours)))
        self.refresh_bindings()

    @property
    def _locked(self) -> bool:
        return self._entries is None and self._shelf.door == "passphrase"

    # --- a file ---

    def action_open_file(self) -> None:
        words = self.query_one(Input)
        words.display = True
        words.focus()
        self._tell("Write where the file lies, or drop it on this window. Esc leaves the line.")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        self._take(event.value)

    def action_take(self) -> None:
        if self._chosen is not None:
            self._take(str(self._chosen.path))

    def _take(self, said: str) -> None:
        def here(taken: Assignment) -> None:
            self.query_one(Input).value = ""
            self.query_one(Input).display = False
            self._read_desk(" ".join((f"“{taken.homework.title}” is yours now.", *taken.notes)))

        beside(self, partial(self._desk.take, said), here, lambda error: self._tell(told(error)))

    def action_lay_aside(self) -> None:
        def gone(_: None) -> None:
            self._read_desk("Laid aside. Its file stays where it is.")

        beside(self, self._desk.lay_aside, gone, lambda error: self._tell(told(error)))

    def action_list(self) -> None:
        self.query_one(Input).display = False
        self._tell("")
        self.query_one(OptionList).focus()

    # --- the talk, and the packet ---

    def action_start(self) -> None:
        if self._chosen is not None:
            self.app.exit(self._chosen.homework)

    def action_pack(self) -> None:
        unlocked(self, self._shelf, self._read_talks)

    def _read_talks(self, there: bool) -> None:
        chosen, write = self._chosen, self._write
        if chosen is None or write is None or not (there or self._shelf.door == "nothing"):
            return

        def here(talks: tuple[Kept, ...]) -> None:
            if talks:
                self.app.push_screen(cast("Screen[Any]", PackScreen(Packing(chosen.homework, talks), write)))
            else:
                self._tell(NO_TALK_YET)

        if not there:
            here(())
        else:
            work = partial(self._shelf.for_homework, chosen.homework.title)
            beside(self, work, here, lambda error: self._tell(told(error)))

    def action_unlock(self) -> None:
        unlocked(self, self._shelf, lambda there: self._read_shelf() if there else None)

    # --- what people ask for ---

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        if not self.is_mounted:
            return True
        if isinstance(self.focused, Input):
            return action in {"list", "focus_next", "focus_previous"}
        chosen = self._chosen
        ours = chosen is not None and self._ours is not None and chosen.path == self._ours.path
        offered = {
            "list": False,
            "start": chosen is not None,
            "pack": chosen is not None and self._write is not None,
            "take": chosen is not None and not ours,
            "lay_aside": ours,
            "unlock": self._locked,
        }
        return offered.get(action, True)

    def on_descendant_focus(self) -> None:
        self.refresh_bindings()

    def on_descendant_blur(self) -> None:
        self.refresh_bindings()

    def action_leave(self) -> None:
        self.app.exit(None)


def _option(one: Assignment, name: str) -> Option:
    return Option(Content(plain(one.homework.title)), id=name)


def page(one: Assignment, count: int | None, *, ours: bool) -> Iterator[Content]:
    """An assignment in paragraphs. `count`: talks kept for it; None: not known while they are locked."""
    homework = one.homework
    yield Content.assemble((plain(homework.title), "bold"), (f"\n{whose(ours=ours)}", "$quiet"))
    asked = ((label.ljust(_LABEL), words) for label, words in asked_of(homework))
    yield Content("\n").join(Content.assemble((label, "$primary"), plain(words)) for label, words in asked)
    if homework.note:
        yield Content(f"“{plain(homework.note)}”")
    yield _progress(homework, count)
    if homework.share:
        wanted = [Content.styled(ASKED_FOR, "$quiet")]
        yield Content("\n").join([*wanted, *(Content(f"· {WORDS[part]}") for part in homework.share)])
    if one.notes and ours:
        yield Content("\n").join(Content.styled(plain(note), "$quiet") for note in one.notes)


def _progress(homework: Homework, count: int | None) -> Content:
    label = (HOW_FAR.ljust(_LABEL), "$primary")
    if count is None:
        return Content.assemble(label, (how_far(homework, count), "$quiet"))
    shown = min(count, homework.sessions)
    dots = f"{'●' * shown}{'○' * (homework.sessions - shown)}" if homework.sessions <= 12 else ""
    return Content.assemble(label, (f"{dots}  " if dots else "", "$primary"), how_far(homework, count))
