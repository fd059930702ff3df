"""A month of a couple, pressed on the screens' own keys: talks of half an hour, with all that can come between.

python -m tests.benchmarks.month [TALKS] [UTTERANCES]     # 30 talks of 30 minutes, 150 utterances each, at many times life

Nothing may get lost: each recap on screen equals the one that is added up from what stands on disk. Nothing may grow: memory,
threads, open files, and the folder beyond what was kept.
"""

from __future__ import annotations

import asyncio
import contextlib
import gc
import io
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from msgspec.structs import replace
from textual.pilot import Pilot

from coach.bundled import bundled
from coach.cli.deciding import WrittenDown, settle_it
from coach.core.recap import Recap
from coach.core.recapping import recap
from coach.core.talk import Header
from coach.engine import parts
from coach.engine.typed import TypedTalk
from coach.report.html import render_html
from coach.settings import Keeping, Screen, Settings
from coach.store.assigned import Desk
from coach.store.sessions import Sessions
from coach.tui.app import history_app, homework_app, live_app
from coach.tui.deciding import Deciding
from coach.tui.leaving import WaysOut
from coach.tui.screens.live import LiveScreen
from coach.tui.screens.recap import RecapScreen
from coach.tui.shelf import Shelf
from tests.benchmarks.frames import painted
from tests.benchmarks.machine import described, open_files, resident
from tests.benchmarks.month_said import SAID, Clock, Spoken, calm, faults, heard, typed, until

LOOKS = Screen(animation=False)
BEGAN = datetime.fromisoformat("2026-11-01T19:30:00+01:00")
NAMES = ("Maya", "Tom")
MINUTES = 30.0
TOPICS = ("How we split the housework", "Money for the summer", "Your mother at Christmas", "Phones at the table")


