"""What a harness is: a function that takes any bytes and may end in one of our own errors, and in nothing else."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass

from coach.core.cleaning import clean
from coach.errors import CoachError


@dataclass(frozen=True)
class Harness:
    name: str
    run: Callable[[bytes], None]  # raises where something is not as promised
    seeds: Callable[[], Iterable[bytes]]  # inputs that are as they should be, made by the code itself
    is_json: bool = False  # from byte 1 on: then half of the changes are made to what it says, not to its letters
    longest: int = 4096  # bytes of an input


def told(error: CoachError) -> None:
    """An error that a person can read: what happened, what to do, on short lines, and nothing that steers a terminal."""
    for text in (error.message, error.hint):
        shown = clean(text)  # as the command line and the screens show it
        assert shown.isprintable()
        assert len(shown) < 1500, len(shown)
    assert clean(error.message), repr(error)
    assert clean(error.hint), repr(error)


NASTY: tuple[object, ...] = (
    None, True, 0, -1, 1e308, -1e308, 10**25, 2**63, "", "\x1b]0;x\x07", "\u202e<b>[red]", "</style><script>", "A", "B", "?",
    "9" * 400, [], {}, [[]], "2026-11-20T19:30:00+01:00", "0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59",
)  # fmt: skip


def changed(data: bytes, most: int, seed: int) -> bytes:
    """Another input of at most `most` bytes: half of the time its letters are changed, half of the time what its JSON says."""
    chance = random.Random(seed)  # noqa: S311 - the fuzzer's own seed
    if chance.random() < 0.5:
        with suppress(ValueError, LookupError, TypeError, RecursionError):
            text = data[1:].decode()
            for _ in range(chance.randrange(1, 4)):
                text = changed_json(text, chance.randrange(2**32))
            return (data[:1] + text.encode("utf-8", "replace"))[:most]
    letters = bytearray(data or b"\0")
    for _ in range(chance.choice((1, 1, 2, 8))):
        at = chance.randrange(len(letters) or 1)
        match chance.randrange(4):
            case 0:
                letters[at : at + 1] = bytes(
                    [chance.choice((0, 0x1B, 0x22, 0x7F, 0x80, 0xC2, 0xFF, chance.randrange(256)))]
                )
            case 1:
                del letters[at : at + chance.choice((1, 4, 40))]
            case 2:
                letters[at:at] = letters[at : at + chance.randrange(60)]
            case _:
                other = chance.randrange(len(letters) or 1)
                letters[at:at] = letters[other : other + chance.randrange(60)]
    return bytes(letters[:most])


def changed_json(text: str, seed: int) -> str:
    """The same JSON with one value somewhere in it changed, doubled, moved or taken out."""
    chance = random.Random(seed)  # noqa: S311 - the fuzzer's own seed
    places: list[tuple[object, object]] = []
    whole = [json.loads(text)]
    _walk(whole, places)
    inside, at = chance.choice(places)
    match chance.randrange(4):
        case 0:
            inside[at] = chance.choice(NASTY)  # type: ignore[index]
        case 1:
            other_inside, other_at = chance.choice(places)
            inside[at] = json.loads(json.dumps(other_inside[other_at]))  # type: ignore[index]
        case 2 if isinstance(inside, list):
            inside.insert(int(str(at)), json.loads(json.dumps(inside[at])))  # type: ignore[call-overload]
        case _:
            if inside is not whole:
                del inside[at]  # type: ignore[attr-defined]
    return json.dumps(whole[0] if whole else None, ensure_ascii=False)


def _walk(value: object, places: list[tuple[object, object]]) -> None:
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for at, one in list(inside):
        places.append((value, at))
        _walk(one, places)
