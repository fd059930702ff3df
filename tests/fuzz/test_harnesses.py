"""What `make fuzz` does for minutes, for a moment: every harness on what is as it should be, and on some of it changed."""

from __future__ import annotations

import random

import pytest

from tests.fuzz.harness import changed
from tests.fuzz.harnesses import HARNESSES
from tests.fuzz.machine import WEIGHTS

CHANGES = 25

# Inputs that once were not dealt with, by harness.
FOUND: dict[str, list[bytes]] = {
    "words": [b"2\x1f", b"1" + "\ue1e1".encode() * 180, b"9" * 2000, b"~nobody/x", b"/" + b"x" * 300],
    "models": [b"\0" + b"[" * 100_000, b"\0" + b"9" * 9000, b"\2" + WEIGHTS[:22] + b"\xff\xff\xff\xff" + WEIGHTS[26:]],
    "exports": [b"\0" + b"[" * 100_000, b'\0{"schema": [[]], "talks": {}}'],
    "rules": [b"[" + b"a." * 9000 + b"b]\nx = 1", b"a = " + b"[" * 9000, b"a = " + b"9" * 9000],
    "homework": [b"[" + b"a." * 9000 + b"b]\nx = 1", b'schema = [["coach.homework/1"]]', b"a = " + b"9" * 9000],
    "config": [b"[" + b"a." * 9000 + b"b]\nx = 1", b"talk = 1", b'"' + b"k" * 9000 + b'" = 1', b"a = " + b"[" * 9000],
    "sealed": [
        b'\0{"schema":"coach.index/1","entries":[{"id":"talk-1","began_at":"2026-11-20T19:3+01:00","topic":"","names":["",""]}]}'
    ],
}


@pytest.mark.parametrize("name", HARNESSES)
def test_as_it_should_be_and_a_little_changed(name, monkeypatch):
    monkeypatch.setattr("os.fsync", lambda _: None)
    harness = HARNESSES[name]
    chance = random.Random(name)  # noqa: S311
    seeds = list(harness.seeds())
    for data in (*seeds, *FOUND.get(name, ()), b"", b"\0", b"\3"):
        harness.run(data)
    for _ in range(CHANGES):
        harness.run(changed(chance.choice(seeds), harness.longest, chance.randrange(2**32)))
