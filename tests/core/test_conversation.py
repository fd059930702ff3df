"""The heart: the same given events give the same everything; what is unsure is never judged; the partners are equal."""

from __future__ import annotations

import msgspec
import pytest

from coach.core.conversation import Conversation, is_given, replay, with_levels
from coach.core.events import (
    BreakBegan,
    BreakEnded,
    Cued,
    Dismissed,
    Ended,
    Event,
    Heard,
    LetBe,
    Noticed,
    PutAside,
    Started,
    TopicFound,
    TurnEnded,
    Unsure,
    WhoSpoke,
)
from coach.core.noticing import Detector, Found
from coach.core.talk import HURTS, Header, Span, Utterance, other
from coach.detectors import ALL
from coach.settings import Guidance, Settings
from tests.talks.making import given, labelled, lines, played

HEADER = Header(id="t", topic="the dishes", names=("Maya", "Tom"))
HARSH = lines(
    "A: You never help me with the dishes and you always leave it to me.",
    "B: What is wrong with you, you are so lazy.",
    "A: It is all your fault that we are late.",
    "B: You never listen to me.",
)


def noticed(events: list[Event]) -> list[Noticed]:
    return [event for event in events if isinstance(event, Noticed)]


def dev_talks(shared):
    return sorted((shared / "eval" / "dev").glob("*.json"))


def test_hurtful_words_are_noticed_with_the_words_seen():
    moments = [event.moment for event in noticed(played(given(HARSH, HEADER), ALL))]
    assert {"blame", "personal_attack"} <= {moment.kind for moment in moments}
    for moment in moments:
        text = {one.n: one.text for one in HARSH}
        assert all(text[span.utterance][span.start : span.end] for span in moment.evidence)


def test_the_journal_gives_the_same_talk_again(shared):
    for path in dev_talks(shared):
        header, utterances = labelled(path)
        first = played(given(utterances, header), ALL)
        journal = msgspec.json.decode(msgspec.json.encode(first), type=list[Event])
        assert list(replay(journal, Conversation(ALL, Settings()))) == first


def test_a_journal_is_more_than_what_was_given():
    events = played(given(HARSH, HEADER), ALL)
    assert [event for event in events if is_given(event)] == given(HARSH, HEADER)
    assert isinstance(events[-1], Ended)
    assert sum(isinstance(event, TurnEnded) for event in events) == 4


def test_the_clock_may_be_read_at_any_time():
    once = played(given(HARSH, HEADER), ALL)
    conversation = Conversation(ALL, Settings())
    often: list[Event] = []
    for event in given(HARSH, HEADER):
        for step in range(int(event.at * 10)):
            often += conversation.pass_to(min(step / 10, event.at)) if event.at - step / 10 < 4 else []
        often += conversation.take(event)
    assert often == once


def test_swapping_the_partners_swaps_moments_and_cues(shared):
    for path in dev_talks(shared):
        header, utterances = labelled(path)
        turned = [msgspec.structs.replace(one, speaker=other(one.speaker)) for one in utterances]
        mirrored = msgspec.structs.replace(header, names=(header.names[1], header.names[0]))
        one, two = played(given(utterances, header), ALL), played(given(turned, mirrored), ALL)
        assert [(m.moment.kind, m.moment.speaker, m.moment.evidence, m.moment.confidence) for m in noticed(one)] == [
            (m.moment.kind, other(m.moment.speaker), m.moment.evidence, m.moment.confidence) for m in noticed(two)
        ]
        cues = [[event.cue for event in events if isinstance(event, Cued)] for events in (one, two)]
        assert [(c.at, c.text, c.because, c.to) for c in cues[0]] == [
            (c.at, c.text, c.because, other(c.to or "?")) for c in cues[1]
        ]


@pytest.mark.parametrize("changed", [{"speaker": "?"}, {"confidence": 0.3}])
def test_who_is_not_known_or_not_surely_heard_is_never_put_down(changed):
    unsure = [msgspec.structs.replace(one, **changed) for one in HARSH]
    kinds = {event.moment.kind for event in noticed(played(given(unsure, HEADER), ALL))}
    assert not kinds & set(HURTS)


def test_a_correction_is_shown_to_who_spoke_five_seconds_after():
    blamed, *_ = (one for one in ALL if one.kind == "blame")
    (cue,) = [event.cue for event in played(given(HARSH, HEADER), ALL) if isinstance(event, Cued)]
    assert (cue.at, cue.to, cue.because, cue.text) == (pytest.approx(HARSH[0].end + 5), "A", (1,), blamed.cues[0])


def test_as_sure_as_is_asked_for_is_sure_enough():
    for sure, kinds in ((0.5, {"blame"}), (0.49, set())):
        (one,) = lines("A: You never help me with the dishes.")
        events = played(given([msgspec.structs.replace(one, confidence=sure)], HEADER), ALL)
        assert {event.moment.kind for event in noticed(events)} == kinds


