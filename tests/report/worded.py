"""Recaps with the same words wherever a couple's words can be, and what each said for oneself."""

from __future__ import annotations

from types import SimpleNamespace

from msgspec.structs import replace

from coach.core.recap import Recap, RecapParked


def own(line="", before=None, after=None):
    """How one partner felt, 1 to 5 before and after, and the line they wrote."""
    return SimpleNamespace(mood_before=before, mood_after=after, line=line)


def with_words(recap: Recap, words: str) -> Recap:
    """The words in every place that a couple's words can be in."""
    return replace(
        recap,
        session=replace(recap.session, topic=words, source=words, model=words),
        turns=tuple(replace(one, text=words) for one in recap.turns),
        moments=tuple(
            replace(one, quote=words, title=words, try_instead=words, why=words, cue=words) for one in recap.moments
        ),
        patterns=tuple(replace(one, title=words, offer=words) for one in recap.patterns),
        agreements=tuple(replace(one, what=words) for one in recap.agreements),
        strengths=(words, f"{recap.partners['A'].name} — {words}: “{words}”"),
        to_practise={"A": words, "B": words},
        parking_lot=(RecapParked(1, words),),
        repairs=tuple(replace(one, quote=words) for one in recap.repairs),
        notes=(words,),
    )
