"""What nobody said is turned away; what a partner may well say is not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from coach.audio.ear import Ear
from coach.audio.recording import open_recording
from coach.core.talk import Word
from coach.settings import Hearing
from coach.sound import RATE, Segment
from coach.speech.hallucination import looks_invented
from coach.speech.models import load_transcriber
from coach.speech.transcriber import Transcript


def segment(seconds: float = 3.0, voiced: float = 0.7) -> Segment:
    return Segment(0, 0.0, np.zeros(round(seconds * RATE), dtype=np.float32), seconds, voiced_share=voiced)


def transcript(text: str, seconds: float = 3.0, sure: float = 0.75, **other: float) -> Transcript:
    texts = text.split()
    step = seconds / max(1, len(texts))
    words = tuple(Word(one, at * step, (at + 1) * step, sure) for at, one in enumerate(texts))
    made = Transcript(words, text, log_probability=float(np.log(sure)), compression=1.0, seconds=seconds)
    return replace(made, **other)


@pytest.mark.parametrize(
    "text",
    [
        "I felt alone last night.",
        "No, no, no.",
        "You never listen. You never listen.",
        "Thank you for watching the kids on Friday.",
        "Thanks for listening to me.",
        "Thank you.",
        "Oh.",
        "I don't want to subscribe to another thing we never use.",
        "I'll see you at home next week.",
        "The music was too loud.",
        "We said Tuesday. Bye.",
    ],
)
def test_what_a_partner_may_say_is_believed(text: str) -> None:
    assert looks_invented(transcript(text), segment()) == ""


@pytest.mark.parametrize(
    "text",
    [
        "Thanks for watching!",
        "Thank you so much for watching this video.",
        "Okay. Thanks for watching.",
        "Please subscribe to my channel.",
        "Don't forget to like and subscribe",
        "Subtitles by the Amara.org community",
        "Transcription by CastingWords",
        "See you in the next video. Bye.",
        "[Music]",
        "www.somewhere.com",
    ],
)
def test_what_models_make_up_is_turned_away(text: str) -> None:
    assert looks_invented(transcript(text), segment()) == "a phrase that speech models make up"


@pytest.mark.parametrize(
    ("heard", "sound", "reason"),
    [
        (transcript(""), segment(), "no words"),
        (transcript("I felt alone."), segment(voiced=0.02), "hardly any voice"),
        (transcript("I felt alone.", sure=0.3), segment(), "too unclear"),
        (transcript("I felt alone.", sure=0.45, no_speech=0.8), segment(), "not sound like speech"),
        (transcript("I felt alone.", compression=2.6), segment(), "over and over"),
        (transcript("we are fine " * 6), segment(6), "over and over"),
        (transcript("a b c d e f g h i j", seconds=1.0), segment(1.0), "more words"),
        (transcript("No.", seconds=10), segment(10), "far fewer words"),
        (transcript("What?", sure=0.55), segment(), "easily taken"),
        (transcript("You", sure=0.7, no_speech=0.7), segment(), "easily taken"),
        (transcript("Green tea.", sure=0.38), segment(), "too short"),
    ],
)
def test_each_gate_says_why(heard: Transcript, sound: Segment, reason: str) -> None:
    assert reason in looks_invented(heard, sound)


def test_words_without_a_place_in_the_sound() -> None:
    words = tuple(Word(one, 1.0, 1.0, 0.9) for one in ["we", "should", "do", "it"])
    assert "no place" in looks_invented(replace(transcript("we should do it"), words=words), segment())


def test_a_clear_answer_may_be_short() -> None:
    for text in ("Yeah.", "No.", "Okay.", "What?", "Thank you."):
        assert looks_invented(transcript(text, seconds=0.6, sure=0.8), segment(0.9, voiced=0.4)) == ""


@pytest.mark.parametrize("name", ["breath", "chords", "dishes", "ha_ha", "hum", "knocks", "pink_loud", "white"])
def test_noise_never_becomes_words(shared: Path, name: str) -> None:
    """Through the ear, and what the ear lets through, through the model and the gates. The model alone answers to most of these."""
    source = open_recording(shared / "audio" / "noise" / f"{name}.flac")
    ear = Ear(1, Hearing())
    heard = [thing for block in source for thing in ear.hear(block)] + list(ear.finish())
    segments = [thing for thing in heard if isinstance(thing, Segment)]
    if not segments:
        return
    model = load_transcriber("rehearsal-en")
    assert [one.text for one in map(model.transcribe, segments) if not looks_invented(one, segments[0])] == []
