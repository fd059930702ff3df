from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.core.cleaning import clean


@pytest.mark.parametrize(
    ("given_text", "shown"),
    [
        ("I feel tired.", "I feel tired."),
        ("  two \t spaces\r\nand lines ", "two spaces and lines"),
        ("[red]no[/red] [link=x]y[/]", "[red]no[/red] [link=x]y[/]"),
        ("\x1b[31mred\x1b[0m words", "red words"),
        ("\x9b31mred", "red"),
        ("\x1b]0;a title\x07words", "words"),
        ("\x1b]8;;http://x\x1b\\link\x1b]8;;\x1b\\", "link"),
        ("\x1b]0;no end", "0;no end"),
        ("\x1bPdevice\x1b\\after", "after"),
        ("\x1b(Bplain \x1bcreset", "plain reset"),
        ("bell\x07 back\x08space\x00", "bell backspace"),
        ("\u202ereversed\u202c \u2066inside\u2069", "reversed inside"),
        ("zero\u200bwidth\ufeff soft\u00adhyphen", "zerowidth softhyphen"),
        ("line\u2028one\u2029two\u0085three", "line one two three"),
        ("café naïve 你好 “quoted” …", "café naïve 你好 “quoted” …"),
        ("a" + "\u0301" * 40, "a" + "\u0301" * 4),
        (
            "\u0301" * 6 + "a" + "\u0301" * 5 + " b" + "\u0301" * 5,
            "\u0301" * 4 + "a" + "\u0301" * 4 + " b" + "\u0301" * 4,
        ),
        ("x " + "\u0301" * 6, "x " + "\u0301" * 4),
        ("lone \ud800 surrogate", "lone surrogate"),
        ("hidden\U000e0041\U000e0042", "hidden"),
        ("", ""),
    ],
)
def test_what_is_shown(given_text, shown):
    assert clean(given_text) == shown


@given(st.text(st.one_of(st.sampled_from("\x1b[]P\\;m\x9b\x9d\x07\u202e\u200b \n3a"), st.characters())))
def test_nothing_that_moves_a_terminal_is_left_and_twice_is_once(text):
    shown = clean(text)
    assert not any(unicodedata.category(c) in {"Cc", "Cf", "Cs", "Zl", "Zp"} for c in shown)
    assert shown == shown.strip()
    assert "  " not in shown
    assert clean(shown) == shown


def test_long_hostile_text_is_linear():
    # A quadratic pattern would need hours for these.
    for piece in ("\x1b]", "\x9d", "\x1b[3", "\x1bP\x1b", "<", "\u202e"):
        assert "\x1b" not in clean(piece * 300_000)
