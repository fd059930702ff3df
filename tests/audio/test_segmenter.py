"""The segmenter decides from probabilities alone: every case here is a row of frames and what comes of it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from coach.audio.segmenter import Segmenter, Ways
from coach.sound import FRAME, RATE, Segment

S = FRAME / RATE  # seconds a frame


class Row:
    """Frames numbered by their samples, so that a segment shows which ones it holds."""

    def __init__(self, **ways: object) -> None:
        self.segmenter = Segmenter(0, Ways(**ways))  # type: ignore[arg-type]
        self.now = 0
        self.segments: list[Segment] = []

    def say(self, seconds: float, probability: float = 0.9) -> Row:
        for _ in range(round(seconds / S)):
            frame = np.arange(self.now, self.now + FRAME, dtype=np.float32)
            self.now += FRAME
            self._take(self.segmenter.push(frame, probability))
        return self

    def hush(self, seconds: float) -> Row:
        return self.say(seconds, 0.05)

    def end(self) -> list[Segment]:
        self._take(self.segmenter.flush())
        return self.segments

    def _take(self, segment: Segment | None) -> None:
        if segment:
            self.segments.append(segment)


def test_one_utterance_with_lead_and_tail() -> None:
    row = Row().hush(1).say(2).hush(2)
    (said,) = row.end()
    begins, ends = round(1 / S), round(1 / S) + round(2 / S)
    assert said.start == pytest.approx((begins - 13) * S)  # 0.4 s before
    assert said.end == pytest.approx((ends + 6) * S)  # 0.2 s after
    assert said.decided_at == pytest.approx((ends + 19) * S)  # 0.6 s of silence: nothing is known of this speaker
    assert said.samples[0] == said.start * RATE
    assert (np.diff(said.samples) == 1).all()
    assert said.voiced_share == pytest.approx(62 / 81)
    assert not said.cut


@pytest.mark.parametrize(("seconds", "count"), [(0.03, 0), (0.1, 0), (0.16, 0), (0.2, 1), (0.3, 1)])
def test_a_click_is_nothing_and_mm_is_something(seconds: float, count: int) -> None:
    assert len(Row().hush(1).say(seconds).hush(1).end()) == count


def test_knocks_in_a_row_stay_nothing() -> None:
    row = Row().hush(1)
    for _ in range(20):
        row.say(0.1).hush(0.2)
        assert not row.segmenter.speaking
    assert row.end() == []


def test_once_begun_less_certain_voice_goes_on() -> None:
    (said,) = Row().hush(1).say(1, 0.9).say(1, 0.4).hush(1).end()
    assert said.seconds == pytest.approx(2 + 0.62, abs=2 * S)
    assert Row().hush(1).say(2, 0.4).hush(1).end() == []


def test_a_short_pause_does_not_end_it_a_long_one_does() -> None:
    assert len(Row().say(1).hush(0.4).say(1).hush(1).end()) == 1
    assert len(Row().say(1).hush(0.6).say(1).hush(1).end()) == 2


def test_segments_never_share_a_sample() -> None:
    first, second = Row(pause_s=0.2).say(1).hush(0.26).say(1).hush(1).end()
    assert first.samples[-1] < second.samples[0]
    assert second.samples[0] - first.samples[-1] <= 1 + FRAME


def test_speaking_and_so_far() -> None:
    row = Row().hush(1).say(0.1)
    assert not row.segmenter.speaking
    assert row.segmenter.so_far() is None
    row.say(0.9)
    assert row.segmenter.speaking
    so_far = row.segmenter.so_far()
    assert so_far is not None
    assert so_far.end == pytest.approx(row.now / RATE)
    row.hush(0.4)
    assert row.segmenter.speaking
    row.hush(0.4)
    assert not row.segmenter.speaking
    (said,) = row.end()
    assert said.start == so_far.start


def test_flush_gives_what_is_being_said() -> None:
    (said,) = Row().hush(1).say(1).end()
    assert said.end == said.decided_at == pytest.approx((round(1 / S) * 2) * S)


def test_after_a_gap_the_clock_goes_on() -> None:
    row = Row().hush(1).say(1)
    row._take(row.segmenter.flush())
    row.now += 10 * RATE
    row.segmenter.jump(row.now)
    before, after = row.say(1).hush(1).end()
    assert before.end <= 2
    assert after.start == pytest.approx(round(1 / S) * 2 * S + 10)  # no lead from before the gap
    assert after.samples[0] == after.start * RATE


def test_a_long_stretch_is_cut_at_its_best_pause() -> None:
    """Twelve seconds, then a short pause, then ten more: the pause is where it is cut."""
    first, second = Row(longest_s=20).hush(1).say(13).hush(0.15).say(10).hush(1).end()
    assert first.cut
    assert not second.cut
    assert first.end == pytest.approx(1 + 13 + 0.075, abs=3 * S)
    assert second.start == pytest.approx(first.end)
    assert first.seconds <= 20


def test_without_any_pause_it_is_cut_where_the_voice_is_least() -> None:
    row = Row(longest_s=10).hush(1).say(7).say(0.2, 0.5).say(8).hush(1)
    first, second = row.end()
    assert first.end == pytest.approx(1 + 7 + 0.1, abs=3 * S)
    assert second.start == pytest.approx(first.end)


def test_near_the_greatest_length_a_shorter_pause_is_enough() -> None:
    first, second = Row(longest_s=10).say(9).hush(0.32).say(2).hush(1).end()
    assert not first.cut
    assert len(Row(longest_s=10).say(3).hush(0.32).say(2).hush(1).end()) == 1
    assert second.start > first.end - S


def test_who_hurries_early_takes_a_shorter_pause_early() -> None:
    def pieces(**ways: object) -> int:
        return len(Row(**ways).say(6).hush(0.4).say(6).hush(0.25).say(1).hush(1).end())

    assert pieces(pause_s=0.5, patience=(1, 1)) == 1
    assert pieces(pause_s=0.5, patience=(1, 1), hurries=(0.2, 0.6)) == 2


def test_still_speaking_across_a_cut() -> None:
    row = Row(longest_s=5)
    for _ in range(100):
        row.say(0.2)
        assert row.segmenter.speaking
    segments = row.end()
    assert len(segments) >= 4
    assert all(one.seconds <= 5 for one in segments)
    assert np.array_equal(np.concatenate([one.samples for one in segments]), np.arange(row.now))


def test_patience_follows_the_speaker() -> None:
    thoughtful, brisk = (Row(patience=(0.8, 1.6), longest_s=28) for _ in range(2))
    for _ in range(8):
        thoughtful.say(1).hush(0.6)
        brisk.say(1).hush(0.13)
    assert thoughtful.segmenter.pause_s == pytest.approx(0.7, abs=S)
    assert brisk.segmenter.pause_s == pytest.approx(0.4)
    assert not thoughtful.segments  # one utterance all the while
    thoughtful.hush(0.2)
    assert len(thoughtful.segments) == 1


def test_nobody_waits_for_what_no_patience_would_join() -> None:
    """Short pauses in the sentences, long ones between them: the middle ones are waited for once they are met."""
    row = Row()
    for _ in range(6):
        row.say(1).hush(0.15).say(1).hush(0.9)
    assert row.segmenter.pause_s == pytest.approx(0.4)
    row.say(1).hush(0.45).say(1).hush(0.45).say(1)
    assert row.segmenter.pause_s == pytest.approx(0.55, abs=S)


def test_one_long_pause_of_many_is_forgiven() -> None:
    row = Row()
    for _ in range(10):
        row.say(1).hush(0.15)
    row.say(1).hush(0.38).say(1)
    assert row.segmenter.pause_s == pytest.approx(0.5, abs=S)
    for _ in range(12):
        row.say(1).hush(0.15)
    assert row.segmenter.pause_s == pytest.approx(0.4)


def test_patience_stays_within_its_bounds() -> None:
    row = Row(pause_s=0.5, patience=(0.8, 1.0))
    assert row.segmenter.pause_s == 0.5
    for _ in range(12):
        row.say(1).hush(0.48)
    assert row.segmenter.pause_s == 0.5


def test_does_not_keep_the_callers_memory() -> None:
    segmenter, frame = Segmenter(0), np.full(FRAME, 0.5, np.float32)
    for _ in range(20):
        segmenter.push(frame, 0.9)
    frame[:] = 9
    said = segmenter.flush()
    assert said is not None
    assert said.samples.max() == 0.5


@given(
    some.lists(some.floats(0, 1), max_size=400),
    some.floats(0.2, 3),
    some.floats(5, 28),
    some.integers(1, FRAME),
)
def test_whatever_comes_segments_are_in_order_within_bounds_and_exact(
    probabilities: list[float], pause_s: float, longest_s: float, last: int
) -> None:
    segmenter, now, segments = Segmenter(1, Ways(pause_s, longest_s)), 0, []
    for index, probability in enumerate(probabilities):
        size = last if index == len(probabilities) - 1 else FRAME
        segments.append(segmenter.push(np.arange(now, now + size, dtype=np.float32), probability))
        now += size
    segments.append(segmenter.flush())
    position = 0.0
    for said in filter(None, segments):
        assert position <= said.start
        assert said.samples[0] == said.start * RATE
        assert (np.diff(said.samples) == 1).all()
        assert said.end <= said.decided_at <= now / RATE
        assert said.seconds <= longest_s
        assert 0 < said.voiced_share <= 1
        position = said.end
