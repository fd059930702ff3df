"""One other program over faster-whisper, hearing one file at the pace of life. Run by that program's own Python, not by coach's.

python tests/benchmarks/peer_programs.py NAME MODEL_FOLDER FILE.wav [FOLDER_OF_THE_PROGRAM]

Prints a line {"at", "text"} for all that will not change any more, `at` in seconds of the file, and at last what it cost.
Each program keeps its own defaults; changed is only what makes it run here: the processor instead of a graphics card
(int8, as coach), English, this model folder, no microphone, nothing fetched. The file is one channel, 16 kHz, 16 bit.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import time
import types
import wave
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

RATE = 16_000
BLOCK = 512  # samples handed over at a time
SILENCE = 4.0  # seconds after the file's end, so that its last words are over too


class Life:
    """The file as life plays it: a block is there when its last sample has been spoken."""

    def __init__(self, path: str) -> None:
        with wave.open(path) as file:
            raw = np.frombuffer(file.readframes(file.getnframes()), np.int16)
        self.samples = np.concatenate([raw, np.zeros(round(SILENCE * RATE), np.int16)]).astype(np.float32) / 32768
        self.seconds = len(raw) / RATE
        self.began = 0.0
        self._worked = 0.0

    def start(self) -> None:
        self._worked, self.began = processor(), time.monotonic()

    def blocks(self, size: int = BLOCK) -> Iterator[np.ndarray]:
        for start in range(0, len(self.samples), size):
            piece = self.samples[start : start + size]
            time.sleep(max(0.0, self.began + (start + len(piece)) / RATE - time.monotonic()))
            yield piece

    @property
    def position(self) -> float:
        return time.monotonic() - self.began

    def heard(self, text: str, at: float | None = None) -> None:
        if text.strip():
            say({"at": round(self.position if at is None else at, 3), "text": text.strip()})

    def finish(self) -> None:
        say({"processor": processor() - self._worked, "ran": self.position, "seconds": self.seconds, "mb": memory()})


def say(line: dict[str, Any]) -> None:
    os.write(REAL_STDOUT, (json.dumps(line) + "\n").encode())


def family() -> list[int]:
    """Its own number and those of all that it began."""
    parents = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parents[int(entry.name)] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            except OSError:
                continue
    found = [os.getpid()]
    for one in found:
        found.extend(child for child, parent in parents.items() if parent == one)
    return found


def processor() -> float:
    """Processor seconds so far, threads and child processes included."""
    ticks = 0
    for one in family():
        fields = Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()
        ticks += sum(map(int, fields[11:15]))
    return ticks / os.sysconf("SC_CLK_TCK")


def memory() -> float:
    """MB in memory now, child processes included (what they share is counted for each)."""
    pages = sum(int(Path(f"/proc/{one}/statm").read_text().split()[1]) for one in family())
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def realtimestt(model: str, life: Life, _: str) -> None:
    """RealtimeSTT: waits for silence, then transcribes the whole utterance."""
    no_microphone = types.ModuleType("pyaudio")  # it imports PortAudio's module even where it opens no device
    no_microphone.paInt16 = 8  # type: ignore[attr-defined]
    sys.modules["pyaudio"] = no_microphone
    from RealtimeSTT import AudioToTextRecorder

    recorder = AudioToTextRecorder(
        model=model,
        language="en",
        device="cpu",
        compute_type="int8",
        use_microphone=False,
        spinner=False,
        no_log_file=True,
    )
    over = threading.Event()

    def listen() -> None:
        while not over.is_set():
            life.heard(recorder.text())

    life.start()
    threading.Thread(target=listen, daemon=True).start()
    for block in life.blocks():
        recorder.feed_audio((block * 32767).astype(np.int16).tobytes())
    time.sleep(2)
    over.set()
    life.finish()


class Socket:
    """What WhisperLive's server would send to a client."""

    def __init__(self, life: Life) -> None:
        self._life = life
        self._told: set[tuple[str, str]] = set()

    def send(self, raw: str) -> None:
        for one in json.loads(raw).get("segments", []):
            key = (one["start"], one["text"])
            if one["completed"] and key not in self._told:
                self._told.add(key)
                self._life.heard(one["text"])

    def close(self) -> None:
        pass


def whisperlive(model: str, life: Life, _: str) -> None:
    """WhisperLive's server side without its socket: what it calls completed counts."""
    from whisper_live.backend.faster_whisper_backend import ServeClientFasterWhisper

    client = ServeClientFasterWhisper(Socket(life), language="en", client_uid="bench", model=model, use_vad=True)
    client.transcriber.transcribe(np.zeros(RATE, np.float32), language="en")
    life.start()
    for block in life.blocks(4096):  # its client's own
        client.add_frames(block)
    time.sleep(2)
    client.cleanup()
    life.finish()


def _streaming(folder: str) -> Any:
    """whisper_streaming's one file, told to use the processor as its own comment says."""
    import faster_whisper

    whole = faster_whisper.WhisperModel
    faster_whisper.WhisperModel = lambda path, **_: whole(path, device="cpu", compute_type="int8")
    sys.path.insert(0, folder)
    import whisper_online

    return whisper_online


def whisper_streaming(model: str, life: Life, folder: str) -> None:
    """Its simulation at the pace of life, chunks of a second, and its voice activity filter."""
    program = _streaming(folder)
    asr = program.FasterWhisperASR("en", model_dir=model)
    asr.use_vad()
    online = program.OnlineASRProcessor(asr, None, buffer_trimming=("segment", 15))
    asr.transcribe(life.samples[:RATE])
    _stream(online, life, 1.0)


def whisper_streaming_vac(model: str, life: Life, folder: str) -> None:
    """With the voice activity controller that it recommends."""
    program = _streaming(folder)
    import torch
    from silero_vad import load_silero_vad

    torch.hub.load = lambda **_: (load_silero_vad(), None)  # the same model from its package instead of the network
    asr = program.FasterWhisperASR("en", model_dir=model)
    online = program.VACOnlineASRProcessor(1.0, asr, None, buffer_trimming=("segment", 15))
    asr.transcribe(life.samples[:RATE])
    _stream(online, life, 0.04)


def _stream(online: Any, life: Life, chunk: float) -> None:
    """As its `__main__`: what has come meanwhile, at least a chunk of it."""
    done, end = 0.0, len(life.samples) / RATE
    life.start()
    while done < end:
        time.sleep(max(0.0, done + chunk - life.position))
        now = min(end, life.position)
        online.insert_audio_chunk(life.samples[round(done * RATE) : round(now * RATE)])
        done = now
        life.heard((online.process_iter() or (None, None, ""))[2])
    life.heard(online.finish()[2])
    life.finish()


PROGRAMS: dict[str, Callable[[str, Life, str], None]] = {
    "RealtimeSTT": realtimestt,
    "WhisperLive": whisperlive,
    "whisper_streaming": whisper_streaming,
    "whisper_streaming+VAC": whisper_streaming_vac,
}

if __name__ == "__main__":
    REAL_STDOUT = os.dup(1)
    os.dup2(2, 1)  # whatever the program itself prints is not an answer
    os.environ["HF_HUB_OFFLINE"] = "1"
    name, folder, path, *rest = sys.argv[1:]
    PROGRAMS[name](folder, Life(path), rest[0] if rest else "")
    os._exit(0)  # some leave threads behind that never end
