"""Sound files, opened: which ones, and what is wrong with those that cannot be read. PyAV stays behind this."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from coach.core.cleaning import clean
from coach.errors import RecordingError
from coach.sound import Samples

KINDS = "wav, flac, mp3, m4a, ogg, opus, webm or mp4"
# Named, because some of FFmpeg's other formats are lists of further files and addresses to open.
_FORMATS = "wav,w64,aiff,caf,flac,mp3,aac,mov,ogg,matroska"
_PLANES = 8  # FFmpeg keeps so many planes at hand; frames with more, and in PyAV with as many, are special
_SLOWEST, _FASTEST = 4_000, 768_000  # samples a second; at one a second, a kilobyte would unfold to gigabytes
_OPTIONS = {"format_whitelist": _FORMATS, "protocol_whitelist": "file"}


@contextmanager
def opened(path: Path) -> Iterator[tuple[Any, Any]]:
    """PyAV's container and its first sound stream. Raises RecordingError for anything that has none."""
    _readable(path)
    import av

    try:
        # "file:" keeps a name with a colon or percent sign from being read as an address or a pattern.
        container = av.open(f"file:{path.absolute()}", options=_OPTIONS, metadata_errors="ignore")
    except (av.error.FFmpegError, ValueError, OSError) as error:
        raise _no_recording(path) from error
    with container:
        if not container.streams.audio:
            raise RecordingError(f"{clean(str(path))} has no sound in it.", "Choose a recording with an audio track.")
        yield container, container.streams.audio[0]


def _readable(path: Path) -> None:
    try:
        if path.is_dir():
            raise RecordingError(f"{clean(str(path))} is a folder.", "Name one recording inside it.")
        if path.exists() and not path.is_file():  # a pipe, which waits for ever, or a device without an end
            raise RecordingError(f"{clean(str(path))} is not a file.", "Name a recording that is one.")
        with path.open("rb") as file:
            empty = not file.read(1)
    except FileNotFoundError as error:
        raise RecordingError(f"There is no file {clean(str(path))}.", "Check the name and the folder.") from error
    except PermissionError as error:
        raise RecordingError(
            f"{clean(str(path))} may not be read.", "Change its permissions, or copy it elsewhere."
        ) from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "its name can't be used"
        raise RecordingError(
            f"{clean(str(path))} could not be read: {reason}.", "Check the name, or copy the file."
        ) from error
    if empty:
        raise RecordingError(f"{clean(str(path))} is empty.", "Record or copy it again.")


def _no_recording(path: Path) -> RecordingError:
    return RecordingError(
        f"{clean(str(path))} is not a recording that can be read.",
        f"Use {KINDS}. If it is one, it may be damaged or cut short.",
    )


def first_frame(path: Path) -> tuple[Any, float | None]:
    """One decoded frame, to know its channels, and the length in seconds where the file states it."""
    import av

    with opened(path) as (container, stream):
        length = stated_length(container, stream)
        try:
            frame = next((frame for frame in frames(container, stream) if frame.samples), None)
        except (av.error.FFmpegError, ValueError) as error:
            raise _no_recording(path) from error
        if frame is None:
            raise RecordingError(
                f"{clean(str(path))} holds no sound that can be read.", "It may be damaged: record or copy it again."
            )
        return frame, length


def stated_length(container: Any, stream: Any) -> float | None:
    """Seconds, as the file states them."""
    if stream.duration is not None and stream.time_base:
        return float(stream.duration * stream.time_base)
    return float(container.duration) / 1_000_000 if container.duration else None


def frames(container: Any, stream: Any) -> Iterator[Any]:
    """Decoded frames, one packet at a time; damaged packets are stepped over. Raises when the codec is unknown.

    Raises RecordingError where a frame says a rate at which nobody can be heard.
    """
    import av

    heard = False
    for packet in _packets(container, stream):
        try:
            decoded = packet.decode()
        except av.error.InvalidDataError:
            continue
        except (av.error.FFmpegError, OSError, ValueError):
            if heard:  # what came before still counts
                return
            raise
        for frame in decoded:
            if not _SLOWEST <= frame.sample_rate <= _FASTEST:
                raise RecordingError(
                    f"The recording says it has {frame.sample_rate:,} samples a second; voices can't be read from that.",
                    "It may be damaged: record or copy it again.",
                )
            heard = True
            yield frame


def _packets(container: Any, stream: Any) -> Iterator[Any]:
    """Packets until the file ends, or cannot be read on: what came before still counts."""
    import av

    try:
        yield from container.demux(stream)
    except (av.error.FFmpegError, OSError):
        return


def samples_of(frame: Any) -> Samples:
    """A decoded frame as float32 [n, channels], full scale 1.0. May hold values that are not numbers."""
    channels = frame.layout.nb_channels
    if frame.format.is_planar and channels >= _PLANES:
        frame = _packed(frame)
    raw: npt.NDArray[Any] = frame.to_ndarray()
    shaped = raw.T if frame.format.is_planar else raw.reshape(-1, channels)
    if shaped.dtype == np.uint8:
        shaped = (shaped.astype(np.float32) - 128) / 128
    elif np.issubdtype(shaped.dtype, np.integer):
        shaped = shaped.astype(np.float32) / float(-np.iinfo(shaped.dtype).min)
    with np.errstate(over="ignore"):  # a double beyond float32 is as odd as one that is not a number
        return np.asarray(shaped, np.float32)


def _packed(frame: Any) -> Any:
    """The same sound with its channels interleaved: reading that many planes ends the whole program in PyAV 18."""
    import av

    return av.AudioResampler(format=frame.format.packed.name, layout=frame.layout).resample(frame)[0]


def promised_length(path: Path, stated: float | None) -> float | None:
    """How many seconds a file was meant to hold, where its own words can be relied on; None where not.

    FFmpeg's figure is a guess from the bit rate for an mp3 without a table of contents, and what there is, not what
    there was, for a wav that was cut.
    """
    with path.open("rb") as file:
        head = file.read(44)
        if head[:4] == b"RIFF" and head[8:16] == b"WAVEfmt ":
            return _promised_by_wav(head, path.stat().st_size, stated)
        if head[:3] == b"ID3":  # a tag before the sound; its size in four bytes of seven bits
            file.seek(10 + (head[6] << 21 | head[7] << 14 | head[8] << 7 | head[9]))
            head = b""
        head += file.read(400)
    is_mp3 = len(head) > 1 and head[0] == 0xFF and head[1] & 0xE0 == 0xE0
    return None if is_mp3 and not any(mark in head for mark in (b"Xing", b"Info", b"VBRI")) else stated


def _promised_by_wav(head: bytes, size: int, stated: float | None) -> float | None:
    """A wav names its whole size first, or 0 or the greatest number while it is still being recorded."""
    promised, bytes_a_second = int.from_bytes(head[4:8], "little") + 8, int.from_bytes(head[28:32], "little")
    cut = promised - size
    if stated is None or not 0 < cut < 0xFFFF0000 or promised == 8 or not bytes_a_second:
        return stated
    return stated + cut / bytes_a_second
