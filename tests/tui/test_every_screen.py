"""What holds on every screen and card: it looks as it did, nothing is cut off at 80 by 24, its keys are told, Esc Esc leaves."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.pilot import Pilot
from textual.screen import ModalScreen, Screen
from textual.scroll_view import ScrollView
from textual.widget import Widget
from textual.widgets import Input, Static

from coach.tui.screens.helping import Keys
from coach.tui.widgets.key_line import KeyLine
from coach.tui.window import CoachApp
from tests.tui.every_screen import SCREENS
from tests.tui.pictures import SIZES, picture
from tests.tui.reading import read
from tests.tui.waiting import settled

SNAPSHOTS = Path(__file__).parent / "snapshots"
MEANT = (
    "I feel … when …",
    "Getting ready to listen…",
    "Opening the microphone…",
)  # an ellipsis that does not stand for missing words
TOLD_ELSEWHERE = {"app.command_palette", "app.focus_next", "app.focus_previous"}


@pytest.fixture(autouse=True)
def in_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever this machine has."""
    monkeypatch.delenv("NO_COLOR", raising=False)


@pytest.mark.parametrize("name", SCREENS)
async def test_it_is_whole_tells_its_keys_and_is_left_at_once(name: str, tmp_path: Path) -> None:
    shown = SCREENS[name]
    app = shown.make(tmp_path)
    async with app.run_test(size=SIZES[0]) as pilot:
        await settled(pilot)
        for key in shown.keys:
            await pilot.press(key)
            await settled(pilot)
        if shown.pictured:
            now = (await picture(pilot, settled)).replace(str(tmp_path), "…")
            if now != _kept(name):  # on a busy machine a focus or a bar may come a frame late
                await settled(pilot)
                now = (await picture(pilot, settled)).replace(str(tmp_path), "…")
            _compare(name, now)
            await settled(pilot)
        assert cut_off(app.screen) == []
        assert shortened(read(app)) == []
        assert untold(app.screen) == []
        await _keys_card_tells_all(pilot)
        await pilot.press("escape", "escape")
        await pilot.pause()
    assert CoachApp.left_at_once
    assert app.return_value is None


async def test_words_without_room_are_found() -> None:
    """The test of the test: a line of ours in a box that is too small for it."""

    class Small(Screen[None]):
        CSS = "#low { height: 1; width: 12; } #box { height: 2; } "

        def compose(self) -> ComposeResult:
            yield Static("These words need more room than this.", id="low")
            with Vertical(id="box"):
                yield Static("one\ntwo\nthree")

    app = CoachApp(Small)
    async with app.run_test(size=SIZES[0]) as pilot:
        await settled(pilot)
        found = cut_off(app.screen)
    assert len(found) == 2
    assert "lines and has 1" in found[0]
    assert "too low" in found[1]


def _kept(name: str) -> str:
    kept = SNAPSHOTS / f"{name}.txt"
    return kept.read_text("utf-8") if kept.exists() else ""


def _compare(name: str, now: str) -> None:
    """Against what was kept; pytest shows which lines differ."""
    kept = SNAPSHOTS / f"{name}.txt"
    if os.environ.get("SNAPSHOTS") == "write":
        kept.parent.mkdir(exist_ok=True)
        kept.write_text(now, "utf-8")
    assert kept.exists(), f"{kept} is missing: SNAPSHOTS=write makes it"
    then = kept.read_text("utf-8")
    assert now.split("\n") == then.split("\n"), f"{name} looks different; if that is meant: SNAPSHOTS=write"


# --- nothing is cut off -----------------------------------------------------------------------------------------------


def cut_off(screen: Screen[object]) -> list[str]:
    """The widgets with words that are not all in sight, and cannot be scrolled to."""
    found = []
    for widget in screen.query("*").results(Widget):
        if not widget.display or any(not above.display for above in widget.ancestors if isinstance(above, Widget)):
            continue
        if isinstance(widget, ScrollView | Input) or not isinstance(widget, Widget) or _has_children(widget):
            continue
        if not str(widget.render()).strip():
            continue
        if why := _why_cut(widget, screen):
            found.append(f"{widget!r}: {why}: {str(widget.render())[:60]!r}")
    return found


def _has_children(widget: Widget) -> bool:
    return bool(len(widget.children))


def _why_cut(widget: Widget, screen: Screen[object]) -> str:
    width = widget.content_size.width
    if width <= 0:
        return "it has no width"
    if isinstance(widget, Static):
        needed = widget.get_content_height(screen.size, screen.size, width)
        if needed > widget.content_size.height:
            return f"it needs {needed} lines and has {widget.content_size.height}"
    region, scrolled = widget.region, False
    for above in widget.ancestors:
        if not isinstance(above, Widget):
            continue
        window = above.content_region if above is not screen else screen.region
        scrolled = scrolled or above.allow_vertical_scroll
        if region.x < window.x or region.right > window.right:
            return f"{above!r} is too narrow"
        if not scrolled and (region.y < window.y or region.bottom > window.bottom):
            return f"{above!r} is too low"
    return ""


def shortened(shown: str) -> list[str]:
    """Lines with an ellipsis that stands for words."""
    for words in MEANT:
        shown = shown.replace(words, "")
    return [line for line in shown.split("\n") if re.search(r"\w…", line)]


# --- keys -------------------------------------------------------------------------------------------------------------


def untold(screen: Screen[object]) -> list[str]:
    """The keys that are neither in the last line nor under `?`."""
    line = next(iter(screen.query(KeyLine)), None)
    in_sight = str(line.render()) if line is not None else ""
    has_page = any("question_mark" in active.binding.key for active in screen.active_bindings.values())
    return [
        f"{active.binding.key}: {active.binding.description}"
        for active in screen.active_bindings.values()
        if active.binding.show
        and active.node.__class__ is not CoachApp
        and active.binding.action not in TOLD_ELSEWHERE
        and not (has_page and active.binding.tooltip)
        and f"{screen.app.get_key_display(active.binding)} {active.binding.description}" not in in_sight
    ]


async def _keys_card_tells_all(pilot: Pilot[object]) -> None:
    """`?` opens the card; in it stands every key of the screen, and each closes again."""
    screen = pilot.app.screen
    offered = {key: active.binding for key, active in screen.active_bindings.items() if active.node is not pilot.app}
    if isinstance(screen, ModalScreen) or isinstance(screen.focused, Input) or "question_mark" not in offered:
        return
    await pilot.press("question_mark")
    await settled(pilot)
    assert isinstance(pilot.app.screen, Keys)
    told = " ".join(" ".join(str(static.render()) for static in pilot.app.screen.query(Static)).split())
    missing = [b.description for b in offered.values() if b.show and b.tooltip not in told]
    assert missing == []
    assert cut_off(pilot.app.screen) == []
    await pilot.press("question_mark")
    await settled(pilot)
    assert pilot.app.screen is screen
