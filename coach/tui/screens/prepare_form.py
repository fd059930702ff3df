"""The form on the page before a talk: what can be settled, how each line is explained, and what stands there now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, cast

from textual.app import ComposeResult
from textual.containers import Vertical

from coach.store.journal import RECOVERABLE
from coach.tui.preparing import AIMS, MINUTES, TOPICS, Assignment, Microphone, Mode, Moods, Prepared, Seating
from coach.tui.widgets.form_line import ChoiceLine, FormLine, OpenLine, TextLine

SEATS: Final = {
    "one": "one microphone for both",
    "two": "a microphone each",
    "typed": "typed, without a microphone",
}
SEAT_HINTS: Final = {
    "one": "Put the microphone between you, at the same distance.",
    "two": "A microphone each is the surest way to know who spoke.",
    "typed": "You write in turn, or one of you rehearses an opening alone.",
}
WHOM: Final = "Whom will you talk to?"
CRASH_HINTS: Final = {
    False: "Nothing is written down: after a crash nobody can bring this talk back.",
    True: RECOVERABLE,
}


class PrepareForm(Vertical):
    """All lines from top to bottom. It knows nothing of yeses and microphones."""

    def __init__(
        self,
        begin: Prepared,
        microphones: Sequence[Microphone],
        no_microphone: str,
        *,
        assignment: Assignment | None,
        together: bool,
    ) -> None:
        """`no_microphone`: why there is none, in words. `together`: both are here."""
        super().__init__(id="lines")
        self._begin = begin
        self._microphones = microphones
        self._no_microphone = no_microphone
        self._assignment = assignment
        self._together = together

    def compose(self) -> ComposeResult:
        yield from _who_and_what(self._begin, together=self._together)
        yield from _seating(self._microphones, self._no_microphone)
        yield from _shape(self._begin)
        if (homework := self._assignment) is not None:
            yield OpenLine("homework", homework.title, hint="Enter shows what is asked, and why.", id="practised")
        rules_hint = "Enter opens them; tick together what you both mean."
        yield OpenLine("ground rules", "none yet", hint=rules_hint, id="rules")
        moods_hint = "One of you at a time, from 1 to 5. It is not shown."
        yield OpenLine("how you feel", "just for yourselves", hint=moods_hint, id="moods")
        if self._together:
            crash: list[tuple[object, str]] = [(False, "the talk is gone"), (True, "coach can bring it back")]
            yield ChoiceLine("after a crash", crash, hint=CRASH_HINTS[False], id="crash")

    def begin(self) -> None:
        """Every line stands as it is known already."""
        known = self._begin
        for name, wanted in (
            ("seating", known.seating), ("mode", known.mode), ("minutes", known.minutes),
            ("first", known.microphones[0]), ("second", known.microphones[1]),
        ):  # fmt: skip
            self.query_one(f"#{name}", ChoiceLine).choose(wanted)
        if self._together:
            self.query_one("#crash", ChoiceLine).choose(known.recoverable)
        if known.microphones[1] == "" and len(self._microphones) > 1:
            self.query_one("#second", ChoiceLine).choose(self._microphones[1].key)

    def go_to_what_is_missing(self) -> None:
        empty = [name for name in ("name-a", "name-b", "topic") if not self.text(name)]
        if not empty:
            self.query_one("#seating").focus()
            return
        line = self.query_one(f"#{empty[0]}", TextLine)
        line.focus()
        if empty[0] != "topic":
            self.call_after_refresh(line.action_write)

    # --- what stands here now ---

    def settled(self, rules: tuple[str, ...], moods: Moods) -> Prepared:
        """Everything as it stands."""
        first = cast("str | int", self.chosen("first"))
        second = cast("str | int", self.chosen("second")) if self.seating == "two" else ""
        return Prepared(
            names=self.names, topic=self.text("topic"), seating=self.seating, microphones=(first, second),
            mode=cast("Mode", self.chosen("mode")) if self._together else "open", minutes=cast("float", self.chosen("minutes")), aim=self.text("aim") if self._together else "",
            rules=rules, moods=moods, recoverable=self._together and bool(self.chosen("crash")),
        )  # fmt: skip

    def chosen(self, name: str) -> object:
        return self.query_one(f"#{name}", ChoiceLine).chosen

    def text(self, name: str) -> str:
        return self.query_one(f"#{name}", TextLine).text

    @property
    def seating(self) -> Seating:
        return cast("Seating", self.chosen("seating"))

    @property
    def names(self) -> tuple[str, str]:
        return self.text("name-a"), self.text("name-b")

    @property
    def names_first(self) -> str:
        """What to say while a name is lacking."""
        return "Your two names come first." if self._together else "Your name comes first, and whom you will talk to."

    @property
    def called(self) -> tuple[str, str]:
        """How to call them, also before they have said."""
        first, second = self.names
        return first or "First partner", second or "Second partner"

    @property
    def same_twice(self) -> bool:
        """Whether one microphone is to be both."""
        return self.seating == "two" and self.chosen("first") == self.chosen("second")

    # --- drawing ---

    def arrange_lines(self) -> None:
        """Only the microphones that are asked about, under the names of those they listen to."""
        typed, two = self.seating == "typed", self.seating == "two"
        first, second = self.query_one("#first", ChoiceLine), self.query_one("#second", ChoiceLine)
        first.display = not typed and len(self._microphones) > 1
        second.display = two
        for name in ("mode", "aim", "rules", "moods"):  # these are for two
            self.query_one(f"#{name}", FormLine).display = self._together
        first.rename(self.called[0] if two else "microphone")
        second.rename(self.called[1])

    def tell(self, name: str, words: str) -> None:
        self.query_one(f"#{name}", OpenLine).tell(words)

    def hint(self, line: FormLine) -> str:
        """A sentence about this line as it stands."""
        match line.id:
            case "seating":
                return " ".join(part for part in (self._no_microphone, SEAT_HINTS[self.seating]) if part)
            case "crash":
                return CRASH_HINTS[bool(self.chosen("crash"))]
            case "topic":
                theme = next((theme for theme, said in TOPICS if said == self.text("topic")), "")
                return f"A subject many couples have: {theme}." if theme else line.hint
        return line.hint


def _who_and_what(begin: Prepared, *, together: bool) -> Iterator[FormLine]:
    hint = "A name, as it will stand on screen. Enter goes on."
    first, second, empty, absent = (
        ("first partner", "second partner", "a name", hint)
        if together
        else ("you", "your partner", WHOM, "A name, as it will stand on screen. They need not be here.")
    )
    yield TextLine(first, begin.names[0], empty="a name", longest=24, hint=hint, id="name-a")
    yield TextLine(second, begin.names[1], empty=empty, longest=24, hint=absent, id="name-b")
    yield TextLine(
        "topic", begin.topic, empty="one sentence; or leave it open", suggestions=[words for _, words in TOPICS],
        hint="One subject, in one sentence. Esc, then ← and → go through what couples pick.", id="topic",
    )  # fmt: skip


def _seating(microphones: Sequence[Microphone], no_microphone: str) -> Iterator[FormLine]:
    devices: list[tuple[object, str]] = [(m.key, m.name) for m in microphones] or [("", "the system's choice")]
    yield ChoiceLine("how you sit", _seats(microphones, no_microphone), hint=no_microphone, id="seating")
    yield ChoiceLine("microphone", devices, hint="Which microphone listens.", id="first")
    yield ChoiceLine("", devices, hint="Which microphone listens to whom.", id="second")


def _seats(microphones: Sequence[Microphone], no_microphone: str) -> list[tuple[object, str]]:
    if no_microphone:
        return [("typed", SEATS["typed"])]
    seats = ["one", "two", "typed"] if len(microphones) > 1 else ["one", "typed"]
    return [(seat, SEATS[seat]) for seat in seats]


def _shape(begin: Prepared) -> Iterator[FormLine]:
    yield ChoiceLine(
        "turns", [("open", "as they come"), ("speaker_listener", "one holds the floor, the other listens")],
        hint="With a floor, one speaks and the other says back what they heard.", id="mode",
    )  # fmt: skip
    minutes = dict.fromkeys((*MINUTES, begin.minutes))
    yield ChoiceLine(
        "time", [(m, f"{m:g} minutes" if m else "open end") for m in minutes],
        hint="The end is mentioned once, and then it is up to you.", id="minutes",
    )  # fmt: skip
    yield TextLine(
        "what you share", begin.aim, empty="an aim you both have", suggestions=AIMS,
        hint="It is there again when you come back from a break.", id="aim",
    )  # fmt: skip
