"""The promises' numbers, over any talk: rare, patient, even-handed, and praise as well as correction."""

from __future__ import annotations

import itertools
from dataclasses import replace

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.core.cues import CuePolicy, short_topic
from coach.core.events import Cued, LetBe
from coach.core.noticing import Detector
from coach.core.talk import HELPS, HURTS, Header, Kind, Moment, other
from coach.settings import Cues


def detector(kind: Kind, level: str = "cue") -> Detector:
    tone = "helps" if kind in HELPS else "hurts"
    return Detector(
        kind=kind,
        title=kind,
        tone=tone,
        level=level,
        about="",
        source="",
        tip="",
        cues=(f"{kind} {{topic}}",),
        find=lambda *_: (),
    )


DETECTORS = {
    kind: detector(kind, "recap" if kind == "vulnerability" else "cue") for kind in (*HURTS, *HELPS) if kind != "threat"
}


def moment(kind: Kind, speaker: str, end: float, number: int, confidence: float = 0.95) -> Moment:
    tone = "helps" if kind in HELPS else "hurts"
    return Moment(number, kind, tone, speaker, number, end - 2.0, end, (), confidence)  # type: ignore[arg-type]


def played(
    moments: list[Moment], settings: Cues | None = None, *, until: float = 4000.0, ticks: int = 0
) -> list[Cued | LetBe]:
    """All cues of a talk in which these moments are noticed at their ends; the clock is read `ticks` times in between."""
    policy = CuePolicy(Header(id="t", topic="the dishes"), DETECTORS, settings or Cues())
    events: list[Cued | LetBe] = []
    now = 0.0
    for one in sorted(moments, key=lambda one: one.end):
        for step in range(ticks):
            events += policy.advance(now + (one.end - now) * step / ticks)
        now = one.end
        events += policy.advance(now)
        events += policy.consider(one, now=now)
    events += policy.advance(until)
    return events


def cues(events: list[Cued | LetBe]) -> list[Cued]:
    return [event for event in events if isinstance(event, Cued)]


@st.composite
def talks(draw: st.DrawFn) -> list[Moment]:
    kinds = st.sampled_from([*DETECTORS])
    rows = draw(st.lists(st.tuples(kinds, st.sampled_from("AB"), st.floats(2, 3000), st.floats(0.3, 1)), max_size=80))
    ends = sorted(round(row[2], 2) for row in rows)
    return [
        moment(kind, who, end, n, sure) for n, ((kind, who, _, sure), end) in enumerate(zip(rows, ends, strict=True), 1)
    ]


@given(talks())
def test_cues_are_rare(moments):
    at = [event.at for event in cues(played(moments))]
    assert all(later - earlier >= 45 for earlier, later in itertools.pairwise(at))
    assert all(sum(start <= one < start + 60 for one in at) <= 1 for start in at)
    assert all(sum(start <= one < start + 900 for one in at) <= 8 for start in at)


@given(talks())
def test_praise_has_its_share_and_nobody_is_corrected_twice_in_a_row(moments):
    shown = [event.cue for event in cues(played(moments))]
    for n in range(3, len(shown) + 1):
        praise = sum(cue.tone == "helps" for cue in shown[:n])
        assert praise >= n / 3 or shown[n - 1].tone == "helps"
    for one, two in itertools.pairwise(shown):
        assert not (one.tone == two.tone == "hurts" and one.to == two.to)


@given(talks())
def test_each_partner_has_the_same_budget(moments):
    shown = [event.cue for event in cues(played(moments))]
    for start in shown:
        window = [cue for cue in shown if start.at <= cue.at < start.at + 900]
        assert all(sum(cue.to == who for cue in window) <= 4 for who in "AB")


@given(talks())
def test_swapping_the_partners_swaps_the_cues(moments):
    swapped = [msgspec.structs.replace(one, speaker=other(one.speaker)) for one in moments]
    first, second = cues(played(moments)), cues(played(swapped))
    assert [(e.at, e.cue.text, e.cue.because) for e in first] == [(e.at, e.cue.text, e.cue.because) for e in second]
    assert [other(e.cue.to) for e in first] == [e.cue.to for e in second]


