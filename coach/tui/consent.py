"""Both yeses, and the microphone that follows them: open while both stand, closed the moment one is taken back."""

from __future__ import annotations

from collections.abc import Callable

from coach.engine.rehearsing import Learning, Sound, Sounding, Trouble
from coach.tui.preparing import Listening


class Consent:
    """The state of the microphone before a talk. Nothing here draws."""

    def __init__(self, listening: Listening | None) -> None:
        self.listening = listening
        self.yes = [False, False]
        self.open = False
        self.trouble = ""  # why it could not be opened, in words
        self.sounding: Sounding | None = None
        self.known: dict[str, float] = {"A": 0.0, "B": 0.0}  # how far each voice is learnt, 0..1
        self.alike = False

    def say(self, who: int) -> None:
        """A yes, or taking it back."""
        self.yes[who] = not self.yes[who]
        self.trouble = ""

    def take_back(self) -> None:
        """A yes is given by somebody: where the names change, it is nobody's."""
        self.yes = [False, False]

    def follow(
        self, microphones: tuple[str | int, str | int], tell: Callable[[Sound], None], *, possible: bool
    ) -> None:
        """Opens when both have said yes and everything else is there; closes at once when one takes it back."""
        wanted = possible and self.listening is not None and all(self.yes)
        if not wanted:
            self.close()
        elif not self.open and self.listening is not None:
            self.open, self.trouble, self.sounding = True, "", None
            self.listening.start(microphones, tell)

    def close(self) -> None:
        if self.open and self.listening is not None:
            self.listening.close()
        self.open, self.sounding = False, None

    def hear(self, sound: Sound) -> None:
        """Trouble closes the microphone and takes the yeses back: it is asked again."""
        match sound:
            case Sounding():
                self.sounding = sound
            case Learning(partner=partner, progress=progress, alike=alike):
                self.known[partner] = progress
                self.alike = alike
            case Trouble(message=message, hint=hint):
                self.close()
                self.take_back()
                self.trouble = f"{message} {hint}"
