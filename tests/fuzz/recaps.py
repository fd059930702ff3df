"""Recaps of any shape, built field by field from what the types say: what a later version adds is in them at once."""

from __future__ import annotations

import math
import random
import types
from collections.abc import Callable, Iterator
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

import msgspec

from coach.core.recap import Recap

Words = Callable[[str], str]  # the text for a place such as "moments.quote"


def made(chance: random.Random, words: Words, kind: Any = Recap, place: str = "") -> Any:  # noqa: PLR0911
    """A value of a type, at random. Partners are always A and B."""
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        hints = get_type_hints(kind, include_extras=True)
        return kind(
            **{name: made(chance, words, hints[name], f"{place}.{name}".lstrip(".")) for name in kind.__struct_fields__}
        )
    origin, inside = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return made(chance, words, inside[0], place)
    if origin is Literal:
        return chance.choice(inside)
    if origin in {Union, types.UnionType}:
        return made(chance, words, chance.choice(inside), place)
    if origin is tuple:
        if len(inside) == 2 and inside[1] is Ellipsis:
            return tuple(made(chance, words, inside[0], place) for _ in range(chance.randrange(4)))
        return tuple(made(chance, words, one, place) for one in inside)
    if origin is dict:
        return {who: made(chance, words, inside[1], place) for who in ("A", "B")}
    return _plain(chance, words, kind, place)


def _plain(chance: random.Random, words: Words, kind: Any, place: str) -> Any:
    plain: dict[Any, Callable[[], Any]] = {
        str: lambda: words(place),
        int: lambda: chance.randrange(40),
        float: lambda: round(chance.uniform(0, 1) * chance.choice([1, 900]), 2),
        bool: lambda: chance.random() < 0.5,
        type(None): lambda: None,
    }
    return plain[kind]()


def numbered() -> tuple[Words, dict[str, str]]:
    """Texts that are all different; and, of each, the place it stands in."""
    stand: dict[str, str] = {}

    def words(place: str) -> str:
        one = f"zz{len(stand)}q"
        stand[one] = place
        return one

    return words, stand


@cache
def rich() -> tuple[Recap, ...]:
    """Enough of them that every part of a page is in one."""
    return tuple(one for seed in range(60) for one in _sane(made(random.Random(seed), lambda place: "words")))  # noqa: S311


def _sane(recap: Recap) -> Iterator[Recap]:
    assert math.isfinite(recap.session.duration_s)
    yield recap
