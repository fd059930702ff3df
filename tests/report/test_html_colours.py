"""How the HTML recap looks, as far as it can be told without looking: light, dark and on paper."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from coach.report import html

STYLE = (Path(html.__file__).parent / "templates" / "recap.css").read_text("utf-8")


def colours():
    """The colours of each look: light, dark and paper."""
    blocks = [
        dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6})", block))
        for block in re.findall(r":root \{(.*?)\}", STYLE, re.DOTALL)
    ]
    light, dark, paper = blocks
    return {"light": light, "dark": light | dark, "paper": light | paper}


def luminance(colour):
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    parts = [int(digits[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("look", ["light", "dark", "paper"])
def test_words_can_be_read(look):
    there = colours()[look]
    for words in ("ink", "quiet", "leaf", "a", "b"):
        for ground in ("paper", "leaf-soft", "band"):
            assert contrast(there[words], there[ground]) >= 4.5, (words, ground)


@pytest.mark.parametrize("look", ["light", "dark", "paper"])
def test_partners_are_blue_and_orange_and_nobody_is_red(look):
    there = colours()[look]
    blue, orange = (tuple(int(there[who][n : n + 2], 16) for n in (1, 3, 5)) for who in ("a", "b"))
    assert blue[2] - blue[0] > 90  # apart in the blue-yellow direction, which colour-blind people see too
    assert orange[0] - orange[2] > 90
    assert orange[1] > 0.4 * orange[0]  # orange, and no red
