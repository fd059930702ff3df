"""What comes from the machine: folders that call themselves models, sound files, the names of microphones, any text at all."""

from __future__ import annotations

import io
import struct
import wave
from collections.abc import Iterator

from coach.audio import microphone
from coach.audio.recording import open_recording, really_two_channels
from coach.core.cleaning import clean
from coach.errors import CoachError, ModelError
from coach.report.markdown import plain
from coach.sound import Block, Lost
from coach.speech.checking import check_folder
from coach.speech.manifest import find_model
from coach.transcripts.names import split_name
from tests.fuzz.harness import Harness, told
from tests.fuzz.transcripts import folder

MODEL = ("config.json", "tokenizer.json", "model.bin", "vocabulary.txt")
MOST = 40  # blocks that are taken of a sound


def model(data: bytes) -> None:
    place = folder() / "model"
    place.mkdir(exist_ok=True)
    for name in MODEL:
        (place / name).write_bytes(b"{}" if name.endswith("json") else WEIGHTS)
    (place / MODEL[data[0] % 4 if data else 0]).write_bytes(data[1:])
    try:
        check_folder(place)
    except ModelError as error:
        told(error)


def _weights() -> bytes:
    """The least that is a Whisper file: its name and one variable."""
    name, variable = b"WhisperSpec\0", b"encoder/conv1/weight\0"
    head = struct.pack("<I", 6) + struct.pack("<H", len(name)) + name + struct.pack("<II", 3, 1)
    return head + struct.pack("<H", len(variable)) + variable + struct.pack("<BIBI", 1, 4, 0, 4) + b"abcd"


WEIGHTS = _weights()


def models() -> Iterator[bytes]:
    yield b"\0" + b'{"suppress_ids": [1, 2], "lang_ids": []}'
    yield b"\1" + b'{"version": "1.0", "model": {"vocab": {"a": 1}}}'
    yield b"\2" + WEIGHTS


def sound(data: bytes) -> None:
    path = folder() / "sound"
    path.write_bytes(data)
    try:
        really_two_channels(path)
        source = open_recording(path)
        for number, item in enumerate(source):
            if isinstance(item, Block):
                assert abs(item.samples).max(initial=0) <= 1
                assert item.samples.shape[1] == source.channels
            else:
                assert isinstance(item, Lost)
                assert clean(item.reason) == item.reason
            if number > MOST:
                break
    except CoachError as error:
        told(error)


def sounds() -> Iterator[bytes]:
    import av
    import numpy as np

    noise = (np.random.default_rng(1).standard_normal((2, 3000)) * 3000).astype(np.int16)
    for channels in (1, 2):
        file = io.BytesIO()
        with wave.open(file, "wb") as opened:
            opened.setnchannels(channels)
            opened.setsampwidth(2)
            opened.setframerate(16_000)
            opened.writeframes(noise[:channels].T.tobytes())
        yield file.getvalue()
    for form, codec in (
        ("flac", "flac"),
        ("ogg", "libopus"),
        ("mp3", "libmp3lame"),
        ("mp4", "aac"),
        ("matroska", "pcm_s16le"),
    ):
        if codec not in av.codecs_available:
            continue
        file = io.BytesIO()
        with av.open(file, "w", format=form) as container:
            container.metadata["title"] = "\x1b]0;title\x07 <b>"
            stream = container.add_stream(codec, rate=16_000)
            stream.layout = "mono"
            frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(noise[:1]), format="s16", layout="mono")
            frame.sample_rate = 16_000
            resampler = av.AudioResampler(
                format=stream.format, layout="mono", rate=16_000, frame_size=stream.frame_size or 0
            )
            for ready in (*resampler.resample(frame), *resampler.resample(None)):
                container.mux(stream.encode(ready))
            container.mux(stream.encode(None))
        yield file.getvalue()


def words(data: bytes) -> None:
    """Any text, where text is taken in: cleaned once is cleaned for good, and names and devices are told in safe words."""
    text = data.decode("utf-8", "surrogatepass" if data[:1] > b"\x7f" else "replace") if _decodes(data) else str(data)
    shown = clean(text)
    assert shown.isprintable()
    assert clean(shown) == shown
    assert len(shown) <= len(text)
    for one in text.splitlines():
        name, rest = split_name(clean(one))
        assert len(name) <= 40
        assert len(rest) <= len(one)
    assert plain(text).isprintable()
    for known, wanted in (([text, "usb"], "built"), ([text, text], text), (["usb"], text)):
        listed = [
            microphone.Device(n, microphone._shown(name), "usb", 1, 16_000.0, default=False)
            for n, name in enumerate(known)
        ]
        try:
            microphone._chosen(listed, wanted)
        except CoachError as error:
            told(error)
    try:
        find_model(text)
    except CoachError as error:
        told(error)


def _decodes(data: bytes) -> bool:
    try:
        data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return False
    return True


def texts() -> Iterator[bytes]:
    yield "Maya: \x1b]8;;http://x\x07click\x1b]8;;\x07 \u202eevil \x9b31m 1. [x](y)".encode()
    yield "~nobody/models \u200b e\u0301\u0301\u0301\u0301\u0301\u0301".encode()
    yield b"a/" * 300 + b"\0"
    yield b"12"


HARNESSES = (
    Harness("models", model, models),
    Harness("sound", sound, sounds, longest=16_384),
    Harness("words", words, texts, longest=2048),
)
