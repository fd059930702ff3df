"""What is seen while a talk goes on: what detectors are told, and what becomes of their answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import pytest

from coach.core.noticing import Context, Detector, Find, Found
from coach.core.observing import RECENT, REMEMBERED, About, NoReader, Observer, joined
from coach.core.talk import HELPS, Header, Kind, Overlap, Span, Speaker, Turn, Utterance

HEADER = Header(id="t", names=("Maya", "Tom"))


def detector(kind: Kind, find: Find, *, guesses_who: bool = False, level: str = "recap") -> Detector:
    return Detector(
        kind=kind, title=kind, tone="helps" if kind in HELPS else "hurts", level=level, about="", source="", tip="",  # type: ignore[arg-type]
        find=find, guesses_who=guesses_who,
    )  # fmt: skip


def finds(word: str, confidence: float = 0.9) -> Find:
    """Finds this word in the newest utterance, everywhere."""

    def find(recent: Sequence[Utterance], _context: Context) -> Iterable[Found]:
        newest = recent[-1]
        for start in range(len(newest.text)):
            if newest.text.startswith(word, start):
                yield Found((Span(newest.n, start, start + len(word)),), confidence, (word,))

    return find


def said(text: str, n: int, speaker: Speaker, start: float, end: float) -> Utterance:
    return Utterance(n=n, speaker=speaker, start=start, end=end, text=text)


def heard(observer: Observer, *texts: str, gap: float = 1.0) -> list[tuple[Kind, ...]]:
    """`"A: words"`, two seconds each; the kinds that were noticed in each."""
    kinds = []
    for n, line in enumerate(texts, 1):
        speaker, _, text = line.partition(": ")
        start = (n - 1) * (2 + gap)
        seen = observer.hear(said(text, n, speaker, start, start + 2), About())  # type: ignore[arg-type]
        kinds.append(tuple(moment.kind for moment in seen.moments))
    return kinds


def noting(told: list[Context], looked: list[int]) -> Callable[[Sequence[Utterance], Context], Iterable[Found]]:
    def find(recent: Sequence[Utterance], context: Context) -> Iterable[Found]:
        told.append(context)
        looked.append(len(recent))
        return [Found((Span(recent[-1].n, 0, 1),), 0.9)]

    return find


# --- what a detector is told ------------------------------------------------------------------------------------------


def test_detectors_look_back_on_the_last_utterances_and_moments_only() -> None:
    told: list[Context] = []
    looked: list[int] = []
    heard(Observer(HEADER, (detector("blame", noting(told, looked)),), NoReader()), *["A: well"] * 60)
    assert looked == [*range(1, RECENT), *[RECENT] * (61 - RECENT)]
    assert [len(context.moments) for context in told] == [*range(REMEMBERED), *[REMEMBERED] * 10]
    assert [moment.id for moment in told[-1].moments] == [*range(60 - REMEMBERED, 60)]


def test_silences_and_overlaps_are_told_where_there_are_times_only() -> None:
    for timed in (True, False):
        told: list[Context] = []
        observer = Observer(Header(id="t", timed=timed), (detector("interruption", noting(told, [])),), NoReader())
        observer.hear(said("I was saying", 1, "A", 0.0, 4.0), About())
        seen = observer.hear(said("No.", 2, "B", 3.0, 6.0), About())
        observer.hear(said("Well.", 3, "A", 7.5, 8.0), About())
        crossing = Overlap(by=2, over=1, start=3.0, end=4.0, took_floor=True, exact=True)
        assert seen.crossings == told[1].overlaps == ((crossing,) if timed else ())
        assert [context.silence for context in told] == ([None, 0.0, 1.5] if timed else [None] * 3)


def test_a_detector_knows_what_those_before_it_found_and_not_what_comes_after() -> None:
    told: list[Context] = []
    order = (detector("agreement", finds("yes")), detector("blame", noting(told, [])), detector("demand", finds("now")))
    heard(Observer(HEADER, order, NoReader()), "A: yes, now")
    assert [moment.kind for moment in told[0].proposed] == ["agreement"]


# --- what becomes of the answers --------------------------------------------------------------------------------------


def test_a_move_found_twice_in_an_utterance_is_one_as_sure_as_its_surest_place() -> None:
    def find(recent: Sequence[Utterance], _context: Context) -> Iterable[Found]:
        yield Found((Span(1, 10, 15),), 0.6, ("you", "never"), live=False)
        yield Found((Span(1, 0, 4),), 0.9, ("never", "ask"))
        yield Found((Span(1, 5, 9),), 0.7, live=False)

    seen = Observer(HEADER, (detector("blame", find),), NoReader()).hear(said("x" * 20, 1, "A", 0.0, 2.0), About())
    (moment,) = seen.moments
    assert (moment.confidence, moment.because, moment.live) == (0.9, ("you", "never", "ask"), True)
    assert moment.evidence == (Span(1, 0, 15),)


def test_moments_are_numbered_through() -> None:
    detectors = (detector("blame", finds("never")), detector("demand", finds("now")), detector("winning", finds("won")))
    observer = Observer(HEADER, detectors, NoReader())
    heard(observer, "A: never now won", "B: well", "A: now won", "B: never")
    assert [(one.id, one.kind, one.utterance) for one in observer.moments.values()] == [
        (1, "blame", 1), (2, "demand", 1), (3, "winning", 1), (4, "demand", 3), (5, "winning", 3), (6, "blame", 4),
    ]  # fmt: skip


def test_what_is_good_enough_for_the_recap_alone_stays_so() -> None:
    def find(recent: Sequence[Utterance], _context: Context) -> Iterable[Found]:
        yield Found((Span(1, 0, 4),), 0.9, live=False)

    seen = Observer(HEADER, (detector("blame", find),), NoReader()).hear(said("Well.", 1, "A", 0.0, 2.0), About())
    assert [moment.live for moment in seen.moments] == [False]


def test_a_move_may_be_in_an_earlier_utterance_and_somebody_elses() -> None:
    def find(recent: Sequence[Utterance], _context: Context) -> Iterable[Found]:
        if len(recent) == 3:
            yield Found((Span(1, 0, 3),), 0.9, utterance=1)
            yield Found((Span(1, 0, 3),), 0.8, utterance=2, speaker="A")

    observer = Observer(HEADER, (detector("interruption", find),), NoReader())
    for n in (1, 2):
        assert not observer.hear(said("words", n, "B", n * 3.0, n * 3.0 + 2), About()).moments
    (moment,) = observer.hear(said("words", 3, "A", 9.0, 11.0), About()).moments
    assert (moment.utterance, moment.speaker, moment.start, moment.end) == (1, "B", 3.0, 5.0)


def test_what_is_switched_off_is_not_asked_and_of_nobody_only_who_may_guess() -> None:
    detectors = (
        detector("blame", finds("never"), level="off"),
        detector("demand", finds("never")),
        detector("agreement", finds("never"), guesses_who=True),
    )
    kinds = heard(Observer(HEADER, detectors, NoReader()), "A: never", "?: never")
    assert kinds == [("demand", "agreement"), ("agreement",)]


def test_listening_sounds_are_nothing_besides_and_end_no_turn() -> None:
    detectors = (detector("blame", finds("mm")), detector("backchannel", finds("mm")))
    observer = Observer(HEADER, detectors, NoReader())
    assert heard(observer, "A: I was", "B: mm", "A: late.") == [(), ("backchannel",), ()]
    assert observer.close() == Turn(speaker="A", start=0.0, end=8.0, utterances=(1, 3))


def test_what_was_waved_away_is_given_back_once() -> None:
    observer = Observer(HEADER, (detector("blame", finds("never")),), NoReader())
    heard(observer, "A: never")
    gone = observer.dismiss(1)
    assert gone is not None
    assert (gone.kind, gone.utterance) == ("blame", 1)
    assert observer.dismiss(1) is None
    assert observer.moments == {}


@pytest.mark.parametrize(
    ("spans", "whole"),
    [
        ([(0, 4), (5, 9)], [(0, 9)]),
        ([(0, 4), (6, 9)], [(0, 4), (6, 9)]),
        ([(5, 9), (0, 4)], [(0, 9)]),
        ([(0, 9), (2, 4)], [(0, 9)]),
        ([(0, 4), (2, 9)], [(0, 9)]),
        ([], []),
    ],
)
def test_places_that_touch_are_one(spans: list[tuple[int, int]], whole: list[tuple[int, int]]) -> None:
    assert joined(Span(1, *one) for one in spans) == tuple(Span(1, *one) for one in whole)
    if len(spans) == 2:
        apart = [Span(1, *spans[0]), Span(2, *spans[1])]
        assert joined(apart) == tuple(apart)


# --- who it was -------------------------------------------------------------------------------------------------------


def test_who_it_was_is_told_later_and_all_that_hangs_on_it_follows() -> None:
    told: list[Context] = []
    detectors = (
        detector("agreement", finds("yes"), guesses_who=True),
        detector("blame", finds("never")),
        detector("backchannel", noting(told, []), level="off"),
    )
    observer = Observer(HEADER, detectors, NoReader())
    heard(observer, "A: I was late.", "?: yes, you never ask.", "A: I do.")
    assert [(one.id, one.kind, one.speaker) for one in observer.moments.values()] == [(1, "agreement", "?")]
    seen = observer.tell(2, "B", About())
    assert seen is not None
    assert [(one.kind, one.speaker, one.utterance) for one in seen.moments] == [
        ("agreement", "B", 2),
        ("blame", "B", 2),
    ]
    assert seen.moments[0].id == 1
    assert (seen.before, seen.ended) == ("I was late.", None)
    assert (observer.said(2).speaker, observer.said(2).speaker_confidence) == ("B", 1.0)
    later = observer.hear(said("And then?", 4, "A", 9.0, 11.0), About())
    assert later.before == "yes, you never ask."
    assert observer.close() == Turn(speaker="A", start=6.0, end=11.0, utterances=(3, 4))


def test_what_was_noticed_of_nobody_stays_and_is_theirs() -> None:
    def once(recent: Sequence[Utterance], _context: Context) -> Iterable[Found]:
        if recent[-1].speaker == "?":
            yield Found((Span(recent[-1].n, 0, 3),), 0.9)

    observer = Observer(HEADER, (detector("agreement", once, guesses_who=True),), NoReader())
    heard(observer, "?: yes")
    seen = observer.tell(1, "A", About())
    assert seen is not None
    assert [(one.id, one.kind, one.speaker) for one in seen.moments] == [(1, "agreement", "A")]


def test_who_was_told_of_is_read_with_as_much_before_it_as_anybody() -> None:
    looked: list[int] = []
    observer = Observer(HEADER, (detector("blame", noting([], looked)),), NoReader())
    heard(observer, *["A: well"] * 20, "?: well", "A: well")
    observer.tell(21, "B", About())
    assert looked[-2:] == [RECENT, RECENT]


def test_nothing_is_told_of_what_was_clear_or_never_heard() -> None:
    observer = Observer(HEADER, (), NoReader())
    heard(observer, "A: I was late.")
    assert observer.tell(1, "B", About()) is None
    assert observer.tell(7, "B", About()) is None
    assert observer.said(1).speaker == "A"


def test_an_overlap_is_known_once_it_is_known_who_spoke() -> None:
    observer = Observer(HEADER, (), NoReader())
    observer.hear(said("I was saying", 1, "A", 0.0, 4.0), About())
    assert observer.hear(said("No.", 2, "?", 3.0, 6.0), About()).crossings == ()
    seen = observer.tell(2, "B", About())
    assert seen is not None
    assert [(one.by, one.over) for one in seen.crossings] == [(2, 1)]


def test_it_matters_who_spoke_where_something_would_be_noticed() -> None:
    observer = Observer(HEADER, (detector("blame", finds("never")), detector("backchannel", finds("mm"))), NoReader())
    for n, text in enumerate(("you never", "mm", "it rained"), 1):
        one = said(text, n, "?", n * 3.0, n * 3.0 + 2)
        observer.hear(one, About())
        assert observer.matters_whose(one, About()) is (text == "you never")
