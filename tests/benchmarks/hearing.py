"""How quick, how heavy and how deaf to noise the hearing is. About a quarter of an hour; each talk in a process of its own.

    python -m tests.benchmarks.hearing [lag] [decoding] [memory] [noise]

The shapes of tiny.en and base.en have random weights (see `tests.benchmarks.shapes`): their cost is real, their words are
rehearsal-en's.
"""

from __future__ import annotations

import gc
import itertools
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

from coach.audio.recording import open_recording
from coach.core.conversation import Conversation
from coach.core.events import Behind, Cued, Event, Heard, Hearing, Unsure
from coach.core.talk import Header
from coach.demo import audio_path, truth_path
from coach.detectors import ALL
from coach.engine import parts
from coach.engine.live import LiveTalk
from coach.engine.review import review_sound
from coach.settings import Settings
from coach.sound import RATE, Block, Lost, Samples, Segment
from coach.speech.decoding import Context, Recogniser
from coach.speech.models import REHEARSAL, find_model, load_transcriber
from coach.speech.speakers import ByChannel
from coach.speech.transcriber import Transcriber
from tests.benchmarks.machine import described, percentile
from tests.benchmarks.shapes import Labouring, build

SHARED = Path(__file__).parents[3] / "shared"
HEADER = Header(id="bench", source="talk.flac")
PARTS = ("lag", "decoding", "memory", "noise")


def main(wanted: list[str]) -> None:
    with tempfile.TemporaryDirectory(prefix="coach-shapes-") as folder:
        models = [REHEARSAL, *(str(build(name, Path(folder))) for name in ("tiny.en", "base.en"))]
        for part in wanted or PARTS:
            print(f"\n## {part}\n{described()}", flush=True)
            {"lag": lags, "decoding": decoding, "memory": memory, "noise": noise}[part](models)


def loader(model: str, context: Context = "fitted") -> Callable[[], Transcriber]:
    """rehearsal-en itself, or the folder of a shape."""

    def load() -> Transcriber:
        return load_transcriber(REHEARSAL) if model == REHEARSAL else Labouring(Path(model), context)

    return load


# --- a talk at the pace of life -------------------------------------------------------------------------------------------


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
        found = child("talk", model, context, ahead)
        print(
            f"{Path(model).name:14}{context:>8}{ahead == 'ahead'!s:>6}{found['p50']:14.2f}{found['p95']:6.2f}"
            f"{found['waited_p50']:12.2f}{found['waited_p95']:6.2f}{found['cue_ms']:6.0f}"
            f"{found['partial_p50']:19.2f}{found['partial_p95']:6.2f}{found['without']:5}{found['processor']:10.0%}"
            f"{found['mb']:5.0f}{found['behind']:7}{os.getloadavg()[0]:6.1f}",
            flush=True,
        )


