"""The command line answers at once: nothing heavy is imported before it is needed."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = ("numpy", "textual", "faster_whisper", "ctranslate2", "onnxruntime", "sounddevice", "av", "vaderSentiment")

LOADED = """
import sys
from click.testing import CliRunner
from coach.cli import main
result = CliRunner().invoke(main, {arguments})
assert result.exit_code == 0, result.output
print(" ".join(sorted({{name.split(".")[0] for name in sys.modules}})))
"""


def loaded_by(*arguments: str) -> set[str]:
    run = subprocess.run(
        [sys.executable, "-c", LOADED.format(arguments=list(arguments))], check=True, capture_output=True, text=True
    )
    return set(run.stdout.split())


@pytest.mark.parametrize(
    "arguments", [("--help",), ("--version",), ("review", "--help"), ("talk", "--help"), ("listen", "--help")]
)
def test_help_loads_nothing_heavy(arguments):
    assert not loaded_by(*arguments) & set(HEAVY)


def test_a_transcript_needs_no_speech_model_and_no_sound(tmp_path):
    path = tmp_path / "talk.txt"
    path.write_text("Maya: You never help.\nTom: I hear you.\n")
    assert not loaded_by("review", str(path)) & {"faster_whisper", "onnxruntime", "sounddevice", "av", "textual"}


def test_without_a_terminal_coach_alone_explains_itself():
    run = subprocess.run(
        [sys.executable, "-m", "coach"], check=False, capture_output=True, text=True, stdin=subprocess.DEVNULL
    )
    assert run.returncode == 0
    assert "rehearse a hard talk" in run.stdout
