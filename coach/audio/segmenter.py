"""Where an utterance begins and ends. Decides, and is told the facts: owns no model, clock or device."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

import numpy as np

from coach.audio.pauses import Pauses
from coach.core.talk import Seconds
from coach.sound import FRAME, RATE, Samples, Segment

_FRAME_S = FRAME / RATE
_BREATH: Seconds = 0.06  # shorter gaps are within words


@dataclass(frozen=True, slots=True)
class Ways:
    """How patient and how strict a segmenter is."""

    pause_s: Seconds = 0.5  # silence that ends an utterance, more or less: see `patience`
    longest_s: Seconds = 20.0  # an utterance is cut at its best pause before this
    patience: tuple[float, float] = (0.8, 1.2)  # how far `pause_s` adapts to the speaker's own pauses, as factors
    hurries: tuple[float, float] = (
        0.6,
        1.0,
    )  # from and to which share of `longest_s` shorter and shorter pauses are enough
    begins_at: float = 0.5  # voice probability that begins speech ...
    ends_at: float = 0.35  # ... and below which it is silence again
    shortest_s: Seconds = 0.19  # voice in a row; a click or knock stays below, "mm" and "no" do not
    lead_s: Seconds = 0.42  # sound kept before the first voice: an "oh" is certain to be one only after 0.2 s
    tail_s: Seconds = 0.2  # and after the last


@dataclass(slots=True)
class _Stretch:
    """Frames from the first voiced one on, with what was said about each."""

    start: int  # sample on the audio clock
    voice: int  # the same of its first voiced frame: those before it are the lead
    frames: list[Samples] = field(default_factory=list)
    probabilities: list[float] = field(default_factory=list)
    voiced: list[bool] = field(default_factory=list)
    quiet: int = 0  # frames since the last voiced one
    run: int = 0  # voiced frames in a row, now
    sure: bool = False  # long enough a run was heard: this is speech

    def add(self, frame: Samples, probability: float, *, voiced: bool) -> None:
        self.frames.append(frame)
        self.probabilities.append(probability)
        self.voiced.append(voiced)
        self.quiet = 0 if voiced else self.quiet + 1
        self.run = self.run + 1 if voiced else 0


class Segmenter:
    """Speech of one channel, cut into segments. Times come from sample counts alone.

    `push` takes frames of 512 samples (a last one may be shorter) that follow each other. After a gap: `flush`, then
    `jump`. `speaking` is True from the moment a voice is certain until its end is.
    """

    def __init__(self, channel: int, ways: Ways | None = None) -> None:
        self.channel = channel
        self._ways = ways or Ways()
        self._pauses = Pauses(self._ways.pause_s, self._ways.patience)
        self._now = 0  # sample after the last one pushed
        self._lead: deque[tuple[Samples, float]] = deque(maxlen=round(self._ways.lead_s / _FRAME_S))
        self._stretch: _Stretch | None = None
        self._voice_ended: int | None = None  # sample after the last certain voice; None after a gap

    @property
    def speaking(self) -> bool:
        return self._stretch is not None and self._stretch.sure

    @property
    def resting(self) -> bool:
        """Whether whoever speaks has just paused: this may be the end of it."""
        return self._stretch is not None and self._stretch.quiet * _FRAME_S >= _BREATH

    @property
    def pause_s(self) -> Seconds:
        """The silence that ends an utterance, as adapted to this speaker so far."""
        return self._pauses.patience_s

    def push(self, frame: Samples, probability: float) -> Segment | None:
        """The next frame, and how likely it is voice (0..1)."""
        frame = frame.copy()  # the caller's block may be reused
        self._now += len(frame)
        stretch = self._stretch
        if stretch is None:
            if probability < self._ways.begins_at:
                self._lead.append((frame, probability))
                return None
            stretch = self._begin(self._now - len(frame))
        self._listen(stretch, frame, probability)
        return self._decide(stretch)

    def flush(self) -> Segment | None:
        """What is being said, as it stands: at the end, and before a gap."""
        said = self.so_far()
        self._stretch = None
        self._voice_ended = None
        self._lead.clear()
        return said

    def jump(self, to: int) -> None:
        """The next frame begins at sample `to`: sound was lost in between."""
        self._now = to

    def so_far(self) -> Segment | None:
        """What is being said, up to now; None while nobody speaks. For partial text: decides nothing."""
        stretch = self._stretch
        return self._segment(stretch, self._kept(stretch)) if stretch and stretch.sure else None

    def at_rest(self) -> Segment | None:
        """What is being said, once its tail is whole: the very segment that comes if no more voice does. Decides nothing."""
        stretch = self._stretch
        if stretch is None or stretch.quiet < round(self._ways.tail_s / _FRAME_S):
            return None
        return self.so_far()

    def _begin(self, at: int) -> _Stretch:
        """A stretch that already holds the lead; the frame at sample `at`, not yet in it, is its first voiced one."""
        before = sum(len(frame) for frame, _ in self._lead)
        stretch = self._stretch = _Stretch(at - before, voice=at)
        for frame, probability in self._lead:
            stretch.add(frame, probability, voiced=False)
        stretch.quiet = 0
        self._lead.clear()
        return stretch

    def _listen(self, stretch: _Stretch, frame: Samples, probability: float) -> None:
        was_quiet = stretch.quiet
        voiced = probability >= (self._ways.ends_at if stretch.run else self._ways.begins_at)
        stretch.add(frame, probability, voiced=voiced)
        if not stretch.sure and stretch.run * _FRAME_S >= self._ways.shortest_s:
            stretch.sure = True
            if self._voice_ended is not None:
                self._pauses.heard((stretch.voice - self._voice_ended) / RATE)
        elif stretch.sure and voiced and was_quiet:
            self._pauses.heard(was_quiet * _FRAME_S)
        if stretch.sure and voiced:
            self._voice_ended = self._now

    def _decide(self, stretch: _Stretch) -> Segment | None:
        length_s = (len(stretch.frames) + 1) * _FRAME_S
        if stretch.quiet and stretch.quiet * _FRAME_S >= self._patience_s(length_s):
            return self._end(stretch)
        if length_s > self._ways.longest_s:
            return self._cut(stretch)
        return None

    def _patience_s(self, length_s: Seconds) -> Seconds:
        """The silence that ends it now: less and less as it grows long, so that it ends at a pause."""
        (begins, most), patience = self._ways.hurries, self._pauses.patience_s
        hurry = min(1.0, max(0.0, length_s / self._ways.longest_s - begins) / (most - begins))
        return patience - hurry * (patience - min(patience, 0.2))

    def _end(self, stretch: _Stretch) -> Segment | None:
        """A pause ended it. What follows the kept tail becomes the lead of whatever comes next."""
        self._stretch = None
        kept = self._kept(stretch) if stretch.sure else 0
        self._lead.extend(zip(stretch.frames[kept:], stretch.probabilities[kept:], strict=True))
        return self._segment(stretch, kept) if stretch.sure else None

    def _cut(self, stretch: _Stretch) -> Segment | None:
        """Too long: cut at the best pause of its second half and go on with the rest, which is still being said."""
        at = best_pause(stretch)
        start = stretch.start + sum(map(len, stretch.frames[:at]))
        rest = _Stretch(start, voice=start, sure=stretch.sure and any(stretch.voiced[at:]))
        for index in range(at, len(stretch.frames)):
            rest.add(stretch.frames[index], stretch.probabilities[index], voiced=stretch.voiced[index])
        self._stretch = rest
        return self._segment(stretch, at, cut=True) if stretch.sure else None

    def _kept(self, stretch: _Stretch) -> int:
        """How many frames belong to it: up to the last voice, and the tail."""
        return len(stretch.frames) - max(0, stretch.quiet - round(self._ways.tail_s / _FRAME_S))

    def _segment(self, stretch: _Stretch, frames: int, *, cut: bool = False) -> Segment:
        voiced = stretch.voiced[:frames]
        first, after = (voiced.index(True), frames - voiced[::-1].index(True)) if any(voiced) else (0, frames)
        return Segment(
            channel=self.channel,
            start=stretch.start / RATE,
            samples=np.concatenate(stretch.frames[:frames]),
            decided_at=self._now / RATE,
            voiced_share=sum(voiced) / frames,
            cut=cut,
            lead=sum(map(len, stretch.frames[:first])) / RATE,
            tail=sum(map(len, stretch.frames[after:frames])) / RATE,
        )


def best_pause(stretch: _Stretch) -> int:
    """The frame to cut before: the middle of the longest quiet run in the second half, else its least voiced moment.

    Least voiced: five frames (160 ms) with the lowest mean probability; among equals the softest, so that a cut falls
    between words and not inside one.
    """
    half = len(stretch.frames) // 2
    run, best, middle = 0, 0, 0
    for index in range(half, len(stretch.frames)):
        run = 0 if stretch.voiced[index] else run + 1
        if run > best:
            best, middle = run, index - run // 2
    if best > 1:
        return middle
    loudness = [float(np.dot(frame, frame)) for frame in stretch.frames]
    candidates = range(half + 2, len(stretch.frames) - 2)
    return min(candidates, key=lambda at: (round(sum(stretch.probabilities[at - 2 : at + 3]), 1), loudness[at]))
