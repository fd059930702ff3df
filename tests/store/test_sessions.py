"""Kept talks: what is kept and what is not, found again, forgotten, handed on."""

from __future__ import annotations

import os
import re
from datetime import date

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from coach.core.recap import Recap
from coach.errors import StoreError
from coach.report.markdown import render_markdown
from coach.report.text import render_text
from coach.settings import Keeping, Settings
from coach.store import kept as keeping
from coach.store.kept import BY_DEFAULT, PARTS, Choice, PartnersOwn, keep, trimmed
from coach.store.place import forget_everything, storage_state
from coach.store.sessions import Sessions
from coach.store.vault import WrongKeyError, lock_of, open_vault
from tests.store.conftest import EVERYTHING, OPEN, said, talk

ASK = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
ticks = st.frozensets(st.sampled_from(PARTS))


# --- what is kept -----------------------------------------------------------------------------------------------------


def test_by_default_no_hurtful_word_and_no_transcript(sample_recap):
    kept = talk(sample_recap, choice=Choice(BY_DEFAULT, BY_DEFAULT))
    assert kept.recap.turns == ()
    assert {one.tone for one in kept.recap.moments} == {"helps"}
    assert kept.recap.agreements == sample_recap.agreements
    assert kept.recap.parking_lot == sample_recap.parking_lot
    assert kept.recap.partners == sample_recap.partners
    assert kept.own["A"] == PartnersOwn(2, 4, "")
    hurts = [one for one in sample_recap.moments if one.tone == "hurts"]
    assert hurts, "the sample talk has hard moments"
    assert sum(kept.moves[one.speaker][one.kind] > 0 for one in hurts) == len(hurts)
    assert all(one.quote not in msgspec.json.encode(kept).decode() for one in hurts)


@pytest.mark.parametrize("choice", [Choice(None, frozenset(PARTS)), Choice(frozenset(PARTS), None), Choice(None, None)])
def test_one_yes_is_no_yes(sample_recap, choice):
    with pytest.raises(StoreError, match="yes from both"):
        talk(sample_recap, choice=choice)


def marked(recap: Recap) -> tuple[Recap, dict[str, PartnersOwn], dict[str, set[str]]]:
    """The talk with a word of its own in each place that holds words, and which part each word belongs to."""
    belongs: dict[str, set[str]] = {part: set() for part in PARTS}

    def word(part: str) -> str:
        new = f"word{sum(map(len, belongs.values())):04}{part.replace('_', '')}"
        belongs[part].add(new)
        return new

    tones = {"helps": "helpful", "hurts": "hurtful"}
    changed = replace(
        recap,
        turns=tuple(replace(one, text=word("transcript")) for one in recap.turns),
        moments=tuple(replace(one, quote=word(tones[one.tone])) for one in recap.moments if one.tone in tones),
        agreements=tuple(replace(one, what=word("agreements")) for one in recap.agreements),
        parking_lot=tuple(replace(one, what=word("parking_lot")) for one in recap.parking_lot),
        strengths=tuple(word("helpful") for _ in recap.strengths),
        repairs=tuple(replace(one, quote=word("helpful")) for one in recap.repairs),
        private=tuple(replace(one, quote="neverword", kind="threat") for one in recap.moments[:1]),
    )
    own = {who: PartnersOwn(1, 5, word("reflections")) for who in "AB"}
    return changed, own, belongs


@given(a=ticks, b=ticks, exported=ticks)
@ASK
def test_no_word_that_was_not_ticked_by_both_ever_comes_out(sample_recap, a, b, exported):
    recap, own, belongs = marked(sample_recap)
    kept = keep(recap, Choice(a, b), began_at="2026-11-20T19:30:00Z", own=own)
    out = trimmed(kept, exported)
    for held, parts in ((kept, a & b), (out, a & b & exported)):
        forms = msgspec.json.encode(held).decode() + render_text(held.recap) + render_markdown(held.recap)
        words = set(re.findall(r"word\d{4}[a-z]+|neverword", forms))
        allowed = set().union(*(belongs[part] for part in parts)) if parts else set()
        assert words <= allowed
        stored = set(re.findall(r"word\d{4}[a-z]+", msgspec.json.encode(held).decode()))
        assert stored == allowed, "what both ticked is there, all of it"
        assert ('"mood_after":5' in forms) == ("mood" in parts)
        assert bool(held.moves) == ("counts" in parts)


def test_threats_are_never_kept(sample_recap):
    threat = replace(sample_recap.moments[0], kind="threat", tone="hurts", quote="neverword")
    recap = replace(sample_recap, moments=(*sample_recap.moments, threat), private=(threat,))
    assert "neverword" not in msgspec.json.encode(talk(recap)).decode()
    assert all("threat" not in moves for moves in talk(recap).moves.values())


# --- found again ------------------------------------------------------------------------------------------------------


def test_a_talk_comes_back_as_it_was_kept(sessions, sample_recap):
    kept = talk(sample_recap)
    sessions.keep(kept)
    assert sessions.load("talk-1") == kept
    (entry,) = sessions.history()
    assert (entry.topic, entry.names, entry.began_at) == ("the dishes", ("Maya", "Tom"), kept.began_at)
    assert entry.seconds == kept.recap.session.duration_s
    assert entry.helps > entry.hurts > 0
    assert entry.agreements == len(sample_recap.agreements)


