"""Talks that were kept: the list, how it went lately, and each talk's recap."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, Static

from coach.engine.practising import Practise
from coach.store.index import Entry
from coach.store.kept import Kept
from coach.tui.looking_back import DAMAGED, KEEPING, LOCKED, NO_MATCH, on_day, searched
from coach.tui.screens.coach_screen import CoachScreen
from coach.tui.screens.deciding import Export, Forget, ForgetAll, export_as
from coach.tui.screens.recap import RecapScreen
from coach.tui.screens.unlocking import unlocked
from coach.tui.shelf import Shelf
from coach.tui.talking import FORMS, HelpLine
from coach.tui.widgets.key_line import KeyLine
from coach.tui.widgets.talk_list import TalkList
from coach.tui.widgets.trends import Trends
from coach.tui.working import beside, told


class HistoryScreen(CoachScreen[None]):
    """Reads the list and nothing else; a talk is read when it is opened."""

    AUTO_FOCUS = ""
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (130, "-airy")]  # noqa: RUF012  (as Textual declares it)
    VERTICAL_BREAKPOINTS = [(0, "-low"), (16, "-usual")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "unlock", "open", tooltip="Open the lock"),
        Binding("slash", "search", "search", key_display="/", tooltip="Search by topic, name or date"),
        Binding("escape", "list", show=False),
        Binding("x", "export", "export", tooltip="Save this talk's recap as a file, after two yeses"),
        Binding("f", "forget", "forget", tooltip="Forget this talk"),
        Binding("a", "forget_all", "forget all", tooltip="Forget every kept talk, and all keys"),
        Binding("l", "lock", "lock", tooltip="Lock the kept talks again"),
        Binding("question_mark", "keys", "keys", key_display="?", tooltip="What every key does"),
        Binding(
            "exclamation_mark", "help", "help", key_display="!", show=False, tooltip="When a talk does not feel safe"
        ),
        Binding("q", "leave", "back", tooltip="Leave the history"),
    ]

    def __init__(
        self,
        shelf: Shelf,
        *,
        export: Export | None = None,
        practise: Practise | None = None,
        help_lines: Sequence[HelpLine] = (),
    ) -> None:
        super().__init__()
        self._shelf = shelf
        self._export = export
        self._practise = practise
        self._help_lines = help_lines
        self._entries: Sequence[Entry] = ()
        self._searched: list[str] = []  # of each entry, made when somebody searches
        self._door = shelf.door
        self._by_passphrase = self._door == "passphrase"

    def compose(self) -> ComposeResult:
        yield Static(id="about-history")
        words = Input(placeholder="/ to search by topic or date", compact=True, max_length=60)
        words.cursor_blink = False  # nothing here blinks
        yield words
        with Container(id="history"):
            yield TalkList(id="talks")
            with VerticalScroll(id="lately", can_focus=False):
                yield Trends()
        with VerticalScroll(id="instead", can_focus=False):
            yield Static()
        yield Static(id="told")
        yield KeyLine("q", "enter", "slash", "f", "x", "question_mark", "a")

    def on_mount(self) -> None:
        self._tell("")
        self._show_door()
        if self._door == "passphrase":
            self.call_after_refresh(self.action_unlock)
        elif self._door in {"closed", "open"}:
            self._read()

    # --- the list ---

    def _read(self, *, saying: str = "") -> None:
        """The list anew; the cursor stays where it was."""

        def here(entries: Sequence[Entry]) -> None:
            self._entries, self._searched = entries, []
            self._show_door()
            self._find(cursor=self._list.cursor)
            if entries:
                self._list.focus()
            self.refresh_bindings()
            gone = self._shelf.gone
            self._shelf.gone = 0
            old = f"{gone} {'talk was' if gone == 1 else 'talks were'} older than you wanted, and now forgotten."
            self._tell(saying or (old if gone else ""))

        beside(self, self._shelf.entries, here, lambda error: self._tell(told(error)))

    @property
    def _list(self) -> TalkList:
        return self.query_one(TalkList)

    def _show_door(self) -> None:
        door = self._door = self._shelf.door
        self._by_passphrase = self._by_passphrase or door == "passphrase"
        there = door in {"open", "closed"} and (bool(self._entries) or door == "closed")
        for part in ("Input", "#history"):
            self.query_one(part).display = there
        self.query_one("#instead").display = not there
        lines = {
            "passphrase": LOCKED,
            "damaged": DAMAGED,
        }.get(door, KEEPING)
        first, *rest = (line.format(how_long=self._shelf.how_long) for line in lines)
        words = Content("\n\n").join([Content(first), *(Content.styled(line, "$quiet") for line in rest)])
        self.query_one("#instead Static", Static).update(words)
        many = len(self._entries)
        about = f"{many:,} {'talk' if many == 1 else 'talks'}, kept {self._shelf.how_long}, {self._shelf.how_locked}"
        title = Content.assemble(("History", "bold"), (f"   {about}" if many else "", "$quiet"))
        self.query_one("#about-history", Static).update(title)

    def _find(self, *, cursor: int = 0) -> None:
        """What fits the words that are written."""
        wanted = self.query_one(Input).value.casefold().split()
        found = self._entries
        if wanted:
            self._searched = self._searched or [searched(one) for one in self._entries]
            pairs = zip(self._entries, self._searched, strict=True)
            found = [one for one, text in pairs if all(word in text for word in wanted)]
        self._list.tell(found, cursor=cursor)
        self.query_one(Trends).tell(found)
        if wanted:
            self._tell(NO_MATCH if not found else f"{len(found):,} fit. Enter or Esc goes to the list.")

    def on_input_changed(self) -> None:
        self._find()

    def on_input_submitted(self) -> None:
        self.action_list()

    # --- one talk ---

    def on_talk_list_opened(self, message: TalkList.Opened) -> None:
        beside(self, partial(self._shelf.load, message.entry.id), self._show, lambda error: self._tell(told(error)))

    def _show(self, kept: Kept) -> None:
        recap = RecapScreen(
            kept.recap,
            export=self._export,
            practise=self._practise,
            help_lines=self._help_lines,
            kept=kept,
            forget=lambda: self._forget_now(kept.id, sure=True),
        )
        self.app.push_screen(cast("Screen[Any]", recap))

    def action_export(self) -> None:
        chosen, export = self._list.chosen, self._export
        if chosen is not None and export is not None:

            def write(kept: Kept) -> None:
                export_as(self, kept.recap, export, FORMS, self._tell, both=True)

            beside(self, partial(self._shelf.load, chosen.id), write, lambda error: self._tell(told(error)))

    def action_forget(self) -> None:
        chosen = self._list.chosen
        if chosen is not None:
            what = f"{on_day(chosen.began_at)} · {chosen.topic or 'no topic'}"
            self.app.push_screen(Forget(what), lambda sure: self._forget_now(chosen.id, sure=bool(sure)))

    def _forget_now(self, identity: str, *, sure: bool) -> None:
        if sure:
            work = partial(self._shelf.forget, [identity])
            beside(self, work, lambda _: self._read(saying="Forgotten."), lambda error: self._tell(told(error)))

    def action_forget_all(self) -> None:
        self.app.push_screen(ForgetAll(), self._forget_all_now)

    def _forget_all_now(self, sure: bool | None) -> None:
        def gone(count: int) -> None:
            self._entries = ()
            self._list.tell(())
            self._show_door()
            self.refresh_bindings()
            self._tell(f"Forgotten: {count} {'talk' if count == 1 else 'talks'}, and all keys.")

        if sure:
            beside(self, self._shelf.forget_all, gone, lambda error: self._tell(told(error)))

    # --- what people ask for ---

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        if not self.is_mounted:
            return True
        if isinstance(self.focused, Input):
            return action in {"list", "focus_next", "focus_previous"}
        if action == "list":
            return False
        chosen = self._list.chosen is not None
        offered = {
            "unlock": self._door == "passphrase",
            "lock": self._door == "open" and self._by_passphrase,
            "search": bool(self._entries),
            "export": chosen and self._export is not None,
            "forget": chosen,
            "forget_all": self._door != "nothing",
        }
        return offered.get(action, True)

    def on_descendant_focus(self) -> None:
        self.refresh_bindings()

    def action_unlock(self) -> None:
        unlocked(self, self._shelf, lambda there: self._read() if there else None)

    def action_lock(self) -> None:
        self._shelf.close()
        self._entries = ()
        self.query_one(Input).value = ""
        self._list.tell(())
        self._show_door()
        self.refresh_bindings()
        self._tell("Locked.")

    def action_search(self) -> None:
        self.query_one(Input).focus()
        self._tell("A topic, a name, or a day such as 20 November. Enter or Esc goes to the list.")

    def action_list(self) -> None:
        self._list.focus()
        self._tell("")

    def action_leave(self) -> None:
        self.app.exit(None)
