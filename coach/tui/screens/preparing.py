"""Before a talk: who, what about, how you sit, both yeses, and whether the microphone hears you. One short page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Center, Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, Static

from coach.engine.rehearsing import Learning, Sound, Sounding, Trouble
from coach.tui.fetching import Fetched, Fetching
from coach.tui.plain import plain
from coach.tui.preparing import (
    AIMS,
    MINUTES,
    TOPICS,
    Fetch,
    Listening,
    Microphone,
    Mode,
    Prepared,
    Seating,
    SpeechModel,
    meter,
    verdict,
)
from coach.tui.screens.helping import Keys, Safety
from coach.tui.screens.settling import GroundRules, Mood
from coach.tui.screens.voices import Voices
from coach.tui.sounding import FromMicrophone, telling
from coach.tui.talking import HelpLine
from coach.tui.widgets.form_line import ChoiceLine, FormLine, OpenLine, TextLine
from coach.tui.widgets.key_line import KeyLine

_SEATS = {"one": "one microphone for both", "two": "a microphone each", "typed": "typed, without a microphone"}
_SEAT_HINTS = {
    "one": "Put the microphone between you, at the same distance.",
    "two": "A microphone each is the surest way to know who spoke.",
    "typed": "You write in turn, or one of you rehearses an opening alone.",
}
_METER = 12  # cells


class PrepareScreen(Screen[Prepared]):
    """Gives back what was settled, None for leaving. The microphone opens only after both said yes."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (92, "-wide")]  # noqa: RUF012  (as Textual declares it)
    VERTICAL_BREAKPOINTS = [(0, "-usual"), (30, "-tall")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("1", "agree(0)", "yes", tooltip="The first partner says yes to the microphone, or takes it back"),
        Binding("2", "agree(1)", "yes", tooltip="The second partner says yes to the microphone, or takes it back"),
        Binding("s", "start", "start", tooltip="Begin the talk"),
        Binding("v", "voices", "voices", tooltip="Read a few lines each, so that coach knows who speaks"),
        Binding("d", "fetch", "fetch model", tooltip="Fetch the speech model, once; d again stops"),
        Binding("down", "app.focus_next", show=False),
        Binding("up", "app.focus_previous", "lines", key_display="↑ ↓", show=False, tooltip="Go from line to line"),
        Binding("exclamation_mark", "help", "help", key_display="!", tooltip="When a talk does not feel safe"),
        Binding("question_mark", "keys", "keys", key_display="?", tooltip="What every key does"),
        Binding("q,escape", "leave", "back", key_display="q", tooltip="Leave without a talk"),
    ]

    def __init__(
        self,
        begin: Prepared,
        *,
        listening: Listening | None = None,
        microphones: Sequence[Microphone] = (),
        no_microphone: str = "",
        model: SpeechModel | None = None,
        fetch: Fetch | None = None,
        help_lines: Sequence[HelpLine] = (),
    ) -> None:
        """`begin`: what is known already. `no_microphone`: why there is none, in words; only typing is offered then."""
        super().__init__()
        self._begin = begin
        self._listening = listening
        self._microphones = tuple(microphones)
        self._no_microphone = no_microphone if listening is not None else "No microphone here."
        self._model = model
        self._fetching = Fetching(fetch, self) if fetch is not None else None
        self._help_lines = help_lines
        self._yes = [False, False]
        self._open = False
        self._trouble = ""
        self._known: dict[str, float] = {"A": 0.0, "B": 0.0}
        self._alike = False
        self._rules = begin.rules
        self._moods: list[int | None] = [None, None]
        self._sounding: Sounding | None = None
        self._told = ""

    # --- the page ---

    def compose(self) -> ComposeResult:
        with Center(id="prepare"), Vertical(id="form"):
            yield Static("Before you begin", classes="title")
            with Vertical(id="lines"):
                yield from self._lines()
            yield Static(id="hint")
            yield Static(id="yeses")
            yield Static(id="meters")
            yield Static(id="told")
        yield KeyLine("s", "1", "2", "q", "enter", "v", "d", "question_mark", "right", "exclamation_mark")

    def _lines(self) -> ComposeResult:
        begin = self._begin
        yield TextLine(
            "first partner",
            begin.names[0],
            empty="a name",
            longest=24,
            hint="A name, as it will stand on screen. Enter goes on.",
            id="name-a",
        )
        yield TextLine(
            "second partner",
            begin.names[1],
            empty="a name",
            longest=24,
            hint="A name, as it will stand on screen. Enter goes on.",
            id="name-b",
        )
        yield TextLine(
            "topic", begin.topic, empty="one sentence; or leave it open", suggestions=[words for _, words in TOPICS],
            hint="One subject, in one sentence. Esc, then ← and → go through what couples pick.", id="topic",
        )  # fmt: skip
        yield ChoiceLine("how you sit", self._seats(), hint=self._no_microphone, id="seating")
        yield ChoiceLine("microphone", self._devices(), hint="Which microphone listens.", id="first")
        yield ChoiceLine("", self._devices(), hint="Which microphone listens to whom.", id="second")
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
        yield OpenLine(
            "ground rules", "none yet", hint="Enter opens them; tick together what you both mean.", id="rules"
        )
        yield OpenLine(
            "how you feel",
            "just for yourselves",
            hint="One of you at a time, from 1 to 5. It is not shown.",
            id="moods",
        )

    def _seats(self) -> list[tuple[object, str]]:
        if self._no_microphone:
            return [("typed", _SEATS["typed"])]
        seats = ["one", "two", "typed"] if len(self._microphones) > 1 else ["one", "typed"]
        return [(seat, _SEATS[seat]) for seat in seats]

    def _devices(self) -> list[tuple[object, str]]:
        return [(m.key, m.name) for m in self._microphones] or [("", "the system's choice")]

    def on_mount(self) -> None:
        begin = self._begin
        for name, wanted in (
            ("seating", begin.seating), ("mode", begin.mode), ("minutes", begin.minutes),
            ("first", begin.microphones[0]), ("second", begin.microphones[1]),
        ):  # fmt: skip
            self.query_one(f"#{name}", ChoiceLine).choose(wanted)
        if begin.microphones[1] == "" and len(self._microphones) > 1:
            self.query_one("#second", ChoiceLine).choose(self._microphones[1].key)
        self._show_rules()
        self._show()
        missing = [name for name in ("name-a", "name-b", "topic") if not self.query_one(f"#{name}", TextLine).text]
        if missing:
            line = self.query_one(f"#{missing[0]}", TextLine)
            line.focus()
            if not missing[0].startswith("topic"):
                self.call_after_refresh(line.action_write)
        else:
            self.query_one("#seating").focus()

    def on_unmount(self) -> None:
        self._close()

    # --- what stands here now ---

    @property
    def prepared(self) -> Prepared:
        """Everything as it stands."""
        first = cast("str | int", self._chosen("first"))
        second = cast("str | int", self._chosen("second")) if self._seating == "two" else ""
        return Prepared(
            names=self._names, topic=self._text("topic"), seating=self._seating, microphones=(first, second),
            mode=cast("Mode", self._chosen("mode")), minutes=cast("float", self._chosen("minutes")), aim=self._text("aim"),
            rules=self._rules, moods=(self._moods[0], self._moods[1]),
        )  # fmt: skip

    def _chosen(self, name: str) -> object:
        return self.query_one(f"#{name}", ChoiceLine).chosen

    def _text(self, name: str) -> str:
        return self.query_one(f"#{name}", TextLine).text

    @property
    def _seating(self) -> Seating:
        return cast("Seating", self._chosen("seating"))

    @property
    def _names(self) -> tuple[str, str]:
        return self._text("name-a"), self._text("name-b")

    @property
    def _called(self) -> tuple[str, str]:
        """How to call them, also before they have said."""
        first, second = self._names
        return first or "First partner", second or "Second partner"

    @property
    def _model_missing(self) -> bool:
        return self._model is not None and not self._model.here and self._seating != "typed"

    @property
    def _same_twice(self) -> bool:
        return self._seating == "two" and self._chosen("first") == self._chosen("second")

    def _missing(self) -> str:
        """What is not settled yet, in words; "": the talk can begin."""
        first, second = self._names
        spoken = self._seating != "typed"
        waiting = " and ".join(name for name, yes in zip(self._called, self._yes, strict=True) if not yes)
        asked = (
            (not (first and second), "Your two names come first."),
            (first.casefold() == second.casefold(), "Two different names make it clear who spoke."),
            (self._model_missing, "The speech model comes first; typing works without it."),
            (self._same_twice, "A microphone each: choose two different ones."),
            (spoken and bool(waiting), f"The microphone stays off until {waiting} said yes."),
            (spoken and bool(self._trouble), self._trouble),
        )
        return next((words for lacking, words in asked if lacking), "")

    def _show(self) -> None:
        typed, two = self._seating == "typed", self._seating == "two"
        first, second = self.query_one("#first", ChoiceLine), self.query_one("#second", ChoiceLine)
        first.display = not typed and len(self._microphones) > 1
        second.display = two
        first.rename(self._called[0] if two else "microphone")
        second.rename(self._called[1])
        self.query_one("#yeses", Static).update(self._asked())
        self.query_one("#meters", Static).update(self._meters())
        told = self._told or self._missing() or "All set. s starts the talk."
        self.query_one("#told", Static).update(Content(plain(told)))
        self._show_hint()
        self.refresh_bindings()

    def _show_hint(self) -> None:
        line = self.focused.parent if isinstance(self.focused, Input) else self.focused
        words = line.hint if isinstance(line, FormLine) else ""
        if isinstance(line, FormLine) and line.id == "seating":
            words = " ".join(part for part in (self._no_microphone, _SEAT_HINTS[self._seating]) if part)
        if isinstance(line, TextLine) and line.id == "topic":
            theme = next((theme for theme, said in TOPICS if said == line.text), "")
            words = f"A subject many couples have: {theme}." if theme else words
        self.query_one("#hint", Static).update(Content(plain(words)))

    def _asked(self) -> Content:
        if self._seating == "typed":
            return Content.styled("Nothing listens. What you write stays on this machine.", "$quiet")
        if self._model_missing and self._model is not None:
            return self._about_model(self._model)
        told = []
        for key, name, yes, colour in zip("12", self._called, self._yes, "ab", strict=True):
            state = "said yes" if yes else f"press {key} for yes"
            told.append(Content.assemble((plain(name), f"$partner-{colour}"), f" {state}"))
        question = "May coach listen? It stays on this machine, and no sound is kept."
        return Content("\n").join([Content(question), Content("     ").join(told)])

    def _about_model(self, model: SpeechModel) -> Content:
        size = f", {model.megabytes} MB" if model.megabytes else ""
        what = f"The speech model {model.name}{size} is not on this machine yet. It turns speech into words, here."
        if self._fetching is not None and self._fetching.running:
            share = self._fetching.share
            bar = "━" * round(share * 30)
            return Content.assemble(
                what, "\n", (bar, "$primary"), ("─" * (30 - len(bar)), "$hairline"), f" {share:.0%}"
            )
        way = "d fetches it once." if self._fetching is not None else "`coach setup` fetches it once."
        return Content(f"{what}\n{way} Typing, the demo and reading transcripts work without it.")

    def _meters(self) -> Content:
        if self._seating == "typed" or not self._open:
            return Content("")
        names = self._called if self._seating == "two" else ("",)
        lines = []
        for channel, name in enumerate(names):
            heard = self._sounding
            if heard is None or channel >= len(heard.now):
                lines.append(Content.styled("Opening the microphone…", "$quiet"))
                break
            full = meter(heard.now[channel], _METER)
            judged = verdict(heard.loudest[channel], plain(name))
            colour = ("$primary", "$partner-a", "$partner-b")[channel + 1 if name else 0]
            bar = Content.assemble(("━" * full, colour), ("─" * (_METER - full), "$hairline"))
            lines.append(Content.assemble(bar, "  ", judged.text))
        if self._seating == "one" and self._sounding is not None:
            lines.append(Content.styled(self._about_voices(), "$quiet"))
        return Content("\n").join(lines)

    def _about_voices(self) -> str:
        if self._alike:
            return "Your voices sound alike here; coach learns them while you talk."
        if all(share >= 1 for share in self._known.values()):
            return "Both voices are known."
        return "v: read a few lines each, and coach knows who speaks. It can wait."

    def _show_rules(self) -> None:
        count = len(self._rules)
        self.query_one("#rules", OpenLine).tell(f"{count} agreed" if count else "none yet")

    # --- the microphone ---

    def _follow_consent(self) -> None:
        """Open when both have said yes and everything else is there; closed at once when one takes it back."""
        possible = self._listening is not None and not self._model_missing and not self._same_twice
        wanted = possible and all(self._yes) and self._seating != "typed"
        if wanted and not self._open:
            self._begin_listening()
        elif not wanted:
            self._close()

    def _begin_listening(self) -> None:
        assert self._listening is not None  # noqa: S101 - asked before
        self._open, self._trouble, self._sounding = True, "", None
        self._listening.start(self.prepared.microphones, telling(self))

    def _close(self) -> None:
        if self._open and self._listening is not None:
            self._listening.close()
        self._open, self._sounding = False, None

    def on_from_microphone(self, message: FromMicrophone) -> None:
        self._hear(message.sound)

    def _hear(self, sound: Sound) -> None:
        if not self._open:
            return
        top = self.app.screen
        match sound:
            case Sounding():
                self._sounding = sound
                self.query_one("#meters", Static).update(self._meters())
            case Learning(partner=partner, progress=progress, alike=alike):
                self._known[partner] = progress
                self._alike = alike
            case Trouble(message=message, hint=hint):
                self._close()
                self._yes = [False, False]
                self._trouble = self._told = f"{message} {hint}"
                if isinstance(top, Voices):
                    top.dismiss(None)
                self._show()
                return
        if isinstance(top, Voices):
            top.hear(sound)

    # --- what people ask for ---

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        if isinstance(self.focused, Input) and action not in {"focus_next", "focus_previous"}:
            return False
        match action:
            case "agree":
                return self._seating != "typed" and not self._model_missing if self.is_mounted else True
            case "voices":
                return self._open and self._seating == "one"
            case "fetch":
                return self._fetching is not None and self._model_missing
        return True

    def on_descendant_focus(self) -> None:
        if self.is_mounted:
            self._show_hint()
            self.refresh_bindings()

    def on_form_line_changed(self, message: FormLine.Changed) -> None:
        self._told = ""
        if message.line.id in {"name-a", "name-b", "seating", "first", "second"}:
            self._close()
            if message.line.id in {"name-a", "name-b"}:
                self._yes = [False, False]  # a yes is given by somebody
            self._follow_consent()
        self._show()

    def on_form_line_done(self, message: FormLine.Done) -> None:
        """On to the next line; where that is empty, one can write at once."""
        self.focus_next()
        following = self.focused
        if isinstance(following, TextLine) and not following.text and message.line.id in {"name-a", "name-b"}:
            following.action_write()

    def on_form_line_opened(self, message: FormLine.Opened) -> None:
        if message.line.id == "rules":
            self.app.push_screen(GroundRules(self._rules), self._take_rules)
        elif message.line.id == "moods":
            self.app.push_screen(Mood(self._called[0], "a"), self._take_first_mood)

    def _take_rules(self, rules: tuple[str, ...] | None) -> None:
        if rules is not None:
            self._rules = rules
            self._show_rules()

    def _take_first_mood(self, mood: int | None) -> None:
        self._moods[0] = mood
        self.app.push_screen(Mood(self._called[1], "b"), self._take_second_mood)

    def _take_second_mood(self, mood: int | None) -> None:
        self._moods[1] = mood
        told = "noted, each for yourself" if any(self._moods) else "just for yourselves"
        self.query_one("#moods", OpenLine).tell(told)

    def action_agree(self, who: int) -> None:
        self._told = ""
        if not all(self._names):
            self._told = "Your two names come first."
        else:
            self._yes[who] = not self._yes[who]
            self._trouble = ""
            self._follow_consent()
        self._show()

    def action_voices(self) -> None:
        if self._listening is not None:
            self.app.push_screen(Voices(self._called, self._listening), lambda _: self._show())

    def action_fetch(self) -> None:
        if self._fetching is not None:
            self._fetching.toggle()
            self._show()

    def on_fetched(self, message: Fetched) -> None:
        if message.words == "" and message.whole and self._model is not None:
            self._model = SpeechModel(self._model.name, here=True)
            self._told = "The speech model is here. Now both yeses, and the microphone opens."
        else:
            self._told = message.words
        self._show()

    def action_start(self) -> None:
        missing = self._missing()
        if missing:
            self._told = missing
            self._show()
            return
        prepared = self.prepared
        self._close()
        self.app.exit(prepared)

    def action_leave(self) -> None:
        self._close()
        self.app.exit(None)

    def leave(self) -> None:
        self.action_leave()

    def action_help(self) -> None:
        self.app.push_screen(Safety(self._help_lines))

    def action_keys(self) -> None:
        self.app.push_screen(cast("Screen[Any]", Keys(self)))
