"""Writes docs/detectors.md from the detectors' own words and the measured figures, and the figures into docs/therapists.md.

python -m tools.detectors_page
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from coach.cli.figures import Figure, Figures, Interval, load, range_of, told
from coach.cli.rules import marked
from coach.core.noticing import Detector, Example
from coach.detectors import ALL

PAGE = Path(__file__).parent.parent / "docs/detectors.md"
FOR_THERAPISTS = PAGE.with_name("therapists.md")
HEAD = """\
<!-- Made by `make docs` from coach/detectors and coach/bundled/figures.json: change those, not this. -->

# What coach notices

Every move, as the detectors know it: what it is, what is found and what is left alone, and how right it was when it was measured.
`coach rules` shows the same in a terminal. A move is found by phrases, by timing, or by a small learned layer
(`models/moves/README.md`); where nothing is sure enough, nothing is said.

- **Level.** `cue`: may be shown while you talk. `recap`: afterwards only. `off`: not at all. Yours to change in `config.toml`,
  `[guidance] levels = { dismissal = "off" }`. A threat is never a cue.
- **Your own phrases.** A therapist's rules are added to these: `docs/therapists.md`.
"""
FIGURES = """
## How right it is

Measured on {talks} labelled talks ({turns} turns, {minutes:.0f} minutes) by two writers, with the whole coach as it is shipped.
Precision: of the turns in which a move was found, how many carry its label. Recall: of the turns that carry the label, in how many it
was found. Behind each stands the 95 % interval (Wilson): where there were few, little is known. Two people who label such talks
independently agree with kappa 0.5 to 1.0.

These talks are written, not overheard, and the learned layer's thresholds were chosen with them in view; nobody has checked coach
against real couples. Expect less there. `python -m tests.benchmarks.detectors` prints them anew; `make docs` writes them here as well.

| move | level | there | found | right | precision | recall |
|---|---|---|---|---|---|---|
"""


def page(figures: Figures | None) -> str:
    """The whole page. Without figures it has none."""
    parts = [HEAD]
    if figures:
        head = FIGURES.format(talks=figures.talks, turns=figures.turns, minutes=figures.minutes)
        parts.append(head + "\n".join(_rows(figures)) + "\n")
    for title, tone in (("Moves that hurt", "hurts"), ("Moves that help", "helps"), ("Neither", "neutral")):
        parts.append(f"\n## {title}\n")
        parts += [_section(one, figures) for one in ALL if one.tone == tone]
    return "".join(parts)


def for_therapists(text: str, figures: Figures | None) -> str:
    """docs/therapists.md with the figures of today between its two marks."""
    said = ""
    if figures:
        rows = (
            f"| {name} | {_cell(one.precision, one.precision_interval)} | {_cell(one.recall, one.recall_interval)} |"
            for name, one in figures.together.items()
        )
        said = (
            f"Measured on {figures.talks} written and labelled talks ({figures.turns} turns); real couples will differ:\n\n"
            "| | of those found, right (95 % interval) | of those there, found |\n|---|---|---|\n"
            + "\n".join(rows)
            + "\n"
        )
    return re.sub(
        r"(<!-- figures -->\n).*(<!-- /figures -->)", lambda found: f"{found[1]}{said}{found[2]}", text, flags=re.DOTALL
    )


def _rows(figures: Figures) -> Iterator[str]:
    for one in ALL:
        if figure := figures.kinds.get(one.kind):
            yield _row(f"[`{one.kind}`](#{one.kind})", one.level, figure)
    for name, figure in figures.together.items():
        yield _row(f"**{name}**", "", figure)


def _row(name: str, level: str, figure: Figure) -> str:
    precision, recall = _cell(figure.precision, figure.precision_interval), _cell(figure.recall, figure.recall_interval)
    return f"| {name} | {level} | {figure.gold} | {figure.found} | {figure.right} | {precision} | {recall} |"


def _cell(value: float | None, interval: Interval | None) -> str:
    return "-" if value is None else f"{value:.2f} ({range_of(interval)})"


def _section(one: Detector, figures: Figures | None) -> str:
    figure = figures.kinds.get(one.kind) if figures else None
    lines = [f"\n### {one.kind}", f"**{_plain(one.title)}** (`{one.level}`). {_plain(one.about)}"]
    if one.tip:
        lines.append(f"To try: *{_plain(one.tip)}*")
    if one.cues:
        lines.append("On screen: " + " · ".join(f"“{_plain(cue)}”" for cue in one.cues))
    lines += ["Found:", "\n".join(_item(example) for example in one.examples if example.finds)]
    lines += ["Left alone:", "\n".join(_item(example) for example in one.examples if not example.finds)]
    if one.misses:
        lines.append(f"Known misses: {_plain(one.misses)}")
    if figure and figures:
        lines.append(told(figure, figures))
    lines.append(f"Source: {_plain(one.source)}")
    return "\n\n".join(lines) + "\n"


def _item(example: Example) -> str:
    said = _plain(marked(example, "\0", "\0")).replace("\0", "**")
    topic = f" *(topic: {_plain(example.topic)})*" if example.topic else ""
    because = f" — {_plain(example.because)}" if example.because else ""
    return f"- {said}{topic}{because}"


def _plain(text: str) -> str:
    """Text that Markdown leaves as it is."""
    return re.sub(r"([\\`*_\[\]<>|#])", r"\\\1", text)


def main() -> None:
    figures = load()
    PAGE.write_text(page(figures), encoding="utf-8")
    FOR_THERAPISTS.write_text(for_therapists(FOR_THERAPISTS.read_text("utf-8"), figures), encoding="utf-8")
    print(f"written: {PAGE} and {FOR_THERAPISTS}")


if __name__ == "__main__":
    main()
