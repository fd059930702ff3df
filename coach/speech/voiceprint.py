"""A voice print: how the sound of one person's voice is spread, learnt from a few seconds of it.

Sixteen diagonal Gaussians over the frames of `features` (Reynolds and Rose 1995). It holds means and spreads only:
no speech can be made of it, and no words read from it.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from coach.errors import StoreError
from coach.sound import Samples
from coach.speech.features import SIZE, Array, features

COMPONENTS = 16
_ROUNDS = 12  # of expectation and maximisation; more changes nothing that counts
_SPREAD_FLOOR = 0.15  # of the spread over all frames: a Gaussian never shrinks to a point
_TEACHING_WEIGHT = 3.0  # a frame that someone corrected counts for more than one heard by the way
_DRAWS = 2000
_LOUDEST_SAY = np.float32(20)  # nats
_MAGIC = b"coachvp\x01"  # the last byte is the version
_HEAD = struct.Struct("<8sHHd")

Doubles = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class VoicePrint:
    """`weights` [k], `means` and `variances` [k, SIZE]; `frames`: how many voiced frames it was learnt from."""

    weights: Doubles
    means: Doubles
    variances: Doubles
    frames: float

    @classmethod
    def from_samples(cls, samples: Samples) -> VoicePrint:
        """From float32 [n] at 16 kHz. Raises ValueError where it holds less than half a second of voice."""
        return cls.from_rows(features(samples).told_by)

    @classmethod
    def from_rows(cls, rows: Array, *, components: int = COMPONENTS, rounds: int = _ROUNDS) -> VoicePrint:
        """From the voiced rows [n, SIZE] of `features`; the same rows always give the same print."""
        if len(rows) < 3 * components:
            raise ValueError(f"{len(rows)} voiced frames are too few for a voice print")
        floor = _SPREAD_FLOOR * rows.var(axis=0, dtype=np.float64) + 1e-6
        print_ = _first_guess(rows, components, floor)
        for _ in range(rounds):
            print_ = print_.refined(rows, floor)
        return print_

    def sums(self, rows: Array) -> tuple[Doubles, Doubles, Doubles]:
        """How much of `rows` falls to each Gaussian: counts [k], sums and squares [k, SIZE]."""
        joint = self._joint(rows)
        shares = np.exp(joint - np.logaddexp.reduce(joint, axis=1)[:, None])
        return (
            shares.sum(axis=0, dtype=np.float64),
            (shares.T @ rows).astype(np.float64),
            (shares.T @ rows**2).astype(np.float64),
        )

    def refined(self, rows: Array, floor: Doubles) -> VoicePrint:
        """One round of expectation and maximisation over `rows`."""
        return _from_sums(*self.sums(rows), floor)

    def log_likelihood(self, rows: Array) -> Array:
        """How well each row [n, SIZE] fits this voice: float32 [n], natural logarithm of a density."""
        return np.asarray(np.logaddexp.reduce(self._joint(rows), axis=1), np.float32)

    def update(self, samples: Samples) -> VoicePrint:
        """The print taught with `samples`, which someone said are this voice's. Too little voice changes nothing."""
        return self.taught(features(samples).told_by)

    def taught(self, rows: Array) -> VoicePrint:
        if not len(rows):
            return self
        counts, sums, squares = (_TEACHING_WEIGHT * part for part in self.sums(rows))
        known = self.frames * self.weights
        return _from_sums(
            known + counts,
            known[:, None] * self.means + sums,
            known[:, None] * (self.variances + self.means**2) + squares,
            self.variances.min(axis=0),
        )

    def to_bytes(self) -> bytes:
        head = _HEAD.pack(_MAGIC, *self.means.shape, self.frames)
        return head + b"".join(part.astype("<f8").tobytes() for part in (self.weights, self.means, self.variances))

    @classmethod
    def from_bytes(cls, stored: bytes) -> VoicePrint:
        """Raises StoreError where `stored` is no voice print of this version, or damaged."""
        if len(stored) < _HEAD.size or stored[: len(_MAGIC)] != _MAGIC:
            raise _unreadable("it is not a voice print of this version")
        _, components, size, frames = _HEAD.unpack_from(stored)
        numbers = (
            np.frombuffer(stored, "<f8", offset=_HEAD.size) if (len(stored) - _HEAD.size) % 8 == 0 else np.zeros(0)
        )
        if size != SIZE or not 1 <= components <= 256 or len(numbers) != components * (1 + 2 * size):
            raise _unreadable("its length does not fit")
        weights, means, variances = np.split(numbers.astype(np.float64), [components, components * (1 + size)])
        whole = np.isfinite(numbers).all() and np.isfinite(frames) and frames > 0
        if not whole or (weights < 0).any() or abs(weights.sum() - 1) > 1e-6 or (variances <= 0).any():
            raise _unreadable("its numbers make no sense")
        return cls(weights, means.reshape(components, size), variances.reshape(components, size), frames)

    def drawn(self, n: int) -> Array:
        """About `n` rows as this voice would give them, the same each time: [about n, SIZE]."""
        counts = np.ceil(self.weights * n).astype(int)
        which = np.repeat(np.arange(len(self.weights)), counts)
        noise = np.random.default_rng(0).standard_normal((len(which), SIZE))
        return (self.means[which] + np.sqrt(self.variances[which]) * noise).astype(np.float32)

    def _joint(self, rows: Array) -> Array:
        """Log of weight times density for each row and Gaussian: [n, k]. Three products, no loop."""
        precision = 1 / self.variances
        constant = np.log(self.weights + 1e-12) - 0.5 * (
            np.log(2 * np.pi * self.variances).sum(axis=1) + (self.means**2 * precision).sum(axis=1)
        )
        linear = (self.means * precision).T.astype(np.float32)
        square = (-0.5 * precision).T.astype(np.float32)
        return np.asarray(rows @ linear + rows**2 @ square + constant.astype(np.float32))


