"""What holds on every screen: text is text, nothing is cut off, small windows and no colours are fine."""

from __future__ import annotations

import msgspec
import pytest

from coach.core.events import Level, Unsure
from coach.settings import Screen as Looks
from coach.tui.app import CoachApp, live_app
from coach.tui.screens.recap import RecapScreen
from coach.tui.themes import DARK, HIGH_CONTRAST, LIGHT, THEMES, chosen
from coach.tui.widgets.time_line import TimeLine
from coach.tui.widgets.transcript import Transcript
from tests.tui.reading import read
from tests.tui.scripted import HEADER, ScriptedTalk, cued, heard, noticed, sample_events, sample_recap
from tests.tui.waiting import settled


def hostile() -> ScriptedTalk:
    """Everything that comes from speech or files tries to be more than text."""
    nasty = "[red]x[/] \x1b[31mred\x1b[0m \x07 \u202eback [@click=app.quit]no[/]"
    header = msgspec.structs.replace(HEADER, names=("[b]Maya[/b]", "T\x1bom"), topic=f"topic {nasty}")
    said = heard(1, "A", f"hello {nasty}")
    moment = noticed(1, "validation", "helps", said, "hello")
    odd = Unsure(at=9.0, start=8.0, end=9.0, reason="noise", text=nasty)
    talk = ScriptedTalk([said, moment, cued(1, f"cue {nasty}", moment, stay=60.0), odd], header=header)
    talk.notice = f"notice {nasty}"
    return talk


async def test_untrusted_text_is_shown_as_text() -> None:
    app = live_app(hostile())
    async with app.run_test(size=(160, 45)) as pilot:
        await settled(pilot)
        shown = read(app)
        for place in ("hello", "cue", "topic", "notice"):
            assert f"{place} [red]x[/]" in shown
        assert "[b]Maya" in shown
        assert "\x1b" not in shown
        assert "\u202e" not in shown
        await pilot.press("w")
        await settled(pilot)
        assert "cue [red]x[/]" in read(app)


async def test_untrusted_text_in_the_recap() -> None:
    recap = sample_recap()
    nasty = "[red]x[/] \x1b[31m"
    turns = tuple(msgspec.structs.replace(turn, text=nasty) for turn in recap.turns)
    moments = tuple(msgspec.structs.replace(m, quote=nasty, title=nasty, try_instead=nasty) for m in recap.moments)
    what = tuple(msgspec.structs.replace(a, what=nasty) for a in recap.agreements)
    bad = msgspec.structs.replace(
        recap, turns=turns, moments=moments, agreements=what, strengths=(nasty,), notes=(nasty,)
    )
    app = CoachApp(lambda: RecapScreen(bad))
    async with app.run_test(size=(100, 90)) as pilot:
        await settled(pilot)
        shown = read(app)
    assert shown.count("[red]x[/]") >= 10
    assert "\x1b" not in shown


async def test_nothing_is_cut_off_at_80_by_24() -> None:
    talk = ScriptedTalk(sample_events())
    talk.notice = "rehearsal-en: a small model on made voices, for this demo only"
    app = live_app(talk)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        shown = read(app)
    for words in (
        "How we split the housework", "01:11 / 20:00", "● listening", "for this demo only", "45% Tom",
        "I can do that. I'll take the dishes from Monday to Friday.", "Maya, what do you make of it?",
        "Tom: Tom takes the dishes on weekdays", "1 Maya means it", "x not agreed", "b break", "t topic", "space mute", "u not helpful", "w why?", "! help", "e end", "? keys",
    ):  # fmt: skip
        assert words in shown


@pytest.mark.parametrize("size", [(40, 12), (20, 6), (250, 70)])
async def test_odd_windows_do_no_harm(size: tuple[int, int]) -> None:
    talk = ScriptedTalk(sample_events())
    app = live_app(talk)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        assert "e end" in read(app) or size[0] < 40
        await pilot.press("w", "escape", "question_mark", "escape", "b")
        await settled(pilot)
        await pilot.press("1", "2")
        await pilot.press("e", "e")
        await settled(pilot)
        assert isinstance(app.screen, RecapScreen)


async def test_a_window_may_change_its_size() -> None:
    app = live_app(ScriptedTalk(sample_events()))
    async with app.run_test(size=(160, 45)) as pilot:
        await settled(pilot)
        for size in ((80, 24), (40, 12), (100, 30)):
            await pilot.resize_terminal(*size)
            await settled(pilot)
            assert "Monday to" in read(app)


