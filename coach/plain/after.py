"""After a talk: its recap in sentences, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from coach.core.recap import Recap, RecapMoment
from coach.engine.practising import LONGEST, Landing, Practise
from coach.errors import CoachError
from coach.plain.amending import Agreements
from coach.plain.asking import Left, line
from coach.plain.for_oneself import ask_how_it_feels, for_one_alone
from coach.plain.keeping import Export, export_as, keep_it, names_of, sure_to_forget
from coach.plain.keys import END, ENTER, INTERRUPT
from coach.plain.pages import keys_of, not_safe
from coach.plain.terminal import Terminal
from coach.report.plain_text import hard_moments, render_plain
from coach.store.followed import WORDS as BECAME
from coach.store.followed import agreements_of
from coach.store.kept import PARTS, WORDS, Kept
from coach.tui.deciding import Deciding
from coach.tui.leaving import Amending
from coach.tui.looking_back import on_day
from coach.tui.sentences import FEELINGS
from coach.tui.talking import HelpLine

_KEYS = (
    ("k", "keep: keep this talk on this machine; it takes both of you"),
    ("x", "export: save this recap as a file"),
    ("f", "forget: forget this talk"),
    ("u", "not right: take a moment out of every count"),
    ("p", "practise: say a moment anew, and hear how it lands"),
    (ENTER, "agreement: put one in other words"),
    ("d", "agreement: take one out"),
    ("1", "agreement: the first partner means it"),
    ("2", "agreement: the second partner means it"),
    ("m", "mood: how each of you feels now, and a line; one at a time"),
    ("a", "alone: a page for one of you alone; it is here after every talk"),
    ("r", "read: hear the recap once more"),
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
        kept: Kept | None = None,
        forget: Callable[[], None] | None = None,
        amending: Amending | None = None,
        private: Callable[[], Recap] | None = None,
    ) -> None:
        """As for the recap on the full screen."""
        self._recap = recap
        self._terminal = terminal
        self._dismiss_moment = dismiss_moment
        self._export = export
        self._new_talk = new_talk
        self._practise = practise
        self._help_lines = help_lines
        self._deciding = deciding
        self._kept = kept
        self._forget = forget
        self._agreements = Agreements(terminal, amending) if amending is not None else None
        self._private = private

    def _offered(self, key: str) -> bool:
        deciding = self._deciding
        offered = {
            "k": deciding is not None and deciding.decided != "kept",
            "f": deciding is not None or self._forget is not None,
            "x": self._export is not None,
            "u": self._dismiss_moment is not None,
            "p": self._practise is not None,
            "n": self._new_talk is not None,
        }
        offered |= dict.fromkeys((ENTER, "d", "1", "2"), self._agreements is not None and bool(self._recap.agreements))
        offered |= dict.fromkeys("ma", self._private is not None)
        return offered.get(key, True)

    def run(self, trouble: str = "") -> Recap:
        if trouble:
            self._terminal.say(f"Trouble: {trouble}")
        if self._deciding is not None and self._deciding.felt_before and self._terminal.keys:
            self._feel()
        self._read_out()
        while self._terminal.keys and not self._terminal.ended:
            key = self._terminal.key()
            if key in {"q", "Q", INTERRUPT, END}:
                break
            if key in {"n", "N"} and self._new_talk is not None:
                self._new_talk()
                break
            if key is not None and self._do(key.lower()):
                break
        return self._recap

    def _do(self, key: str) -> bool:
        """Whether this page is left by it."""
        if key == "f" and self._offered(key):
            return self._told(self._forget_it)
        ways: dict[str, Callable[[], None]] = {
            "k": self._keep, "x": self._save, "u": self._not_right, "p": self._say_anew, "r": self._read_out,
            "m": self._feel, "a": self._alone, "?": self._keys, "!": lambda: self._terminal.say(*not_safe(self._help_lines)),
            ENTER: lambda: self._amend(Agreements.change), "d": lambda: self._amend(Agreements.remove),
            "1": lambda: self._amend(lambda all_, recap: all_.confirm(recap, "A")),
            "2": lambda: self._amend(lambda all_, recap: all_.confirm(recap, "B")),
        }  # fmt: skip
        if key in ways and self._offered(key):
            self._told(ways[key])
        return False

    def _told(self, way: Callable[[], bool | None]) -> bool:
        """What goes wrong is said, and the page goes on."""
        try:
            return bool(way())
        except Left:
            self._terminal.say("Back at the recap.")
        except CoachError as error:
            self._terminal.say(f"{error.message} {error.hint}")
        return False

    def _read_out(self) -> None:
        began = [f"Kept: {on_day(self._kept.began_at)}."] if self._kept is not None else []
        self._terminal.say("", *began, *render_plain(self._recap).splitlines(), *self._beside(), "")
        if self._terminal.keys:
            later = "k keeps it, if you both want. " if self._offered("k") and self._deciding is not None else ""
            self._terminal.say(f"Keys: ? lists them. {later}q closes the recap.")

    def _beside(self) -> list[str]:
        """Of a kept talk: what became of the agreements, what each said of it, and what was not kept."""
        if self._kept is None:
            return []
        told = [
            f"“{one.what}” became: {BECAME[one.answer]}." for one in agreements_of(self._kept) if one.answer is not None
        ]
        for who, own in self._kept.own.items():
            name = names_of(self._recap)["AB".index(who)]
            moods = (("before", own.mood_before), ("afterwards", own.mood_after))
            felt = [f"{FEELINGS[mood]} {when}" for when, mood in moods if mood]
            told += [f"{name} felt {', '.join(felt)}."] if felt else []
            told += [f"{name} wrote: “{own.line}”"] if own.line else []
        missing = [WORDS[part] for part in PARTS if part not in self._kept.parts]
        return [*told, *([f"Not kept: {'; '.join(missing)}."] if missing else [])]

    def _keys(self) -> None:
        self._terminal.say(*keys_of((key, what) for key, what in _KEYS if self._offered(key)))

    # --- what becomes of it ---

    def _keep(self) -> None:
        if self._deciding is not None:
            self._terminal.say(keep_it(self._terminal, self._recap, self._deciding))

    def _keep_anew(self) -> None:
        """What is kept already follows what has changed."""
        if self._deciding is not None and self._deciding.decided == "kept":
            self._terminal.say(self._deciding.keep(self._recap))

    def _forget_it(self) -> bool:
        """Whether it is forgotten."""
        kept = self._deciding is None or self._deciding.decided == "kept"
        if not sure_to_forget(self._terminal, self._recap.session.topic or "no topic", kept=kept):
            return False
        if self._forget is not None:
            self._forget()
        elif self._deciding is not None:
            self._terminal.say(self._deciding.forget(self._recap.session.id))
        return True

    def _save(self) -> None:
        if self._export is not None:
            both = self._kept is not None or self._deciding is not None
            self._terminal.say(export_as(self._terminal, self._recap, self._export, both=both))

    # --- what they say of it ---

    def _not_right(self) -> None:
        moment = self._which("Which moment is not right?")
        if moment is not None and self._dismiss_moment is not None:
            self._recap = self._dismiss_moment(moment.id)
            self._terminal.say("Thank you. That moment is out of every count. r reads the recap again.")
            self._keep_anew()

    def _amend(self, way: Callable[[Agreements, Recap], Recap | None]) -> None:
        if self._agreements is None:
            return
        changed = way(self._agreements, self._recap)
        if changed is not None:
            self._recap = changed
            self._keep_anew()

    def _feel(self) -> None:
        own = self._deciding.own if self._deciding is not None else {}
        words = ask_how_it_feels(self._terminal, names_of(self._recap), own)
        self._terminal.say(words or "Back at the recap.")
        self._keep_anew()

    def _alone(self) -> None:
        if self._private is not None:
            for_one_alone(self._terminal, self._private, self._help_lines)
            self._terminal.say("Back at the recap. r reads it again.")

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
