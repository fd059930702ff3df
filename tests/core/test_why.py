import pytest

from coach.core.describing import describe
from coach.core.talk import Moment, Span, Utterance
from coach.detectors import ALL

SAID = Utterance(n=1, speaker="A", start=0.0, end=2.0, text="Well, there it is, you never ask.")


@pytest.mark.parametrize(
    ("because", "why"),
    [
        (("you", "never"), "What weighed most: “you”, “never”"),
        (("there", "never"), "What weighed most: “never”"),
        (("there", "it"), "What weighed most: the sentence as a whole"),
        ((), ""),
    ],
)
def test_why_names_words_that_tell_something(because, why):
    moment = Moment(
        id=1, kind="blame", tone="hurts", speaker="A", utterance=1, start=0.0, end=2.0,
        evidence=(Span(1, 0, 4),), confidence=0.9, because=because,
    )  # fmt: skip
    assert describe(moment, [SAID], ALL).why == why
