"""The ways in, one for each of the full screen's: the same questions, the same answers, in lines.

Each takes the terminal for itself and leaves it as it was. Esc Esc anywhere blanks the screen first, then forgets, then goes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

from coach.core.recap import Recap
from coach.engine.practising import Practise
from coach.plain.after import After
from coach.plain.before import Welcomed, WhatNow, asked_again, way_on, welcome, what_now
from coach.plain.live import LiveLines
from coach.plain.preparing import Preparing, settle
from coach.plain.terminal import LeftAtOnce, Terminal
from coach.store.followed import Followed
from coach.store.kept import Answer
from coach.tui.leaving import WaysOut, amending_of, dismissing
from coach.tui.preparing import Given, Prepared
from coach.tui.talking import HelpLine, LiveTalk, Way

if TYPE_CHECKING:  # what only one way in needs is loaded by it
    from coach.plain.keeping import Export
    from coach.plain.packing import WritePacket
    from coach.store.assigned import Desk
    from coach.store.homework import Homework
    from coach.tui.shelf import Shelf

T = TypeVar("T")


def run_live(talk: LiveTalk, ways: WaysOut | None = None, *, aim: str = "") -> Recap | None:
    """Tell a talk until it has ended and its recap was read. None: they left at once, or nothing could be heard.

    With something to decide, both are asked afterwards whether it is kept, unless they forget it here.
    """
    out = ways or WaysOut()

    def tell(terminal: Terminal) -> Recap | None:
        trouble = LiveLines(talk, terminal, help_lines=out.help_lines, aim=aim).run()
        if trouble is None:
            return None
        after = After(
            talk.recap(),
            terminal,
            dismiss_moment=dismissing(talk),
            export=out.export,
            new_talk=out.new_talk,
            practise=out.practise,
            help_lines=out.help_lines,
            deciding=out.deciding,
            amending=amending_of(talk),
            private=lambda: talk.recap(private=True),
        )
        return after.run(trouble)

    return _in_lines(tell, talk.abandon)


def run_recap(recap: Recap, *, practise: Practise | None = None, help_lines: Sequence[HelpLine] = ()) -> Recap | None:
    """A recap by itself."""
    return _in_lines(lambda terminal: After(recap, terminal, practise=practise, help_lines=help_lines).run())


def run_prepare(begin: Prepared, given: Given) -> Prepared | None:
    """Settle what a talk needs; None: they left."""
    close = given.listening.close if given.listening is not None else None
    return _in_lines(lambda terminal: settle(terminal, Preparing(begin, given, terminal)), close)


def run_welcome(help_lines: Sequence[HelpLine] = ()) -> Welcomed | None:
    """The first time: who is here, None for leaving."""
    return _in_lines(lambda terminal: welcome(terminal, help_lines))


def run_home(ways: Sequence[Way], today: Sequence[str] = ()) -> str | None:
    """The name of the way that was chosen, or None. `today`: what there is to say today, in sentences."""
    return _in_lines(lambda terminal: way_on(terminal, ways, today))


def run_cut_short(about: str, notes: Sequence[str] = ()) -> WhatNow | None:
    """What becomes of a talk that was left in the middle; None: they left at once."""
    return _in_lines(lambda terminal: what_now(terminal, about, notes))


def run_asked_again(agreements: Sequence[Followed]) -> dict[int, Answer] | None:
    """The answers that were given; None: they left at once."""
    return _in_lines(lambda terminal: asked_again(terminal, agreements))


def run_history(
    shelf: Shelf, *, export: Export | None = None, practise: Practise | None = None, help_lines: Sequence[HelpLine] = ()
) -> None:
    """The kept talks, until somebody leaves them. A quick exit locks them again."""
    from coach.plain.history import History

    def tell(terminal: Terminal) -> None:
        History(shelf, terminal, export=export, practise=practise, help_lines=help_lines).run()

    _in_lines(tell, shelf.close)


def run_homework(
    desk: Desk, shelf: Shelf, *, write: WritePacket | None = None, help_lines: Sequence[HelpLine] = ()
) -> Homework | None:
    """The assignment that a talk is to begin for; None: they left."""
    from coach.plain.homework import AtHome

    return _in_lines(
        lambda terminal: AtHome(desk, shelf, terminal, write=write, help_lines=help_lines).run(), shelf.close
    )


def _in_lines(work: Callable[[Terminal], T], forget: Callable[[], object] | None = None) -> T | None:
    """`work` with the terminal in its hands; None after a quick exit. `forget`: what that must stop."""
    with Terminal() as terminal:
        try:
            return work(terminal)
        except LeftAtOnce:
            terminal.blank()
            if forget is not None:
                forget()
            return None
