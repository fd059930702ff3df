"""The ways in: a live talk, and the home screen. Import this module only when a screen is to be opened."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from coach.settings import Screen as Looks
from coach.tui.leaving import WaysOut
from coach.tui.talking import FORMS, WAYS, HelpLine, LiveTalk, Way
from coach.tui.window import CoachApp

# A screen, and what it needs, is loaded by the way in that opens it: the first one is to be seen at once.
if TYPE_CHECKING:
    from coach.core.noticing import Detector
    from coach.core.recap import Recap
    from coach.engine.configuring import Configuration
    from coach.engine.practising import Practise
    from coach.store.assigned import Desk
    from coach.store.homework import Homework
    from coach.tui.preparing import Given, Prepared
    from coach.tui.screens.deciding import Export
    from coach.tui.screens.packing import WritePacket
    from coach.tui.screens.welcome import Welcomed
    from coach.tui.shelf import Shelf
    from coach.tui.today import Today


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


def prepare_app(begin: Prepared, given: Given, *, looks: Looks | None = None) -> CoachApp:
    """The app of the page before a talk, ready to run."""
    from coach.tui.screens.preparing import PrepareScreen

    close = given.listening.close if given.listening is not None else None
    return CoachApp(lambda: PrepareScreen(begin, given), looks=looks, abandon=close)


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
    together: bool = True,
) -> CoachApp:
    """The app of the home screen, ready to run. `look` finds out, in a thread, what is to be said today. `together`: both are here."""
    from coach.tui.screens.home import HomeScreen

    return CoachApp(lambda: HomeScreen(ways, today=today, look=look, together=together), looks=looks, ends_it=True)


def run_home(
    ways: Sequence[Way] = WAYS,
    *,
    looks: Looks | None = None,
    look: Callable[[], Today] | None = None,
    together: bool = True,
) -> str | None:
    """Show the home screen; the name of the way that was chosen, or None."""
    result = home_app(ways, looks=looks, look=look, together=together).run()
    return result if isinstance(result, str) else None
