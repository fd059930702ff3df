import zlib

import numpy as np
import pytest

from coach.moves.phrases import PhraseWeights, phrases, values


def weights(**known: float) -> PhraseWeights:
    """One kind, which hears the given phrases of the turn ("_" for a space)."""
    rows = {zlib.crc32(f"turn {one.replace('_', ' ')}".encode()): n for n, one in enumerate(known)}
    return PhraseWeights(
        rows=rows,
        rarity=np.ones(len(known), dtype=np.float32),
        weights=np.array([[int(100 * one)] for one in known.values()], dtype=np.int8),
        scale=np.array([0.01], dtype=np.float32),
        length=np.zeros((2, 1), dtype=np.float32),
        bias=np.array([-0.5], dtype=np.float32),
        share=1.0,
    )


def test_phrases_are_runs_of_plain_words_with_marks_for_start_end_and_question():
    words = ["^", "you", "are", "late", "?", "$"]
    expected = {" ".join(words[n : n + length]) for length in (1, 2, 3) for n in range(len(words) - length + 1)}
    assert {one.hash for one in phrases("turn", "Um, you're LATE?")} == {
        zlib.crc32(f"turn {one}".encode()) for one in expected
    }


def test_what_was_said_before_is_not_taken_for_what_is_said_now():
    before = {one.hash for one in phrases("before", "sorry")}
    assert before.isdisjoint(one.hash for one in phrases("turn", "sorry"))


def test_a_phrase_is_credited_to_its_own_words():
    logits, by_word = weights(so_sorry=1.0).judge(before="so sorry", turn="I am so sorry.")
    assert logits == pytest.approx([0.5])
    assert by_word[:, 0].tolist() == pytest.approx([0.0, 0.0, 1.0, 1.0])


def test_nothing_known_leaves_the_bias():
    logits, by_word = weights(sorry=1.0).judge(before="", turn="Half past eight.")
    assert logits == pytest.approx([-0.5])
    assert not by_word.any()


def test_rare_phrases_weigh_more_and_all_together_have_one_length():
    worth = values([0, 0, 1], np.array([1.0, 3.0], dtype=np.float32), 0.5)
    assert worth[1] > worth[0]
    assert sum(one * one for one in worth.values()) == pytest.approx(0.25)
