"""Voices made of pulse trains and formants, so that tests need no recordings.

They are told apart as people are: by the length of the vocal tract, which shifts every formant, and the slope of the spectrum.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import numpy as np

from coach.core.talk import Word
from coach.sound import RATE, Samples, Segment

VOWELS = (
    (730, 1090, 2440),
    (270, 2290, 3010),
    (300, 870, 2240),
    (530, 1840, 2480),
    (570, 840, 2410),
    (660, 1720, 2410),
)


@dataclass(frozen=True)
class MadeVoice:
    pitch: float
    tract: float  # 1.0: as the vowels above; 1.2: a fifth shorter
    slope: float  # dB an octave


ANNA = MadeVoice(pitch=205, tract=1.18, slope=-7)
BEN = MadeVoice(pitch=112, tract=0.97, slope=-11)
CLARA = MadeVoice(pitch=190, tract=1.02, slope=-5)


@cache
def spoken(voice: MadeVoice, seconds: float, seed: int = 0) -> Samples:
    """Vowels of 60 to 180 ms in random order, each a pulse train through three resonances; peak 0.5."""
    rng = np.random.default_rng(seed)
    parts: list[Samples] = []
    while sum(map(len, parts)) < seconds * RATE:
        parts.append(_vowel(voice, VOWELS[rng.integers(len(VOWELS))], rng))
    sound = np.concatenate(parts)[: round(seconds * RATE)]
    loud = (0.5 * sound / np.abs(sound).max()).astype(np.float32)
    loud.flags.writeable = False  # shared between tests
    return loud


def _vowel(voice: MadeVoice, formants: tuple[int, int, int], rng: np.random.Generator) -> Samples:
    n = round(rng.uniform(0.06, 0.18) * RATE)
    pitch = voice.pitch * rng.uniform(0.93, 1.07)
    source = rng.normal(0, 0.01, n)
    source[np.arange(0, n, RATE / pitch).astype(int)] += 1.0
    hertz = np.fft.rfftfreq(n, 1 / RATE)
    tilt = 10 ** (voice.slope * np.log2(np.maximum(hertz, 100) / 100) / 20)
    response = np.full(len(hertz), 0.02)
    for formant in formants:
        centre = formant * voice.tract * rng.uniform(0.98, 1.02)
        response += 1 / (1 + ((hertz - centre) / (40 + 0.04 * centre)) ** 2)
    sound = np.fft.irfft(np.fft.rfft(source) * tilt * response, n)
    return (sound * np.hanning(n) ** 0.2).astype(np.float32)


def segment(*parts: Samples, start: float = 0.0, channel: int = 0, rivals: tuple[float, ...] = ()) -> Segment:
    samples = np.concatenate(parts)
    end = start + len(samples) / RATE
    return Segment(channel, start, samples, decided_at=end + 0.5, rivals=rivals)


def words_over(start: float, end: float, n: int) -> list[Word]:
    """`n` words of even length with little gaps, as a recogniser would time steady speech."""
    edges = np.linspace(start, end, n + 1)
    return [Word(f"w{i}", float(a), float(a + 0.9 * (b - a)), 1.0) for i, (a, b) in enumerate(pairwise(edges))]


def texts(words: Sequence[Word]) -> list[str]:
    return [word.text for word in words]
