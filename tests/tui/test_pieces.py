"""The pieces below the screens: text made safe, wrapping, the slow curves, the chart, the breath, coalesced messages."""

from __future__ import annotations

import subprocess
import sys

import msgspec
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from coach.core.events import Dismissed, Hearing, Level
from coach.core.talk import Parked
from coach.tui.messages import Happened
from coach.tui.plain import clock, how_sure, in_words, one_line, plain, wrap
from coach.tui.screens.rest import breath, circle
from coach.tui.seen import Seen, Tide
from coach.tui.timeline import chart
from tests.tui.scripted import HEADER, cued, heard, noticed, sample_recap


@given(st.text(max_size=60))
def test_plain_text_keeps_its_length_and_steers_nothing(text: str) -> None:
    safe = plain(text)
    assert len(safe) == len(text)
    assert all(c.isprintable() or c in "\u200c\u200d" for c in safe)
    assert plain(safe) == safe


@given(st.text(max_size=120).map(plain), st.integers(2, 40))
def test_wrapped_lines_fit_and_lose_no_word(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert lines
    assert all(cell_len(text[start:end]) <= width for start, end in lines)
    assert "".join("".join(text[start:end] for start, end in lines).split()) == "".join(text.split())


@given(st.text(max_size=40), st.integers(1, 30))
def test_one_line_fits(text: str, width: int) -> None:
    assert cell_len(one_line(text, width)) <= width


def test_times_and_sureness_in_words() -> None:
    assert clock(761.9) == "12:41"
    assert clock(3723) == "1:02:03"
    assert in_words(50) == "50 seconds"
    assert in_words(60) == "1 minute"
    assert in_words(760) == "13 minutes"
    assert how_sure(0.82) == "About 8 times in 10 this reading is right."
    assert how_sure(0.97) == "Nearly sure."


def test_a_tide_is_nudged_and_returns() -> None:
    tide = Tide(rest=0.5)
    tide.nudge(1.0, 0.3)
    tide.reach(200.0)
    assert tide.columns[0] == 0.8
    assert 0.5 < tide.columns[-1] < 0.55
    tide.reach(100_000.0)
    assert len(tide.columns) == 12


def test_what_is_seen_forgets_a_dismissed_moment() -> None:
    seen = Seen(HEADER)
    said = heard(1, "A", "I feel tired.")
    moment = noticed(1, "i_statement", "helps", said, "I feel")
    for event in (said, moment, cued(1, "A feeling.", moment)):
        seen.take(event)
    assert seen.cue is not None
    assert [s.utterance for s in seen.marks()[1]] == [1]
    seen.take(Dismissed(at=9.0, moment=1))
    assert seen.cue is None
    assert seen.marks() == {}
    assert seen.earlier == []


def test_a_threat_is_never_on_the_live_screen() -> None:
    seen = Seen(HEADER)
    said = heard(1, "A", "or else")
    seen.take(noticed(1, "threat", "hurts", said, "or else"))
    assert seen.moments == {}
    assert seen.warmth.columns == [] or seen.warmth.columns[-1] == 0.45


def test_the_chart_shows_both_voices_where_they_were() -> None:
    drawn = chart(sample_recap(), 76)
    rows = {row.label: row.cells for row in drawn.rows}
    assert all(len(cells) == 76 for cells in rows.values())
    first, second = rows["Maya"], rows["Tom"]
    assert first[drawn.column(80.0)] != " "
    assert first[drawn.column(140.0)] == " "
    assert second[drawn.column(140.0)] != " "
    assert rows["breaks"][drawn.column(450.0)] == "░"
    assert rows["moments"].count("○") == 4  # two stand in one column
    assert rows[""].startswith("00:00")
    assert rows[""].endswith("12:40")


def test_a_narrow_chart_is_still_a_chart() -> None:
    assert all(len(row.cells) == 3 for row in chart(sample_recap(), 3).rows)
    assert chart(msgspec.structs.replace(sample_recap(), turns=(), moments=()), 40).rows


def test_breath_goes_in_for_four_and_out_for_six() -> None:
    assert breath(0.0) == 0.0
    assert breath(4.0) == 1.0
    assert round(breath(10.0), 6) == 0.0
    assert breath(2.0) > breath(8.5)
    small, large = circle(1.0, 9), circle(4.5, 9)
    assert [len(line) for line in large] == [18] * 9
    assert small[4].strip() < large[4].strip() == "█" * 18
    turned = [line.translate(str.maketrans("▀▄", "▄▀")) for line in large[::-1]]
    assert large == turned  # as round above as below


def test_newer_levels_and_partial_words_replace_older_ones() -> None:
    level = Happened(Level(at=1.0, channels=(-30.0,)))
    assert level.can_replace(Happened(Level(at=1.1, channels=(-20.0,))))
    words = Happened(Hearing(at=1.0, channel=0, speaker="A", text="I"))
    assert words.can_replace(Happened(Hearing(at=1.2, channel=0, speaker="A", text="I am")))
    assert not words.can_replace(Happened(Hearing(at=1.2, channel=1, speaker="B", text="me too")))
    assert not words.can_replace(level)
    assert Parked(None, None, "x").what == "x"


def test_the_package_is_light_until_a_screen_is_opened() -> None:
    code = "import coach.tui, coach.tui.talking, sys; print('textual' in sys.modules, 'rich' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]


@given(st.text(alphabet="ab cd ", max_size=60), st.integers(1, 12))
def test_wrapping_quickly_is_wrapping(text: str, width: int) -> None:
    """Text that takes the short way comes out as on the long way, which a last wide word forces."""
    lines = wrap(text, width)
    longer = wrap(f"{text} \u4f60", width)
    assert [text[a:b] for a, b in lines if b > a] == [
        words for a, b in longer if (words := f"{text} \u4f60"[a:b].removesuffix("\u4f60").rstrip())
    ]
    assert all(b - a <= width for a, b in lines)
    assert lines


def test_what_is_set_aside_from_the_search_for_garbage_is_given_back() -> None:
    """In a process that shows one app after the other, nothing of the earlier ones stays in memory."""
    import asyncio
    import gc
    import weakref

    from textual.drivers.headless_driver import HeadlessDriver

    from coach.tui.app import home_app

    class Painting(HeadlessDriver):
        is_headless = False  # type: ignore[assignment]

    async def once() -> weakref.ref[object]:
        app = home_app()
        app.driver_class = Painting
        async with app.run_test(headless=False) as pilot:
            await pilot.pause()
            await pilot.pause()
            assert gc.get_freeze_count() > 0
        return weakref.ref(app)

    gone = asyncio.run(once())
    assert gc.get_freeze_count() == 0
    gc.collect()
    assert gone() is None
