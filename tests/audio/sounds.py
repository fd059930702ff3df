"""Sounds made up for tests: voices that the real detector takes for voices, and files of every kind."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import numpy as np

from coach.sound import RATE, Samples


def tone(seconds: float, *, hertz: float = 440.0, loud: float = 0.3, rate: int = RATE) -> Samples:
    """float32 [n, 1]"""
    time = np.arange(round(seconds * rate)) / rate
    return (loud * np.sin(2 * np.pi * hertz * time)).astype(np.float32)[:, None]


def silence(seconds: float, channels: int = 1) -> Samples:
    return np.zeros((round(seconds * RATE), channels), np.float32)


def voice(seconds: float, *, pitch: float = 120.0, loud: float = 0.25, seed: int = 1) -> Samples:
    """float32 [n]: a buzz with moving formants in syllables, enough like speech for the detector to say so."""
    rng = np.random.default_rng(seed)
    n = round(seconds * RATE)
    time = np.arange(n) / RATE
    glide = pitch * (1 + 0.12 * np.sin(2 * np.pi * 0.9 * time) + 0.02 * np.sin(2 * np.pi * 5 * time))
    phase = 2 * np.pi * np.cumsum(glide) / RATE
    formants = _formants(time)
    sound = np.zeros(n)
    for harmonic in range(1, 35):
        at = harmonic * glide
        shape = sum(gain / (1 + ((at - centre) / width) ** 2) for centre, width, gain in formants)
        sound += shape * np.sin(harmonic * phase) / np.sqrt(harmonic)
    syllables = 0.25 + 0.75 * np.clip(np.sin(2 * np.pi * 3.7 * time), 0, 1) ** 0.5
    sound = sound * syllables + 0.01 * rng.standard_normal(n)
    return (loud * sound / np.abs(sound).max()).astype(np.float32)


def _formants(time: np.ndarray) -> list[tuple[np.ndarray, float, float]]:
    sway = np.sin(2 * np.pi * 1.85 * time)
    return [(520 + 220 * sway, 90.0, 1.0), (1500 - 500 * sway, 120.0, 0.6), (2600 + 150 * sway, 160.0, 0.3)]


def write(path: Path, samples: Samples, *, rate: int = RATE, codec: str = "", bit_rate: int = 0) -> Path:
    """A sound file of the kind its name says; `samples` float32 [n, channels]."""
    import av

    known = {".wav": "pcm_s16le", ".flac": "flac", ".mp3": "mp3", ".m4a": "aac", ".mp4": "aac"}
    codec = codec or known.get(path.suffix, "libopus")
    layout = {1: "mono", 2: "stereo", 8: "7.1"}[samples.shape[1]]
    with av.open(str(path), "w") as out:
        stream = out.add_stream(codec, rate=rate, layout=layout)
        if bit_rate:
            stream.bit_rate = bit_rate
        resampler = av.AudioResampler(format=stream.format, layout=layout, rate=rate)
        for start in range(0, len(samples), rate):
            frame = av.AudioFrame.from_ndarray(
                np.ascontiguousarray(samples[start : start + rate].T), format="fltp", layout=layout
            )
            frame.sample_rate, frame.pts, frame.time_base = rate, start, Fraction(1, rate)
            for ready in resampler.resample(frame):
                out.mux(stream.encode(ready))
        for ready in resampler.resample(None):
            out.mux(stream.encode(ready))
        out.mux(stream.encode(None))
    return path


def write_video_only(path: Path) -> Path:
    import av

    with av.open(str(path), "w") as out:
        stream = out.add_stream("mpeg4", rate=10)
        stream.width, stream.height, stream.pix_fmt = 64, 64, "yuv420p"
        for _ in range(5):
            out.mux(stream.encode(av.VideoFrame.from_ndarray(np.zeros((64, 64, 3), np.uint8), format="rgb24")))
        out.mux(stream.encode(None))
    return path
