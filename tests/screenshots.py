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

from coach.core.describing import Described, describe
from coach.core.events import Event, Heard, Level
from coach.core.recap import Recap
from coach.core.recapping import recap
from coach.core.talk import Moment
from coach.demo import audio_path
from coach.detectors import ALL
from coach.engine import parts
from coach.engine.review import review_sound
from coach.settings import Screen, Settings
from coach.speech.models import load_transcriber
from coach.speech.speakers import ByChannel
from coach.tui.app import CoachApp, home_app, live_app
from coach.tui.screens.recap import RecapScreen
from tests.engine.fakes import HEADER
from tests.tui.scripted import ScriptedTalk

SIZE = (100, 30)
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

    def __init__(self, events: list[Event], second: float) -> None:
        until = [event for event in events if event.at <= second]
        super().__init__([*until[1:], Level(at=second, channels=(-24.0, -61.0))], header=HEADER, minutes=0)
        self._told = recap(events, ALL)
        self._said = [event.utterance for event in events if isinstance(event, Heard)]

    def describe(self, moment: Moment) -> Described:
        return describe(moment, self._said, ALL)

    def recap(self) -> Recap:
        return self._told


async def pictured(app: CoachApp, *keys: str) -> str:
    """The screen as SVG after these keys."""
    async with app.run_test(size=SIZE) as pilot:
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
    light = Screen(theme="light", animation=False)
    screens = {
        "home": (home_app(looks=LOOKS),),
        "live": (live_app(Stopped(events, 75.5), looks=LOOKS),),
        "live-light": (live_app(Stopped(events, 15.0), looks=light),),
        "why": (live_app(Stopped(events, 15.0), looks=LOOKS), "w"),
        "recap": (CoachApp(lambda: RecapScreen(told), looks=LOOKS),),
        "recap-light": (CoachApp(lambda: RecapScreen(told), looks=light),),
    }
    for name, (app, *keys) in screens.items():
        (folder / f"{name}.svg").write_text(asyncio.run(pictured(app, *keys)), "utf-8")
    as_png(folder)
    print(f"{len(screens)} pictures in {folder}")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("docs/screenshots"))
