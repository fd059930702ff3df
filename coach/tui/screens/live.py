"""The room during a talk: the words, who spoke how much, and one gentle line at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.content import Content
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
    SpeakerTold,
    SpeechBegan,
    SpeechEnded,
    Started,
    Unsure,
    Unwritten,
)
from coach.core.talk import Cue
from coach.tui.messages import Happened, posting_to
from coach.tui.plain import plain
from coach.tui.screens.asking import EndTalk, PutAside
from coach.tui.screens.coach_screen import CoachScreen
from coach.tui.screens.live_asking import PARTNERS, Asking
from coach.tui.screens.live_facts import Facts
from coach.tui.screens.live_pauses import Breaks, Lost
from coach.tui.screens.why import Why
from coach.tui.sentences import BREAK_MINUTES
from coach.tui.standing import Standing
from coach.tui.talking import HelpLine, LiveTalk, WrittenTalk
from coach.tui.widgets.ask_line import AskLine
from coach.tui.widgets.balance import Balance
from coach.tui.widgets.band import Band
from coach.tui.widgets.banner import Banner
from coach.tui.widgets.cue_card import CueCard
from coach.tui.widgets.floor_card import FloorCard
from coach.tui.widgets.key_line import KeyLine
from coach.tui.widgets.talk_header import TalkHeader
from coach.tui.widgets.transcript import Transcript
from coach.tui.widgets.writing_line import WritingLine
from coach.tui.writing import Writer

_WAITING = "Getting ready to listen…"
_OPEN = "Listening. Begin whenever you like."
_WRITTEN = "Write as you would say it. Enter says it; Tab hands over to the other."


class LiveScreen(CoachScreen[None]):
    """A talk while it goes on. `ended` is called once, when the last word is written down, with what went wrong, or ""."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (92, "-wide"), (140, "-airy")]  # noqa: RUF012  (as Textual declares it)
    VERTICAL_BREAKPOINTS = [(0, "-low"), (18, "-usual"), (28, "-tall")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("b", "rest", "break", tooltip="Take a break together; the talk waits"),
        Binding("f", "floor", "floor", tooltip="Hand the floor to the other partner; “your turn” does it too"),
        Binding("t", "park", "topic", tooltip="Put this subject aside for another talk"),
        Binding("i", "write", "write", tooltip="Write again, after using the other keys"),
        Binding("space", "mute", "mute", tooltip="Stop listening, and listen again"),
        Binding("u", "not_helpful", "not helpful", tooltip="Wave this line away; it leaves every count"),
        Binding("w", "why", "why?", tooltip="The words seen, the guidance, how sure"),
        Binding("r", "reopen", "go on", tooltip="Listen again"),
        Binding("exclamation_mark", "help", "help", key_display="!", tooltip="When a talk does not feel safe"),
        Binding("e", "end", "end", tooltip="End the talk and see how it went"),
        Binding("question_mark", "keys", "keys", key_display="?", tooltip="What every key does"),
        Binding("1", "name(0)", show=False, tooltip="Answers for the first partner: they spoke, or mean it"),
        Binding("2", "name(1)", show=False, tooltip="Answers for the second partner: they spoke, or mean it"),
        Binding("y", "both", show=False, tooltip="Yes to an agreement; once for each of you"),
        Binding("x", "wave_away", show=False, tooltip="No to what is asked; an agreement is none then"),
    ]

    def __init__(
        self, talk: LiveTalk, *, ended: Callable[[str], None], help_lines: Sequence[HelpLine] = (), aim: str = ""
    ) -> None:
        """`aim`: what both want from this talk; shown when they come back from a break."""
        super().__init__()
        self._talk = talk
        self._ended = ended
        self._help_lines = help_lines
        self._is = Standing(typed=isinstance(talk, WrittenTalk))
        self._facts = Facts(self, talk, self._is, self.refresh_bindings)
        self._seen = self._facts.seen
        self._asking = Asking(self, talk, self._facts.say)
        self._breaks = Breaks(
            self, talk, self._facts, self._is, aim=aim, help_lines=help_lines, end=lambda: self._end(end=True)
        )
        self._lost = Lost(self, talk, self._facts, self._is)
        self._transcript = Transcript(talk.header, hint=_WAITING)
        self._writer = Writer(self._transcript, self._seen)

    def compose(self) -> ComposeResult:
        yield TalkHeader()
        yield Static(Content(plain(self._talk.notice)), id="notice")
        yield Balance()
        yield FloorCard()
        yield Banner(id="banner")
        with Container(id="room"):
            yield self._transcript
            yield CueCard(self._facts.gone_by)
        yield Band()
        yield AskLine()
        if self._is.typed:
            yield WritingLine(self._talk.header.names)
        yield KeyLine("r", "i", "e", "question_mark", "exclamation_mark", "space", "f", "b", "u", "w")

    def on_mount(self) -> None:
        self.query_one("#notice").display = bool(self._talk.notice)
        self.query_one(TalkHeader).minutes = self._talk.minutes
        self._facts.refresh()
        self._transcript.focus()
        if self._is.typed:
            self._transcript.hint(_WRITTEN)
            self.query_one(WritingLine).focus()
        band = self.query_one(Band)
        self.watch(self._transcript, "reading_back", lambda back: setattr(band, "reading_back", back), init=False)
        self.call_after_refresh(self._talk.start, posting_to(self))  # paint first; the model loads meanwhile

    def on_resize(self) -> None:
        self.call_after_refresh(self._facts.refresh_cue, anew=True)

    # --- what happens ---

    def on_happened(self, message: Happened) -> None:
        if not self._is.over:
            self._seen.take(message.event)
            self._asking.take(message.event)
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
                self._facts.refresh_clock()
                self._asking.refresh(self._seen.now)
                return
            case SpeechBegan() | SpeechEnded() | Hearing() | Heard() | Unsure():
                self._now_ready()
                self._writer.write(event)
            case Started() | SpeakerTold():
                self._writer.write(event)
            case Cued() | Dismissed():
                self._writer.underline()
            case _:
                self._show_state(event)
        self._facts.refresh()
        self._asking.refresh(self._seen.now)

    def _show_state(self, event: Event) -> None:
        match event:
            case Behind(seconds=seconds, step=step):
                header = self.query_one(TalkHeader)
                header.behind, header.step = seconds, step
            case Unwritten(message=message, hint=hint):
                self._facts.say(f"{plain(message)} {plain(hint)}" if message else "Everything is written down again.")
            case AudioLost(reason=reason, advice=advice):
                self._lost.tell(reason, advice, for_good=bool(advice))
            case Failed(message=reason, hint=hint):
                self._lost.tell(reason, hint, for_good=True)
            case BreakBegan(minutes=minutes):
                self._breaks.begin(minutes)
            case BreakEnded():
                self._breaks.end()

    def _finish(self) -> None:
        """The recap; or, where nothing could be heard at all, what went wrong and a way out."""
        self._is.over = True
        while self.app.screen is not self:
            self.app.pop_screen()
        if self._is.lost and not self._seen.utterances:
            self.query_one(Banner).tell(self._is.lost, "e leaves.")
            self._facts.refresh()
        else:
            self._is.finishing = True
            self._facts.refresh()
            self.call_after_refresh(self._ended, self._is.lost)  # adding up a long talk takes a moment: say so first

    def _now_ready(self) -> None:
        if not self._is.ready:
            self._is.ready = True
            self._transcript.hint(_WRITTEN if self._is.typed else _OPEN)
            self._facts.refresh()

    # --- what people ask for ---

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        if self._writing:
            return action == "command_palette"  # the keys are letters now
        offered = {
            "floor": self._seen.header.mode == "speaker_listener",
            "reopen": bool(self._is.lost) and not self._is.over and not self._is.typed,
            "mute": not self._is.typed,
            "write": self._is.typed and not self._is.finishing,
            "why": True if self._seen.latest_cue is not None else None,
        }
        return offered.get("why" if action == "not_helpful" else action, True)

    @property
    def _writing(self) -> bool:
        return self.focused is not None and isinstance(self.focused.parent, WritingLine)

    def action_write(self) -> None:
        self.query_one(WritingLine).focus()

    def on_writing_line_said(self, message: WritingLine.Said) -> None:
        if isinstance(self._talk, WrittenTalk) and not self._is.finishing and not self._is.over:
            self._talk.write(message.partner, message.text)

    def on_writing_line_left(self) -> None:
        self._transcript.focus()

    def on_descendant_focus(self) -> None:
        self.refresh_bindings()
        self._asking.refresh(self._seen.now)  # whether Esc comes first, before what is asked can be answered

    def action_name(self, who: int) -> None:
        self._asking.name(PARTNERS[who])

    def action_both(self) -> None:
        self._asking.both()

    def action_wave_away(self) -> None:
        self._asking.wave_away()
        self._asking.refresh(self._seen.now)

    def action_rest(self) -> None:
        self._talk.begin_break(BREAK_MINUTES)

    def action_floor(self) -> None:
        self._talk.pass_floor("B" if self._seen.floor == "A" else "A")

    def action_park(self) -> None:
        drift = self._seen.drifting
        self.app.push_screen(PutAside(self._talk.describe(drift).quote if drift else ""), self._park)

    def _park(self, what: str | None) -> None:
        if what:
            self._talk.park(what)
            self._facts.say("Put aside for another talk.")

    def action_mute(self) -> None:
        self._is.muted = not self._is.muted
        self._talk.mute(self._is.muted)
        self._facts.refresh()

    def action_not_helpful(self) -> None:
        if (cue := self._seen.latest_cue) is not None:
            self._wave_away(cue)

    def _wave_away(self, cue: Cue) -> None:
        for moment in cue.because:
            self._talk.dismiss(moment)
        self._facts.say("Thank you. That one is out of every count.")

    def action_why(self) -> None:
        cue = self._seen.latest_cue
        moments = [self._seen.moments[i] for i in cue.because if i in self._seen.moments] if cue else []
        if cue is not None and moments:
            why = Why(cue, [self._talk.describe(moment) for moment in moments])
            self.app.push_screen(why, lambda unhelpful: self._wave_away(cue) if unhelpful else None)

    def action_reopen(self) -> None:
        self._lost.listen_again()

    def action_end(self) -> None:
        if self._is.over:
            self.app.exit(None)
        elif not self._is.finishing:
            self.app.push_screen(EndTalk(), self._end)

    def leave(self) -> None:
        self.action_end()

    def _end(self, end: bool | None) -> None:
        if end and not self._is.finishing and not self._is.over:
            self._is.finishing = True
            self._talk.stop()
            self._facts.say("Finishing the last words…")
            self._facts.refresh()
