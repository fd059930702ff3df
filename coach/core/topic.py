"""The topic of a talk: what belongs to it, when the talk is away from it, and what to call what drifted.

Modest on purpose: content words and their stems, a short list of words for each theme, and what the detectors of drift and
return saw. It draws the on-topic curve and fills the parking lot; it accuses nobody.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Final

from coach.core.talk import Kind, Utterance
from coach.core.themes import COMMON, THEMES, words_of

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_SUFFIXES: Final = (
    "ations",
    "ation",
    "ments",
    "ment",
    "ings",
    "ing",
    "ies",
    "ied",
    "ers",
    "er",
    "ed",
    "es",
    "ly",
    "s",
    "y",
    "e",
)


def stem(word: str) -> str:
    """A word without its ending: "dishes", "dish" -> "dish". Simple, and the same for the topic and for what is said."""
    word = word.lower().replace("’", "'").removesuffix("'s")
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 3:
            shorter = word.removesuffix(suffix)
            return (
                shorter[:-1] if len(shorter) > 3 and shorter[-1] == shorter[-2] and shorter[-1] not in "ls" else shorter
            )
    return word


def content(text: str) -> list[str]:
    """The words that carry what is talked about, in order, lower case."""
    words = (word.lower().replace("’", "'") for word in _WORD.findall(text))
    return [word for word in words if word not in COMMON and len(word) > 2]


@functools.cache
def _stems_of(theme: str) -> frozenset[str]:
    return frozenset(stem(word) for word in THEMES[theme][1].split())


@functools.cache
def _themes_of(one: str) -> frozenset[str]:
    return frozenset(theme for theme in THEMES if one in _stems_of(theme))


class Topic:
    """The chosen topic: how near to it a sentence is. Built from the sentence a couple chose ("how we split the chores")."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.stems: frozenset[str] = frozenset(stem(word) for word in content(text))
        counts = Counter(theme for one in self.stems for theme in _themes_of(one))
        self.themes: frozenset[str] = frozenset(counts)
        self._near = frozenset(one for theme in self.themes for one in _stems_of(theme))

    def __bool__(self) -> bool:
        return bool(self.stems)

    def belongs(self, text: str) -> float:
        """0..1: 1 names the topic, 0.5 cannot be told, near 0 speaks of other themes only."""
        said = [stem(word) for word in content(text)]
        if not said or not self.stems:
            return 0.5
        exact = sum(one in self.stems for one in said)
        near = sum(one in self._near and one not in self.stems for one in said)
        other = sum(bool(_themes_of(one)) and one not in self._near and one not in self.stems for one in said)
        if exact:
            return 1.0
        if near:
            return max(0.6, 0.9 - 0.1 * other)
        return max(0.1, 0.5 - 0.1 * other)


def theme_of(text: str) -> str:
    """The theme that a sentence speaks of most ("money", "in-laws"), or "" where none stands out."""
    counts = Counter(theme for word in content(text) for theme in _themes_of(stem(word)))
    ranked = counts.most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return ""
    return ranked[0][0]


# --- where no topic was chosen ------------------------------------------------------------------------------------------

_ANNOUNCED = re.compile(
    r"\b(?:talk(?:ing)?|chat|speak|ask you|discuss|decide|conversation|sort(?: out)?|go (?:over|through))\s+(?:about |over |on |to you about )?"
    r"((?:the|our|my|your|this|that) [^.,;:?!]{1,60})",
    re.IGNORECASE,
)
_OFTEN_ENOUGH: Final = 5  # a theme's words have to be met this often before the theme is said aloud


def find_topic(utterances: Sequence[Utterance]) -> str:
    """What the opening of a talk seems to be about, as a short phrase ("the dishes", "money"); "" when unclear.

    Either somebody says so ("can we talk about the bins") and the word comes again, or one theme stands far out.
    """
    counts = Counter(stem(word) for one in utterances for word in set(content(one.text[:_LONGEST])))
    for one in utterances:
        for match in _ANNOUNCED.finditer(one.text[:_LONGEST]):
            thing = parking_phrase(match.group(1))
            if any(counts[stem(word)] > 1 for word in content(thing)):
                return thing
    themes = Counter(
        theme for each, times in counts.items() for theme in _themes_of(each) for _ in range(times)
    ).most_common(2)
    if not themes or themes[0][1] < _OFTEN_ENOUGH or (len(themes) > 1 and themes[0][1] < 2 * themes[1][1]):
        return ""
    return THEMES[themes[0][0]][0]


