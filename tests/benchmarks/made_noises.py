"""Noises that a few lines of numpy can make: traffic, rain, footsteps, telephones, plucked strings, wind."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from coach.sound import RATE


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
