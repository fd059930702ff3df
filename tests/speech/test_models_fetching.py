"""Fetching a model: broken lines, altered bytes, full disks, two at once. The network is a fake that does as told."""

from __future__ import annotations

import errno
import hashlib
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Self

import pytest

from coach.errors import ModelError
from coach.speech import fetching, manifest
from coach.speech.checking import check_folder
from coach.speech.hub import NotThere, Unreachable, open_url
from coach.speech.manifest import FileFacts, Model
from tests.speech.weights import weights

CONTENT = {
    "model.bin": weights(size=5000),
    "config.json": b'{"lang_ids": []}',
    "tokenizer.json": b'{"model": {}}',
    "vocabulary.txt": b"a\nb\n",
}


class Answer:
    def __init__(self, hub: Hub, data: bytes, starts_at: int) -> None:
        self.starts_at = starts_at
        self._hub = hub
        self._data = data

    def read(self, size: int, /) -> bytes:
        if self._hub.breaks and len(self._data) <= self._hub.breaks[0]:
            self._hub.breaks.pop(0)
            raise Unreachable("connection reset by peer")
        taken, self._data = self._data[: min(size, 1000)], self._data[min(size, 1000) :]
        return taken

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        pass


class Hub:
    """Serves CONTENT. `breaks`: bytes left to send when the line breaks, once each."""

    def __init__(self, content: dict[str, bytes] | None = None) -> None:
        self.content = dict(content or CONTENT)
        self.breaks: list[int] = []
        self.asked: list[tuple[str, int]] = []
        self.ranges = True
        self.errors: list[Exception] = []

    def open(self, address: str, start: int) -> Answer:
        name = address.rsplit("/", 1)[1]
        self.asked.append((name, start))
        if self.errors:
            raise self.errors.pop(0)
        start = start if self.ranges else 0
        return Answer(self, self.content[name][start:], start)


@pytest.fixture
def model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Model:
    """A small model in the manifest, and an empty models folder."""
    files = {
        name: FileFacts(bytes=len(data), sha256=hashlib.sha256(data).hexdigest()) for name, data in CONTENT.items()
    }
    small = Model(
        repository="somebody/small", revision="0" * 40, licence="MIT", about="small", files=files, name="small"
    )
    monkeypatch.setattr(manifest, "models", lambda: {"small": small})
    monkeypatch.setenv("COACH_MODELS", str(tmp_path / "models"))
    return small


def install(hub: Hub, progress: Callable[[int, int, str], None] = fetching.told_nobody) -> Path:
    return fetching.install("small", progress=progress, open_url=hub.open, wait=lambda _: None)


def carried(folder: Path) -> Path:
    folder.mkdir()
    for name, data in CONTENT.items():
        (folder / name).write_bytes(data)
    return folder


def test_fetches_every_file_and_leaves_nothing_beside(model: Model, tmp_path: Path) -> None:
    told: list[tuple[int, int, str]] = []
    folder = install(Hub(), lambda *now: told.append(now))
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == CONTENT
    check_folder(folder, model=model, deep=True)
    assert told[-1][:2] == (model.bytes, model.bytes)
    assert [done for done, _, _ in told] == sorted(done for done, _, _ in told)
    assert {path.name for path in (tmp_path / "models").iterdir()} == {"small", ".small.lock"}


def test_asks_for_the_published_revision_over_https(model: Model) -> None:
    assert fetching.address(model, "model.bin") == (
        f"https://huggingface.co/somebody/small/resolve/{'0' * 40}/model.bin"
    )
    with pytest.raises(NotThere, match="https"):
        open_url("http://localhost/model.bin", 0)


def test_a_model_that_is_there_is_not_fetched_again(model: Model) -> None:
    install(Hub())
    hub = Hub()
    install(hub)
    assert hub.asked == []


def test_a_broken_line_goes_on_where_it_stopped(model: Model) -> None:
    hub = Hub()
    hub.breaks = [3000, 1000]
    check_folder(install(hub), model=model, deep=True)
    size = len(CONTENT["model.bin"])
    starts = [start for name, start in hub.asked if name == "model.bin"]
    assert len(starts) == 3
    assert 0 == starts[0] < starts[1] < starts[2] < size


def test_a_server_without_ranges_starts_over(model: Model) -> None:
    hub = Hub()
    hub.ranges = False
    hub.breaks = [3000]
    check_folder(install(hub), model=model, deep=True)


def test_the_next_run_goes_on_where_this_one_gave_up(model: Model, tmp_path: Path) -> None:
    hub = Hub()
    hub.breaks = [1000] * 20
    with pytest.raises(ModelError, match=r"model\.bin of small could not be fetched: connection reset") as caught:
        install(hub)
    assert "coach setup" in caught.value.hint
    assert not (tmp_path / "models" / "small").exists()
    after = Hub()
    install(after)
    assert after.asked[0][1] > 0


