"""The HTML recap in a real browser: it prints on two pages and the browser has nothing to say about it."""

from __future__ import annotations

import re
import shutil
import subprocess

import msgspec
import pytest

from coach.cli.reviewing import Reviewer
from coach.demo import truth_path
from coach.report.html import render_html
from coach.settings import Settings

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = pytest.mark.skipif(BROWSER is None, reason="needs Chromium to print the page")


def printed(tmp_path, text):
    """The number of printed pages, and what the browser said in its console."""
    page, paper = tmp_path / "recap.html", tmp_path / "recap.pdf"
    page.write_text(text, "utf-8")
    done = subprocess.run(
        [
            BROWSER, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync",
            "--host-resolver-rules=MAP * ~NOTFOUND", f"--user-data-dir={tmp_path / 'browser'}", "--enable-logging=stderr",
            "--no-pdf-header-footer", f"--print-to-pdf={paper}", page.as_uri(),
        ],
        capture_output=True, check=True, timeout=120,
    )  # fmt: skip
    said = [line for line in done.stderr.decode(errors="replace").splitlines() if "CONSOLE" in line]
    return len(re.findall(rb"/Type\s*/Page\b", paper.read_bytes())), said


def test_the_sample_talk_prints_on_two_pages_and_even_hostile_words_do_nothing(tmp_path):
    recap = Reviewer(Settings()).recap_of(truth_path())
    evil = (
        "\"></svg></style><script>console.log('run')</script><img src=http://example.org/x onerror=console.log('run')>"
    )
    recap = msgspec.structs.replace(recap, notes=(evil,), to_practise={"A": evil, "B": recap.to_practise["B"]})
    assert printed(tmp_path, render_html(recap)) == (2, [])


def test_the_console_is_heard(tmp_path):
    assert printed(tmp_path, "<!doctype html><title>x</title><script>console.log('run')</script>")[1]
