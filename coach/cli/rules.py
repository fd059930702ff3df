"""`coach rules`: what the coach notices, from the same data that the detectors use, with how right it was when measured."""

from __future__ import annotations

import difflib
import shlex
from collections.abc import Iterator
from pathlib import Path

import click

from coach import settings as all_settings
from coach.bundled import bundled
from coach.cli import figures as measured
from coach.cli.figures import Figures, share
from coach.cli.said import tell_of_guidance
from coach.core.cleaning import clean
from coach.core.noticing import Detector, Example
from coach.errors import ConfigError, GuidanceError

WIDTH = 79


def rules(config: str | None, kind: str | None) -> None:
    from coach.engine.parts import detectors

    settings = all_settings.load(config)
    found, figures = detectors(settings), measured.load()
    tell_of_guidance(settings)
    if kind is None:
        click.echo("\n".join(_list(found, figures)))
        return
    chosen = next((one for one in found if one.kind == kind), None)
    if chosen is None:
        near = difflib.get_close_matches(kind, [one.kind for one in found], 1)
        raise ConfigError(
            f"There is no rule called {kind}.", f"Did you mean {near[0]}?" if near else "`coach rules` lists them all."
        )
    click.echo(_page(chosen, figures))


def check_folder(name: str) -> None:
    """Reads the rules in a folder and says what they find; GuidanceError where one is left out or not as it says."""
    from coach.guidance import load_guidance
    from coach.guidance.rule_file import WHOLE_RULE

    nowhere = GuidanceError(f"There is no folder {clean(name)}.", "Check its name, or write the whole path.")
    try:
        folder = Path(name).expanduser()
        one_file, there = folder.is_file(), folder.is_dir()
    except (OSError, ValueError, RuntimeError) as error:  # a name that no system takes, nobody's home
        raise nowhere from error
    if one_file:
        raise GuidanceError(
            f"{clean(name)} is one file; a folder of rules is read whole.",
            f"Try: coach rules --check {shlex.quote(clean(str(folder.parent)))}",
        )
    if not there:
        raise nowhere
    found, warnings = load_guidance(Path(name))
    for rule in found:
        finds = sum(bool(example.finds) for example in rule.examples)
        click.echo(
            clean(
                f"fine: {rule.title} ({rule.kind}, {_level(rule)}), from {rule.source}: {finds} found, "
                f"{len(rule.examples) - finds} left alone"
            )
        )
    for warning in warnings:
        click.echo(clean(warning), err=True)
    if warnings:
        raise GuidanceError(f"{len(warnings)} to mend.", WHOLE_RULE)
    if not found:
        raise GuidanceError(f"{name} holds no rule that is switched on.", "A rule is a file whose name ends in .toml.")


def print_example() -> None:
    """A whole rule, as a file to begin from."""
    click.echo((bundled("guidance") / "brushing-off.toml").read_text("utf-8"), nl=False)


# --- the list ---------------------------------------------------------------------------------------------------------


def _list(found: tuple[Detector, ...], figures: Figures | None) -> Iterator[str]:
    yield f"{'':<16} {'level':<6} {'right, of found':<15} {'found, of there':<15}"
    for one in found:
        figure = figures.kinds.get(one.kind) if figures else None
        right = share(figure.precision, figure.found) if figure else "-"
        there = share(figure.recall, figure.gold) if figure else "-"
        yield f"{one.kind:<16} {_level(one):<6} {right:<15} {there:<15} {one.title}"
        for rule in one.added:
            yield f"{'  + your own':<16} {_level(rule):<6} {f'{rule.title}: {rule.source}':.56}"
    yield ""
    yield "level: cue (may be shown live) | recap | off; yours to change in config.toml,"
    yield "[guidance] levels. alone: in no cue and no recap; each may look at it alone."
    yield "In full, with examples and intervals: coach rules blame"
    if figures:
        yield f"Measured on {figures.talks} labelled talks, {figures.turns} turns; real couples will differ."


def _level(one: Detector) -> str:
    """Where it is told. A threat is in nothing that both read, whatever level it has."""
    return "alone" if one.kind == "threat" and one.level != "off" else one.level


# --- one of them ------------------------------------------------------------------------------------------------------


def _page(one: Detector, figures: Figures | None) -> str:
    figure = figures.kinds.get(one.kind) if figures else None
    parts = [
        f"{one.title} ({one.kind}, {_level(one)})",
        _wrapped(one.about),
        _wrapped(f"To try: {one.tip}") if one.tip else "",
        _wrapped(measured.told(figure, figures)) if figure and figures else "",
        _examples(one),
        _wrapped(f"Known misses: {one.misses}") if one.misses else "",
        _wrapped(f"Source: {one.source}"),
        *(_own(rule) for rule in one.added),
    ]
    return "\n\n".join(part for part in parts if part)


def _own(rule: Detector) -> str:
    head = _wrapped(f"Your own rule: {rule.title} ({_level(rule)}), from {rule.source}. To try: {rule.tip}")
    return f"{head}\n\n{_examples(rule)}"


def _examples(one: Detector) -> str:
    found = [_item(marked(example)) for example in one.examples if example.finds]
    left = [
        _item(f"{marked(example)}{f'   ({example.because})' if example.because else ''}")
        for example in one.examples
        if not example.finds
    ]
    return "\n".join(["Found:", *found, "", "Left alone:", *left])


def _wrapped(text: str) -> str:
    return click.wrap_text(clean(text), WIDTH)


def _item(text: str) -> str:
    return click.wrap_text(clean(text), WIDTH, initial_indent="  ", subsequent_indent="    ")


def marked(example: Example, opening: str = "[", closing: str = "]") -> str:
    """The example with brackets around what is found; earlier lines before it."""
    *before, last = example.lines
    text = last.text
    for span in sorted((span for span in example.finds if span.utterance == last.n), key=lambda span: -span.start):
        text = f"{text[: span.start]}{opening}{text[span.start : span.end]}{closing}{text[span.end :]}"
    lead = "".join(f"{line.speaker}: {line.text}  " for line in before)
    return f"{lead}{last.speaker}: {text}" if before else text
