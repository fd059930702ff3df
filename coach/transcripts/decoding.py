"""From a file's bytes to text: bounded, UTF-8 (or marked UTF-16), and a clear word about anything else."""

from __future__ import annotations

import codecs
from pathlib import Path

from coach.core.cleaning import clean
from coach.errors import TranscriptError

MOST_BYTES = 10_000_000  # hours of talk, with a time for every word
_SPLIT_IT = "A transcript of one talk is a few hundred kilobytes. Is this the right file?"
_SAVE_AS = "Save it as UTF-8 text and try again."


def shown_name(path: Path) -> str:
    """The file's name as it may stand in a message."""
    return clean(path.name) or "the file"


def read_text(path: Path) -> str:
    """The whole file as text.

    Raises TranscriptError: it is missing, not a file, too large, or not UTF-8 or marked UTF-16 text.
    """
    name = shown_name(path)
    try:
        if not path.is_file():
            what = "is a folder" if path.is_dir() else "is not there"
            raise TranscriptError(f"{name} {what}.", "Check the name and the folder.")
        with path.open("rb") as file:
            raw = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "the name can't be used"
        raise TranscriptError(f"{name} can't be read: {reason}.", "Check the name and who may read it.") from error
    if len(raw) > MOST_BYTES:
        raise TranscriptError(f"{name} is larger than {MOST_BYTES // 1_000_000} MB.", _SPLIT_IT)
    return _decoded(raw, name)


def _decoded(raw: bytes, name: str) -> str:
    wide = raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        text = raw.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise TranscriptError(f"{name}, line {line}: this is not UTF-8 text.", _SAVE_AS) from error
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise TranscriptError(f"{name}, line {line}: this does not look like text.", _SAVE_AS)
    return text
