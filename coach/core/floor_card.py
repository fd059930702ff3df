"""Speaker-listener: one holds the floor, the other listens; the words that hand it over."""

from __future__ import annotations

import re
from typing import Final

_LONGEST: Final = 600  # characters of an utterance that are looked at, from its end
_SOFT: Final = (
    r"(?:(?:ok|okay|right|alright|all right|so|and|now|well|then|there|yeah|yes|good|go on|go ahead)[,.…-]*\s+)*"
)
_GIVES: Final = r"(?:(?:now |then )?your turn|over to you|(?:you have|you've got|take) the floor|the floor(?: is|['’]s) (?:all )?yours)"
_TAIL: Final = r"(?:[,]?\s+(?:now|then|love|please|go on|go ahead))*"
# By themselves they may also be said in a sentence: "it's your turn" at the end of a longer one is as often about the bins.
_ALONE: Final = r"(?:it(?: is|['’]s) |that(?: is|['’]s) )?"
# What closes a turn, before a comma: "that's all, your turn".
_CLOSES: Final = (
    r"(?:that(?: is|['’]s) (?:it|all|me|everything|mine|how i feel)(?: (?:from|for) me)?(?: for now)?|i(?: am|['’]m) (?:done|finished)(?: for now)?"
    r"|thank you(?: for listening)?|thanks(?: for listening)?)[,;–—-]*\s+"
)


def hands_over(text: str, to: str = "") -> bool:
    """Whether the holder of the floor hands it over with these words; `to` is the name of the one who listens.

    Either the whole of a short utterance says so, or its last sentence does. "It was your turn yesterday" does not.
    """
    said = " ".join(text[-_LONGEST:].replace("’", "'").split()).rstrip(" .!…-–—")
    name = rf"(?:[,]?\s+{re.escape(' '.join(to.split()))})?" if to.strip() else ""
    named_first = rf"(?:{re.escape(' '.join(to.split()))}[,]?\s+)?" if to.strip() else ""
    alone = rf"(?:{_CLOSES})?{_SOFT}{named_first}{_ALONE}{_GIVES}{_TAIL}{name}"
    if re.fullmatch(alone, said, re.IGNORECASE):
        return True
    last = re.split(r"(?<=[.!?…;])\s+", said)[-1]
    return last != said and bool(
        re.fullmatch(rf"(?:{_CLOSES})?{_SOFT}{named_first}{_GIVES}{_TAIL}{name}", last, re.IGNORECASE)
    )
