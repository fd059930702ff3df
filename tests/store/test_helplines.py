"""Help lines: no number without a source and a day, and none made up."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from coach.store.helplines import help_lines, told, usual_country


def test_every_line_has_a_number_and_a_source():
    lines = help_lines()
    assert dt.date(2026, 1, 1) < lines.seen_on
    assert len(lines.line) >= 10
    for one in lines.line:
        assert re.fullmatch(r"[\d -]{3,16}", one.call), one
        assert re.fullmatch(r"\d{3}( or \d{3})*", one.emergency), one
        assert len(one.source) > 10
        assert re.fullmatch(r"[A-Z]{2}(-[A-Z]{2,3})?", one.country)


def test_they_are_those_that_were_verified(shared):
    import tomllib

    verified = tomllib.loads((shared / "design" / "helplines.toml").read_text("utf-8"))["line"]
    ours = [(one.country, one.name, one.call, one.emergency) for one in help_lines().line]
    assert ours == [(one["country"], one["name"], one["call"], one["emergency"]) for one in verified]


def test_a_country_that_is_there():
    said = told("gb")
    assert said[0] == "National Domestic Abuse Helpline (Refuge): 0808 2000 247"
    assert "In danger, call 999." in said
    assert "Seen on 2026-11-20" in said[-1]
    assert "Please check" in said[-1]


def test_a_part_of_a_country_comes_with_its_name():
    assert told("AU")[0].endswith("[AU-NSW]")
    assert "[AU-NSW]" not in told("AU-NSW")[0]


@pytest.mark.parametrize("country", ["FR", "", "  ", "???", "ü" * 500])
def test_a_country_that_is_not_there_is_said_and_no_number_guessed(country):
    said = told(country)
    assert "no line is known here" in said[0]
    assert "call your local emergency number" in said[1]
    assert not re.search(r"\d{3} ?\d{3}", " ".join(said))


@pytest.mark.parametrize(
    ("language", "country"), [("en_GB.UTF-8", "GB"), ("de_DE", "DE"), ("C.UTF-8", ""), ("", ""), ("en", "")]
)
def test_a_first_guess_from_the_language(monkeypatch, language, country):
    monkeypatch.delenv("LC_ALL", raising=False)
    monkeypatch.delenv("LC_MESSAGES", raising=False)
    monkeypatch.setenv("LANG", language)
    assert usual_country() == country
