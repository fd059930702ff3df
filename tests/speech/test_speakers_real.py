"""On real voices: two readers on one channel. What is asserted lies below what `tests.benchmarks.speakers` measures."""

from __future__ import annotations

from collections import Counter
from itertools import islice
from pathlib import Path

import pytest

from coach.speech.clustering import two_voices
from coach.speech.speakers import ByVoice
from tests.benchmarks.speakers import Talk, cut_at_pauses, pairs, tell_utterances, tell_words


@pytest.fixture(scope="module")
def talks(shared: Path) -> list[Talk]:
    if not (shared / "audio" / "pairs").is_dir():
        pytest.skip("needs the pairs of readers in the shared data")
    return list(islice(pairs(), 2))


def test_enrolled_readers_are_told_apart(talks: list[Talk]):
    utterances, words = Counter[str](), Counter[str]()
    for talk in talks:
        more_utterances, more_words = tell_utterances(talk, talk.mixed())
        utterances += more_utterances
        words += more_words
    assert utterances["right"] >= 0.98 * utterances.total() > 0
    assert words["wrong"] <= 0.02 * words.total()


def test_two_readers_are_found_in_a_recording(talks: list[Talk]):
    for talk in talks:
        segments = cut_at_pauses(talk.mixed())
        prints = two_voices(segments)
        assert prints is not None
        told = tell_words(talk, segments, ByVoice(*prints))
        assert told["right"] >= 0.94 * (told["right"] + told["wrong"] + told["?"])


def test_one_reader_is_not_two(talks: list[Talk]):
    for channel in talks[0].channels:
        assert two_voices(cut_at_pauses(channel)) is None
