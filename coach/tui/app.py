"""The ways in: a live talk, and the home screen. Import this module only when a screen is to be opened."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, runtime_checkable

from textual import events
from textual.actions import SkipAction
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen, Screen

from coach.settings import Screen as Looks
from coach.tui.leaving import WaysOut
from coach.tui.talking import FORMS, WAYS, HelpLine, LiveTalk, Way
from coach.tui.themes import THEMES, chosen

if (
    TYPE_CHECKING
):  # a screen, and what it needs, is loaded by the way in that opens it: the first one is to be seen at once
    from coach.core.noticing import Detector
    from coach.core.recap import Recap
    from coach.engine.configuring import Configuration
    from coach.engine.practising import Practise
    from coach.store.assigned import Desk
    from coach.store.homework import Homework
    from coach.tui.preparing import Assignment, Fetch, Listening, Microphone, Prepared, SpeechModel
    from coach.tui.screens.deciding import Export
    from coach.tui.screens.packing import WritePacket
    from coach.tui.screens.welcome import Welcomed
    from coach.tui.shelf import Shelf
    from coach.tui.today import Today

TWICE_WITHIN = 0.8  # seconds between the two Esc of a quick exit


@runtime_checkable
class Leavable(Protocol):
    """A screen with something to lose: it knows itself how it is left."""

    def leave(self) -> None: ...


@runtime_checkable
class Leading(Protocol):
    """A screen that leads to others."""

    @property
    def ways(self) -> Sequence[Way]: ...


class CoachApp(App[Any]):
    """One window with our themes, our keys and the quick exit. `open_screen` makes the first screen."""

    TITLE = "coach"  # never a name or a topic: window titles outlive the window
    CSS_PATH = "coach.tcss"
    ENABLE_COMMAND_PALETTE = True
    left_at_once: ClassVar[bool] = False  # in this run of the program: then no other screen comes after the blank one
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "twice_to_leave", show=False, priority=True),
        Binding("ctrl+q", "leave", "leave", show=False, priority=True, system=True),
    ]

    def __init__(
        self,
        open_screen: Callable[[], Screen[Any]],
        *,
        looks: Looks | None = None,
        abandon: Callable[[], None] | None = None,
    ) -> None:
        """`abandon`: what a quick exit must stop and forget."""
        super().__init__()
        self._open_screen = open_screen
        self._abandon = abandon or (lambda: None)
        self._last_escape = float("-inf")
        self._pressed_at = 0.0  # seconds that only grow: when the latest key came
        for theme in THEMES:
            self.register_theme(theme)
        looks = looks or Looks()
        self.theme = chosen(looks.theme)
        if not looks.animation:
            self.animation_level = "none"

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Our colours, for themes that do not know them."""
        return THEMES[0].variables

    def on_mount(self) -> None:
        self.push_screen(self._open_screen())
        self.call_after_refresh(_set_aside)

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """The palette finds every key of the screen, and the themes. No screenshots: they would lie on the disk."""
        for binding in type(screen).BINDINGS:
            if isinstance(binding, Binding) and screen.check_action(binding.action.partition("(")[0], ()) is True:
                yield SystemCommand(binding.description.capitalize(), binding.tooltip, _running(screen, binding.action))
        for way in screen.ways if isinstance(screen, Leading) else ():
            yield SystemCommand(way.label, way.about, _running(screen, f"go('{way.name}')"))
        for theme in THEMES:
            yield SystemCommand(f"Colours: {theme.name}", "Change how the screen looks", _painting(self, theme.name))
        yield SystemCommand("Leave at once", "Blank screen, nothing of this talk is kept (Esc Esc)", self.leave_at_once)

    async def on_event(self, event: events.Event) -> None:
        """Any other key between two Esc makes them two single ones: closing two panels must not cost the talk."""
        if isinstance(event, events.Key):
            self._pressed_at = event.time
            if event.key != "escape":
                self._last_escape = float("-inf")
        await super().on_event(event)

    def action_twice_to_leave(self) -> None:
        """The second Esc in a row leaves at once; a single one does what it does elsewhere.

        Counted from when they were pressed: a machine that is busy comes to the second one late.
        """
        now = self._pressed_at
        if now - self._last_escape <= TWICE_WITHIN:
            self.leave_at_once()
            return
        self._last_escape = now
        raise SkipAction

    def leave_at_once(self) -> None:
        """Blank first, then forget, then go."""
        while len(self.screen_stack) > 1:
            self.pop_screen()
        self.push_screen(Screen())  # nothing
        self.clear_notifications()
        self.call_after_refresh(self._forget_and_go)

    def _forget_and_go(self) -> None:
        CoachApp.left_at_once = True
        try:
            self._abandon()
        finally:
            self.exit(None)

    def action_leave(self) -> None:
        """Ctrl+Q: whatever the talk or its recap calls leaving, so that no talk is lost by it."""
        for screen in reversed(self.screen_stack):
            if isinstance(screen, Leavable):
                while isinstance(self.screen, ModalScreen):
                    self.pop_screen()
                screen.leave()
                return
        self.exit(None)

    def _fatal_error(self) -> None:
        """Textual's own report of a crash shows the values of variables: here that would be words of the talk."""
        from rich.traceback import Traceback

        self.panic(Traceback(show_locals=False))


