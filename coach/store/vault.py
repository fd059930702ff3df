"""The vault and its lock: one master key for all kept talks, and who may open it.

    the couple's lock  ->  master key  ->  one data key a talk  ->  the talk's lines

The lock is the system's key ring, else a passphrase, else (after a clear yes) none. Each talk has a key of its own, wrapped by
the master key in a small file: when that file is destroyed, what is left of the talk is noise. How keys seal stands in `sealing`.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct

from coach.errors import StoreError
from coach.store import key_ring
from coach.store.files import alone, destroy, private_folder, read, write, write_over
from coach.store.sealing import Key, Stretching, WrongKeyError, damaged, same, stretched

__all__ = [
    "SHORTEST",
    "Asking",
    "Key",
    "Lock",
    "Vault",
    "WrongKeyError",
    "change_lock",
    "destroy_vault",
    "lock_of",
    "open_vault",
    "same",
]

Lock = Literal["key_ring", "passphrase", "none"]
SHORTEST = 8  # characters of a passphrase


class Vault:
    """The master key, opened. Wraps and unwraps the keys of single talks."""

    def __init__(self, master: Key, lock: Lock) -> None:
        self._master = master
        self.lock = lock

    def wrap(self, key: Key) -> bytes:
        return self._master.seal(key.written + b":" + key.about.encode())

    def unwrap(self, token: bytes, about: str) -> Key:
        """Raises WrongKeyError where the token is damaged or belongs to something else."""
        written, separator, belongs = self._master.open(token).partition(b":")
        if not (separator and hmac.compare_digest(belongs, about.encode())):
            raise WrongKeyError("This key belongs to another talk.", "Restore the folder from one and the same copy.")
        return Key.read(written, about)


@dataclass(frozen=True, slots=True)
class Asking:
    """How people are asked. Each is called only where it is needed."""

    passphrase: Callable[[], str]  # the one chosen before
    new_passphrase: Callable[[], str | None]  # None: they want none
    without_lock: Callable[[], bool]  # a clear yes to keeping talks that anybody with these files can read


class _Door(Struct, frozen=True):
    """`vault.json`: which lock, and the master key behind it."""

    id: str
    lock: Lock
    master: str  # sealed with the lock's key
    schema: Literal["coach.vault/1"] = "coach.vault/1"
    stretching: Stretching | None = None
    key: str = ""  # lock "none": the key lies beside the lock


def lock_of(folder: Path) -> Lock | None:
    """Which lock the kept talks have; None: nothing was ever kept. Raises StoreError where vault.json is damaged, or gone."""
    path = _place(folder)
    if path.exists():
        return _door(path).lock
    _nothing_without_it(folder)
    return None


def _nothing_without_it(folder: Path) -> None:
    """Raises StoreError where keys lie beside a vault that is gone: a new one would shut what a backup could still open."""
    try:
        left = any(next(folder.glob(pattern), None) for pattern in ("keys/*.key", "journals/*.key"))
    except OSError:  # not to be looked into: whoever opens it next says so
        left = False
    if left:
        raise StoreError(
            "vault.json is gone, and nothing beside it opens without it.",
            "Restore it from a backup, or start anew: coach forget --all",
        )


def open_vault(folder: Path, asking: Asking) -> Vault:
    """Opens the vault in `folder`; the first time it is made, with the best lock there is.

    Raises WrongKeyError for a wrong passphrase, StoreError where there is no lock and none is wanted.
    """
    private_folder(folder)
    path = _place(folder)
    if path.exists():
        return _opened(_door(path), asking)
    with alone(folder / ".lock"):
        if path.exists():
            return _opened(_door(path), asking)
        _nothing_without_it(folder)
        door, master = _new_door(Key.fresh("master"), asking)
        write(path, msgspec.json.encode(door))
    return Vault(master, door.lock)


def change_lock(folder: Path, vault: Vault, wanted: Lock, asking: Asking) -> Vault:
    """Puts another lock on the same talks. The old lock no longer opens them."""
    with alone(folder / ".lock"):
        before = _door(_place(folder))
        door, master = _new_door(vault._master, asking, wanted)  # noqa: SLF001 - the same file's own
        write_over(_place(folder), msgspec.json.encode(door))
        if before.lock == "key_ring":
            key_ring.remove(before.id)
    return Vault(master, door.lock)


def destroy_vault(folder: Path) -> None:
    """Every key goes with it: whatever is left of any talk is noise."""
    path = _place(folder)
    if path.exists():
        with suppress(StoreError):
            if (door := _door(path)).lock == "key_ring":
                key_ring.remove(door.id)
        destroy(path)


# --- locks ------------------------------------------------------------------------------------------------------------


def _new_door(master: Key, asking: Asking, wanted: Lock | None = None) -> tuple[_Door, Key]:
    identity, lock = secrets.token_hex(8), Key.fresh("lock")
    if wanted in {None, "key_ring"} and key_ring.put(identity, lock.written.decode()):
        return _Door(identity, "key_ring", _wrapped(master, lock)), master
    if wanted == "key_ring":
        raise StoreError(
            "There is no key ring here that coach can use.",
            'Install it with: pip install "coach[keyring]", or take a passphrase.',
        )
    if wanted in {None, "passphrase"} and (passphrase := asking.new_passphrase()) is not None:
        how = Stretching.fresh()
        lock = stretched(_long_enough(passphrase), how)
        return _Door(identity, "passphrase", _wrapped(master, lock), stretching=how), master
    if wanted in {None, "none"} and asking.without_lock():
        return _Door(identity, "none", _wrapped(master, lock), key=lock.written.decode()), master
    raise StoreError("There is no lock, so nothing is kept.", "Choose a passphrase when you want to keep a talk.")


def _opened(door: _Door, asking: Asking) -> Vault:
    match door.lock:
        case "key_ring":
            key = Key.read(key_ring.get(door.id).encode(), "lock")
        case "passphrase":
            if door.stretching is None:
                raise damaged()
            key = stretched(asking.passphrase(), door.stretching)
        case "none":
            key = Key.read(door.key.encode(), "lock")
    try:
        return Vault(Key.read(key.open(door.master.encode()), "master"), door.lock)
    except WrongKeyError as error:
        if door.lock == "passphrase":
            raise WrongKeyError(
                "That passphrase does not open the kept talks.", "Try again; mind capitals and the keyboard layout."
            ) from error
        raise WrongKeyError(
            "The key does not open the kept talks.",
            "Restore vault.json from a backup, or start anew: coach forget --all",
        ) from error


def _long_enough(passphrase: str) -> str:
    if len(passphrase) < SHORTEST:
        raise StoreError(
            f"A passphrase needs at least {SHORTEST} characters.", "Four words that you both remember are good."
        )
    return passphrase


# --- vault.json -------------------------------------------------------------------------------------------------------


def _place(folder: Path) -> Path:
    return folder / "vault.json"


def _door(path: Path) -> _Door:
    try:
        return msgspec.json.decode(read(path, most=100_000), type=_Door)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise damaged() from error


def _wrapped(master: Key, lock: Key) -> str:
    return lock.seal(master.written).decode()
