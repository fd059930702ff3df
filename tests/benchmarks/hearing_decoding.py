"""What one utterance costs to read, beside faster-whisper's own way of reading it."""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from coach.audio.recording import open_recording
from coach.demo import audio_path, truth_path
from coach.sound import RATE, Block, Segment
from coach.speech.decoding import Recogniser
from coach.speech.models import REHEARSAL, find_model, load_transcriber
from tests.benchmarks.shapes import Labouring


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
