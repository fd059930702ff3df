"""What keeping costs and what it withstands: kills at random moments, append times, a history of ten thousand talks, sizes.

python -m tests.benchmarks.keeping [KILLS]
"""

from __future__ import annotations

import asyncio
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from msgspec.structs import replace
from textual.screen import Screen
from textual.widgets import Input

from coach.core.conversation import Conversation
from coach.core.recapping import recap
from coach.demo import truth_path
from coach.detectors import ALL
from coach.engine.review import review_transcript
from coach.settings import Settings
from coach.store.index import entry_of
from coach.store.kept import BY_DEFAULT, PARTS, Choice, keep
from coach.store.sessions import Sessions
from coach.store.vault import Asking, open_vault
from coach.transcripts import read_transcript
from tests.benchmarks.machine import described, percentile
from tests.store.killing import killed_after, lost
from tests.store.writing import event

OPEN = Asking(lambda: "", lambda: None, lambda: True)
TALKS = 10_000
HISTORY = """
import sys, time
from pathlib import Path
began = time.perf_counter()
from coach.store.sessions import Sessions
from coach.store.vault import Asking, open_vault
folder = Path(sys.argv[1])
loaded = time.perf_counter()
entries = Sessions(folder, open_vault(folder, Asking(lambda: "", lambda: None, lambda: True))).history(sys.argv[2])
print(loaded - began, time.perf_counter() - loaded, len(entries))
"""


def main(kills: int) -> None:
    print(described())
    killed(kills)
    appended()
    sizes()
    history()


def killed(times: int) -> None:
    """A program that writes as fast as it can, killed up to half a second after its first event."""
    chance = random.Random(1)  # noqa: S311 - not a secret
    sums: Counter[str] = Counter()
    for _ in range(times):
        with tempfile.TemporaryDirectory() as folder:
            try:
                handed_over, found = killed_after(Path(folder) / "kept", chance.uniform(0, 0.5))
            except Exception as error:  # whatever it is, that talk can't be read
                print(f"  {type(error).__name__}: {error}")
                sums["unreadable"] += 1
                continue
            sums["events"] += handed_over
            sums["lost"] += lost(handed_over, found)
            sums["torn"] += found.torn
            sums["damaged"] += len(found.damaged)
    print(
        f"killed {times} times: {sums['events']} events handed over, {sums['lost']} lost, {sums['unreadable']} talks unreadable, "
        f"{sums['torn']} torn last lines, {sums['damaged']} damaged lines"
    )


def appended() -> None:
    """At the pace of a lively talk, so that the once-a-second wait for the disk is in it."""
    with tempfile.TemporaryDirectory() as folder:
        journal = Sessions(Path(folder), open_vault(Path(folder), OPEN)).begin("talk-1", recoverable=True)
        took = []
        for number in range(1, 1501):
            began = time.perf_counter()
            journal.append(event(number))
            took.append((time.perf_counter() - began) * 1000)
            time.sleep(0.01)
        journal.close()
    shares = ", ".join(f"{name} {percentile(took, share):.3f} ms" for name, share in (("p50", 0.5), ("p99", 0.99)))
    print(f"append, 1500 events in 15 s: {shares}, most {max(took):.3f} ms")


def sizes() -> None:
    header, utterances = read_transcript(truth_path())
    events = list(review_transcript(header, utterances, Conversation(ALL, Settings())))
    told = recap(events, ALL)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sessions = Sessions(folder, open_vault(folder, OPEN))
        journal = sessions.begin("sample", recoverable=True)
        for one in events:
            journal.append(one)
        journal.close()
        began = time.perf_counter()
        found = sessions.recover("sample")
        print(
            f"the sample talk ({told.session.duration_s:.0f} s, {len(found.events)} events): journal "
            f"{journal.path.stat().st_size / 1024:.0f} KiB, read back in {(time.perf_counter() - began) * 1000:.0f} ms"
        )
        for label, parts in (("by default", BY_DEFAULT), ("all parts", frozenset(PARTS))):
            kept = replace(told, session=replace(told.session, id="sample"))
            sessions.keep(keep(kept, Choice(parts, parts), began_at="2026-11-20T19:30:00+01:00"))
            print(f"  kept {label}: {(folder / 'talks' / 'sample.talk').stat().st_size / 1024:.1f} KiB")


