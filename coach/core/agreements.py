"""Agreements: what somebody took on, as a short phrase that can be shown, confirmed and asked about next time."""

from __future__ import annotations

import re
from typing import Final

from coach.core.talk import Agreement, Moment, Utterance
from coach.core.themes import words_of

MOST_WORDS: Final = 14
_LONGEST: Final = 600  # characters of an utterance that are looked at

_PROMISE = re.compile(
    r"\b(?:I(?:['’]?ll| will| shall|['’]m going to|['’]?m gonna| am going to|['’]ma| can| could|['’]d|['’]m(?!\s+(?:so |very |really |truly )*(?:sorry|afraid|glad|grateful|tired)\b)| won['’]?t| shan['’]?t| will not| don['’]t))\s+"
    r"(?:(?:be the one to|just|also|definitely|always|even|actually|still|really|go and|only|at least|try to|try and|have to|happily)\s+)*",
    re.IGNORECASE,
)
_NOT = re.compile(r"won['’]?t|shan['’]?t|will not|don['’]t", re.IGNORECASE)
_OPENERS = re.compile(
    r"^(?:(?:yep|yes|yeah|yup|aye|ok|okay|right|righto|done|deal|sure|fine|alright|all right|good|grand|great|well|so|and|but|then|now|oh|mm|mhm|of course|go on"
    r"|agreed|settled|cool|bet|perfect|fair enough|fair cop|it['’]s a deal|that works(?: for me)?|for sure|no|not this time|me|thank you|thanks|love|it['’]s a yes)\b[\s,.!;:–—-]*)+",
    re.IGNORECASE,
)
_EMPTY = re.compile(
    r"^(?:I(?:['’]ll| will)? )?(?:do (?:that|it|so)|will|be (?:there|fine|okay)|try|promise|swear|see|think so)?$",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"(?:[\s,]+(?:then|though|okay|ok|alright|all right|love|babe|I (?:will|promise|swear|do|can)|you know|mind|that['’]s mine|how['’]s that|is that (?:okay|all right)|and all)"
    r"|,\s*(?:so|too|like|me|now|myself|you|on it))+$",
    re.IGNORECASE,
)
# Where a sentence goes on about something else: at a conjunction, or at a comma with a new subject after it.
_ASIDE = re.compile(
    r"(?:,\s+|\s+)(?:(?:since|because|cos|'cause|so that|so you|so he|so she|so we|so I|if that|but|though|whatever|even if|she['’]s|he['’]s|they['’]re"
    r"|it['’]s|that['’]s|you['’]re|you can|you do|you have)\b.*)$"
    r"|,\s+(?:which|she|he|they|it|and you|and he|and she|and it|and we|watch|I don|I won|like)\b.*$|\s+[–—-]+\s.*$",
    re.IGNORECASE,
)
_ASK = re.compile(
    r"(?:could|can|would|will|won't|please)\s+(?:you|we)\s+(?:please |just |maybe |be willing to |mind )?|\byou(?:['’]ll| will| could)\s+", re.IGNORECASE
)  # fmt: skip


def agreement_from(utterance: Utterance, moment: Moment, *, before: str) -> Agreement:
    """Who took on what. `before` is what the partner said last: "I will." takes its what from there. `what` may be ""."""
    text = utterance.text[:_LONGEST]
    promised = [phrase for sentence in _sentences(text) if (phrase := _promised(sentence))]
    what = " and ".join(_concrete(promised)[:2])
    if not what:
        what = _named(text)
    if len(what.split()) < 2 or _EMPTY.match(what):
        what = _asked(before) or ("" if _EMPTY.match(what) else what)
    return Agreement(utterance=utterance.n, speaker=moment.speaker, what=_cut(what))


def same_agreement(one: Agreement, another: Agreement) -> bool:
    """Whether both say the same thing of the same partner: most of the shorter one's words are in the longer."""
    if one.speaker != another.speaker:
        return False
    first, second = _weighty(one.what), _weighty(another.what)
    if not first or not second:
        return one.what.casefold() == another.what.casefold()
    return len(first & second) >= 0.6 * min(len(first), len(second))


