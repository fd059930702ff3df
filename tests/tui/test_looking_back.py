"""Trends as values: directions in plain words, a band for the floor, and no verdict in any of it."""

from __future__ import annotations

import pytest

from coach.store.index import Entry
from coach.tui.looking_back import BalanceBand, band, drawn, how_long, on_day, searched, trends, what_it_was


def entry(day: int, **more: object) -> Entry:
    about = {"topic": "the dishes", "names": ("Maya", "Tom"), "seconds": 600.0, "share": 0.5} | more
    return Entry(f"t{day}", f"2026-11-{day:02}T19:30:00+01:00", **about)  # type: ignore[arg-type]


def newest_first(*talks: Entry) -> list[Entry]:
    return list(talks)[::-1]


def words(*talks: Entry) -> dict[str, str]:
    return {one.label: one.words for one in trends(newest_first(*talks))}


def test_a_few_talks_have_figures_and_no_direction() -> None:
    told = words(*(entry(n, helps=n) for n in range(1, 5)))
    assert told["what helps"] == "3 in ten minutes"


@pytest.mark.parametrize(
    ("before", "lately", "said"), [(2, 4, "more than before"), (4, 2, "fewer than before"), (4, 4, "much as before")]
)
def test_the_last_three_against_those_before(before: int, lately: int, said: str) -> None:
    counts = [before] * 4 + [lately] * 3
    told = words(*(entry(n, hurts=count) for n, count in enumerate(counts, 1)))
    assert told["what hurts"] == f"{lately} in ten minutes, {said}"


def test_a_short_talk_weighs_as_little_as_it_was_long() -> None:
    told = words(entry(1, helps=1, seconds=60.0), entry(2, helps=1, seconds=1140.0))
    assert told["what helps"] == "1 in ten minutes"


def test_of_short_talks_counts_are_told_and_no_rate() -> None:
    assert words(entry(1, helps=9, seconds=100.0))["what helps"] == "9 in the last talk"
    told = words(*(entry(n, helps=4, seconds=120.0) for n in range(1, 7)))
    assert told["what helps"] == "12 in the last 3 talks"


def test_one_move_is_no_peak() -> None:
    (helps, *_) = trends([entry(1, helps=1)])
    assert helps.chart == "▂"


def test_talks_whose_counts_were_not_kept_are_in_no_rate() -> None:
    told = trends(newest_first(entry(1, helps=2), entry(2, helps=0, share=None), entry(3, helps=0, seconds=0.0)))
    assert len(told[0].chart) == 1
    assert told[0].words == "2 in ten minutes"


def test_agreements_are_told_with_what_became_of_them() -> None:
    assert words(entry(1, agreements=2))["agreements"] == "2 noted; the next talk asks how they went"
    told = words(entry(1, agreements=2, asked=2, held=1), entry(2, agreements=1))
    assert told["agreements"] == "3 noted; kept 1 of the 2 asked about"


def test_the_floor_is_a_band_of_the_same_two_people() -> None:
    found = band(newest_first(entry(1, share=0.9, names=("Ann", "Bo")), entry(2, share=0.42), entry(3, share=0.6)))
    assert found == BalanceBand(("Maya", "Tom"), 0.42, 0.6)
    assert found.words() == "Maya 42 to 60 %. Room for both."
    assert drawn(found, 20) == ("─" * 8, "━" * 4, "─" * 8)


@pytest.mark.parametrize("share", [0.0, 0.1, 0.9, 1.0])
def test_a_floor_that_is_not_shared_is_a_question_and_no_verdict(share: float) -> None:
    found = band([entry(1, share=share)])
    assert found is not None
    assert found.words().endswith("Is that how you both like it?")
    assert "".join(drawn(found, 20)).count("━") >= 1
    assert len("".join(drawn(found, 20))) == 20


def test_swapped_partners_swap_the_band_and_nothing_else() -> None:
    one = [entry(n, share=0.3 + n / 20, helps=n) for n in range(1, 7)]
    other = [entry(n, share=1 - (0.3 + n / 20), helps=n, names=("Tom", "Maya")) for n in range(1, 7)]
    assert trends(one) == trends(other)
    first, second = band(one), band(other)
    assert first is not None
    assert second is not None
    assert (first.least, first.most) == pytest.approx((1 - second.most, 1 - second.least))


def test_one_line_of_the_list() -> None:
    one = entry(3, helps=1, agreements=2)
    assert (on_day(one.began_at), how_long(one)) == ("3 Nov 2026", "10 min")
    assert what_it_was(one) == "2 agreements noted · 1 move that helped"
    assert what_it_was(one, short=True) == "2 noted · 1 helped"
    assert what_it_was(entry(3, agreements=2, confirmed=1), short=True) == "2 noted, 1 confirmed"
    assert what_it_was(entry(3, agreements=2, confirmed=2)) == "2 agreements"
    assert how_long(entry(1, seconds=10.0)) == "1 min"
    assert how_long(entry(1, seconds=0.0)) == ""


def test_a_day_is_found_however_it_is_written() -> None:
    text = searched(entry(3, homework="Softer openings"))
    for said in ("2026-11", "2026-11-03", "3 november", "november 2026", "dishes", "maya", "softer"):
        assert all(word in text for word in said.split())


def test_an_entry_needs_no_counts() -> None:
    bare = Entry("x", "2026-11-20T19:30:00Z", "", ("", ""))
    assert what_it_was(bare) == ""
    assert trends([bare]) == ()
    assert band([bare]) is None