def history() -> None:
    header, utterances = read_transcript(truth_path())
    told = recap(review_transcript(header, utterances, Conversation(ALL, Settings())), ALL)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sessions = Sessions(folder, open_vault(folder, OPEN))
        real, os.fsync = os.fsync, lambda _: None  # ten thousand waits for the disk are not what is measured here
        entries = []
        for number in range(TALKS):
            kept = replace(told, session=replace(told.session, id=f"t{number:05}"))
            day = f"{2000 + number % 26}-{1 + number % 12:02}-{1 + number % 28:02}T19:30:00+01:00"
            whole = keep(kept, Choice(BY_DEFAULT, BY_DEFAULT), began_at=day)
            sessions._put(whole)
            entries.append(entry_of(whole))
        sessions._write_index(entries)
        os.fsync = real
        print(f"{TALKS} talks: index {(folder / 'index').stat().st_size / 2**20:.1f} MiB")
        for label, search in (("history", ""), ("search by topic and date", "dishes 2019")):
            runs = [_fresh(folder, search) for _ in range(7)]
            took = sorted(one for _, one, _ in runs)
            print(
                f"  {label}: median {took[3] * 1000:.0f} ms, most {took[-1] * 1000:.0f} ms in a fresh process "
                f"(and {sorted(one for one, _, _ in runs)[3] * 1000:.0f} ms imports), {runs[0][2]:.0f} talks"
            )
        asyncio.run(on_screen(folder))
        began = time.perf_counter()
        sessions.forget(["t00005"])
        print(f"  forget one of them: {(time.perf_counter() - began) * 1000:.0f} ms")


async def on_screen(folder: Path) -> None:
    """The history screen: until its first rows are drawn, and what one more letter of a search takes."""
    from coach.settings import Keeping
    from coach.settings import Screen as Looks
    from coach.tui.app import history_app
    from coach.tui.screens.history import HistoryScreen
    from coach.tui.shelf import Shelf
    from coach.tui.widgets.talk_list import TalkList

    opened, searched = [], []
    for _ in range(7):
        shelf = Shelf(Keeping(folder=str(folder), keep_days=0))
        app = history_app(shelf, looks=Looks(animation=False))
        async with app.run_test(size=(100, 30)) as pilot:  # the program runs already: what counts is the screen
            await app.workers.wait_for_complete()
            app.pop_screen()
            await pilot.pause()
            shelf.close()
            began, spent = time.perf_counter(), time.process_time()
            screen = HistoryScreen(shelf)
            await app.push_screen(screen)
            await app.workers.wait_for_complete()
            await _drawn(screen)
            opened.append(((time.perf_counter() - began) * 1000, (time.process_time() - spent) * 1000))
            assert screen.query_one(TalkList).rows == TALKS
            await pilot.press("slash", "d")
            await pilot.pause()
            began, spent = time.perf_counter(), time.process_time()
            screen.query_one(Input).value = "di"
            await _drawn(screen)
            searched.append(((time.perf_counter() - began) * 1000, (time.process_time() - spent) * 1000))
    for label, took in (("the screen opens", opened), ("one more letter of a search", searched)):
        wall, work = sorted(one for one, _ in took), sorted(one for _, one in took)
        print(f"  {label}: median {wall[3]:.0f} ms, most {wall[-1]:.0f} ms (of its own work {work[3]:.0f} ms)")


async def _drawn(screen: Screen[None]) -> None:
    """Until what is waiting to be drawn has been."""
    done = asyncio.Event()
    screen.call_after_refresh(done.set)
    await done.wait()


def _fresh(folder: Path, search: str) -> tuple[float, float, float]:
    told = subprocess.run(
        [sys.executable, "-c", HISTORY, str(folder), search], check=True, capture_output=True, text=True
    ).stdout
    imports, took, count = map(float, told.split())
    return imports, took, count


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
