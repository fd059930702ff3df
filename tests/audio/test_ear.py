"""The ear: the same sound gives the same things, however it is cut; one voice in two microphones is one voice."""

from __future__ import annotations

import json
from functools import cache
from itertools import takewhile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from coach.audio.ear import Ear, Heeded
from coach.audio.recording import open_recording
from coach.core.events import AudioLost, Level, SpeechBegan, SpeechEnded
from coach.settings import Hearing
from coach.sound import RATE, Block, Lost, Samples, Segment
from tests.audio.sounds import silence, voice


def hear(sound: Samples, sizes: list[int] | None = None, channels: int | None = None) -> list[Heeded]:
    """`sound` [n, channels] in blocks of `sizes`, over and over."""
    ear = Ear(channels or sound.shape[1], Hearing())
    heard, start, turn = [], 0, 0
    sizes = sizes or [1600]
    while start < len(sound):
        size = sizes[turn % len(sizes)]
        heard += ear.hear(Block(sound[start : start + size], start / RATE))
        start, turn = start + size, turn + 1
    return heard + list(ear.finish())


def segments(heard: list[Heeded], channel: int | None = None) -> list[Segment]:
    return [one for one in heard if isinstance(one, Segment) and channel in (None, one.channel)]


def plain(heard: list[Heeded]) -> list[tuple[object, ...]]:
    """Comparable: a segment's samples too."""
    return [
        (one.channel, one.start, one.samples.tobytes(), one.decided_at, one.voiced_share, one.cut, one.rivals)
        if isinstance(one, Segment)
        else (one,)
        for one in heard
    ]


