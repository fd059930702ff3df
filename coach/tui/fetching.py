"""Fetching the speech model while the screen goes on: how far it is, and a way to stop."""

from __future__ import annotations

import contextlib
import threading

from textual.message import Message
from textual.message_pump import MessagePump

from coach.errors import CoachError
from coach.tui.preparing import Fetch, here_by


class Fetched(Message):
    """It has come further, ended (`whole`), or can't go on (`words` says why)."""

    def __init__(self, words: str = "", *, whole: bool = False) -> None:
        super().__init__()
        self.words = words
        self.whole = whole

    def can_replace(self, message: Message) -> bool:
        return isinstance(message, Fetched) and not message.whole and not message.words


class _Stopped(Exception):  # noqa: N818 - nothing went wrong
    pass


class Fetching:
    def __init__(self, fetch: Fetch, screen: MessagePump) -> None:
        self._fetch = fetch
        self._screen = screen
        self._stop = threading.Event()
        self.running = False
        self.share = 0.0  # 0..1

    def toggle(self) -> None:
        """Begin; or stop, if it is running. What has come so far is kept for the next time."""
        if self.running:
            self._stop.set()
            return
        self._stop.clear()
        self.running, self.share = True, 0.0
        threading.Thread(target=self._run, name="coach-fetch", daemon=True).start()

    def _run(self) -> None:
        try:
            self._fetch(self._progress)
        except _Stopped:
            self._over("Stopped. What has come so far is kept.")
        except CoachError as error:
            self._over(f"{error.message} {here_by('d', error.hint)}")
        else:
            self._over("", whole=True)

    def _progress(self, done: int, of: int) -> None:
        if self._stop.is_set():
            raise _Stopped
        share = done / of if of else 0.0
        if share - self.share >= 0.01 or share >= 1:
            self.share = share
            self._tell(Fetched())

    def _over(self, words: str, *, whole: bool = False) -> None:
        self.running = False
        self._tell(Fetched(words, whole=whole))

    def _tell(self, message: Fetched) -> None:
        with contextlib.suppress(RuntimeError):  # the loop has just closed
            self._screen.post_message(message)
