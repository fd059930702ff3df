"""The system's key ring, where the optional library `keyring` is installed and has somewhere safe to put a secret."""

from __future__ import annotations

import hmac
import importlib
from contextlib import suppress
from typing import Any

from coach.errors import StoreError

SERVICE = "coach"
_UNSAFE = ("fail", "null", "plaintext")  # in the names of back-ends that keep nothing, or keep it readable


def key_ring() -> Any | None:
    """The `keyring` module; None where it is not installed, finds no key ring, or only one that is not safe."""
    try:
        module = importlib.import_module("keyring")
        backend = module.get_keyring()
        safe = backend.priority >= 1  # the library's own mark: below 1 is plain text, missing or not recommended
    except Exception:  # noqa: BLE001 - not installed, or its desktop is broken: both mean there is none
        return None
    kind = f"{type(backend).__module__}.{type(backend).__name__}".lower()
    return module if safe and not any(word in kind for word in _UNSAFE) else None


def put(name: str, secret: str) -> bool:
    """Whether the key ring took the secret and gives it back."""
    module = key_ring()
    if module is None:
        return False
    try:
        module.set_password(SERVICE, name, secret)
        found = module.get_password(SERVICE, name)
    except Exception:  # noqa: BLE001 - each system has errors of its own: whatever it is, there is no key ring
        return False
    return isinstance(found, str) and hmac.compare_digest(found.encode(), secret.encode())


def get(name: str) -> str:
    """The secret. Raises StoreError where the key ring is locked, or has it not."""
    module = key_ring()
    try:
        found = module.get_password(SERVICE, name) if module is not None else None
    except Exception as error:
        raise StoreError(
            f"The key ring does not answer ({type(error).__name__}).", "Unlock your desktop's key ring and try again."
        ) from error
    if not isinstance(found, str):
        raise StoreError(
            "The key of the kept talks is not in this key ring.",
            "Log in as the user who kept them; without the key nobody can open them.",
        )
    return found


def remove(name: str) -> None:
    """Takes the secret out, where it is in reach."""
    if (module := key_ring()) is not None:
        with suppress(Exception):  # gone already, or locked
            module.delete_password(SERVICE, name)
