"""The recap as other programs read it: coach.recap/1."""

from __future__ import annotations

import msgspec

from coach.core.recap import Recap, for_programs


def render_json(recap: Recap, *, indent: int = 0) -> bytes:
    """UTF-8, one line without a line break; with `indent`, spread over lines for people."""
    encoded = msgspec.json.encode(for_programs(recap))
    return msgspec.json.format(encoded, indent=indent) if indent else encoded
