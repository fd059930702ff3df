"""Words from a stretch of speech, with their times: never invented, one encoder pass, the same answer every time."""

from __future__ import annotations

import contextlib
import math
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, runtime_checkable

import numpy as np

from coach.core.cleaning import clean
from coach.core.talk import Seconds, Word
from coach.sound import RATE, Samples, Segment
from coach.speech.decoding import LONGEST, Context, Decoded, Recogniser, context_frames, frames_of, goes_round
from coach.speech.word_times import spoken_words

TOO_SHORT = 0.1  # seconds: no word fits in
# Measured on 108 turns of the spoken talks: one beam 40.5 % of the words wrong, two 34.9, three 33.7, five 33.7; three
# cost a fifth more of the decoder's time than one (base.en's shape), five nearly half more.
BEAM = 3
TOGETHER = (
    4  # sounds in one batch: four take base.en's shape 1.8 times less than one by one; more would only wait longer
)
NOTHING = Decoded(text="", log_probability=0.0, no_speech=0.0, compression=0.0, finished=True)


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


@runtime_checkable
class CanHurry(Protocol):
    """A transcriber that can also take less trouble."""

    def transcribe_quickly(self, segment: Segment) -> Transcript:
        """As `transcribe`, by first thoughts alone: more words are wrong."""
        ...


class WhisperTranscriber:
    """A Whisper model on this machine's processor. Not for several threads at once."""

    def __init__(self, folder: Path, *, threads: int = 0, context: Context = "fitted", beam: int = BEAM) -> None:
        """`folder` is a checked model (see `models.load_transcriber`); `threads` 0: chosen for the model's size."""
        threads = threads or threads_for(folder)
        # A second worker shares the weights and is idle in a live talk; a recording is heard by both.
        self._workers = 2 if threads == 1 and (os.cpu_count() or 1) > 1 else 1
        self._recogniser: Recogniser | None = Recogniser(folder, threads=threads, workers=self._workers)
        self._context: Context = context
        self._beam = beam

    def warm_up(self) -> None:
        """The first call is slower than the rest: make it while people prepare."""
        self._open().decode([np.zeros(RATE, dtype=np.float32)], context=self._context, beam=self._beam, times=True)

    def transcribe(self, segment: Segment) -> Transcript:
        return self.transcribe_many([segment])[0]

    def transcribe_many(self, segments: Sequence[Segment]) -> list[Transcript]:
        """The same answers as one by one. Pieces of the same length go through the model together."""
        cut = [pieces(segment) for segment in segments]
        heard = self._listen([samples for several in cut for samples, _ in several])
        return [
            joined([as_transcript(next(heard), samples, at) for samples, at in several], segment)
            for several, segment in zip(cut, segments, strict=True)
        ]

    def transcribe_quickly(self, segment: Segment) -> Transcript:
        """One beam and no second hearing."""
        cut = [(samples, at) for samples, at in pieces(segment) if len(samples) >= TOO_SHORT * RATE]
        heard = [self._open().decode([one], context=self._context, beam=1, times=True)[0] for one, _ in cut]
        if not cut:
            return as_transcript(NOTHING, segment.samples, segment.start)
        return joined([as_transcript(one, *piece) for one, piece in zip(heard, cut, strict=True)], segment)

    def partial(self, segment: Segment) -> str:
        samples = segment.samples[-round(LONGEST * RATE) :]
        if len(samples) < TOO_SHORT * RATE:
            return ""
        return clean(self._open().decode([samples], context=self._context, beam=1, times=False)[0].text)

    def close(self) -> None:
        self._recogniser = None

    def _listen(self, sounds: Sequence[Samples]) -> Iterator[Decoded]:
        """What each sound says, in order."""
        together = batches([len(samples) for samples in sounds], self._context)
        found: dict[int, Decoded] = {}
        with self._hands(len(together)) as each:
            answers = each(lambda batch: self._batch([sounds[at] for at in batch]), together)
            for batch, answer in zip(together, answers, strict=True):
                found.update(zip(batch, answer, strict=True))
        return iter([found.get(at, NOTHING) for at in range(len(sounds))])

    @contextlib.contextmanager
    def _hands(self, batches: int) -> Iterator[Callable[..., Iterable[list[Decoded]]]]:
        """`map`, over as many threads as there are workers."""
        if self._workers == 1 or batches < 2:
            yield map
            return
        with ThreadPoolExecutor(self._workers, thread_name_prefix="coach-reading") as pool:
            yield pool.map

    def _batch(self, sounds: list[Samples]) -> list[Decoded]:
        heard = self._open().decode(sounds, context=self._context, beam=self._beam, times=True)
        return [self._again_if_lost(samples, one) for samples, one in zip(sounds, heard, strict=True)]

    def _again_if_lost(self, samples: Samples, heard: Decoded) -> Decoded:
        """Rare. Real models may repeat themselves when the window is cut; what they learned on is the whole one.

        No sampling at a higher temperature, as the stock decoder tries: the same sound must give the same words.
        """
        seconds = len(samples) / RATE
        if self._context == "full" or not looks_degenerate(heard, seconds):
            return heard
        again = self._open().decode([samples], context="full", beam=max(self._beam, 5), times=True)[0]
        return max(again, heard, key=lambda one: (not looks_degenerate(one, seconds), one.log_probability))

    def _open(self) -> Recogniser:
        if self._recogniser is None:
            raise RuntimeError("this transcriber was closed")
        return self._recogniser


def batches(lengths: Sequence[int], context: Context) -> list[list[int]]:
    """Which sounds go through the model together: those that fill the same window, a few at a time. Too short ones don't."""
    same: dict[int, list[int]] = {}
    for at, length in enumerate(lengths):
        if length >= TOO_SHORT * RATE:
            same.setdefault(context_frames(frames_of(length), context), []).append(at)
    return [alike[at : at + TOGETHER] for alike in same.values() for at in range(0, len(alike), TOGETHER)]


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


def as_transcript(heard: Decoded, samples: Samples, at: Seconds) -> Transcript:
    words = spoken_words(heard.words, samples, at)
    return Transcript(
        words=words,
        text=" ".join(word.text for word in words),
        log_probability=heard.log_probability,
        no_speech=heard.no_speech,
        compression=heard.compression,
        seconds=len(samples) / RATE,
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
