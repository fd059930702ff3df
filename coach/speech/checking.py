"""Whether a folder holds a whole speech model. Each fault names its file, before a library trips over it."""

from __future__ import annotations

import functools
import hashlib
import json
import os
import struct
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from coach.errors import ModelError
from coach.speech.manifest import Model

ALWAYS = ("model.bin", "config.json", "tokenizer.json")
VOCABULARIES = ("vocabulary.txt", "vocabulary.json")  # one of them
CHUNK = 1 << 20
_MOST = 32 * CHUNK  # bytes of a model's JSON; the largest published one has three million
_MOST_VARIABLES = 100_000  # of a model's weights; the largest has some thousands
Progress = Callable[[int, int, str], None]  # bytes done, bytes in all, the file at hand


def check_folder(
    folder: Path,
    *,
    model: Model | None = None,
    deep: bool = False,
    progress: Progress | None = None,
) -> None:
    """Raises ModelError naming the first file that is missing, cut short or not what it must be.

    `model`: the manifest's entry to compare sizes with, and with `deep` the contents too (reads every byte; `progress` is
    told the bytes done, all bytes and the file's name). Without it: that the folder holds a whole CTranslate2 Whisper model.
    """
    hint = (
        f"Run `coach setup --model {model.name}` to fetch it again."
        if model
        else "Copy the folder again, whole, or run `coach setup` to fetch a model."
    )
    if not folder.is_dir():
        raise ModelError(f"There is no folder {folder}.", hint)
    names = tuple(model.files) if model else (*ALWAYS, _vocabulary(folder))
    for name in names:
        if not (folder / name).is_file():
            raise ModelError(f"{folder / name} is missing: the speech model is not whole.", hint)
    if model:
        _check_sizes(folder, model, hint)
    _check_config(folder / "config.json", hint)
    _check_config(folder / "tokenizer.json", hint)
    fault = fault_in_weights(folder / "model.bin")
    if fault:
        raise ModelError(f"{folder / 'model.bin'} {fault}.", hint)
    if model and deep:
        _check_contents(folder, model, hint, progress)


def fault_in_weights(path: Path) -> str:
    """Empty for a whole CTranslate2 Whisper file, else what is wrong with it. Walks the headers, not the weights.

    The library's own reader runs out of memory on some damaged files, and says nothing that helps on the others.
    """
    try:
        with path.open("rb") as file:
            return _walk_weights(file, path.stat().st_size)
    except (struct.error, UnicodeDecodeError):
        return "ends too soon: it was copied in part"
    except OSError as error:
        return f"can't be read ({error.strerror})"


def digest(path: Path, told: Callable[[int], None] | None = None) -> str:
    """SHA-256 of a file, in hexadecimal; `told` gets the bytes read so far."""
    sha = hashlib.sha256()
    done = 0
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            sha.update(chunk)
            done += len(chunk)
            if told:
                told(done)
    return sha.hexdigest()


def _vocabulary(folder: Path) -> str:
    return next((name for name in VOCABULARIES if (folder / name).is_file()), VOCABULARIES[0])


def _check_sizes(folder: Path, model: Model, hint: str) -> None:
    for name, facts in model.files.items():
        size = (folder / name).stat().st_size
        if size != facts.bytes:
            raise ModelError(f"{folder / name} has {size:,} bytes where {facts.bytes:,} belong.", hint)


def _check_config(path: Path, hint: str) -> None:
    try:
        with path.open("rb") as file:
            raw = file.read(_MOST + 1)
        if len(raw) > _MOST:
            raise ModelError(f"{path} is too large to be a model's.", hint)
        content = json.loads(raw)
    except (OSError, ValueError, RecursionError) as error:
        raise ModelError(f"{path} can't be read: it is damaged or not a model's.", hint) from error
    if not isinstance(content, dict):
        raise ModelError(f"{path} is not a model's.", hint)


def _check_contents(folder: Path, model: Model, hint: str, progress: Progress | None) -> None:
    before = 0
    for name, facts in model.files.items():
        told = functools.partial(_tell, progress, before, model.bytes, name) if progress else None
        if digest(folder / name, told) != facts.sha256:
            raise ModelError(f"{folder / name} differs from the published model.", hint)
        before += facts.bytes


def _tell(progress: Progress, before: int, total: int, name: str, done: int) -> None:
    progress(before + done, total, name)


def _walk_weights(file: BinaryIO, size: int) -> str:
    (version,) = struct.unpack("<I", file.read(4))
    if not 2 <= version <= 6:
        return "is not a CTranslate2 model"
    name = _text(file)
    if name != "WhisperSpec":
        return "is not a CTranslate2 Whisper model"
    _revision, variables = struct.unpack("<II", file.read(8))
    if variables > _MOST_VARIABLES:
        return "is damaged"
    for _ in range(variables):
        _text(file)
        (rank,) = struct.unpack("<B", file.read(1))
        file.seek(4 * rank + (1 if version >= 4 else 0), os.SEEK_CUR)
        (length,) = struct.unpack("<I", file.read(4))
        if version < 4:  # older files give the items and their size
            return ""
        file.seek(length, os.SEEK_CUR)
        if file.tell() > size:
            return "ends too soon: it was copied in part"
    return ""


def _text(file: BinaryIO) -> str:
    (length,) = struct.unpack("<H", file.read(2))
    return file.read(length).rstrip(b"\0").decode()
