"""Files and folders that only their owner can read: written whole or not at all, held by one program at a time."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from coach.core.cleaning import clean
from coach.errors import StoreError

PATIENCE = 5.0  # seconds to wait for another program that is writing
MOST = 512 * 1024 * 1024  # bytes; nothing of ours grows this large, so a larger file is not read into memory
_HINTS = {
    errno.ENOSPC: "The disk is full. Free some space and try again.",
    errno.EDQUOT: "Your share of the disk is full. Free some space and try again.",
    errno.EACCES: "You may not use that folder. Choose another in config.toml, [keeping] folder.",
    errno.EPERM: "You may not use that folder. Choose another in config.toml, [keeping] folder.",
    errno.EROFS: "Nothing can be written there. Choose another folder in config.toml, [keeping] folder.",
}


def told(error: OSError | ValueError, what: str) -> StoreError:
    """The system's error in our words."""
    number = getattr(error, "errno", None) or 0
    return StoreError(what, _HINTS.get(number, "Check the folder; `coach doctor` says where it is."))


def private_folder(path: Path) -> Path:
    """Makes the folder where it is missing; nobody but its owner may look in (0700)."""
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        if sys.platform != "win32" and path.stat().st_mode & 0o077:
            path.chmod(0o700)
    except (OSError, ValueError) as error:
        raise told(error, f"The folder {clean(str(path))} can't be used.") from error
    return path


def read(path: Path, *, most: int = MOST) -> bytes:
    """The file's bytes. Raises StoreError where it can't be read, is no file, or is larger than anything of ours."""
    try:
        if not path.is_file():
            raise StoreError(f"{clean(str(path))} is not there.", "Check the name of the file.")
        with path.open("rb") as file:
            data = file.read(most + 1)
    except (OSError, ValueError) as error:
        raise told(error, f"{clean(str(path))} could not be read.") from error
    if len(data) > most:
        raise StoreError(f"{clean(str(path))} is too large to be one of ours.", "Check that it is the right file.")
    return data


def write(path: Path, data: bytes) -> None:
    """Written whole or not at all, and on the disk when this returns; readable by its owner alone (0600)."""
    temporary = ""
    try:
        handle, temporary = tempfile.mkstemp(prefix=".", suffix=".part", dir=path.parent)  # 0600
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)  # noqa: PTH105 - the words of the promise
        settle(path.parent)
    except (OSError, ValueError) as error:
        with contextlib.suppress(OSError):
            os.unlink(temporary)  # noqa: PTH108
        raise told(error, f"{clean(str(path))} could not be written. What was there before is unchanged.") from error


def write_over(path: Path, data: bytes) -> None:
    """As `write`, and what was there before is destroyed once the new file stands."""
    let_go(path)  # of a time when this was interrupted
    with contextlib.suppress(OSError):  # a second name for the old file; where there is none, it is only replaced
        os.link(path, _old(path))
    try:
        write(path, data)
    finally:
        let_go(path)


def let_go(path: Path) -> None:
    """Ends a replacement of `path`: what it replaced is destroyed; where it never came so far, only the second name goes."""
    old = _old(path)
    try:
        if old.exists() and path.exists() and old.samefile(path):
            old.unlink()
    except OSError as error:
        raise told(error, f"{clean(str(old))} could not be removed.") from error
    destroy(old)


def _old(path: Path) -> Path:
    return path.with_name(f"{path.name}.old")


def destroy(path: Path) -> None:
    """Overwrites the file with noise, then removes it. What a disk keeps in spare blocks is out of reach (SECURITY.md)."""
    try:
        if path.is_symlink():
            path.unlink()
            return
        with contextlib.suppress(FileNotFoundError):
            with path.open("r+b") as file:
                file.write(secrets.token_bytes(min(path.stat().st_size, MOST)))
                file.flush()
                os.fsync(file.fileno())
            path.unlink()
            settle(path.parent)
    except OSError as error:
        raise told(error, f"{clean(str(path))} could not be removed.") from error


def settle(folder: Path) -> None:
    """Waits until the folder's own list of names is on the disk, where the system knows how to."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


@contextlib.contextmanager
def alone(path: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Hold the lock at `path`. The system frees it when its holder ends, however it ends.

    Raises StoreError where another program holds it for longer than `patience` seconds.
    """
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except (OSError, ValueError) as error:
        raise told(error, f"{clean(str(path))} can't be used.") from error
    try:
        until = time.monotonic() + patience
        while not hold(descriptor):
            if time.monotonic() > until:
                raise StoreError(
                    "Another coach is writing to the kept talks.", "Close it, or try again when it is done."
                )
            time.sleep(0.02)
        yield
    finally:
        os.close(descriptor)


if sys.platform == "win32":

    def hold(descriptor: int) -> bool:
        """Whether the file could be locked for us, without waiting."""
        import msvcrt

        at = os.lseek(descriptor, 0, os.SEEK_CUR)
        try:
            os.lseek(descriptor, 1 << 40, os.SEEK_SET)  # far behind the content: a lock here forbids no reading
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        finally:
            os.lseek(descriptor, at, os.SEEK_SET)  # whoever writes goes on where it was
        return True

else:

    def hold(descriptor: int) -> bool:
        """Whether the file could be locked for us, without waiting."""
        import fcntl

        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True


def no_core_dumps() -> None:
    """For the time of a talk: if the program dies, the system writes none of its memory to disk."""
    if sys.platform != "win32":
        import resource

        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
