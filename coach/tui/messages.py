"""What reaches a screen from elsewhere: one message for everything that happens in a talk."""

from __future__ import annotations

import contextlib
from collections.abc import Callable

from textual.message import Message
from textual.message_pump import MessagePump

from coach.core.events import Event, Hearing, Level


class Happened(Message):
    """Something happened in the talk. Posted from the talk's threads; newer levels and partial words replace older ones."""

    def __init__(self, event: Event) -> None:
        super().__init__()
        self.event = event

    def can_replace(self, message: Message) -> bool:
        """Whether only the later of this message and the next one, `message`, needs to be shown."""
        if not isinstance(message, Happened):
            return False
        match (self.event, message.event):
            case (Level(), Level()):
                return True
            case (Hearing(channel=before), Hearing(channel=now)):
                return before == now
        return False


def posting_to(screen: MessagePump) -> Callable[[Event], None]:
    """A function any thread may call. After the screen has closed, what happens is nobody's to show."""

    def post(event: Event) -> None:
        with contextlib.suppress(RuntimeError):  # the loop has just closed
            screen.post_message(Happened(event))

    return post
