"""`coach setup` says at once that it is at work: a network that is slow to answer looks like a program that hangs."""

from __future__ import annotations

from pathlib import Path

import pytest

from coach.cli.setting_up import setup
from coach.speech import models


def test_it_says_so_before_the_network_answers(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    told_before: list[str] = []

    def install(_name: str, **_: object) -> Path:
        told_before.append(capsys.readouterr().err)
        return Path("base.en")

    monkeypatch.setattr(models, "install", install)
    setup(None, "base.en", None)
    assert "Reaching for it" in told_before[0]
