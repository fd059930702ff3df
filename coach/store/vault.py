"""Keys and locks: the only file that knows `cryptography`.

    the couple's lock  ->  master key  ->  one data key a talk  ->  the talk's lines

The lock is the system's key ring, else a passphrase, else (after a clear yes) none. Each talk has a key of its own, wrapped by
the master key in a small file: when that file is destroyed, what is left of the talk is noise.

Everything is AES-256-GCM, bound to what it belongs to: a line moved into another talk does not open. Passphrases become keys by
Argon2id with the second recommended parameters of RFC 9106 (3 passes, 4 lanes, 64 MiB), where it is missing by scrypt.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import os
import secrets
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, Struct

from coach.errors import StoreError
from coach.store import key_ring
from coach.store.files import alone, destroy, private_folder, read, write, write_over

Lock = Literal["key_ring", "passphrase", "none"]
SHORTEST = 8  # characters of a passphrase
_NONCE = 12
_BYTES = 32


class WrongKeyError(StoreError):
    """What was given does not open this."""


class Key:
    """One key, for one thing (`about`). Its bytes never leave this file."""

    def __init__(self, raw: bytes, about: str) -> None:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        self._raw = raw
        self._cipher = AESGCM(raw)
        self._about = about.encode()

    @classmethod
    def fresh(cls, about: str) -> Key:
        return cls(secrets.token_bytes(_BYTES), about)

    def seal(self, plain: bytes) -> bytes:
        """One line of ASCII without its line break."""
        nonce = os.urandom(_NONCE)
        return base64.urlsafe_b64encode(nonce + self._cipher.encrypt(nonce, plain, self._about))

    def open(self, token: bytes) -> bytes:
        """What was sealed. Raises WrongKeyError where a single bit differs; told apart by nothing, not even by time."""
        from cryptography.exceptions import InvalidTag

        try:
            data = _strictly(token)
            return self._cipher.decrypt(data[:_NONCE], data[_NONCE:], self._about)
        except (InvalidTag, binascii.Error, ValueError) as error:
            raise WrongKeyError(
                "This is damaged, or locked with another key.", "Use the folder and the lock that it was kept with."
            ) from error


def _strictly(token: bytes) -> bytes:
    """Characters outside the alphabet, and bits that the last one has to spare, would let damage pass unseen."""
    data = base64.b64decode(token, altchars=b"-_", validate=True)
    if base64.urlsafe_b64encode(data) != token:
        message = "not written as it is read"
        raise binascii.Error(message)
    return data


class Vault:
    """The master key, opened. Wraps and unwraps the keys of single talks."""

    def __init__(self, master: Key, lock: Lock) -> None:
        self._master = master
        self.lock = lock

    def wrap(self, key: Key) -> bytes:
        return self._master.seal(_packed(key))

    def unwrap(self, token: bytes, about: str) -> Key:
        """Raises WrongKeyError where the token is damaged or belongs to something else."""
        raw, separator, belongs = self._master.open(token).partition(b":")
        if not (separator and hmac.compare_digest(belongs, about.encode())):
            raise WrongKeyError("This key belongs to another talk.", "Restore the folder from one and the same copy.")
        return _key(raw, about)


@dataclass(frozen=True, slots=True)
class Asking:
    """How people are asked. Each is called only where it is needed."""

    passphrase: Callable[[], str]  # the one chosen before
    new_passphrase: Callable[[], str | None]  # None: they want none
    without_lock: Callable[[], bool]  # a clear yes to keeping talks that anybody with these files can read


class _Stretching(Struct, frozen=True):
    """How a passphrase becomes a key. The bounds keep a tampered file from eating the memory."""

    salt: str
    name: Literal["argon2id", "scrypt"] = "argon2id"
    memory_kib: Annotated[int, Meta(ge=8 * 4, le=256 * 1024)] = 64 * 1024
    passes: Annotated[int, Meta(ge=1, le=16)] = 3
    lanes: Annotated[int, Meta(ge=1, le=16)] = 4


class _Door(Struct, frozen=True):
    """`vault.json`: which lock, and the master key behind it."""

    id: str
    lock: Lock
    master: str  # sealed with the lock's key
    schema: Literal["coach.vault/1"] = "coach.vault/1"
    stretching: _Stretching | None = None
    key: str = ""  # lock "none": the key lies beside the lock


def lock_of(folder: Path) -> Lock | None:
    """Which lock the kept talks have; None: nothing was ever kept. Raises StoreError where vault.json is damaged."""
    path = _place(folder)
    return _door(path).lock if path.exists() else None


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


def same(one: str, other: str) -> bool:
    """Whether two secrets are the same, in a time that does not tell where they differ."""
    return hmac.compare_digest(one.encode(), other.encode())


# --- locks ------------------------------------------------------------------------------------------------------------


def _new_door(master: Key, asking: Asking, wanted: Lock | None = None) -> tuple[_Door, Key]:
    identity = secrets.token_hex(8)
    raw = secrets.token_bytes(_BYTES)
    if wanted in {None, "key_ring"} and key_ring.put(identity, _text(raw)):
        return _Door(identity, "key_ring", _wrapped(master, Key(raw, "lock"))), master
    if wanted == "key_ring":
        raise StoreError(
            "There is no key ring here that coach can use.",
            'Install it with: pip install "coach[keyring]", or take a passphrase.',
        )
    if wanted in {None, "passphrase"} and (passphrase := asking.new_passphrase()) is not None:
        stretching = _Stretching(_text(secrets.token_bytes(16)), "argon2id" if _has_argon2id() else "scrypt")
        key = _stretched(_long_enough(passphrase), stretching)
        return _Door(identity, "passphrase", _wrapped(master, key), stretching=stretching), master
    if wanted in {None, "none"} and asking.without_lock():
        return _Door(identity, "none", _wrapped(master, Key(raw, "lock")), key=_text(raw)), master
    raise StoreError("There is no lock, so nothing is kept.", "Choose a passphrase when you want to keep a talk.")


def _opened(door: _Door, asking: Asking) -> Vault:
    match door.lock:
        case "key_ring":
            key = _key(key_ring.get(door.id).encode(), "lock")
        case "passphrase":
            if door.stretching is None:
                raise _damaged()
            key = _stretched(asking.passphrase(), door.stretching)
        case "none":
            key = _key(door.key.encode(), "lock")
    try:
        return Vault(_key(key.open(door.master.encode()), "master"), door.lock)
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


def _stretched(passphrase: str, how: _Stretching) -> Key:
    salt, secret = _bytes(how.salt), passphrase.encode("utf-8", "surrogatepass")
    try:
        if how.name == "argon2id":
            from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

            kdf: Any = Argon2id(
                salt=salt, length=_BYTES, iterations=how.passes, lanes=how.lanes, memory_cost=how.memory_kib
            )
        else:
            from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

            kdf = Scrypt(salt=salt, length=_BYTES, n=2**16, r=8, p=1)  # 64 MiB
        return Key(kdf.derive(secret), "lock")
    except Exception as error:  # UnsupportedAlgorithm where the system's OpenSSL is old; ValueError for a tampered salt
        raise StoreError(
            f"The passphrase can't be used here ({type(error).__name__}).", "Open the talks where they were kept."
        ) from error


def _has_argon2id() -> bool:
    from cryptography.exceptions import UnsupportedAlgorithm

    try:
        from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

        Argon2id(salt=bytes(16), length=_BYTES, iterations=1, lanes=1, memory_cost=8)
    except (ImportError, UnsupportedAlgorithm):
        return False
    return True


# --- bytes and files --------------------------------------------------------------------------------------------------


def _place(folder: Path) -> Path:
    return folder / "vault.json"


def _door(path: Path) -> _Door:
    try:
        return msgspec.json.decode(read(path, most=100_000), type=_Door)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise _damaged() from error


def _damaged() -> StoreError:
    return StoreError("vault.json is damaged.", "Restore it from a backup, or start anew: coach forget --all")


def _wrapped(master: Key, lock: Key) -> str:
    return lock.seal(_text(master._raw).encode()).decode()  # noqa: SLF001 - the same file's own


def _packed(key: Key) -> bytes:
    return base64.urlsafe_b64encode(key._raw) + b":" + key._about  # noqa: SLF001


def _key(text: bytes, about: str) -> Key:
    raw = _bytes(text.decode("ascii", "replace"))
    if len(raw) != _BYTES:
        raise _damaged()
    return Key(raw, about)


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode()


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text.encode(), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as error:
        raise _damaged() from error
