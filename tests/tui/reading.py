"""What a person would read on the screen, line by line."""

from __future__ import annotations

from textual.app import App


def read(app: App[object]) -> str:
    """The screen as plain text, without the colours."""
    width, height = app.size
    lines = app.screen._compositor.render_strips(app.size)
    assert len(lines) <= height
    return "\n".join("".join(segment.text for segment in line).rstrip()[:width] for line in lines)
