"""Phrases of plain words, as a therapist writes them. `*` stands for one spoken word; nothing else has a meaning of its own.

No text of a file ever becomes a pattern: words are compared with words, so no phrase can be slow or match too much by accident.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from coach.core.noticing import Context, Find, Found
from coach.core.talk import Tone, Utterance
from coach.detectors.guards import quoted
from coach.detectors.kit import Spoken, plain_words, same_thought, spoken

MOST_WORDS = 12  # in a phrase
CONFIDENCE = 0.8  # nobody has measured such a rule: as sure as a live cue needs by default, and no surer

_ENDS = ".,;:!?…\"'”’"

Shape = tuple[str | None, ...]  # plain words; None: any one spoken word


def shape_of(phrase: str) -> Shape:
    """The plain words of a phrase, with None for each `*`. Raises ValueError, which says what is not clear."""
    parts: list[str | None] = []
    for chunk in phrase.split():
        words: list[str | None] = [word for word, _, _ in plain_words(chunk)]
        if "*" in chunk:
            if chunk.rstrip(_ENDS) != "*":
                raise ValueError(f"in “{phrase}” the * touches something else; it stands alone, for one word")
            words = [None]
        for word in words:
            if word is None or not parts or word != parts[-1]:  # as in speech, where "no, no" is one "no"
                parts.append(word)
    if not any(parts):
        raise ValueError(f"“{phrase}” has no word in it that could be heard")
    if len(parts) > MOST_WORDS:
        raise ValueError(f"“{phrase}” has {len(parts)} words; a phrase has at most {MOST_WORDS}")
    return tuple(parts)


class Phrases:
    """Many shapes looked for at once: time grows with the words said, not with what else is in the file."""

    def __init__(self, shapes: Iterable[Shape]) -> None:
        self._by_first: dict[str | None, list[Shape]] = defaultdict(list)
        for shape in dict.fromkeys(shapes):
            self._by_first[shape[0]].append(shape)

    def places(self, said: Spoken) -> Iterator[tuple[int, int]]:
        """(first word, last word) of every place where one of the phrases is said."""
        anywhere = self._by_first.get(None, ())
        if not anywhere and self._by_first.keys().isdisjoint(said.words):
            return
        after = _after_each(said)
        for first, word in enumerate(said.words):
            for shape in (*self._by_first.get(word, ()), *anywhere):
                if (last := _ends(said, shape, first, after)) is not None:
                    yield first, last


def _ends(said: Spoken, shape: Shape, at: int, after: Sequence[int]) -> int | None:
    """The last word of the shape where it is said from word `at` on."""
    for part in shape:
        if at >= len(said.words) or (part is not None and said.words[at] != part):
            return None
        at = at + 1 if part is not None else after[at]
    return at - 1


def _after_each(said: Spoken) -> list[int]:
    """For each plain word the one after its spoken word: "don't" is one spoken word and two plain ones."""
    places = [said.spans(at, at) for at in range(len(said.words))]
    after = list(range(1, len(places) + 1))
    for at in reversed(range(len(places) - 1)):
        if places[at] == places[at + 1]:
            after[at] = after[at + 1]
    return after


def finder(phrases: Sequence[Shape], unless: Sequence[Shape], *, tone: Tone, label: str) -> Find:
    """Finds phrases that end in the newest utterance and touch no `unless`. What hurts is not found in quoted speech."""
    wanted, excusing = Phrases(phrases), Phrases(unless)

    def find(recent: Sequence[Utterance], context: Context) -> Iterator[Found]:
        newest = recent[-1]
        if newest.speaker == "?":
            return
        said = spoken(tuple(same_thought(recent)))
        hits = [hit for hit in wanted.places(said) if said.utterance_of(hit[1]) == newest.n]
        excused = list(excusing.places(said)) if hits else []
        for first, last in hits:
            touched = any(first <= end and start <= last for start, end in excused)
            if not touched and not (tone == "hurts" and quoted(said, first, last, context)):
                yield Found(said.spans(first, last), CONFIDENCE, (" ".join(said.words[first : last + 1]), label))

    return find
