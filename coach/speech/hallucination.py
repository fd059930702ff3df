"""Text that nobody said. A Whisper model has an answer for every sound; silence, laughter and dishes must never become words.

The gates before this one are voice activity and the segmenter; this is the last. What it turns away is shown as "could not
be made out" and judged by nobody, so it may err on the careful side: in a quarrel an invented sentence is the worst answer.
Its thresholds are the published models' own where there are such (log-probability -1, no-speech 0.6, compression 2.4: the
values OpenAI's decoder calls a failure), so that they hold for them and not only for the small model of the tests.
"""

from __future__ import annotations

import re

from coach.core.talk import Word
from coach.sound import Segment
from coach.speech.decoding import goes_round
from coach.speech.transcriber import Transcript

LEAST_VOICE = 0.1  # seconds; the shortest "no" has more
GUESSING = -1.0  # mean log-probability: less than 0.37 a token
SHORT_AND_UNSURE = 0.4  # confidence of one or two words; clear short answers are above 0.6
NOT_SPEECH = 0.6  # the model's own no-speech, believed only where it doubts its words too
NOT_SPEECH_DOUBT = -0.7
LOOPS = 2.4  # bytes of text a byte of its compressed form; plain English has 1 to 1.8
QUICKEST = 7.0  # words a second; fast talk is 5
SLOWEST, SLOW_FROM = 0.25, 4.0  # words a second of voice, asked from so many seconds of voice on: music, crying, a TV

# What the published models learned from subtitles and say of silence. A sentence must be this and nothing else:
# "thanks for watching the kids" is for a partner. Kinds of sentences, not quotes.
_SUBTITLES = re.compile(
    r"(thanks|thank you)( so much| very much)? for (watching|listening|viewing)( (this|the|my|our) (video|channel|show))?"
    r"|(please |and |don't forget to |like and |like, comment and )*subscribe( to (my|our|the|this) channel)?( for more.*)?"
    r"|(i'll |we'll )?see you (all )?(in|on) (the|my|our) next (video|one|episode).*"
    r"|.*(subtitles?|subtitling|captions?|captioning|captioned|transcribed|transcript|transcription|translated) (provided )?by .*"
    r"|.*(amara\.org|castingwords|opensubtitles|otter\.ai).*"
    r"|(hit|click|press|ring) the (bell|like|subscribe)( icon| button)?.*"
    r"|.*(links?|info) in the description( below)?"
    r"|(www\.|https?:).*"
    r"|(music|applause|laughter|silence|blank audio|inaudible|no audio)"
)
# What they say of a breath or a knock, and what people say too: believed only when the model is sure.
_EASY = frozenset(
    {"you", "thank you", "thanks", "bye", "bye bye", "goodbye", "so", "oh", "what", "hello", "hi", "i", "the", "mm"}
)
_EASY_SURE = 0.6


def looks_invented(transcript: Transcript, segment: Segment) -> str:
    """Why the text is not believed, in plain words for the screen; empty when it is."""
    words = transcript.words
    if not words:
        return "no words could be made out"
    voice = segment.voiced_share * segment.seconds
    if voice < LEAST_VOICE:
        return "hardly any voice in it"
    if transcript.log_probability < GUESSING:
        return "too unclear to be sure of a word"
    if transcript.no_speech > NOT_SPEECH and transcript.log_probability < NOT_SPEECH_DOUBT:
        return "it did not sound like speech"
    return _impossible(transcript, segment.seconds, voice) or _familiar(transcript)


def _impossible(transcript: Transcript, seconds: float, voice: float) -> str:
    """Text that no mouth made."""
    words = transcript.words
    if transcript.compression > LOOPS or goes_round(transcript.text, patience=1):
        return "the same words over and over"
    if len(words) > max(4.0, QUICKEST * seconds):
        return "more words than anybody can say in that time"
    if voice >= SLOW_FROM and len(words) < SLOWEST * voice:
        return "far fewer words than the sound is long"
    if len(words) >= 4 and sum(map(_without_sound, words)) > len(words) / 2:
        return "the words have no place in the sound"
    return ""


def _familiar(transcript: Transcript) -> str:
    """What the models are known to invent."""
    said = [_bare(sentence) for sentence in re.split(r"(?<=[.!?])\s+", transcript.text)]
    if any(_SUBTITLES.fullmatch(sentence) for sentence in said):
        return "a phrase that speech models make up"
    confidence = transcript.confidence
    if all(sentence in _EASY for sentence in said) and (confidence < _EASY_SURE or transcript.no_speech > NOT_SPEECH):
        return "a sound that is easily taken for a word"
    if len(transcript.words) <= 2 and confidence < SHORT_AND_UNSURE:
        return "too short and too unclear"
    return ""


def _without_sound(word: Word) -> bool:
    """The alignment gave it no time at all: the sound had ended, or never had it."""
    return word.end - word.start < 0.02


def _bare(sentence: str) -> str:
    return re.sub(r"[^a-z0-9' .,:/-]", "", sentence.casefold().replace("’", "'")).strip(" .,'-")
