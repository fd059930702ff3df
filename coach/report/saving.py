"""Files are written whole or not at all."""

from __future__ import annotations

import errno
import os
import tempfile
from contextlib import suppress
from pathlib import Path

from coach.core.cleaning import clean
from coach.errors import StoreError

_HINTS = {
    errno.ENOSPC: "The disk is full. Free some space, then save again.",
    errno.EDQUOT: "Your share of the disk is full. Free some space, then save again.",
    errno.EFBIG: "Choose another place to save it.",
    errno.ENOENT: "Make the folder first, or choose another place.",
    errno.ENOTDIR: "Part of that path is a file. Choose another place.",
    errno.EISDIR: "That is a folder. Give the file a name.",
    errno.EACCES: "You may not write there. Choose another place.",
    errno.EPERM: "You may not write there. Choose another place.",
    errno.EROFS: "Nothing can be written there. Choose another place.",
    errno.ENAMETOOLONG: "Choose a shorter name.",
}


def write_atomically(path: Path, data: bytes) -> None:
    """Write `data`, readable by its owner alone. A file that was there stays as it was until the new one is complete.

    Raises StoreError: nothing was written, and nothing half-written is left behind.
    """
    try:
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, "it is a folder")
        if path.exists() and not path.is_file():  # a pipe or /dev/stdout: there is nothing to put in its place
            path.write_bytes(data)
        else:
            _replace(path, data)
    except (OSError, ValueError) as error:
        number = getattr(error, "errno", None)
        hint = _HINTS.get(number or 0, "Choose another place and try again.")
        raise StoreError(f"{clean(str(path))} could not be written. Nothing was changed.", hint) from error


def _replace(path: Path, data: bytes) -> None:
    path = path.resolve()  # a link stays a link
    handle, temporary = tempfile.mkstemp(prefix=f".{path.name[:40]}.", suffix=".part", dir=path.parent)  # 0600
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)  # noqa: PTH105 - the words of the promise
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)  # noqa: PTH108
        raise
