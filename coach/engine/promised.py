"""A talk that is still being put together: the screen has it at once, its parts are loaded in a thread of their own.

What is asked of it before it is there is done as soon as it is. Keys never wait for a model, a rule file or a library.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from coach.core.describing import Described
from coach.core.events import Ended, Event, Failed
from coach.core.recap import Recap
from coach.core.talk import Header, Moment, Partner
from coach.engine.going_on import Keep
from coach.errors import CoachError

if TYPE_CHECKING:
    from coach.engine.live import LiveTalk
    from coach.engine.typed import TypedTalk

    Talk = LiveTalk | TypedTalk


class PromisedTalk:
    """Satisfies what the screens need of a talk. Methods may be called from any thread, and return at once."""

    def __init__(self, make: Callable[[], Talk], *, header: Header, minutes: float, notice: str = "") -> None:
        """`make` is called once, in a thread, after `start`. What it raises ends the talk, and is told."""
        self.header = header
        self.minutes = minutes
        self.notice = notice
        self.abandoned = False
        self._failed = False  # it could not be made, or could not begin
        self._make = make
        self._keep: Keep | None = None
        self._made: Talk | None = None
        self._waiting: list[Callable[[Talk], object]] = []
        self._lock = threading.Lock()
        self._settled = threading.Event()  # it is there, or it never will be
        self._settled.set()
        self._on_event: Callable[[Event], None] = lambda _: None

    def start(self, on_event: Callable[[Event], None]) -> None:
        self._on_event = on_event
        self._settled.clear()
        threading.Thread(target=self._get_ready, name="coach-getting-ready", daemon=True).start()

    def _get_ready(self) -> None:
        try:
            made = self._make()
            with self._lock:
                if self.abandoned:
                    return
                made.keep = self._keep
                # Before it begins: where it was muted or ended meanwhile, no microphone is open even for a moment.
                for do in self._waiting:
                    do(made)
                self._waiting.clear()
                self._made = made
            made.start(self._on_event)
        except CoachError as error:
            self._never(error.message, error.hint)
        except Exception as error:  # noqa: BLE001 - whatever happens here is said; the type only, as everywhere
            self._never(f"Something unexpected happened ({type(error).__name__}).", "Please try again.")
        finally:
            self._settled.set()

    def _never(self, message: str, hint: str) -> None:
        with self._lock:
            self._failed = True
            self._waiting.clear()
        self._on_event(Failed(at=0.0, message=message, hint=hint))
        self._on_event(Ended(at=0.0))

    def _when_made(self, do: Callable[[Talk], object]) -> None:
        """The talk itself is never called under the lock: it has locks of its own, and calls us while it holds them."""
        with self._lock:
            made = self._made
            if made is None and not self.abandoned and not self._failed:
                self._waiting.append(do)
        if made is not None:
            do(made)

    # --- what people ask for ---

    def stop(self) -> None:
        self._when_made(lambda talk: talk.stop())

    def abandon(self) -> None:
        """Quick exit: what is not there yet never begins."""
        with self._lock:
            self.abandoned = True
            self._on_event = lambda _: None
            self._waiting.clear()  # there may be words in it
            made, keep = self._made, self._keep
        if made is not None:
            made.abandon()
        elif keep is not None:
            keep.forget()

    def mute(self, on: bool) -> None:
        self._when_made(lambda talk: talk.mute(on))

    def reopen(self) -> None:
        self._when_made(lambda talk: talk.reopen())

    def dismiss(self, moment: int) -> None:
        self._when_made(lambda talk: talk.dismiss(moment))

    def park(self, what: str = "") -> None:
        self._when_made(lambda talk: talk.park(what))

    def begin_break(self, minutes: float) -> None:
        self._when_made(lambda talk: talk.begin_break(minutes))

    def end_break(self) -> None:
        self._when_made(lambda talk: talk.end_break())

    def pass_floor(self, to: Partner) -> None:
        self._when_made(lambda talk: talk.pass_floor(to))

    def say_who(self, utterance: int, speaker: Partner) -> None:
        self._when_made(lambda talk: talk.say_who(utterance, speaker))

    def confirm(self, agreement: int, by: Partner) -> None:
        self._when_made(lambda talk: talk.confirm(agreement, by))

    def amend(self, agreement: int, what: str) -> None:
        self._when_made(lambda talk: talk.amend(agreement, what))

    def tell_unwritten(self, message: str, hint: str) -> None:
        self._when_made(lambda talk: talk.tell_unwritten(message, hint))

    # --- how it stands ---

    @property
    def keep(self) -> Keep | None:
        return self._keep

    @keep.setter
    def keep(self, keep: Keep | None) -> None:
        with self._lock:
            self._keep = keep
            if self._made is not None:
                self._made.keep = keep

    @property
    def waiting(self) -> bool:
        """The microphone is away, until `reopen` or `stop`."""
        return bool(getattr(self._made, "waiting", False))

    @property
    def describe(self) -> Callable[[Moment], Described]:
        return lambda moment: self._there().describe(moment)

    def recap(self, *, private: bool = False) -> Recap:
        return self._there().recap(private=private)

    def wait(self, timeout: float | None = None) -> bool:
        """Whether it has ended, or never began."""
        return self._settled.wait(timeout) and (self._failed or self._made is None or self._made.wait(timeout))

    def _there(self) -> Talk:
        """For what can only be asked of a talk that has begun."""
        if self._made is None:
            raise CoachError("This talk has not begun.", "Please start it again.")
        return self._made


class PromisedTypedTalk(PromisedTalk):
    """The same for a talk that is written."""

    def write(self, partner: Partner, text: str) -> None:
        self._when_made(lambda talk: talk.write(partner, text))  # type: ignore[union-attr]