@given(talks(), st.integers(1, 7))
def test_how_often_the_clock_is_read_changes_nothing(moments, ticks):
    assert played(moments) == played(moments, ticks=ticks)


@given(talks())
def test_a_correction_waits_and_is_never_stale(moments):
    by_id = {one.id: one for one in moments}
    for event in cues(played(moments)):
        late = event.at - by_id[event.cue.because[0]].end
        assert late <= 12
        if event.cue.tone == "hurts":
            assert late >= 5 - 1e-9  # sums of floats
            assert by_id[event.cue.because[0]].confidence >= 0.8


def test_a_correction_is_dropped_when_they_mend_it_by_themselves():
    events = played([moment("blame", "A", 10, 1), moment("apology", "A", 13, 2)], Cues(gap_s=45))
    assert LetBe(at=13, moment=1, reason="repaired") in events
    assert [event.cue.because for event in cues(events)] == [(2,)]


def test_without_a_repair_the_correction_is_shown_after_the_wait():
    (event,) = played([moment("blame", "A", 10, 1)])
    assert isinstance(event, Cued)
    assert (event.at, event.cue.to, event.cue.text) == (15, "A", "blame the dishes")


def test_after_a_vulnerable_sentence_only_the_kind_reply_is_credited():
    tender = moment("vulnerability", "A", 10, 1)
    events = played(
        [tender, moment("blame", "B", 14, 2), moment("i_statement", "A", 18, 3), moment("validation", "B", 22, 4)]
    )
    assert [event.cue.because for event in cues(events)] == [(4,)]
    assert LetBe(at=19, moment=2, reason="vulnerable") in events or LetBe(at=22, moment=2, reason="repaired") in events


def test_quiet_after_a_vulnerable_sentence_ends():
    events = played([moment("vulnerability", "A", 10, 1), moment("blame", "B", 40, 2)])
    assert [event.cue.because for event in cues(events)] == [(2,)]


def test_a_threat_ends_coaching_for_the_rest_of_the_talk():
    policy = CuePolicy(Header(id="t"), DETECTORS, Cues())
    events = [*policy.consider(moment("blame", "A", 9, 1), now=9)]
    events += policy.consider(moment("threat", "B", 10, 2), now=10)
    for n, kind in enumerate(("validation", "blame", "appreciation"), 3):
        events += policy.consider(moment(kind, "A", 100.0 * n, n), now=100.0 * n)
    events += policy.advance(5000)
    assert events == [LetBe(at=10, moment=1, reason="private")]


def test_a_correction_that_waits_is_let_go_when_something_soft_is_said():
    """What was said before the soft sentence may still be praised, and is corrected no more."""
    blamed, kind_words = moment("blame", "A", 9, 2), moment("i_statement", "B", 12.8, 1)
    soft = msgspec.structs.replace(moment("vulnerability", "B", 13, 3), start=12.9)
    events = played([blamed, kind_words, soft])
    assert LetBe(at=13, moment=2, reason="vulnerable") in events
    assert [event.cue.because for event in cues(events)] == [(1,)]


def test_each_may_be_corrected_once_before_anything_was_praised_and_then_it_takes_praise():
    blamed = [moment("blame", "AB"[n % 2], 100.0 * n, n) for n in range(1, 4)]
    assert [event.cue.because[0] for event in cues(played(blamed))] == [1, 2]
    praised = [*blamed[:2], moment("validation", "B", 300, 8), moment("blame", "B", 400, 3)]
    assert [event.cue.because[0] for event in cues(played(praised))] == [1, 2, 8]  # one of four is not yet a third
    praised = [
        *blamed[:2],
        moment("validation", "B", 300, 8),
        moment("apology", "A", 400, 9),
        moment("blame", "B", 500, 3),
    ]
    assert [event.cue.because[0] for event in cues(played(praised))] == [1, 2, 8, 9, 3]


