"""What every detector's examples are to the whole product, rules and learned layer together: found, or left alone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from coach.core.events import Heard, Noticed, Started
from coach.core.noticing import Example
from coach.core.talk import HURTS, Header, Utterance
from coach.detectors import ALL
from coach.engine.parts import conversation
from coach.moves.reader import MoveReader
from coach.settings import Settings


def kinds_noticed(example: Example) -> frozenset[str]:
    """In the last line of the example, after all before it was heard."""
    heart = conversation(Settings())
    header = Header(id="example", topic=example.topic, source="test", names=("Maya", "Tom"))
    events = list(heart.take(Started(at=0.0, header=header)))
    for utterance in example.lines:
        events += heart.take(Heard(at=utterance.end, utterance=utterance))
    newest = example.lines[-1].n
    return frozenset(one.moment.kind for one in events if isinstance(one, Noticed) and one.moment.utterance == newest)


def cases(*, finding: bool) -> Iterator[tuple[str, Example]]:
    return ((one.kind, example) for one in ALL for example in one.examples if bool(example.finds) is finding)


@pytest.fixture(scope="module", autouse=True)
def a_layer_that_reads() -> None:
    """Without its files these tests would only repeat those of the rules."""
    assert MoveReader.load().read(topic="", before="", turn="You never help me, you never did.")


def test_look_alikes_are_left_alone() -> None:
    looked = [(kind, example.lines[-1].text, kind in kinds_noticed(example)) for kind, example in cases(finding=False)]
    found = [one[:2] for one in looked if one[2]]
    assert len(looked) >= 300
    assert len(found) <= 0.02 * len(looked), found


def test_what_is_to_be_found_is_found() -> None:
    missed = [example.lines[-1].text for kind, example in cases(finding=True) if kind not in kinds_noticed(example)]
    assert missed == []


@pytest.mark.parametrize(
    "text",
    [
        'You said "you never listen" and it stuck with me.',
        "He wrote “you always leave, you selfish man” on the card.",
        'My mother said "you never ring me, you don\'t care".',
    ],
)
def test_quoted_speech_raises_nothing_hurtful(text: str) -> None:
    example = Example((Utterance(n=1, speaker="A", start=0.0, end=4.0, text=text),), (), "", "")
    assert not kinds_noticed(example) & set(HURTS)


def test_advice_after_something_tender_is_credited_as_nothing_and_accused_of_nothing() -> None:
    tender = "I feel self-conscious in my swimsuit. I'm afraid you are comparing me to other people."
    advice = "Why don't you try working out if you want to feel more confident?"
    said = (
        Utterance(n=1, speaker="A", start=0.0, end=6.0, text=tender),
        Utterance(n=2, speaker="B", start=6.5, end=10.0, text=advice),
    )
    assert kinds_noticed(Example(said[:1], (), "", "")) & {"vulnerability", "i_statement"}
    assert kinds_noticed(Example(said, (), "", "")) == frozenset()
