"""What can go wrong in a way that a person should read. Each error says what happened and what to do next.

Adapters translate foreign errors into these (`raise ... from error`); they are shown in exactly two places: by the
command line (stderr, exit code 1) and by the screen.
"""

from __future__ import annotations


class CoachError(Exception):
    """`message` says what happened; `hint` what to do next. Both are plain text, one or two sentences."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class ConfigError(CoachError):
    """The configuration file has a mistake."""


class MicrophoneError(CoachError):
    """No microphone, or one that can't be used."""


class RecordingError(CoachError):
    """A sound file that can't be read."""


class ModelError(CoachError):
    """A speech model that is missing, incomplete or altered."""


class TranscriptError(CoachError):
    """A transcript that can't be read."""


class GuidanceError(CoachError):
    """A phrase rule written by a therapist that does not do what its examples say."""


class StoreError(CoachError):
    """Something could not be written or read back."""


class HomeworkError(CoachError):
    """A therapist's assignment that can't be read, or says something that coach does not know."""
