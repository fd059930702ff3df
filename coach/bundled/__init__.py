"""Where the files that travel with the program lie: beside the package in a checkout, inside it when installed."""

from __future__ import annotations

from pathlib import Path

from coach.errors import CoachError

_HERE = Path(__file__).parent
_CHECKOUT = _HERE.parent.parent


def bundled(name: str) -> Path:
    """The path of a bundled file or folder such as `config.toml` or `models/rehearsal-en`."""
    for root in (_HERE, _CHECKOUT):
        path = root / name
        if path.exists():
            return path
    raise CoachError(f"A part of coach is missing: {name}.", "Install coach again.")
