"""What is handed over, as values: each line ticked by both, or not in the packet."""

from __future__ import annotations

import msgspec

from coach.store.packet import render_packet_json
from coach.tui.packing import Packing
from tests.tui.given_homework import SOFTER
from tests.tui.kept_talks import EVERYTHING, kept_talk


def packing(talks: int = 3, **changes: object) -> Packing:
    return Packing(SOFTER, [kept_talk(n, parts=EVERYTHING, **changes) for n in range(1, talks + 1, 2)])


def test_nothing_goes_in_before_both_ticked_it() -> None:
    one = packing()
    assert [row.text for row in one.rows()] == [
        "what the talks were about",
        "counts: how long, how often, the dances and tips",
        "what you agreed",
        "the line each of you wrote afterwards",
    ]
    one.tick("agreements", 0)
    assert not one.ready
    one.tick("agreements", 1)
    assert one.ready
    assert one.parts == {"agreements"}
    inside = [row for row in one.rows() if row.inside]
    assert [(row.text, row.quiet) for row in inside] == [
        ("Tom: Tom takes the dishes on weekdays", "1 Nov 2026"),
        ("Tom: Tom takes the dishes on weekdays", "3 Nov 2026"),
    ]


def test_either_takes_a_line_out_and_what_says_the_same_goes_along() -> None:
    one = packing()
    one.tick_all(0)
    one.tick_all(1)
    line = next(row for row in one.rows() if row.inside and "dishes" in row.text)
    one.tick(line.key, 1)
    assert [one.ticked(line.key, who) for who in (0, 1)] == [True, False]
    packet = one.packet()
    assert [len(talk.recap.agreements) for talk in packet.talks] == [0, 1]
    assert "Taken out by the couple: 1 line." in packet.left_out
    assert "Not here: every word of the talk." in packet.left_out


def test_a_topic_that_is_not_ticked_takes_its_words_out_of_every_line() -> None:
    one = packing(1, topic="the dishes")
    one.tick("agreements", 0)
    one.tick("agreements", 1)
    shown = next(row for row in one.rows() if row.inside)
    assert "goes along: it says what is left out" in shown.quiet
    assert b"dishes" not in render_packet_json(one.packet())
    one.tick("topic", 0)
    one.tick("topic", 1)
    assert b"the dishes" in render_packet_json(one.packet())
    assert not any("goes along" in row.quiet for row in one.rows())


def test_other_names_stand_everywhere() -> None:
    one = packing()
    one.tick_all(0)
    one.tick_all(1)
    one.names = ("River", "Sky")
    data = render_packet_json(one.packet()).decode()
    assert "Tom" not in data
    assert "Sky takes the dishes on weekdays" in data
    assert "The names are not their own." in data


def test_all_and_none() -> None:
    one = packing()
    one.tick_all(1)
    assert all(one.ticked(row.key, 1) for row in one.rows())
    assert not any(one.ticked(row.key, 0) for row in one.rows())
    one.tick_all(1)
    assert not any(one.ticked(row.key, 1) for row in one.rows())


def test_an_assignment_that_asks_for_nothing_offers_what_is_kept_by_default() -> None:
    one = Packing(msgspec.structs.replace(SOFTER, share=()), [kept_talk(1)])
    assert len(list(one.rows())) == 6
