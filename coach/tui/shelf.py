"""The kept talks, as the screens need them: closed until somebody opens them, then open as long as the program runs.

What touches the disk or a key may take a while: call it from a thread (`working`).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Literal

from coach.errors import StoreError
from coach.settings import Keeping
from coach.store.assigned import Desk
from coach.store.index import Entry
from coach.store.kept import Kept
from coach.store.place import folder_of, forget_everything
from coach.store.sessions import Sessions, cut_short
from coach.store.vault import Asking, Lock, lock_of, open_vault

Door = Literal["nothing", "passphrase", "closed", "open", "damaged"]
"""nothing: nothing was ever kept. passphrase: it takes one. closed: it opens without asking anybody."""


class Shelf:
    def __init__(self, keeping: Keeping) -> None:
        self._keeping = keeping
        self._sessions: Sessions | None = None
        self.gone = 0  # talks that were older than they wanted, and were erased on opening

    @property
    def door(self) -> Door:
        """How it stands now; reads one small file."""
        if self._sessions is not None:
            return "open"
        try:
            lock = lock_of(folder_of(self._keeping))
        except StoreError:
            return "damaged"
        ways: dict[Lock | None, Door] = {None: "nothing", "passphrase": "passphrase"}
        return ways.get(lock, "closed")

    @property
    def takes_new_passphrase(self) -> bool:
        """Whether the first talk to be kept needs a passphrase, because there is no key ring here."""
        from coach.store.key_ring import key_ring

        return self.door == "nothing" and key_ring() is None

    @property
    def how_long(self) -> str:
        """For how long a talk is kept, in words."""
        days = self._keeping.keep_days
        return f"for {days} days" if days else "until you forget it"

    @property
    def how_locked(self) -> str:
        try:
            lock = lock_of(folder_of(self._keeping))
        except StoreError:
            return "damaged"
        return {
            "key_ring": "locked, the key is in this machine's key ring",
            "passphrase": "locked with your passphrase",
            "none": "not locked",
        }.get(lock or "", "")

    @property
    def cut_short(self) -> int:
        """Talks that a crash left behind and that can be brought back."""
        return cut_short(folder_of(self._keeping))

    def open(self, passphrase: str = "", *, new: str | None = None, without_lock: bool = False) -> Sessions:
        """The kept talks, with what is too old forgotten. `new`, `without_lock`: for the first talk that is kept.

        Raises WrongKeyError for a wrong passphrase, StoreError for damage or where there is no lock and none is wanted.
        """
        if self._sessions is None:
            folder = folder_of(self._keeping)
            asking = Asking(lambda: passphrase, lambda: new, lambda: without_lock)
            sessions = Sessions(folder, open_vault(folder, asking))
            today = datetime.now().astimezone().date()
            self.gone = len(sessions.forget_old(self._keeping.keep_days, today))
            self._sessions = sessions
        return self._sessions

    def close(self) -> None:
        """From here on the passphrase is asked for again."""
        self._sessions = None

    def entries(self) -> tuple[Entry, ...]:
        """All kept talks, newest first; from the index, no talk is read for it."""
        return self.open().history()

    def load(self, identity: str) -> Kept:
        return self.open().load(identity)

    def keep(self, kept: Kept) -> None:
        self.open().keep(kept)

    def forget(self, identities: Iterable[str]) -> int:
        """How many were there, and are erased."""
        return len(self.open().forget(identities))

    def forget_all(self) -> int:
        """Every talk and every key, and which homework is theirs; needs no passphrase."""
        self.close()
        count = forget_everything(folder_of(self._keeping))
        Desk().lay_aside()
        return count

    def for_homework(self, title: str) -> tuple[Kept, ...]:
        """The talks that were kept for this assignment, the oldest first."""
        found = [entry.id for entry in self.entries() if entry.homework == title]
        return tuple(self.load(one) for one in reversed(found))