async def test_no_color_leaves_no_hue(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = live_app(ScriptedTalk(sample_events()))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        picture = app.export_screenshot()
        assert "Maya" in read(app)
    hues = {
        colour for colour in _colours(picture) if len({colour[1:3], colour[3:5], colour[5:7]}) > 1
    } - _colours_of_the_window_frame()
    assert hues == set()


def _colours(svg: str) -> set[str]:
    import re

    return {colour.lower() for colour in re.findall(r"fill: (#[0-9a-fA-F]{6})", svg)}


def _colours_of_the_window_frame() -> set[str]:
    return {"#ff5f57", "#febc2e", "#28c840", "#c5c8c6"}


@pytest.mark.parametrize("theme", ["dark", "light", "high_contrast"])
async def test_every_theme_tells_the_partners_apart(theme: str) -> None:
    app = live_app(ScriptedTalk(sample_events()), looks=Looks(theme=theme))  # type: ignore[arg-type]
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        colours = _colours(app.export_screenshot())
    palette = next(t for t in THEMES if t.name == chosen(theme)).variables
    assert {palette["partner-a"], palette["partner-b"]} <= colours


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_text_is_readable_on_its_ground(theme: object) -> None:
    """Contrast of at least 4.5 to 1, as WCAG asks of small text."""
    from textual.color import Color

    assert theme in THEMES
    for ground in (theme.background, theme.surface):  # type: ignore[attr-defined]
        for name in ("partner-a", "partner-b", "quiet"):
            assert _contrast(Color.parse(theme.variables[name]), Color.parse(ground)) >= 4.5  # type: ignore[attr-defined]


def _contrast(one: object, other: object) -> float:
    def light(colour: object) -> float:
        parts = [v / 255 for v in colour.rgb]  # type: ignore[attr-defined]
        linear = [v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    bright, dark = sorted((light(one), light(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def test_the_theme_follows_the_terminal_where_it_is_known() -> None:
    assert chosen("auto", {"COLORFGBG": "0;15"}) == LIGHT.name
    assert chosen("auto", {"COLORFGBG": "15;0"}) == DARK.name
    assert chosen("auto", {}) == DARK.name
    assert chosen("high_contrast", {"COLORFGBG": "0;15"}) == HIGH_CONTRAST.name


async def test_without_animation_nothing_moves_by_itself() -> None:
    app = live_app(ScriptedTalk([Level(at=1.0, channels=(-30.0,))]), looks=Looks(animation=False))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("b")
        await settled(pilot)
        from coach.tui.screens.rest import Circle

        circle = app.screen.query_one(Circle)
        assert app.animation_level == "none"
        assert str(circle.render()) == str(circle.render())
        assert not circle.auto_refresh


async def test_a_crash_does_not_print_the_words_of_the_talk(capsys: pytest.CaptureFixture[str]) -> None:
    app = live_app(ScriptedTalk([heard(1, "A", "a very private sentence")]))

    def burst() -> None:
        words = app.screen.query_one(Transcript).shown
        assert "private" in words
        raise RuntimeError(str(len(words)))

    async def crash() -> None:
        async with app.run_test(size=(80, 24)) as pilot:
            await settled(pilot)
            app.screen.call_later(burst)
            await settled(pilot)

    with pytest.raises(RuntimeError):
        await crash()
    told = capsys.readouterr()
    assert "RuntimeError" in told.err
    assert "a very private" not in told.err + told.out


async def test_our_own_words_are_gentle() -> None:
    """What the screens themselves say, apart from the talk: no orders, no exclamation, no blame."""
    told: list[str] = []
    quiet = ScriptedTalk([Level(at=1.0, channels=(-30.0,))])
    app = live_app(quiet)
    async with app.run_test(size=(100, 40)) as pilot:
        for keys in (
            ["question_mark"],
            ["escape", "a", "exclamation_mark"],
            ["escape", "e"],
            ["escape", "a", "b"],
            ["question_mark"],
        ):
            await pilot.press(*keys)
            await settled(pilot)
            told.append(read(app))
    words = " ".join(told).lower().replace("!  when", "").replace("! help", "")
    for word in ("always", "never", "should", "wrong", "must", "failed"):
        assert word not in words.split()
    assert "!" not in words


async def test_a_very_long_talk_can_be_walked_along() -> None:
    """3,000 turns: the chart is drawn from totals, and one step is one step."""
    recap = sample_recap()
    turns = tuple(
        msgspec.structs.replace(recap.turns[n % 11], n=n, start=n * 2.0, end=n * 2.0 + 1.5) for n in range(3000)
    )
    long = msgspec.structs.replace(recap, turns=turns)
    app = CoachApp(lambda: RecapScreen(long))
    async with app.run_test(size=(100, 60)) as pilot:
        await settled(pilot)
        line = app.screen.query_one(TimeLine)
        line.focus()
        await pilot.press("end", "left")
        assert line.turn == 2998
