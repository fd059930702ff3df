"""Words from a stretch of speech, with their times: never invented, one encoder pass, the same answer every time."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np

from coach.core.cleaning import clean
from coach.core.talk import Seconds, Word
from coach.sound import RATE, Samples, Segment
from coach.speech.decoding import LONGEST, Context, Decoded, HeardWord, Recogniser, goes_round

TOO_SHORT = 0.1  # seconds: no word fits in
LONGEST_WORD = 1.5  # seconds: alignment stretches a word over the silence beside it


@dataclass(frozen=True, slots=True)
class Transcript:
    """What a segment says, and how sure the model is. English."""

    words: tuple[Word, ...] = ()  # times in seconds of the session
    text: str = ""
    log_probability: float = 0.0  # mean per token, natural logarithm, <= 0
    no_speech: float = 0.0  # 0..1, the model's own
    compression: float = 0.0  # bytes of text a byte of its compressed form
    seconds: Seconds = 0.0  # of the audio

    @property
    def confidence(self) -> float:
        """0..1: the geometric mean of the tokens' probabilities, less where the model doubts that this is speech at all."""
        if not self.text:
            return 0.0
        doubt = max(0.0, self.no_speech - 0.6)  # below, real models say it of clear speech too
        return max(0.0, min(1.0, math.exp(self.log_probability) * (1.0 - doubt)))


class Transcriber(Protocol):
    def transcribe(self, segment: Segment) -> Transcript: ...
    def partial(self, segment: Segment) -> str:
        """What has been said so far, quickly and without times, for the screen only."""
        ...

    def transcribe_many(self, segments: Sequence[Segment]) -> list[Transcript]:
        """The same answers as one by one, quicker where it can be."""
        ...

    def close(self) -> None: ...


class WhisperTranscriber:
    """A Whisper model on this machine's processor. One thread at a time."""

    def __init__(self, folder: Path, *, threads: int = 0, context: Context = "fitted", beam: int = 2) -> None:
        """`folder` is a checked model (see `models.load_transcriber`); `threads` 0: chosen for the model's size."""
        self._recogniser: Recogniser | None = Recogniser(folder, threads=threads or threads_for(folder))
        self._context: Context = context
        self._beam = beam

    def warm_up(self) -> None:
        """The first call is slower than the rest: make it while people prepare."""
        self._listen(np.zeros(RATE, dtype=np.float32), times=True)

    def transcribe(self, segment: Segment) -> Transcript:
        return joined([self._transcribe_piece(piece, at) for piece, at in pieces(segment)], segment)

    def transcribe_many(self, segments: Sequence[Segment]) -> list[Transcript]:
        return [self.transcribe(segment) for segment in segments]

    def partial(self, segment: Segment) -> str:
        samples = segment.samples[-round(LONGEST * RATE) :]
        if len(samples) < TOO_SHORT * RATE:
            return ""
        return clean(self._open().decode(samples, context=self._context, beam=1, times=False).text)

    def close(self) -> None:
        self._recogniser = None

    def _transcribe_piece(self, samples: Samples, at: Seconds) -> Transcript:
        if len(samples) < TOO_SHORT * RATE:
            return Transcript(seconds=len(samples) / RATE)
        return as_transcript(self._listen(samples, times=True), at, len(samples) / RATE)

    def _listen(self, samples: Samples, *, times: bool) -> Decoded:
        heard = self._open().decode(samples, context=self._context, beam=self._beam, times=times)
        if self._context == "full" or not looks_degenerate(heard, len(samples) / RATE):
            return heard
        # Rare. Real models sometimes repeat themselves when the window is cut; what they learned on is the whole one.
        again = self._open().decode(samples, context="full", beam=max(self._beam, 5), times=times)
        return max(again, heard, key=lambda one: (not looks_degenerate(one, len(samples) / RATE), one.log_probability))

    def _open(self) -> Recogniser:
        if self._recogniser is None:
            raise RuntimeError("this transcriber was closed")
        return self._recogniser


def threads_for(folder: Path) -> int:
    """Two for models the size of small.en and above: smaller ones gain nothing from a second thread (measured)."""
    return 2 if (folder / "model.bin").stat().st_size > 200_000_000 else 1


