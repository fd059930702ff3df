"""Files of the store as somebody hostile would hand them over: small enough to be sent, too large to be opened."""

from __future__ import annotations

import resource

import msgspec
import pytest

from coach.errors import StoreError
from coach.store.handing_on import exported, read_export
from coach.store.journal import read_journal
from coach.store.place import forget_everything
from coach.store.sessions import Sessions
from coach.store.vault import Key, lock_of, open_vault
from tests.fuzz.stored import kept
from tests.store.conftest import OPEN, talk

HEAD = b'{"schema":"coach.export/1","talks":'


def grown(do) -> int:
    """By how many kilobytes this process had to grow."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    do()
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before


@pytest.mark.parametrize("piece", [b"[],", b"{},", b"1,", b'"",'])
def test_a_list_of_nothings_is_not_unfolded(piece):
    data = HEAD + b"[" + piece * 12_000_000 + b"1]}"

    def read() -> None:
        with pytest.raises(StoreError):
            read_export(data, "x.json")

    assert grown(read) < 100_000


def test_a_talk_larger_than_any_talk():
    with pytest.raises(StoreError, match="larger than a talk"):
        read_export(HEAD + b'["' + b"x" * 17_000_000 + b'"]}', "x.json")


def test_an_export_of_many_talks_still_comes_in():
    talks = [kept()] * 300
    assert len(read_export(exported(talks), "x.json")) == 300


def test_a_threat_that_calls_itself_kind_is_in_nothing():
    raw = msgspec.to_builtins(kept())
    raw["recap"]["moments"] = [
        msgspec.to_builtins(one) | {"kind": "threat", "tone": tone, "quote": "zzthreat"}
        for one in kept().recap.moments[:1]
        for tone in ("helps", "hurts", "neutral")
    ]
    assert raw["recap"]["moments"]
    (talk,) = read_export(HEAD + b"[" + msgspec.json.encode(raw) + b"]}", "x.json")
    assert b"zzthreat" not in exported([talk])


def test_a_journal_of_line_breaks(tmp_path):
    path = tmp_path / "x.journal"
    path.write_bytes(b'{"schema":"coach.journal/1","id":"x"}\n' + b"\n" * 3_000_000)
    with pytest.raises(StoreError, match="more lines than a talk"):
        read_journal(path, Key.fresh("journal:x"))


@pytest.mark.parametrize("how", [{"memory_kib": 1024 * 1024}, {"passes": 64}, {"lanes": 1000}])
def test_a_lock_that_would_take_minutes_to_try(tmp_path, how):
    stretching = {"salt": "AAAA", "name": "argon2id", "memory_kib": 65536, "passes": 3, "lanes": 4} | how
    door = {"id": "x", "lock": "passphrase", "master": "", "schema": "coach.vault/1", "stretching": stretching}
    (tmp_path / "vault.json").write_bytes(msgspec.json.encode(door))
    with pytest.raises(StoreError, match="damaged"):
        lock_of(tmp_path)


def test_forgetting_everything_leaves_what_is_not_ours(tmp_path, sample_recap):
    """A configuration may point at any folder."""
    sessions = Sessions(tmp_path, open_vault(tmp_path, OPEN))
    sessions.keep(talk(sample_recap))
    sessions.begin("talk-2", recoverable=True).close()
    theirs = [
        tmp_path / name
        for name in (
            "letter.old",
            "talks/letter.txt",
            "keys/id_rsa",
            "journals/2026.md",
            "deep/down/.x.part",
            "index.html",
        )
    ]
    for path in theirs:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("mine")
    assert forget_everything(tmp_path) == 1
    assert sorted(path for path in tmp_path.rglob("*") if path.is_file()) == sorted(theirs)
