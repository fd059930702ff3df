"""A break is offered when it has been hot for a while, seldom, and whoever it is that heats it."""

from __future__ import annotations

import msgspec

from coach.core.conversation import Conversation, replay
from coach.core.events import BreakBegan, BreakEnded, BreakOffered, Dismissed, Event, Noticed
from coach.core.heat import NOT_AGAIN, Heat
from coach.core.talk import Header, Kind, Moment, Tone, Utterance, Voice, other
from coach.detectors import ALL
from coach.settings import Settings
from tests.talks.making import given, lines, played

HEADER = Header(id="t", topic="the dishes", names=("Maya", "Tom"))
HARSH = (
    "You never help me with the dishes.",
    "It is all your fault.",
    "You always leave it to me.",
    "You never listen to me.",
)


def utterance(n: int, at: float, speaker: str = "A", db: float | None = None) -> Utterance:
    voice = None if db is None else Voice(loudness_db=db)
    return Utterance(n=n, speaker=speaker, start=at - 2, end=at, text="words", voice=voice)  # type: ignore[arg-type]


def moment(n: int, kind: Kind = "blame", tone: Tone = "hurts") -> Moment:
    return Moment(n, kind, tone, "A", n, 0.0, 1.0, (), 0.9)


def felt(heat: Heat, start: float, count: int, every: float = 8.0, **voice: float) -> list[float]:
    offers = []
    for n in range(count):
        at = start + n * every
        if heat.feel(utterance(n, at, "AB"[n % 2], **voice), [moment(n)]):
            offers.append(at)
    return offers


def test_it_has_to_last() -> None:
    assert felt(Heat(), 0.0, 5) == []
    (at,) = felt(Heat(), 0.0, 12)
    assert at >= 30.0


def test_it_is_offered_once_and_then_not_for_a_long_while() -> None:
    heat = Heat()
    (first, second) = felt(heat, 0.0, 100)
    assert second - first >= NOT_AGAIN


def blows(kind: Kind, every: float, start: float = 0.0) -> list[float]:
    heat = Heat()
    times = [start + n * every for n in range(40)]
    return [at for n, at in enumerate(times) if heat.feel(utterance(n, at), [moment(n, kind)])]


def test_it_takes_five_blows_within_a_minute_and_a_half_that_go_on_for_half_a_minute_more() -> None:
    assert blows("blame", every=10.0)[0] == 40.0 + 30.0
    assert blows("blame", every=22.5)[0] == 90.0 + 45.0
    assert blows("blame", every=23.0) == []


def test_an_insult_weighs_more_an_interruption_less_and_a_stray_subject_nothing() -> None:
    assert blows("personal_attack", every=10.0)[0] == 20.0 + 30.0
    assert blows("interruption", every=10.0)[0] == 70.0 + 30.0
    assert blows("topic_drift", every=10.0) == []


def test_after_a_break_it_takes_ten_minutes_until_the_next_offer() -> None:
    heat = Heat()
    heat.rest(0.0)
    times = [NOT_AGAIN - 70.5 + n * 10.0 for n in range(10)]
    assert [at for n, at in enumerate(times) if heat.feel(utterance(n, at), [moment(n)])] == [NOT_AGAIN + 9.5]
    heat.rest(0.0)
    times = [NOT_AGAIN - 70.0 + n * 10.0 for n in range(10)]
    assert [at for n, at in enumerate(times) if heat.feel(utterance(n, at), [moment(n)])] == [NOT_AGAIN]


def test_one_kind_word_cools_a_blow_and_a_half() -> None:
    def offered_after(kind_words: int, blows: int) -> bool:
        """Whether a break is still offered when it would have been, if `kind_words` came after these blows."""
        heat = Heat()
        for n in range(blows):
            heat.feel(utterance(n, n * 1.0), [moment(n)])
        for n in range(kind_words):
            heat.feel(utterance(20 + n, 10.0), [moment(20 + n, "apology", "helps")])
        return heat.feel(utterance(30, blows + 30.0), [])

    assert offered_after(0, 6)
    assert offered_after(1, 6)
    assert not offered_after(1, 5)
    assert not offered_after(2, 7)