@cache
def talk() -> Samples:
    """Two microphones: A, then B, then both at once; 8.4 s, not a whole number of frames."""
    left = [silence(0.7), voice(1.5)[:, None], silence(2.5), voice(1.5, seed=5)[:, None], silence(2.2)]
    right = [silence(2.9), voice(1.4, pitch=190)[:, None], silence(1), voice(1.1, pitch=180)[:, None], silence(2)]
    sound = np.hstack([np.concatenate(left), np.concatenate(right)])[: RATE * 84 // 10 + 77]
    return sound + 0.0005 * np.random.default_rng(2).standard_normal(sound.shape).astype(np.float32)


@cache
def as_a_whole() -> list[tuple[object, ...]]:
    return plain(hear(talk(), [len(talk())]))


@settings(max_examples=12, deadline=None)
@given(some.lists(some.integers(0, 9000) | some.integers(1, 40), max_size=12).map(lambda sizes: [6001, *sizes]))
def test_the_same_however_it_is_cut(sizes: list[int]) -> None:
    assert plain(hear(talk(), sizes)) == as_a_whole()


def test_who_speaks_when() -> None:
    heard = hear(talk())
    first, last = segments(heard, 0)
    assert first.start == pytest.approx(0.7 - 0.42, abs=0.1)
    assert first.end == pytest.approx(2.2 + 0.2, abs=0.15)
    assert last.start == pytest.approx(4.7 - 0.42, abs=0.1)
    one, two = segments(heard, 1)
    assert one.start == pytest.approx(2.9 - 0.42, abs=0.1)
    assert two.start == pytest.approx(5.3 - 0.42, abs=0.1)
    assert [event.speaker for event in heard if isinstance(event, SpeechBegan)] == ["A", "B", "A", "B"]
    assert len([event for event in heard if isinstance(event, SpeechEnded)]) == 4
    assert first.rivals[0] > first.rivals[1] + 20


def test_everything_is_told_in_the_order_it_became_known() -> None:
    times = [one.decided_at if isinstance(one, Segment) else one.at for one in hear(talk())]
    assert times == sorted(times)


def test_levels_ten_times_a_second() -> None:
    levels = [one for one in hear(talk()) if isinstance(one, Level)]
    assert len(levels) == 84
    assert all(len(one.channels) == 2 for one in levels)
    while_a_speaks = [one.channels for one in levels if 1 < one.at < 2]
    assert max(left for left, _ in while_a_speaks) > -25
    assert max(right for _, right in while_a_speaks) < -60


def test_one_microphone_knows_no_names() -> None:
    heard = hear(talk().mean(axis=1, keepdims=True))
    assert {one.speaker for one in heard if isinstance(one, (SpeechBegan, SpeechEnded))} == {"?"}
    assert {one.channel for one in segments(heard)} == {0}


def test_an_ear_for_one_averages_two_channels() -> None:
    mixed = talk().mean(axis=1, keepdims=True)
    assert plain(hear(talk(), channels=1)) == plain(hear(mixed))


def test_an_ear_for_two_needs_two() -> None:
    with pytest.raises(ValueError, match="channel"):
        hear(silence(1), channels=2)
    with pytest.raises(ValueError, match="channels"):
        Ear(3, Hearing())


def test_nothing_comes_of_silence_or_of_nothing() -> None:
    assert [one for one in hear(silence(3)) if not isinstance(one, Level)] == []
    assert list(Ear(1, Hearing()).finish()) == []


def test_so_far_is_there_while_somebody_speaks() -> None:
    ear, sound = Ear(2, Hearing()), talk()
    list(ear.hear(Block(sound[: RATE // 2], 0)))
    assert ear.so_far() == []
    list(ear.hear(Block(sound[RATE // 2 : 2 * RATE], 0.5)))
    (said,) = ear.so_far()
    assert said.channel == 0
    assert said.end == pytest.approx(2, abs=0.04)
    assert len(said.rivals) == 2


def test_in_a_pause_nothing_is_so_far() -> None:
    ear = Ear(1, Hearing())
    list(ear.hear(Block(voice(1.0)[:, None], 0)))
    assert len(ear.so_far()) == 1
    list(ear.hear(Block(silence(0.15), 1.0)))
    assert ear.so_far() == []
    assert ear.at_rest() == []  # not long enough to be read whole
    list(ear.hear(Block(silence(0.15), 1.15)))
    assert len(ear.at_rest()) == 1
    list(ear.hear(Block(voice(0.5)[:, None], 1.3)))
    assert len(ear.so_far()) == 1


def test_lost_sound_ends_what_is_said_and_the_clock_goes_on() -> None:
    ear, sound = Ear(1, Hearing()), voice(2)[:, None]
    heard = list(ear.hear(Block(sound, 0)))
    heard += ear.hear(Lost(2.0, 5.0, "The computer was too busy.", "Close other programs."))
    heard += ear.hear(Block(sound, 7.0))
    heard += ear.finish()
    before, after = segments(heard)
    assert before.end <= 2
    assert after.start == 7
    (lost,) = [one for one in heard if isinstance(one, AudioLost)]
    assert (lost.at, lost.seconds, lost.reason, lost.advice) == (
        2,
        5,
        "The computer was too busy.",
        "Close other programs.",
    )
    assert heard.index(before) < heard.index(lost) < heard.index(after)


def test_a_note_without_loss_breaks_nothing_off() -> None:
    ear, sound = Ear(1, Hearing()), voice(2)[:, None]
    heard = list(ear.hear(Block(sound[:RATE], 0)))
    heard += ear.hear(Lost(1.0, 0.0, "Parts are not sound."))
    heard += ear.hear(Block(sound[RATE:], 1.0))
    heard += ear.finish()
    assert len(segments(heard)) == 1


def test_a_later_block_is_a_gap() -> None:
    ear, sound = Ear(1, Hearing()), voice(2)[:, None]
    heard = [*ear.hear(Block(sound, 0)), *ear.hear(Block(sound, 100.0)), *ear.finish()]
    assert [round(one.start) for one in segments(heard)] == [0, 100]


@pytest.mark.parametrize("down", [6, 10, 20])
def test_one_voice_in_both_microphones_is_one_speaker(down: float) -> None:
    """A speaks alone, then B; each is heard in the other's microphone, `down` dB softer and 5 ms later."""
    sound, late = talk()[: 5 * RATE], 80
    leak = np.roll(sound[:, ::-1], late, axis=0) * 10 ** (-down / 20)
    heard = segments(hear(sound + leak.astype(np.float32)))
    assert [one.channel for one in heard] == [0, 1, 0]  # the last: A begins again at 4.7 s


@pytest.mark.parametrize("down", [8, 15])
def test_two_who_speak_at_once_are_both_kept(down: float) -> None:
    sound = talk()
    leak = sound[:, ::-1] * 10 ** (-down / 20)
    heard = segments(hear(sound + leak.astype(np.float32)))
    assert [(one.channel, round(one.start)) for one in heard] == [(0, 0), (1, 2), (0, 4), (1, 5)]


@pytest.mark.parametrize("name", ["a01", "a05", "b03"])
def test_every_turn_of_a_talk_is_found_and_nothing_else(shared: Path, name: str) -> None:
    """The first 45 seconds of each; a turn's times include some silence around what is said."""
    source, ear = open_recording(shared / f"audio/talks/{name}.flac"), Ear(2, Hearing())
    heard = [one for sound in takewhile(lambda sound: sound.at < 45, source) for one in ear.hear(sound)]
    said = segments(heard + list(ear.finish()))
    truth = json.loads((shared / f"audio/talks/{name}.json").read_text())["turns"]
    turns = [("AB".index(turn["speaker"]), turn["start"], turn["end"]) for turn in truth if turn["end"] < 45]
    shares = [
        sum(max(0, min(one.end, end) - max(one.start, start)) for one in said if one.channel == channel) / (end - start)
        for channel, start, end in turns
    ]
    assert len(shares) > 5
    assert min(shares) > 0.7
    assert np.mean(shares) > 0.95
    for one in said:
        assert (
            any(channel == one.channel and one.start < end and start < one.end for channel, start, end in turns)
            or one.end > 44
        )


@pytest.mark.parametrize("name", ["breath", "chords", "dishes", "ha_ha", "hum", "knocks", "pink_loud", "white"])
def test_noise_is_no_speech(shared: Path, name: str) -> None:
    source, ear = open_recording(shared / f"audio/noise/{name}.flac"), Ear(1, Hearing())
    heard = [one for sound in source for one in ear.hear(sound)] + list(ear.finish())
    assert segments(heard) == []
    assert any(isinstance(one, Level) for one in heard)
