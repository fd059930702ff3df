from typing import get_args

import pytest

from coach.core.talk import Kind
from tests.conftest import SHARED
from tools.moves.lines import KINDS, OWN, lines_of, own_lines, training_lines
from tools.moves.pairs import snippets

TALK = {
    "id": "t",
    "topic": "the bins",
    "turns": [
        {"speaker": "A", "text": "You never take them out.", "labels": ["blame"]},
        {"speaker": "B", "text": "Mm.", "labels": ["backchannel"]},
        {"speaker": "A", "text": "Not once.", "labels": ["blame"]},
        {"speaker": "B", "text": "I'm sorry.", "labels": ["apology:offered"]},
        {"speaker": "A", "text": "Thank you.", "labels": ["appreciation"]},
    ],
}


def test_what_was_said_before_is_the_others_whole_turn_and_no_backchannel():
    before = [line.before for line in lines_of(TALK, "x")]
    assert before == ["", "You never take them out.", "", "You never take them out. Not once.", "I'm sorry."]


def test_labels_are_kinds():
    assert [sorted(line.labels) for line in lines_of(TALK, "x")][3] == ["apology"]
    assert set(KINDS) == set(get_args(Kind))


def test_the_exchanges_written_for_training_can_be_read_and_set_moves_against_none():
    lines = own_lines()
    assert {label for line in lines for label in line.labels} <= set(KINDS)
    without = sum(not line.labels for line in lines)
    assert 0.3 < without / len(lines) < 0.6


@pytest.mark.parametrize("line", ["C: Hello.", "A hello", "A: Hello. | blaming"])
def test_a_slip_in_them_is_named(tmp_path, line):
    (tmp_path / "slip.txt").write_text(f"the bins\n{line}\n", "utf-8")
    with pytest.raises(ValueError, match="not a turn"):
        list(snippets(tmp_path / "slip.txt"))


def test_no_exchange_is_there_twice():
    every = [tuple(turn["text"] for turn in one["turns"]) for path in OWN.glob("*.txt") for one in snippets(path)]
    assert len(every) == len(set(every))


@pytest.mark.skipif(not (SHARED / "eval/train").exists(), reason="the shared talks are not beside this checkout")
def test_held_out_writers_are_held_out_whole():
    lines = training_lines(SHARED / "eval/train")
    held = {line.writer for line in lines if line.held_out}
    learned = {line.writer for line in lines if not line.held_out}
    assert held.isdisjoint(learned)
    assert 0.1 < sum(line.held_out for line in lines) / len(lines) < 0.3
