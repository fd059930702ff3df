"""Brings a speech model onto the machine, from the hub or from a folder carried by hand. Nothing else here uses the network.

Every file is checked against the manifest, byte for byte, before the model takes its place; until then it lies in a
folder beside, where a fetch that was broken off goes on later.
"""

from __future__ import annotations

import contextlib
import errno
import functools
import os
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, Protocol

from coach.errors import ModelError
from coach.speech.checking import CHUNK, Progress, check_folder, digest
from coach.speech.hub import NotThere, Reply, Unreachable, open_url
from coach.speech.locking import alone
from coach.speech.manifest import REHEARSAL, FileFacts, Model, find_model, known_model, models_folder, unknown_model

GO_ON = "Run `coach setup` again: it goes on where it stopped. Or bring the files by hand: `coach setup --from FOLDER`."
TRIES = 5  # in a row without a new byte
Open = Callable[[str, int], Reply]
Wait = Callable[[float], None]


def told_nobody(done: int, total: int, file: str) -> None:
    pass


def install(name: str, *, progress: Progress = told_nobody, open_url: Open = open_url, wait: Wait = time.sleep) -> Path:
    """Fetch a model of the manifest, or find it whole already. Gives its folder.

    Raises ModelError: unknown name, no connection, no room, altered files. What came so far is kept for the next time.
    """
    if name == REHEARSAL:
        return find_model(name)

    def fetch(model: Model, folder: Path, told: Progress) -> None:
        Fetch(model, folder, told, open_url, wait).all()

    return _put_in_place(_fetchable(name), fetch, progress)


def install_from(name: str, folder: Path, *, progress: Progress = told_nobody) -> Path:
    """Install from files carried by hand, checked the same way. Raises ModelError that names the file at fault."""
    model = _fetchable(name)
    if not folder.is_dir():
        raise ModelError(f"There is no folder {folder}.", "Name the folder with the model's files in it.")
    for file, facts in model.files.items():
        _check_carried(folder / file, facts, model)

    def copy(model: Model, to: Path, told: Progress) -> None:
        before = 0
        for file, facts in model.files.items():
            _copy(folder / file, to / file, functools.partial(_told, told, before, model.bytes, file))
            if digest(to / file) != facts.sha256:
                (to / file).unlink()
                raise ModelError(
                    f"{folder / file} differs from the published model.",
                    f"Copy it again from {model.repository}, revision {model.revision}.",
                )
            before += facts.bytes

    return _put_in_place(model, copy, progress)


def _told(told: Progress, before: int, total: int, file: str, done: int) -> None:
    told(before + done, total, file)


class Fetch:
    """One model's files, each into `NAME.part` and, once checked, `NAME`."""

    def __init__(self, model: Model, folder: Path, told: Progress, open_url: Open, wait: Wait) -> None:
        self._model = model
        self._folder = folder
        self._told = told
        self._open = open_url
        self._wait = wait
        self._before = 0  # bytes of the files that are done

    def all(self) -> None:
        for name, facts in self._model.files.items():
            self._file(name, facts)
            self._before += facts.bytes

    def _file(self, name: str, facts: FileFacts) -> None:
        done = self._folder / name
        if done.is_file() and done.stat().st_size == facts.bytes and digest(done) == facts.sha256:
            self._told(self._before + facts.bytes, self._model.bytes, name)
            return
        part = self._folder / f"{name}.part"
        for _ in range(2):  # a part left by an older try may be what is wrong: once more from the start
            self._whole(name, facts, part)
            if digest(part) == facts.sha256:
                part.replace(done)
                return
            part.unlink()
        raise ModelError(
            f"{name} of {self._model.name} came altered, twice: it is not the published file, and was thrown away.",
            "Something on the way changes it. Try another connection, or bring the files by hand: `coach setup --from FOLDER`.",
        )

    def _whole(self, name: str, facts: FileFacts, part: Path) -> None:
        """Until the part has all its bytes. Gives up after some tries without a new one."""
        tries = 0
        while (have := _size(part)) != facts.bytes:
            if have > facts.bytes:
                part.unlink()
                continue
            try:
                self._more(name, facts, part, have)
            except Unreachable as error:
                tries = 1 if _size(part) > have else tries + 1
                if tries >= TRIES:
                    raise ModelError(f"{name} of {self._model.name} could not be fetched: {error}.", GO_ON) from error
                self._wait(2.0 ** (tries - 1))

    def _more(self, name: str, facts: FileFacts, part: Path, have: int) -> None:
        try:
            reply = self._open(address(self._model, name), have)
        except NotThere as error:
            raise ModelError(
                f"{name} of {self._model.name} is not at its source: {error}.",
                "A newer version of coach may know where it is. Or bring the files by hand: `coach setup --from FOLDER`.",
            ) from error
        with reply, part.open("ab" if reply.starts_at == have else "wb") as file:
            at = reply.starts_at if reply.starts_at == have else 0
            if reply.starts_at not in (have, 0):
                raise Unreachable("the server sent another part than the one asked for")
            while at < facts.bytes and (chunk := reply.read(min(CHUNK, facts.bytes - at))):
                file.write(chunk)
                at += len(chunk)
                self._told(self._before + at, self._model.bytes, name)
            _flush(file)
            if at < facts.bytes:
                raise Unreachable("the connection ended early")


