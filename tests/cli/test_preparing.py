"""What becomes of a prepared page: the right talk, and a recap as a file that replaces nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from coach.cli import preparing
from coach.cli.exporting import export
from coach.cli.helping import help_lines
from coach.cli.preparing import Known
from coach.engine.live import LiveTalk
from coach.engine.rehearsing import Rehearsal
from coach.engine.typed import TypedTalk
from coach.errors import ModelError, StoreError
from coach.settings import Settings
from coach.speech.speakers import ByChannel
from coach.tui.preparing import Prepared
from tests.tui.scripted import sample_recap


def no_source(_: object) -> object:
    raise AssertionError("nothing opens here")


def test_what_was_settled_is_what_the_talk_is_made_of() -> None:
    prepared = Prepared(("Maya", "Tom"), "the dishes", "two", (1, 2), "speaker_listener", 30.0)
    settled = preparing._settled(Settings(), prepared)
    assert (settled.talk.names, settled.talk.topic, settled.talk.minutes) == (("Maya", "Tom"), "the dishes", 30.0)
    assert (settled.hearing.microphone, settled.hearing.second_microphone) == (1, 2)
    talk = preparing._talk(settled, prepared, lambda _: ByChannel(), Known())
    assert isinstance(talk._make(), LiveTalk)
    assert (talk.header.overlaps, talk.header.mode, talk.minutes) == ("exact", "speaker_listener", 30.0)


def test_a_typed_talk_claims_no_times_and_has_no_model() -> None:
    prepared = Prepared(("Maya", "Tom"), seating="typed")
    talk = preparing._talk(preparing._settled(Settings(), prepared), prepared, lambda _: ByChannel(), Known())
    assert isinstance(talk._make(), TypedTalk)
    assert (talk.header.timed, talk.header.model, talk.header.source) == (False, "", "typed")


def test_without_voices_read_in_they_are_learnt_as_ever() -> None:
    rehearsal = Rehearsal(no_source)  # type: ignore[arg-type]
    assert preparing._speakers(rehearsal, Prepared(("Maya", "Tom"))) is preparing.parts.speakers_for


def test_names_nobody_gave_are_asked_for() -> None:
    assert preparing._begin(Settings(), Known()).names == ("", "")


def test_a_missing_model_is_told_with_its_size_and_an_unknown_one_is_a_mistake(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COACH_MODELS", str(tmp_path))
    missing = preparing._model("base.en")
    assert (missing.here, missing.megabytes > 50) == (False, True)
    assert preparing._model("rehearsal-en").here
    with pytest.raises(ModelError):
        preparing._model("bsae.en")


def test_help_lines_begin_with_the_own_country(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "en_NZ.UTF-8")
    lines = help_lines()
    assert lines[0].where == "NZ"
    assert all(line.call and line.seen for line in lines)


def test_an_export_never_replaces_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    first, second = export(sample_recap(), "markdown"), export(sample_recap(), "markdown")
    assert (first.name, second.name) == ("coach-recap.md", "coach-recap-2.md")
    assert first.stat().st_mode & 0o077 == 0
    assert json.loads(export(sample_recap(), "json").read_bytes())["schema"] == "coach.recap/1"
    assert export(sample_recap(), "html").read_text().startswith("<!")


def test_where_nothing_can_be_written_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "gone"
    folder.mkdir()
    monkeypatch.chdir(folder)
    folder.rmdir()
    with pytest.raises(StoreError):
        export(sample_recap(), "json")