def _set_aside() -> None:
    """What is loaded by now stays loaded: going through it in search of garbage would hold up a frame, 40 ms and more."""
    gc.unfreeze()  # of the app before this one, whatever is garbage by now is found as usual
    gc.freeze()


def _running(screen: Screen[Any], action: str) -> Callable[[], Any]:
    return lambda: screen.run_action(action)


def _painting(app: CoachApp, theme: str) -> Callable[[], None]:
    def paint() -> None:
        app.theme = theme

    return paint


def live_app(talk: LiveTalk, ways: WaysOut | None = None, *, looks: Looks | None = None, aim: str = "") -> CoachApp:
    """The app of one talk, ready to run: the live screen, and after `Ended` the recap. `aim`: what both want from it."""
    from coach.tui.screens.live import LiveScreen

    out = ways or WaysOut()

    def ended(trouble: str) -> None:
        from coach.tui.screens.afterwards import AskingBoth
        from coach.tui.screens.recap import after_talk

        def show(told: str = "") -> None:
            app.switch_screen(after_talk(talk, out, trouble or told))

        if out.deciding is not None and out.deciding.felt_before:
            AskingBoth(app, talk.header.names, out.deciding.own, show).begin()
        else:
            show()

    app = CoachApp(
        lambda: LiveScreen(talk, ended=ended, help_lines=out.help_lines, aim=aim), looks=looks, abandon=talk.abandon
    )
    return app


def run_live(talk: LiveTalk, ways: WaysOut | None = None, *, looks: Looks | None = None, aim: str = "") -> Recap | None:
    """Show a talk until it has ended and its recap was read. None: they left at once, or nothing could be heard.

    Raises CoachError where the screen itself broke down.
    """
    app = live_app(talk, ways, looks=looks, aim=aim)
    result = app.run()
    from coach.core.recap import Recap
    from coach.errors import CoachError

    if app.return_code:
        raise CoachError(
            "The screen broke down, and the talk with it.", "This is a mistake in coach; please report it."
        )
    return result if isinstance(result, Recap) else None


def run_recap(
    recap: Recap,
    *,
    looks: Looks | None = None,
    dismiss_moment: Callable[[int], Recap] | None = None,
    export: Export | None = None,
    forms: Sequence[str] = FORMS,
    practise: Practise | None = None,
    help_lines: Sequence[HelpLine] = (),
) -> Recap | None:
    """Show a recap by itself, as for a file that was reviewed."""
    from coach.core.recap import Recap
    from coach.tui.screens.recap import RecapScreen

    app = CoachApp(
        lambda: RecapScreen(
            recap, dismiss_moment=dismiss_moment, export=export, forms=forms, practise=practise, help_lines=help_lines
        ),
        looks=looks,
    )
    result = app.run()
    return result if isinstance(result, Recap) else None


