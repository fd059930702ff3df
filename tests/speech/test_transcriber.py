"""Words from segments, on the small model that travels with the program and two made sentences of the spoken talks."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from coach.core.talk import Word
from coach.sound import RATE, Segment
from coach.speech import decoding, transcriber, word_times
from coach.speech.decoding import Decoded, HeardWord, context_frames, first_times, frames_of, goes_round, most_tokens
from coach.speech.models import load_transcriber
from coach.speech.transcriber import Transcript, WhisperTranscriber, batches, looks_degenerate, pieces, quietest


@pytest.fixture(scope="module")
def model() -> Iterator[WhisperTranscriber]:
    loaded = load_transcriber("rehearsal-en")
    yield loaded
    loaded.close()


@pytest.fixture(scope="module")
def said(shared: Path) -> list[tuple[str, Segment]]:
    """Turns of a spoken talk with their true words: 0.3 s more before and behind, as a segmenter gives them."""
    from coach.audio.recording import open_recording

    source = open_recording(shared / "audio" / "talks" / "a01.flac")
    sound = np.concatenate([block.samples for block in source if hasattr(block, "samples")])
    turns = json.loads((shared / "audio" / "talks" / "a01.json").read_text())["turns"][:8]
    return [(turn["text"], _cut(sound, turn)) for turn in turns]


def _cut(sound: Any, turn: dict[str, Any]) -> Segment:
    start = turn["start"] - 0.3
    samples = sound[round(start * RATE) : round((turn["end"] + 0.3) * RATE), "AB".index(turn["speaker"])]
    return Segment(0, start, np.ascontiguousarray(samples), turn["end"] + 0.8)


@pytest.fixture(scope="module")
def heard(model: WhisperTranscriber, said: list[tuple[str, Segment]]) -> list[Transcript]:
    return [model.transcribe(segment) for _, segment in said]


def _silence(seconds: float) -> Segment:
    return Segment(0, 0.0, np.zeros(round(seconds * RATE), dtype=np.float32), seconds)


@pytest.fixture
def encoded(model: WhisperTranscriber, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The window's frames of every pass through the encoder."""
    passes: list[int] = []
    encode = model._open().encode

    def counted(features: Any) -> Any:
        passes.append(features[0].shape[1])
        return encode(features)

    monkeypatch.setattr(model._open(), "encode", counted)
    return passes


def test_short_sentences_are_heard_word_for_word(
    model: WhisperTranscriber, said: list[tuple[str, Segment]], encoded: list[int]
) -> None:
    wanted = {"Yeah. Sure.": "Yeah, sure.", "Okay.": "Okay.", "I don't know.": "I don't know."}
    heard = {text: model.transcribe(segment) for text, segment in said if text in wanted}
    assert {text: transcript.text for text, transcript in heard.items()} == wanted
    assert all(transcript.confidence > 0.8 for transcript in heard.values())
    assert encoded == [500, 450, 450]  # one pass each, text and times, in a window that fits


def test_every_word_lies_in_the_sound_and_in_order(heard: list[Transcript], said: list[tuple[str, Segment]]) -> None:
    for (_, segment), transcript in zip(said, heard, strict=True):
        assert transcript.text == " ".join(word.text for word in transcript.words)
        times = [time for word in transcript.words for time in (word.start, word.end)]
        assert times == sorted(times)
        assert segment.start <= times[0] <= times[-1] <= segment.end + 0.001
        assert all(0 <= word.probability <= 1 for word in transcript.words)
        assert transcript.seconds == segment.seconds


def test_the_first_word_begins_with_the_voice_not_with_the_silence_before(
    heard: list[Transcript], said: list[tuple[str, Segment]]
) -> None:
    for (_, segment), transcript in zip(said, heard, strict=True):
        # The voices leave some 0.2 s before they speak, and the segment begins 0.3 s earlier.
        assert 0.35 < transcript.words[0].start - segment.start < 0.65


