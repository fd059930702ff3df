"""Sound files for tests, cut from others."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np

from coach.audio.recording import open_recording
from coach.sound import RATE, Block


def samples_of(path: Path) -> np.ndarray:
    """The whole file, float32 [n, channels] at 16 kHz."""
    return np.concatenate([item.samples for item in open_recording(path) if isinstance(item, Block)])


def write(path: Path, samples: np.ndarray, rate: int = RATE) -> Path:
    """float32 [n, channels] as 16-bit sound in the format of the path's ending."""
    whole = np.ascontiguousarray((np.clip(samples, -1, 1) * 32767).astype(np.int16))
    layout = "mono" if whole.shape[1] == 1 else "stereo"
    with av.open(str(path), "w") as container:
        stream = container.add_stream({".wav": "pcm_s16le", ".flac": "flac"}[path.suffix], rate=rate, layout=layout)
        frame = av.AudioFrame.from_ndarray(whole.reshape(1, -1), format="s16", layout=layout)
        frame.sample_rate = rate
        for packet in [*stream.encode(frame), *stream.encode(None)]:
            container.mux(packet)
    return path


def cut(source: Path, target: Path, *, seconds: float, mono: bool = False) -> Path:
    samples = samples_of(source)[: round(seconds * RATE)]
    return write(target, samples.mean(axis=1, keepdims=True) if mono else samples)
