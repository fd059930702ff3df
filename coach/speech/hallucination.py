"""Text that nobody said. A Whisper model has an answer for every sound; silence, laughter and dishes must never become words."""

from __future__ import annotations

from coach.sound import Segment
from coach.speech.decoding import goes_round
from coach.speech.transcriber import Transcript


def looks_invented(transcript: Transcript, segment: Segment) -> str:
    """Why the text is not believed, in plain words; empty when it is."""
    if not transcript.words:
        return "no words could be made out"
    if goes_round(transcript.text, patience=1):
        return "the same words over and over"
    if transcript.log_probability < -1.2:
        return "the model was guessing"
    if len(transcript.words) > max(4.0, 7 * segment.seconds):
        return "more words than anybody can say in that time"
    return ""
