"""Which words weighed most in a reading: those without which it would not have been made."""

from __future__ import annotations

from collections.abc import Sequence

from coach.detectors.kit import plain_words
from coach.moves.encoder import Line, LineEncoder
from coach.moves.heads import Heads, Judged

TRIED = 6  # words left out one at a time
TOLD = 4  # words named, at most
SHARE = 0.3  # of the weightiest word's weight; lighter ones are not named


def weighty_words(
    encoder: LineEncoder, heads: Heads, line: Line, judged: Judged, rows: Sequence[int]
) -> list[tuple[str, ...]]:
    """For each of `rows` the plain words of the turn without which its logit falls most, strongest first.

    `judged` is the whole line's. The words worth trying are read off its shares, so that a handful of masked lines in one
    batch is enough.
    """
    words = [(word, line.tokens(start, end)) for word, start, end in plain_words(line.turn)]
    places = {tuple(tokens): word for word, tokens in reversed(words) if tokens}
    strength = {tokens: float(judged.shares[list(tokens)][:, rows].sum(axis=0).max()) for tokens in places}
    tried = sorted(places, key=lambda tokens: (-strength[tokens], tokens))[:TRIED]
    if not tried:
        return [()] * len(rows)
    masked = [[encoder.mask if n in tokens else token for n, token in enumerate(line.ids)] for tokens in tried]
    without = [heads.judge(hidden, line.in_turn).logits for hidden in encoder.hidden(masked, line.segment)]
    return [
        _heaviest(
            [
                (float(judged.logits[row] - other[row]), places[tokens])
                for tokens, other in zip(tried, without, strict=True)
            ]
        )
        for row in rows
    ]


def _heaviest(falls: list[tuple[float, str]]) -> tuple[str, ...]:
    falls.sort(key=lambda fall: (-fall[0], fall[1]))
    bar = max(0.0, SHARE * falls[0][0])
    return tuple(dict.fromkeys(word for fall, word in falls if fall > bar))[:TOLD]
