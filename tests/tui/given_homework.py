"""Homework on screen: a desk with an assignment or without, and packets that are taken instead of written."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from coach.bundled import bundled
from coach.settings import Screen as Looks
from coach.store.assigned import Desk
from coach.store.homework import load_homework
from coach.store.packet import Packet
from coach.store.vault import Asking
from coach.tui.app import CoachApp, homework_app
from tests.tui.kept_talks import EVERYTHING, OPEN, shelf_of

OURS = bundled("homework/softer-openings.toml")
SOFTER = load_homework(OURS).homework


class Written:
    """Takes packets instead of a disk."""

    def __init__(self) -> None:
        self.packets: list[tuple[Packet, str]] = []

    def __call__(self, packet: Packet, form: str) -> Sequence[Path]:
        self.packets.append((packet, form))
        return (Path(f"[b]packet[/].{form}"),)


def desk(folder: Path, *, ours: bool = True) -> Desk:
    """Where an assignment lies, or none."""
    one = Desk(folder / "mark")
    if ours:
        one.take(str(OURS))
    return one


def screen(
    folder: Path, talks: int = 3, *, ours: bool = True, theme: str = "dark", asking: Asking = OPEN
) -> tuple[CoachApp, Written]:
    shelf, write = shelf_of(folder, talks, asking=asking, parts=EVERYTHING), Written()
    looks = Looks(theme=theme, animation=False)  # type: ignore[arg-type]
    return homework_app(desk(folder, ours=ours), shelf, looks=looks, write=write), write
