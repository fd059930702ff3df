"""Backchannel: "mm-hmm", "right". It keeps the other talking; it takes no floor and ends no turn.

It matters because it is not an interruption. A bare "okay" after the other has finished can shut a subject, so words that
also answer ("yeah", "okay", "right") count only while the other is speaking; murmurs count anywhere.
Source: backchannels and acknowledgements as they are labelled in recorded meetings (MRDA).
Known misses: longer murmurs ("Flat out, aye").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from coach.core.noticing import Context, Detector, Found
from coach.core.talk import Span, Utterance
from coach.core.themes import words_of
from coach.detectors.written import talk

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
# Murmurs are dropped from plain words as fillers, so this looks at the words as they stand.
_MURMURS = frozenset(
    ["mm", "mmm", "mhm", "hm", "hmm", "mmhm", "mm-hm", "mm-hmm", "mhmm", "uh-huh", "uhuh", "aha", "um-hum", "uh", "huh"]
)
_NODS = _MURMURS | words_of(
    "yeah yep yup aye ya yes right okay ok sure ha haha heh oh ah ach wow true god gosh exactly totally really blimey jeez indeed quite absolutely definitely"
    " fair enough alright"
)
_TOGETHER = frozenset(
    [
        "i see",
        "i know",
        "go on",
        "of course",
        "that's right",
        "that is right",
        "it is",
        "it does",
        "pretty much",
        "yeah it is",
        "fair enough",
        "yeah i know",
    ]
)
_MOST_WORDS = 3


def _murmur(recent: Sequence[Utterance], context: Context) -> Iterator[Found]:
    """At most three words, all of them from the lists."""
    newest = recent[-1]
    words = [word.lower().replace("’", "'") for word in _WORD.findall(newest.text[:80])]
    if not 0 < len(words) <= _MOST_WORDS or len(newest.text) > 80 or newest.text.rstrip().endswith("?"):
        return
    whole = Span(newest.n, 0, len(newest.text.rstrip(" .,!?…")))
    while_speaking = any(overlap.by == newest.n and not overlap.took_floor for overlap in context.overlaps)
    if all(word in _MURMURS for word in words):
        yield Found((whole,), 0.85, tuple(words))
    elif while_speaking and (" ".join(words) in _TOGETHER or all(word in _NODS for word in words)):
        yield Found((whole,), 0.9, tuple(words))


backchannel = Detector(
    kind="backchannel",
    title="Listening along",
    tone="neutral",
    level="recap",
    about="A murmur that says: I'm with you, go on. It takes no floor.",
    source="Backchannels and acknowledgements in labelled recordings of meetings.",
    tip="A small mm-hm tells the other to go on.",
    find=_murmur,
    misses="Longer murmurs.",
    guesses_who=True,
    examples=(
        talk("A 0.0-5.0: I was going to tell you about the", "B 2.2-2.6: [Mm-hmm]."),
        talk("A 0.0-5.0: I was going to tell you about the", "B 2.2-2.6: [Yeah, yeah]."),
        talk("A 0.0-5.0: And then she put the phone down on me and", "B 2.2-2.8: [Right]."),
        talk("A 0.0-5.0: And then she put the phone down on me and", "B 2.2-2.8: [Oh, wow]."),
        talk("A 0.0-5.0: It takes me an hour each way and", "B 2.2-2.8: [I see]."),
        talk("A: I felt alone on Sunday.", "B: [Mm]."),
        talk("A 0.0-5.0: I lie there and I count the hours and", "B 3.0-3.5: [Aye]."),
        talk("A: Can we talk about the bins?", "B: Yeah.", because="it answers a question"),
        talk("A: I felt alone on Sunday.", "B: Yeah.", because="nobody is spoken over; it may answer"),
        talk("A: I felt alone on Sunday.", "B: Okay.", because="after the other has finished it may shut the subject"),
        talk("A: I felt alone on Sunday.", "B: Right.", because="after the other has finished it may shut the subject"),
        talk("A 0.0-3.0: I was going to", "B 2.2-4.5: No.", because="it contradicts, and takes the floor"),
        talk("A 0.0-5.0: I was going to tell you", "B 2.2-3.5: Mm, but the bins?", because="it asks"),
        talk("A: I felt alone.", "B: Yeah, well, so did I.", because="it says something"),
        talk("A: I felt alone.", "B: Whatever.", because="it brushes off"),
        talk("A: I felt alone.", "B: Fine.", because="it shuts the subject"),
        talk("A: I felt alone.", "B: I see your mother rang again.", because="longer than a murmur"),
    ),
)  # fmt: skip
