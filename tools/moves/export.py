"""Turn trained weights into the files that `coach` reads: an 8-bit encoder for CTranslate2, the heads, the tokenizer.

python -m tools.moves.export /tmp/moves/final/weights.pt --to models/moves
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
import unicodedata
from pathlib import Path

import numpy as np
import torch
from ctranslate2.converters import TransformersConverter
from transformers import BertConfig, BertModel

from coach.moves.encoder import LONGEST_LINE
from tools.moves.train import MoveModel, pretrained

BESIDE = ("tokenizer_config.json", "special_tokens_map.json")
KEPT = ("model.bin", "config.json", "vocabulary.json")


def export(weights: Path, folder: Path) -> None:
    model = MoveModel()
    model.load_state_dict(torch.load(weights))
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        plain, made = Path(scratch) / "plain", Path(scratch) / "made"
        tokens = spoken_tokens(plain)
        slim(model, tokens).save_pretrained(plain)
        for name in BESIDE:
            shutil.copy(pretrained() / name, plain / name)
        TransformersConverter(str(plain)).convert(str(made), quantization="int8", force=True)
        for name in KEPT:
            shutil.copy(made / name, folder / name)
        shutil.copy(plain / "tokenizer.json", folder / "tokenizer.json")
    first, mean = model.whole.weight.detach().chunk(2, dim=1)
    arrays = {"look": model.look, "weigh": model.weigh, "first": first, "mean": mean, "bias": model.whole.bias}
    np.savez(folder / "heads.npz", **{name: one.detach().numpy().astype(np.float16) for name, one in arrays.items()})


def spoken(token: str) -> bool:
    """Whether English speech can need it. Accents are taken off before tokens are looked up; marks and dashes are not."""
    letters = all(one.isascii() or unicodedata.category(one)[0] not in "LMN" for one in token)
    return letters and not token.startswith("[unused")


def spoken_tokens(folder: Path) -> list[int]:
    """The old numbers of the tokens that English speech can need; the tokenizer with only these is written to `folder`."""
    made = json.loads((pretrained() / "tokenizer.json").read_text("utf-8"))
    old = made["model"]["vocab"]
    kept = [token for token in sorted(old, key=lambda one: old[one]) if spoken(token)]
    new = {token: n for n, token in enumerate(kept)}
    made["model"]["vocab"] = new
    for token in made["added_tokens"]:
        token["id"] = new[token["content"]]
    for name, token in made["post_processor"]["special_tokens"].items():
        token["ids"] = [new[name]]
    folder.mkdir(parents=True)
    (folder / "tokenizer.json").write_text(json.dumps(made, ensure_ascii=True, separators=(",", ":")), "utf-8")
    (folder / "vocab.txt").write_text("\n".join(kept) + "\n", "utf-8")
    return [old[token] for token in kept]


def slim(model: MoveModel, tokens: list[int]) -> BertModel:
    """The encoder with only these tokens and the places that are read, and the pooler that the converter asks for."""
    state = dict(model.encoder.state_dict())
    state["embeddings.word_embeddings.weight"] = state["embeddings.word_embeddings.weight"][tokens]
    state["embeddings.position_embeddings.weight"] = state["embeddings.position_embeddings.weight"][:LONGEST_LINE]
    for name in ("embeddings.position_ids", "embeddings.token_type_ids"):
        state.pop(name, None)
    config = BertConfig.from_pretrained(
        pretrained(), vocab_size=len(tokens), max_position_embeddings=LONGEST_LINE, pad_token_id=0
    )
    config.position_embedding_type = "absolute"
    made = BertModel(config)
    missing, surplus = made.load_state_dict(state, strict=False)
    if surplus or any("pooler" not in name and not name.endswith("_ids") for name in missing):
        message = f"weights do not fit: missing {missing}, surplus {surplus}"
        raise ValueError(message)
    return made


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("weights", type=Path)
    parser.add_argument("--to", type=Path, required=True)
    args = parser.parse_args()
    export(args.weights, args.to)
    total = sum(path.stat().st_size for path in args.to.iterdir())
    print(f"{args.to}: {total / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
