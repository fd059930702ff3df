"""How a talk stands on screen: whether anybody listens, and if not, why. No widgets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from coach.core.events import Step

State = Literal["getting ready", "listening", "muted", "on a break", "not listening", "finishing", "typed"]
NOTEWORTHY = 3.0  # seconds behind that are worth a word
STEPPED_DOWN: dict[Step, str] = {  # what is left out so that the words keep up
    "full": "",
    "no_partial": "whole sentences",
    "quick": "reading faster",
    "smaller_model": "smaller model",
}


@dataclass
class Standing:
    typed: bool = False  # it is written: nobody listens
    ready: bool = False
    muted: bool = False
    resting: bool = False
    finishing: bool = False
    over: bool = False
    lost: str = ""  # why nobody is listening, in words; "": somebody is

    @property
    def state(self) -> State:
        if self.finishing:
            return "finishing"
        if self.resting:
            return "on a break"
        if self.lost:
            return "not listening"
        if self.muted:
            return "muted"
        if self.typed:
            return "typed"
        return "listening" if self.ready else "getting ready"
