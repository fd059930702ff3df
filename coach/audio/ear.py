"""The ear: blocks of any size in; segments of speech, and how loud it is, out. No threads, no devices, no clock."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from coach.audio.crosstalk import Crosstalk
from coach.audio.level import decibels, power
from coach.audio.segmenter import Segmenter, Ways
from coach.audio.vad import SileroVad
from coach.core.events import AudioLost, Level, SpeechBegan, SpeechEnded
from coach.core.talk import Speaker
from coach.settings import Hearing
from coach.sound import FRAME, RATE, Block, Lost, Samples, Segment

Heeded = Segment | SpeechBegan | SpeechEnded | Level | AudioLost

# With two microphones, no more patience than this: it is what people wait for their words, at first and with whoever
# thinks in mid-sentence.
_BOTH_APART = Ways(patience=(0.8, 1.2))
# With one, a silence may be the other's turn: it must not teach patience. Two who answer quickly would be one long stretch,
# whose words come when it is over: so from 4 s on (of 20) shorter pauses are enough.
_ONE_FOR_BOTH = Ways(patience=(0.8, 1.0), hurries=(0.2, 0.6))
_LEVELS_A_SECOND = 10
_REMEMBERED = 40 * RATE // FRAME  # frames whose loudness is kept: longer than any segment


class Ear:
    """Listens to one or two channels. The same sound gives the same things in the same order, however it is cut.

    One channel: blocks with more are averaged. Two: the first is partner A's microphone, the second B's. The clock is
    that of the blocks; where one begins later than the last ended (more than 10 ms), there was a gap.
    """

    def __init__(self, channels: int, hearing: Hearing) -> None:
        if channels not in (1, 2):
            raise ValueError(f"one or two channels, not {channels}")
        ways = _BOTH_APART if channels == 2 else _ONE_FOR_BOTH
        ways = replace(ways, pause_s=hearing.pause_s, longest_s=hearing.longest_s)
        self._channels = channels
        self._speakers: tuple[Speaker, ...] = ("A", "B") if channels == 2 else ("?",)
        self._vads = [SileroVad() for _ in range(channels)]
        self._segmenters = [Segmenter(channel, ways) for channel in range(channels)]
        self._crosstalk = Crosstalk() if channels == 2 else None
        self._speaking = [False] * channels
        self._waiting: Samples = np.zeros((0, channels), np.float32)  # not yet a whole frame
        self._at = 0  # sample on the audio clock up to which frames were heard
        self._loudness: deque[tuple[int, tuple[float, ...]]] = deque(maxlen=_REMEMBERED)  # frame's start, mean squares
        self._since_level: list[tuple[float, ...]] = []

    def hear(self, sound: Block | Lost) -> Iterator[Heeded]:
        """What this block, or gap, makes known."""
        if isinstance(sound, Lost):
            yield from self._lose(sound)
            return
        begins = round(sound.at * RATE)
        if begins > self._at + len(self._waiting) + RATE // 100:
            yield from self._break_off()
            self._jump(begins)
        self._waiting = np.concatenate([self._waiting, self._shaped(sound.samples)])
        whole = len(self._waiting) // FRAME * FRAME
        frames, self._waiting = self._waiting[:whole], self._waiting[whole:]
        for start in range(0, whole, FRAME):
            yield from self._frame(frames[start : start + FRAME])

    def finish(self) -> Iterator[Heeded]:
        """The end of the sound: what is still being said is a segment too."""
        yield from self._break_off()

    def so_far(self) -> list[Segment]:
        """What is being said right now, a segment for each channel where somebody speaks and has not just paused.

        In a pause it may be over: what is then read ahead must find nobody busy with half of it.
        """
        going_on = (one for one in self._segmenters if not one.resting)
        return [self._with_rivals(said) for one in going_on if (said := one.so_far())]

    def at_rest(self) -> list[Segment]:
        """Of these, those that will be segments as they are if no more voice comes; `decided_at` and `rivals` will differ."""
        return [said for one in self._segmenters if (said := one.at_rest())]

    def _shaped(self, samples: Samples) -> Samples:
        if self._channels == 1 and samples.shape[1] > 1:
            return np.asarray(samples.mean(axis=1, keepdims=True), np.float32)
        if samples.shape[1] < self._channels:
            raise ValueError(f"a block of {samples.shape[1]} channel for an ear of {self._channels}")
        return samples[:, : self._channels]

    def _lose(self, lost: Lost) -> Iterator[Heeded]:
        if lost.seconds > 0 or lost.final:
            yield from self._break_off()
            self._jump(self._at + round(lost.seconds * RATE))
        yield AudioLost(at=lost.at, seconds=lost.seconds, reason=lost.reason, advice=lost.advice)

    def _break_off(self) -> Iterator[Heeded]:
        """Hear the last, shorter frame and let every segment end here."""
        if len(self._waiting):
            rest, self._waiting = self._waiting, self._waiting[:0]
            yield from self._frame(rest)
        for channel, segmenter in enumerate(self._segmenters):
            yield from self._told(channel, segmenter.flush())

    def _jump(self, to: int) -> None:
        self._at = to
        for segmenter, vad in zip(self._segmenters, self._vads, strict=True):
            segmenter.jump(to)
            vad.reset()

    def _frame(self, frame: Samples) -> Iterator[Heeded]:
        """One frame of every channel: float32 [512 or, the last one, fewer; channels]."""
        columns = [np.ascontiguousarray(column) for column in frame.T]
        loudness = tuple(power(column) for column in columns)
        self._loudness.append((self._at, loudness))
        self._since_level.append(loudness)
        before, self._at = self._at, self._at + len(frame)
        probabilities = tuple(vad.probability(_whole(one)) for vad, one in zip(self._vads, columns, strict=True))
        if self._crosstalk:
            probabilities = self._crosstalk.own(loudness, probabilities)
        for channel, segmenter in enumerate(self._segmenters):
            yield from self._told(channel, segmenter.push(columns[channel], probabilities[channel]))
        if before * _LEVELS_A_SECOND // RATE != self._at * _LEVELS_A_SECOND // RATE:
            yield self._level()

    def _told(self, channel: int, said: Segment | None) -> Iterator[Heeded]:
        at, speaker = self._at / RATE, self._speakers[channel]
        speaking = self._segmenters[channel].speaking
        if self._speaking[channel] and not speaking:
            yield SpeechEnded(at=at, channel=channel, speaker=speaker)
        if said:
            yield self._with_rivals(said)
        if speaking and not self._speaking[channel]:
            yield SpeechBegan(at=at, channel=channel, speaker=speaker)
        self._speaking[channel] = speaking

    def _with_rivals(self, said: Segment) -> Segment:
        start, end = round(said.start * RATE), round(said.end * RATE)
        return replace(said, rivals=_mean([each for at, each in self._loudness if start <= at < end]))

    def _level(self) -> Level:
        heard, self._since_level = self._since_level, []
        return Level(at=self._at / RATE, channels=_mean(heard))


def _mean(loudness: list[tuple[float, ...]]) -> tuple[float, ...]:
    """Mean squares of frames to one dBFS value a channel."""
    return tuple(round(decibels(sum(each) / len(each)), 1) for each in zip(*loudness, strict=True))


def _whole(frame: Samples) -> Samples:
    """The last frame may be short: silence follows it."""
    return frame if len(frame) == FRAME else np.pad(frame, (0, FRAME - len(frame)))
