"""After the talk: first what went well, then a few moments to look at again, and what comes next."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from coach.core.recap import Recap, RecapMoment
from coach.engine.practising import Practise
from coach.store.kept import Choice, Kept
from coach.tui.deciding import Deciding
from coach.tui.leaving import Amending, WaysOut, amending_of, dismissing
from coach.tui.screens.afterwards import AskingBoth
from coach.tui.screens.alone import open_alone
from coach.tui.screens.amending import Agreements
from coach.tui.screens.coach_screen import CoachScreen
from coach.tui.screens.deciding import Export, Forget, KeepTalk, export_as, names_of
from coach.tui.screens.practising import PractiseAgain
from coach.tui.screens.unlocking import unlocked
from coach.tui.talking import FORMS, HelpLine, LiveTalk
from coach.tui.widgets.agreement_line import AgreementLine
from coach.tui.widgets.key_line import KeyLine
from coach.tui.widgets.moment_card import MomentCard
from coach.tui.widgets.recap_paper import RecapPaper
from coach.tui.widgets.time_line import TimeLine
from coach.tui.working import beside, told


class RecapScreen(CoachScreen[Recap]):
    """Gives back the recap as it was left: without the moments that were marked as not right."""

    AUTO_FOCUS = "#page"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (92, "-wide")]  # noqa: RUF012  (as Textual declares it)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("k", "keep", "keep", tooltip="Keep this talk on this machine; it takes both of you"),
        Binding("x", "export", "export", tooltip="Save this recap as a file"),
        Binding("f", "forget", "forget", tooltip="Forget this talk"),
        Binding("p", "practise", "practise", tooltip="Say this moment anew, and see how it lands"),
        Binding("m", "moods", "mood", tooltip="How each of you feels now, and a line; one at a time"),
        Binding("a", "alone", "alone", tooltip="A page for one of you alone; it is here after every talk"),
        Binding("n", "next", "new talk", tooltip="Start another talk"),
        Binding("tab", "app.focus_next", "next", key_display="tab", tooltip="Go to the next moment"),
        Binding("question_mark", "keys", "keys", key_display="?", tooltip="What every key does"),
        Binding("exclamation_mark", "help", "help", key_display="!", tooltip="When a talk does not feel safe"),
        Binding("q", "quit", "quit", tooltip="Close the recap"),
    ]

    def __init__(
        self,
        recap: Recap,
        *,
        dismiss_moment: Callable[[int], Recap] | None = None,
        export: Export | None = None,
        forms: Sequence[str] = FORMS,
        new_talk: Callable[[], None] | None = None,
        practise: Practise | None = None,
        help_lines: Sequence[HelpLine] = (),
        told: str = "",
        deciding: Deciding | None = None,
        kept: Kept | None = None,
        forget: Callable[[], None] | None = None,
        amending: Amending | None = None,
        private: Callable[[], Recap] | None = None,
    ) -> None:
        """`dismiss_moment`: takes a moment out of every count and gives the new recap. `told`: a line to show at once.

        `amending`: how its agreements can be changed. `private`: with what is for one partner's own eyes.
        `deciding`: for a talk that has just ended. `kept`: it is shown from what was kept, over another screen; `forget` erases it.
        """
        super().__init__()
        self._recap = recap
        self._dismiss_moment = dismiss_moment
        self._export = export
        self._forms = forms  # the kinds of file that `export` can write
        self._new_talk = new_talk
        self._practise_with = practise
        self._help_lines = help_lines
        self._told = told
        self._deciding = deciding
        self._kept = kept
        self._forget = forget
        self._agreements = Agreements(self, amending, self._show_amended) if amending is not None else None
        self._private = private

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="page"):
            yield RecapPaper(self._recap, self._kept, amendable=self._agreements is not None)
        yield Static(id="told")
        yield KeyLine("q", "enter", "d", "1", "2", "k", "p", "u", "x", "f", "question_mark", "tab", "a", "m", "n")

    def on_mount(self) -> None:
        self._tell(self._told)

    @property
    def takes_out(self) -> bool:
        """Whether a moment that was misread can leave every count here."""
        return self._dismiss_moment is not None

    # --- what people ask for ---

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        match action:
            case "keep":
                return self._deciding is not None and self._deciding.decided != "kept"
            case "forget":
                return self._deciding is not None or self._forget is not None
            case "export":
                return self._export is not None
            case "next":
                return self._new_talk is not None
            case "practise":
                return self._practise_with is not None and self._to_practise() is not None
        return action not in {"moods", "alone"} or self._private is not None

    async def on_moment_card_not_right(self, message: MomentCard.NotRight) -> None:
        if self._dismiss_moment is None:
            return
        walking = self.focused.turn if isinstance(self.focused, TimeLine) else None
        cards = [card.moment.id for card in self.query(MomentCard)]
        y = self.query_one("#page").scroll_offset.y
        self._recap = self._dismiss_moment(message.moment)
        await self.recompose()
        self._tell("Thank you. That moment is out of every count.")
        self._keep_anew()
        left = list(self.query(MomentCard))
        if walking is not None:
            line = self.query_one(TimeLine)
            line.turn = walking
            line.focus(scroll_visible=False)
        elif left:
            left[min(cards.index(message.moment), len(left) - 1)].focus(scroll_visible=False)
        self.query_one("#page").scroll_to(y=y, animate=False)

    def on_agreement_line_wished(self, message: AgreementLine.Wished) -> None:
        if self._agreements is not None:
            self._agreements.take(message)

    async def _show_amended(self, recap: Recap, words: str, turn: int) -> None:
        """The page anew, where it was, with the same agreement in focus if it is still there."""
        y = self.query_one("#page").scroll_offset.y
        self._recap = recap
        await self.recompose()
        self._tell(words)
        self._keep_anew()
        lines = [line for line in self.query(AgreementLine) if line.agreement.turn == turn]
        (lines[0] if lines else self.query_one("#page")).focus(scroll_visible=False)
        self.query_one("#page").scroll_to(y=y, animate=False)

    def action_moods(self) -> None:
        own = self._deciding.own if self._deciding is not None else {}
        wrote = [who for who, one in self._recap.partners.items() if one.turns]
        only = wrote[0] if self._recap.by_one and wrote else ""
        AskingBoth(self.app, names_of(self._recap), own, self._felt, only=only).begin()

    def _felt(self, words: str) -> None:
        self._tell(words)
        self._keep_anew()

    def action_alone(self) -> None:
        if self._private is not None:
            open_alone(self.app, self._private, self._help_lines)

    def _to_practise(self) -> RecapMoment | None:
        """The moment in focus; else the first one to look at again."""
        hard = [card.moment for card in self.query(MomentCard) if card.moment.tone == "hurts"]
        if isinstance(self.focused, MomentCard) and self.focused.moment in hard:
            return self.focused.moment
        return hard[0] if hard else None

    def action_practise(self) -> None:
        moment, practise, recap = self._to_practise(), self._practise_with, self._recap
        if moment is not None and practise is not None:
            say = partial(practise, recap, moment)
            partner = recap.partners.get(moment.speaker)
            called = partner.name if partner else "Someone"
            self.app.push_screen(PractiseAgain(moment, called, say))

    # --- what becomes of it ---

    def action_keep(self) -> None:
        if self._deciding is not None:
            asked = KeepTalk(
                names_of(self._recap),
                how_long=self._deciding.shelf.how_long,
                lines=self._deciding.lines,
                asked_for=self._deciding.asked_for,
            )
            self.app.push_screen(asked, self._open_and_keep)

    def _open_and_keep(self, choice: Choice | None) -> None:
        """Only once both said yes is anybody asked for a passphrase."""
        if choice is not None and self._deciding is not None:
            unlocked(self, self._deciding.shelf, lambda there: self._put(choice) if there else None, make=True)

    def _keep_anew(self) -> None:
        """What is kept already follows what has changed."""
        if self._deciding is not None and self._deciding.decided == "kept":
            self._put(None)

    def _put(self, choice: Choice | None) -> None:
        if self._deciding is not None:
            work = partial(self._deciding.keep, self._recap, choice)
            beside(self, work, self._tell_kept, lambda error: self._tell(told(error)))

    def _tell_kept(self, words: str) -> None:
        self._tell(words)
        self.refresh_bindings()

    def action_forget(self) -> None:
        session = self._recap.session
        if self._deciding is not None and self._deciding.decided != "kept":
            what = "It is gone when this page closes."
            self.app.push_screen(Forget(what, ""), self._forget_now)
        else:
            self.app.push_screen(Forget(session.topic or "A talk without a topic"), self._forget_now)

    def _forget_now(self, sure: bool | None) -> None:
        if sure and self._forget is not None:
            self.leave()
            self._forget()
        elif sure and self._deciding is not None:
            work = partial(self._deciding.forget, self._recap.session.id)
            beside(self, work, lambda _: self.app.exit(None), lambda error: self._tell(told(error)))

    @property
    def _takes_both(self) -> bool:
        """A talk of two people, kept or just ended, leaves here as a file only if both say yes; a file that was reviewed was one already."""
        return self._kept is not None or self._deciding is not None

    def action_export(self) -> None:
        if self._export is not None:
            export_as(self, self._recap, self._export, self._forms, self._tell, both=self._takes_both)

    def action_next(self) -> None:
        if self._new_talk is not None:
            self._new_talk()
        self.leave()

    def action_quit(self) -> None:
        self.leave()

    def leave(self) -> None:
        if self._kept is not None:
            self.dismiss(self._recap)
        else:
            self.app.exit(self._recap)


def after_talk(talk: LiveTalk, ways: WaysOut, told: str) -> RecapScreen:
    """The page of a talk that has just ended. `told`: a line to show at once."""
    return RecapScreen(
        talk.recap(),
        dismiss_moment=dismissing(talk),
        export=ways.export,
        forms=ways.forms,
        new_talk=ways.new_talk,
        practise=ways.practise,
        help_lines=ways.help_lines,
        told=told,
        deciding=ways.deciding,
        amending=amending_of(talk),
        private=lambda: talk.recap(private=True),
    )