def test_nothing_on_disk_can_be_read_without_the_key(tmp_path, sample_recap):
    sessions = Sessions(tmp_path, open_vault(tmp_path, said("four quiet words here")))
    sessions.keep(talk(sample_recap))
    everything = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    # Six letters or more: shorter words turn up in sealed text by chance.
    for word in (b"dishes", b"Marigold", b"evening", b"2026-11-20"):
        assert word not in everything
    with pytest.raises(WrongKeyError):
        open_vault(tmp_path, said("four other words here"))


def test_newest_first_found_by_topic_name_and_date(sessions, sample_recap):
    for number, (day, topic) in enumerate(
        [("2025-03-01", "Money"), ("2026-11-20", "The dishes"), ("2026-01-09", "Holidays and money")]
    ):
        sessions.keep(talk(sample_recap, f"t{number}", topic=topic, began_at=f"{day}T20:00:00+01:00"))
    assert [one.id for one in sessions.history()] == ["t1", "t2", "t0"]
    assert [one.id for one in sessions.history("MONEY")] == ["t2", "t0"]
    assert [one.id for one in sessions.history("2026 money")] == ["t2"]
    assert [one.id for one in sessions.history("tom 2026-11")] == ["t1"]
    assert sessions.history("gardening") == ()


def test_keeping_again_replaces(sessions, sample_recap):
    sessions.keep(talk(sample_recap))
    sessions.keep(talk(sample_recap, choice=Choice(frozenset(), frozenset())))
    assert len(sessions.history()) == 1
    assert sessions.load("talk-1").parts == frozenset()


@pytest.mark.parametrize("damage", ["missing", "noise", "older"])
def test_the_list_mends_itself(sessions, sample_recap, damage):
    sessions.keep(talk(sample_recap, "t1"))
    older = (sessions.folder / "index").read_bytes()
    sessions.keep(talk(sample_recap, "t2"))
    index = sessions.folder / "index"
    {"missing": index.unlink, "noise": lambda: index.write_bytes(b"noise"), "older": lambda: index.write_bytes(older)}[
        damage
    ]()
    assert {one.id for one in sessions.history()} == {"t1", "t2"}
    (sessions.folder / "keys" / "t1.key").unlink()
    assert {one.id for one in sessions.history()} == {"t1", "t2"}, "the list is whole again, and no talk was opened"


def test_one_damaged_talk_is_named_and_hides_no_other(sessions, sample_recap):
    sessions.keep(talk(sample_recap, "t1"))
    sessions.keep(talk(sample_recap, "t2"))
    path = sessions.folder / "talks" / "t1.talk"
    path.write_bytes(path.read_bytes()[:-30] + b"x" * 29 + b"\n")
    (sessions.folder / "index").unlink()
    assert [one.id for one in sessions.history()] == ["t2"]
    with pytest.raises(WrongKeyError, match=r"t1\.talk: line 2"):
        sessions.load("t1")


def test_a_newer_coach_kept_it(sessions, sample_recap, monkeypatch):
    sessions.keep(talk(sample_recap, "t1"))
    monkeypatch.setattr(keeping, "VERSION", 0)
    with pytest.raises(StoreError, match="newer coach"):
        sessions.load("t1")


def test_an_older_coach_kept_it(sessions, sample_recap, monkeypatch):
    """As if this coach wrote version 2, in which assignments have another name."""
    sessions.keep(talk(sample_recap, "t1", homework="softer"))
    monkeypatch.setattr(keeping, "VERSION", 2)
    monkeypatch.setattr(keeping, "UPGRADES", {1: lambda raw: raw | {"homework": "Softer openings"}})
    assert sessions.load("t1").homework == "Softer openings"
    monkeypatch.setattr(keeping, "UPGRADES", {})
    with pytest.raises(StoreError, match="very old"):
        sessions.load("t1")


@pytest.mark.parametrize("identity", ["../vault", "a/b", "", ".", "..", "a" * 65, "x\n", "vault.json", "é"])
def test_an_id_never_names_a_path(sessions, sample_recap, identity):
    for ask in (sessions.load, lambda one: sessions.forget([one]), sessions.recover, sessions.decided):
        with pytest.raises(StoreError):
            ask(identity)
    with pytest.raises(StoreError):
        talk(sample_recap, identity)
    assert (sessions.folder / "vault.json").exists()


# --- forgetting -------------------------------------------------------------------------------------------------------


def test_forgetting_takes_the_talk_its_key_and_its_line(sessions, sample_recap):
    sessions.keep(talk(sample_recap, "t1", topic="Money"))
    sessions.keep(talk(sample_recap, "t2"))
    copy = {path: path.read_bytes() for path in sessions.folder.rglob("*") if path.is_file()}
    assert sessions.forget(["t1", "gone"]) == ("t1",)
    assert [one.id for one in sessions.history()] == ["t2"]
    assert not [path for path in sessions.folder.rglob("*") if "t1" in path.name or path.suffix == ".old"]
    # Somebody finds the talk's old file again, but not its key: nothing opens.
    (sessions.folder / "talks" / "t1.talk").write_bytes(copy[sessions.folder / "talks" / "t1.talk"])
    with pytest.raises(StoreError):
        sessions.load("t1")


