"""What waits to be written down: finals first, then what may be final, then partials; nothing is dropped untold."""

import numpy as np

from coach.core.events import AudioLost
from coach.engine.inbox import Inbox, Passed
from coach.sound import RATE, Segment


def segment(channel: int = 0, start: float = 1.0) -> Segment:
    return Segment(channel, start, np.zeros(RATE, np.float32), start + 1.5)


def test_the_final_replaces_what_was_partial():
    inbox, said = Inbox(), segment()
    inbox.offer(said)
    assert inbox.get() == (said, "partial")
    inbox.offer(said)
    inbox.put(said)
    assert inbox.get() == (said, "final")
    inbox.close()
    assert inbox.get() == (None, "final")


def test_what_may_be_final_replaces_what_was_partial():
    inbox, said = Inbox(), segment()
    inbox.offer(said)
    inbox.expect([said])
    assert inbox.get() == (said, "ahead")
    inbox.close()
    assert inbox.get() == (None, "final")


def test_finals_come_before_partials_and_only_the_last_position_matters():
    inbox = Inbox()
    one, two = segment(0), segment(1)
    inbox.offer(one)
    inbox.put(Passed(1.0))
    inbox.put(Passed(2.0))
    inbox.put(two)
    assert [inbox.get() for _ in range(3)] == [(Passed(2.0), "final"), (two, "final"), (one, "partial")]


def test_what_may_be_final_comes_before_partials_and_is_handed_out_once():
    inbox = Inbox()
    one, two = segment(0), segment(1)
    inbox.offer(one)
    inbox.expect([two])
    assert inbox.get() == (two, "ahead")
    inbox.expect([two])
    assert inbox.get() == (one, "partial")
    inbox.expect([one])
    inbox.expect([])  # the voice went on
    inbox.put(Passed(1.0))
    inbox.close()
    assert [inbox.get() for _ in range(2)] == [(Passed(1.0), "final"), (None, "final")]


def test_a_partial_whose_whole_has_come_is_overtaken():
    inbox = Inbox()
    one, two = segment(0), segment(1)
    inbox.put(one)
    assert inbox.overtaken(one)
    assert not inbox.overtaken(two)


def test_what_no_longer_fits_is_counted_as_lost():
    inbox = Inbox(most=2.0)
    for start in range(3):
        inbox.put(segment(start=float(start)))
    inbox.close()
    things = [inbox.get()[0] for _ in range(4)]
    assert [type(thing) for thing in things] == [Segment, Segment, AudioLost, type(None)]
    assert things[2].seconds == 1.0
