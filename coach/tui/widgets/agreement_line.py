"""One agreement on the recap page: what, who, whether both mean it; it can be put in other words or taken out."""

from __future__ import annotations

from typing import ClassVar, Literal

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from coach.core.recap import RecapAgreement
from coach.core.talk import Partner
from coach.tui.plain import plain

Wish = Literal["change", "remove", "confirm"]


class AgreementLine(Static, can_focus=True):
    DEFAULT_CSS = """
    AgreementLine { height: auto; width: 1fr; padding-left: 1; border-left: outer $hairline; }
    AgreementLine:focus { border-left: outer $primary; background: $surface; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "wish('change')", "change", tooltip="Put this agreement in other words"),
        Binding("delete,d", "wish('remove')", "take out", key_display="d", tooltip="This is no agreement: take it out"),
        Binding("1", "confirm('A')", "yes", tooltip="The first partner means this agreement"),
        Binding("2", "confirm('B')", "yes", tooltip="The second partner means this agreement"),
    ]

    class Wished(Message):
        """Somebody wants this agreement changed. `by`: who means it, for a confirmation."""

        def __init__(self, agreement: RecapAgreement, wish: Wish, by: Partner | None = None) -> None:
            super().__init__()
            self.agreement = agreement
            self.wish: Wish = wish
            self.by: Partner | None = by

    def __init__(self, agreement: RecapAgreement, name: str) -> None:
        """`name`: whose agreement it is; "": nobody's."""
        who = {"A": "$partner-a", "B": "$partner-b"}.get(agreement.speaker, "$quiet")
        meant = ("  confirmed by both", "$primary") if agreement.confirmed else ("", "")
        head = (f"{plain(name)}: ", who) if name else ("", "")
        super().__init__(Content.assemble(head, plain(agreement.what), meant))
        self.agreement = agreement

    def action_wish(self, wish: Wish) -> None:
        self.post_message(self.Wished(self.agreement, wish))

    def action_confirm(self, by: Partner) -> None:
        self.post_message(self.Wished(self.agreement, "confirm", by))

    def on_click(self) -> None:
        """A click changes it, as Enter does."""
        self.action_wish("change")