def test_what_a_key_file_held_is_overwritten_in_place(sessions, sample_recap):
    """Seen through a second name for the same place on the disk."""
    sessions.keep(talk(sample_recap, "t1"))
    seen = {}
    for name in ("keys/t1.key", "talks/t1.talk", "index"):
        os.link(sessions.folder / name, sessions.folder.parent / name.replace("/", "-"))
        seen[name] = (sessions.folder / name).read_bytes()
    sessions.forget(["t1"])
    for name, before in seen.items():
        after = (sessions.folder.parent / name.replace("/", "-")).read_bytes()
        assert after != before
        assert before[:40] not in after


def test_old_talks_are_forgotten_by_their_day(sessions, sample_recap):
    for day in ("2025-11-19", "2025-11-20", "2026-11-20"):
        sessions.keep(talk(sample_recap, f"t{day}", began_at=f"{day}T23:59:00-08:00"))
    assert sessions.forget_old(0, date(2026, 11, 20)) == ()
    assert [one.id for one in sessions.forget_old(365, date(2026, 11, 20))] == ["t2025-11-19"]
    assert [one.id for one in sessions.history()] == ["t2026-11-20", "t2025-11-20"]


def test_all_of_it_goes_without_any_key(tmp_path, sample_recap):
    folder = tmp_path / "kept"
    sessions = Sessions(folder, open_vault(folder, said("four quiet words here")))
    sessions.keep(talk(sample_recap))
    sessions.begin("talk-2", recoverable=True).close()
    (folder / "mine.txt").write_text("not of coach")
    assert forget_everything(folder) == 1
    assert [path.name for path in folder.iterdir()] == ["mine.txt"]
    (folder / "mine.txt").unlink()
    assert forget_everything(folder) == 0
    assert not folder.exists()
    assert forget_everything(folder) == 0


# --- what is lost -----------------------------------------------------------------------------------------------------


def test_a_talk_whose_key_is_gone_says_what_to_do(tmp_path, sample_recap):
    sessions = Sessions(tmp_path, open_vault(tmp_path, OPEN))
    sessions.keep(talk(sample_recap))
    (identity,) = (one.id for one in sessions.history())
    (tmp_path / f"keys/{identity}.key").unlink()
    with pytest.raises(StoreError, match="key of this talk is gone") as caught:
        sessions.load(identity)
    assert caught.value.hint.endswith(f"coach forget {identity}")


def test_a_damaged_talk_says_what_to_do(tmp_path, sample_recap):
    sessions = Sessions(tmp_path, open_vault(tmp_path, OPEN))
    sessions.keep(talk(sample_recap))
    (identity,) = (one.id for one in sessions.history())
    path = tmp_path / f"talks/{identity}.talk"
    data = bytearray(path.read_bytes())
    data[200] ^= 1
    path.write_bytes(data)
    with pytest.raises(StoreError, match="line 2 does not open") as caught:
        sessions.load(identity)
    assert caught.value.hint.endswith(f"coach forget {identity}")


def test_a_vault_that_is_gone_is_said_and_none_is_made_in_its_place(tmp_path, sample_recap):
    """A new one would shut for good what a backup of the old one still opens."""
    Sessions(tmp_path, open_vault(tmp_path, OPEN)).keep(talk(sample_recap))
    (tmp_path / "vault.json").rename(tmp_path / "elsewhere")
    for look in (lambda: lock_of(tmp_path), lambda: open_vault(tmp_path, OPEN)):
        with pytest.raises(StoreError, match="is gone, and nothing") as caught:
            look()
        assert "coach forget --all" in caught.value.hint
    (tmp_path / "elsewhere").rename(tmp_path / "vault.json")
    assert len(Sessions(tmp_path, open_vault(tmp_path, OPEN)).history()) == 1


# --- doctor -----------------------------------------------------------------------------------------------------------


def test_how_things_are_stored_in_one_line(tmp_path, sample_recap):
    keeping = Keeping(folder=str(tmp_path / "kept"), keep_days=30)
    assert "nothing kept yet" in storage_state(Settings(keeping=keeping))
    sessions = Sessions(tmp_path / "kept", open_vault(tmp_path / "kept", OPEN))
    sessions.keep(talk(sample_recap))
    line = storage_state(Settings(keeping=keeping))
    assert line.startswith("1 talk in ")
    assert "NOT locked" in line
    assert "for 30 days" in line
    assert "coach forget" in line
    assert "coach lock" in line
    locked = tmp_path / "locked"
    open_vault(locked, said("four quiet words here"))
    line = storage_state(Settings(keeping=Keeping(folder=str(locked), keep_days=0)))
    assert "locked with your passphrase, until you forget them" in line


def test_everything_means_both(sample_recap):
    assert talk(sample_recap, choice=EVERYTHING).recap.turns == sample_recap.turns
