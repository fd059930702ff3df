"""Before a talk: who, what about, how you sit, both yeses, and whether the microphone hears you. One short page."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Center, Vertical
from textual.content import Content
from textual.widgets import Input, Static

from coach.engine.rehearsing import Trouble
from coach.tui.consent import Consent
from coach.tui.fetching import Fetched, Fetching
from coach.tui.plain import plain
from coach.tui.preparing import (
    Given,
    Moods,
    Prepared,
    SpeechModel,
)
from coach.tui.screens.coach_screen import CoachScreen
from coach.tui.screens.prepare_form import PrepareForm
from coach.tui.screens.prepare_words import NOTHING_LISTENS, about_model, asked, meters, missing
from coach.tui.screens.settling import AssignmentPage, GroundRules, ask_moods
from coach.tui.screens.voices import Voices
from coach.tui.sounding import FromMicrophone, telling
from coach.tui.widgets.form_line import FormLine, TextLine
from coach.tui.widgets.key_line import KeyLine


class PrepareScreen(CoachScreen[Prepared]):
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
        Binding("q", "leave", "back", tooltip="Leave without a talk"),
    ]

    def __init__(self, begin: Prepared, given: Given) -> None:
        """`begin`: what is known already; a yes never is."""
        super().__init__()
        self._consent = Consent(given.listening)
        self._form = PrepareForm(
            begin,
            tuple(given.microphones),
            given.no_microphone if given.listening is not None else "No microphone here.",
            assignment=given.assignment,
            together=given.together,
        )
        self._model = given.model
        self._fetching = Fetching(given.fetch, self) if given.fetch is not None else None
        self._help_lines = given.help_lines
        self._assignment = given.assignment
        self._rules = begin.rules
        self._moods: Moods = (None, None)
        self._told = given.told

    # --- the page ---

    def compose(self) -> ComposeResult:
        with Center(id="prepare"), Vertical(id="form"):
            yield Static("Before you begin", classes="title")
            yield self._form
            yield Static(id="hint")
            yield Static(id="yeses")
            yield Static(id="meters")
            yield Static(id="told")
        yield KeyLine("s", "1", "2", "q", "enter", "v", "d", "question_mark", "right", "exclamation_mark")

    def on_mount(self) -> None:
        self._form.begin()
        self._show_rules()
        self._show()
        self._form.go_to_what_is_missing()

    def on_unmount(self) -> None:
        self._consent.close()

    # --- what stands here now ---

    @property
    def prepared(self) -> Prepared:
        """Everything as it stands."""
        return self._form.settled(self._rules, self._moods)

    @property
    def _typed(self) -> bool:
        return self._form.seating == "typed"

    @property
    def _model_missing(self) -> bool:
        return self._model is not None and not self._model.here and not self._typed

    def _missing(self) -> str:
        """What is not settled yet, in words; "": the talk can begin."""
        first, second = self._form.names
        spoken, trouble = not self._typed, self._consent.trouble
        waiting = " and ".join(name for name, yes in zip(self._form.called, self._consent.yes, strict=True) if not yes)
        return missing((
            (not (first and second), self._form.names_first),
            (first.casefold() == second.casefold(), "Two different names make it clear who spoke."),
            (self._model_missing, "The speech model comes first; typing works without it."),
            (self._form.same_twice, "A microphone each: choose two different ones."),
            (spoken and bool(waiting), f"The microphone stays off until there is a yes from {waiting}."),
            (spoken and bool(trouble), trouble),
        ))  # fmt: skip

    # --- drawing ---

    def _show(self) -> None:
        self._form.arrange_lines()
        self.query_one("#yeses", Static).update(self._asked())
        self._show_meters()
        told = self._told or self._missing() or "All set. s starts the talk."
        self.query_one("#told", Static).update(Content(plain(told)))
        self._show_hint()
        self.refresh_bindings()

    def _asked(self) -> Content:
        if self._typed:
            return Content.styled(NOTHING_LISTENS, "$quiet")
        if self._model_missing and self._model is not None:
            return about_model(self._model, self._fetching, writing=isinstance(self.focused, Input))
        return asked(self._form.called, self._consent.yes)

    def _show_meters(self) -> None:
        shown = self._consent.open and not self._typed
        drawn = meters(self._consent, self._form.called, self._form.seating) if shown else Content("")
        self.query_one("#meters", Static).update(drawn)

    def _show_hint(self) -> None:
        line = self.focused.parent if isinstance(self.focused, Input) else self.focused
        words = self._form.hint(line) if isinstance(line, FormLine) else ""
        self.query_one("#hint", Static).update(Content(plain(words)))

    def _show_rules(self) -> None:
        count, offered = len(self._rules), len(self._offered)
        none = f"none yet; {offered} would go with your homework" if offered else "none yet"
        self._form.tell("rules", f"{count} agreed" if count else none)

    @property
    def _offered(self) -> tuple[str, ...]:
        return self._assignment.rules if self._assignment is not None else ()

    # --- the microphone ---

    def _follow_consent(self) -> None:
        possible = not self._model_missing and not self._form.same_twice and not self._typed
        self._consent.follow(self.prepared.microphones, telling(self), possible=possible)

    def on_from_microphone(self, message: FromMicrophone) -> None:
        if not self._consent.open:
            return
        top = self.app.screen
        self._consent.hear(message.sound)
        if isinstance(message.sound, Trouble):
            self._told = self._consent.trouble
            if isinstance(top, Voices):
                top.dismiss(None)
            self._show()
            return
        self._show_meters()
        if isinstance(top, Voices):
            top.hear(message.sound)

    # --- what people ask for ---

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        if isinstance(self.focused, Input) and action not in {"focus_next", "focus_previous"}:
            return False
        match action:
            case "agree":
                return not self._typed and not self._model_missing if self.is_mounted else True
            case "voices":
                return self._consent.open and self._form.seating == "one"
            case "fetch":
                return self._fetching is not None and self._model_missing
        return True

    def on_descendant_focus(self) -> None:
        if self.is_mounted:
            self._show_hint()
            self.query_one("#yeses", Static).update(self._asked())
            self.refresh_bindings()

    def on_form_line_changed(self, message: FormLine.Changed) -> None:
        self._told = ""
        if message.line.id in {"name-a", "name-b", "seating", "first", "second"}:
            self._consent.close()
            if message.line.id in {"name-a", "name-b"}:
                self._consent.take_back()
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
            self.app.push_screen(GroundRules(self._rules, self._offered), self._take_rules)
        elif message.line.id == "practised" and self._assignment is not None:
            self.app.push_screen(AssignmentPage(self._assignment))
        elif message.line.id == "moods":
            ask_moods(self.app, self._form.called, self._take_moods)

    def _take_rules(self, rules: tuple[str, ...] | None) -> None:
        if rules is not None:
            self._rules = rules
            self._show_rules()

    def _take_moods(self, moods: Moods) -> None:
        self._moods = moods
        self._form.tell("moods", "noted, each for yourself" if any(moods) else "just for yourselves")

    def action_agree(self, who: int) -> None:
        self._told = ""
        if not all(self._form.names):
            self._told = self._form.names_first
        else:
            self._consent.say(who)
            self._follow_consent()
        self._show()

    def action_voices(self) -> None:
        if self._consent.listening is not None:
            self.app.push_screen(Voices(self._form.called, self._consent.listening), lambda _: self._show())

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
        if lacking := self._missing():
            self._told = lacking
            self._show()
            if not all(self._form.names):
                self._form.go_to_what_is_missing()
            return
        prepared = self.prepared
        self._consent.close()
        self.app.exit(prepared)

    def action_leave(self) -> None:
        self._consent.close()
        self.app.exit(None)

    def leave(self) -> None:
        self.action_leave()
