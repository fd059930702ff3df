"""The room during a talk: the words, who spoke how much, and one gentle line at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from coach.core.events import (
    AudioLost,
    Behind,
    BreakBegan,
    BreakEnded,
    Cued,
    Dismissed,
    Ended,
    Event,
    Failed,
    Heard,
    Hearing,
    Level,
    Noticed,
    SpeechBegan,
    SpeechEnded,
    Started,
    Unsure,
    Unwritten,
)
from coach.core.talk import Cue, Moment
from coach.tui.messages import Happened, posting_to
from coach.tui.plain import plain
from coach.tui.screens.asking import EndTalk, PutAside
from coach.tui.screens.helping import Keys, Safety
from coach.tui.screens.rest import Rest
from coach.tui.screens.why import Why
from coach.tui.seen import Seen
from coach.tui.talking import HelpLine, LiveTalk, WrittenTalk
from coach.tui.widgets.balance import Balance
from coach.tui.widgets.band import Band
from coach.tui.widgets.cue_card import CueCard
from coach.tui.widgets.key_line import KeyLine
from coach.tui.widgets.talk_header import State, TalkHeader
from coach.tui.widgets.transcript import Transcript
from coach.tui.widgets.writing_line import WritingLine
from coach.tui.writing import Writer

BREAK_MINUTES = 20.0
_ASIDE_STAYS = 15.0  # seconds
_WAITING = "Getting ready to listen…"
_OPEN = "Listening. Begin whenever you like."
_WRITTEN = "Write as you would say it. Enter says it; Tab hands over to the other."


class LiveScreen(Screen[None]):
    """Shows a talk while it goes on.

    `ended` is called once, when the last word has been written down, with what went wrong at the end ("": nothing).
    """

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (92, "-wide"), (140, "-airy")]  # noqa: RUF012  (as Textual declares it)
    VERTICAL_BREAKPOINTS = [(0, "-low"), (18, "-usual"), (28, "-tall")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("b", "rest", "break", tooltip="Take a break together; the talk waits"),
        Binding("f", "floor", "floor", tooltip="Hand the floor to the other partner"),
        Binding("t", "park", "topic", tooltip="Put this subject aside for another talk"),
        Binding("i", "write", "write", tooltip="Write again, after using the other keys"),
        Binding("space", "mute", "mute", tooltip="Stop listening, and listen again"),
        Binding("u", "not_helpful", "not helpful", tooltip="Wave this line away; it leaves every count"),
        Binding("w", "why", "why?", tooltip="The words seen, the guidance, how sure"),
        Binding("r", "reopen", "go on", tooltip="Listen again"),
        Binding("exclamation_mark", "help", "help", key_display="!", tooltip="When a talk does not feel safe"),
        Binding("e", "end", "end", tooltip="End the talk and see how it went"),
        Binding("question_mark", "keys", "keys", key_display="?", tooltip="What every key does"),
    ]

    def __init__(
        self, talk: LiveTalk, *, ended: Callable[[str], None], help_lines: Sequence[HelpLine] = (), aim: str = ""
    ) -> None:
        """`aim`: what both want from this talk; shown when they come back from a break."""
        super().__init__()
        self._aim = aim
        self._talk = talk
        self._ended = ended
        self._help_lines = help_lines
        self._seen = Seen(talk.header)
        self._ready = self._muted = self._finishing = self._resting = self._over = False
        self._lost = ""  # why nobody is listening, in words; "": somebody is
        self._floor = "A"
        self._aside_until = 0.0
        self._time_said = self._has_cue = False
        self._transcript = Transcript(talk.header, hint=_WAITING)
        self._writer = Writer(self._transcript, self._seen)
        self._shown: tuple[Cue | None, int] | None = None

    def compose(self) -> ComposeResult:
        yield TalkHeader()
        yield Static(Content(plain(self._talk.notice)), id="notice")
        yield Balance()
        yield Static(id="banner")
        with Container(id="room"):
            yield self._transcript
            yield CueCard(self._gone_by)
        yield Band()
        if isinstance(self._talk, WrittenTalk):
            yield WritingLine(self._talk.header.names)
        yield KeyLine("r", "i", "e", "question_mark", "exclamation_mark", "space", "b", "u", "w")

    def on_mount(self) -> None:
        self.query_one("#notice").display = bool(self._talk.notice)
        self.query_one("#banner").display = False
        self.query_one(TalkHeader).minutes = self._talk.minutes
        self._refresh_facts()
        self._transcript.focus()
        if self._typed:
            self._transcript.hint(_WRITTEN)
            self.query_one(WritingLine).focus()
        self.watch(self._transcript, "reading_back", self._say_reading_back, init=False)
        self.call_after_refresh(self._talk.start, posting_to(self))  # paint first; the model loads meanwhile

    def _say_reading_back(self, back: bool) -> None:
        self.query_one(Band).reading_back = back

    # --- what happens ---

    def on_happened(self, message: Happened) -> None:
        if not self._over:
            self._seen.take(message.event)
            self._show(message.event)

    def _show(self, event: Event) -> None:
        match event:
            case Ended():
                self._finish()
                return
            case Level(channels=channels):
                self._now_ready()
                self.query_one(TalkHeader).hear_levels(channels)
                self._writer.forget_unheard(self.query_one(TalkHeader).behind)
                self._refresh_clock()
                return
            case SpeechBegan() | SpeechEnded() | Hearing() | Heard() | Unsure():
                self._now_ready()
                self._writer.write(event)
            case Started():
                self._writer.write(event)
            case Cued() | Dismissed() | Noticed():
                self._show_meaning(event)
            case _:
                self._show_state(event)
        self._refresh_facts()

    def _show_meaning(self, event: Cued | Dismissed | Noticed) -> None:
        match event:
            case Cued() | Dismissed():
                self._writer.underline()
            case Noticed(moment=Moment(kind="break_proposal")):
                self._say("A break was offered. b begins it when you both agree.")

    def _show_state(self, event: Event) -> None:
        match event:
            case Behind(seconds=seconds):
                self.query_one(TalkHeader).behind = seconds
            case Unwritten(message=message, hint=hint):
                self._say(f"{plain(message)} {plain(hint)}" if message else "Everything is written down again.")
            case AudioLost(reason=reason, advice=advice):
                self._lose(reason, advice, for_good=bool(advice))
            case Failed(message=reason, hint=hint):
                self._lose(reason, hint, for_good=True)
            case BreakBegan(minutes=minutes):
                self._begin_rest(minutes)
            case BreakEnded():
                self._end_rest()

    def _finish(self) -> None:
        """The recap; or, where nothing could be heard at all, what went wrong and a way out."""
        self._over = True
        while self.app.screen is not self:
            self.app.pop_screen()
        if self._lost and not self._seen.utterances:
            self._banner(self._lost, "e leaves.")
            self._refresh_facts()
        else:
            self._finishing = True
            self._refresh_facts()
            self.call_after_refresh(self._ended, self._lost)  # adding up a long talk takes a moment: say so first

    # --- keeping the screen true ---

    def _now_ready(self) -> None:
        if not self._ready:
            self._ready = True
            self._transcript.hint(_WRITTEN if self._typed else _OPEN)
            self._refresh_facts()

    @property
    def _state(self) -> State:
        if self._finishing:
            return "finishing"
        if self._resting:
            return "on a break"
        if self._lost:
            return "not listening"
        if self._muted:
            return "muted"
        if self._typed:
            return "typed"
        return "listening" if self._ready else "getting ready"

    def _refresh_facts(self) -> None:
        seen = self._seen
        balance, band = self.query_one(Balance), self.query_one(Band)
        balance.names = (plain(seen.header.names[0]), plain(seen.header.names[1]))
        balance.share = None if seen.share is None else round(seen.share * 100)
        band.agreements, band.parked = seen.agreements, seen.parked
        self._refresh_clock()

    def _refresh_clock(self) -> None:
        seen, header, band = self._seen, self.query_one(TalkHeader), self.query_one(Band)
        header.topic = self._topic()
        header.at = int(seen.now)
        header.state = self._state
        band.warmth = tuple(seen.warmth.columns)
        band.on_topic = tuple(seen.on_topic.columns) if seen.topic else ()
        if self._aside_until and seen.now > self._aside_until:
            self._say("")
        if self._talk.minutes and seen.now >= self._talk.minutes * 60 and not self._time_said:
            self._time_said = True
            self._say("The time you agreed on is up. e ends the talk, or go on.")
        self._refresh_cue()

    def _refresh_cue(self) -> None:
        now = (self._seen.cue, len(self._seen.cues))
        if now != self._shown:
            self._shown = now
            self.query_one(CueCard).show(now[0], self._seen.earlier, brief=self.has_class("-narrow"))
        if self._has_cue != (self._seen.latest_cue is not None):
            self._has_cue = not self._has_cue
            self.refresh_bindings()

    def on_resize(self) -> None:
        self._shown = None
        self.call_after_refresh(self._refresh_cue)

    def _topic(self) -> str:
        if self._seen.header.mode == "speaker_listener":
            name = self._seen.header.names[0 if self._floor == "A" else 1]
            return f"{name} has the floor · {self._seen.topic}".rstrip(" ·")
        return self._seen.topic or "An open talk"

    def _gone_by(self, cue: Cue) -> str:
        """A cue gone by: praise by its name, all else in the cue's own gentle words."""
        moment = next((self._seen.moments[i] for i in cue.because if i in self._seen.moments), None)
        return self._talk.describe(moment).title if moment is not None and cue.tone == "helps" else cue.text

    def _say(self, text: str) -> None:
        """A quiet line beside the cue, for a while."""
        self._aside_until = self._seen.now + _ASIDE_STAYS if text else 0.0
        self.query_one(CueCard).aside(text)
        self._shown = None
        self._refresh_cue()

    def _lose(self, reason: str, advice: str, *, for_good: bool) -> None:
        """Sound is missing. A short gap is said in passing; a lost microphone stays on screen until they go on."""
        if not for_good:
            self._say(reason)
            return
        self._lost = " ".join(part for part in (plain(reason), plain(advice)) if part)
        self._banner(self._lost, "What was said so far is kept. r listens again.")
        self.refresh_bindings()

    def _banner(self, words: str, way_on: str) -> None:
        banner = self.query_one("#banner", Static)
        banner.update(Content.assemble(words, "\n", (way_on, "$quiet")))
        banner.display = True

    def _begin_rest(self, minutes: float) -> None:
        if self._resting:
            return
        self._resting = True
        header = self._seen.header
        self.app.push_screen(Rest(minutes, names=header.names, topic=self._seen.topic, aim=self._aim), self._come_back)

    def _come_back(self, _: None) -> None:
        if self._resting:
            self._talk.end_break()

    def _end_rest(self) -> None:
        self._resting = False
        if isinstance(self.app.screen, Rest):
            self.app.pop_screen()

    # --- what people ask for ---

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        if self._writing:
            return action == "command_palette"  # the keys are letters now
        offered = {
            "floor": self._seen.header.mode == "speaker_listener",
            "reopen": bool(self._lost) and not self._over and not self._typed,
            "mute": not self._typed,
            "write": self._typed and not self._finishing,
            "why": True if self._seen.latest_cue is not None else None,
        }
        return offered.get("why" if action == "not_helpful" else action, True)

    @property
    def _typed(self) -> bool:
        """Whether this talk is written: then nobody listens."""
        return isinstance(self._talk, WrittenTalk)

    @property
    def _writing(self) -> bool:
        return self.focused is not None and isinstance(self.focused.parent, WritingLine)

    def action_write(self) -> None:
        self.query_one(WritingLine).focus()

    def on_writing_line_said(self, message: WritingLine.Said) -> None:
        if isinstance(self._talk, WrittenTalk) and not self._finishing and not self._over:
            self._talk.write(message.partner, message.text)

    def on_writing_line_left(self) -> None:
        self._transcript.focus()

    def on_descendant_focus(self) -> None:
        self.refresh_bindings()

    def action_rest(self) -> None:
        self._talk.begin_break(BREAK_MINUTES)

    def action_floor(self) -> None:
        self._floor = "B" if self._floor == "A" else "A"
        self._refresh_facts()

    def action_park(self) -> None:
        drift = self._seen.drifting
        self.app.push_screen(PutAside(self._talk.describe(drift).quote if drift else ""), self._park)

    def _park(self, what: str | None) -> None:
        if what:
            self._talk.park(what)
            self._say("Put aside for another talk.")

    def action_mute(self) -> None:
        self._muted = not self._muted
        self._talk.mute(self._muted)
        self._refresh_facts()

    def action_not_helpful(self) -> None:
        cue = self._seen.latest_cue
        if cue is not None:
            for moment in cue.because:
                self._talk.dismiss(moment)
            self._say("Thank you. That one is out of every count.")

    def action_why(self) -> None:
        cue = self._seen.latest_cue
        moments = [self._seen.moments[i] for i in cue.because if i in self._seen.moments] if cue else []
        if cue is not None and moments:
            self.app.push_screen(Why(cue, [self._talk.describe(moment) for moment in moments]))

    def action_reopen(self) -> None:
        self._lost, self._ready = "", False
        self.query_one("#banner").display = False
        self._talk.reopen()
        self.refresh_bindings()
        self._refresh_facts()

    def action_help(self) -> None:
        self.app.push_screen(Safety(self._help_lines))

    def action_keys(self) -> None:
        self.app.push_screen(Keys(self))

    def action_end(self) -> None:
        if self._over:
            self.app.exit(None)
        elif not self._finishing:
            self.app.push_screen(EndTalk(), self._end)

    def leave(self) -> None:
        self.action_end()

    def _end(self, end: bool | None) -> None:
        if end and not self._finishing and not self._over:
            self._finishing = True
            self._talk.stop()
            self._say("Writing down the last words…")
            self._refresh_facts()
