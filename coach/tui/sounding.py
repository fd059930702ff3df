"""From the microphone's thread to a screen, before the talk."""

from __future__ import annotations

import contextlib
from collections.abc import Callable

from textual.message import Message
from textual.message_pump import MessagePump

from coach.engine.rehearsing import Sound, Sounding


class FromMicrophone(Message):
    """What the microphone tells. A newer level replaces an older one."""

    def __init__(self, sound: Sound) -> None:
        super().__init__()
        self.sound = sound

    def can_replace(self, message: Message) -> bool:
        return (
            isinstance(message, FromMicrophone)
            and isinstance(message.sound, Sounding)
            and isinstance(self.sound, Sounding)
        )


def telling(screen: MessagePump) -> Callable[[Sound], None]:
    """A function any thread may call. After the screen has closed, nobody hears it."""

    def tell(sound: Sound) -> None:
        with contextlib.suppress(RuntimeError):  # the loop has just closed
            screen.post_message(FromMicrophone(sound))

    return tell
