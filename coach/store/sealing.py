"""Keys, and what is sealed with them: the only file that knows `cryptography`.

Everything is AES-256-GCM, bound to what it belongs to: a line moved into another talk does not open. Passphrases become keys by
Argon2id with the second recommended parameters of RFC 9106 (3 passes, 4 lanes, 64 MiB), where it is missing by scrypt.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import os
import secrets
from typing import Annotated, Any, Literal

from msgspec import Meta, Struct

from coach.errors import StoreError

_NONCE = 12
_BYTES = 32


class WrongKeyError(StoreError):
    """What was given does not open this."""


class Key:
    """One key, for one thing (`about`). Its bytes leave it only as `written`, for another key to seal or for a lock to hold."""

    def __init__(self, raw: bytes, about: str) -> None:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        self._raw = raw
        self._cipher = AESGCM(raw)
        self.about = about

    @classmethod
    def fresh(cls, about: str) -> Key:
        return cls(secrets.token_bytes(_BYTES), about)

    @classmethod
    def read(cls, written: bytes, about: str) -> Key:
        """The key that was `written`. Raises StoreError where these are not the bytes of a key."""
        raw = _bytes(written.decode("ascii", "replace"))
        if len(raw) != _BYTES:
            raise damaged()
        return cls(raw, about)

    @property
    def written(self) -> bytes:
        """Its bytes in ASCII, without what it is for."""
        return _text(self._raw).encode()

    def seal(self, plain: bytes) -> bytes:
        """One line of ASCII without its line break."""
        nonce = os.urandom(_NONCE)
        return base64.urlsafe_b64encode(nonce + self._cipher.encrypt(nonce, plain, self.about.encode()))

    def open(self, token: bytes) -> bytes:
        """What was sealed. Raises WrongKeyError where a single bit differs; told apart by nothing, not even by time."""
        from cryptography.exceptions import InvalidTag

        try:
            data = _strictly(token)
            return self._cipher.decrypt(data[:_NONCE], data[_NONCE:], self.about.encode())
        except (InvalidTag, binascii.Error, ValueError) as error:
            raise WrongKeyError(
                "This is damaged, or locked with another key.", "Use the folder and the lock that it was kept with."
            ) from error


class Stretching(Struct, frozen=True):
    """How a passphrase becomes a key. The bounds keep a tampered file from eating the memory."""

    salt: str
    name: Literal["argon2id", "scrypt"] = "argon2id"
    memory_kib: Annotated[int, Meta(ge=8 * 4, le=256 * 1024)] = 64 * 1024
    passes: Annotated[int, Meta(ge=1, le=16)] = 3
    lanes: Annotated[int, Meta(ge=1, le=16)] = 4

    @classmethod
    def fresh(cls) -> Stretching:
        """With a salt of its own, and the best that the system's OpenSSL can do."""
        return cls(_text(secrets.token_bytes(16)), "argon2id" if _has_argon2id() else "scrypt")


def stretched(passphrase: str, how: Stretching) -> Key:
    """The key of a lock. Raises StoreError where this system can't make it, or the salt is none."""
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


def same(one: str, other: str) -> bool:
    """Whether two secrets are the same, in a time that does not tell where they differ."""
    return hmac.compare_digest(one.encode(), other.encode())


def damaged() -> StoreError:
    """Of the file that every key hangs on."""
    return StoreError("vault.json is damaged.", "Restore it from a backup, or start anew: coach forget --all")


def _strictly(token: bytes) -> bytes:
    """Characters outside the alphabet, and bits that the last one has to spare, would let damage pass unseen."""
    data = base64.b64decode(token, altchars=b"-_", validate=True)
    if base64.urlsafe_b64encode(data) != token:
        message = "not written as it is read"
        raise binascii.Error(message)
    return data


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode()


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text.encode(), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as error:
        raise damaged() from error
