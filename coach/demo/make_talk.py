"""Makes the sample talk: speaks talk.script.json with two synthetic voices, one channel each.

    python -m coach.demo.make_talk          # needs flite and sox; writes talk.flac and talk.json beside the script

Not needed to run coach. A line of the script: `who` speaks, `pause` seconds after the line before has ended (negative:
while it is still being said), `says` the words, `louder` dB, `pace` 1 is the voice's own. A line that is broken off has
`stops_after` seconds and its words `as_heard`.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import tempfile
import wave
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt
from msgspec import Struct

from coach.demo import audio_path, truth_path
from coach.sound import RATE, Samples

_HERE = Path(__file__).parent
_LOUDNESS_DB = -23.0  # of a line said in an even voice, root mean square below full scale
_AFTER_S = 1.5  # silence at the end
_FADE_S = 0.03  # a voice that is broken off does not click
_STEP = 16  # the lowest four bits are nothing but hiss: rounding them away halves the file


class Line(Struct):
    who: str
    pause: float
    says: str
    labels: list[str]
    louder: float = 0.0
    pace: float = 1.0
    stops_after: float | None = None
    as_heard: str = ""
    agrees: str = ""


class Script(Struct):
    topic: str
    speakers: dict[str, str]
    voices: dict[str, str]
    lines: list[Line]


def main() -> None:
    parser = argparse.ArgumentParser(description="Make the sample talk again (needs flite and sox).")
    parser.add_argument("--script", type=Path, default=_HERE / "talk.script.json")
    parser.add_argument("--audio", type=Path, default=audio_path())
    parser.add_argument("--truth", type=Path, default=truth_path())
    args = parser.parse_args()
    script = msgspec.json.decode(args.script.read_bytes(), type=Script)
    sound, turns = voiced(script)
    write_flac(sound, args.audio)
    args.truth.write_text(json.dumps(truth(script, turns), ensure_ascii=False, indent=1) + "\n", "utf-8")
    print(
        f"{args.audio.name}: {len(sound) / RATE:.1f} s, {args.audio.stat().st_size / 1000:.0f} kB, {len(turns)} turns"
    )


def voiced(script: Script) -> tuple[npt.NDArray[np.int16], list[dict[str, Any]]]:
    """The sound, int16 [samples, 2], and the turns with the times as spoken."""
    placed: list[tuple[int, int, Samples]] = []  # channel, first sample, samples
    turns: list[dict[str, Any]] = []
    end = 0
    for n, line in enumerate(script.lines, start=1):
        samples = spoken(line, script.voices[line.who])
        at = end + round(line.pause * RATE)
        end = at + len(samples)
        placed.append(("AB".index(line.who), at, samples))
        turns.append(
            {"n": n, "speaker": line.who, "start": round(at / RATE, 3), "end": round(end / RATE, 3)}
            | {"text": line.as_heard or line.says, "labels": line.labels}
        )
    both = np.zeros((end + round(_AFTER_S * RATE), 2), np.float32)
    for channel, at, samples in placed:
        both[at : at + len(samples), channel] += samples
    return (np.round(both * 32768 / _STEP) * _STEP).clip(-32768, 32767 - _STEP).astype(np.int16), turns


def spoken(line: Line, voice: str) -> Samples:
    """One line, float32 at 16 kHz, without the silence around it, at its loudness."""
    with tempfile.TemporaryDirectory() as folder:
        path = f"{folder}/line.wav"
        flite = ["flite", "-voice", voice, "--setf", f"duration_stretch={1 / line.pace}", "-t", line.says, "-o", path]
        subprocess.run(flite, check=True, stdout=subprocess.DEVNULL)
        with wave.open(path) as file:
            read = np.frombuffer(file.readframes(file.getnframes()), np.int16)
    samples: Samples = (read / np.float32(32768)).astype(np.float32)
    loud = np.flatnonzero(np.abs(samples) > 0.005)
    samples = samples[max(0, loud[0] - RATE // 50) : loud[-1] + RATE // 20]
    samples = samples * np.float32(_gain(samples, line.louder))
    if line.stops_after is not None:
        samples = samples[: round(line.stops_after * RATE)]
        fade = round(_FADE_S * RATE)
        samples[-fade:] *= np.linspace(1, 0, fade, dtype=np.float32)
    return samples


def _gain(samples: Samples, louder: float) -> float:
    loudness = float(np.sqrt(np.mean(np.square(samples))))
    wanted = 10 ** ((_LOUDNESS_DB + louder) / 20) / loudness
    return float(min(wanted, 0.95 / np.max(np.abs(samples))))


def truth(script: Script, turns: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "schema": "coach.transcript/1",
        "topic": script.topic,
        "speakers": script.speakers,
        "turns": turns,
        "agreements": [
            {"turn": n, "speaker": line.who, "what": line.agrees}
            for n, line in enumerate(script.lines, start=1)
            if line.agrees
        ],
    }


def write_flac(sound: npt.NDArray[np.int16], path: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "talk.wav"
        with wave.open(str(plain), "wb") as file:
            file.setnchannels(2)
            file.setsampwidth(2)
            file.setframerate(RATE)
            file.writeframes(sound.tobytes())
        subprocess.run(["sox", str(plain), "-C", "8", "--comment", "", str(path)], check=True)


if __name__ == "__main__":
    main()
