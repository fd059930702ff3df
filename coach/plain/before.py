"""The first time, and what earlier talks left open: the same questions as on the full screen, as lines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from coach.plain.asking import Left, choose, pause
from coach.plain.pages import help_line
from coach.plain.terminal import Terminal
from coach.store.followed import Followed
from coach.store.kept import Answer
from coach.tui.sentences import ABOUT, ALONE, IN_DANGER, NOT_TODAY, QUESTIONS
from coach.tui.talking import HelpLine, Way

Welcomed = Literal["both", "alone"]
WhatNow = Literal["go_on", "recap", "forget", "later"]


def welcome(terminal: Terminal, help_lines: Sequence[HelpLine]) -> Welcomed | None:
    """Who is here; None: they left, or it is not for today. No answer is shown, kept, or told apart."""
    try:
        terminal.say("Welcome", *ABOUT)
        if choose(terminal, "Who is here?", {"b": "both of us", "a": "I am here alone"}, usual="b") == "a":
            return "alone"
        answers = [_asked(terminal, whose) for whose in ("One of you first.", "Now the other one.")]
    except Left:
        return None
    if not any(answers):
        return "both"
    terminal.say(*NOT_TODAY, *map(help_line, help_lines), IN_DANGER)
    return None


def _asked(terminal: Terminal, whose: str) -> bool:
    """Whether one of the answers is a yes."""
    terminal.say(whose)
    pause(terminal, " ".join(ALONE))
    ways = {"y": "yes", "n": "no", "r": "rather not say"}
    return "y" in [choose(terminal, question, ways, shown=False) for question in QUESTIONS]


def what_now(terminal: Terminal, about: str, notes: Sequence[str]) -> WhatNow:
    """What becomes of a talk that was left in the middle."""
    terminal.say(f"A talk was cut short: {about}. It is here, locked, because you chose that.", *notes)
    ways = {"g": "go on with it", "r": "see its recap", "f": "forget it, for good", "q": "later"}
    try:
        chosen = choose(terminal, "What would you like to do with it?", ways)
    except Left:
        return "later"
    said: dict[str, WhatNow] = {"g": "go_on", "r": "recap", "f": "forget", "q": "later"}
    return said[chosen]


def asked_again(terminal: Terminal, agreements: Sequence[Followed]) -> dict[int, Answer]:
    """What became of each agreement, as far as they say."""
    terminal.say("What you agreed on, before you begin. Answer together.")
    said: dict[str, Answer] = {"k": "kept", "p": "partly", "n": "not_yet", "s": "skipped"}
    ways = {"k": "kept", "p": "partly", "n": "not yet", "s": "skip"}
    answers: dict[int, Answer] = {}
    try:
        for at, one in enumerate(agreements):
            who = f"{one.who}: " if one.who else ""
            answers[at] = said[choose(terminal, f"{who}“{one.what}”", ways)]
    except Left:
        terminal.say("The rest stays open.")
    return answers


def way_on(terminal: Terminal, ways: Sequence[Way], today: Sequence[str]) -> str | None:
    """The name of the way that was chosen at home; None: they leave."""
    terminal.say(
        "coach. Rehearse a hard talk. What you say stays on this machine.",
        *(words.replace(" · ", ", ") for words in today),
    )
    keys = {{"comma": ","}.get(way.key, way.key): way for way in ways}
    offered = {key: way.label.lower() for key, way in keys.items()} | {"?": "what each is", "q": "quit"}
    while True:
        try:
            chosen = choose(terminal, "What next?", offered)
        except Left:
            return None
        if chosen == "?":
            terminal.say(*(f"{key}, {way.label}: {way.about}" for key, way in keys.items()))
            continue
        return keys[chosen].name if chosen in keys else None
