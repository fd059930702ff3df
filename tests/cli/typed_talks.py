"""Typed talks, written down as they go, and what is then decided about them at a terminal."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click
from click.testing import CliRunner, Result
from msgspec.structs import replace

from coach.cli.coming_back import NEW, Earlier
from coach.cli.deciding import settle_it, written_down
from coach.core.events import Event
from coach.core.recap import Recap
from coach.core.talk import Header
from coach.engine.parts import typed_talk
from coach.engine.promised import PromisedTypedTalk
from coach.settings import Settings
from coach.store.kept import PartnersOwn
from coach.store.remembered import Remembered
from coach.tui.deciding import Deciding
from coach.tui.shelf import Shelf

BEGAN = "2026-11-20T19:30:00+01:00"
HEADER = Header(
    id="t1", topic="the dishes", names=("Maya", "Tom"), source="typed", timed=False, homework="Softer openings"
)
LAST = Remembered("t1", ("Maya", "Tom"), "typed", "speaker_listener", 30.0)


def asked(work: Callable[[], object], typed: str = "") -> Result:
    """Runs it as a command, with these answers."""

    @click.command()
    def command() -> None:
        click.echo(f"-> {work()}")

    return CliRunner().invoke(command, input=typed)


def a_talk(identity: str = "t1") -> PromisedTypedTalk:
    talk = typed_talk(Settings(), replace(HEADER, id=identity))
    talk.start(lambda _: None)
    talk.write("A", "I feel alone with the marzipan.")
    talk.write("B", "I'll do the dishes on Tuesday, I promise.")
    return talk


def ended(talk: PromisedTypedTalk) -> Recap:
    talk.stop()
    assert talk.wait(20)
    return talk.recap()


def journal_of(talk: PromisedTypedTalk) -> tuple[Event, ...]:
    return tuple(talk._there().journal)


def journals(folder: Path) -> set[str]:
    return {path.suffix for path in (folder / "journals").iterdir()} if (folder / "journals").exists() else set()


def begun(shelf: Shelf, *, wanted: bool = True, earlier: Earlier = NEW):
    """A talk that is written down from its first event, and its `WrittenDown`."""
    talk = typed_talk(Settings(), HEADER)
    written = written_down(shelf, talk, earlier, wanted=wanted)
    talk.start(lambda _: None)
    talk.write("A", "I feel alone with the marzipan.")
    return talk, written


def decide(shelf: Shelf, told: Recap | None, written: object, typed: str = "", **more: object) -> Result:
    deciding = more.pop("deciding", None) or Deciding(
        shelf, began_at=BEGAN, own={"A": PartnersOwn(2, 4)}, homework="Softer openings"
    )
    said = {"together": True, "next_time": LAST, "silent": False} | more
    return asked(lambda: settle_it(deciding, told, written, **said), typed)  # type: ignore[arg-type]
