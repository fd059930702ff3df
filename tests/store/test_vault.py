"""Locks and keys: what opens, what does not, and what is said then."""

from __future__ import annotations

import ast
import json
import stat
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import coach
from coach.errors import CoachError, StoreError
from coach.store import key_ring
from coach.store.vault import Asking, Key, WrongKeyError, change_lock, destroy_vault, lock_of, open_vault, same
from tests.store.conftest import OPEN, said


class Ring:
    """A key ring of cardboard: the part of the library `keyring` that is used."""

    priority = 5

    def __init__(self) -> None:
        self.held: dict[tuple[str, str], str] = {}
        self.broken = False

    def get_keyring(self):
        return self

    def set_password(self, service, name, secret):
        self._answer()
        self.held[service, name] = secret

    def get_password(self, service, name):
        self._answer()
        return self.held.get((service, name))

    def delete_password(self, service, name):
        self._answer()
        del self.held[service, name]

    def _answer(self):
        if self.broken:
            raise RuntimeError("the desktop is gone")


@pytest.fixture
def ring(monkeypatch):
    ring = Ring()
    monkeypatch.setattr("coach.store.key_ring.key_ring", lambda: ring)
    return ring


def test_what_is_sealed_opens_again_and_only_with_its_key():
    key, other = Key.fresh("talk:1"), Key.fresh("talk:1")
    token = key.seal(b"Maya said that")
    assert key.open(token) == b"Maya said that"
    assert b"\n" not in token
    assert b"Maya said" not in token
    with pytest.raises(WrongKeyError):
        other.open(token)


@given(st.binary(max_size=200), st.integers(0), st.integers(1, 255))
def test_a_single_changed_byte_is_noticed(plain, where, change):
    key = Key.fresh("talk:1")
    token = bytearray(key.seal(plain))
    token[where % len(token)] ^= change
    with pytest.raises(WrongKeyError):
        key.open(bytes(token))


@given(st.binary(max_size=100))
def test_noise_opens_nothing(noise):
    with pytest.raises(WrongKeyError):
        Key.fresh("talk:1").open(noise)


def test_the_key_of_one_talk_does_not_pass_for_another(vault):
    wrapped = vault.wrap(Key.fresh("talk:1"))
    vault.unwrap(wrapped, "talk:1")
    with pytest.raises(WrongKeyError, match="another talk"):
        vault.unwrap(wrapped, "talk:2")


def test_a_passphrase_opens_what_it_locked(tmp_path):
    key = Key.fresh("x")
    first = open_vault(tmp_path, said("four quiet words here"))
    wrapped = first.wrap(key)
    assert first.lock == lock_of(tmp_path) == "passphrase"
    again = open_vault(tmp_path, said("four quiet words here"))
    assert again.unwrap(wrapped, "x").open(key.seal(b"said")) == b"said"
    with pytest.raises(WrongKeyError, match="passphrase does not open"):
        open_vault(tmp_path, said("four quiet words there"))


def test_the_passphrase_stands_nowhere(tmp_path):
    open_vault(tmp_path, said("four quiet words here"))
    assert all(b"quiet" not in path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())


def test_without_argon2id_scrypt_does(tmp_path, monkeypatch):
    monkeypatch.setattr("coach.store.sealing._has_argon2id", lambda: False)
    open_vault(tmp_path, said("four quiet words here"))
    assert json.loads((tmp_path / "vault.json").read_text())["stretching"]["name"] == "scrypt"
    assert open_vault(tmp_path, said("four quiet words here")).lock == "passphrase"


def test_a_short_passphrase_is_turned_away(tmp_path):
    with pytest.raises(StoreError, match="at least 8"):
        open_vault(tmp_path, said("short"))
    assert lock_of(tmp_path) is None


def test_without_a_clear_yes_nothing_is_kept(tmp_path):
    with pytest.raises(StoreError, match="nothing is kept"):
        open_vault(tmp_path, said_none())
    assert lock_of(tmp_path) is None


def said_none():
    return Asking(passphrase=lambda: "", new_passphrase=lambda: None, without_lock=lambda: False)


def test_a_key_ring_comes_first_and_nobody_is_asked(tmp_path, ring):
    key = Key.fresh("x")
    wrapped = open_vault(tmp_path, OPEN).wrap(key)
    assert lock_of(tmp_path) == "key_ring"
    assert len(ring.held) == 1
    assert open_vault(tmp_path, OPEN).unwrap(wrapped, "x").open(key.seal(b"said")) == b"said"


