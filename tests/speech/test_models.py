"""Which models there are, where they lie, and whether what lies there is one."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest

from coach.bundled import bundled
from coach.errors import ModelError
from coach.speech import manifest
from coach.speech.checking import check_folder, digest, fault_in_weights
from coach.speech.decoding import Recogniser
from coach.speech.manifest import FileFacts, Model, find_model, models, models_folder
from coach.speech.models import load_transcriber
from tests.speech.weights import weights


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A whole model of one's own: the small one."""
    return Path(shutil.copytree(bundled("models/rehearsal-en"), tmp_path / "own"))


def test_the_manifest_names_the_published_files() -> None:
    assert list(models()) == ["tiny.en", "base.en", "small.en"]
    for name, model in models().items():
        assert model.name == name
        assert set(model.files) == {"model.bin", "config.json", "tokenizer.json", "vocabulary.txt"}
        assert model.bytes == sum(facts.bytes for facts in model.files.values())
        assert model.licence == "MIT"
    assert models()["base.en"].bytes == 147_769_510


def test_models_lie_where_they_are_told_or_in_the_users_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COACH_MODELS", str(tmp_path))
    assert models_folder() == tmp_path
    monkeypatch.delenv("COACH_MODELS")
    assert models_folder().name == "models"
    assert models_folder().parent.name == "coach"


def test_a_model_is_found_by_name_or_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.setenv("COACH_MODELS", str(tmp_path))
    (tmp_path / "tiny.en").mkdir()
    assert find_model("tiny.en") == tmp_path / "tiny.en"
    assert find_model(str(folder)) == folder
    assert find_model("rehearsal-en").name == "rehearsal-en"


@pytest.mark.parametrize(
    ("name", "message", "hint"),
    [
        ("base.en", "base.en is not on this machine yet", "coach setup"),
        ("bse.en", "Did you mean base.en", "Known: tiny.en, base.en, small.en"),
        ("/no/such/folder", "no folder /no/such/folder", "coach setup"),
    ],
)
def test_a_model_that_is_not_there_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, message: str, hint: str
) -> None:
    monkeypatch.setenv("COACH_MODELS", str(tmp_path))
    with pytest.raises(ModelError, match=message) as caught:
        load_transcriber(name)
    assert hint in caught.value.hint


@pytest.mark.parametrize("name", ["model.bin", "config.json", "tokenizer.json", "vocabulary.json"])
def test_a_missing_file_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(ModelError, match=name.split(".", maxsplit=1)[0]):
        load_transcriber(str(folder))


@pytest.mark.parametrize("kept", [0, 3, 100, 5_000_000, 9_600_000])
def test_half_copied_weights_are_an_error_not_a_traceback(folder: Path, kept: int) -> None:
    whole = (folder / "model.bin").read_bytes()
    (folder / "model.bin").write_bytes(whole[:kept])
    with pytest.raises(ModelError, match=r"model\.bin ends too soon"):
        load_transcriber(str(folder))


def test_weights_of_something_else_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "model.bin"
    for data, fault in (
        (b"PK\x03\x04" + bytes(1000), "is not a CTranslate2 model"),
        (weights(spec="TransformerSpec"), "is not a CTranslate2 Whisper model"),
        (weights(version=60), "is not a CTranslate2 model"),
        (weights()[:-20], "ends too soon: it was copied in part"),
        (weights(), ""),
    ):
        path.write_bytes(data)
        assert fault_in_weights(path) == fault
    assert fault_in_weights(bundled("models/rehearsal-en/model.bin")) == ""


@pytest.mark.parametrize("name", ["config.json", "tokenizer.json"])
@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff\xfe"])
def test_damaged_descriptions_are_named(folder: Path, name: str, content: bytes) -> None:
    (folder / name).write_bytes(content)
    with pytest.raises(ModelError, match=name):
        load_transcriber(str(folder))


def test_a_tokenizer_of_something_else_is_a_plain_error(folder: Path) -> None:
    (folder / "tokenizer.json").write_text("{}")
    with pytest.raises(ModelError, match="could not be loaded"):
        load_transcriber(str(folder))


def test_weights_that_the_library_refuses_are_a_plain_error(tmp_path: Path) -> None:
    (tmp_path / "model.bin").write_bytes(weights())
    with pytest.raises(ModelError, match="could not be loaded") as caught:
        Recogniser(tmp_path, threads=1)
    assert "coach setup" in caught.value.hint


def test_sizes_and_contents_are_compared_with_the_manifest(folder: Path) -> None:
    names = ("model.bin", "config.json", "tokenizer.json", "vocabulary.json")
    facts = {name: FileFacts((folder / name).stat().st_size, digest(folder / name)) for name in names}
    model = Model("some/body", "0" * 40, "MIT", "", facts, "own")
    told: list[tuple[int, int, str]] = []
    check_folder(folder, model=model, deep=True, progress=lambda *now: told.append(now))
    assert told[-1] == (model.bytes, model.bytes, "vocabulary.json")
    data = bytearray((folder / "model.bin").read_bytes())
    data[-100] ^= 1
    (folder / "model.bin").write_bytes(data)
    check_folder(folder, model=model)
    with pytest.raises(ModelError, match=r"model\.bin differs from the published model"):
        check_folder(folder, model=model, deep=True)
    (folder / "config.json").write_text("{}")
    with pytest.raises(ModelError, match=r"config\.json has 2 bytes where"):
        check_folder(folder, model=model)


def test_digests_are_of_the_whole_file(tmp_path: Path) -> None:
    data = bytes(range(256)) * 10_000
    (tmp_path / "file").write_bytes(data)
    assert digest(tmp_path / "file") == hashlib.sha256(data).hexdigest()


def test_a_manifest_cannot_lead_out_of_its_folder() -> None:
    import msgspec

    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(
            {"models": {"x": {"repository": "a/b", "revision": "0" * 40, "licence": "", "about": "",
                              "files": {"../x": {"bytes": 1, "sha256": "0" * 64}}}}},
            manifest._Manifest,
        )  # fmt: skip
