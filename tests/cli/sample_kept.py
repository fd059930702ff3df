"""The sample talk, kept as if both had ticked."""

from __future__ import annotations

from msgspec.structs import replace

from coach.bundled import bundled
from coach.core.recapping import recap
from coach.detectors import ALL
from coach.store.kept import PARTS, Choice, PartnersOwn, keep
from coach.store.sessions import Sessions
from coach.store.vault import open_vault
from tests.tui.kept_talks import OPEN

HOMEWORK = str(bundled("homework/softer-openings.toml"))


def put(folder, events, identity="abc1", parts=frozenset(PARTS), **changes):
    """Keeps the talk of these events in `folder`; `changes`: when it began, what each said, what it was for."""
    told = recap(events, ALL)
    told = replace(told, session=replace(told.session, id=identity))
    own = {"A": PartnersOwn(3, 4, "Marigold felt heard.")}
    said = {"began_at": "2026-11-10T19:00:00+01:00", "own": own, "homework": "Softer openings"} | changes
    Sessions(folder, open_vault(folder, OPEN)).keep(keep(told, Choice(parts, parts), **said))
