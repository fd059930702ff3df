"""Pages for one partner by oneself, after a talk: how it feels now and a line, and what is there for one alone.

On plain lines nothing is drawn over, so each such page is taken off the terminal before the other one looks again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, MutableMapping, Sequence
from typing import Final

from msgspec.structs import replace

from coach.core.cleaning import clean
from coach.core.recap import Recap
from coach.plain.asking import Left, both_say, line, pick
from coach.plain.keys import ENTER
from coach.plain.pages import help_line
from coach.plain.terminal import Terminal
from coach.store.kept import PartnersOwn
from coach.tui.plain import clock
from coach.tui.sentences import (
    ELSEWHERE,
    FEELINGS,
    FOR_ONE,
    FOR_ONE_BEFORE,
    LEANING,
    LONGEST_LINE,
    NOTHING_NOTICED,
    NOTICED_AT,
)
from coach.tui.talking import HelpLine

ALOUD: Final = "If these lines are read aloud, use headphones for this page."
STAYS: Final = "This terminal can't be cleared: what you read here stays above."
APART: Final = "Each of you keeps that to yourself."


def ask_how_it_feels(terminal: Terminal, names: tuple[str, str], own: MutableMapping[str, PartnersOwn]) -> str:
    """One after the other; what was said goes into `own`, by "A" and "B". A line to say at the end, or ""."""
    said: dict[str, PartnersOwn] = {}
    for who, name in enumerate(names):
        told = _own_page(terminal, name, names[1 - who])
        if told is not None and (told.mood_after or told.line):
            partner = "AB"[who]
            said[partner] = told
            own[partner] = replace(own.get(partner, PartnersOwn()), mood_after=told.mood_after, line=told.line)
    if len(said) < 2:
        return APART if said else ""
    if not both_say(terminal, names, "Show each other what you wrote? Only if both of you say so."):
        return APART
    terminal.say(
        "What stays with each of you", *(_shown(name, said[who]) for name, who in zip(names, "AB", strict=True))
    )
    return ""


def _own_page(terminal: Terminal, name: str, other: str) -> PartnersOwn | None:
    """None: rather not."""
    terminal.say(
        f"Over to {name}. The next page is for {name} alone. {other} looks away for a minute.", *_warned(terminal)
    )
    try:
        pick(terminal, "Enter: it's me; Esc: rather not.", (ENTER,), usual=ENTER)
    except Left:
        return None
    try:
        return _felt(terminal, name)
    except Left:
        return None
    finally:
        terminal.blank()


def _felt(terminal: Terminal, name: str) -> PartnersOwn:
    feelings = "; ".join(f"{number} {word}" for number, word in FEELINGS.items())
    question = f"{name}, how do you feel now? {feelings}. Enter goes on without; Esc: rather not."
    mood = pick(terminal, question, (ENTER, *map(str, FEELINGS)), usual=ENTER, shown=False)
    words = line(
        terminal,
        "Then a line for yourself, if you like: what stays with you? It is shown only if you both say so:",
        longest=LONGEST_LINE,
    )
    return PartnersOwn(mood_after=int(mood) if mood.isdecimal() else None, line=clean(words))


def _shown(name: str, own: PartnersOwn) -> str:
    feels = f" feels {FEELINGS[own.mood_after]}." if own.mood_after else ""
    return f"{name}:{feels}{f' “{own.line}”' if own.line else ''}"


def for_one_alone(terminal: Terminal, private: Callable[[], Recap], help_lines: Sequence[HelpLine]) -> None:
    """The same words and help lines for everybody; what was noticed only where it is asked for."""
    terminal.say("A page for one of you alone", *FOR_ONE_BEFORE, *_warned(terminal))
    try:
        pick(terminal, "Enter opens it; Esc goes back.", (ENTER,))
    except Left:
        return
    try:
        terminal.say("For you alone", *FOR_ONE, *map(help_line, help_lines), ELSEWHERE)
        while True:
            pick(terminal, "w: what was noticed; Esc closes, and clears the screen.", ("w",))
            terminal.say(*_noticed(private()))
    except Left:
        return
    finally:
        terminal.blank()


def _noticed(recap: Recap) -> Iterator[str]:
    """Words and when, and nobody's name: whoever was there knows who said them."""
    if recap.private:
        yield NOTICED_AT
    for moment in recap.private:
        yield f"At {clock(moment.start)}: “{moment.quote}”"
    leaning = any(pattern.kind == "coercion" for pattern in recap.patterns)
    if leaning:
        yield LEANING
    if not recap.private and not leaning:
        yield NOTHING_NOTICED


def _warned(terminal: Terminal) -> Iterator[str]:
    yield ALOUD
    if not terminal.clears:
        yield STAYS