def expected_fit(own: VoicePrint) -> float:
    """The log-likelihood a frame that its owner's voice is expected to reach, by a fixed draw."""
    return float(np.mean(own.log_likelihood(own.drawn(_DRAWS))))


def expected_margin(own: VoicePrint, rival: VoicePrint) -> float:
    """How much better, in nats a frame, `own` is expected to fit its owner's voice than `rival` does. Never below 0.1.

    The divergence between the two, by a fixed draw from `own`.
    """
    rows = own.drawn(_DRAWS)
    return max(float(np.mean(leaning(own, rival, rows))), 0.1)


def leaning(own: VoicePrint, rival: VoicePrint, rows: Array) -> Array:
    """For each row how much better `own` fits than `rival`, in nats, held within bounds: no single frame decides."""
    ratio = own.log_likelihood(rows) - rival.log_likelihood(rows)
    return np.asarray(np.clip(ratio, -_LOUDEST_SAY, _LOUDEST_SAY))


def _first_guess(rows: Array, components: int, floor: Doubles) -> VoicePrint:
    """k-means over a fixed choice of frames: the same rows give the same start."""
    spread = np.sqrt(rows.var(axis=0, dtype=np.float64) + 1e-9).astype(np.float32)
    scaled = rows / spread
    centres = scaled[np.linspace(0, len(rows) - 1, components).astype(int)]
    for _ in range(6):
        nearest = np.argmin((centres**2).sum(axis=1) - 2 * scaled @ centres.T, axis=1)
        belongs = np.eye(components, dtype=np.float32)[nearest]
        counts = belongs.sum(axis=0)
        centres = np.where(counts[:, None] > 0, belongs.T @ scaled / np.maximum(counts, 1)[:, None], centres)
    means = (centres * spread).astype(np.float64)
    whole = rows.var(axis=0, dtype=np.float64) + floor
    return VoicePrint((counts + 1) / (counts + 1).sum(), means, np.tile(whole, (components, 1)), float(len(rows)))


def _from_sums(counts: Doubles, sums: Doubles, squares: Doubles, floor: Doubles) -> VoicePrint:
    safe = np.maximum(counts, 1e-3)[:, None]
    means = sums / safe
    variances = np.maximum(squares / safe - means**2, floor)
    return VoicePrint(counts / counts.sum(), means, variances, float(counts.sum()))


def _unreadable(why: str) -> StoreError:
    return StoreError(
        f"A stored voice print can't be read: {why}.", "Read the sentences aloud again to make a new one."
    )
