"""Colours. The two partners are blue and orange (told apart by colour-blind people); red is used for nobody and nothing."""

from __future__ import annotations

import os
from collections.abc import Mapping

from textual.theme import Theme

DARK = Theme(
    name="evening",
    primary="#8fb3a3",
    secondary="#7d93a8",
    accent="#b7c9a8",
    warning="#d8b878",
    error="#d8b878",
    success="#8fb3a3",
    foreground="#d9d5cc",
    background="#15171b",
    surface="#1b1e23",
    panel="#23272e",
    dark=True,
    variables={
        "partner-a": "#74b6e8",
        "partner-b": "#e8a95b",
        "quiet": "#8d9096",
        "hairline": "#343941",
        "footer-background": "#15171b",
        "footer-key-foreground": "#b7c9a8",
        "footer-description-foreground": "#8d9096",
        "block-cursor-background": "#2e353d",
        "block-cursor-foreground": "#f1ede4",
    },
)
LIGHT = Theme(
    name="morning",
    primary="#3d6b5a",
    secondary="#51677c",
    accent="#4a6638",
    warning="#805a10",
    error="#805a10",
    success="#3d6b5a",
    foreground="#2c2b28",
    background="#faf7f1",
    surface="#f4f0e8",
    panel="#ebe6dc",
    dark=False,
    variables={
        "partner-a": "#00619e",
        "partner-b": "#9a5200",
        "quiet": "#6a6862",
        "hairline": "#d5cfc3",
        "footer-background": "#faf7f1",
        "footer-key-foreground": "#3d6b5a",
        "footer-description-foreground": "#6a6862",
        "block-cursor-background": "#e0dacd",
        "block-cursor-foreground": "#1f1e1b",
    },
)
HIGH_CONTRAST = Theme(
    name="high contrast",
    primary="#ffffff",
    secondary="#ffffff",
    accent="#ffffff",
    warning="#ffe08a",
    error="#ffe08a",
    success="#ffffff",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#101010",
    dark=True,
    text_alpha=1.0,
    variables={
        "partner-a": "#8fd0ff",
        "partner-b": "#ffc65c",
        "quiet": "#d0d0d0",
        "hairline": "#9a9a9a",
        "footer-background": "#000000",
        "footer-key-foreground": "#ffffff",
        "footer-description-foreground": "#d0d0d0",
        "block-cursor-background": "#ffffff",
        "block-cursor-foreground": "#000000",
    },
)
THEMES = (DARK, LIGHT, HIGH_CONTRAST)


def chosen(theme: str, environment: Mapping[str, str] = os.environ) -> str:
    """The name of the theme for a setting. "auto" follows the terminal where it says what it is (COLORFGBG), else dark."""
    if theme == "auto":
        background = environment.get("COLORFGBG", "").rpartition(";")[2]
        theme = "light" if background in {"7", "15"} else "dark"
    return {"dark": DARK, "light": LIGHT, "high_contrast": HIGH_CONTRAST}[theme].name
