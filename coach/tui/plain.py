"""Words for the screen. What was said or read from a file is text and nothing else: never markup, never an order to the terminal."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from rich.cells import cell_len

_JOINERS = "\u200c\u200d"  # part of words in some scripts, and of some emoji
_WORD = re.compile(r"\S+")
_BARS = "▁▂▃▄▅▆▇█"


def plain(text: str) -> str:
    """`text` of the same length, with everything that could steer a terminal (escapes, controls, direction marks) a space.

    The length stays, so that the character positions of evidence keep their meaning.
    """
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or c in _JOINERS else " " for c in text)


def one_line(text: str, width: int) -> str:
    """`text` on one line of at most `width` cells; what does not fit becomes an ellipsis."""
    text = " ".join(plain(text).split())
    if cell_len(text) <= width:
        return text
    kept = ""
    for character in text:
        if cell_len(kept + character) >= width:
            break
        kept += character
    return kept.rstrip() + "…" if width > 0 else ""


def clock(seconds: float) -> str:
    """12:41, or 1:02:03 from an hour on."""
    whole = max(0, int(seconds))
    hours, minutes = divmod(whole // 60, 60)
    return f"{hours}:{minutes:02d}:{whole % 60:02d}" if hours else f"{minutes:02d}:{whole % 60:02d}"


def in_words(seconds: float) -> str:
    """A length as people say it: "50 seconds", "1 minute", "14 minutes"."""
    if seconds < 60:
        whole = max(0, round(seconds))
        return f"{whole} second{'' if whole == 1 else 's'}"
    minutes = round(seconds / 60)
    return f"{minutes} minute{'' if minutes == 1 else 's'}"


def how_sure(sure: float) -> str:
    """A calibrated confidence in words a person can use."""
    tenths = round(sure * 10)
    if tenths >= 10:
        return "Nearly sure."
    return f"About {tenths} times in 10 this reading is right." if tenths > 0 else "Hardly sure at all."


def bars(values: Sequence[float]) -> str:
    """One block a value; 0 is the lowest, 1 the highest."""
    return "".join(_BARS[min(7, max(0, int(value * 8)))] for value in values)


def wrap(text: str, width: int) -> list[tuple[int, int]]:
    """Where each line of `text` begins and ends (characters) when no line may be wider than `width` cells. Never empty."""
    width = max(1, width)
    if text.isascii() and text.isprintable():
        return _wrap_quickly(text, width)
    cells: Callable[[str], int] = len if text.isascii() else cell_len
    lines: list[tuple[int, int]] = []
    begin = end = -1
    for first, last in _pieces(text, width, cells):
        if begin >= 0 and cells(text[begin:last]) <= width:
            end = last
            continue
        if begin >= 0:
            lines.append((begin, end))
        begin, end = first, last
    lines.append((max(begin, 0), max(end, 0)))
    return lines


def _wrap_quickly(text: str, width: int) -> list[tuple[int, int]]:
    """The same for text with one cell a character and no other white space than spaces: a long talk has thousands of lines."""
    last = len(text.rstrip(" "))
    begin = last - len(text[:last].lstrip(" "))
    lines: list[tuple[int, int]] = []
    while last - begin > width:
        cut = text.rfind(" ", begin, begin + width + 1)
        end = begin + width if cut < 0 else begin + len(text[begin:cut].rstrip(" "))
        lines.append((begin, end))
        begin = end if cut < 0 else cut
        begin = last - len(text[begin:last].lstrip(" ")) if text[begin] == " " else begin
    return [*lines, (begin, last)]


def _pieces(text: str, width: int, cells: Callable[[str], int]) -> Iterator[tuple[int, int]]:
    """The words of `text`; one that is wider than a line comes in pieces."""
    for word in _WORD.finditer(text):
        first, last = word.span()
        while cells(text[first:last]) > width:
            cut = first + 1
            while cut < last and cells(text[first : cut + 1]) <= width:
                cut += 1
            yield first, cut
            first = cut
        if first < last:
            yield first, last
