"""One stretch of sound through a Whisper model: features, encoder, decoder, word times. The only file that knows the libraries.

The stock `WhisperModel.transcribe` pads every utterance to 30 s and may encode it two or three times for word times. Here the
features are cut to the utterance and the encoder's output is used for the text and for the word times alike: one pass.
"""

from __future__ import annotations

import os
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from coach.errors import ModelError
from coach.sound import RATE, Samples

Context = Literal["fitted", "full"]

FRAMES_A_SECOND = 100  # mel frames; the encoder halves them
LONGEST = 30.0  # seconds that a model can take at once
# Whisper learned on 30 s windows padded with silence. Real models whose window is cut close to the speech are reported to
# repeat themselves (with 1.3 s of silence left behind it, not with 2.6 s: experience of whisper.cpp's users); it costs little.
SILENCE_BEHIND = 2.6
# Not below: CTranslate2 tells encoder output from raw features by its shape, and takes 80 positions (1.6 s) for 80 mel bands:
# it would then encode its own output and answer nonsense. Seconds in steps keep the number of shapes small.
SHORTEST_CONTEXT = 4.0
STEP = 0.5
TOKENS_A_SECOND = 10  # quick speech is about six words, eight tokens; more than this is a loop
MOST_TOKENS = 224  # half of the decoder's 448 positions, which is what the library gives at most


@dataclass(frozen=True, slots=True)
class HeardWord:
    """A word with its spaces as the model wrote it; times in seconds from the first sample given."""

    text: str
    start: float
    end: float
    probability: float


@dataclass(frozen=True, slots=True)
class Decoded:
    text: str
    log_probability: float  # mean per token, the end included
    no_speech: float  # 0..1
    compression: float  # bytes of text a byte of its compressed form: repetition compresses well
    finished: bool  # False: stopped because the text grew too long
    words: tuple[HeardWord, ...] = ()


class Recogniser:
    """A loaded model, for as many threads at once as it has `workers`."""

    def __init__(self, folder: Path, *, threads: int, workers: int = 1) -> None:
        # faster-whisper would fetch what it misses: models are checked before, and the way out is closed all the same.
        os.environ["HF_HUB_OFFLINE"] = "1"
        os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"
        from faster_whisper import WhisperModel
        from faster_whisper.tokenizer import Tokenizer
        from faster_whisper.transcribe import get_suppressed_tokens

        try:
            self._whole = WhisperModel(
                str(folder),
                device="cpu",
                compute_type="int8",
                local_files_only=True,
                cpu_threads=threads,
                num_workers=workers,
            )
            multilingual = bool(self._whole.model.is_multilingual)
            self._tokens = Tokenizer(
                self._whole.hf_tokenizer,
                multilingual,
                task="transcribe" if multilingual else None,
                language="en" if multilingual else None,
            )
            self._never = list(get_suppressed_tokens(self._tokens, [-1]))
            self._prompt = [*self._tokens.sot_sequence, self._tokens.no_timestamps]
        except Exception as error:  # the libraries raise RuntimeError, ValueError, MemoryError and bare Exception alike
            raise ModelError(
                f"The speech model in {folder} could not be loaded: {_first_line(error)}.",
                "Run `coach setup` to fetch it again.",
            ) from error
        if not self._prompt_known():
            raise ModelError(
                f"{folder / 'tokenizer.json'} does not belong to a Whisper model.",
                "Run `coach setup` to fetch it again.",
            )

    def _prompt_known(self) -> bool:
        return all(isinstance(token, int) for token in (*self._prompt, self._tokens.eot))

    def features(self, samples: Samples, context: Context) -> tuple[npt.NDArray[np.float32], int]:
        """Log-mel float32 [mels, frames] for the encoder, and how many of the frames are sound."""
        mel = self._whole.feature_extractor(np.array(samples, dtype=np.float32))
        sound = min(mel.shape[1], round(LONGEST * FRAMES_A_SECOND))
        frames = context_frames(sound, context)
        fitted = np.zeros((mel.shape[0], frames), dtype=np.float32)
        fitted[:, :sound] = mel[:, :sound]
        return fitted, sound

    def encode(self, features: Sequence[npt.NDArray[np.float32]]) -> Any:
        """Encoder output of features of one and the same shape."""
        from ctranslate2 import StorageView

        return self._whole.model.encode(StorageView.from_array(np.ascontiguousarray(np.stack(features))))

    def decode(self, sounds: Sequence[Samples], *, context: Context, beam: int, times: bool) -> list[Decoded]:
        """One encoder pass; texts, and where `times` is set their words' times.

        Each of `sounds` at most 30 s, and all of them filling the same window: see `context_frames`.
        """
        made = [self.features(samples, context) for samples in sounds]
        encoded = self.encode([features for features, _ in made])
        most = most_tokens(made[0][0].shape[1])
        results = self._whole.model.generate(
            encoded,
            [self._prompt] * len(sounds),
            beam_size=beam,
            max_length=2 * most,  # the library gives half of it
            return_scores=True,
            return_no_speech_prob=True,
            suppress_blank=True,
            suppress_tokens=self._never,
        )
        rows = [[token for token in result.sequences_ids[0] if token < self._tokens.eot] for result in results]
        words: list[tuple[HeardWord, ...]] = [()] * len(rows)
        if times and any(rows):
            words = self._times(encoded, rows, [sound for _, sound in made])
        return [self._decoded(*found, most) for found in zip(results, rows, words, strict=True)]

    def _decoded(self, result: Any, tokens: list[int], words: tuple[HeardWord, ...], most: int) -> Decoded:
        length = len(result.sequences_ids[0])
        text = self._tokens.decode(tokens).strip()
        return Decoded(
            text=text,
            log_probability=float(result.scores[0]) * length / (length + 1),
            no_speech=float(result.no_speech_prob),
            compression=compression(text),
            finished=length < most,
            words=words,
        )

    def _times(self, encoded: Any, rows: list[list[int]], sounds: list[int]) -> list[tuple[HeardWord, ...]]:
        aligned = self._whole.model.align(encoded, list(self._tokens.sot_sequence), rows, sounds, median_filter_width=7)
        return [self._words(row, result) if row else () for row, result in zip(rows, aligned, strict=True)]

    def _words(self, tokens: list[int], aligned: Any) -> tuple[HeardWord, ...]:
        texts, groups = self._tokens.split_to_word_tokens([*tokens, self._tokens.eot])
        reached = first_times(aligned.alignments, len(tokens))
        sure = aligned.text_token_probs
        words: list[HeardWord] = []
        at = 0
        for text, group in zip(texts[:-1], groups[:-1], strict=True):
            after = at + len(group)
            probability = float(np.mean(sure[at:after])) if after > at and len(sure) >= after else 0.0
            words.append(HeardWord(text, reached[at], reached[after], probability))
            at = after
        return tuple(words)


