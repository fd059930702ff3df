"""How often the right partner is named, on real voices (pairs of readers) and made ones: `python -m tests.benchmarks.speakers`.

Two channels are mixed down to one, and told apart again. Truth is who each channel belongs to and when; the words are
spread evenly over each true utterance, since what is measured is who, not what.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import numpy as np

from coach.core.talk import Partner, Word
from coach.sound import RATE, Samples, Segment
from coach.speech.clustering import Pieces, find
from coach.speech.enrolment import Enrolment
from coach.speech.features import features
from coach.speech.learning import LearningVoices
from coach.speech.speakers import ByVoice, Speakers
from coach.speech.voice import measure

AUDIO = Path(__file__).parent.parent.parent.parent / "shared" / "audio"


@dataclass(frozen=True)
class Spoken:
    partner: Partner
    start: float
    end: float
    words: int


@dataclass(frozen=True)
class Talk:
    name: str
    channels: tuple[Samples, Samples]
    utterances: tuple[Spoken, ...]

    def mixed(self, noise_db: float | None = None) -> Samples:
        """Both on one microphone; `noise_db`: speech above pink noise."""
        both = self.channels[0] + self.channels[1]
        if noise_db is None:
            return both
        spectrum = np.fft.rfft(np.random.default_rng(1).standard_normal(len(both)))
        pink = np.fft.irfft(spectrum / np.sqrt(np.maximum(np.arange(len(spectrum)), 1)), len(both))
        speech = np.sqrt(np.mean(both[np.abs(both) > 1e-3] ** 2))
        return (both + pink / pink.std() * speech * 10 ** (-noise_db / 20)).astype(np.float32)

    def both_at(self, at: float) -> bool:
        return len({one.partner for one in self.utterances if one.start <= at <= one.end}) > 1

    def partners_words(self) -> list[tuple[Partner, Word]]:
        timed = []
        for one in self.utterances:
            step = (one.end - one.start) / max(one.words, 1)
            starts = one.start + step * np.arange(one.words)
            timed += [(one.partner, Word("word", float(s), float(s + 0.9 * step), 1.0)) for s in starts]
        return sorted(timed, key=lambda pair: pair[1].start)


def channels(path: Path) -> tuple[Samples, Samples]:
    from faster_whisper.audio import decode_audio

    left, right = decode_audio(str(path), RATE, split_stereo=True)
    return left, right


def pairs() -> Iterator[Talk]:
    for line in (AUDIO / "pairs" / "manifest.jsonl").read_text("utf-8").splitlines():
        pair = json.loads(line)
        said = [Spoken("AB"[s["channel"]], s["start"], s["end"], len(s["text"].split())) for s in pair["segments"]]
        yield Talk(" and ".join(pair["speakers"]), channels(AUDIO / "pairs" / pair["audio"]), tuple(said))


def made() -> Iterator[Talk]:
    for path in sorted((AUDIO / "talks").glob("*.json")):
        turns = json.loads(path.read_text("utf-8"))["turns"]
        said = [Spoken(t["speaker"], t["start"], t["end"], len(t["text"].split())) for t in turns]
        yield Talk(path.stem, channels(path.with_suffix(".flac")), tuple(said))


def recombined(talks: Sequence[Talk]) -> Iterator[Talk]:
    """Every reader with every other: their utterances by turns, eight each, with little or no pause between."""
    by_reader: dict[str, list[tuple[Samples, int]]] = {}
    for talk in talks:
        for partner, reader, sound in zip("AB", talk.name.split(" and "), talk.channels, strict=True):
            by_reader.setdefault(reader, []).extend(
                (sound[int(s.start * RATE) : int(s.end * RATE)], s.words)
                for s in talk.utterances
                if s.partner == partner
            )
    for one, other in combinations(sorted(by_reader), 2):
        parts, said, at = [np.zeros(RATE // 2, np.float32)], [], RATE // 2
        for i, (sound, words) in enumerate(
            turn for turns in list(zip(by_reader[one], by_reader[other], strict=False))[:8] for turn in turns
        ):
            pause = np.zeros(int((0.2, 0.05, 0.6, 0.1)[i % 4] * RATE), np.float32)
            said.append(Spoken("AB"[i % 2], at / RATE, (at + len(sound)) / RATE, words))
            parts += [sound, pause]
            at += len(sound) + len(pause)
        whole = np.concatenate(parts)
        yield Talk(f"{one} and {other}", (whole, np.zeros_like(whole)), tuple(said))


def cut_at_pauses(sound: Samples, pause: float = 0.5, longest: float = 20.0) -> list[Segment]:
    """As a voice activity detector would, by level alone: a segment may hold several turns, of both."""
    step = RATE // 100
    level = 10 * np.log10(np.mean(sound[: len(sound) // step * step].reshape(-1, step) ** 2, axis=1) + 1e-10)
    loud, quiet = np.percentile(level, 95), np.percentile(level, 5)
    speech = level > max(loud - 35, quiet + 6 if quiet > -70 else -60)
    segments, first, last = [], None, 0
    for i, here in enumerate([*speech, *[False] * 100]):
        if here:
            first, last = (i if first is None else first), i
        if first is not None and (i - last >= pause * 100 or i - first >= longest * 100):
            if last - first >= 15:
                start, end = max(0, first - 10), last + 10
                segments.append(Segment(0, start / 100, sound[start * step : end * step], end / 100 + pause))
            first = None
    return segments


def enrolled(talk: Talk, sound: Samples) -> tuple[ByVoice, dict[Partner, float]]:
    """Prints from the first 15 voiced seconds of each, and when each had been heard for as long."""
    prints, until = [], {}
    for partner in ("A", "B"):
        enrolment = Enrolment(partner)
        for said in talk.utterances:
            if said.partner == partner and not enrolment.done:
                enrolment.add(sound[int(said.start * RATE) : int(said.end * RATE)])
                until[partner] = said.end
        prints.append(enrolment.voice_print)
    return ByVoice(*prints), until


def tell_utterances(talk: Talk, sound: Samples) -> tuple[Counter[str], Counter[str]]:
    """Utterances of a second and more that were not enrolled with, and their words: right, wrong or "?"."""
    speakers, until = enrolled(talk, sound)
    utterances: Counter[str] = Counter()
    words: Counter[str] = Counter()
    for one in talk.utterances:
        if one.start < until[one.partner] or one.end - one.start < 1:
            continue
        segment = Segment(0, one.start, sound[int(one.start * RATE) : int(one.end * RATE)], one.end + 0.5)
        own = [word for _, word in Talk("", talk.channels, (one,)).partners_words()]
        votes: Counter[str] = Counter()
        for said in speakers.tell_apart(segment, own):
            votes[verdict(said.speaker, one.partner)] += len(said.words)
        utterances[votes.most_common(1)[0][0]] += 1
        words += votes
    return utterances, words


def verdict(said: str, truth: Partner) -> str:
    return "?" if said == "?" else "right" if said == truth else "wrong"


def tell_words(talk: Talk, segments: Sequence[Segment], speakers: Speakers) -> Counter[str]:
    """All words heard. "both": of the wrong ones, those spoken while the other spoke too."""
    words, counts = talk.partners_words(), Counter[str]()
    for segment in segments:
        inside = [(who, word) for who, word in words if segment.start <= (word.start + word.end) / 2 < segment.end]
        named = [said.speaker for said in speakers.tell_apart(segment, [w for _, w in inside]) for _ in said.words]
        for (who, word), speaker in zip(inside, named, strict=True):
            counts[verdict(speaker, who)] += 1
            counts["both"] += verdict(speaker, who) == "wrong" and talk.both_at((word.start + word.end) / 2)
    return counts


def share(counts: Counter[str]) -> str:
    n = counts["right"] + counts["wrong"] + counts["?"]
    if not n:
        return "n 0"
    told = max(n - counts["?"], 1)
    line = (
        f"n {n}: right {counts['right'] / n:.1%}, of those named {counts['right'] / told:.1%}, ? {counts['?'] / n:.1%}"
    )
    return line + (f", wrong {counts['wrong']} ({counts['both']} while both spoke)" if "both" in counts else "")


def report(title: str, talks: Sequence[Talk], noise_db: float | None, *, each: bool) -> None:
    print(f"\n{title}" + (f", {noise_db:.0f} dB above pink noise" if noise_db is not None else ""))
    totals: dict[str, Counter[str]] = {}
    found_in, seconds = 0, 0.0
    for talk in talks:
        sound = talk.mixed(noise_db)
        segments = cut_at_pauses(sound)
        lines = dict(zip(("enrolled, utterances", "enrolled, words"), tell_utterances(talk, sound), strict=True))
        pieces, started = Pieces(), time.perf_counter()
        for segment in segments:
            pieces.add(segment)
        found = find(pieces)
        seconds += time.perf_counter() - started
        if found is not None and found.certain:
            found_in += 1
            lines["whole recording, words"] = tell_words(talk, segments, ByVoice(*found.prints))
        lines["learnt live, words"] = tell_words(talk, segments, LearningVoices())
        for key, counts in lines.items():
            totals.setdefault(key, Counter()).update(counts)
            if each:
                print(f"  {talk.name:14} {key:24} {share(counts)}")
    for key, counts in totals.items():
        print(f"  all: {key:24} {share(counts)}")
    print(f"  two voices certain in {found_in} of {len(talks)} recordings; {seconds / len(talks):.2f} s to find them")


def one_voice(talks: Sequence[Talk]) -> None:
    taken = [find_in(sound) for talk in talks for sound in talk.channels]
    print(f"\nOne channel alone: taken for two voices in {sum(taken)} of {len(taken)} (should be none)")


def find_in(sound: Samples) -> bool:
    pieces = Pieces()
    for segment in cut_at_pauses(sound):
        pieces.add(segment)
    found = find(pieces)
    return found is not None and found.certain


def third_voice(talks: Sequence[Talk]) -> None:
    """Someone who is neither: how often they are taken for one of the two."""
    counts: Counter[str] = Counter()
    for talk in talks:
        speakers, _ = enrolled(talk, talk.mixed())
        for stranger in talks:
            if set(stranger.name.split(" and ")) & set(talk.name.split(" and ")):
                continue
            for one in stranger.utterances:
                sound = stranger.channels["AB".index(one.partner)][int(one.start * RATE) : int(one.end * RATE)]
                (said,) = speakers.tell_apart(Segment(0, 0.0, sound, 0.0), [])
                counts["unknown" if said.speaker == "?" else "named"] += 1
    n = counts.total()
    print(f"\nA third voice, utterances: n {n}, rightly unknown {counts['unknown'] / n:.1%}")


def costs(talk: Talk) -> None:
    sound = talk.mixed()
    speakers, _ = enrolled(talk, sound)
    segments = cut_at_pauses(sound)
    seconds = sum(segment.seconds for segment in segments)
    words = [[w for _, w in talk.partners_words() if segment.start <= w.start < segment.end] for segment in segments]
    jobs = {
        "features": lambda: [features(s.samples) for s in segments],
        "tell apart (by voice)": lambda: [speakers.tell_apart(s, w) for s, w in zip(segments, words, strict=True)],
        "loudness, pitch, pace": lambda: [measure(s.samples, 5) for s in segments],
    }
    print(f"\nCost, best of five over {seconds:.0f} s of speech")
    for name, job in jobs.items():
        best = min(_timed(job) for _ in range(5))
        print(f"  {name:24} {1000 * best / seconds:.2f} ms a second of speech")


def _timed(job) -> float:
    started = time.perf_counter()
    job()
    return time.perf_counter() - started


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="the pairs alone, without noise or recombination")
    quick = parser.parse_args().quick
    readers, talks = list(pairs()), list(made())
    report("Pairs of readers (real voices), mixed to one channel", readers, None, each=True)
    if not quick:
        report("Talks by made voices, mixed to one channel", talks, None, each=True)
        report("Every reader with every other", list(recombined(readers)), None, each=False)
        for noise_db in (20.0, 10.0):
            report("Pairs of readers", readers, noise_db, each=False)
    one_voice([*readers, *talks])
    third_voice(readers)
    costs(readers[0])


if __name__ == "__main__":
    main()
