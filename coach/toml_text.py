"""TOML that somebody else wrote: read with bounds, so that no file can cost minutes or end the program."""

from __future__ import annotations

import re
import tomllib
from typing import Any

MOST_PARTS = 16  # of a dotted key; the reader's time grows with their square, and ours have three
LONGEST = 256 * 1024  # characters; what is longer is no file of ours

# Strings and comments, each to its end or to the end of what can be read: whatever they hold, it is no key.
_NO_KEY = re.compile(
    r'"""(?:\\.|[^\\])*?(?:"""|\Z)|\'\'\'.*?(?:\'\'\'|\Z)|"(?:\\.|[^"\\\n])*(?:"|\n|\Z)|\'[^\'\n]*(?:\'|\n|\Z)|#[^\n]*',
    re.DOTALL,
)
_BETWEEN_KEYS = re.compile(r"[^\w.\- \t]+")


def parsed(text: str) -> dict[str, Any]:
    """The tables in `text`. Raises ValueError with the reader's words, whatever is wrong with it."""
    if len(text) > LONGEST:
        raise ValueError("It is too long")
    if any(piece.count(".") >= MOST_PARTS for piece in _BETWEEN_KEYS.split(_NO_KEY.sub("s", text))):
        raise ValueError(f"A key has more than {MOST_PARTS} parts")
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        raise
    except RecursionError as error:
        raise ValueError("It is nested too deeply") from error
    except ValueError as error:  # the interpreter's own limit, whose advice is for programmers
        raise ValueError("A number in it is too long") from error


def slip(text: str, error: ValueError) -> str:
    """What people who write no TOML every day most often did there, with the way out; "" where it is not plain."""
    found = re.search(r"\(at line (\d+), column \d+\)$", str(error))
    lines = text.splitlines()
    line = lines[int(found[1]) - 1] if found and 0 < int(found[1]) <= len(lines) else ""
    if re.search("[“”„‘’«»]", _NO_KEY.sub("", line)):
        return 'Straight quotes "like these" go around words; a word processor bends them.'
    if str(error).startswith("Cannot overwrite"):
        return "The same key stands there twice; keep one."
    if str(error).startswith(("Invalid value", "Illegal character", "Unclosed array", "Expected newline")):
        return 'Mend the line: words stand in quotes, "like this"; several in brackets: ["one", "two"].'
    return ""
