"""The sentence encoder: a line of talk in, a vector for each of its tokens out. The one place that knows CTranslate2's encoder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from coach.moves.heads import Floats

CONTEXT_WORDS = 40  # the end of what the other partner said
TURN_WORDS = 60  # the end of the turn that is read
LONGEST_WORD = 40  # characters; nobody says more, and the work for one line stays bounded
LONGEST_LINE = 192  # tokens; the encoder knows no places beyond
MASK = "[MASK]"


@dataclass(frozen=True, slots=True)
class Line:
    """A turn with its context, cut into tokens."""

    turn: str  # the part of the turn that is read
    before: str  # the part of the turn before that is read
    ids: list[int]
    segment: list[int]  # 1 for the turn's tokens, 0 for topic and turn before
    offsets: list[tuple[int, int]]  # characters of `turn`, for its tokens

    @property
    def in_turn(self) -> npt.NDArray[np.bool_]:
        return np.array(self.segment, dtype=bool)

    def tokens(self, start: int, end: int) -> list[int]:
        """The turn's tokens that lie in the characters `start` to `end` of it."""
        return [n for n, (first, last) in enumerate(self.offsets) if self.segment[n] and first < end and last > start]


class LineEncoder:
    """One thread, 8-bit integers; the same line gives the same numbers."""

    def __init__(self, folder: Path) -> None:
        """Raises whatever CTranslate2 and tokenizers raise where the folder's files are missing or damaged."""
        import ctranslate2

        self._tokenizer = line_tokenizer(folder)
        self._encoder = ctranslate2.Encoder(
            str(folder), device="cpu", compute_type="int8", inter_threads=1, intra_threads=1
        )
        self.mask: int = self._tokenizer.token_to_id(MASK)

    def line(self, *, topic: str, before: str, turn: str) -> Line | None:
        """None where nothing is said."""
        return made_line(self._tokenizer, topic=topic, before=before, turn=turn)

    def hidden(self, lines: Sequence[Sequence[int]], segment: Sequence[int]) -> Floats:
        """Last layer (lines, tokens, width) of token ids; all lines are cut alike."""
        made = self._encoder.forward_batch([list(ids) for ids in lines], token_type_ids=[list(segment)] * len(lines))
        return np.asarray(made.last_hidden_state, dtype=np.float32)


def line_tokenizer(folder: Path) -> Any:
    from tokenizers import Tokenizer

    made = Tokenizer.from_file(str(folder / "tokenizer.json"))
    made.no_padding()
    made.enable_truncation(LONGEST_LINE, direction="left")
    return made


def made_line(tokenizer: Any, *, topic: str, before: str, turn: str) -> Line | None:
    """Training and reading cut a line by this one function, so that both see the same."""
    turn, before = last_words(turn, TURN_WORDS), last_words(before, CONTEXT_WORDS)
    made = tokenizer.encode(f"{last_words(topic, CONTEXT_WORDS)}. {before}", turn)
    line = Line(turn, before, made.ids, made.type_ids, made.offsets)
    # The separator at the end belongs to the turn too: a turn without words has it alone.
    return line if sum(line.segment) > 1 else None


def last_words(text: str, most: int) -> str:
    """The last `most` words, without lone surrogates, which the tokenizer cannot take."""
    text = text[-most * LONGEST_WORD :].encode("utf-8", "replace").decode("utf-8")
    return " ".join(word[:LONGEST_WORD] for word in text.split()[-most:])
