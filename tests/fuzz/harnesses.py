"""All harnesses, by name."""

from __future__ import annotations

from tests.fuzz import machine, stored, transcripts, written
from tests.fuzz.harness import Harness

HARNESSES: dict[str, Harness] = {
    one.name: one for module in (transcripts, written, stored, machine) for one in module.HARNESSES
}