def test_no_cue_a_minute_is_no_cue():
    both = [moment("validation", "A", 10, 1), moment("blame", "A", 100, 2)]
    assert [event.at for event in cues(played(both))] == [10.5, 105]
    assert cues(played(both, Cues(per_minute=0))) == []


def test_a_cue_that_falls_into_the_quiet_after_another_is_shown_at_its_end_or_not_at_all():
    first = moment("validation", "A", 9.5, 1)  # praised at 10
    assert [event.at for event in cues(played([first, moment("blame", "A", 60, 2)]))] == [10, 70]
    assert [event.at for event in cues(played([first, moment("blame", "A", 58, 2)]))] == [10, 70]
    late = played([first, moment("blame", "A", 57.9, 2)])
    assert [event.at for event in cues(late)] == [10]
    assert late[-1] == LetBe(at=62.9, moment=2, reason="stale")


def test_in_a_quarter_of_an_hour_each_hears_four_and_both_eight_then_it_begins_anew():
    praised = [moment("validation", "AB"[n % 2], 100.0 * n, n) for n in range(1, 22)]
    assert [event.cue.because[0] for event in cues(played(praised))] == [*range(1, 9), *range(11, 19), 21]
    one_partner = [moment("validation", "A", 100.0 * n, n) for n in range(1, 13)]
    assert [event.cue.because[0] for event in cues(played(one_partner))] == [1, 2, 3, 4, 10, 11, 12]


def test_a_kind_word_in_the_same_breath_does_not_mend_it():
    both = msgspec.structs.replace(moment("apology", "A", 10, 2), utterance=1)
    events = played([moment("blame", "A", 10, 1), both])
    assert not [event for event in events if isinstance(event, LetBe) and event.reason == "repaired"]


def test_a_kind_word_from_before_mends_nothing_however_late_it_is_known_whose_it_was():
    policy = CuePolicy(Header(id="t"), DETECTORS, Cues())
    events = [
        *policy.consider(moment("blame", "A", 10, 2), now=10),
        *policy.consider(moment("apology", "A", 7, 1), now=12),
    ]
    assert [event.cue.because for event in cues([*events, *policy.advance(100)])] == [(1,)]
    assert not [event for event in events if isinstance(event, LetBe)]


def test_less_sure_or_unknown_speaker_is_never_corrected():
    unsure = moment("blame", "A", 10, 1, confidence=0.79)
    nobody = moment("blame", "?", 100, 2)
    assert not cues(played([unsure, nobody]))


@pytest.mark.parametrize(("kind", "least"), [("blame", 0.8), ("validation", 0.7)])
def test_as_sure_as_it_takes_is_sure_enough(kind, least):
    assert len(cues(played([moment(kind, "A", 10, 1, confidence=least)]))) == 1
    assert not cues(played([moment(kind, "A", 10, 1, confidence=least - 0.01)]))


@pytest.mark.parametrize(("end", "shown"), [(24.9, False), (25.0, False), (25.1, True)])
def test_the_quiet_after_a_soft_sentence_lasts_twenty_seconds(end, shown):
    events = played([moment("vulnerability", "A", 10, 1), moment("blame", "B", end, 2)])
    assert [event.cue.because for event in cues(events)] == ([(2,)] if shown else [])
    assert (LetBe(at=end + 5, moment=2, reason="vulnerable") in events) is not shown


def test_one_a_minute_is_one_a_minute_however_short_the_gap():
    praised = [moment("validation", "AB"[n % 2], 10.0 + 25 * n, n) for n in range(6)]
    assert [event.at for event in cues(played(praised, Cues(gap_s=20)))] == [10.5, 70.5, 135.5]