def first_times(alignments: Sequence[tuple[int, int]], tokens: int) -> list[float]:
    """Seconds at which each of `tokens` tokens and the end after them begins, never going back."""
    reached = [-1.0] * (tokens + 1)
    for token, position in alignments:
        if token <= tokens and reached[token] < 0:
            reached[token] = position * 2 / FRAMES_A_SECOND
    latest = 0.0
    for token, at in enumerate(reached):
        latest = max(latest, at)
        reached[token] = latest
    return reached


def context_frames(sound: int, context: Context) -> int:
    """How many mel frames the encoder is given for `sound` frames of sound."""
    longest = round(LONGEST * FRAMES_A_SECOND)
    if context == "full":
        return longest
    step = round(STEP * FRAMES_A_SECOND)
    wanted = max(sound + SILENCE_BEHIND * FRAMES_A_SECOND, SHORTEST_CONTEXT * FRAMES_A_SECOND)
    return min(longest, int(-(-wanted // step)) * step)


def frames_of(samples: int) -> int:
    """Mel frames of that many samples, as the feature extractor makes them: one more than fit."""
    return min(samples // (RATE // FRAMES_A_SECOND) + 1, round(LONGEST * FRAMES_A_SECOND))


def most_tokens(frames: int) -> int:
    """No speech in a window of `frames` has more tokens than this: what goes on is a loop."""
    return min(MOST_TOKENS, 8 + frames * TOKENS_A_SECOND // FRAMES_A_SECOND)


def compression(text: str) -> float:
    if not text:
        return 0.0
    raw = text.encode()
    return len(raw) / len(zlib.compress(raw))


def goes_round(text: str, *, patience: int = 0) -> bool:
    """Whether a stretch of words is said over and over without a pause: what a decoder's loop looks like.

    People repeat themselves too ("no, no, no", "I don't know, I don't know"): at `patience` 0 this is reason to listen again,
    and with one more repeat allowed reason not to believe it.
    """
    words = [word for word in (piece.strip(".,!?;:-").casefold() for piece in text.split()) if word]
    for size in range(1, len(words) // 2 + 1):
        times = {1: 6, 2: 4, 3: 3}.get(size, 2) + patience
        run = 0
        for at in range(size, len(words)):
            run = run + 1 if words[at] == words[at - size] else 0
            if run >= size * (times - 1):
                return True
    return False


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0].rstrip(".")