def child(*arguments: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.hearing", "child", *arguments], check=True, capture_output=True
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def talk(model: str, context: Context, ahead: str) -> dict[str, float]:
    """The sample talk as life plays it."""
    settings = Settings()
    live = LiveTalk(
        parts.recording(audio_path(), pace="realtime"),
        loader(model, context),
        lambda _: ByChannel(),
        Conversation(ALL, settings),
        header=HEADER,
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


# --- one utterance --------------------------------------------------------------------------------------------------------


def decoding(models: list[str]) -> None:
    segments = spoken()
    three = min(segments, key=lambda one: abs(one.seconds - 3))
    tokens = 16
    print(
        f"an utterance of {three.seconds:.1f} s; processor milliseconds, best of 7; stock: WhisperModel.transcribe, beam 5"
    )
    print(
        f"{'model':14}{'ours':>7}{'full 30 s':>11}{'stock':>8}{'ratio':>7}{'stock + word times':>20}{'ratio':>7}  words"
    )
    for model in models:
        found = compared(model, three, tokens)
        ours, full, stock, timed, words = found
        name = Path(model).name
        print(
            f"{name:14}{ours:7.0f}{full:11.0f}{stock:8.0f}{stock / ours:7.1f}{timed:20.0f}{timed / ours:7.1f}  {words}"
        )
    print(f"encoder passes: {passes(segments)}")


def spoken() -> list[Segment]:
    """The sample talk's turns, by their true times."""
    sound = np.concatenate([item.samples for item in open_recording(audio_path()) if isinstance(item, Block)])
    turns = json.loads(truth_path().read_text("utf-8"))["turns"]
    return [
        Segment(
            0,
            turn["start"],
            np.ascontiguousarray(
                sound[
                    round((turn["start"] - 0.2) * RATE) : round((turn["end"] + 0.2) * RATE), "AB".index(turn["speaker"])
                ]
            ),
            turn["end"],
        )
        for turn in turns
    ]


def compared(model: str, segment: Segment, tokens: int) -> tuple[float, float, float, float, str]:
    from faster_whisper import WhisperModel

    folder = find_model(REHEARSAL) if model == REHEARSAL else Path(model)
    stock = WhisperModel(str(folder), device="cpu", compute_type="int8", local_files_only=True, cpu_threads=1)
    usual = {"beam_size": 5, "condition_on_previous_text": False, "vad_filter": False}
    if model == REHEARSAL:
        ours = load_transcriber(REHEARSAL)
        full = type(ours)(folder, context="full")
        texts = [ours.transcribe(segment).text, said(stock, segment, usual)]
        return (
            least(lambda: ours.transcribe(segment)),
            least(lambda: full.transcribe(segment)),
            least(lambda: said(stock, segment, usual)),
            least(lambda: said(stock, segment, {**usual, "word_timestamps": True})),
            "the same" if texts[0] == texts[1] else f"differ: {texts}",
        )
    # Random weights never end a sentence: both are held to the same number of tokens.
    end = stock.hf_tokenizer.token_to_id("<|endoftext|>")
    held = {
        **usual,
        "temperature": 0.0,
        "max_new_tokens": 2 * tokens,
        "suppress_tokens": [end],
        "without_timestamps": True,
        **dict.fromkeys(("compression_ratio_threshold", "log_prob_threshold", "no_speech_threshold")),
    }
    fitted, whole = Labouring(folder), Labouring(folder, "full")
    return (
        least(lambda: fitted.work(segment.samples, tokens, beam=3, times=True)),
        least(lambda: whole.work(segment.samples, tokens, beam=3, times=True)),
        least(lambda: said(stock, segment, held)),
        least(lambda: said(stock, segment, {**held, "word_timestamps": True})),
        f"{tokens} tokens each",
    )


def said(stock: Any, segment: Segment, options: dict[str, Any]) -> str:
    found, _ = stock.transcribe(segment.samples.copy(), language="en", **options)
    return " ".join(one.text.strip() for one in found)


def least(work: Callable[[], object]) -> float:
    """Processor milliseconds, the best of seven after one to warm up."""
    work()
    times = []
    for _ in range(7):
        began = time.process_time()
        work()
        times.append(1000 * (time.process_time() - began))
    return min(times)


def passes(segments: list[Segment]) -> str:
    """Each utterance's passes through the encoder, word times included."""
    counted = 0
    encode = Recogniser.encode

    def counting(self: Recogniser, features: Any) -> Any:
        nonlocal counted
        counted += 1
        return encode(self, features)

    Recogniser.encode = counting  # type: ignore[method-assign]
    try:
        each = []
        transcriber = load_transcriber(REHEARSAL)
        for segment in segments:
            counted = 0
            transcriber.transcribe(segment)
            each.append(counted)
    finally:
        Recogniser.encode = encode  # type: ignore[method-assign]
    return f"{statistics.mean(each):.2f} an utterance, most {max(each)}, over {len(each)} (a second one: heard again with the full window)"


# --- an hour --------------------------------------------------------------------------------------------------------------


class Again:
    """The sample talk, over and over, as fast as it is listened to."""

    channels = 2

    def __init__(self, seconds: float) -> None:
        self.seconds: float | None = seconds
        self._closed = threading.Event()

    def __iter__(self) -> Iterator[Block | Lost]:
        at = 0.0
        for item in itertools.chain.from_iterable(open_recording(audio_path()) for _ in itertools.count()):
            if self._closed.is_set() or at >= (self.seconds or 0.0):
                return
            assert isinstance(item, Block)
            yield Block(item.samples, at)
            at += len(item.samples) / RATE

    def close(self) -> None:
        self._closed.set()


def memory(models: list[str]) -> None:
    print("an hour of talk as fast as it goes: resident MB, threads and open files, every five minutes of talk")
    for model, minutes in ((models[0], 60), (models[2], 20)):
        found = child("hour", model, str(minutes))
        print(f"{Path(model).name:14}MB {found['mb']}  threads {found['threads']}  files {found['files']}", flush=True)


def hour(model: str, minutes: str) -> dict[str, list[float]]:
    settings = Settings()
    found: dict[str, list[float]] = {"mb": [], "threads": [], "files": []}
    live = LiveTalk(
        lambda: Again(60.0 * float(minutes)),
        loader(model),
        lambda _: ByChannel(),
        parts.conversation(settings),
        header=HEADER,
        detectors=ALL,
        settings=settings,
        from_file=True,
    )

    def watch(event: Event) -> None:
        if isinstance(event, Heard) and event.at >= 300 * (len(found["mb"]) + 1):
            gc.collect()
            found["mb"].append(round(resident()))
            found["threads"].append(threading.active_count())
            found["files"].append(len(list(Path("/proc/self/fd").iterdir())))

    live.start(watch)
    live.wait(3600)
    return found


def most_resident() -> float:
    """The system's own figure for a process also counts what its parent held when it began."""
    status = Path("/proc/self/status").read_text()
    return float(status.partition("VmHWM:")[2].split()[0]) / 1000


def resident() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


# --- noise ----------------------------------------------------------------------------------------------------------------


def noise(_: list[str]) -> None:
    transcriber, total = load_transcriber(REHEARSAL), 0.0
    print(f"{'noise':22}{'minutes':>8}{'utterances':>11}{'cues':>5}{'unsure':>7}")
    for name, samples in noises():
        events = review(samples, transcriber)
        counts = [sum(isinstance(event, kind) for event in events) for kind in (Heard, Cued, Unsure)]
        total += len(samples) / RATE / 60
        print(f"{name:22}{len(samples) / RATE / 60:8.1f}{counts[0]:11}{counts[1]:5}{counts[2]:7}", flush=True)
        for event in events:
            if isinstance(event, Heard):
                one = event.utterance
                print(f"    {one.start:.1f}-{one.end:.1f} {one.confidence:.2f} {one.text}")
    print(f"{total:.1f} minutes in all")


def review(samples: Samples, transcriber: Transcriber) -> list[Event]:
    settings = Settings()
    return list(
        review_sound(
            Played(samples),
            HEADER,
            hearing=settings.hearing,
            transcriber=transcriber,
            speakers=ByChannel(),
            conversation=Conversation(ALL, settings),
        )
    )


class Played:
    """Samples float32 [n] as a source of one channel."""

    channels = 1

    def __init__(self, samples: Samples) -> None:
        self.seconds: float | None = len(samples) / RATE
        self._samples = samples[:, None]

    def __iter__(self) -> Iterator[Block | Lost]:
        for start in range(0, len(self._samples), RATE):
            yield Block(self._samples[start : start + RATE], start / RATE)

    def close(self) -> None:
        pass


def noises() -> Iterator[tuple[str, Samples]]:
    """../shared/audio/noise three times over at different loudness, and what a few lines of numpy can make: 30 minutes."""
    for path in sorted((SHARED / "audio" / "noise").glob("*.flac")):
        sound = np.concatenate([item.samples for item in open_recording(path) if isinstance(item, Block)]).mean(axis=1)
        yield path.stem, np.concatenate([sound * gain for gain in (1.0, 0.3, 0.1)]).astype(np.float32)
    random = np.random.default_rng(1)
    for name, make in MADE.items():
        loudness = np.repeat(random.uniform(0.02, 0.5, 20), 10 * RATE)
        sound = make(random, 200 * RATE)
        yield name, (loudness * sound / np.abs(sound).max()).astype(np.float32)


def brown(random: np.random.Generator, n: int) -> np.ndarray:
    """Traffic behind a window."""
    return shaped(random, n, lambda hertz: 1 / np.maximum(hertz, 20))


def shaped(random: np.random.Generator, n: int, gain: Callable[[np.ndarray], np.ndarray]) -> np.ndarray:
    spectrum = np.fft.rfft(random.standard_normal(n))
    return np.fft.irfft(spectrum * gain(np.fft.rfftfreq(n, 1 / RATE)), n)


def rain(random: np.random.Generator, n: int) -> np.ndarray:
    sound = shaped(random, n, lambda hertz: np.exp(-(((hertz - 5000) / 2500) ** 2)))
    drops = random.random(n) < 30 / RATE
    return sound / sound.std() + np.convolve(drops * 8.0, np.exp(-np.arange(400) / 60), "same")


def footsteps(random: np.random.Generator, n: int) -> np.ndarray:
    steps = np.zeros(n)
    steps[(np.arange(0, n - RATE, 9000) + random.integers(0, 900, len(range(0, n - RATE, 9000))))] = 1
    thud = np.exp(-np.arange(3000) / 500) * np.sin(2 * np.pi * 70 * np.arange(3000) / RATE)
    return np.convolve(steps, thud, "same") + 0.003 * random.standard_normal(n)


def beeps(random: np.random.Generator, n: int) -> np.ndarray:
    """Telephones and ovens."""
    time_ = np.arange(n) / RATE
    on = (time_ % 3 < 0.9) & (time_ * 10 % 2 < 1.2)
    return on * np.sign(np.sin(2 * np.pi * 880 * time_)) + 0.01 * random.standard_normal(n)


def arpeggio(random: np.random.Generator, n: int) -> np.ndarray:
    """Music without a voice: plucked strings."""
    sound = np.zeros(n)
    for start in range(0, n - 2 * RATE, RATE // 4):
        tone = 110 * 2 ** (random.choice([0, 3, 7, 10, 12, 15]) / 12)
        t = np.arange(RATE) / RATE
        sound[start : start + RATE] += sum(np.sin(2 * np.pi * tone * k * t) / k for k in range(1, 8)) * np.exp(-4 * t)
    return sound


def wind(random: np.random.Generator, n: int) -> np.ndarray:
    gusts = 1 + np.sin(2 * np.pi * 0.13 * np.arange(n) / RATE) * np.sin(2 * np.pi * 0.31 * np.arange(n) / RATE)
    return gusts * shaped(random, n, lambda hertz: np.exp(-(((hertz - 300) / 250) ** 2)))


MADE = {"traffic": brown, "rain": rain, "footsteps": footsteps, "beeps": beeps, "plucked": arpeggio, "wind": wind}


if __name__ == "__main__":
    if sys.argv[1:2] == ["child"]:
        print(json.dumps({"talk": talk, "hour": hour}[sys.argv[2]](*sys.argv[3:])))  # type: ignore[operator]
    else:
        main(sys.argv[1:])
