"""Reads a turn with the turn before it and the topic: which moves are in it, how sure that is, which words weighed most.

A small sentence encoder with one head a kind; its files, figures and limits are described in models/moves/README.md. Where
the files are missing or damaged the talk goes on with the rules alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import cast, get_args

import msgspec
import numpy as np

from coach.bundled import bundled
from coach.core.noticing import Reader, Reading
from coach.core.talk import Kind
from coach.moves.encoder import LineEncoder
from coach.moves.heads import Heads
from coach.moves.weighing import weighty_words

NEEDS_TOPIC = frozenset({"topic_drift", "topic_return"})


class Scale(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How one kind's logits become a probability, and from where on it counts."""

    own: float  # weight of the kind's own logit
    lump: float  # weight of the logit of its lump ("any hurt", "any help")
    offset: float
    reached: float  # probability; above 1: never
    sure: float

    def probability(self, own: float, lump: float) -> float:
        logit = self.own * own + self.lump * lump + self.offset
        return float(1.0 / (1.0 + np.exp(-np.clip(logit, -30.0, 30.0))))


class Calibration(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """calibration.json: chosen on the talk of writers that were not learned from."""

    order: tuple[str, ...]  # the rows of the heads: kinds, then lumps
    lump_of: dict[str, str]
    kinds: dict[str, Scale]


class SilentReader:
    """Stands in where the learned layer's files are not there."""

    def read(self, *, topic: str, before: str, turn: str) -> Mapping[Kind, Reading]:  # noqa: ARG002
        return {}


class MoveReader:
    """The learned layer. Deterministic, one thread; keeps nothing of what it read."""

    def __init__(self, encoder: LineEncoder, heads: Heads, calibration: Calibration) -> None:
        self._encoder = encoder
        self._heads = heads
        row = {name: n for n, name in enumerate(calibration.order)}
        self._kinds: list[tuple[Kind, int, int, Scale]] = [
            (cast("Kind", kind), row[kind], row[calibration.lump_of[kind]], scale)
            for kind, scale in calibration.kinds.items()
            if kind in get_args(Kind)
        ]

    @staticmethod
    def load(folder: Path | None = None) -> Reader:
        """The reader of `folder` (the bundled one by default), or one without readings where its files cannot be used."""
        try:
            folder = folder or bundled("models/moves")
            calibration = msgspec.json.decode((folder / "calibration.json").read_bytes(), type=Calibration)
            return MoveReader(LineEncoder(folder), Heads.load(folder / "heads.npz"), calibration)
        except Exception:  # noqa: BLE001 - tokenizers raises bare Exception, and no talk may fail for want of this layer
            return SilentReader()

    def read(self, *, topic: str, before: str, turn: str) -> Mapping[Kind, Reading]:
        """A reading for each kind that words alone can show. Never raises: no reading is an empty mapping."""
        line = self._encoder.line(topic=topic, before=before, turn=turn)
        if line is None:
            return {}
        hidden = self._encoder.hidden([line.ids], line.segment)[0]
        judged = self._heads.judge(hidden, line.in_turn)
        readings: dict[Kind, Reading] = {}
        reached: dict[Kind, int] = {}
        for kind, own, lump, scale in self._kinds:
            if kind in NEEDS_TOPIC and not topic:
                continue  # nothing can be left or come back to
            sure = scale.probability(judged.logits[own], judged.logits[lump])
            readings[kind] = Reading(sure, (), reached=sure >= scale.reached, sure=sure >= scale.sure)
            if readings[kind].reached:
                reached[kind] = own
        if reached:
            told = weighty_words(self._encoder, self._heads, line, judged, list(reached.values()))
            for kind, words in zip(reached, told, strict=True):
                plain = readings[kind]
                readings[kind] = Reading(plain.probability, words, reached=plain.reached, sure=plain.sure)
        return readings
