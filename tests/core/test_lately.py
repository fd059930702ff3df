import pytest

from coach.core.noticing import Detector, Found
from coach.core.observing import About, Observer
from coach.core.talk import Header, Span, Utterance


class Listening:
    """A reader that reads nothing and remembers how much it was told had hurt lately."""

    def __init__(self):
        self.told = []

    def read(self, *, topic, before, turn, hurt_lately=0):
        self.told.append(hurt_lately)
        return {}


def find_ouch(recent, _context):
    if "ouch" in recent[-1].text:
        yield Found((Span(recent[-1].n, 0, 4),), 0.9)


OUCH = Detector(
    kind="blame", title="Blame", tone="hurts", level="recap", about="", source="", tip="", find=find_ouch
)  # fmt: skip


@pytest.fixture
def observed():
    reader = Listening()
    observer = Observer(Header(id="x"), (OUCH,), reader)

    def hear(*texts):
        for text in texts:
            n = len(reader.told) + 1
            speaker = "A" if n % 2 else "B"
            observer.hear(Utterance(n=n, speaker=speaker, start=n * 3.0, end=n * 3.0 + 2, text=text), About())
        return reader.told

    return observer, hear


def test_what_hurt_just_before_is_told_and_the_newest_is_not_among_it(observed):
    _, hear = observed
    assert hear("ouch", "ouch", "fine") == [0, 1, 2]


def test_what_hurt_long_ago_is_not_told(observed):
    _, hear = observed
    assert hear("ouch", *["fine"] * 9) == [0] + [1] * 8 + [0]


def test_what_was_waved_away_did_not_hurt(observed):
    observer, hear = observed
    hear("ouch")
    observer.dismiss(1)
    assert hear("fine") == [0, 0]