def test_gives_up_after_some_tries_and_waits_longer_each_time(model: Model) -> None:
    hub = Hub()
    hub.errors = [Unreachable("name or service not known")] * 20
    waits: list[float] = []
    with pytest.raises(ModelError):
        fetching.install("small", open_url=hub.open, wait=waits.append)
    assert waits == [1.0, 2.0, 4.0, 8.0]


def test_a_missing_file_is_not_asked_for_again(model: Model) -> None:
    hub = Hub()
    hub.errors = [NotThere("the server answered 404")]
    with pytest.raises(ModelError, match=r"model\.bin of small is not at its source: the server answered 404"):
        install(hub)
    assert len(hub.asked) == 1


@pytest.mark.parametrize("name", list(CONTENT))
def test_altered_bytes_are_thrown_away(model: Model, tmp_path: Path, name: str) -> None:
    hub = Hub()
    hub.content[name] = b"X" * len(CONTENT[name])
    with pytest.raises(ModelError, match=f"{name} of small came altered"):
        install(hub)
    assert not (tmp_path / "models" / "small").exists()
    assert not list((tmp_path / "models").glob(f"*/{name}*"))


def test_a_part_left_wrong_by_an_older_run_is_replaced(model: Model, tmp_path: Path) -> None:
    beside = tmp_path / "models" / f".small.{'0' * 12}.partial"
    beside.mkdir(parents=True)
    (beside / "model.bin.part").write_bytes(b"X" * 100)
    (beside / "config.json").write_bytes(b"X" * len(CONTENT["config.json"]))
    check_folder(install(Hub()), model=model, deep=True)


def test_a_shorter_and_a_longer_file_at_the_source(model: Model) -> None:
    hub = Hub()
    hub.content["config.json"] = CONTENT["config.json"][:-1]
    with pytest.raises(ModelError, match=r"config\.json of small could not be fetched: the connection ended early"):
        install(hub)
    hub.content["config.json"] = CONTENT["config.json"] + b" more"
    check_folder(install(hub), model=model, deep=True)  # only the bytes that belong are taken


def test_a_damaged_model_is_replaced_whole(model: Model) -> None:
    folder = install(Hub())
    (folder / "model.bin").write_bytes(b"half")
    (folder / "stray").touch()
    install(Hub())
    assert {file.name for file in folder.iterdir()} == set(CONTENT)


def test_a_full_disk_is_said_and_what_came_is_kept(
    model: Model, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(file: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(fetching, "_flush", full)
        with pytest.raises(ModelError, match="The disk is full"):
            install(Hub())
    assert (tmp_path / "models" / f".small.{'0' * 12}.partial" / "model.bin.part").is_file()
    check_folder(install(Hub()), model=model, deep=True)


def test_too_little_room_is_said_before_anything_is_fetched(model: Model, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = type("usage", (), {"free": 1000})
    monkeypatch.setattr(fetching.shutil, "disk_usage", lambda _: usage)
    hub = Hub()
    with pytest.raises(ModelError, match=r"small needs 0 MB more .* 0 MB are free"):
        install(hub)
    assert hub.asked == []


def test_two_at_once_fetch_it_once(model: Model) -> None:
    hub = Hub()
    failed: list[BaseException] = []

    def run() -> None:
        try:
            install(hub)
        except BaseException as error:  # noqa: BLE001 - a thread's error must fail the test
            failed.append(error)

    both = [threading.Thread(target=run) for _ in range(2)]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join()
    assert not failed
    assert sorted(name for name, _ in hub.asked) == sorted(CONTENT)


def test_carried_files_are_installed(model: Model, tmp_path: Path) -> None:
    told: list[int] = []
    folder = fetching.install_from("small", carried(tmp_path / "stick"), progress=lambda done, *_: told.append(done))
    check_folder(folder, model=model, deep=True)
    assert told[-1] == model.bytes


@pytest.mark.parametrize("name", list(CONTENT))
def test_carried_files_missing_cut_or_altered_are_named(model: Model, tmp_path: Path, name: str) -> None:
    stick = carried(tmp_path / "stick")
    (stick / name).write_bytes(b"X" * len(CONTENT[name]))
    with pytest.raises(ModelError, match=f"{name} differs from the published model"):
        fetching.install_from("small", stick)
    (stick / name).write_bytes(CONTENT[name][:-1])
    with pytest.raises(ModelError, match=f"{name} has .* bytes where"):
        fetching.install_from("small", stick)
    (stick / name).unlink()
    with pytest.raises(ModelError, match=f"{name} is missing"):
        fetching.install_from("small", stick)
    assert not (tmp_path / "models" / "small").exists()


def test_unknown_names_and_folders_are_said(model: Model, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="Did you mean small"):
        fetching.install("smal")
    with pytest.raises(ModelError, match="There is no folder"):
        fetching.install_from("small", tmp_path / "nowhere")
