"""Which words before a colon are a name, and which name is A and which is B."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable, Mapping, Sequence

from coach.core.cleaning import clean
from coach.core.talk import Speaker
from coach.errors import TranscriptError

LONGEST = 40  # characters of a name
_MOST_SHOWN = 6

# A name stands before a colon, without a stop or a comma; a bullet, a time or bold marks may surround it. What begins
# with a digit is a time ("12:30"), what a digit or slash follows is a time or an address.
_BEFORE_COLON = re.compile(
    r"(?:[-–—*•] ?|>>+ ?)?(?:[\[(]?\d{1,2}:\d\d(?::\d\d)?(?:\.\d+)?[\])]? (?:[-–] )?)?"
    r"[*_]{0,2}(?P<name>[^\W\d_][^:.,;!?\"“”()\[\]{}]{0,39}?)[*_]{0,2}:(?![/\\\d])[*_]{0,2}"
)
_HEADS = """note notes nb ps topic title subject date time place setting scene re fyi warning remember example examples question
    questions answer answers summary part chapter section transcript recording agreement agreements first second third
    firstly secondly finally also again anyway actually basically honestly frankly seriously listen look well okay ok yes
    yeah no right sorry please thanks thing things problem point fact truth result reason idea plan rule rules one two
    three today tomorrow yesterday tonight monday tuesday wednesday thursday friday saturday sunday like just only maybe
    meaning plus except and but or so then because http https"""
_OPENERS = """i i'm i've you you're he she it it's we they me my your his her our their this that these those there here the a an
    if when while what which who why where how as at by for from in into of on to with day week thank both everyone"""
# Nobody's name. Those that head a note or link two sentences; and, where more words follow, those that begin one:
# "Her:" alone may well say who speaks, "her words were:" does not.
_NOT_NAMES = frozenset(_HEADS.split())
_NOT_FIRST = frozenset(_OPENERS.split()) | _NOT_NAMES


def split_name(line: str, names: Iterable[str] = ()) -> tuple[str, str]:
    """(name, words) of a line such as "Maya: I feel tired."; ("", line) where it begins with no name.

    `line` is cleaned. With `names` given, those are names whatever they look like.
    """
    found = _BEFORE_COLON.match(line)
    if not found:
        return "", line
    name = found.group("name").strip()
    if name.casefold() in {given.casefold() for given in names} or _looks_like_a_name(name):
        return name, line[found.end() :]
    return "", line


def _looks_like_a_name(name: str) -> bool:
    words = name.split()
    first = words[0].casefold().replace("’", "'")
    if len(words) == 1:
        return first not in _NOT_NAMES
    # "maya" alone may be a name; in "maya said" only the missing capital tells that it is not.
    return len(words) <= 3 and first not in _NOT_FIRST and all(word[0].isupper() or word[0].isdigit() for word in words)


def who_is_who(
    labels: Sequence[str], shown: Mapping[str, str], speakers: tuple[str, str] | None, file: str
) -> tuple[dict[str, Speaker], tuple[str, str]]:
    """Which label is A and which is B, and the two names to show.

    `labels`: every label in order of appearance, once each, without "". `shown`: names that the file gives to labels.

    Raises TranscriptError: none, or more than two that `speakers` does not tell apart.
    """
    known = [label for label in labels if label != "?"]
    if not known:
        raise TranscriptError(
            f"{file}: nobody is named, so it is not known who said what.",
            'Write a name before each turn, as in "Maya: I feel tired.", or give each turn a speaker.',
        )
    if set(known) <= {"A", "B"}:
        known = ["A", "B"]
    names = [_short(shown.get(label, ""), f"Partner {label}" if label in {"A", "B"} else label) for label in known]
    if speakers is not None:
        return _as_asked(known, names, _checked(speakers), file)
    if len(known) > 2:
        raise TranscriptError(
            f"{file}: found {len(known)} names ({_listed(names)}), and a talk has two.",
            f"Say which two are the partners: --speakers {shlex.quote(','.join(names[:2]))}",
        )
    first, second = [*names, "Partner B"][:2]
    return dict(zip(known, _partners(), strict=False)), (first, second)


def _as_asked(
    labels: list[str], names: list[str], speakers: tuple[str, str], file: str
) -> tuple[dict[str, Speaker], tuple[str, str]]:
    """Match by name or label; the rest by order of appearance where that leaves no doubt."""
    asked = [speaker.casefold() for speaker in speakers]
    found: dict[str, Speaker] = {}
    for label, name in zip(labels, names, strict=True):
        for place, partner in enumerate(_partners()):
            if asked[place] in {label.casefold(), name.casefold()} and partner not in found.values():
                found[label] = partner
                break
    left = [label for label in labels if label not in found]
    free = [partner for partner in _partners() if partner not in found.values()]
    if len(labels) <= 2:
        found.update(zip(left, free, strict=False))
    elif free:
        missing = speakers[0] if "A" in free else speakers[1]
        raise TranscriptError(
            f"{file}: {missing} is not among the names found ({_listed(names)}).",
            f"Say which two are the partners: --speakers {shlex.quote(','.join(names[:2]))}",
        )
    # Anybody else, a therapist say, stays "?": shown, and nothing is said about them.
    return found, speakers


def _partners() -> tuple[Speaker, Speaker]:
    return "A", "B"


def _checked(speakers: tuple[str, str]) -> tuple[str, str]:
    first, second = (_short(name, "") for name in speakers)
    if not first or not second or first.casefold() == second.casefold():
        raise TranscriptError("--speakers needs two different names.", "For example: --speakers Maya,Tom")
    return first, second


def _short(name: str, otherwise: str) -> str:
    return clean(clean(name)[:LONGEST]) or clean(clean(otherwise)[:LONGEST])


def _listed(names: Sequence[str]) -> str:
    more = ["..."] if len(names) > _MOST_SHOWN else []
    return ", ".join([*names[:_MOST_SHOWN], *more])
