"""Is this voice? Silero's small network, asked frame by frame. Only this file knows onnxruntime.

The model travels with faster-whisper (assets/silero_vad_v6.onnx, MIT). Input [n, 576]: 64 samples of what came
before and 512 new ones at 16 kHz; states h and c [1, 1, 128] are carried from call to call. Fed one frame at a time
it answers exactly as when fed a whole recording.
"""

from __future__ import annotations

import functools
import importlib.util
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from coach.errors import ModelError
from coach.sound import FRAME, Samples

_CONTEXT = 64
_MODEL = "silero_vad_v6.onnx"


class SileroVad:
    """One channel's ear for voices. The network is shared between channels, what it remembers is not."""

    def __init__(self) -> None:
        self._session = _session()
        self.reset()

    def reset(self) -> None:
        """Forget what came before: at the start, and after a gap."""
        self._h: npt.NDArray[np.float32] = np.zeros((1, 1, 128), np.float32)
        self._c: npt.NDArray[np.float32] = np.zeros((1, 1, 128), np.float32)
        self._input: npt.NDArray[np.float32] = np.zeros((1, _CONTEXT + FRAME), np.float32)

    def probability(self, frame: Samples) -> float:
        """How likely somebody speaks in these 512 samples (32 ms at 16 kHz), 0..1. The caller's array is left alone."""
        self._input[0, :_CONTEXT] = self._input[0, -_CONTEXT:]
        self._input[0, _CONTEXT:] = frame
        inputs = {"input": self._input, "h": self._h, "c": self._c}
        heard, self._h, self._c = self._session.run(None, inputs)
        return float(heard.reshape(-1)[0])


@functools.lru_cache(maxsize=1)
def _session() -> Any:
    """One onnxruntime session for the whole program: a frame is far too small to share among threads."""
    import onnxruntime

    onnxruntime.disable_telemetry_events()  # for Windows; elsewhere coach/__init__.py has seen to it

    options = onnxruntime.SessionOptions()
    options.inter_op_num_threads = 1
    options.intra_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    options.log_severity_level = 4  # its warnings would be written across the screen
    try:
        return onnxruntime.InferenceSession(str(_model()), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime's own errors share no public base class
        raise ModelError("The voice detector could not be loaded.", "Install faster-whisper again.") from error


def _model() -> Path:
    """Where faster-whisper's copy lies, without importing faster-whisper (0.25 s)."""
    package = importlib.util.find_spec("faster_whisper")
    folders = package.submodule_search_locations if package else None
    path = Path(folders[0]) / "assets" / _MODEL if folders else None
    if path is None or not path.is_file():
        raise ModelError("The voice detector that comes with faster-whisper is missing.", "Install coach again.")
    return path
