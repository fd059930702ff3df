"""Before a talk, as a short dialogue: who, what about, how you sit, both yeses, and whether the microphone hears you."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from coach.errors import CoachError
from coach.plain.asking import Left, choose, line, yes
from coach.plain.pages import not_safe
from coach.plain.terminal import Terminal
from coach.plain.voices import Hearing, learn_voices
from coach.store.journal import RECOVERABLE
from coach.tui.preparing import (
    AIMS,
    RULES,
    TOPICS,
    Given,
    Microphone,
    Mode,
    Moods,
    Prepared,
    Seating,
    SpeechModel,
    here_by,
)

NAME, SENTENCE = 24, 200  # characters
WHOM = "Whom will you talk to?"
NOT_BY_PIPE = "Both of you say yes by a key, so the microphone needs a terminal."
_SEATS: dict[str, Seating] = {"1": "one", "2": "two", "3": "typed"}
_SEAT_WORDS = {"1": "one microphone for both", "2": "a microphone each", "3": "typed, without a microphone"}
_MOODS = {"1": "heavy", "2": "low", "3": "so-so", "4": "good", "5": "light", "n": "rather not say"}


class Preparing:
    """`run` gives what was settled. Raises Left where they go away without a talk."""

    def __init__(self, begin: Prepared, given: Given, terminal: Terminal) -> None:
        """`begin`: what is known already; a yes never is."""
        self._begin = begin
        self._given = given
        self._terminal = terminal

    def run(self) -> Prepared:
        say = self._terminal.say
        say("Before you begin. Enter takes what is said in brackets; Esc goes back; Esc Esc leaves at once.")
        if self._given.told:
            say(self._given.told)
        if self._given.assignment is not None:
            say(f"Homework: {self._given.assignment.title}", *self._given.assignment.page.splitlines())
        prepared = replace(self._begin, names=self._names(), topic=self._topic())
        prepared = self._shape(replace(prepared, seating=self._seating()))
        prepared = self._more(prepared)
        while True:
            prepared = self._listened_to(prepared)
            ways = {"s": "start", "!": "help", "q": "back"}
            match choose(self._terminal, "All set.", ways, usual="s"):
                case "s":
                    self._close()
                    return prepared
                case "q":
                    raise Left
                case _:
                    say(*not_safe(self._given.help_lines))

    # --- who and what ---

    def _names(self) -> tuple[str, str]:
        own, others = (
            ("First partner's name:", "Second partner's name:") if self._given.together else ("Your name:", WHOM)
        )
        first = self._name(own, self._begin.names[0])
        while True:
            second = self._name(others, self._begin.names[1])
            if second.casefold() != first.casefold():
                return first, second
            self._terminal.say("Two different names make it clear who spoke.")

    def _name(self, question: str, usual: str) -> str:
        while True:
            if name := line(self._terminal, question, usual=usual, longest=NAME)[:NAME]:
                return name

    def _topic(self) -> str:
        while True:
            said = line(
                self._terminal,
                "Topic, in one sentence; Enter alone leaves it open, ? tells what couples pick:",
                usual=self._begin.topic,
                longest=SENTENCE,
            )[:SENTENCE]
            if said == "?":
                self._terminal.say(*(f"{n}: {words}" for n, (_, words) in enumerate(TOPICS, 1)))
            elif said.isdecimal() and 1 <= int(said) <= len(TOPICS):
                return TOPICS[int(said) - 1][1]
            else:
                return said

    # --- how ---

    def _seating(self) -> Seating:
        why_not = self._given.no_microphone if self._terminal.keys else NOT_BY_PIPE
        if why_not or self._given.listening is None:
            self._terminal.say(f"Typed: {why_not or 'No microphone here.'} You write in turn.")
            return "typed"
        keys = ["1", "2", "3"] if len(self._given.microphones) > 1 else ["1", "3"]
        usual = next((key for key in keys if _SEATS[key] == self._begin.seating), "1")
        return _SEATS[choose(self._terminal, "How do you sit?", {key: _SEAT_WORDS[key] for key in keys}, usual=usual)]

    def _shape(self, prepared: Prepared) -> Prepared:
        ways = {"1": "as they come", "2": "one holds the floor, the other listens"}
        usual = "2" if prepared.mode == "speaker_listener" else "1"
        mode: Mode = "open"  # one alone has nobody to hand the floor to
        if self._given.together and choose(self._terminal, "Turns?", ways, usual=usual) == "2":
            mode = "speaker_listener"
        recoverable = prepared.recoverable and self._given.together
        minutes = self._minutes(prepared.minutes)
        if self._given.together:
            ways = {"1": "the talk is gone", "2": RECOVERABLE}
            recoverable = choose(self._terminal, "After a crash?", ways, usual="2" if recoverable else "1") == "2"
        return replace(prepared, mode=mode, minutes=minutes, recoverable=recoverable)

    def _minutes(self, usual: float) -> float:
        while True:
            said = line(self._terminal, "Time, in minutes; 0 is an open end:", usual=f"{usual:g}", longest=6)
            try:
                minutes = float(said)
            except ValueError:
                continue
            if 0 <= minutes <= 240:
                return minutes

    def _more(self, prepared: Prepared) -> Prepared:
        """What may be left out."""
        prepared = replace(prepared, moods=(None, None))
        if not self._given.together:  # rules and an aim are for two
            return prepared
        question = "More to settle: an aim you share, ground rules, how you feel?"
        if choose(self._terminal, question, {"y": "yes", "n": "no"}, usual="n") == "n":
            return prepared
        aim = line(self._terminal, f"What you share, such as: {AIMS[0]}", usual=prepared.aim, longest=SENTENCE)
        self._terminal.say("Ground rules: y where you both mean it.")
        rules = tuple(rule for rule in RULES if yes(self._terminal, rule))
        return replace(prepared, aim=aim[:SENTENCE], rules=rules, moods=self._moods(prepared.names))

    def _moods(self, names: tuple[str, str]) -> Moods:
        """Each for oneself; the answer is not shown."""
        asked = [
            choose(self._terminal, f"{name}, how do you feel? Just for you.", _MOODS, shown=False) for name in names
        ]
        first, second = (int(mood) if mood.isdecimal() else None for mood in asked)
        return first, second

    # --- the microphone ---

    def _listened_to(self, prepared: Prepared) -> Prepared:
        """Until it hears them, or they write instead."""
        while prepared.seating != "typed":
            if self._model_is_here() and (heard := self._heard(prepared)) is not None:
                return heard
            ways = {"a": "try again", "t": "write instead", "q": "back"}
            match choose(self._terminal, "The microphone is off.", ways):
                case "t":
                    prepared = replace(prepared, seating="typed", microphones=("", ""))
                case "q":
                    raise Left
        return prepared

    def _heard(self, prepared: Prepared) -> Prepared | None:
        """With both yeses and an open microphone; None: not yet."""
        prepared = self._with_microphones(prepared)
        self._terminal.say("May coach listen? It stays on this machine, and no sound is kept.")
        for name in prepared.names:
            if not yes(self._terminal, f"{name}, do you say yes?"):
                self._terminal.say(f"The microphone stays off until {name} says yes.")
                return None
        if self._given.listening is None:
            return None
        hearing = Hearing(self._terminal)
        self._given.listening.start(prepared.microphones, hearing.hear)
        fine = hearing.try_out(prepared.names if prepared.seating == "two" else ())
        if fine and prepared.seating == "one":
            learn_voices(self._terminal, hearing, self._given.listening, prepared.names)
        if not fine:
            self._given.listening.close()
        return prepared if fine else None

    def _with_microphones(self, prepared: Prepared) -> Prepared:
        known = self._given.microphones
        if len(known) < 2:
            return replace(prepared, microphones=(known[0].key if known else "", ""))
        ways = {str(n): one.name for n, one in enumerate(known[:9], 1)}
        if prepared.seating == "one":
            return replace(prepared, microphones=(self._one_of(known, "Which microphone listens?", ways), ""))
        first = self._one_of(known, f"Which microphone listens to {prepared.names[0]}?", ways)
        left = {key: name for key, name in ways.items() if known[int(key) - 1].key != first}
        second = self._one_of(known, f"Which microphone listens to {prepared.names[1]}?", left)
        return replace(prepared, microphones=(first, second))

    def _one_of(self, known: Sequence[Microphone], question: str, ways: dict[str, str]) -> str | int:
        chosen = choose(self._terminal, question, ways, usual=next(iter(ways)))
        return known[int(chosen) - 1].key

    def _model_is_here(self) -> bool:
        model, fetch = self._given.model, self._given.fetch
        if model is None or model.here:
            return True
        size = f", {model.megabytes} MB," if model.megabytes else ""
        self._terminal.say(
            f"The speech model {model.name}{size} is not on this machine yet. It turns speech into words, here."
        )
        if fetch is None or not yes(self._terminal, "Fetch it now, once?"):
            return False
        try:
            fetch(_in_tenths(self._terminal))
        except CoachError as error:
            self._terminal.say(f"{error.message} {here_by('a', error.hint)}")
            return False
        self._given = replace(self._given, model=SpeechModel(model.name, here=True))
        self._terminal.say("The speech model is here.")
        return True

    def _close(self) -> None:
        if self._given.listening is not None:
            self._given.listening.close()


def _in_tenths(terminal: Terminal) -> Callable[[int, int], None]:
    told = 0

    def tell(done: int, of: int) -> None:
        nonlocal told
        tenth = 10 * done // of if of else 0
        if tenth > told:
            told = tenth
            terminal.say(f"Fetched {told * 10} percent.")

    return tell


def settle(terminal: Terminal, preparing: Preparing) -> Prepared | None:
    """None: they left."""
    try:
        return preparing.run()
    except Left:
        terminal.say("Back, without a talk.")
        return None
