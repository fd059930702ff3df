"""Interruption: takes the floor before the other has finished.

Why it matters: whoever cannot finish says it louder the next time. Two voices at once are mostly no interruption: four in ten
changes of speaker overlap a little, listeners say "mm-hmm", people laugh and finish sentences together.
Source: overlap research (West and Zimmerman's deep intrusions; gaps and overlaps of about a fifth of a second); the
speaker-listener technique. The times are this project's own, tuned on labelled talk.
Known misses: who is talked over but goes on; who falls silent before the overlap is measured. On one microphone overlaps are
guessed from word times, so less is claimed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from coach.core.noticing import Context, Detector, Found
from coach.core.talk import Overlap, Seconds, Span, Utterance
from coach.core.turns import hangs
from coach.detectors.kit import plain_words
from coach.detectors.written import talk

_HAD_SPOKEN: Seconds = 0.7  # less than this before the other came in, and nobody really had the floor
_HAD_BEGUN: Seconds = 0.3  # enough where the text itself breaks off
_STOPPED_WITHIN: Seconds = 1.5  # who goes on longer than this was not stopped by the other
_WENT_ON: Seconds = 0.6  # shorter than this is a remark, not a turn
_REMARK: Seconds = 0.25  # nor is this one, even where the other one's sentence has no end
_TOGETHER: Seconds = 0.1  # with a sentence that has no end, this much at once is enough
_CLEARLY_TOGETHER: Seconds = 0.3  # without a broken-off text, a shorter overlap is an ordinary change of speaker

_BROKEN_OFF = re.compile(r"(?:[-–—]|\.\.\.|…)\s*[\"'”’)]?\s*$")
_ENDED = re.compile(r"[.!?;][\"'”’)\]]*\s*$")
_LAUGH = re.compile(
    r"[\[(<*]?\s*(?:laugh\w*|chuckl\w*|(?:ha|he|heh|hah|hehe|haha)(?:[ ,.!-]+(?:ha|he|heh|hah))*)\s*[\])>*]?[ .!]*",
    re.IGNORECASE,
)
_LISTENING = frozenset(
    ["mm", "mmm", "mhm", "mhmm", "hm", "uh", "huh", "um", "yes", "no", "okay", "right", "sure", "oh", "ah", "aw", "wow", "really", "true", "exactly", "absolutely", "totally", "definitely", "good", "great", "nice", "cool", "fine", "i", "see", "know", "well", "so", "and", "that", "is", "it", "of", "course", "fair", "enough", "go", "on", "all", "indeed", "gosh", "god", "blimey", "agreed", "got", "alright", "hmm", "yep", "same", "amen", "love", "darling", "babe", "ha", "ooh", "shit", "damn", "bless", "hey", "now", "there", "you", "too", "me", "neither", "will", "do"]
)  # fmt: skip
_ASKS = frozenset(
    [
        "what",
        "who",
        "where",
        "when",
        "which",
        "why",
        "how",
        "sorry",
        "pardon",
        "which",
        "is",
        "was",
        "did",
        "do",
        "does",
        "you",
        "the",
    ]
)


def _find(recent: Sequence[Utterance], context: Context) -> Iterator[Found]:
    if not context.header.timed:
        return
    near = {utterance.n: utterance for utterance in recent}
    punctuated = any(_ENDED.search(utterance.text) for utterance in recent)
    for overlap in context.overlaps:
        came_in, had_floor = near.get(overlap.by), near.get(overlap.over)
        if came_in is None or had_floor is None or recent[-1].n not in (overlap.by, overlap.over):
            continue
        sure = _took_the_floor(came_in, had_floor, overlap, punctuated=punctuated)
        if sure:
            yield Found(
                (Span(came_in.n, 0, len(came_in.text)),),
                sure,
                (
                    f"{overlap.end - overlap.start:.1f} s both spoke",
                    f"broke off after: {' '.join(had_floor.text.split()[-4:])}",
                ),
                speaker=came_in.speaker,
                utterance=came_in.n,
            )


def _took_the_floor(came_in: Utterance, had_floor: Utterance, overlap: Overlap, *, punctuated: bool) -> float:
    """How sure it is that this was an interruption; 0 where it was none."""
    had_spoken = came_in.start - had_floor.start
    stopped = overlap.took_floor and had_floor.end - came_in.start <= _STOPPED_WITHIN
    if not stopped or had_spoken < _HAD_BEGUN or _only_listening(came_in) or _asks_back(came_in):
        return 0.0
    if _BROKEN_OFF.search(had_floor.text):
        return 0.92 if overlap.exact else 0.82
    recognised = bool(had_floor.words)  # then the marks are the recogniser's guess, and say nothing
    together, went_on = overlap.end - overlap.start, came_in.end - had_floor.end
    if recognised and hangs(had_floor.text):
        clear = had_spoken >= _HAD_SPOKEN and together >= _TOGETHER and went_on >= _REMARK
        return (0.85 if overlap.exact else 0.6) * clear
    if _ENDED.search(had_floor.text) and not recognised:
        return 0.0
    punctuated = punctuated and not recognised
    if punctuated:  # this talk ends its sentences with a mark, and this one has none
        clear = had_spoken >= _HAD_SPOKEN and together >= _TOGETHER and went_on >= _REMARK
        return (0.85 if overlap.exact else 0.6) * clear
    clear = had_spoken >= _HAD_SPOKEN and together >= _CLEARLY_TOGETHER and went_on >= _WENT_ON
    return (0.65 if overlap.exact else 0.5) * clear


def _only_listening(utterance: Utterance) -> bool:
    """Backchannels, laughter and short agreement leave the floor where it is."""
    if _LAUGH.fullmatch(utterance.text.strip()):
        return True
    words = [word for word, _, _ in plain_words(utterance.text)]
    return (
        not words
        or (len(words) <= 4 and _LISTENING.issuperset(words))
        or (len(words) <= 2 and utterance.seconds <= 0.8)
    )


def _asks_back(utterance: Utterance) -> bool:
    """A short clarifying question: "which one?", "on Friday?"."""
    words = [word for word, _, _ in plain_words(utterance.text)]
    return utterance.text.rstrip().endswith("?") and len(words) <= 5 and "!" not in utterance.text


interruption = Detector(
    kind="interruption",
    title="Coming in early",
    tone="hurts",
    level="cue",
    about="Takes the floor before the other has finished. What was not finished tends to come back, louder.",
    source="Research on overlaps and turn-taking; the speaker-listener technique (PREP).",
    tip="Let the last word land, then count one before you answer.",
    cues=("One at a time?", "Let {other} finish, then you?", "Hold that thought a moment?"),
    find=_find,
    misses="Being talked over without stopping. On one microphone, overlaps are guesses.",
    examples=(
        talk(
            "A 0.0-3.0: I was going to ask my sister about the", "B 2.4-5.0: [No, we are not asking your sister again.]"
        ),
        talk("A 0.0-4.0: It was the third time this week and I just-", "B 3.6-6.0: [It was not the third time.]"),
        talk("B 10.0-13.0: When I came in and saw the...", "A 12.5-16.0: [You came in and started shouting.]"),
        talk(
            "A 0.0-5.2: so what I wanted to say about the money is -",
            "B 4.9-8.0: [the money is fine, I told you that yesterday]",
        ),
        talk("A 0.0-2.2: I only wanted to-", "B 2.0-4.0: [You only ever want to.]"),
        talk(
            "B 0.0-6.0: My mother asked whether on Sunday we",
            "A 5.3-9.0: [Not Sunday, we said we would rest on Sunday!]",
        ),
        talk("A 0.0-4.0: It was a long day and the bus was", "B 3.0-3.5: Mm-hmm.", because="a backchannel"),
        talk("A 0.0-3.0: I was going to ring them-", "B 2.6-3.6: Yeah, right.", because="agreement"),
        talk("A 0.0-3.0: And then the cake fell on the-", "B 2.6-4.5: Ha ha ha.", because="laughter"),
        talk("A 0.0-3.0: We could go on the second of-", "B 2.7-3.9: Of June?", because="a short clarifying question"),
        talk(
            "A 0.0-3.0: I was going to ring them.",
            "B 2.8-5.0: Good, then we know by Friday.",
            because="the sentence was finished",
        ),
        talk("A 0.0-3.0: I was going to ring the", "B 3.4-6.0: You can ring them tomorrow.", because="no overlap"),
        talk(
            "A 0.0-8.0: I was going to ring them, and then the door went and it was late",
            "B 3.0-4.5: Did you though, really.",
            because="the first goes on",
        ),
        talk("A 0.0-0.2: I-", "B 0.1-3.0: We could start with the rent.", because="hardly begun"),
        talk(
            "A 0.0-6.0: We could go by train and then",
            "B 3.0-7.0: I like trains, they are so quiet.",
            because="the first was not stopped by it",
        ),
        talk(
            "A 0.0-3.0: And we all lived happily ever after.",
            "B 2.2-3.6: Happily ever after.",
            because="finishing together",
        ),
        talk("A 0.0-4.0: So on Monday I will ring the", "B 3.6-4.1: Sorry.", because="comes in and stops"),
        talk(
            "A 0.0-3.0: I was going to ring the", "A 3.2-5.0: No, I mean the garage.", because="one's own next sentence"
        ),
        talk("A 0.0-3.0: She had lost the ring and the-", "B 2.7-3.8: Oh no, really?", because="oh, as one listens"),
    ),
)
