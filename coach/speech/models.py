"""The door to the speech models: which there are, whether they are whole, how to fetch and to load one."""

from __future__ import annotations

from coach.settings import Hearing
from coach.speech.checking import Progress, check_folder
from coach.speech.fetching import install, install_from
from coach.speech.manifest import REHEARSAL, Model, find_model, models, models_folder, smaller_than
from coach.speech.transcriber import WhisperTranscriber

__all__ = [
    "REHEARSAL",
    "Model",
    "Progress",
    "check_folder",
    "find_model",
    "install",
    "install_from",
    "load_transcriber",
    "models",
    "models_folder",
    "smaller_than",
]


def load_transcriber(name_or_folder: str, hearing: Hearing | None = None) -> WhisperTranscriber:
    """A checked and loaded model: "base.en", "rehearsal-en", or a folder. Never reaches for the network.

    Raises ModelError: not there, incomplete, or not a model; its hint says what to do.
    """
    folder = find_model(name_or_folder)
    check_folder(folder, model=models().get(name_or_folder))
    return WhisperTranscriber(folder, threads=hearing.threads if hearing else 0)