def address(model: Model, name: str) -> str:
    return f"https://huggingface.co/{model.repository}/resolve/{model.revision}/{name}"


def _put_in_place(model: Model, fill: Callable[[Model, Path, Progress], None], progress: Progress) -> Path:
    """Fill a folder beside the models, check it, and let it take its place in one step."""
    root = models_folder()
    folder, beside = root / model.name, root / f".{model.name}.{model.revision[:12]}.partial"
    with _plainly(root, model):
        root.mkdir(parents=True, exist_ok=True)
        with alone(root / f".{model.name}.lock"):
            if _whole(folder, model):
                progress(model.bytes, model.bytes, "")
                return folder
            beside.mkdir(exist_ok=True)
            _room(beside, model)
            fill(model, beside, progress)
            check_folder(beside, model=model)
            _swap(beside, folder)
            for older in root.glob(f".{model.name}.*.partial"):  # of another revision
                shutil.rmtree(older, ignore_errors=True)
    return folder


def _whole(folder: Path, model: Model) -> bool:
    try:
        check_folder(folder, model=model, deep=True)
    except ModelError:
        return False
    return True


def _room(beside: Path, model: Model) -> None:
    here = sum(file.stat().st_size for file in beside.iterdir() if file.is_file())
    missing = model.bytes - here
    free = shutil.disk_usage(beside).free
    if missing > 0 and free < missing + 10_000_000:
        raise ModelError(
            f"{model.name} needs {missing / 1e6:.0f} MB more in {beside.parent}; {free / 1e6:.0f} MB are free.",
            "Make room, then run `coach setup` again.",
        )


def _swap(beside: Path, folder: Path) -> None:
    for stray in beside.glob("*.part"):
        stray.unlink()
    for file in beside.iterdir():
        with file.open("rb+") as opened:
            _flush(opened)
    old = folder.with_name(f".{folder.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if folder.exists():
        folder.replace(old)
    beside.replace(folder)
    _flush_folder(folder.parent)
    shutil.rmtree(old, ignore_errors=True)


@contextlib.contextmanager
def _plainly(root: Path, model: Model) -> Iterator[None]:
    """What the system says about disks and permissions, said so that it helps."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise ModelError(
                f"The disk is full: {model.name} ({model.bytes / 1e6:.0f} MB) does not fit in {root}.",
                "Make room, then run `coach setup` again: it goes on where it stopped.",
            ) from error
        raise ModelError(
            f"{model.name} could not be put into {root}: {error.strerror or error}.",
            "Check the folder's permissions, or set COACH_MODELS to another folder.",
        ) from error


def _check_carried(path: Path, facts: FileFacts, model: Model) -> None:
    source = f"They are at {model.repository}, revision {model.revision}."
    if not path.is_file():
        raise ModelError(f"{path} is missing: {model.name} needs {', '.join(model.files)}.", source)
    size = path.stat().st_size
    if size != facts.bytes:
        raise ModelError(f"{path} has {size:,} bytes where {facts.bytes:,} belong.", f"Copy it again. {source}")


def _copy(source: Path, target: Path, told: Callable[[int], None]) -> None:
    done = 0
    with source.open("rb") as reading, target.open("wb") as writing:
        while chunk := reading.read(CHUNK):
            writing.write(chunk)
            done += len(chunk)
            told(done)
        _flush(writing)


def _fetchable(name: str) -> Model:
    model = known_model(name)
    if model is None:
        raise unknown_model(name)
    return model


def _size(path: Path) -> int:
    return path.stat().st_size if path.is_file() else 0


class _File(Protocol):
    def flush(self) -> None: ...
    def fileno(self) -> int: ...


def _flush(file: _File | BinaryIO) -> None:
    file.flush()
    os.fsync(file.fileno())


def _flush_folder(folder: Path) -> None:
    if os.name != "posix":  # elsewhere a folder can't be opened
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
