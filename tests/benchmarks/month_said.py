"""What is said in a month of talks, and how it comes in: written by keys, or heard with all that a microphone tells besides."""

from __future__ import annotations

import asyncio
import time

from textual.pilot import Pilot
from textual.widgets import Input

from coach.core.events import AudioLost, Behind, Event, Hearing, Level, SpeechBegan, SpeechEnded, Unsure
from coach.core.talk import Partner
from coach.engine.typed import TypedTalk
from coach.tui.widgets.writing_line import WritingLine

SAID: tuple[tuple[Partner, str], ...] = (
    ("A", "I feel tired when I come home and the kitchen is as we left it."),
    ("B", "You're tired and you would like it to be done."),
    ("A", "Yes. You never help with the evenings."),
    ("B", "That is not true, I did the dishes on Monday."),
    ("A", "Thank you for that, I mean it."),
    ("B", "What would make the evenings lighter for you?"),
    ("A", "Could you take the dishes on weekdays?"),
    ("B", "I'll take the dishes from Monday to Friday."),
    ("A", "It's just like at my sister's wedding."),
    ("B", "I'm sorry, I should have said something then."),
    ("A", "mm-hmm"),
    ("B", "I was afraid you would leave the table."),
    ("A", "I can see why that was hard for you."),
    ("B", "How much do we spend on the car, by the way?"),
    ("A", "Let's come back to the kitchen."),
    ("B", "You always decide and I just follow."),
)


class Clock:
    """Of the talks' own time."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


class Spoken:
    """A talk that is heard: what is said is fed, with the levels and partial words of a microphone, and its faults."""

    def __init__(self, talk: TypedTalk) -> None:
        self._talk = talk

    def __getattr__(self, name: str) -> object:
        if name == "write":  # this is what tells a written talk from one that is heard
            raise AttributeError(name)
        return getattr(self._talk, name)


async def calm(pilot: Pilot[object]) -> None:
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()
    await pilot.pause()


async def until(there: object, seconds: float = 30.0) -> None:
    end = time.monotonic() + seconds
    while not there():  # type: ignore[operator]
        assert time.monotonic() < end, "it did not come"
        await asyncio.sleep(0.002)


async def typed(pilot: Pilot[object], partner: Partner, words: str, *, letters: bool) -> None:
    """By letters now and then; else the line is filled at once, which is quicker."""
    line = pilot.app.screen.query_one(WritingLine)
    if line.partner != partner:
        await pilot.press("tab")
    if letters:
        await pilot.press(*("space" if c == " " else c for c in words if c.isalnum() or c == " "))
    else:
        line.query_one(Input).value = words
    await pilot.press("enter")


def heard(talk: TypedTalk, partner: Partner, words: str) -> None:
    at, channel = talk._now(), 0 if partner == "A" else 1
    for event in (
        Level(at=at, channels=(-30.0, -50.0)),
        SpeechBegan(at=at, channel=channel, speaker=partner),
        Hearing(at=at, channel=channel, speaker=partner, text=words[: len(words) // 2]),
        SpeechEnded(at=at, channel=channel, speaker=partner),
    ):
        talk._on_event(event)
    talk.write(partner, words)


def faults(talk: TypedTalk) -> None:
    """A gap, a noise, a disk that refuses for a while, and words that come late."""
    talk._give(lambda at: AudioLost(at=at, seconds=0.5, reason="Half a second was not heard.", advice=""))
    talk._give(lambda at: Unsure(at=at, start=at - 0.5, end=at, reason="noise", text="something"))
    talk.tell_unwritten("The disk refuses.", "The talk goes on in memory.")
    talk.tell_unwritten("", "")
    late: tuple[Event, ...] = (Behind(at=talk._now(), seconds=9.0, step="quick"), Behind(at=talk._now(), seconds=0.0))
    for event in late:
        talk._on_event(event)