def test_the_same_sound_gives_the_same_words_alone_and_together(
    model: WhisperTranscriber, heard: list[Transcript], said: list[tuple[str, Segment]], encoded: list[int]
) -> None:
    assert model.transcribe_many([segment for _, segment in said]) == heard
    assert len(encoded) < len(said)
    assert model.transcribe_many([]) == []


def test_partial_text_is_cheap_and_plain(
    model: WhisperTranscriber, said: list[tuple[str, Segment]], encoded: list[int]
) -> None:
    segment = next(segment for text, segment in said if text == "I don't know.")
    assert model.partial(segment) == "I don't know."
    assert model.partial(_silence(0.05)) == ""
    assert len(encoded) == 1


def test_too_short_a_sound_has_no_words(model: WhisperTranscriber, encoded: list[int]) -> None:
    assert model.transcribe(_silence(0.05)) == Transcript(seconds=0.05)
    assert model.transcribe(_silence(0.0)).text == ""
    assert encoded == []


def test_a_sound_longer_than_the_model_takes_is_heard_in_pieces(
    model: WhisperTranscriber, said: list[tuple[str, Segment]], encoded: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transcriber, "looks_degenerate", lambda heard, seconds: False)
    samples = np.concatenate([segment.samples for _, segment in said])[: 38 * RATE]
    transcript = model.transcribe(Segment(0, 100.0, samples, 200.0))
    assert len(encoded) == 2
    times = [word.start for word in transcript.words]
    assert times == sorted(times)
    assert times[0] < 101.5
    assert 134 < times[-1] < 138
    assert len(times) > 60
    assert transcript.seconds == 38


def test_a_lost_decoder_gets_the_whole_window_once(
    model: WhisperTranscriber, said: list[tuple[str, Segment]], encoded: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transcriber, "looks_degenerate", lambda heard, seconds: True)
    assert model.transcribe(said[1][1]).text == "Yeah, sure."
    assert encoded == [500, 3000]


def test_a_closed_transcriber_says_so() -> None:
    loaded = load_transcriber("rehearsal-en")
    loaded.warm_up()
    loaded.close()
    with pytest.raises(RuntimeError, match="closed"):
        loaded.transcribe(_silence(1))


def test_loading_never_looks_to_the_network() -> None:
    import os

    load_transcriber("rehearsal-en").close()
    assert os.environ["HF_HUB_OFFLINE"] == "1"
    assert os.environ["HF_HUB_DISABLE_TELEMETRY"] == "1"


def test_windows_fit_and_are_never_the_one_that_the_library_misreads() -> None:
    fitted = {context_frames(sound, "fitted") for sound in range(1, 3001)}
    assert min(fitted) == 400  # 160 frames give 80 positions, which it takes for 80 mel bands
    assert max(fitted) == 3000
    assert all(context_frames(sound, "fitted") >= min(3000, sound + 260) for sound in range(1, 3001, 7))
    assert context_frames(10, "full") == 3000


def test_frames_are_counted_as_the_features_are_made(model: WhisperTranscriber) -> None:
    for length in (1600, 1759, 1760, 16_000, 47_999):
        features, sound = model._open().features(np.zeros(length, dtype=np.float32), "fitted")
        assert frames_of(length) == sound
        assert features.shape == (80, context_frames(sound, "fitted"))
    assert frames_of(40 * RATE) == 3000


def test_text_is_bounded_by_the_sound() -> None:
    assert most_tokens(400) == 48
    assert most_tokens(3000) == 224


def test_sounds_of_one_window_go_together() -> None:
    second = RATE
    lengths = [second, 6 * second, second + 10, 100, second, second, second, 6 * second]
    assert batches(lengths, "fitted") == [[0, 2, 4, 5], [6], [1, 7]]
    assert batches([second, 9 * second], "full") == [[0, 1]]