def test_a_talk_whose_beginning_is_lost_is_listened_to_all_the_same():
    _, *rest = given(HARSH, HEADER)
    kinds = [event.moment.kind for event in noticed(played(rest, ALL))]
    assert kinds == [event.moment.kind for event in noticed(played(given(HARSH, HEADER), ALL))]


def test_the_topic_is_found_where_none_was_chosen():
    said = [
        Utterance(n, "AB"[n % 2], 50.0 * n, 50.0 * n + 9, "The loan is due, and the bank and the overdraft.") for n in range(1, 5)
    ]  # fmt: skip
    found = [event for event in played(given(said, Header(id="t")), ALL) if isinstance(event, TopicFound)]
    assert found == [TopicFound(at=159.0, topic="money")]


def test_a_cue_names_the_topic_that_was_found():
    def find(recent, context):
        if "wander" in recent[-1].text:
            yield Found((Span(recent[-1].n, 0, 4),), 0.9)

    stray = Detector(
        kind="topic_drift", title="", tone="hurts", level="cue", about="", source="", tip="", cues=("Back to {topic}?",), find=find
    )  # fmt: skip
    bills = "The loan is due, and the bank and the overdraft."
    said = [Utterance(n, "AB"[n % 2], 50.0 * n, 50.0 * n + 9, bills) for n in range(1, 4)]
    events = given([*said, Utterance(4, "A", 200.0, 204.0, "I wander off.")], Header(id="t"))
    cues = [event.cue for event in played([*events[:-1], Ended(at=230.0)], (stray,)) if isinstance(event, Cued)]
    assert [cue.text for cue in cues] == ["Back to money?"]


def test_in_a_break_nothing_is_said_or_asked():
    start, *heard, end = given(lines(*["A: You never help me.", "?: You never help me."] * 2), HEADER)
    events = played([start, BreakBegan(at=0.1, minutes=20), *heard, end], ALL)
    assert len(noticed(events)) == 2
    assert not [event for event in events if isinstance(event, Cued | WhoSpoke)]
    over = played([start, BreakBegan(at=0.1, minutes=20), BreakEnded(at=0.2), *heard, end], ALL)
    assert [event.utterance for event in over if isinstance(event, WhoSpoke)] == [2]


def test_what_waits_when_a_break_begins_is_dropped():
    start, heard, _ = given(lines("A: You never help me."), HEADER)
    events = played([start, heard, BreakBegan(at=3.0, minutes=5), BreakEnded(at=4.0), Ended(at=60.0)], ALL)
    assert [event for event in events if isinstance(event, LetBe | Cued)] == [LetBe(at=3.0, moment=1, reason="stale")]


def test_what_was_not_made_out_raises_nothing():
    events = played(
        [Started(at=0.0, header=HEADER), Unsure(at=5, start=1, end=4, reason="noise", text="You never help")], ALL
    )
    assert not noticed(events)


def test_a_dismissed_moment_raises_no_cue():
    conversation = Conversation(ALL, Settings())
    one = Utterance(n=1, speaker="A", start=0, end=3, text="You never help me with the dishes.")
    events = [*conversation.take(Started(at=0.0, header=HEADER)), *conversation.take(Heard(at=3.5, utterance=one))]
    for moment in noticed(events):
        events += conversation.take(Dismissed(at=4, moment=moment.moment.id))
    events += conversation.take(Ended(at=60))
    assert not [event for event in events if isinstance(event, Cued)]


def test_moments_are_numbered_once_each():
    numbers = [event.moment.id for event in noticed(played(given(HARSH, HEADER), ALL))]
    assert numbers == list(range(1, len(numbers) + 1))


def test_levels_are_the_users_but_a_threat_never_becomes_a_cue():
    changed = {one.kind: one.level for one in with_levels(ALL, {"blame": "off", "dismissal": "cue", "threat": "cue"})}
    assert (changed["blame"], changed["dismissal"]) == ("off", "cue")
    assert changed["threat"] != "cue"
    quiet = Settings(guidance=Guidance(levels=dict.fromkeys(HURTS, "off")))
    assert not [event for event in noticed(played(given(HARSH, HEADER), ALL, quiet)) if event.moment.tone == "hurts"]


def test_one_conversation_serves_one_talk_after_the_other():
    conversation = Conversation(ALL, Settings())
    runs = [[event for given_ in given(HARSH, HEADER) for event in conversation.take(given_)] for _ in range(2)]
    assert runs[0] == runs[1]


def test_what_is_parked_says_whose_it_is():
    said = lines("A: Can we talk about the dishes?", "B: Sure.", "A: By the way, your mother called again.")
    parked = [event.parked.what for event in played(given(said, HEADER), ALL) if isinstance(event, PutAside)]
    assert parked == ["Tom's mother"]
