"""What becomes of a talk: written down while it lasts where they wanted that, then kept as both decide, or gone."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING

import click

from coach.cli.answering import confirm, left_at_once
from coach.cli.keeping import asking
from coach.core.cleaning import clean
from coach.core.events import Event
from coach.core.recap import Recap
from coach.errors import CoachError, StoreError
from coach.store.journal import RECOVERABLE, Keeping
from coach.store.kept import BY_DEFAULT, PARTS, WORDS, Choice, Part, PartnersOwn, keep
from coach.store.remembered import Remembered
from coach.store.sessions import Sessions
from coach.tui.deciding import Deciding
from coach.tui.one_screen import ONE_SCREEN
from coach.tui.shelf import Shelf

if TYPE_CHECKING:
    from coach.cli.coming_back import Earlier
    from coach.engine.promised import PromisedTalk

TRIES = 3  # of a passphrase, before the talk goes on without the kept ones
NOTHING_KEPT = "The talk has ended. Nothing was kept."


class WrittenDown:
    """A talk on disk while it lasts; the engine's `Keep`. The quick exit, and every decision, `forget` it.

    `earlier`: the id of the unfinished talk that goes on in this one. It stays until all of it stands in the new one.
    """

    def __init__(self, sessions: Sessions, *, earlier: str = "", earlier_until: float = 0.0) -> None:
        self.sessions = sessions
        self.forgotten = False
        self.trouble: StoreError | None = None  # what could not be erased
        self._earlier = earlier
        self._earlier_until = earlier_until
        self._keeping: Keeping | None = None

    def begin(self, talk: PromisedTalk) -> None:
        """From here on every event is on disk before the screen shows it. Raises StoreError where that can't begin."""
        journal = self.sessions.begin(talk.header.id, recoverable=True)
        self._keeping = Keeping(
            journal, lambda error: talk.tell_unwritten(error.message, error.hint), lambda: talk.tell_unwritten("", "")
        )

    def __call__(self, event: Event) -> None:
        if self._keeping is None:
            return
        self._keeping(event)
        if self._earlier and event.at > self._earlier_until and not self._keeping.waiting:
            self._forget_earlier()

    def forget(self) -> None:
        """Nothing of the talk stays; what refuses to go is told by `trouble`."""
        self.forgotten = True
        try:
            if self._keeping is not None:
                self._keeping.forget()
        except StoreError as error:
            self.trouble = error
        self._forget_earlier()

    def never_began(self) -> None:
        """Nothing was said in it: what is in the new one goes, and the talk that was to go on is not lost by that."""
        self._earlier = ""
        self.forget()

    def _forget_earlier(self) -> None:
        earlier, self._earlier = self._earlier, ""
        try:
            if earlier:
                self.sessions.decided(earlier)
        except StoreError as error:
            self.trouble = error

    def close(self) -> None:
        """It stays as it is, to be decided about later."""
        if self._keeping is not None:
            self._keeping.close()


def written_down(shelf: Shelf, talk: PromisedTalk, earlier: Earlier, *, wanted: bool) -> WrittenDown | None:
    """What writes the talk down where they wanted it, or knows of its earlier part; None: neither.

    Before the screen is taken: it may ask for a passphrase. Where it can't begin, they may go on without.
    """
    if not wanted and not earlier.id:
        return None
    try:
        written = WrittenDown(at_hand(shelf, make=True), earlier=earlier.id, earlier_until=earlier.until)
        if wanted:
            written.begin(talk)
    except CoachError as error:
        click.echo(clean(f"{error.message} {error.hint}"), err=True)
        if not confirm("Have the talk without it being written down?", default=True):
            raise click.Abort from error
        return None
    talk.keep = written
    return written


def wants_it_written(said: object) -> bool:
    """As said on the command line, else asked for, in one sentence."""
    if isinstance(said, bool):
        return said
    return confirm(f"{RECOVERABLE} Do you want that?", default=False)


# --- the kept talks, opened in the terminal -------------------------------------------------------------------------------


def at_hand(shelf: Shelf, *, make: bool = False) -> Sessions:
    """The kept talks, opened: people are asked only where it is needed. Raises StoreError where they stay closed.

    `make`: a place for them is made where nothing was ever kept.
    """
    door = shelf.door
    if door == "passphrase":
        return shelf.open(asking().passphrase())
    if door == "nothing" and make and shelf.takes_new_passphrase:
        new = asking().new_passphrase()
        return shelf.open(new or "", new=new, without_lock=new is None and asking().without_lock())
    return shelf.open()


def gently_opened(shelf: Shelf) -> Sessions | None:
    """The kept talks, if there are any and they open; a passphrase may be left away, and the talk goes on without them."""
    if shelf.door in {"nothing", "damaged"}:
        return None
    if shelf.door != "passphrase":
        try:
            return shelf.open()
        except StoreError as error:
            click.echo(clean(f"{error.message} {error.hint}"), err=True)
            return None
    click.echo("Your kept talks are locked. Enter alone goes on without them.", err=True)
    for _ in range(TRIES):
        words = asking().passphrase()
        if not words:
            return None
        try:
            return shelf.open(words)
        except StoreError as error:
            click.echo(clean(f"{error.message} {error.hint}"), err=True)
    return None


