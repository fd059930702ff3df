"""TOML by somebody else: the same tables as any reader's, and no text that costs minutes."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach import toml_text
from coach.bundled import bundled

PIECES = st.sampled_from(
    ["a = 1\n", '"', "'", '"""', "'''", "\\", "#", "\n", "[a]\n", "[[b]]\n", 'x.y."z.w" = 2\n', "= ", "é.", "3.5", ", "]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES | st.text(max_size=6), max_size=14).map("".join))
def test_reads_what_the_reader_reads(text):
    try:
        wanted = tomllib.loads(text)
    except ValueError:
        with pytest.raises(ValueError):
            toml_text.parsed(text)
        return
    assert toml_text.parsed(text) == wanted


def test_dots_in_words_and_lists_are_no_keys():
    said = "No. " * 40
    text = f'a = "{said}"\nb = """{said}"""\nc = \'{said}\'\nd = [{", ".join(["0.5"] * 40)}]  # {said}'
    assert toml_text.parsed(text)["a"] == said
    toml_text.parsed(bundled("config.toml").read_text("utf-8"))


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("[" + "a." * 4000 + "b]\n" + "\n".join(f"x{n} = 1" for n in range(9000)), "16 parts"),
        ("a" + " . a" * 40 + " = 1", "16 parts"),
        ('"a"' + ".'b'" * 40 + " = 1", "16 parts"),
        ("x = { " + "é." * 40 + "b = 1 }", "16 parts|Invalid"),
        ("a = " + "[" * 5000, "deeply"),
        ("a = " + "9" * 5000, "too long"),
        ("a = " + "9" * 300_000, "too long"),
        ('"""\\' * 60_000, "key"),
        ("'" * 200_000, "key"),
    ],
)
def test_what_would_cost_too_much_is_refused_at_once(text, what):
    with pytest.raises(ValueError, match=what):
        toml_text.parsed(text)
