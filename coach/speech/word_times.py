"""Where words begin and end: the model's rough pieces made whole, and their edges fitted to the sound."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from coach.core.cleaning import clean
from coach.core.talk import Seconds, Word
from coach.sound import RATE, Samples
from coach.speech.decoding import HeardWord

HOP = RATE // 100  # samples a loudness frame: 10 ms
LONGEST_WORD = 1.5  # seconds
LEAST = 0.02  # seconds: the model's own step


def spoken_words(heard: Sequence[HeardWord], samples: Samples, at: Seconds) -> tuple[Word, ...]:
    """Words with session times, where `samples` begin at `at`. Their texts are clean; punctuation hangs on them."""
    loud = loud_frames(samples)
    words: list[Word] = []
    for piece in _without_invented_end(merged(heard)):
        text = clean(piece.text)
        if not text:
            continue
        start, end = fitted(piece.start, min(piece.end, len(samples) / RATE), loud)
        words.append(Word(text, round(at + start, 3), round(at + end, 3), round(min(1.0, piece.probability), 4)))
    return tuple(words)


def merged(heard: Sequence[HeardWord]) -> list[HeardWord]:
    """Pieces joined to whole words: one without a space before it, or without a letter in it, goes with its neighbour."""
    whole: list[HeardWord] = []
    for piece in heard:
        before = whole[-1] if whole else None
        if before is None or (piece.text.startswith(" ") and _has_letters(piece.text) and _has_letters(before.text)):
            whole.append(piece)
        else:
            whole[-1] = _as_one(before, piece)
    return [word for word in whole if _has_letters(word.text)]


def fitted(start: float, end: float, loud: npt.NDArray[np.bool_]) -> tuple[float, float]:
    """A word's edges moved to the sound in it: alignment gives it the silence before and after too."""
    end = max(start, end)
    first, last = round(start * RATE / HOP), round(end * RATE / HOP)
    sounding = np.flatnonzero(loud[first:last])
    if len(sounding):
        head, tail = int(sounding[0]), int(sounding[-1])
        start, end = max(start, (first + head) * HOP / RATE), min(end, (first + tail + 1) * HOP / RATE)
    return max(start, end - LONGEST_WORD), end


def loud_frames(samples: Samples) -> npt.NDArray[np.bool_]:
    """Which 10 ms frames are clearly above the quiet of this stretch. In steady noise all are, and nothing is moved."""
    frames = samples[: len(samples) // HOP * HOP].reshape(-1, HOP)
    if not len(frames):
        return np.zeros(0, dtype=np.bool_)
    level = 10 * np.log10(np.mean(np.square(frames, dtype=np.float64), axis=1) + 1e-12)
    quiet, loudest = np.percentile(level, (10, 95))
    return np.asarray(level >= min(max(loudest - 30, quiet + 6), loudest - 12))


def _without_invented_end(words: list[HeardWord]) -> list[HeardWord]:
    """A decoder that goes on after the sound has ended writes words that alignment can give no time."""
    kept = len(words)
    while kept and words[kept - 1].end - words[kept - 1].start < LEAST:
        kept -= 1
    return words[:kept] if len(words) - kept >= 3 and kept else words


def _as_one(before: HeardWord, piece: HeardWord) -> HeardWord:
    """Punctuation has no time of its own; of two halves of a word the less sure one counts."""
    text = before.text + piece.text
    if not _has_letters(piece.text):
        return HeardWord(text, before.start, before.end, before.probability)
    if not _has_letters(before.text):
        return HeardWord(before.text + piece.text.lstrip(), piece.start, piece.end, piece.probability)
    return HeardWord(text, before.start, piece.end, min(before.probability, piece.probability))


def _has_letters(text: str) -> bool:
    return any(character.isalnum() for character in text)
