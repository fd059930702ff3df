"""How far the text lags behind the voices, in the sample talk at the pace of life."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

from coach.core.conversation import Conversation
from coach.core.events import Behind, Cued, Event, Heard, Hearing
from coach.core.talk import Header
from coach.demo import audio_path
from coach.detectors import ALL
from coach.engine import parts
from coach.engine.live import LiveTalk
from coach.settings import Settings
from coach.speech.decoding import Context
from coach.speech.speakers import ByChannel
from tests.benchmarks.apart import apart
from tests.benchmarks.machine import most_resident, percentile
from tests.benchmarks.shapes import loader


def lags(models: list[str]) -> None:
    print("seconds; `waited`: the pause until an utterance counts as over, part of the first figure")
    print(
        "cue: milliseconds from a text to its cue at most, nan where every cue was deferred; load: of the last minute"
    )
    print(
        f"{'model':14}{'context':>8}{'ahead':>6}{'end→text p50':>14}{'p95':>6}{'waited p50':>12}{'p95':>6}{'cue':>6}"
        f"{'first partial p50':>19}{'p95':>6}{'none':>5}{'processor':>10}{'MB':>5}{'behind':>7}{'load':>6}"
    )
    runs = [
        (models[0], "fitted", "ahead"),
        (models[2], "fitted", "ahead"),
        (models[2], "fitted", "after"),
        (models[2], "full", "ahead"),
        (models[1], "fitted", "ahead"),
    ]
    for model, context, ahead in runs:
        found = apart("hearing", "talk", model, context, ahead)
        print(
            f"{Path(model).name:14}{context:>8}{ahead == 'ahead'!s:>6}{found['p50']:14.2f}{found['p95']:6.2f}"
            f"{found['waited_p50']:12.2f}{found['waited_p95']:6.2f}{found['cue_ms']:6.0f}"
            f"{found['partial_p50']:19.2f}{found['partial_p95']:6.2f}{found['without']:5}{found['processor']:10.0%}"
            f"{found['mb']:5.0f}{found['behind']:7}{os.getloadavg()[0]:6.1f}",
            flush=True,
        )


def talk(model: str, context: Context, ahead: str) -> dict[str, float]:
    """The sample talk as life plays it."""
    settings = Settings()
    live = LiveTalk(
        parts.recording(audio_path(), pace="realtime"),
        loader(model, context),
        lambda _: ByChannel(),
        Conversation(ALL, settings),
        header=Header(id="bench", source="talk.flac"),
        detectors=ALL,
        settings=settings,
        from_file=True,
        ahead=ahead == "ahead",
    )
    seen: list[tuple[float, Event]] = []
    began, worked = time.monotonic(), time.process_time()
    live.start(lambda event: seen.append((time.monotonic(), event)))
    live.wait(600)
    took, worked = time.monotonic() - began, time.process_time() - worked
    heard = [(at, event) for at, event in seen if isinstance(event, Heard)]
    waited = [event.at - event.utterance.end for _, event in heard]
    partials = first_partials(seen, live)
    shown = [delay for delay in partials if delay is not None]
    return {
        "p50": percentile([event.lag for _, event in heard], 0.5),
        "p95": percentile([event.lag for _, event in heard], 0.95),
        "waited_p50": percentile(waited, 0.5),
        "waited_p95": percentile(waited, 0.95),
        "cue_ms": 1000 * max(at_once(seen), default=float("nan")),
        "partial_p50": percentile(shown, 0.5),
        "partial_p95": percentile(shown, 0.95),
        "without": len(partials) - len(shown),
        "processor": worked / took,
        "mb": most_resident(),
        "behind": sum(isinstance(event, Behind) for _, event in seen),
    }


def first_partials(seen: list[tuple[float, Event]], live: LiveTalk) -> list[float | None]:
    """For each utterance the seconds from its beginning to its first words on screen; None where it was over before."""
    delays: list[float | None] = []
    for at, event in seen:
        if isinstance(event, Heard):
            began = time.monotonic() - live.lag(event.utterance.start)
            channel = "AB".find(event.utterance.speaker)
            first = (
                then
                for then, other in seen
                if isinstance(other, Hearing) and other.channel == channel and began <= then <= at
            )
            delays.append(next((then - began for then in first), None))
    return delays


def at_once(seen: list[tuple[float, Event]]) -> Iterator[float]:
    """Seconds from a text to the cue that follows from it, where it was not deferred."""
    written = 0.0
    for at, event in seen:
        if isinstance(event, Heard):
            written = at
        elif isinstance(event, Cued) and at - written < 0.5:
            yield at - written
