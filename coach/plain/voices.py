"""Whether the microphone hears them, and learning two voices: in few lines, with a key to go on."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable

from coach.core.talk import Partner
from coach.engine.rehearsing import Learning, Sound, Sounding, Trouble
from coach.plain.asking import Left, choose
from coach.plain.keys import ENTER, ESC, INTERRUPT
from coach.plain.terminal import Terminal
from coach.tui.preparing import READING, Listening, verdict

_TRYING = 6.0  # seconds in which they say a few words
_OPENING = 10.0  # seconds a device may take to open
_LONGEST = 90.0  # seconds for one voice
_PARTNERS: tuple[Partner, Partner] = ("A", "B")


class Hearing:
    """What the microphone tells, from its own thread, until somebody looks."""

    def __init__(self, terminal: Terminal) -> None:
        self._terminal = terminal
        self._lock = threading.Lock()
        self._told: deque[Learning] = deque(maxlen=50)
        self._soundings: deque[Sounding] = deque(maxlen=1)  # the latest
        self._trouble: list[str] = []

    def hear(self, sound: Sound) -> None:
        with self._lock:
            match sound:
                case Sounding():
                    self._soundings.append(sound)
                    return
                case Learning():
                    self._told.append(sound)
                case Trouble(message=message, hint=hint):
                    self._trouble.append(f"{message} {hint}")
        self._terminal.wake()

    @property
    def trouble(self) -> str:
        """Why nothing is heard; "": it is."""
        return self._trouble[-1] if self._trouble else ""

    def learnt(self) -> list[Learning]:
        with self._lock:
            told = list(self._told)
            self._told.clear()
            return told

    def try_out(self, names: tuple[str, ...]) -> bool:
        """Asks for a few words, says how loud they are. `names`: whose microphones; none: one for both. False: nothing is heard."""
        self._wait(_OPENING, lambda: bool(self._soundings))
        if self._in_trouble():
            return False
        self._terminal.say("The microphone is open. Say a few words, each of you. Enter goes on.")
        self._wait(_TRYING, lambda: False)
        if self._in_trouble():
            return False
        loudest = self._soundings[-1].loudest
        for level, name in zip(loudest, names or ("",), strict=False):
            self._terminal.say(f"{f'{name}: ' if name else 'Level: '}{verdict(level, name).text}")
        return True

    def _in_trouble(self) -> bool:
        """Whether nothing is heard; then it is said."""
        if not self.trouble and self._soundings:
            return False
        self._terminal.say(f"Trouble: {self.trouble or 'The microphone gives no sound.'}")
        return True

    def _wait(self, seconds: float, done: Callable[[], bool]) -> None:
        """Until it is done, there is trouble, or Enter is pressed."""
        until = time.monotonic() + seconds
        while not done() and not self.trouble and time.monotonic() < until:
            key = self._terminal.key(0.2)
            if key == ENTER:
                return
            if key in {ESC, INTERRUPT}:
                raise Left


def learn_voices(terminal: Terminal, hearing: Hearing, listening: Listening, names: tuple[str, str]) -> None:
    """Where they want it. What is heard goes into two voice prints in memory, and nowhere else."""
    question = "Read some lines each, so that coach knows who speaks? It stays in memory."
    if choose(terminal, question, {"y": "yes", "n": "no, learn while we talk"}, usual="n") == "n":
        return
    try:
        last = [_learn(terminal, hearing, listening, who, name) for who, name in zip(_PARTNERS, names, strict=True)][-1]
    finally:
        listening.learn(None)
    if last is None:
        terminal.say("Left: coach learns the voices while you talk.")
    elif last.alike:
        terminal.say("The two sound alike here. Coach learns the voices while you talk.")
    else:
        terminal.say("Coach now knows who speaks. Nothing of this is kept on disk.")


def _learn(terminal: Terminal, hearing: Hearing, listening: Listening, who: Partner, name: str) -> Learning | None:
    """One voice, told in quarters. None: they left it."""
    terminal.say(f"{name}, read or say this aloud, in your own words if you like. Esc leaves it.", READING)
    listening.learn(who)
    told, quiet = 0, False
    until = time.monotonic() + _LONGEST
    while time.monotonic() < until and not hearing.trouble:
        if terminal.key(0.2) in {ESC, INTERRUPT}:
            break
        for one in hearing.learnt():
            if one.partner != who:
                continue
            if one.too_quiet and not quiet:
                terminal.say("Too quiet to count: move closer, or speak up.")
            quiet = one.too_quiet
            if one.progress >= 1:
                terminal.say(f"Thank you, {name}.")
                return one
            if int(one.progress * 4) > told:
                told = int(one.progress * 4)
                terminal.say(f"{told * 25} percent.")
    return None
