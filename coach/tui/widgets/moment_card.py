"""One moment of the recap: the words, what they may have sounded like, and a sentence to try."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from coach.core.recap import RecapMoment
from coach.tui.plain import plain


class MomentCard(Static, can_focus=True):
    DEFAULT_CSS = """
    MomentCard { height: auto; width: 1fr; padding-left: 1; margin-bottom: 1; border-left: outer $hairline; }
    MomentCard:focus { border-left: outer $primary; background: $surface; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("u", "not_right", "not right", tooltip="This moment was misread; it leaves every count")
    ]

    class NotRight(Message):
        """Somebody says that this moment was misread."""

        def __init__(self, moment: int) -> None:
            super().__init__()
            self.moment = moment

    def __init__(self, moment: RecapMoment, name: str, when: str) -> None:
        """`when`: its place in the talk, in words."""
        super().__init__(_told(moment, plain(name), when))
        self.moment = moment

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        return action != "not_right" or may_be_misread(self)

    def action_not_right(self) -> None:
        self.post_message(self.NotRight(self.moment.id))


def may_be_misread(widget: Widget) -> bool:
    """Whether its page takes moments out of the counts: a talk that was kept, or a file, is only looked at."""
    return bool(getattr(widget.screen, "takes_out", False))


def _told(moment: RecapMoment, name: str, when: str) -> Content:
    colour = {"A": "$partner-a", "B": "$partner-b"}.get(moment.speaker, "$quiet")
    title = plain(moment.title or moment.kind.replace("_", " ")).lower()
    head = Content.assemble((when, "$quiet"), "  ", (name, colour))
    lines = [head, Content(f"“{plain(moment.quote)}”")]
    if moment.tone == "hurts":
        lines.append(Content.styled(f"may have sounded like: {title}", "$quiet"))
        if moment.outcome == "repaired":
            lines.append(Content.styled("you caught that yourselves", "$primary"))
        if moment.try_instead:
            lines.append(Content.assemble(("try  ", "$primary"), plain(moment.try_instead)))
    else:
        lines.append(Content.styled(title, "$quiet"))
    return Content("\n").join(lines)
