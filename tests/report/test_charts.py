"""The charts: well-formed, with words for those who don't see them, small for long talks, unmoved by odd numbers."""

from __future__ import annotations

import math
import re
from xml.etree import ElementTree as ET

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.core.recap import PartnerCounts, Recap, RecapTurn, Session, Timeline
from coach.report import charts
from coach.report.charts import SLIM, WIDE, Mark, time_line
from coach.report.over_time import between, covered, span_of


def with_(recap, **changes):
    return msgspec.structs.replace(recap, **changes)


@pytest.fixture
def long_talk(recap):
    turns = tuple(RecapTurn(n, "AB"[n % 2], n * 3.0, n * 3.0 + 2.5, "so it goes") for n in range(1, 3001))
    line = Timeline(
        warmth=tuple((t.end, math.sin(t.end / 500)) for t in turns),
        on_topic=tuple((t.end, 0.7) for t in turns),
        overlaps=((10.0, 11.0), (500.0, 501.5)),
        breaks=((4000.0, 5200.0),),
        lost=((7000.0, 7012.0),),
    )
    return with_(recap, session=with_(recap.session, duration_s=9003.0), turns=turns, timeline=line)


def parsed(text):
    return ET.fromstring(text)  # noqa: S314 - our own drawing


def drawn(recap, marks=(), shape=WIDE):
    return parsed(time_line(recap, marks, "What it shows.", shape))


def looks(root, look):
    return [one for one in root.iter() if look in one.get("class", "").split()]


@pytest.mark.parametrize("shape", [WIDE, SLIM])
def test_time_line_has_every_row_and_words(long_talk, shape):
    root = drawn(long_talk, [Mark(31.0, 1), Mark(33.0, 2), Mark(9000.0, 3)], shape)
    assert root.get("role") == "img"
    by_id = {one.get("id"): one.text for one in root.iter() if one.get("id")}
    title, words = root.get("aria-labelledby").split()
    assert by_id[title] == "The talk from start to end"
    assert by_id[words] == "What it shows."
    said = [one.text for one in looks(root, "label") + looks(root, "name-a") + looks(root, "name-b")]
    assert {"Maya", "Tom", "look again", "what helped", "both at once"} <= set(said)
    assert [one.text for one in looks(root, "number")] == ["1", "2", "3"]
    assert len(looks(root, "curve")) == 2
    assert len(looks(root, "band")) == 2  # a break, and what was not heard


@pytest.mark.parametrize("shape", [WIDE, SLIM])
def test_everything_is_inside_and_marks_do_not_touch(long_talk, shape):
    marks = [Mark(5000.0 + n, n + 1) for n in range(6)]
    root = drawn(long_talk, marks, shape)
    _, _, width, height = map(float, root.get("viewBox").split())
    assert width == shape.width
    for one in root.iter():
        for at, size in (("x", "width"), ("cx", "r")):
            if one.get(at):
                assert 0 <= float(one.get(at)) + float(one.get(size, "0")) <= width + 0.1
        for at in ("y", "cy"):
            assert float(one.get(at, "0")) <= height
    rings = [(float(one.get("cx")), float(one.get("cy"))) for one in looks(root, "ring")]
    assert len(rings) == 6
    assert all(math.dist(a, b) >= 17 for n, a in enumerate(rings) for b in rings[:n])


def test_a_long_talk_stays_small(long_talk):
    assert len(time_line(long_talk, (), "", WIDE)) < 60_000


def test_later_is_further_right(recap):
    turns = (RecapTurn(1, "A", 0.0, 100.0, ""), RecapTurn(2, "A", 456.2, 500.0, ""))
    (group,) = [one for one in looks(drawn(with_(recap, turns=turns)), "fill-a") if one.tag == "g"]
    first, second = [float(one.get("x")) for one in group]
    left, right = WIDE.gutter, WIDE.width - 10
    assert first == left
    assert second == pytest.approx(left + (right - left) / 2, abs=0.1)  # 456.2 of 912.4 seconds


def test_without_times_none_is_claimed(recap):
    untimed = with_(recap, session=with_(recap.session, timed=False))
    assert [one.text for one in looks(drawn(untimed), "time")] == ["begin", "end"]


def test_nothing_to_draw(recap):
    empty = with_(recap, session=with_(recap.session, duration_s=0.0), turns=(), timeline=Timeline())
    assert time_line(empty, (), "") == ""
    assert charts.balance(with_(empty, partners={}), "") == ""


def test_balance_is_the_share(recap):
    root = parsed(charts.balance(recap, "Maya had 58%."))
    (own,), (other,) = looks(root, "fill-a"), looks(root, "tint-b")
    share = 488.0 / (488.0 + 353.4)
    assert float(own.get("width")) == pytest.approx(720 * share - 2, abs=0.1)
    assert float(other.get("x")) > float(own.get("width"))


@pytest.mark.parametrize("share", [(0.0, 10.0), (10.0, 0.0)])
def test_one_who_had_it_all(recap, share):
    partners = {who: with_(recap.partners[who], talk_time_s=s) for who, s in zip("AB", share, strict=True)}
    root = parsed(charts.balance(with_(recap, partners=partners), ""))
    assert len(looks(root, "fill-a")) + len(looks(root, "tint-b")) == 1


ANY = st.floats(allow_nan=True, allow_infinity=True)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(ANY, ANY), max_size=12),
    st.lists(st.tuples(ANY, ANY), min_size=4, max_size=12),
    st.text(max_size=30),
)
def test_odd_numbers_and_names_draw_something_well_formed(stretches, points, name):
    turns = tuple(RecapTurn(n, "A", a, b, "") for n, (a, b) in enumerate(stretches))
    line = Timeline(
        warmth=tuple(points),
        on_topic=tuple(points),
        overlaps=tuple(stretches),
        breaks=tuple(stretches),
        lost=tuple(stretches),
    )
    partners = {"A": PartnerCounts(name, 1.0, 0.5, 1, 1, 1.0, 0, 0)}
    odd = Recap(Session("x", "", 60.0, "", ""), partners, turns, (), (), (), (), {}, timeline=line)
    text = time_line(odd, [Mark(a, 1) for a, _ in stretches], name)
    if not text or not name.isprintable():  # what is drawn was made clean before; only such text reaches the charts
        return
    for one in parsed(text).iter():
        drawing = " ".join(value for key, value in one.items() if key in {"d", "x", "y", "cx", "width"})
        assert not re.search("nan|inf", drawing)


def test_covered_counts_a_time_once():
    assert covered([(0, 10), (2, 3), (8, 12), (20, 30)], 1, 25) == 16
    assert covered([], 0, 5) == 0


def test_between_is_the_mean_or_the_last_before():
    points = [(1.0, 0.2), (2.0, 0.4), (9.0, 1.0)]
    assert between(points, 0.0, 3.0) == pytest.approx(0.3)
    assert between(points, 4.0, 5.0) == 0.4
    assert between(points, 0.0, 0.5) is None


def test_where_times_are_estimated_the_line_begins_with_the_first_word(long_talk):
    """A typed talk waits before its first word and after its last: that is no part of the line."""
    typed = with_(long_talk, session=with_(long_talk.session, timed=False, duration_s=20_000.0))
    assert span_of(typed) == (typed.turns[0].start, typed.turns[-1].end)
    first, *_, last = (float(x) for x in re.findall(r"[ML](-?[\d.]+) ", looks(drawn(typed), "curve")[0].get("d")))
    assert first < WIDE.gutter + 5
    assert last > WIDE.width - 20
    assert span_of(long_talk) == (0.0, 9003.0), "a talk with times is as long as it was"
