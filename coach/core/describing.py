"""A moment in words people can read: what "why?" shows. The wording is the detector's; the words seen are theirs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from coach.core.noticing import Detector, in_words_of
from coach.core.talk import Moment, Utterance
from coach.core.themes import words_of

LONGEST_QUOTE = 140  # characters
_SENTENCE = re.compile(r"[^.!?]+[.!?…]*")


@dataclass(frozen=True, slots=True)
class Described:
    title: str  # as a person would say it
    quote: str  # the words seen
    why: str  # what weighed most
    guidance: str  # what the guidance says, and where it comes from
    sure: float  # 0..1, calibrated
    tip: str  # one sentence to try; "" where there is none


# Words that carry a sentence and explain nothing to whoever asks why.
_TELLS_NOTHING = words_of(
    "a an the there here this that these those it its is was are were be been am do does did to of in on at by for with and or but so"
    " as if then than from up out off too just well oh like"
)


def describe(moment: Moment, utterances: Iterable[Utterance], detectors: Sequence[Detector]) -> Described:
    detector = in_words_of(next(one for one in detectors if one.kind == moment.kind), moment)
    telling = [word for word in moment.because if word.casefold() not in _TELLS_NOTHING]
    weighed = ", ".join(f"“{word}”" for word in telling[:5])
    if moment.because and not telling:
        weighed = "the sentence as a whole"
    return Described(
        title=detector.title,
        quote=quote(moment, utterances),
        why=f"What weighed most: {weighed}" if weighed else "",
        guidance=f"{detector.about} Source: {detector.source}",
        sure=moment.confidence,
        tip=detector.tip,
    )


def quote(moment: Moment, utterances: Iterable[Utterance]) -> str:
    """The sentences that the words seen stand in, cut to a readable length: half a sentence reads like half a thought."""
    wanted = {moment.utterance, *(span.utterance for span in moment.evidence)}
    texts = {one.n: one.text for one in utterances if one.n in wanted}
    parts = [text for n in sorted(wanted) if (text := _sentences(texts.get(n, ""), moment, n))]
    words = " … ".join(parts) or texts.get(moment.utterance, "")
    return words if len(words) <= LONGEST_QUOTE else words[: LONGEST_QUOTE - 1].rsplit(" ", 1)[0] + "…"


def _sentences(text: str, moment: Moment, number: int) -> str:
    """Those sentences of an utterance that hold evidence; neighbours run on, others are left out."""
    kept: list[str] = []
    last = -1
    for index, sentence in enumerate(_SENTENCE.finditer(text)):
        if any(
            span.utterance == number and span.start < sentence.end() and span.end > sentence.start()
            for span in moment.evidence
        ):
            kept += ["…"] if kept and index != last + 1 else []
            kept.append(sentence.group().strip())
            last = index
    return " ".join(kept)
