"""`coach rules`: what the coach notices, from the same data that the detectors use."""

from __future__ import annotations

import difflib

import click

from coach import settings as all_settings
from coach.core.noticing import Detector, Example
from coach.errors import ConfigError


def rules(config: str | None, kind: str | None) -> None:
    from coach.engine.parts import detectors

    found = detectors(all_settings.load(config))
    if kind is None:
        for one in found:
            click.echo(f"{one.kind:<16} {one.level:<6} {one.tone:<7} {one.title}")
        click.echo(
            "\nlevel: cue (may be shown live) | recap | off; yours to change in config.toml, [guidance] levels. In full: coach rules blame"
        )
        return
    chosen = next((one for one in found if one.kind == kind), None)
    if chosen is None:
        near = difflib.get_close_matches(kind, [one.kind for one in found], 1)
        raise ConfigError(
            f"There is no rule called {kind}.", f"Did you mean {near[0]}?" if near else "`coach rules` lists them all."
        )
    click.echo(_page(chosen))


def _page(one: Detector) -> str:
    found = [f"  {_marked(example)}" for example in one.examples if example.finds]
    left = [
        f"  {_marked(example)}{f'   ({example.because})' if example.because else ''}"
        for example in one.examples
        if not example.finds
    ]
    parts = [
        f"{one.title} ({one.kind}, {one.level})",
        one.about,
        f"Try: {one.tip}" if one.tip else "",
        "Found:\n" + "\n".join(found),
        "Left alone:\n" + "\n".join(left),
        f"Known misses: {one.misses}" if one.misses else "",
        f"Source: {one.source}",
    ]
    return "\n\n".join(part for part in parts if part)


def _marked(example: Example) -> str:
    """The example with brackets around what is found; earlier lines before it."""
    *before, last = example.lines
    text = last.text
    for span in sorted((span for span in example.finds if span.utterance == last.n), key=lambda span: -span.start):
        text = f"{text[: span.start]}[{text[span.start : span.end]}]{text[span.end :]}"
    lead = "".join(f"{line.speaker}: {line.text}  " for line in before)
    return f"{lead}{last.speaker}: {text}" if before else text
