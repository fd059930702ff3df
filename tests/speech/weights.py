"""The smallest file that has a CTranslate2 Whisper model's outline, for tests of checking and fetching."""

from __future__ import annotations

import struct


def weights(size: int = 64, spec: str = "WhisperSpec", version: int = 6) -> bytes:
    """One variable of `size` bytes."""
    return (
        struct.pack("<I", version)
        + _text(spec)
        + struct.pack("<II", 3, 1)
        + _text("encoder/weight")
        + struct.pack("<BIBI", 1, size, 1, size)
        + bytes(number % 251 for number in range(size))
        + struct.pack("<I", 0)
    )


def _text(text: str) -> bytes:
    data = text.encode() + b"\0"
    return struct.pack("<H", len(data)) + data
