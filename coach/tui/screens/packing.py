"""The packet for the therapist: what would be handed over, line by line, and what is left out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from coach.store.packet import Packet
from coach.tui.assigned import NOTHING_YET
from coach.tui.packing import Packing
from coach.tui.plain import plain
from coach.tui.screens.asking import ExportAs
from coach.tui.screens.coach_screen import CoachScreen
from coach.tui.screens.deciding import BothSay
from coach.tui.widgets.key_line import KeyLine
from coach.tui.widgets.tick_table import TickTable
from coach.tui.working import beside, told

WritePacket = Callable[[Packet, str], Sequence[Path]]
"""Writes the packet as "html" or "json" and says where it went. Raises CoachError. Called in a thread."""


class PackScreen(CoachScreen[None]):
    AUTO_FOCUS = "TickTable"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "3",
            "tick_all(0)",
            "all of mine",
            show=False,
            tooltip="Tick everything that is asked for: the first partner",
        ),
        Binding(
            "4",
            "tick_all(1)",
            "all of mine",
            show=False,
            tooltip="Tick everything that is asked for: the second partner",
        ),
        Binding("n", "names", "names", tooltip="Put two other names in place of yours"),
        Binding("w", "write", "write it", tooltip="Write the packet to a file, after two yeses"),
        Binding(
            "tab", "app.focus_next", "read", key_display="tab", tooltip="Go between the lines and what is left out"
        ),
        Binding("question_mark", "keys", "keys", key_display="?", tooltip="What every key does"),
        Binding("q,escape", "leave", "back", key_display="q", tooltip="Back to the homework; nothing is written"),
    ]

    def __init__(self, packing: Packing, write: WritePacket) -> None:
        super().__init__()
        self._packing = packing
        self._write_packet = write

    def compose(self) -> ComposeResult:
        names = self._packing.own_names
        table = TickTable((names[0], names[1]), self._packing.ticked, id="lines-of-packet")
        yield Static(
            Content.assemble(("What is handed over", "bold"), ("   3 and 4 tick all that is asked for", "$quiet")),
            id="about-packet",
        )
        yield Static(Content.assemble(*table.heading), id="who-ticks")
        yield table
        with VerticalScroll(id="left-out", can_focus=True):
            yield Static()
        yield Static(id="told")
        yield KeyLine("q", "w", "1", "2", "n", "question_mark")

    def on_mount(self) -> None:
        self._show()
        self._tell("")

    def _show(self) -> None:
        self.query_one(TickTable).tell(self._packing.rows())
        self.query_one("#left-out Static", Static).update(self._left_out())

    def _left_out(self) -> Content:
        if not self._packing.ready:
            return Content(NOTHING_YET)
        packet = self._packing.packet()
        lines = [
            Content.styled(
                f"Left out, as the packet itself says · in it: {' and '.join(map(plain, packet.names))}", "$primary"
            )
        ]
        return Content("\n").join([*lines, *(Content.styled(f"· {plain(one)}", "$quiet") for one in packet.left_out)])

    def on_tick_table_ticked(self, message: TickTable.Ticked) -> None:
        self._packing.tick(message.key, message.who)
        self._show()

    def action_tick_all(self, who: int) -> None:
        self._packing.tick_all(who)
        self._show()

    def action_names(self) -> None:
        self.app.push_screen(OtherNames(self._packing.names or ("", "")), self._take_names)

    def _take_names(self, names: tuple[str, str] | None) -> None:
        if names is not None:
            self._packing.names = names if all(names) else None
            self._show()

    # --- writing ---

    def action_write(self) -> None:
        if not self._packing.ready:
            self._tell(NOTHING_YET)
            return
        self.app.push_screen(ExportAs(("html", "json"), title="Write the packet as a file"), self._ask_both)

    def _ask_both(self, form: str | None) -> None:
        if form:
            names = self._packing.own_names
            about = "It holds what you both ticked. It is not locked: hand it over as you would a letter."
            asked = BothSay((names[0], names[1]), "May this packet be written?", about)
            self.app.push_screen(asked, lambda agreed: self._write(form) if agreed else None)

    def _write(self, form: str) -> None:
        work = partial(self._write_packet, self._packing.packet(), form)

        def written(paths: Sequence[Path]) -> None:
            where = " and ".join(map(str, paths))
            if len(paths) > 2:
                where = f"{len(paths)} files, {paths[0]} to {paths[-1].name}"
            self._tell(f"The packet is in {where}. It is not locked.")

        beside(self, work, written, lambda error: self._tell(told(error)))

    def action_leave(self) -> None:
        self.dismiss(None)


class OtherNames(ModalScreen[tuple[str, str]]):
    """Two names to stand in place of theirs; two empty ones: their own."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "next", "go on"),
        Binding("escape", "back", "back", key_display="esc"),
    ]

    def __init__(self, names: tuple[str, str]) -> None:
        super().__init__()
        self._names = names

    def compose(self) -> ComposeResult:
        with Vertical(classes="panel -small"):
            yield Static("Two names in place of yours", classes="title")
            yield Static("In the packet only. Left empty, your own names stand there.", classes="paragraph")
            for name, id_, hint in zip(self._names, ("first", "second"), ("the first", "the second"), strict=True):
                words = Input(plain(name), placeholder=hint, compact=True, max_length=24, id=id_)
                words.cursor_blink = False  # nothing here blinks
                yield words
            yield Static(id="outcome", classes="quiet")
            yield KeyLine()

    def on_mount(self) -> None:
        self.query_one("#first").focus()

    def on_input_submitted(self) -> None:
        self.action_next()

    def action_next(self) -> None:
        first, second = self.query_one("#first", Input), self.query_one("#second", Input)
        names = (" ".join(plain(first.value).split()), " ".join(plain(second.value).split()))
        if self.focused is first and names[0] and not names[1]:
            second.focus()
        elif bool(names[0]) != bool(names[1]):
            self.query_one("#outcome", Static).update("Two names, or none.")
        elif names[0] and names[0].casefold() == names[1].casefold():
            self.query_one("#outcome", Static).update("Two different names make it clear who is who.")
        else:
            self.dismiss(names)

    def action_back(self) -> None:
        self.dismiss(None)