def test_what_was_misread_weighs_nothing_any_more() -> None:
    heat = Heat()
    for n in range(5):
        heat.feel(utterance(n, n * 1.0), [moment(n)])
    heat.forget(2)
    assert not heat.feel(utterance(9, 40.0), [])


def test_five_decibels_above_ones_own_usual_are_a_raised_voice() -> None:
    def offered(db: float, before: int = 8) -> list[float]:
        heat = Heat()
        for n in range(before):
            heat.feel(utterance(n, n * 1.0, "A", -30.0), [])
            heat.feel(utterance(n, n * 1.0, "B", -20.0), [])
        times = [20.0 + n * 10.0 for n in range(12)]
        blow = msgspec.structs.replace(moment(9), confidence=0.8)
        return [at for n, at in enumerate(times) if heat.feel(utterance(n, at, "A", db), [blow])][:1]

    assert offered(-25.0) == [50.0 + 30.0]  # four blows are enough
    assert offered(-25.1) == [60.0 + 30.0]
    assert offered(-25.0, before=7) == [60.0 + 30.0]  # at the first of them it is not known yet how loud is usual


def test_what_cools_it_keeps_the_offer_away() -> None:
    heat = Heat()
    offers = []
    for n in range(12):
        kind: tuple[Kind, Tone] = ("apology", "helps") if n % 2 else ("blame", "hurts")
        offers.append(heat.feel(utterance(n, n * 8.0), [moment(n, *kind)]))
    assert not any(offers)


def test_a_break_begins_it_anew_and_after_a_threat_nothing_is_offered() -> None:
    heat = Heat()
    heat.rest(0.0)
    assert felt(heat, 5.0, 40) == []
    after_threat = Heat()
    after_threat.feel(utterance(0, 1.0), [moment(0, "threat")])
    assert felt(after_threat, 5.0, 40) == []


def test_a_voice_raised_above_its_own_usual_weighs_more_and_a_loud_voice_by_itself_nothing() -> None:
    def offered(db: float) -> list[float]:
        heat = Heat()
        for n in range(20):
            heat.feel(utterance(n, n * 2.0, "AB"[n % 2], db=-30.0), [])
        return felt(heat, 45.0, 9, every=12.0, db=db) or [1e9]

    assert offered(-20.0)[0] < offered(-30.0)[0]
    heat = Heat()
    assert not any(heat.feel(utterance(n, n * 4.0, db=-30.0 + (n > 20) * 20), []) for n in range(60))


def offered(events: list[Event]) -> list[tuple[float, str]]:
    return [(event.at, event.because) for event in events if isinstance(event, BreakOffered)]


def test_swapping_the_partners_changes_nothing_and_a_replay_gives_the_same() -> None:
    said = lines(*(f"{'AB'[n % 2]}: {HARSH[n % 4]}" for n in range(24)), gap=2.0)
    swapped = [msgspec.structs.replace(one, speaker=other(one.speaker)) for one in said]
    journal = played(given(said, HEADER), ALL)
    assert [because for _, because in offered(journal)] == ["heat"]
    assert offered(journal) == offered(played(given(swapped, HEADER), ALL))
    assert list(replay(journal, Conversation(ALL, Settings()))) == journal


def test_a_spoken_wish_for_a_break_is_offered_at_once_and_not_during_a_break() -> None:
    asks = "A: I need twenty minutes to calm down, and then I'll come back and we finish this."
    assert [because for _, because in offered(played(given(lines(asks), HEADER), ALL))] == ["asked"]
    start, heard, end = given(lines(asks), HEADER)
    resting = played([start, BreakBegan(at=0.1, minutes=20), heard, BreakEnded(at=heard.at), end], ALL)
    assert offered(resting) == []


def test_what_was_misread_does_not_heat() -> None:
    said = lines(*(f"{'AB'[n % 2]}: {HARSH[n % 4]}" for n in range(24)), gap=2.0)
    conversation = Conversation(ALL, Settings())
    events: list[Event] = []
    for event in given(said, HEADER):
        fresh = list(conversation.take(event))
        events += fresh
        for one in fresh:
            if isinstance(one, Noticed):
                events += conversation.take(Dismissed(at=one.at, moment=one.moment.id))
    assert offered(events) == []
