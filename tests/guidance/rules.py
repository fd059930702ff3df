"""A rule as a therapist might write it, and what it finds."""

from __future__ import annotations

from coach.core.conversation import Conversation
from coach.core.events import Ended, Heard, Started
from coach.core.noticing import Context
from coach.core.talk import Header, Utterance
from coach.settings import Settings

BRUSHING_OFF = """\
schema = "coach.guidance/1"
kind = "dismissal"
title = "Brushing off"
level = "recap"
tip = "Say what you heard before you answer."
source = "our third meeting"
phrases = ["not this again", "blah * blah", "here we go"]
unless = ["here we go, together", "here we go to"]
finds = ["[Here we go], the dishes.", "Oh, [blah don't blah]!"]
leaves = ["Here we go to Lisbon on Friday."]
"""


def said(text: str, speaker: str = "A") -> tuple[tuple[Utterance, ...], Context]:
    return (Utterance(n=1, speaker=speaker, start=0.0, end=3.0, text=text),), Context(header=Header(id="t"))


def found(rule, text: str, speaker: str = "A") -> list[str]:
    return [text[span.start : span.end] for one in rule.find(*said(text, speaker)) for span in one.spans]


def events_of(detectors, *lines: tuple[str, str]):
    conversation = Conversation(detectors, Settings())
    events = [*conversation.take(Started(at=0.0, header=Header(id="t")))]
    at = 0.0
    for n, (speaker, text) in enumerate(lines, 1):
        utterance = Utterance(n=n, speaker=speaker, start=at, end=at + 3, text=text)
        events += conversation.take(Heard(at=at + 3, utterance=utterance))
        at += 4
    return [*events, *conversation.take(Ended(at=at + 30))]