@dataclass
class Month:
    folder: Path
    talks: int
    utterances: int
    clock: Clock = field(default_factory=Clock)
    kept: list[str] = field(default_factory=list)
    grown: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)  # figures, printed at the end
    events: int = 0
    exports: int = 0

    def __post_init__(self) -> None:
        self.settings = replace(Settings(), keeping=Keeping(folder=str(self.folder / "kept"), keep_days=0))
        self.shelf = Shelf(self.settings.keeping)
        self.desk = Desk(self.folder / "mark")
        self.desk.take(str(bundled("homework/softer-openings.toml")))

    # --- a talk -----------------------------------------------------------------------------------------------------------

    async def have(self, n: int) -> None:
        mode = ("open", "speaker_listener", "open")[n % 3]
        written, kept = n % 3 == 2, n % 4 != 3
        header = Header(
            id=f"month{n:04}", topic=TOPICS[n % 4], names=NAMES, source="written" if written else "microphone",
            model="none", timed=not written, mode=mode, homework="Softer openings" if n % 2 else "",  # type: ignore[arg-type]
        )  # fmt: skip
        self.clock.now = 0.0
        settings = replace(self.settings, talk=replace(self.settings.talk, minutes=MINUTES))
        talk = TypedTalk(
            parts.conversation(settings), header=header, detectors=parts.detectors(settings), settings=settings, clock_s=self.clock
        )  # fmt: skip
        began_at = (BEGAN + timedelta(days=n)).isoformat(timespec="seconds")
        deciding = Deciding(self.shelf, began_at=began_at, homework=header.homework)
        sessions = self.shelf.open(without_lock=True)
        down = WrittenDown(sessions)
        down.begin(talk)  # type: ignore[arg-type]
        talk.keep = down
        shown = talk if written else Spoken(talk)
        ways = WaysOut(export=self._export, practise=parts.practise(settings), deciding=deciding)
        app = live_app(shown, ways, looks=LOOKS)  # type: ignore[arg-type]
        async with app.run_test(size=(100, 30)) as pilot:
            await painted(app)
            await self._speak(pilot, talk, n)
            await self._look_back(pilot, talk, sessions, n, keep=kept)
        with contextlib.redirect_stdout(io.StringIO()):
            settle_it(deciding, app.return_value, down, together=True, next_time=None, silent=False)
        self.events += len(talk.journal)
        if kept:
            self.kept.append(header.id)

    async def _speak(self, pilot: Pilot[object], talk: TypedTalk, n: int) -> None:
        for i in range(self.utterances):
            self.clock.now += MINUTES * 60 / self.utterances
            partner, words = SAID[(i + n) % len(SAID)]
            before = len(talk.journal)
            if n % 3 == 2:
                await typed(pilot, partner, words, letters=i % 25 == 0)
            else:
                heard(talk, partner, words)
            await until(lambda before=before: len(talk.journal) > before)
            await painted(pilot.app)
            if i % 10 == 9:
                await self._press(pilot, talk, i // 10, n)

    async def _press(self, pilot: Pilot[object], talk: TypedTalk, turn: int, n: int) -> None:
        """Something else every ten utterances."""
        written = n % 3 == 2
        if written:
            await pilot.press("escape")
        match (turn + n) % 8:
            case 0:
                await pilot.press("b")
                await until(lambda: not isinstance(pilot.app.screen, LiveScreen))
                self.clock.now += 300
                await pilot.press("plus", "1", "2")
                await until(lambda: isinstance(pilot.app.screen, LiveScreen))
            case 1:
                await pilot.press("t", *"in-laws", "enter")
            case 2:
                await pilot.press("w", "escape", "u")
            case 3 if not written:
                await pilot.press("space", "space")
            case 4:
                await pilot.press("y", "y", "f")
            case 5 if not written:
                faults(talk)
            case 6:
                await pilot.resize_terminal(80, 24)
                await pilot.press("question_mark", "escape", "exclamation_mark", "escape", "pageup", "end")
                await pilot.resize_terminal(100, 30)
        await painted(pilot.app)
        if written:
            await pilot.press("i")

    # --- its recap --------------------------------------------------------------------------------------------------------

    async def _look_back(
        self, pilot: Pilot[object], talk: TypedTalk, sessions: Sessions, n: int, *, keep: bool
    ) -> None:
        if n % 3 == 2:
            await pilot.press("escape")
        await pilot.press("e", "e")
        await until(lambda: isinstance(pilot.app.screen, RecapScreen))
        await painted(pilot.app)
        screen = pilot.app.screen
        assert isinstance(screen, RecapScreen)
        self._nothing_lost(screen._recap, talk, sessions)
        await pilot.press("tab", "tab", "u", "end", "home")
        if n % 5 == 0:
            await pilot.press("m", "enter", "4", *"I felt heard", "enter", "escape")
        if n % 6 == 0:
            await pilot.press("p", *"I would like help", "enter", "escape")
        if n % 2 == 0:
            await pilot.press("x", "1", "2", "h")
        await painted(pilot.app)
        self._nothing_lost(screen._recap, talk, sessions)
        if keep:
            await pilot.press("k", "1", "2", "enter")
            await until(lambda: screen._deciding is not None and screen._deciding.decided == "kept")
            await pilot.press("q")
        else:
            await pilot.press("f", "y")
        await until(lambda: not pilot.app.is_running or pilot.app._exit)

    def _nothing_lost(self, shown: Recap, talk: TypedTalk, sessions: Sessions) -> None:
        """What is on screen, what stands in memory, and what stands on disk are one and the same talk."""
        found = sessions.recover(talk.header.id)
        assert found.events == tuple(talk.journal), "what stands on disk is what happened"
        again = recap(list(found.events), talk.detectors, sure_above=self.settings.hearing.sure_above)
        assert again == shown, "the recap on screen is the one of what stands on disk"

    def _export(self, told: Recap, form: str, **_: object) -> Path:
        self.exports += 1
        assert form == "html"
        assert told.session.topic in render_html(told)
        return Path("recap.html")

    # --- between talks ----------------------------------------------------------------------------------------------------

    async def look_around(self) -> None:
        """The kept talks are searched and read, the packet for the therapist is made and left again."""
        if not self.kept:
            return
        app = history_app(self.shelf, looks=LOOKS, export=self._export)
        async with app.run_test(size=(100, 30)) as pilot:
            await calm(pilot)
            await pilot.press("slash", *"money", "enter", "escape", "tab", "down", "up", "enter")
            await calm(pilot)
            await pilot.press("q", "q")
        app = homework_app(self.desk, self.shelf, looks=LOOKS, write=lambda *_: ())
        async with app.run_test(size=(100, 30)) as pilot:
            await calm(pilot)
            await pilot.press("p")
            await calm(pilot)
            await pilot.press("1", "2", "down", "escape", "q", "q")

    def measure(self, n: int) -> tuple[float, int, int, float]:
        """Memory in MB, threads, open files, and KB in the folder for each kept talk."""
        gc.collect()
        here = sum(path.stat().st_size for path in self.folder.rglob("*") if path.is_file()) / 1000
        found = (
            resident(),
            threading.active_count(),
            open_files(),
            here / max(1, len(self.kept)),
        )
        self.told.append(
            f"after {n:2} talks: {found[0]:.0f} MB, {found[1]} threads, {found[2]} open files, {len(self.kept)} kept, "
            f"{here:.0f} KB in the folder"
        )
        journals = list((self.folder / "kept" / "journals").glob("*"))
        assert journals == [], "what was decided about leaves no journal behind"
        entries = {entry.id for entry in self.shelf.entries()}
        assert entries == set(self.kept), "the history has every kept talk, and no other"
        return found


async def a_month(month: Month) -> list[tuple[float, int, int, float]]:
    measured = []
    for n in range(month.talks):
        await month.have(n)
        if n % 5 == 4 or month.talks < 5:
            await month.look_around()
        measured.append(month.measure(n + 1))
    return measured


def main(talks: int, utterances: int) -> None:
    print(described())
    began, processor = time.monotonic(), time.process_time()
    with tempfile.TemporaryDirectory() as folder:
        month = Month(Path(folder), talks, utterances)
        measured = asyncio.run(a_month(month))
        for line in month.told:
            print(line)
        third = max(1, talks // 3)
        print(f"memory, a third of the way and at the end: {measured[third - 1][0]:.0f} MB, {measured[-1][0]:.0f} MB")
    print(
        f"{talks} talks of {MINUTES:.0f} minutes, {talks * utterances} utterances, {month.events} events, {month.exports} exports, each "
        f"recap equal to the one of what stood on disk: {time.monotonic() - began:.0f} s, {time.process_time() - processor:.0f} s of processor"
    )
    print(described())


if __name__ == "__main__":
    asked = [int(one) for one in sys.argv[1:]]
    main(*asked, *(30, 150)[len(asked) :])