# --- away from the topic, and back -------------------------------------------------------------------------------------

QUIET_UTTERANCES: Final = 8  # with no further sign of drift for so long, the talk is taken to be back
_LONGEST: Final = 2000  # characters of an utterance that are looked at


@dataclass(frozen=True, slots=True)
class Drift:
    """Whether the talk is away from its topic, and since which utterance. A value: `advance` gives the next one."""

    drifting: bool = False
    since: int | None = None  # the utterance that left the topic
    last: int | None = None  # the newest utterance that was away
    topic: Topic | None = None  # with it, naming the topic again ends a drift without a spoken return
    _quiet: int = 0

    def advance(self, utterance: Utterance, found: Collection[Kind]) -> Drift:
        """After this utterance, in which moves of these kinds were found."""
        if "topic_return" in found:
            return Drift(topic=self.topic)
        if "topic_drift" in found:
            since = self.since if self.drifting else utterance.n
            return replace(self, drifting=True, since=since, last=utterance.n, _quiet=0)
        if not self.drifting:
            return self
        named = self.topic is not None and self.topic.belongs(utterance.text) >= 1.0
        if named or self._quiet + 1 >= QUIET_UTTERANCES:
            return Drift(topic=self.topic)
        return replace(self, last=utterance.n, _quiet=self._quiet + 1)


# --- the parking lot ---------------------------------------------------------------------------------------------------

_OPENERS = re.compile(
    r"^(?:(?:and|but|so|oh|well|anyway|also|look|right|okay|ok|yeah|yes|no|now|hey|god|sure|fine|um|uh|wait|honestly|ha|because|or"
    r"|speaking of(?: which)?|while we'?re (?:at it|on (?:it|that|the subject))|by the way|another thing|that reminds me|which reminds me"
    r"|did i tell you(?: (?:about|that))?|have you seen|did you (?:see|hear)(?: about)?|do you know|you know|since we'?re (?:at it|on (?:it|that))"
    r"|as for|what about|how about|not to mention|talking of|incidentally|before i forget|on top of that|remember(?: when)?|i mean|is|are)\b[\s,.!?:;–—-]*)+",
    re.IGNORECASE,
)


_THING = re.compile(
    r"\b(?P<whose>the|that|this|those|these|my|your|his|her|our|their|a|an|any|some)\s+(?P<thing>[^\W\d_]+(?:['’-][^\W\d_]+)*(?:\s+[^\W\d_]+(?:['’-][^\W\d_]+)*){0,3})",
    re.IGNORECASE,
)


def parking_phrase(text: str) -> str:
    """What an utterance that left the topic was about, as a short phrase for the parking lot; "" where nothing is named.

    The first thing that is named ("the gas bill"), without saying whose: the lot is nobody's fault.
    """
    text = _OPENERS.sub("", text[:_LONGEST].strip())
    for match in _THING.finditer(text):
        thing = _first_content(match["thing"].split())
        if thing:
            return f"the {thing}" if match["whose"].lower() in {"the", "that", "this", "those", "these"} else thing
    for sentence in re.split(r"(?<=[.!?])\s+", text):
        phrase = _shortened(_OPENERS.sub("", sentence), most=6)
        if content(phrase):
            return phrase
    return ""


def _first_content(words: Sequence[str]) -> str:
    """The leading run of words that name something: "gas bill went to" -> "gas bill"."""
    taken: list[str] = []
    for word in words:
        if (
            word.lower() in COMMON
            or "n't" in word
            or len(word) < 3
            or (taken and word.endswith("ed"))
            or len(taken) == 3
        ):
            break
        taken.append(word)
        if len(taken) > 1 and not taken[-2].endswith(("'s", "’s")):
            break  # two words name a thing; more only after "your sister's ..."
    return " ".join(taken).lower() if taken else ""


_TRAILING: Final = words_of(
    "a an and are as at because but by do for from had has have he i if in is it like my of on or our she so that the their they to was we were"
    " when which who with would you your before after then"
)


def _shortened(text: str, *, most: int) -> str:
    kept = [word.strip('"“”()[],') for word in re.split(r"[.!?;:]", text.strip())[0].split()[:most]]
    while kept and kept[-1].lower() in _TRAILING:
        kept.pop()
    return " ".join(word for word in kept if word).strip(" ,–—-")
