import numpy as np
import pytest

from coach.moves.heads import Heads


def heads() -> Heads:
    """Two kinds over a width of two: the first hears the first number, the second weighs all words alike."""
    return Heads(
        look=np.array([[10.0, 0.0], [0.0, 0.0]], dtype=np.float32),
        weigh=np.array([[1.0, 0.0], [0.0, 1.0]], dtype=np.float32),
        first=np.array([[0.0, 0.0], [0.5, 0.0]], dtype=np.float32),
        mean=np.array([[0.0, 0.0], [0.0, 2.0]], dtype=np.float32),
        bias=np.array([-1.0, 0.25], dtype=np.float32),
    )


HIDDEN = np.array([[4.0, 4.0], [0.0, 1.0], [3.0, 2.0]], dtype=np.float32)
TURN = np.array([False, True, True])


def test_a_kind_looks_at_the_words_it_cares_about_and_only_at_those_of_the_turn():
    logits, _ = heads().judge(HIDDEN, TURN)
    assert logits[0] == pytest.approx(3.0 - 1.0, abs=1e-4)  # the third token alone, not the first
    assert logits[1] == pytest.approx(1.5 + 2.0 * 1.5 + 0.5 * 4.0 + 0.25)


def test_shares_say_what_each_token_added():
    logits, shares = heads().judge(HIDDEN, TURN)
    assert shares[0].tolist() == [0.0, 0.0]
    assert shares[2, 0] > shares[1, 0]
    assert shares.sum(axis=0) == pytest.approx(logits - heads().bias - [0.0, 2.0], abs=1e-4)


def test_written_and_read_again(tmp_path):
    one = heads()
    np.savez(
        tmp_path / "heads.npz", **{name: getattr(one, name) for name in ("look", "weigh", "first", "mean", "bias")}
    )
    assert Heads.load(tmp_path / "heads.npz").judge(HIDDEN, TURN)[0] == pytest.approx(one.judge(HIDDEN, TURN)[0])


def test_a_file_that_lacks_a_part_is_refused(tmp_path):
    np.savez(tmp_path / "heads.npz", look=heads().look)
    with pytest.raises(KeyError):
        Heads.load(tmp_path / "heads.npz")
