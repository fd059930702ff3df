"""The home screen's loop: each way runs what it names, and after a quick exit home does not come back."""

from __future__ import annotations

from pathlib import Path

import click
import pytest
from msgspec.structs import replace

from coach.bundled import bundled
from coach.cli.at_home import home
from coach.settings import Settings
from coach.store.homework import load_homework
from coach.tui.window import CoachApp


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr("coach.cli.welcoming.welcomed", lambda *_: "both")
    monkeypatch.setattr(CoachApp, "left_at_once", False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    path = tmp_path / "c.toml"
    path.write_text(f'[keeping]\nfolder = "{tmp_path / "kept"}"\n')
    return str(path)


def choosing(monkeypatch: pytest.MonkeyPatch, *ways: str) -> list[str]:
    """They choose these, one after the other, and leave. What was asked for so far."""
    left = list(ways)
    asked: list[str] = []

    def run_home(**_: object) -> str | None:
        asked.append(left[0] if left else "nothing more")
        return left.pop(0) if left else None

    monkeypatch.setattr("coach.tui.app.run_home", run_home)
    return asked


def test_history_and_homework_are_opened_with_the_same_shelf(config: str, monkeypatch: pytest.MonkeyPatch) -> None:
    choosing(monkeypatch, "history", "homework")
    seen: list[object] = []
    monkeypatch.setattr("coach.tui.app.run_history", lambda shelf, **_: seen.append(shelf))
    monkeypatch.setattr("coach.tui.app.run_homework", lambda _, shelf, **__: seen.append(shelf))
    home(config)
    assert len(seen) == 2
    assert seen[0] is seen[1]


def test_homework_begins_its_talk(config: str, monkeypatch: pytest.MonkeyPatch) -> None:
    ours = load_homework(bundled("homework/softer-openings.toml")).homework
    choosing(monkeypatch, "homework")
    begun: list[object] = []
    monkeypatch.setattr("coach.tui.app.run_homework", lambda *_, **__: ours)
    monkeypatch.setattr("coach.cli.talking.talk", lambda *_, homework, **__: begun.append(homework))
    home(config)
    assert begun == [ours]


def test_after_a_quick_exit_home_is_not_shown_again(config: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = choosing(monkeypatch, "history", "guide")

    def leave(*_: object, **__: object) -> None:
        monkeypatch.setattr(CoachApp, "left_at_once", True)

    cleared: list[bool] = []
    monkeypatch.setattr("click.clear", lambda: cleared.append(True))
    monkeypatch.setattr("coach.tui.app.run_history", leave)
    home(config)
    assert asked == ["history"]
    assert cleared, "what was told beneath the screens is gone too"


def test_after_a_quick_exit_from_a_question_nothing_more_is_said(config: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = choosing(monkeypatch, "talk", "talk")

    def leave(*_: object, **__: object) -> None:
        monkeypatch.setattr(CoachApp, "left_at_once", True)
        raise click.Abort

    monkeypatch.setattr("coach.cli.talking.talk", leave)
    monkeypatch.setattr(click, "pause", lambda *_: pytest.fail("it asks for a key"))
    home(config)
    assert asked == ["talk"]


def test_who_leaves_in_their_own_time_keeps_what_was_told(config: str, monkeypatch: pytest.MonkeyPatch) -> None:
    choosing(monkeypatch)
    monkeypatch.setattr("click.clear", lambda: pytest.fail("nothing is cleared"))
    home(config)


def test_a_packet_is_written_beside_others_and_never_over_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from coach.cli.at_home import _packet
    from coach.core.conversation import Conversation
    from coach.core.recapping import recap
    from coach.demo import truth_path
    from coach.detectors import ALL
    from coach.engine.review import review_transcript
    from coach.store.kept import BY_DEFAULT, Choice, keep
    from coach.store.packet import pack
    from coach.transcripts import read_transcript

    monkeypatch.chdir(tmp_path)
    header, utterances = read_transcript(truth_path())
    told = recap(review_transcript(header, utterances, Conversation(ALL, Settings())), ALL)
    told = replace(told, session=replace(told.session, id="t1"))
    kept = keep(told, Choice(BY_DEFAULT, BY_DEFAULT), began_at="2026-11-20T19:30:00+01:00")
    homework = load_homework(bundled("homework/softer-openings.toml")).homework
    packet = pack(homework, [kept], frozenset({"agreements"}))
    assert [path.name for path in _packet(packet, "json")] == ["coach-packet.json"]
    assert [path.name for path in _packet(packet, "json")] == ["coach-packet-2.json"]
    (page,) = _packet(packet, "html")
    assert page.name == "coach-packet.html"
    assert page.stat().st_mode & 0o077 == 0
    text = page.read_text()
    assert "Asked for, and not handed over" in text
    assert "<script" not in text


def test_where_talks_are_kept_is_as_configured(config: str, monkeypatch: pytest.MonkeyPatch) -> None:
    choosing(monkeypatch, "history")
    doors: list[object] = []
    monkeypatch.setattr("coach.tui.app.run_history", lambda shelf, **_: doors.append(shelf.door))
    home(config)
    assert doors == ["nothing"]