# --- after the talk -------------------------------------------------------------------------------------------------------


def settle_it(
    deciding: Deciding,
    told: Recap | None,
    written: WrittenDown | None,
    *,
    together: bool,
    next_time: Remembered | None,
    silent: bool,
) -> None:
    """The talk is over: what was not decided on its page is asked here, and then nothing undecided stays on disk.

    `next_time`: what the next page may show again, if this talk is kept. `silent`: they left at once, and nothing is asked or said.
    """
    try:
        kept = deciding.decided == "kept" and not silent
        if deciding.decided == "" and told is not None and not silent:
            kept = together and bool(told.turns) and _asked(deciding, told)
            if not kept and not left_at_once():
                ONE_SCREEN.tell(NOTHING_KEPT)
        if kept:
            _afterwards(deciding, next_time)
    except StoreError:
        if written is not None:
            written.close()
            click.echo("The talk is still written down, locked. Later: coach recover", err=True)
        raise
    if written is not None:
        if told is None and deciding.decided == "" and not silent:
            written.never_began()
        else:
            written.forget()
        if (trouble := written.trouble) is not None:
            raise StoreError("Something of this talk could not be erased.", f"{trouble.message} coach forget --all")


def _asked(deciding: Deciding, told: Recap) -> bool:
    try:
        return offer_to_keep(
            told,
            began_at=deciding.began_at,
            own=deciding.own,
            homework=deciding.homework,
            asked_for=deciding.asked_for,
            how_long=deciding.shelf.how_long,
            sessions=lambda: at_hand(deciding.shelf, make=True),
        )
    except click.Abort:
        if not left_at_once():
            click.echo("")
        return False


def _afterwards(deciding: Deciding, next_time: Remembered | None) -> None:
    sessions = deciding.shelf.open()
    if next_time is not None:
        with suppress(StoreError):  # a convenience: the talk itself is kept
            sessions.remember(next_time)
            ONE_SCREEN.tell("For next time, kept with it: your names, how you sit, turns and time.")
    if deciding.homework:
        count = sum(entry.homework == deciding.homework for entry in sessions.history())
        ONE_SCREEN.tell(f"Done for “{clean(deciding.homework)}”: {count} {'time' if count == 1 else 'times'}.")


def offer_to_keep(
    told: Recap,
    *,
    began_at: str,
    sessions: Callable[[], Sessions],
    own: Mapping[str, PartnersOwn] | None = None,
    homework: str = "",
    asked_for: Collection[Part] = (),
    how_long: str = "until you forget it",
) -> bool:
    """Asks both, and keeps the talk as both want it. False: one of them does not, and nothing is kept.

    `sessions` opens the kept talks; it is called once both said yes. What goes wrong then can be tried again.
    `asked_for`: the parts their homework asks to be shared; said, and ticked by nobody but them.
    """
    names = [clean(told.partners[who].name) for who in ("A", "B")]
    click.echo(f"\nKept means: on this machine only, {how_long}. It needs two yeses.")
    click.echo(f"As usual: {_briefly(BY_DEFAULT)}. The rest is asked about.")
    if asked_for:
        click.echo(f"Your homework asks for: {_briefly(asked_for)}. You two decide.")
    ticked: list[frozenset[Part]] = []
    for name in names:
        if not confirm(f"{name}, keep this talk?"):
            click.echo("Then nothing is kept.")
            return False
        ticked.append(BY_DEFAULT | _more(name, asked_for, lines=any(one.line for one in (own or {}).values())))
    kept = keep(told, Choice(*ticked), began_at=began_at, own=own, homework=homework)
    while True:
        try:
            sessions().keep(kept)
        except StoreError as error:
            click.echo(clean(f"{error.message} {error.hint}"), err=True)
            if not _once_more():
                raise
        else:
            break
    click.echo("Kept: " + "; ".join(WORDS[part] for part in PARTS if part in kept.parts) + ".")
    return True


def _once_more() -> bool:
    """To go away from this question is no no to keeping it: only the quick exit is."""
    try:
        return confirm("Try again?", default=True)
    except click.Abort:
        if left_at_once():
            raise
        return False


def _more(name: str, asked_for: Collection[Part], *, lines: bool) -> frozenset[Part]:
    """What is kept only when both want it."""
    asked: list[Part] = ["hurtful", "transcript", *(["reflections"] if lines else [])]  # type: ignore[list-item]
    return frozenset(
        part
        for part in asked
        if confirm(f"{name}, also {WORDS[part]}?{' Your homework asks for this.' if part in asked_for else ''}")
    )


def _briefly(parts: Collection[Part]) -> str:
    return "; ".join(WORDS[part].partition(":")[0] for part in PARTS if part in parts)
