"""The speech models: which there are, and where they lie. Nothing is fetched here."""

from __future__ import annotations

import difflib
import functools
import os
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from coach.bundled import bundled
from coach.errors import ModelError
from coach.settings import data_folder, folder_named

REHEARSAL = "rehearsal-en"  # travels with the program: made voices only, for the demo and the tests

FileName = Annotated[str, Meta(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")]  # no way out of the model's folder


class FileFacts(Struct, frozen=True, forbid_unknown_fields=True):
    """What a file of a model must be."""

    bytes: Annotated[int, Meta(gt=0)]
    sha256: Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]


class Model(Struct, frozen=True, forbid_unknown_fields=True):
    repository: Annotated[str, Meta(pattern=r"^[A-Za-z0-9._-]+/[A-Za-z0-9._-]+$")]
    revision: Annotated[str, Meta(pattern="^[0-9a-f]{40}$")]
    licence: str
    about: str
    files: dict[FileName, FileFacts]
    name: str = ""

    @property
    def bytes(self) -> int:
        return sum(facts.bytes for facts in self.files.values())


class _Manifest(Struct, frozen=True, forbid_unknown_fields=True):
    models: dict[FileName, Model]


@functools.cache
def models() -> dict[str, Model]:
    """The models that can be fetched, by name, as the manifest that travels with the program lists them."""
    raw = msgspec.toml.decode(bundled("models/manifest.toml").read_bytes(), type=_Manifest)
    return {name: msgspec.structs.replace(model, name=name) for name, model in raw.models.items()}


def known_model(name: str) -> Model | None:
    """The manifest's entry; None for a folder, for rehearsal-en, and for names nobody knows."""
    return models().get(name)


def models_folder() -> Path:
    """Where fetched models lie: $COACH_MODELS, else the user's data folder."""
    chosen = os.environ.get("COACH_MODELS", "").strip()
    if chosen:
        return folder_named(chosen, "COACH_MODELS")
    return data_folder() / "models"


def find_model(name_or_folder: str) -> Path:
    """The folder of a model: a name of the manifest, "rehearsal-en", or a folder of one's own.

    Raises ModelError when nothing is there. Whether it is whole is for `check_folder`.
    """
    if name_or_folder == REHEARSAL:
        return bundled(f"models/{REHEARSAL}")
    if known_model(name_or_folder) is not None:
        folder = models_folder() / name_or_folder
        if not folder.is_dir():
            raise ModelError(
                f"The speech model {name_or_folder} is not on this machine yet.",
                f"Run `coach setup --model {name_or_folder}` to fetch it.",
            )
        return folder
    folder = folder_named(name_or_folder, "The speech model")
    if folder.is_dir():
        return folder
    if folder.name == name_or_folder:
        raise unknown_model(name_or_folder)
    raise ModelError(
        f"There is no folder {str(folder)[:200]}.",
        "Name a folder with model.bin in it, or run `coach setup` to fetch a model.",
    )


def smaller_than(name: str) -> str:
    """The largest of the models on this machine that are smaller than this one; "" where there is none, or `name` is a folder."""
    chosen = known_model(name)
    if chosen is None:
        return ""
    smaller = [model for model in models().values() if model.bytes < chosen.bytes]
    here = [model for model in smaller if (models_folder() / model.name).is_dir()]
    return max(here, key=lambda model: model.bytes).name if here else ""


def unknown_model(name: str) -> ModelError:
    """For whoever asked for a model that is not in the manifest: what there is."""
    names = (*models(), REHEARSAL)
    near = difflib.get_close_matches(name[:60], names, 1)
    meant = f" Did you mean {near[0]}?" if near else ""
    return ModelError(
        f"There is no speech model called {name[:60]!r}.{meant}",
        f"Known: {', '.join(names)}. Or name a folder with a model.",
    )