def test_a_key_ring_that_does_not_work_is_passed_by(tmp_path, ring):
    ring.broken = True
    assert open_vault(tmp_path, said("four quiet words here")).lock == "passphrase"


@pytest.mark.parametrize("fault", ["broken", "emptied", "gone"])
def test_a_key_ring_that_fails_later_says_so(tmp_path, ring, monkeypatch, fault):
    open_vault(tmp_path, OPEN)
    ring.broken = fault == "broken"
    if fault == "emptied":
        ring.held.clear()
    if fault == "gone":
        monkeypatch.setattr("coach.store.key_ring.key_ring", lambda: None)
    with pytest.raises(StoreError, match="key ring") as caught:
        open_vault(tmp_path, OPEN)
    assert caught.value.hint


@pytest.mark.parametrize(
    ("module", "name", "priority", "usable"),
    [
        ("keyring.backends.SecretService", "Keyring", 5, True),
        ("keyring.backends.fail", "Keyring", 0, False),
        ("keyring.backends.null", "Keyring", 1, False),
        ("keyrings.alt.file", "PlaintextKeyring", 1, False),
        ("keyrings.alt.file", "EncryptedKeyring", 0.6, False),
    ],
)
def test_which_key_rings_are_safe(monkeypatch, module, name, priority, usable):
    backend = type(name, (), {"__module__": module, "priority": priority})()
    library = type("Library", (), {"get_keyring": staticmethod(lambda: backend)})
    monkeypatch.undo()  # the real look, not the one of the fixture
    monkeypatch.setattr("importlib.import_module", lambda _: library)
    assert (key_ring.key_ring() is library) == usable


def test_another_lock_on_the_same_talks(tmp_path, ring):
    key = Key.fresh("x")
    vault = open_vault(tmp_path, OPEN)
    wrapped = vault.wrap(key)
    change_lock(tmp_path, vault, "passphrase", said("four quiet words here"))
    assert not ring.held
    assert [path.name for path in tmp_path.iterdir() if not path.name.startswith(".")] == ["vault.json"]
    opened = open_vault(tmp_path, said("four quiet words here"))
    assert opened.unwrap(wrapped, "x").open(key.seal(b"said")) == b"said"
    assert change_lock(tmp_path, opened, "none", OPEN).lock == "none"
    assert open_vault(tmp_path, OPEN).unwrap(wrapped, "x").open(key.seal(b"said")) == b"said"


def test_a_lock_that_is_not_there_leaves_the_old_one(tmp_path, vault):
    with pytest.raises(StoreError, match="no key ring"):
        change_lock(tmp_path / "kept", vault, "key_ring", OPEN)
    assert lock_of(tmp_path / "kept") == "none"


def test_when_the_vault_goes_its_key_goes_too(tmp_path, ring):
    open_vault(tmp_path, OPEN)
    destroy_vault(tmp_path)
    assert not ring.held
    assert lock_of(tmp_path) is None


def test_only_the_owner_may_look_in(tmp_path):
    folder = tmp_path / "kept"
    folder.mkdir(mode=0o755)
    open_vault(folder, OPEN)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)
@given(st.data())
def test_a_tampered_vault_never_crashes(tmp_path, data):
    folder = tmp_path / "kept"
    open_vault(folder, OPEN)
    path = folder / "vault.json"
    good = path.read_bytes()
    raw = bytearray(good)
    for _ in range(data.draw(st.integers(1, 4))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    path.write_bytes(data.draw(st.one_of(st.just(bytes(raw)), st.binary(max_size=60))))
    try:
        open_vault(folder, OPEN)
    except CoachError as error:
        assert error.hint
    finally:
        path.write_bytes(good)


def test_a_tampered_vault_can_not_eat_the_memory(tmp_path):
    open_vault(tmp_path, said("four quiet words here"))
    path = tmp_path / "vault.json"
    path.write_text(path.read_text().replace('"memory_kib":65536', '"memory_kib":999999999'))
    with pytest.raises(StoreError, match="damaged"):
        open_vault(tmp_path, said("four quiet words here"))


def test_secrets_are_compared_whole():
    assert same("pässword", "pässword")
    assert not same("password", "passwore")


def test_one_file_knows_the_library():
    """What seals and opens is in one place, where it can be read at one go."""
    root = Path(coach.__file__).parent
    knowing = {path.name for path in root.rglob("*.py") if "cryptography" in _imported(path)}
    assert knowing == {"sealing.py"}


def _imported(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name.split(".")[0] for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.split(".")[0])
    return found
