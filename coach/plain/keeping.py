"""What becomes of a talk, in lines: kept as both want it, written to a file, or forgotten."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from coach.core.recap import Recap
from coach.plain.asking import Left, both_say, choose, yes
from coach.plain.terminal import Terminal
from coach.plain.unlocking import unlocked
from coach.store.kept import BY_DEFAULT, PARTS, WORDS, Choice, Part
from coach.tui.deciding import Deciding
from coach.tui.sentences import BEYOND

Export = Callable[[Recap, str], Path]
"""Writes a recap as "html", "markdown" or "json" and says where it went. Raises CoachError."""

FORMS: Final = {"h": ("html", "HTML page"), "m": ("markdown", "Markdown"), "j": ("json", "JSON")}


def names_of(recap: Recap) -> tuple[str, str]:
    a, b = recap.partners.get("A"), recap.partners.get("B")
    return (a.name if a else "Partner A", b.name if b else "Partner B")


def keep_it(terminal: Terminal, recap: Recap, deciding: Deciding) -> str:
    """Asks both, and keeps what both want; what to say of it. Raises Left, and CoachError where it can't be kept."""
    usual = "; ".join(WORDS[part].partition(":")[0] for part in PARTS if part in BY_DEFAULT)
    terminal.say(
        f"Keep this talk? On this machine, {deciding.shelf.how_long}, as far as you both want.",
        f"As usual means: {usual}. Hard words, and the whole talk, are kept only where you both pick them.",
    )
    ticked: list[frozenset[Part]] = []
    for name in names_of(recap):
        ways = {"y": "yes, as usual", "p": "yes, and pick each part", "n": "no"}
        chosen = choose(terminal, f"{name}, keep this talk?", ways)
        if chosen == "n":
            return "Then it is not kept now."
        ticked.append(_picked(terminal, deciding) if chosen == "p" else BY_DEFAULT)
    if not unlocked(terminal, deciding.shelf, make=True):
        return "It is not kept now: the kept talks stay locked."
    return deciding.keep(recap, Choice(*ticked))


def _picked(terminal: Terminal, deciding: Deciding) -> frozenset[Part]:
    """Where each wrote a line for oneself, that may be kept too. What their homework asks for is said, and picked by nobody else."""
    offered = [part for part in WORDS if part != "reflections" or deciding.lines]
    asked = dict.fromkeys(deciding.asked_for, " Your homework asks for this.")
    ways = {"y": "yes", "n": "no"}
    return frozenset(
        part
        for part in offered
        if choose(terminal, f"Keep {WORDS[part]}?{asked.get(part, '')}", ways, usual="y" if part in BY_DEFAULT else "n")
        == "y"
    )


def sure_to_forget(terminal: Terminal, what: str, *, kept: bool) -> bool:
    """Says what goes and what can't be promised, before it goes; only a clear yes is one."""
    terminal.say(f"Forget this talk: {what}.", BEYOND if kept else "It is gone when this page closes.")
    try:
        return yes(terminal, "Forget it?")
    except Left:
        return False


def export_as(
    terminal: Terminal,
    recap: Recap,
    export: Export,
    *,
    both: bool = False,
    forms: Sequence[str] = ("html", "markdown", "json"),
) -> str:
    """Asks which kind of file and writes it; where it went. `both`: only after two yeses, as for a talk that lay under lock.

    Raises Left, and CoachError where it can't be written.
    """
    question = "Write this talk to a file? The file is not locked: anybody can read it."
    if both and not both_say(terminal, names_of(recap), question):
        return "Nothing is written."
    ways = {key: words for key, (form, words) in FORMS.items() if form in forms}
    form, _ = FORMS[choose(terminal, "Save the recap as?", ways)]
    return f"Saved to {export(recap, form)}"
