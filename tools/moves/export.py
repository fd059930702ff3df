"""Turn trained weights into the files that `coach` reads: an 8-bit encoder for CTranslate2, the heads, the tokenizer.

python -m tools.moves.export /tmp/moves/final/weights.pt --to models/moves
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from pathlib import Path

import numpy as np
import torch
from ctranslate2.converters import TransformersConverter
from transformers import BertModel

from tools.moves.train import MoveModel, pretrained

BESIDE = ("config.json", "tokenizer_config.json", "special_tokens_map.json", "tokenizer.json", "vocab.txt")
KEPT = ("model.bin", "config.json", "vocabulary.json")


def export(weights: Path, folder: Path) -> None:
    state = torch.load(weights)
    model = MoveModel()
    model.load_state_dict(state)
    with tempfile.TemporaryDirectory() as scratch:
        plain, made = Path(scratch) / "plain", Path(scratch) / "made"
        whole = BertModel.from_pretrained(pretrained())  # with its pooler, which the converter asks for and nobody uses
        whole.load_state_dict(model.encoder.state_dict(), strict=False)
        whole.config.position_embedding_type = "absolute"
        whole.save_pretrained(plain)
        for name in BESIDE[1:]:
            shutil.copy(pretrained() / name, plain / name)
        TransformersConverter(str(plain)).convert(str(made), quantization="int8", force=True)
        folder.mkdir(parents=True, exist_ok=True)
        for name in KEPT:
            shutil.copy(made / name, folder / name)
    shutil.copy(pretrained() / "tokenizer.json", folder / "tokenizer.json")
    first, mean = (part.T for part in np.split(model.whole.weight.detach().numpy().T, 2))
    arrays = {
        "look": model.look.detach().numpy(),
        "weigh": model.weigh.detach().numpy(),
        "first": first,
        "mean": mean,
        "bias": model.whole.bias.detach().numpy(),
    }
    np.savez(folder / "heads.npz", **{name: array.astype(np.float16) for name, array in arrays.items()})


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
