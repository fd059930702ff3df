"""Kept talks to look back on, in a folder of the test's own, behind a lock that asks nobody or behind a passphrase."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from coach.settings import Keeping
from coach.settings import Screen as Looks
from coach.store.kept import BY_DEFAULT, PARTS, Answered, Choice, Kept, PartnersOwn, keep
from coach.store.sessions import Sessions
from coach.store.vault import Asking, open_vault
from coach.tui.app import CoachApp, history_app
from coach.tui.shelf import Shelf
from tests.tui.scripted import sample_recap

PASSPHRASE = "correct horse"
OPEN = Asking(passphrase=lambda: "", new_passphrase=lambda: None, without_lock=lambda: True)
LOCKED = Asking(passphrase=lambda: PASSPHRASE, new_passphrase=lambda: PASSPHRASE, without_lock=lambda: False)
EVERYTHING = frozenset(PARTS)
TOPICS = ("How we split the housework", "Money for the summer", "Your mother at Christmas")


def kept_talk(n: int, **changes: object) -> Kept:
    """Talk number `n`, on the n-th of November 2026; half of them agreed on something."""
    told = sample_recap()
    topic = str(changes.pop("topic", TOPICS[n % len(TOPICS)]))
    parts = changes.pop("parts", BY_DEFAULT)
    told = replace(
        told,
        session=replace(told.session, id=f"talk-{n}", topic=topic, duration_s=600.0),
        agreements=told.agreements if n % 2 else (),
    )
    about = {
        "began_at": f"2026-11-{n:02}T19:30:00+01:00",
        "own": {"A": PartnersOwn(2, 4, "I felt heard."), "B": PartnersOwn(3, 4, "")},
        "homework": "Softer openings" if n % 2 else "",
    }
    kept = keep(told, Choice(parts, parts), **(about | changes))  # type: ignore[arg-type]
    return replace(kept, answers=(Answered(0, "kept", "2026-11-27"),)) if n == 1 else kept


def shelf_of(tmp_path: Path, talks: int = 6, *, asking: Asking = OPEN, parts: frozenset = BY_DEFAULT) -> Shelf:
    """A shelf nobody has opened yet, with that many talks; with 0 nothing was ever kept."""
    keeping = Keeping(folder=str(tmp_path / "kept"), keep_days=0)
    if talks:
        sessions = Sessions(tmp_path / "kept", open_vault(tmp_path / "kept", asking))
        for n in range(1, talks + 1):
            sessions.keep(kept_talk(n, parts=parts))
    return Shelf(keeping)


def history(tmp_path: Path, talks: int = 6, **more: object) -> CoachApp:
    """The kept talks on screen, with that many in it."""
    return history_app(shelf_of(tmp_path, talks), looks=Looks(animation=False), **more)  # type: ignore[arg-type]
