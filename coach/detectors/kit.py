"""What detectors are built from: plain words out of recognised speech, and what finds moves in them.

Recognisers and people differ in case, punctuation, fillers and dialect; none of that may change what is noticed. So
phrases are matched on *plain words*: lower case, no punctuation, contractions opened ("you're" -> "you are", "gonna" ->
"going to", "y'all" -> "you all"), fillers and stammered repeats dropped. Every plain word remembers the characters it
came from. Patterns are RE2 expressions over plain words joined by single spaces: linear time whatever the text.
"""

from __future__ import annotations

import bisect
import functools
import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import re2

from coach.core.noticing import Context, Find, Found
from coach.core.talk import HURTS, Kind, Span, Utterance
from coach.core.turns import runs_on

# --- plain words ------------------------------------------------------------------------------------------------------

_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_FILLERS = frozenset(["um", "umm", "uh", "uhh", "uhm", "erm", "er", "hmm", "ah"])
_WHOLE = {
    "gonna": "going to", "gotta": "got to", "wanna": "want to", "gimme": "give me", "lemme": "let me", "dunno": "do not know",
    "kinda": "kind of", "sorta": "sort of", "outta": "out of", "cannot": "can not", "can't": "can not", "won't": "will not",
    "shan't": "shall not", "ain't": "is not", "innit": "is it not", "let's": "let us", "y'all": "you", "yall": "you",
    "youse": "you", "ye": "you", "ya": "you", "yous": "you", "u": "you", "cos": "because", "cuz": "because", "coz": "because",
    "'cause": "because", "ok": "okay", "yeah": "yes", "yep": "yes", "yup": "yes", "aye": "yes", "nah": "no", "nope": "no",
    "mum": "mother", "mom": "mother", "mam": "mother", "dad": "father", "tho": "though", "til": "until", "till": "until",
    "owt": "anything", "nowt": "nothing", "summat": "something", "meself": "myself", "yer": "your", "dont": "do not",
    "didnt": "did not", "doesnt": "does not", "isnt": "is not", "wasnt": "was not", "youre": "you are", "youve": "you have",
    "im": "i am", "ive": "i have", "thats": "that is", "whats": "what is", "cant": "can not", "wont": "will not",
    "shouldve": "should have", "couldve": "could have", "wouldve": "would have", "shoulda": "should have",
    "coulda": "could have",
    "dinnae": "do not", "dinna": "do not", "divvent": "do not", "cannae": "can not", "canna": "can not", "wasnae": "was not", "didnae": "did not",
    "isnae": "is not", "wouldnae": "would not", "couldnae": "could not", "willnae": "will not", "havenae": "have not", "gonnae": "going to",
    "wouldnt": "would not", "couldnt": "could not", "shouldnt": "should not", "havent": "have not", "hasnt": "has not", "hadnt": "had not",
    "arent": "are not", "werent": "were not", "aint": "is not", "youll": "you will", "youd": "you would", "theyre": "they are", "theres": "there is",
    "hes": "he is", "shes": "she is", "whos": "who is", "woulda": "would have", "c'mon": "come on", "o'clock": "o'clock",
}  # fmt: skip
_ENDINGS = {"n't": "not", "'re": "are", "'ve": "have", "'ll": "will", "'m": "am", "'d": "would"}
_IS = frozenset(
    [
        "it",
        "that",
        "he",
        "she",
        "what",
        "there",
        "who",
        "where",
        "here",
        "how",
        "this",
        "when",
        "why",
        "everything",
        "nothing",
        "something",
    ]
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a plain word came from."""

    utterance: int
    start: int
    end: int


def plain_words(text: str) -> Iterator[tuple[str, int, int]]:
    """(plain word, start, end) for each word of `text`; an opened contraction gives two words at the same place."""
    for token in _TOKEN.finditer(text):
        word = token.group().lower().replace("’", "'")
        if word not in _FILLERS:
            for part in _opened(word).split():
                yield part, token.start(), token.end()


@functools.lru_cache(maxsize=4096)
def _opened(word: str) -> str:
    if word in _WHOLE:
        return _WHOLE[word]
    for ending, opened in _ENDINGS.items():
        if word.endswith(ending) and len(word) > len(ending):
            return f"{word.removesuffix(ending)} {opened}"
    if word.endswith("'s") and word[:-2] in _IS:
        return f"{word[:-2]} is"
    return word


class Spoken:
    """Plain words of one or more utterances, joined by single spaces, with the way back to their characters."""

    def __init__(self, utterances: Iterable[Utterance]) -> None:
        words: list[str] = []
        self._places: list[Place] = []
        for utterance in utterances:
            for word, start, end in plain_words(utterance.text):
                if words and word == words[-1]:
                    continue  # a stammer: "I, I walk"
                words.append(word)
                self._places.append(Place(utterance.n, start, end))
        self.words: tuple[str, ...] = tuple(words)
        self.text = " ".join(words)
        self._starts = list(itertools.accumulate((len(word) + 1 for word in words), initial=0))

    def word_at(self, position: int) -> int:
        """The index of the word that character `position` of `text` lies in."""
        return min(bisect.bisect_right(self._starts, position) - 1, len(self.words) - 1)

    def spans(self, first: int, last: int) -> tuple[Span, ...]:
        """The characters that words `first` to `last` (inclusive) came from, one span an utterance."""
        spans: list[Span] = []
        for place in self._places[first : last + 1]:
            if spans and spans[-1].utterance == place.utterance:
                spans[-1] = Span(place.utterance, spans[-1].start, max(spans[-1].end, place.end))
            else:
                spans.append(Span(place.utterance, place.start, place.end))
        return tuple(spans)

    def utterance_of(self, word: int) -> int:
        return self._places[word].utterance


@functools.lru_cache(maxsize=32)
def spoken(utterances: tuple[Utterance, ...]) -> Spoken:
    """The plain words of these utterances. Every detector asks for the same ones, so they are made once."""
    return Spoken(utterances)


def same_thought(recent: Sequence[Utterance], *, most: int = 4) -> list[Utterance]:
    """The newest utterance, led by those that a pause left open: "I feel like" - "you never listen"."""
    taken = [recent[-1]]
    for utterance in reversed(recent[:-1]):
        if len(taken) == most or not runs_on(utterance, taken[0]):
            break
        taken.insert(0, utterance)
    return taken


# --- finders ----------------------------------------------------------------------------------------------------------

_MACROS = {
    "{word}": r"[^ ]+",
    "{words}": r"(?:[^ ]+ ){0,3}[^ ]+",  # one to four
    "{gap}": r"(?:[^ ]+ ){0,3}",  # nothing to three words, each with its space: "you {gap}forgot"
    "{really}": r"(?:(?:just|really|so|very|actually|always|honestly|literally|absolutely|completely|totally|bloody|fucking|damn|proper|right|well|quite|pretty|even|ever|only|still|kind of|sort of|a bit) )*",
}


@functools.cache
def pattern(expression: str) -> re2._Regexp:
    """An RE2 expression over plain words, bounded by word ends. Macros: {word} {words} {gap} {really}."""
    return re2.compile(rf"(?:^| )({_spelled_out(expression)})(?:$| )")


def _spelled_out(expression: str) -> str:
    for name, meaning in _MACROS.items():
        expression = expression.replace(name, meaning)
    return expression


@functools.cache
def _any_of(expressions: tuple[str, ...]) -> re2._Regexp:
    """All expressions at once: most utterances hold none of them, and one look says so."""
    return re2.compile(rf"(?:^| )(?:{'|'.join(map(_spelled_out, expressions))})(?:$| )")


def matches(spoken: Spoken, expressions: Iterable[str]) -> Iterator[tuple[int, int]]:
    """(first word, last word) of every place where one of the expressions is found."""
    expressions = tuple(expressions)
    if not expressions or _any_of(expressions).search(spoken.text) is None:
        return
    for expression in expressions:
        position = 0
        while (match := pattern(expression).search(spoken.text, position)) is not None:
            start, end = match.span(1)
            if end == start:
                break
            yield spoken.word_at(start), spoken.word_at(end - 1)
            position = max(end, position + 1)


Veto = Callable[[Spoken, int, int, Context], bool]


@dataclass(frozen=True)
class _Phrases:
    """See `phrases`."""

    expressions: tuple[str, ...]
    unless: tuple[str, ...]
    nowhere: tuple[str, ...]
    vetoes: tuple[Veto, ...]
    confidence: float

    def __call__(self, recent: Sequence[Utterance], context: Context) -> Iterator[Found]:
        turn = spoken(tuple(same_thought(recent)))
        hits = [hit for hit in matches(turn, self.expressions) if turn.utterance_of(hit[1]) == recent[-1].n]
        for first, last in self.kept(turn, hits, context) if hits else ():
            words = " ".join(turn.words[first : last + 1])
            yield Found(turn.spans(first, last), self.confidence, (words,))

    def kept(self, turn: Spoken, hits: Sequence[tuple[int, int]], context: Context) -> Iterator[tuple[int, int]]:
        """Those of the hits (first word, last word) that nothing excuses."""
        if any(True for _ in matches(turn, self.nowhere)):
            return
        excused = list(matches(turn, self.unless))
        for first, last in hits:
            touched = any(first <= end and start <= last for start, end in excused)
            if not touched and not any(veto(turn, first, last, context) for veto in self.vetoes):
                yield first, last


def phrases(
    *expressions: str,
    unless: Sequence[str] = (),
    nowhere: Sequence[str] = (),
    vetoes: Sequence[Veto] = (),
    confidence: float = 0.8,
) -> Find:
    """Finds expressions that end in the newest utterance.

    `unless`: expressions that veto a find they touch. `nowhere`: expressions that veto wherever they stand in the turn.
    `vetoes`: plain functions (spoken, first word, last word, context) -> True to let the find go.
    """
    return _Phrases(expressions, tuple(unless), tuple(nowhere), tuple(vetoes), confidence)


def either(*finds: Find) -> Find:
    """All that any of the finders finds. The conversation makes one moment of it.

    What excuses a phrase excuses what the learned layer read at these words, too: a quote stays a quote, sarcasm sarcasm.
    """
    excusing = [one for one in finds if isinstance(one, _Phrases)]

    def find(recent: Sequence[Utterance], context: Context) -> Iterator[Found]:
        for one in finds:
            if isinstance(one, _Learned):
                yield from one(recent, context, excusing)
            else:
                yield from one(recent, context)

    return find


@dataclass(frozen=True)
class _Learned:
    """See `learned`."""

    kind: Kind
    vetoes: tuple[Veto, ...] | None

    def __call__(
        self, recent: Sequence[Utterance], context: Context, excusing: Sequence[_Phrases] = ()
    ) -> Iterator[Found]:
        reading = context.likely(self.kind)
        if not reading.reached:
            return
        newest = recent[-1]
        said = spoken((newest,))
        weighty = set(reading.words)
        places = [i for i, word in enumerate(said.words) if word in weighty]
        if places and self._excused(newest.text, said, places, context, excusing):
            return
        spans = said.spans(places[0], places[-1]) if places else (Span(newest.n, 0, len(newest.text)),)
        yield Found(spans, reading.probability, reading.words, live=reading.sure)

    def _excused(
        self, text: str, said: Spoken, places: Sequence[int], context: Context, by: Sequence[_Phrases]
    ) -> bool:
        """Whether the weighty words do not stand for what they seem to."""
        if self.kind in HURTS and any(_in_quotes(text, said.spans(place, place)[0]) for place in places):
            return True
        hits = [(place, place) for place in places]
        if self.vetoes is not None:
            return any(veto(said, *hit, context) for veto in self.vetoes for hit in hits)
        return any(next(one.kept(said, hits, context), None) is None for one in by)


_QUOTE = re.compile(r"“[^”]+”|\"[^\"]+\"")


def _in_quotes(text: str, word: Span) -> bool:
    """Whether the text puts this word into somebody's mouth."""
    return any(quote.start() < word.start and word.end < quote.end() for quote in _QUOTE.finditer(text))


def learned(kind: Kind, *, vetoes: Sequence[Veto] | None = None) -> Find:
    """What the learned layer read, with the words that weighed most as evidence (the whole utterance if none is in it).

    `vetoes`: let it go at any of these words; None: what excuses the phrases beside it (see `either`) lets it go at all of them.
    """
    return _Learned(kind, tuple(vetoes) if vetoes is not None else None)
