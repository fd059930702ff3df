"""Reads a turn with the turn before it and the topic: which moves are in it, how sure that is, which words weighed most.

A small sentence encoder with one head a kind, and beside it plain weights of words and phrases; files, figures and limits are
described in models/moves/README.md. Where the files are missing or damaged the talk goes on with the rules alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import cast, get_args

import msgspec
import numpy as np

from coach.bundled import bundled
from coach.core.noticing import Reader, Reading
from coach.core.talk import Kind
from coach.moves.judging import Judge, Judged

ON_ITS_OWN = frozenset({"threat"})  # what follows from it is too grave for "something hurt, and this is likeliest"
MOST_LATELY = 3  # more blows than that tell no more about the next
NEEDS_TOPIC = frozenset({"topic_drift", "topic_return"})


class Scale(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How one kind's logits become a probability, and from where on it counts."""

    own: float  # weight of the kind's own logit
    lump: float  # weight of the logit of its lump ("any hurt", "any help")
    lately: float  # weight of how many of the utterances just before hurt
    offset: float
    reached: float  # probability; above 1: never
    sure: float

    def probability(self, own: float, lump: float, hurt_lately: int) -> float:
        return chance_of(self.own * own + self.lump * lump + self.lately * hurt_lately + self.offset)


def chance_of(logit: float) -> float:
    return float(1.0 / (1.0 + np.exp(-np.clip(logit, -30.0, 30.0))))


class Lump(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """That one of several moves was made is often surer than which. Then the likeliest of `kinds` counts from `kind_above` on."""

    kinds: tuple[str, ...]
    own: float
    lately: float
    offset: float
    above: float
    kind_above: float


class Calibration(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """calibration.json: chosen on the talk of writers that were not learned from."""

    order: tuple[str, ...]  # the rows of the heads: kinds, then lumps
    lump_of: dict[str, str]
    kinds: dict[str, Scale]
    lumps: dict[str, Lump]


class SilentReader:
    """Stands in where the learned layer's files are not there."""

    def read(self, *, topic: str, before: str, turn: str, hurt_lately: int = 0) -> Mapping[Kind, Reading]:  # noqa: ARG002
        return {}


class MoveReader:
    """The learned layer. Deterministic, one thread; keeps nothing of what it read."""

    def __init__(self, judge: Judge, calibration: Calibration) -> None:
        self._judge = judge
        self._row = {name: n for n, name in enumerate(calibration.order)}
        self._lump_of = calibration.lump_of
        self._lumps = calibration.lumps
        self._scales = {
            cast("Kind", kind): scale for kind, scale in calibration.kinds.items() if kind in get_args(Kind)
        }

    @staticmethod
    def load(folder: Path | None = None) -> Reader:
        """The reader of `folder` (the bundled one by default), or one without readings where its files cannot be used."""
        try:
            folder = folder or bundled("models/moves")
            calibration = msgspec.json.decode((folder / "calibration.json").read_bytes(), type=Calibration)
            return MoveReader(Judge(folder), calibration)
        except Exception:  # noqa: BLE001 - tokenizers raises bare Exception, and no talk may fail for want of this layer
            return SilentReader()

    def read(self, *, topic: str, before: str, turn: str, hurt_lately: int = 0) -> Mapping[Kind, Reading]:
        """A reading for each kind that words alone can show. Never raises: no reading is an empty mapping."""
        judged = self._judge.judge(topic=topic, before=before, turn=turn)
        if judged is None:
            return {}
        lately = min(MOST_LATELY, hurt_lately)
        said = {
            kind: scale.probability(
                judged.logits[self._row[kind]], judged.logits[self._row[self._lump_of[kind]]], lately
            )
            for kind, scale in self._scales.items()
            if topic or kind not in NEEDS_TOPIC  # without a topic nothing can be left or come back to
        }
        reached = [kind for kind in said if said[kind] >= self._scales[kind].reached]
        reached += [kind for kind in self._by_lump(said, judged, lately) if kind not in reached]
        rows = [self._row[kind] for kind in reached]
        words = dict(zip(reached, self._judge.weighty_words(judged, rows), strict=True)) if reached else {}
        return {
            kind: Reading(chance, words.get(kind, ()), reached=kind in words, sure=chance >= self._scales[kind].sure)
            for kind, chance in said.items()
        }

    def _by_lump(self, said: Mapping[Kind, float], judged: Judged, lately: int) -> Iterator[Kind]:
        for name, lump in self._lumps.items():
            likeliest = max((kind for kind in said if kind in lump.kinds), key=lambda kind: said[kind], default=None)
            if likeliest is None or likeliest in ON_ITS_OWN:
                continue
            sure = chance_of(lump.own * judged.logits[self._row[name]] + lump.lately * lately + lump.offset)
            if sure >= lump.above and said[likeliest] >= lump.kind_above:
                yield likeliest
