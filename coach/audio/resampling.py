"""Any rate to 16 kHz, as the sound streams by."""

from __future__ import annotations

from typing import Any

import numpy as np

from coach.sound import RATE, Samples


class Resampler:
    """float32 [n, channels] at `rate` in, the same at 16 kHz out, a little later; `flush` gives the end."""

    def __init__(self, rate: int, channels: int) -> None:
        self._rate = rate
        self._layout = {1: "mono", 2: "stereo"}[channels]
        self._channels = channels
        self._filter = self._made() if rate != RATE else None

    def push(self, samples: Samples) -> Samples:
        if self._filter is None or not len(samples):
            return samples
        import av

        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(samples.T), format="fltp", layout=self._layout)
        frame.sample_rate = self._rate
        return self._joined(self._filter.resample(frame))

    def flush(self) -> Samples:
        """What is still inside. After it, sound begins anew."""
        if self._filter is None:
            return self._joined([])
        rest = self._joined(self._filter.resample(None))
        self._filter = self._made()
        return rest

    def _made(self) -> Any:
        import av

        return av.AudioResampler(format="fltp", layout=self._layout, rate=RATE)

    def _joined(self, frames: list[Any]) -> Samples:
        if not frames:
            return np.zeros((0, self._channels), np.float32)
        joined = np.concatenate([frame.to_ndarray() for frame in frames], axis=1)
        return np.ascontiguousarray(np.clip(joined.T, -1, 1), np.float32)