def test_long_sound_is_cut_where_it_is_quietest() -> None:
    samples = np.ones(40 * RATE, dtype=np.float32)
    samples[25 * RATE : round(25.4 * RATE)] = 0
    cut = pieces(Segment(0, 7.0, samples, 50.0))
    assert [at for _, at in cut] == [7.0, pytest.approx(32.2, abs=0.15)]
    assert sum(len(piece) for piece, _ in cut) == len(samples)
    assert abs(quietest(samples, 20 * RATE, 29 * RATE) - 25.2 * RATE) < 0.15 * RATE


@pytest.mark.parametrize(
    ("text", "loop"),
    [
        ("No, no, no.", False),
        ("I know, I know.", False),
        ("I don't know, I don't know.", False),
        ("You never listen. You never listen.", False),
        ("Please raise that limit. Please raise that limit. Please raise that limit.", True),
        ("so so so so so so so", True),
        ("", False),
    ],
)
def test_loops_are_told_from_people_repeating_themselves(text: str, loop: bool) -> None:
    assert goes_round(text, patience=1) is loop


@pytest.mark.parametrize(
    ("heard", "lost"),
    [
        (Decoded("I felt alone.", -0.3, 0.0, 0.6, finished=True), False),
        (Decoded("I felt alone.", -0.3, 0.0, 0.6, finished=False), True),
        (Decoded("I felt alone.", -1.4, 0.1, 0.6, finished=True), True),
        (Decoded("You.", -1.4, 0.9, 0.6, finished=True), False),  # it calls the silence silence
        (Decoded("I felt alone.", -0.3, 0.0, 2.6, finished=True), True),
        (Decoded("one two three four five six seven eight", -0.3, 0.0, 1.0, finished=True), True),
    ],
)
def test_a_lost_decoder_is_noticed(heard: Decoded, lost: bool) -> None:
    assert looks_degenerate(heard, 1.0) is lost


def test_pieces_become_words_with_their_punctuation() -> None:
    pieces = [
        HeardWord(' "', 0.0, 0.1, 0.2),
        HeardWord(" Ok", 0.1, 0.3, 0.9),
        HeardWord("ay", 0.3, 0.4, 0.6),
        HeardWord(",", 0.4, 0.6, 0.1),
        HeardWord(" -", 0.6, 0.7, 0.1),
        HeardWord(" I", 0.7, 0.8, 0.8),
        HeardWord("'m", 0.8, 0.9, 0.9),
        HeardWord("...", 0.9, 1.0, 0.1),
    ]
    words = word_times.spoken_words(pieces, np.ones(2 * RATE, dtype=np.float32), 10.0)
    assert words == (Word('"Okay, -', 10.1, 10.4, 0.6), Word("I'm...", 10.7, 10.9, 0.8))


def test_control_characters_never_come_out_of_a_model() -> None:
    words = word_times.spoken_words(
        [HeardWord(" a\x1b[31mb\x07\u202e", 0, 0.5, 1.0)], np.ones(RATE, dtype=np.float32), 0.0
    )
    assert [word.text for word in words] == ["ab"]


def test_words_after_the_end_of_the_sound_are_dropped() -> None:
    heard = [
        HeardWord(" Yes", 0.1, 0.5, 0.9),
        *[HeardWord(f" {word}", 1.0, 1.0, 0.5) for word in ["once", "a", "week"]],
    ]
    words = word_times.spoken_words(heard, np.ones(RATE, dtype=np.float32), 0.0)
    assert [word.text for word in words] == ["Yes"]


def test_times_of_tokens_never_go_back_or_miss() -> None:
    assert first_times([(0, 0), (0, 1), (1, 5), (2, 5), (3, 9)], 3) == [0.0, 0.1, 0.1, 0.18]
    assert first_times([(0, 2), (3, 9)], 3) == [0.04, 0.04, 0.04, 0.18]
    assert decoding.compression("") == 0


def test_confidence_falls_with_doubt() -> None:
    sure = Transcript((), "yes", log_probability=-0.2, no_speech=0.3)
    assert sure.confidence == pytest.approx(0.819, abs=0.001)
    assert Transcript((), "yes", log_probability=-0.2, no_speech=0.9).confidence < sure.confidence
    assert Transcript().confidence == 0
