"""Kept talks on the command line: what is asked, what is said, what is done."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest

from coach.cli.exporting import export_kept
from coach.cli.keeping import NOTHING
from coach.settings import Keeping
from coach.store.assigned import Desk
from coach.store.kept import PARTS
from coach.store.sessions import Sessions
from coach.store.vault import open_vault
from coach.tui.shelf import Shelf
from tests.cli.sample_kept import HOMEWORK, put
from tests.tui.kept_talks import OPEN


@pytest.mark.parametrize("command", [("history",), ("forget", "--all"), ("forget", "x"), ("recover",)])
def test_with_nothing_kept_nobody_is_asked_for_anything(run, folder, command):
    result = run(*command)
    assert result.exit_code == 0
    assert result.output.strip() in {NOTHING, "No talk was cut short."}
    assert not folder.exists()


def test_history_lists_searches_and_shows(run, folder, events):
    put(folder, events)
    put(folder, events, "xyz1", began_at="2025-02-01T20:15:00+00:00", parts=frozenset({"agreements"}))
    listed = run("history").output.splitlines()
    assert listed[0].startswith("2026-11-10 19:00    2 min  the dishes  (Maya and Tom)  abc1")
    assert listed[1].startswith("2025-02-01 20:15")
    assert "abc1" not in run("history", "--search", "2025").output
    assert "No kept talk matches" in run("history", "--search", "gardening").output
    shown = run("history", "abc").output
    assert "What went well" in shown
    assert "Marigold felt heard." in shown
    thin = run("history", "xyz1").output
    assert "Marigold" not in thin
    assert "Not kept:" in thin
    assert "every word of the talk" in thin


@pytest.mark.parametrize("said", ["", "nothing", "../../etc", "a"])
def test_an_id_that_names_no_talk_or_several(run, folder, events, said):
    put(folder, events, "abc1")
    put(folder, events, "abc2")
    result = run("forget", said, "--yes")
    assert result.exit_code == 1
    assert "coach history" in result.output
    assert len(list((folder / "talks").iterdir())) == 2


def test_forget_asks_says_what_it_can_not_promise_and_does_it(run, folder, events):
    put(folder, events)
    put(folder, events, "xyz1")
    assert "Erased" not in run("forget", "abc1", typed="n\n").output
    result = run("forget", "abc1", typed="y\n")
    assert "key is destroyed" in result.output
    assert "backup" in result.output
    assert "solid-state" in result.output
    assert [path.name for path in (folder / "talks").iterdir()] == ["xyz1.talk"]
    assert run("forget", "--all", typed="y\n").exit_code == 0
    assert not folder.exists()


def test_forgetting_everything_forgets_which_homework_was_theirs(run, folder):
    desk = Desk()
    desk.take(HOMEWORK)
    assert "Erased: 0 talks" in run("forget", "--all", typed="y\n").output
    assert not desk.remembers
    assert Path(HOMEWORK).exists()
    assert "Nothing is kept." in run("forget", "--all").output
    desk.take(HOMEWORK)
    Shelf(Keeping(folder=str(folder))).forget_all()
    assert not desk.remembers


@pytest.mark.parametrize(("parts", "there"), [(set(PARTS), True), ({"counts", "helpful"}, False)])
def test_a_kept_talk_is_exported_with_what_was_kept_beside_it(folder, events, tmp_path, monkeypatch, parts, there):  # noqa: PLR0917
    monkeypatch.chdir(tmp_path)
    put(folder, events, parts=frozenset(parts))
    shelf = Shelf(Keeping(folder=str(folder)))
    page = export_kept(shelf)(shelf.load("abc1").recap, "html").read_text()
    assert ("Marigold felt heard." in page) is there


def test_forget_wants_to_know_what(run):
    for said in ((), ("--all", "abc1")):
        result = run("forget", *said)
        assert result.exit_code == 1
        assert "Which talk?" in result.output


def test_a_damaged_vault_can_still_be_erased(run, folder, events):
    put(folder, events)
    (folder / "vault.json").write_bytes(b"noise")
    assert "forget --all" in run("history").output
    assert run("forget", "--all", "--yes").exit_code == 0
    assert not folder.exists()


def test_a_damaged_talk_can_still_be_erased(run, folder, events):
    put(folder, events)
    (folder / "talks" / "abc1.talk").write_bytes(b"noise")
    (folder / "index").unlink()
    assert run("forget", "abc1", "--yes").exit_code == 0
    assert not list((folder / "talks").iterdir())


def test_export_needs_both_and_import_brings_it_back(run, folder, events, tmp_path):
    put(folder, events)
    refused = run("export", "--output", "e.json", typed="y\nn\n")
    assert refused.exit_code == 1
    assert "yes from both" in refused.output
    assert not (tmp_path / "e.json").exists()
    assert run("export", "--output", "e.json", typed="y\ny\n").exit_code == 0
    assert stat.S_IMODE((tmp_path / "e.json").stat().st_mode) == 0o600
    run("forget", "--all", "--yes")
    result = run("import", "e.json", typed="\ny\n")  # no passphrase; without a lock: yes
    assert "1 came in, 0 were here already" in result.output
    assert "0 came in, 1 were here already" in run("import", "e.json").output
    assert "the dishes" in run("history").output


def test_export_of_some_parts(run, folder, events, tmp_path):
    put(folder, events)
    assert run("export", "--parts", "agreements", "--both-agree", "--output", "e.json").exit_code == 0
    (kept,) = json.loads((tmp_path / "e.json").read_text())["talks"]
    assert kept["parts"] == ["agreements"]
    assert kept["recap"]["turns"] == []
    wrong = run("export", "--parts", "everything", "--both-agree", "--output", "e.json")
    assert "There is no part called everything" in wrong.output


def test_what_is_not_an_export_is_told(run, tmp_path):
    (tmp_path / "e.json").write_text("[]")
    result = run("import", "e.json", typed="\ny\n")
    assert result.exit_code == 1
    assert "not an export" in result.output
    assert "is not there" in run("import", "nothing.json").output


def test_another_lock(run, folder, events):
    put(folder, events)
    assert "NOT locked" in run("lock").output
    assert (
        "locked with your passphrase" in run("lock", "passphrase", typed="four quiet words\nfour quiet words\n").output
    )
    assert "the dishes" in run("history", typed="four quiet words\n").output
    wrong = run("history", typed="four loud words\n")
    assert wrong.exit_code == 1
    assert "does not open" in wrong.output
    assert "no key ring" in run("lock", "key-ring", typed="four quiet words\n").output


def test_two_passphrases_that_differ_are_asked_for_again(run, folder, events):
    put(folder, events)
    result = run("lock", "passphrase", typed="one thing here\nanother thing\nfour quiet words\nfour quiet words\n")
    assert "The two differ" in result.output
    assert "the dishes" in run("history", typed="four quiet words\n").output


def test_old_talks_go_and_it_is_said(run, folder, events, tmp_path):
    put(folder, events, began_at="2001-01-01T00:00:00Z")
    (tmp_path / "c.toml").write_text(f'[keeping]\nfolder = "{folder}"\nkeep_days = 30\n')
    result = run("history")
    assert "One talk is older than 30 days and now erased." in result.output
    assert NOTHING in result.output


def test_a_talk_cut_short_comes_back_and_is_asked_about(run, folder, events):
    sessions = Sessions(folder, open_vault(folder, OPEN))
    journal = sessions.begin("cut1", recoverable=True)
    for event in events[:-5]:
        journal.append(event)
    journal.close()
    assert "One talk was cut short" in run("history").output
    result = run("recover", typed="y\nn\nn\ny\nn\ny\n")
    assert "As usual: counts; moments that helped" in result.output
    assert result.exit_code == 0, result.output
    assert "Kept: counts" in result.output
    assert "every word" not in result.output.partition("Kept: ")[2]
    assert "No talk was cut short" in run("recover").output
    assert sessions.history()[0].topic == "the dishes"
