"""Examples as they are written beside their detector: a few lines of talk, with what is to be found in brackets."""

from __future__ import annotations

import re
from typing import cast

from coach.core.noticing import Example
from coach.core.talk import Span, Speaker, Utterance

_LINE = re.compile(r"^(?:([AB?])(?: ([\d.]+)-([\d.]+))?: )?(.*)$", re.DOTALL)


def talk(*lines: str, because: str = "", topic: str = "") -> Example:
    """A few lines of talk; exactly the [bracketed] words are to be found in the last line, and nothing where there are none.

    `"[You always] leave."` · `"A: I felt alone.", "B: [Whatever.]"` · with times: `"A 0.0-3.0: I was going to"`.
    """
    utterances: list[Utterance] = []
    finds: tuple[Span, ...] = ()
    for n, line in enumerate(lines, 1):
        speaker, start, end, marked = _LINE.match(line).groups()  # type: ignore[union-attr]
        text, finds = _unmarked(marked, n)
        begin = float(start) if start else (utterances[-1].end + 0.4 if utterances else 0.0)
        until = float(end) if end else begin + max(0.4, len(text.split()) / 2.5)
        who = cast("Speaker", speaker or "A")
        utterances.append(Utterance(n=n, speaker=who, start=begin, end=until, text=text))
    return Example(tuple(utterances), finds, because, topic)


def _unmarked(marked: str, n: int) -> tuple[str, tuple[Span, ...]]:
    text, spans, opened = "", [], -1
    for character in marked:
        if character == "[":
            opened = len(text)
        elif character == "]":
            spans.append(Span(n, opened, len(text)))
        else:
            text += character
    return text, tuple(spans)
