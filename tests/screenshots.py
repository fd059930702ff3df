"""The README's pictures: the app itself, on the sample talk heard by the bundled model.

python -m tests.screenshots [FOLDER]      # SVG always; PNG too where Chromium is installed
"""

from __future__ import annotations

import asyncio
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Literal

from msgspec.structs import replace

from coach.bundled import bundled
from coach.cli.helping import help_lines
from coach.core.describing import Described, describe
from coach.core.events import Agreed, Event, Heard, Level
from coach.core.recap import Recap
from coach.core.recapping import recap
from coach.core.talk import Moment
from coach.demo import audio_path
from coach.detectors import ALL
from coach.engine import parts
from coach.engine.configuring import Configuration
from coach.engine.review import review_sound
from coach.settings import Keeping, Screen, Settings
from coach.speech.models import load_transcriber
from coach.speech.speakers import ByChannel
from coach.store.assigned import Desk
from coach.store.sessions import Sessions
from coach.store.vault import open_vault
from coach.tui.app import CoachApp, history_app, home_app, homework_app, live_app
from coach.tui.screens.recap import RecapScreen
from coach.tui.screens.settings import SettingsScreen
from coach.tui.shelf import Shelf
from coach.tui.today import today
from tests.engine.fakes import HEADER
from tests.tui.every_screen import SCREENS
from tests.tui.kept_talks import OPEN, kept_talk
from tests.tui.scripted import ScriptedTalk

SIZE = (100, 30)
SCRIPTED = (  # pages without a talk, or with one that a script tells: by their names in tests/tui/every_screen.py
    "welcome", "welcome-asked", "prepare", "voices", "live-written", "live-lost", "live-keys", "help", "recap-keep", "practise",
    "guide", "cut-short", "asked-again", "history-none",
)  # fmt: skip
LOOKS = Screen(theme="dark", animation=False)


def talk_events() -> list[Event]:
    settings = Settings()
    return list(
        review_sound(
            parts.recording(audio_path())(),
            HEADER,
            hearing=settings.hearing,
            transcriber=load_transcriber(parts.REHEARSAL),
            speakers=ByChannel(),
            conversation=parts.conversation(settings),
        )
    )


class Stopped(ScriptedTalk):
    """The sample talk as it stood at one second of it."""

    def __init__(self, events: list[Event], second: float, mode: Literal["open", "speaker_listener"] = "open") -> None:
        until = [event for event in events if event.at <= second]
        header = replace(HEADER, mode=mode)
        super().__init__([*until[1:], Level(at=second, channels=(-24.0, -61.0))], header=header, minutes=0)
        self._told = recap(events, ALL)
        self._said = [event.utterance for event in events if isinstance(event, Heard)]

    def describe(self, moment: Moment) -> Described:
        return describe(moment, self._said, ALL)

    def recap(self, *, private: bool = False) -> Recap:
        return self._told


KEPT = (  # day, topic, minutes, moves that help and that hurt which were heard, the first partner's share, and what it was for
    (3, "How we split the housework", 18, 5, 6, 0.61, ""),
    (6, "Money for the summer", 14, 4, 5, 0.57, "Softer openings"),
    (9, "Phones at the table", 16, 6, 4, 0.44, ""),
    (12, "Your mother at Christmas", 21, 6, 5, 0.58, ""),
    (14, "How we split the housework", 15, 6, 3, 0.52, "Softer openings"),
    (17, "Who gets up at night", 19, 8, 3, 0.47, ""),
    (20, "The dishes, once more", 13, 6, 2, 0.53, ""),
)


