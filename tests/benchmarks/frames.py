"""What one event or one key costs the screen in a very long talk, until it is laid out, painted and written.

python -m tests.benchmarks.frames [UTTERANCES]
"""

from __future__ import annotations

import asyncio
import gc
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

from textual.drivers.headless_driver import HeadlessDriver
from textual.pilot import Pilot

from coach.core.events import Ended, Event, SpeakerTold
from coach.core.recapping import recap
from coach.detectors import ALL
from coach.settings import Screen as Looks
from coach.tui.app import CoachApp, live_app
from coach.tui.messages import Happened
from coach.tui.screens.recap import RecapScreen
from coach.tui.widgets.time_line import TimeLine
from tests.benchmarks.long_talk import steps
from tests.benchmarks.machine import described, percentile, resident
from tests.tui.scripted import ScriptedTalk

SIZE = (100, 30)
AIM_MS = 50.0
LAST = 1000  # utterances over which memory is compared
READING = ("pageup", "up", "up", "down", "pagedown", "home", "pagedown", "pagedown", "end")
WALKING = ("left", "right", "shift+right", "shift+left", "home", "right", "end", "left")


class Painting(HeadlessDriver):
    """Takes the painted screen as a terminal would, and shows it to nobody."""

    written = 0

    @property
    def is_headless(self) -> bool:
        return False

    def write(self, data: str) -> None:
        Painting.written += len(data)


@dataclass
class Frames:
    """Milliseconds of every frame, by what it was for: processor time of the screen's thread, and wall time."""

    processor: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    wall: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    said: list[str] = field(default_factory=list)  # beside the table; a running app swallows what is printed

    async def take(self, what: str, app: CoachApp, begin: Callable[[], object]) -> None:
        processor, wall = time.thread_time(), time.perf_counter()
        begin()
        await painted(app)
        self.processor[what].append((time.thread_time() - processor) * 1000)
        self.wall[what].append((time.perf_counter() - wall) * 1000)

    def tell(self) -> None:
        print("\n".join(self.said))
        print(
            "| what | frames | processor ms: median, p95, worst | wall ms: median, p95, worst | over 50 ms of processor |"
        )
        print("|---|---|---|---|---|")
        for what, mine in self.processor.items():
            over = sum(one > AIM_MS for one in mine)
            print(f"| {what} | {len(mine)} | {three(mine)} | {three(self.wall[what])} | {over} |")


def three(values: list[float]) -> str:
    return ", ".join(f"{percentile(values, share):.1f}" for share in (0.5, 0.95, 1.0))


def still(app: CoachApp) -> bool:
    """Nothing waits to be handled, laid out or painted."""
    screen = app.screen
    return not (
        screen._layout_required
        or screen._dirty_widgets
        or screen._callbacks
        or app._resize_event
        or any(node._message_queue and not node._message_queue.empty() for node in (app, screen, *screen.query("*")))
    )


async def painted(app: CoachApp) -> None:
    """Until the screen stands still twice in a row: what was posted is handled, and painted."""
    calm = 0
    while calm < 2:
        await asyncio.sleep(0.001)
        calm = calm + 1 if still(app) else 0


async def live(utterances: int, frames: Frames) -> list[Event]:
    talk = ScriptedTalk(minutes=0)
    app = live_app(talk, looks=Looks(animation=False))
    app.driver_class = Painting
    told: list[Event] = list(talk.events)
    async with app.run_test(size=SIZE, headless=False) as pilot:
        await pilot.pause(0.5)
        screen = app.screen
        for n, events in enumerate(steps(utterances), 1):
            if n == utterances - LAST:
                gc.collect()
                before = resident()
            for event in events:
                await frames.take(type(event).__name__, app, lambda event=event: screen.post_message(Happened(event)))
                told.append(event)
            if n % 500 == 0:
                await read_back(pilot, frames)
        gc.collect()
        if utterances > LAST:
            frames.said.append(
                f"memory of the process: {before:.1f} MB before the last {LAST} utterances, {resident():.1f} MB after them"
            )
        await frames.take(
            "whose it is, said late",
            app,
            lambda: screen.post_message(Happened(SpeakerTold(at=told[-1].at, utterance=97, speaker="A"))),
        )
        for size in ((80, 24), (160, 45), SIZE):
            await frames.take("another size of window", app, lambda size=size: app.post_message(_resized(*size)))
    told.append(Ended(at=told[-1].at + 1))
    return told


def _resized(width: int, height: int) -> object:
    from textual import events
    from textual.geometry import Size

    return events.Resize(Size(width, height), Size(width, height))


async def read_back(pilot: Pilot[object], frames: Frames) -> None:
    for key in READING:
        await frames.take("a key that scrolls", pilot.app, lambda key=key: pressed(pilot.app, key))


def pressed(app: CoachApp, key: str) -> None:
    from textual import events

    app.post_message(events.Key(key, None))


async def looked_back(told: list[Event], frames: Frames) -> None:
    began = time.thread_time(), time.perf_counter()
    made = recap(told, ALL)
    frames.said.append(
        f"adding up the recap: {time.thread_time() - began[0]:.2f} s of processor, {time.perf_counter() - began[1]:.2f} s"
    )
    app = CoachApp(lambda: RecapScreen(made), looks=Looks(animation=False))
    app.driver_class = Painting
    began = time.thread_time(), time.perf_counter()
    async with app.run_test(size=SIZE, headless=False):
        await painted(app)
        frames.said.append(
            f"opening the recap: {time.thread_time() - began[0]:.2f} s of processor, {time.perf_counter() - began[1]:.2f} s"
        )
        for key in ("down", "pagedown", "up", "end", "home", "tab", "tab"):
            await frames.take("recap: a key that scrolls", app, lambda key=key: pressed(app, key))
        app.screen.query_one(TimeLine).focus()
        await painted(app)
        for _ in range(5):
            for key in WALKING:
                await frames.take("recap: a step along the talk", app, lambda key=key: pressed(app, key))


def main(utterances: int) -> None:
    print(described())
    frames = Frames()
    told = asyncio.run(live(utterances, frames))
    asyncio.run(looked_back(told, frames))
    frames.tell()
    print(
        f"\n{utterances} utterances, {len(told)} events, {SIZE[0]} by {SIZE[1]}, {Painting.written / 1e6:.0f} MB painted; {described()}"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3000)