def prepare_app(
    begin: Prepared,
    *,
    looks: Looks | None = None,
    listening: Listening | None = None,
    microphones: Sequence[Microphone] = (),
    no_microphone: str = "",
    model: SpeechModel | None = None,
    fetch: Fetch | None = None,
    help_lines: Sequence[HelpLine] = (),
    assignment: Assignment | None = None,
    together: bool = True,
    told: str = "",
) -> CoachApp:
    """The app of the page before a talk, ready to run."""
    from coach.tui.screens.preparing import PrepareScreen

    def page() -> PrepareScreen:
        return PrepareScreen(
            begin,
            listening=listening,
            microphones=microphones,
            no_microphone=no_microphone,
            model=model,
            fetch=fetch,
            help_lines=help_lines,
            assignment=assignment,
            together=together,
            told=told,
        )

    return CoachApp(page, looks=looks, abandon=listening.close if listening is not None else None)


def run_settings(configuration: Configuration, *, looks: Looks | None = None) -> None:
    """What can be changed, and changing it."""
    from coach.tui.screens.settings import SettingsScreen

    CoachApp(lambda: SettingsScreen(configuration), looks=looks).run()


def run_guide(detectors: Sequence[Detector], *, looks: Looks | None = None) -> None:
    """Every move that is looked for, to read and to search."""
    from coach.tui.screens.guide import GuideScreen

    CoachApp(lambda: GuideScreen(detectors), looks=looks).run()


def history_app(
    shelf: Shelf,
    *,
    looks: Looks | None = None,
    export: Export | None = None,
    practise: Practise | None = None,
    help_lines: Sequence[HelpLine] = (),
) -> CoachApp:
    """The app of the kept talks, ready to run. A quick exit locks them again."""
    from coach.tui.screens.history import HistoryScreen

    return CoachApp(
        lambda: HistoryScreen(shelf, export=export, practise=practise, help_lines=help_lines),
        looks=looks,
        abandon=shelf.close,
    )


def run_history(
    shelf: Shelf,
    *,
    looks: Looks | None = None,
    export: Export | None = None,
    practise: Practise | None = None,
    help_lines: Sequence[HelpLine] = (),
) -> None:
    """The kept talks, until somebody leaves them."""
    history_app(shelf, looks=looks, export=export, practise=practise, help_lines=help_lines).run()


def homework_app(
    desk: Desk,
    shelf: Shelf,
    *,
    looks: Looks | None = None,
    write: WritePacket | None = None,
    help_lines: Sequence[HelpLine] = (),
) -> CoachApp:
    """The app of what a therapist gave to practise, ready to run."""
    from coach.tui.screens.homework import HomeworkScreen

    return CoachApp(
        lambda: HomeworkScreen(desk, shelf, write=write, help_lines=help_lines), looks=looks, abandon=shelf.close
    )


def run_homework(
    desk: Desk,
    shelf: Shelf,
    *,
    looks: Looks | None = None,
    write: WritePacket | None = None,
    help_lines: Sequence[HelpLine] = (),
) -> Homework | None:
    """The assignment that a talk is to begin for; None: they left."""
    from coach.store.homework import Homework

    result = homework_app(desk, shelf, looks=looks, write=write, help_lines=help_lines).run()
    return result if isinstance(result, Homework) else None


def run_welcome(*, looks: Looks | None = None, help_lines: Sequence[HelpLine] = ()) -> Welcomed | None:
    """The first time: who is here, None for leaving."""
    from coach.tui.screens.welcome import WelcomeScreen

    result = CoachApp(lambda: WelcomeScreen(help_lines), looks=looks).run()
    return result if result in {"both", "alone"} else None


def home_app(
    ways: Sequence[Way] = WAYS,
    *,
    looks: Looks | None = None,
    today: Today | None = None,
    look: Callable[[], Today] | None = None,
) -> CoachApp:
    """The app of the home screen, ready to run. `look` finds out, in a thread, what is to be said today."""
    from coach.tui.screens.home import HomeScreen

    return CoachApp(lambda: HomeScreen(ways, today=today, look=look), looks=looks)


def run_home(
    ways: Sequence[Way] = WAYS, *, looks: Looks | None = None, look: Callable[[], Today] | None = None
) -> str | None:
    """Show the home screen; the name of the way that was chosen, or None."""
    result = home_app(ways, looks=looks, look=look).run()
    return result if isinstance(result, str) else None
