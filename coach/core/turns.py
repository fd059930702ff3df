"""The floor: who has it, where both spoke at once, how long it was quiet before an answer."""

from __future__ import annotations

import re
import statistics
from collections.abc import Collection, Iterable

from coach.core.talk import Overlap, Seconds, Speaker, Turn, Utterance

SHORTEST_OVERLAP: Seconds = 0.05  # below this, two clocks or a rounding met, not two voices
GOES_ON: Seconds = 0.2  # who speaks on for this long after the other stopped has taken the floor
ONE_THOUGHT: Seconds = 2.0  # a pause inside a sentence is shorter than this

_ENDED = re.compile(r"[.!?;][\"'”’)\]]*\s*$")
# No sentence ends in one of these: whoever stops here goes on, or was stopped. A recogniser writes its full stop all the same.
_HANGING = frozenset(
    [
        "a",
        "an",
        "the",
        "my",
        "your",
        "our",
        "their",
        "his",
        "its",
        "and",
        "but",
        "or",
        "because",
        "if",
        "when",
        "while",
        "that",
        "than",
        "then",
        "so",
        "of",
        "about",
        "from",
        "with",
        "into",
        "for",
        "at",
        "by",
        "to",
        "as",
        "i",
        "we",
        "he",
        "she",
        "they",
        "am",
        "are",
        "was",
        "were",
        "would",
        "could",
        "should",
        "will",
        "can",
        "just",
        "very",
        "really",
        "every",
        "some",
        "these",
        "those",
        "like",
        "i'm",
        "you're",
        "don't",
    ]
)


def hangs(text: str) -> bool:
    """Whether the last word cannot be the last of a sentence."""
    words = text.lower().replace("’", "'").split()
    return bool(words) and words[-1].strip('.,!?;:…-–—"”') in _HANGING


def runs_on(before: Utterance, after: Utterance) -> bool:
    """Whether an utterance goes on with the sentence that the one before it, of the same speaker, left open."""
    near = after.start - before.end <= ONE_THOUGHT
    return near and before.speaker == after.speaker and (hangs(before.text) or not _ENDED.search(before.text))


def overlaps(newest: Utterance, before: Iterable[Utterance], *, exact: bool) -> tuple[Overlap, ...]:
    """Where the newest utterance and earlier-heard ones of the other partner were spoken at once, oldest first.

    Utterances are heard in the order in which they end, so either of the two may be the one that came in.
    """
    found = []
    for one in before:
        if one.speaker == newest.speaker or "?" in (one.speaker, newest.speaker):
            continue
        start, end = max(one.start, newest.start), min(one.end, newest.end)
        if end - start >= SHORTEST_OVERLAP:
            first, second = (one, newest) if one.start <= newest.start else (newest, one)
            took = second.end > first.end + GOES_ON
            found.append(Overlap(by=second.n, over=first.n, start=start, end=end, took_floor=took, exact=exact))
    return tuple(sorted(found, key=lambda overlap: overlap.start))


class Floor:
    """Keeps the current turn of the talk. Utterances go in, ended turns come out."""

    def __init__(self) -> None:
        self.speaker: Speaker | None = None
        self._turn: list[Utterance] = []
        self._last_words: dict[Speaker, str] = {}
        self._silences: dict[Speaker, list[Seconds]] = {"A": [], "B": []}
        self._quiet_since: Seconds | None = None

    def silence_before(self, utterance: Utterance) -> Seconds | None:
        """Seconds from the end of all speech so far to this utterance; 0 where they met or overlapped."""
        if self._quiet_since is None:
            return None
        return max(0.0, utterance.start - self._quiet_since)

    def usual_silence(self, speaker: Speaker) -> Seconds | None:
        """The median silence before this speaker's own answers; None before there are four."""
        own = self._silences.get(speaker, [])
        return statistics.median(own) if len(own) >= 4 else None

    def before(self, speaker: Speaker, words: int = 60) -> str:
        """What the other partner said in their last turn: its last words, the current turn included."""
        text = " ".join(said for who, said in self._last_words.items() if who not in {speaker, "?"})
        return " ".join(text.split()[-words:])

    def so_far(self, utterance: Utterance) -> str:
        """The thought that the utterance ends: its words, led by those before them that were left open by a pause."""
        thought = [utterance]
        for one in reversed(self._turn if utterance.speaker == self.speaker else []):
            if not runs_on(one, thought[0]):
                break
            thought.insert(0, one)
        return " ".join(one.text for one in thought)

    def take(self, utterance: Utterance, *, backchannel: bool) -> Turn | None:
        """The utterance is placed; the turn that it ended is given back. A backchannel ends nothing and holds nothing."""
        silence = self.silence_before(utterance)
        self._quiet_since = max(self._quiet_since or 0.0, utterance.end)
        if backchannel or utterance.speaker == "?":
            return None
        ended = None
        if utterance.speaker != self.speaker:
            ended = self.close()
            if silence is not None:
                self._silences[utterance.speaker].append(silence)
            self.speaker = utterance.speaker
        self._turn.append(utterance)
        self._last_words[utterance.speaker] = " ".join(said.text for said in self._turn)
        return ended

    def close(self) -> Turn | None:
        """The turn that was open, ended."""
        said, self._turn = self._turn, []
        if not said or self.speaker is None:
            return None
        start, end = min(one.start for one in said), max(one.end for one in said)
        return Turn(speaker=self.speaker, start=start, end=end, utterances=tuple(one.n for one in said))


def turns_of(judged: Iterable[Utterance], quiet: Collection[int]) -> list[Turn]:
    """The turns of a talk so far, the open one included. `quiet`: the numbers of utterances that only say "mm-hmm"."""
    floor = Floor()
    ended = [floor.take(one, backchannel=one.n in quiet) for one in judged]
    return [turn for turn in (*ended, floor.close()) if turn is not None]
