"""Kept talks made of the sample talk, behind a lock that asks nobody."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from coach.core.conversation import Conversation
from coach.core.events import Event
from coach.core.recap import Recap
from coach.core.recapping import recap
from coach.demo import truth_path
from coach.detectors import ALL
from coach.engine.review import review_transcript
from coach.settings import Settings
from coach.store.kept import PARTS, Choice, Kept, PartnersOwn, keep
from coach.store.sessions import Sessions
from coach.store.vault import Asking, Vault, open_vault
from coach.transcripts import read_transcript

EVERYTHING = Choice(frozenset(PARTS), frozenset(PARTS))
OWN = {"A": PartnersOwn(2, 4, "Marigold felt heard."), "B": PartnersOwn(3, 4, "Breathing helped.")}


def refused() -> str:
    raise AssertionError("nobody is to be asked for a passphrase here")


OPEN = Asking(passphrase=refused, new_passphrase=lambda: None, without_lock=lambda: True)


def said(*passphrases: str) -> Asking:
    """Answers every question for a passphrase with the next of these, the last again and again."""
    left = list(passphrases)

    def next_one() -> str:
        return left.pop(0) if len(left) > 1 else left[0]

    return Asking(passphrase=next_one, new_passphrase=next_one, without_lock=lambda: False)


@pytest.fixture(scope="session")
def sample_events() -> tuple[Event, ...]:
    """All events of the sample talk, from its written truth."""
    header, utterances = read_transcript(truth_path())
    return tuple(review_transcript(header, utterances, Conversation(ALL, Settings())))


@pytest.fixture(scope="session")
def sample_recap(sample_events) -> Recap:
    return recap(sample_events, ALL)


def talk(sample_recap: Recap, identity: str = "talk-1", choice: Choice = EVERYTHING, **changes) -> Kept:
    named = replace(
        sample_recap,
        session=replace(sample_recap.session, id=identity, topic=changes.pop("topic", sample_recap.session.topic)),
    )
    asked = {"began_at": "2026-11-20T19:30:00+01:00", "own": OWN} | changes
    return keep(named, choice, **asked)


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return open_vault(tmp_path / "kept", OPEN)


@pytest.fixture
def sessions(tmp_path: Path, vault: Vault) -> Sessions:
    return Sessions(tmp_path / "kept", vault)


@pytest.fixture(autouse=True)
def no_key_ring(monkeypatch):
    """Whatever this machine has: a test says itself when there is a key ring."""
    monkeypatch.setattr("coach.store.key_ring.key_ring", lambda: None)