def test_a_cue_names_them_and_says_it_otherwise_the_next_time():
    words = ("{name}, ask {other}.", "Ask, {name}.")
    asked = {"blame": replace(DETECTORS["blame"], cues=words), "validation": DETECTORS["validation"]}
    policy = CuePolicy(Header(id="t", names=("Maya", "Tom")), asked, Cues(stay_s=9))
    events = []
    for n, (kind, who) in enumerate(
        [("blame", "A"), ("validation", "A"), ("blame", "B"), ("validation", "B"), ("blame", "A")], 1
    ):
        one = moment(kind, who, 100.0 * n, n)
        events += [*policy.consider(one, now=100.0 * n), *policy.advance(100.0 * n + 50)]
    shown = [event.cue for event in cues(events)]
    assert [cue.text for cue in shown if cue.tone == "hurts"] == ["Maya, ask Tom.", "Ask, Tom.", "Maya, ask Tom."]
    assert [(cue.id, cue.stay) for cue in shown] == [(n, 9) for n in range(1, 6)]


def test_of_two_that_are_due_at_once_the_correction_comes_first():
    policy = CuePolicy(Header(id="t"), DETECTORS, Cues())
    events = [*policy.consider(moment("validation", "B", 14.5, 1), now=14.5)]
    events += [*policy.consider(moment("blame", "A", 10, 2), now=14.5), *policy.advance(100)]
    assert [event.cue.because for event in cues(events)] == [(2,)]


def test_what_is_only_good_enough_for_the_recap_raises_no_correction():
    seen = msgspec.structs.replace(moment("blame", "A", 10, 1, confidence=0.99), live=False)
    assert not cues(played([seen]))


@pytest.mark.parametrize("kind", ["validation", "blame"])
def test_waved_away_twice_means_left_to_the_recap(kind):
    policy = CuePolicy(Header(id="t"), DETECTORS, Cues())
    events = []
    for n in range(1, 7):
        one = moment(kind if n % 2 else "appreciation", "AB"[n // 2 % 2], 100.0 * n, n)
        events += [*policy.consider(one, now=100.0 * n), *policy.advance(100.0 * n + 50)]
        if one.kind == kind:
            policy.dismiss(one)
    assert [event.cue.because[0] for event in cues(events)] == [1, 2, 3, 4, 6]


def test_what_waits_while_its_kind_is_waved_away_twice_is_not_shown():
    policy = CuePolicy(Header(id="t"), DETECTORS, Cues())
    both = [moment("blame", "A", 100, 1), moment("validation", "A", 200, 2), moment("blame", "B", 300, 3)]
    events = [event for one in both for event in (*policy.consider(one, now=one.end), *policy.advance(one.end + 50))]
    events += [*policy.consider(moment("appreciation", "A", 400, 4), now=400), *policy.advance(450)]
    events += policy.consider(moment("blame", "A", 500, 5), now=500)
    policy.dismiss(both[0])
    policy.dismiss(both[2])
    assert [*policy.advance(600)] == []
    assert [event.cue.because[0] for event in cues(events)] == [1, 2, 3, 4]


@pytest.mark.parametrize(("most", "shown"), [(1, [1]), (2, [1, 4]), (4, [1, 2, 4, 5])])
def test_half_of_the_budget_is_each_partners_and_never_less_than_one(most, shown):
    praised = [moment("validation", "AAABBB"[n - 1], 100.0 * n, n) for n in range(1, 7)]
    assert [event.cue.because[0] for event in cues(played(praised, Cues(per_quarter_hour=most)))] == shown


def test_words_that_came_too_late_raise_no_correction():
    policy = CuePolicy(Header(id="t"), DETECTORS, Cues())
    assert [*policy.consider(moment("blame", "A", 10, 1), now=11, lag=12.1)] == [LetBe(at=11, moment=1, reason="stale")]
    assert [*policy.consider(moment("blame", "A", 10, 2), now=11, lag=12.0)] == []
    assert [event.cue.because for event in policy.advance(15)] == [(2,)]


@pytest.mark.parametrize(
    ("topic", "short"),
    [
        ("the dishes", "the dishes"),
        ("", "what you started with"),
        ("  Who does the dishes? ", "Who does the dishes"),
        ("who does all the dishes", "the topic you chose"),
        ("how we split the chores now there is a baby", "the topic you chose"),
    ],
)
def test_a_cue_has_room_for_a_short_topic_only(topic, short):
    assert short_topic(topic) == short