def _sentences(text: str) -> list[str]:
    return [
        part.strip()
        for part in re.split(r"(?<=[.!?;])(?<!\bMr\.)(?<!\bDr\.)(?<!\bMrs\.)(?<!\bMs\.)(?<!\bSt\.)\s+(?=\S)", text)
        if part.strip()
    ]


def _promised(sentence: str) -> str:
    """What follows "I'll" in a sentence, with a day or time that stands before it."""
    match = _PROMISE.search(sentence)
    if match is None or sentence.endswith("?"):
        return ""
    lead = _OPENERS.sub("", sentence[: match.start()]).strip(" ,")
    rest = _trimmed(sentence[match.end() :])
    if _EMPTY.match(rest):
        return ""
    if _NOT.search(match.group()):
        rest = f"not {rest}"
    return f"{rest} {lead[:1].lower() + lead[1:] if not _DAY.match(lead) else lead}" if _is_when(lead) else rest


def _is_when(lead: str) -> bool:
    """Whether this is a time, as in "every night before bed": it then belongs to what was promised."""
    return len(lead.split()) <= 6 and _WHEN.search(lead) is not None


_DAY = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day")
_WHEN = re.compile(
    r"\b(?:\w+days?|tonight|tomorrow|morning|mornings|evening|night|nights|week|weekend|weekends|month|o['’]clock|noon|lunch|lunchtime|every|daily|first"
    r"|once|twice|before|after|by|from|until|till|\d+(?::\d+)?)\b",
    re.IGNORECASE,
)  # fmt: skip


def _trimmed(rest: str) -> str:
    rest = _PROMISE.split(rest)[0]  # "..., and I'll come in": one promise at a time
    rest = re.sub(r"[\s,]+(?:and|then|but)$", "", rest.strip(" ,.!;:"), flags=re.IGNORECASE)
    rest = _TAIL.sub("", _ASIDE.sub("", rest).strip(" ,.!;:"))
    return rest.strip(" ,.!;:")


def _concrete(phrases: list[str]) -> list[str]:
    """The promises that say what, the most telling first kept in the order they were said."""
    telling = [phrase for phrase in phrases if len(_weighty(phrase)) >= 2]
    return telling or phrases


def _named(text: str) -> str:
    """Without a promise in it: "Every night before bed, bottles, that's mine." -> "every night before bed, bottles"."""
    parts = [_TAIL.sub("", _OPENERS.sub("", sentence).strip(" ,.!;:")).strip(" ,.!;:") for sentence in _sentences(text)]
    telling = [part for part in parts if len(_weighty(part)) >= 1]
    best = max(telling, key=lambda part: (_WHEN.search(part) is not None, len(_weighty(part))), default="")
    return best[:1].lower() + best[1:] if best[1:2].islower() else best


def _asked(before: str) -> str:
    """What the partner asked for last."""
    for sentence in reversed(_sentences(before[-_LONGEST:])):
        match = _ASK.search(sentence)
        if match is not None and (rest := _trimmed(sentence[match.end() :].rstrip("?"))):
            return rest
    return ""


def _cut(what: str) -> str:
    words = re.sub(r"[\"“”]", "", what).split()
    kept = words[:MOST_WORDS]
    while kept and kept[-1].lower().strip(",") in _HANGING:
        kept.pop()
    return " ".join(kept).strip(" ,.!?;:–—-")


_HANGING: Final = words_of("and or but the a an of with for so if before my your our one that to")
_LIGHT: Final = words_of(
    "a about all an and at be by do for from get go have he her him his i in is it its just me mine my not of on or our out put she so take tell that"
    " the their them then there they this to too up us we will with you your one when"
)


def _weighty(phrase: str) -> set[str]:
    words = re.findall(r"[^\W_]+", phrase.lower())
    return {word[:-1] if word.endswith("s") and len(word) > 3 else word for word in words} - _LIGHT
