"""After a talk: its recap in sentences, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from coach.core.recap import Recap, RecapMoment
from coach.engine.practising import LONGEST, Landing, Practise
from coach.errors import CoachError
from coach.plain.asking import Left, choose, line, yes
from coach.plain.keys import END, INTERRUPT
from coach.plain.pages import keys_of, not_safe
from coach.plain.terminal import Terminal
from coach.report.plain_text import hard_moments, render_plain
from coach.tui.deciding import Deciding
from coach.tui.talking import HelpLine

Export = Callable[[Recap, str], Path]
_FORMS = {"h": ("html", "HTML page"), "m": ("markdown", "Markdown"), "j": ("json", "JSON")}
_KEYS = (
    ("k", "keep: keep this talk on this machine; it takes both of you"),
    ("x", "export: save this recap as a file"),
    ("f", "forget: forget this talk"),
    ("u", "not right: take a moment out of every count"),
    ("p", "practise: say a moment anew, and hear how it lands"),
    ("a", "again: hear the recap once more"),
    ("n", "new talk: start another talk"),
    ("!", "help: when a talk does not feel safe"),
    ("?", "keys: this list"),
    ("q", "quit: close the recap"),
)


class After:
    """`run` gives back the recap as it was left: without the moments that were marked as not right."""

    def __init__(
        self,
        recap: Recap,
        terminal: Terminal,
        *,
        dismiss_moment: Callable[[int], Recap] | None = None,
        export: Export | None = None,
        new_talk: Callable[[], None] | None = None,
        practise: Practise | None = None,
        help_lines: Sequence[HelpLine] = (),
        deciding: Deciding | None = None,
    ) -> None:
        """As for the recap on the full screen; but with `deciding` both are asked about keeping it once this is closed."""
        self._recap = recap
        self._terminal = terminal
        self._dismiss_moment = dismiss_moment
        self._export = export
        self._new_talk = new_talk
        self._practise = practise
        self._help_lines = help_lines
        self._deciding = deciding
        self._offered = {
            "k": deciding is not None, "f": deciding is not None, "x": export is not None, "u": dismiss_moment is not None,
            "p": practise is not None, "n": new_talk is not None,
        }  # fmt: skip

    def run(self, trouble: str = "") -> Recap:
        if trouble:
            self._terminal.say(f"Trouble: {trouble}")
        self._read_out()
        while self._terminal.keys:
            key = self._terminal.key()
            if key in {"q", "Q", "k", "K", INTERRUPT, END}:
                break
            if key in {"n", "N"} and self._new_talk is not None:
                self._new_talk()
                break
            if key in {"f", "F"} and self._forget():
                break
            if key is not None:
                self._do(key.lower())
        return self._recap

    def _do(self, key: str) -> None:
        ways: dict[str, Callable[[], None]] = {
            "x": self._save, "u": self._not_right, "p": self._say_anew, "a": self._read_out, "?": self._keys,
            "!": lambda: self._terminal.say(*not_safe(self._help_lines)),
        }  # fmt: skip
        if key in ways and self._offered.get(key, True):
            try:
                ways[key]()
            except Left:
                self._terminal.say("Back at the recap.")

    def _read_out(self) -> None:
        self._terminal.say("", *render_plain(self._recap).splitlines(), "")
        if self._terminal.keys:
            later = "k keeps it, if you both want. " if self._offered["k"] else ""
            self._terminal.say(f"Keys: ? lists them. {later}q closes the recap.")

    def _forget(self) -> bool:
        """Whether it is forgotten."""
        try:
            sure = self._deciding is not None and yes(self._terminal, "Forget this talk?")
        except Left:
            return False
        if sure and self._deciding is not None:
            self._terminal.say(self._deciding.forget(self._recap.session.id))
        return sure

    def _keys(self) -> None:
        self._terminal.say(*keys_of((key, what) for key, what in _KEYS if self._offered.get(key, True)))

    def _save(self) -> None:
        if self._export is None:
            return
        form = choose(self._terminal, "Save the recap as?", {key: words for key, (_, words) in _FORMS.items()})
        try:
            self._terminal.say(f"Saved: {self._export(self._recap, _FORMS[form][0])}")
        except CoachError as error:
            self._terminal.say(f"{error.message} {error.hint}")

    def _not_right(self) -> None:
        moment = self._which("Which moment is not right?")
        if moment is not None and self._dismiss_moment is not None:
            self._recap = self._dismiss_moment(moment.id)
            self._terminal.say("Thank you. That moment is out of every count. a reads the recap again.")

    def _say_anew(self) -> None:
        moment = self._which("Which moment do you say anew?")
        if moment is None or self._practise is None:
            return
        words = line(self._terminal, f"It was: “{moment.quote}”. Say it anew:", longest=LONGEST)
        if words:
            self._terminal.say(*landed(self._practise(self._recap, moment, words)))

    def _which(self, question: str) -> RecapMoment | None:
        """One of the moments that the recap numbers."""
        moments = hard_moments(self._recap)
        if not moments:
            self._terminal.say("The recap has no moments to look at again.")
            return None
        said = line(self._terminal, f"{question} A number from 1 to {len(moments)}:", longest=3)
        return moments[int(said) - 1] if said.isdecimal() and 1 <= int(said) <= len(moments) else None


def landed(landing: Landing) -> list[str]:
    """How a sentence lands, in words."""
    if landing.apart:
        return ["Something in it is not for practising alone. ! tells where to find help."]
    told = [f"It lands as: {one.title}." for one in landing.helps]
    told += [f"It may still land as: {one.title}. {one.tip}" for one in landing.hurts]
    return told or ["Nothing in it hurts. It lands as plain words."]
