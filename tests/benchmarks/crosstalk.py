"""A microphone for each partner, and each hears the other as well: who is named for a word, and what is heard twice.

    python -m tests.benchmarks.crosstalk

Each channel is mixed into the other, quieter and 4 ms later. Real voices: the pairs of readers, their words spread
evenly over each true utterance. Made voices: the spoken talks, with the words that rehearsal-en hears.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from coach.audio.ear import Ear
from coach.audio.level import dbfs
from coach.core.conversation import Conversation
from coach.core.events import Heard
from coach.core.talk import Header, Speaker, Utterance
from coach.detectors import ALL
from coach.engine.review import review_sound
from coach.settings import Hearing, Settings
from coach.sound import RATE, Block, Lost, Samples, Segment
from coach.speech.models import REHEARSAL, load_transcriber
from coach.speech.speakers import ByChannel
from coach.speech.transcriber import Transcriber
from tests.benchmarks.machine import described
from tests.benchmarks.path import usual
from tests.benchmarks.sounds import samples_of
from tests.benchmarks.speakers import Talk, made, pairs
from tests.benchmarks.words import attribution, word_error_rate

DOWN = (None, -20.0, -10.0, -6.0)  # dB; None: no leak at all
LATER = 64  # samples
QUIETER = 30.0  # dB below a voice's loud samples: a pause


def main() -> None:
    print(described())
    print("Words by time, no recogniser. twice: also heard as the other's; lost: in no utterance")
    print(f"{'':28}{'leak dB':>8}{'words':>7}{'right':>9}{'wrong':>7}{'?':>5}{'lost':>6}{'twice':>7}")
    for title, talks in (("pairs of readers", list(pairs())), ("spoken talks", list(made()))):
        for down in DOWN:
            print(line(title, down, sum((told(talk, down) for talk in talks), Counter())), flush=True)
    through_the_recogniser()


def leaked(channels: tuple[Samples, Samples], down: float | None) -> Samples:
    """[n, 2], each channel with the other in it."""
    sound = np.stack(channels, axis=1)
    if down is None:
        return sound
    late = np.zeros_like(sound)
    late[LATER:] = sound[:-LATER, ::-1]
    return np.asarray(sound + late * np.float32(10 ** (down / 20)), np.float32)


def utterances(sound: Samples) -> Iterator[tuple[Segment, Speaker]]:
    ear, by = Ear(2, Hearing()), ByChannel()
    blocks = (Block(sound[at : at + 4096], at / RATE) for at in range(0, len(sound), 4096))
    things = [thing for block in blocks for thing in ear.hear(block)] + list(ear.finish())
    for thing in things:
        if isinstance(thing, Segment):
            yield thing, by.tell_apart(thing, [])[0].speaker


def told(talk: Talk, down: float | None) -> Counter[str]:
    """What became of each word: its sound is in an utterance of its speaker's, of the other's only, of nobody's, in none."""
    counts: Counter[str] = Counter()
    found = list(utterances(leaked(talk.channels, down)))
    for partner, word in talk.partners_words():
        middle = (word.start + word.end) / 2
        if not audible(talk, partner, middle):
            continue
        speakers = {who for one, who in found if one.start <= middle <= one.end}
        voices = {who for one, who in found if one.start + one.lead <= middle <= one.end - one.tail}
        other: Speaker = "B" if partner == "A" else "A"
        counts["n"] += 1
        counts["right" if partner in speakers else "wrong" if other in speakers else "?" if speakers else "lost"] += 1
        counts["twice"] += voices == {"A", "B"} and not near_both(talk, middle)
    return counts


def audible(talk: Talk, partner: Speaker, at: float) -> bool:
    """Readers pause, and their words are only spread evenly: what falls into a pause is no word."""
    sound = talk.channels["AB".index(partner)]
    around = sound[round((at - 0.1) * RATE) : round((at + 0.1) * RATE)]
    loud = float(np.percentile(np.abs(sound[np.abs(sound) > 1e-3]), 90))
    return dbfs(around) > 20 * np.log10(loud) - QUIETER


def near_both(talk: Talk, at: float) -> bool:
    return len({one.partner for one in talk.utterances if one.start - 0.3 <= at <= one.end + 0.3}) > 1


def line(title: str, down: float | None, counts: Counter[str]) -> str:
    n = counts["n"]
    return (
        f"{title:28}{'none' if down is None else f'{down:.0f}':>8}{n:7}{counts['right'] / n:9.2%}"
        f"{counts['wrong']:7}{counts['?']:5}{counts['lost']:6}{counts['twice']:7}"
    )


def through_the_recogniser() -> None:
    transcriber = load_transcriber(REHEARSAL)
    print("\nThe whole path: words that were heard and lie in somebody's turn; errors: of each partner's words")
    print(f"{'':28}{'leak dB':>8}{'words':>7}{'right':>9}{'?':>5}{'errors':>9}")
    for down in DOWN:
        total: Counter[str] = Counter()
        for path in usual():
            truth = json.loads(path.with_suffix(".json").read_text("utf-8"))["turns"]
            sound = samples_of(path)
            heard = list(written_down(leaked((sound[:, 0], sound[:, 1]), down), transcriber))
            right, unknown, n = attribution(truth, heard)
            wrong, said = wrong_words(truth, heard)
            total += Counter({"right": right, "?": unknown, "n": n, "errors": wrong, "said": said})
        print(
            f"{'sample talk, spoken talks':28}{'none' if down is None else f'{down:.0f}':>8}{total['n']:7}"
            f"{total['right'] / total['n']:9.2%}{total['?']:5}{total['errors'] / total['said']:9.2%}",
            flush=True,
        )


def written_down(sound: Samples, transcriber: Transcriber) -> Iterator[Utterance]:
    settings = Settings()
    for event in review_sound(
        Played(sound),
        Header(id="bench", source="talk.flac"),
        hearing=settings.hearing,
        transcriber=transcriber,
        speakers=ByChannel(),
        conversation=Conversation(ALL, settings),
    ):
        if isinstance(event, Heard):
            yield event.utterance


def wrong_words(truth: Sequence[dict[str, Any]], heard: Sequence[Utterance]) -> tuple[int, int]:
    """(errors, words said): each partner's words in order."""
    pairs_ = []
    for who in "AB":
        own = sorted((one for one in heard if one.speaker == who), key=lambda one: one.start)
        said = " ".join(str(turn["text"]) for turn in truth if turn["speaker"] == who)
        pairs_.append((said, " ".join(one.text for one in own)))
    return word_error_rate(pairs_)[1:]


class Played:
    """Samples float32 [n, 2] as a source."""

    channels = 2

    def __init__(self, samples: Samples) -> None:
        self.seconds: float | None = len(samples) / RATE
        self._samples = samples

    def __iter__(self) -> Iterator[Block | Lost]:
        for start in range(0, len(self._samples), RATE):
            yield Block(self._samples[start : start + RATE], start / RATE)

    def close(self) -> None:
        pass


if __name__ == "__main__":
    main()