def looks_degenerate(heard: Decoded, seconds: Seconds) -> bool:
    """The decoder has lost its way: a loop, text without end, or guesses. Not: silence, which it calls silence."""
    if not heard.finished or heard.compression > 2.4 or goes_round(heard.text):
        return True
    if len(heard.text.split()) > max(4.0, 7 * seconds):
        return True
    return heard.log_probability < -1.0 and heard.no_speech < 0.6


def pieces(segment: Segment) -> list[tuple[Samples, Seconds]]:
    """The samples in pieces that a model can take at once, cut where it is quietest, and where each begins."""
    rest, at, cut = segment.samples, segment.start, []
    while len(rest) > LONGEST * RATE:
        end = quietest(rest, round(20 * RATE), round((LONGEST - 0.5) * RATE))
        cut.append((rest[:end], at))
        rest, at = rest[end:], at + end / RATE
    return [*cut, (rest, at)]


def quietest(samples: Samples, first: int, last: int) -> int:
    """The middle of the quietest fifth of a second between two samples."""
    size = RATE // 50
    frames = samples[first : first + (last - first) // size * size].reshape(-1, size)
    energy = np.convolve(np.mean(np.square(frames, dtype=np.float64), axis=1), np.ones(10), mode="valid")
    return first + (int(np.argmin(energy)) + 5) * size


def as_transcript(heard: Decoded, at: Seconds, seconds: Seconds) -> Transcript:
    return Transcript(
        words=spoken_words(heard.words, at, seconds),
        text=clean(heard.text),
        log_probability=heard.log_probability,
        no_speech=heard.no_speech,
        compression=heard.compression,
        seconds=seconds,
    )


def joined(parts: Sequence[Transcript], segment: Segment) -> Transcript:
    """One transcript of several: the worst of each measure speaks for the whole, the log-probability by length."""
    if len(parts) == 1:
        return parts[0]
    said = [part for part in parts if part.text] or parts[:1]
    length = sum(len(part.text) + 1 for part in said)
    return Transcript(
        words=tuple(word for part in said for word in part.words),
        text=" ".join(part.text for part in said if part.text),
        log_probability=sum(part.log_probability * (len(part.text) + 1) for part in said) / length,
        no_speech=max(part.no_speech for part in said),
        compression=max(part.compression for part in said),
        seconds=segment.seconds,
    )


def spoken_words(heard: Sequence[HeardWord], at: Seconds, seconds: Seconds) -> tuple[Word, ...]:
    """Words with session times: a word begins at a space, punctuation belongs to the word before it."""
    words: list[Word] = []
    for piece in merged(heard):
        text = clean(piece.text)
        if not text:
            continue
        end = min(piece.end, seconds)
        start = max(min(piece.start, end), end - LONGEST_WORD)
        words.append(Word(text, round(at + start, 3), round(at + end, 3), round(min(1.0, piece.probability), 4)))
    return tuple(words)


def merged(heard: Sequence[HeardWord]) -> list[HeardWord]:
    """Pieces joined to whole words: without a space before it, or without a letter in it, a piece goes with its neighbour."""
    whole: list[HeardWord] = []
    for piece in heard:
        before = whole[-1] if whole else None
        # An opening mark alone (" (", " '") waits for its word; anything without a space before it hangs on.
        hangs_on = before is not None and (not piece.text.startswith(" ") or not _has_letters(before.text))
        if before is None or not (hangs_on or not _has_letters(piece.text)):
            whole.append(piece)
            continue
        lettered = _has_letters(piece.text) and _has_letters(before.text)
        start = before.start if _has_letters(before.text) else piece.start
        end = piece.end if _has_letters(piece.text) else before.end
        probability = (before if _has_letters(before.text) else piece).probability
        if lettered:
            probability = min(before.probability, piece.probability)
        whole[-1] = HeardWord(before.text + piece.text, start, end, probability)
    return [word for word in whole if _has_letters(word.text)]


def _has_letters(text: str) -> bool:
    return any(character.isalnum() for character in text)
