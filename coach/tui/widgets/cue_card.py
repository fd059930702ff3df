"""One cue at a time, in one sentence; what has gone by stands small below it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from coach.core.talk import Cue
from coach.tui.plain import clock, one_line, plain

_KEPT = 6  # cues remembered on screen


class CueCard(Vertical):
    DEFAULT_CSS = """
    CueCard {
        padding: 1 2;
        & > #cue { width: 1fr; height: auto; padding-left: 1; border-left: outer $background; }
        & > #cue.-to-a { border-left: outer $partner-a; }
        & > #cue.-to-b { border-left: outer $partner-b; }
        & > #cue.-to-both { border-left: outer $primary; }
        & > #aside { width: 1fr; height: auto; color: $quiet; padding-left: 2; }
        & > #earlier { width: 1fr; height: auto; color: $quiet; margin-top: 1; padding: 1 0 0 2; border-top: solid $hairline; }
    }
    """

    def __init__(self, named: Callable[[Cue], str], *, id: str | None = None) -> None:  # noqa: A002  (Textual's name)
        """`named`: what to call a cue gone by, in a word or two."""
        super().__init__(id=id)
        self._named = named
        self._aside = ""

    def compose(self) -> ComposeResult:
        yield Static(id="cue")
        yield Static(id="aside")
        yield Static(id="earlier")

    def on_mount(self) -> None:
        self.aside("")

    def show(self, cue: Cue | None, earlier: Sequence[Cue], *, brief: bool) -> None:
        """`brief`: there is room for one line of what has gone by."""
        card = self.query_one("#cue", Static)
        card.update(Content(plain(cue.text)) if cue else "")
        to = {"A": "a", "B": "b"}.get(cue.to or "", "both") if cue else ""
        for who in ("a", "b", "both"):
            card.set_class(who == to, f"-to-{who}")
        past = self.query_one("#earlier", Static)
        past.display = bool(earlier) and not (brief and self._aside)
        past.update(self._past(earlier[:1] if brief else earlier[:_KEPT], brief=brief))

    def aside(self, text: str) -> None:
        """A quiet line below the cue; "" takes it away."""
        self._aside = text
        aside = self.query_one("#aside", Static)
        aside.update(Content(plain(text)))
        aside.display = bool(text)

    def _past(self, earlier: Sequence[Cue], *, brief: bool) -> Content:
        lines = [Content(f"· {clock(cue.at)} {plain(self._named(cue))}") for cue in earlier]
        if brief:
            width = max(20, self.content_size.width - 12)
            return Content("earlier " + one_line(lines[0].plain, width)) if lines else Content("")
        return Content("\n").join([Content("earlier"), *lines])
