"""Whisper models of the published sizes with random weights: what they cost is real, what they say is not.

So the words come from rehearsal-en, and the larger model does the work for as many tokens: the same window encoded once, the
text decoded with the same beam to the same length, its words aligned. The cost of both is counted: a little too much.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from coach.sound import Samples, Segment
from coach.speech.checking import check_folder
from coach.speech.decoding import Context, Recogniser
from coach.speech.models import REHEARSAL, find_model, load_transcriber
from coach.speech.transcriber import BEAM, Transcriber, Transcript, pieces, threads_for

VOCABULARY = 51_864  # of the English models
ALIGNED = ((1, 0), (2, 1), (3, 0))


@dataclass(frozen=True)
class Shape:
    width: int
    layers: int  # of the encoder, and of the decoder
    heads: int


SHAPES = {"tiny.en": Shape(384, 4, 6), "base.en": Shape(512, 6, 8), "small.en": Shape(768, 12, 12)}


def build(name: str, folder: Path) -> Path:
    """A CTranslate2 folder, int8, that loads as any other: with rehearsal-en's tokens, and fillers up to the real number."""
    from ctranslate2.specs import WhisperSpec

    shape, random = SHAPES[name], np.random.default_rng(0)
    spec = WhisperSpec(shape.layers, shape.heads, shape.layers, shape.heads)
    _fill(spec, shape, random)
    rehearsal = find_model(REHEARSAL)
    known = json.loads((rehearsal / "vocabulary.json").read_text("utf-8"))
    spec.register_vocabulary([*known, *(f"filler{n}" for n in range(VOCABULARY - len(known)))])
    config = json.loads((rehearsal / "config.json").read_text("utf-8"))
    for key in ("suppress_ids", "suppress_ids_begin", "lang_ids"):
        setattr(spec.config, key, config[key])
    spec.config.alignment_heads = [list(one) for one in ALIGNED]
    spec.validate()
    spec.optimize(quantization="int8")
    target = folder / name
    target.mkdir(parents=True)
    spec.save(str(target))
    for file in ("tokenizer.json", "preprocessor_config.json"):
        shutil.copy(rehearsal / file, target / file)
    check_folder(target)
    return target


def _fill(spec: Any, shape: Shape, random: np.random.Generator) -> None:
    width = shape.width

    def some(*sizes: int) -> np.ndarray:
        return (random.standard_normal(sizes) * 0.02).astype(np.float32)

    def linear(layer: Any, out: int, into: int) -> None:
        layer.weight, layer.bias = some(out, into), some(out)

    def norm(layer: Any) -> None:
        layer.gamma, layer.beta = np.ones(width, np.float32), np.zeros(width, np.float32)

    encoder, decoder = spec.encoder, spec.decoder
    for layer, into in ((encoder.conv1, 80), (encoder.conv2, width)):
        layer.weight, layer.bias = some(width, into, 3), some(width)
    for part, positions in ((encoder, 1500), (decoder, 448)):
        part.position_encodings.encodings = some(positions, width)
        norm(part.layer_norm)
        for layer in part.layer:
            attentions = [(layer.self_attention, (3, 1))]
            if part is decoder:
                attentions.append((layer.attention, (1, 2, 1)))
            for attention, widths in attentions:
                norm(attention.layer_norm)
                for one, times in zip(attention.linear, widths, strict=True):
                    linear(one, times * width, width)
            norm(layer.ffn.layer_norm)
            linear(layer.ffn.linear_0, 4 * width, width)
            linear(layer.ffn.linear_1, width, 4 * width)
    decoder.embeddings.weight = some(VOCABULARY, width)
    decoder.projection.weight = decoder.embeddings.weight


class Labouring:
    """Does a larger model's work, and says what rehearsal-en hears."""

    def __init__(self, folder: Path, context: Context = "fitted") -> None:
        self._words = load_transcriber(REHEARSAL)
        self._context: Context = context
        self._labour = Recogniser(folder, threads=threads_for(folder))
        self.work(np.zeros(16_000, np.float32), 8, beam=BEAM, times=True)  # as `warm_up`

    def transcribe(self, segment: Segment) -> Transcript:
        said = self._words.transcribe(segment)
        for samples, _ in pieces(segment):
            self.work(samples, self.tokens(said.text), beam=BEAM, times=True)
        return said

    def transcribe_quickly(self, segment: Segment) -> Transcript:
        said = self._words.transcribe_quickly(segment)
        for samples, _ in pieces(segment):
            self.work(samples, self.tokens(said.text), beam=1, times=True)
        return said

    def transcribe_many(self, segments: list[Segment]) -> list[Transcript]:
        return [self.transcribe(segment) for segment in segments]

    def partial(self, segment: Segment) -> str:
        said = self._words.partial(segment)
        self.work(segment.samples[-30 * 16_000 :], self.tokens(said), beam=1, times=False)
        return said

    def close(self) -> None:
        self._words.close()

    def tokens(self, text: str) -> int:
        """How many there are in `text`, the end included."""
        return len(self._labour._whole.hf_tokenizer.encode(text, add_special_tokens=False).ids) + 1

    def work(self, samples: Samples, tokens: int, *, beam: int, times: bool) -> int:
        """One encoder pass, exactly `tokens` tokens, and where wanted their alignment. The tokens that were made."""
        features, sound = self._labour.features(samples, self._context)
        encoded = self._labour.encode([features])
        model, names = self._labour._whole.model, self._labour._tokens
        made = model.generate(
            encoded,
            [self._labour._prompt],
            beam_size=beam,
            max_length=2 * tokens,
            suppress_tokens=[names.eot],
            return_scores=True,
            return_no_speech_prob=True,
        )[0].sequences_ids[0]
        if times:
            model.align(encoded, list(names.sot_sequence), [[10 + n % 200 for n in range(tokens)]], [sound])
        return len(made)


def loader(model: str, context: Context = "fitted") -> Callable[[], Transcriber]:
    """rehearsal-en itself, or the folder of a shape."""

    def load() -> Transcriber:
        return load_transcriber(REHEARSAL) if model == REHEARSAL else Labouring(Path(model), context)

    return load
