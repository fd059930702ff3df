"""Makes text that came from speech or a file safe to show: nothing in it can move a cursor, hide or reverse words.

Markup such as "[red]" is left as the plain text it is: what shows text shows it as text.
"""

from __future__ import annotations

import re
import unicodedata

_SEQUENCES = re.compile(
    # Terminal strings (titles, links, device control) with an end; each stops at the next introducer, so this is linear.
    r"(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x90\x98\x9b-\x9f]*(?:\x07|\x1b\\|\x9c)"
    r"|(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"  # colours, cursor moves
    r"|\x1b[ -/]*[0-~]?"  # anything else that begins with an escape, and what is left of broken ones
)
# Format characters go (zero-width ones, bidi overrides, tags), and so does what is no character: surrogates, private use.
_UNWANTED = {"Cc", "Cf", "Cs", "Co", "Cn"}
_MARKS_IN_A_ROW = 4  # real scripts need three; towers of accents climb over the neighbouring lines


def clean(text: str) -> str:
    """One line of printable text: escape sequences, controls and invisible characters out, runs of white space to one.

    Cleaning twice changes nothing more. Linear in the length of the text.
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    return " ".join("".join(_shown(_SEQUENCES.sub("", text))).split())


def _shown(text: str) -> list[str]:
    kept: list[str] = []
    marks = 0
    for character in text:
        category = unicodedata.category(character)
        if category in {"Zl", "Zp", "Zs"} or character in "\t\n\v\f\r\x1c\x1d\x1e\x1f\x85":
            kept.append(" ")
            marks = 0
        elif category not in _UNWANTED:
            marks = marks + 1 if category in {"Mn", "Me"} else 0
            if marks <= _MARKS_IN_A_ROW:
                kept.append(character)
    return kept