def kept_talks(folder: Path) -> Shelf:
    """Two and a half weeks of a couple who keep their talks."""
    sessions = Sessions(folder, open_vault(folder, OPEN))
    for n, (day, topic, minutes, helped, hurt, share, homework) in enumerate(KEPT, 1):
        one = kept_talk(n, topic=topic, homework=homework, began_at=f"2026-11-{day:02}T19:30:00+01:00")
        told = one.recap
        shares = {who: replace(p, talk_share=share if who == "A" else 1 - share) for who, p in told.partners.items()}
        told = replace(told, session=replace(told.session, duration_s=minutes * 60.0), partners=shares)
        moves = {
            "A": {"i_statement": helped // 2, "blame": hurt // 2},
            "B": {"validation": helped - helped // 2, "dismissal": hurt - hurt // 2},
        }
        sessions.keep(replace(one, recap=told, moves=moves))
    return Shelf(Keeping(folder=str(folder)))


async def pictured(app: CoachApp, *keys: str) -> str:
    """The screen as SVG after these keys."""
    async with app.run_test(size=SIZE) as pilot:
        await app.workers.wait_for_complete()
        await pilot.pause(0.5)
        for key in keys:
            await pilot.press(key)
            await pilot.pause(0.2)
        return app.export_screenshot(title="coach")


def as_png(folder: Path) -> None:
    browser = shutil.which("chromium") or shutil.which("chromium-browser")
    if browser is None:
        print("Chromium is not installed: SVG only.")
        return
    for svg in sorted(folder.glob("*.svg")):
        with tempfile.TemporaryDirectory() as profile:
            subprocess.run(
                [
                    browser, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", f"--user-data-dir={profile}",
                    "--window-size=1240,790", f"--screenshot={svg.with_suffix('.png')}", svg.resolve().as_uri(),
                ],
                check=True, capture_output=True, timeout=60,
            )  # fmt: skip


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    events = talk_events()
    told = recap(events, ALL)
    agreed = next(event.at for event in events if isinstance(event, Agreed)) + 1.0
    light = Screen(theme="light", animation=False)
    lent = tempfile.TemporaryDirectory()
    shelf, desk = kept_talks(Path(lent.name) / "kept"), Desk(Path(lent.name) / "mark")
    desk.take(str(bundled("homework/softer-openings.toml")))
    screens = {
        "home": (home_app(look=lambda: today(shelf, desk), looks=LOOKS),),
        "settings": (CoachApp(lambda: SettingsScreen(Configuration(Path("config.toml"))), looks=LOOKS),),
        "history": (history_app(shelf, looks=LOOKS),),
        "homework": (homework_app(desk, shelf, looks=LOOKS, write=lambda *_: ()),),
        "packet": (homework_app(desk, shelf, looks=light, write=lambda *_: ()), "p", "3", "4", "down", "down"),
        "live": (live_app(Stopped(events, 75.5), looks=LOOKS),),
        "live-light": (live_app(Stopped(events, 15.0), looks=light),),
        "floor": (live_app(Stopped(events, 75.5, mode="speaker_listener"), looks=LOOKS),),
        "agreed": (live_app(Stopped(events, agreed), looks=LOOKS), "1"),
        "break": (live_app(Stopped(events, 75.5), looks=LOOKS, aim="We both want a next step we can live with."), "b"),
        "why": (live_app(Stopped(events, 15.0), looks=LOOKS), "w"),
        "recap": (CoachApp(lambda: RecapScreen(told), looks=LOOKS),),
        "alone": (
            CoachApp(lambda: RecapScreen(told, private=lambda: told, help_lines=help_lines()), looks=LOOKS),
            "a",
            "enter",
        ),
        "oneself": (CoachApp(lambda: RecapScreen(told, private=lambda: told), looks=light), "m", "enter"),
        "recap-light": (CoachApp(lambda: RecapScreen(told), looks=light),),
    }
    for name in SCRIPTED:
        one = SCREENS[name]
        screens[name] = (one.make(Path(lent.name) / name), *one.keys)
    for name, (app, *keys) in screens.items():
        (folder / f"{name}.svg").write_text(asyncio.run(pictured(app, *keys)), "utf-8")
    lent.cleanup()
    as_png(folder)
    print(f"{len(screens)} pictures in {folder}")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("docs/screenshots"))
