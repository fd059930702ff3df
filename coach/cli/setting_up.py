"""`coach setup`, `coach doctor`, `coach devices`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from coach import settings as all_settings
from coach.core.cleaning import clean


def setup(config: str | None, model: str, folder: str | None) -> None:
    from coach.speech.models import install, install_from, models

    name = model or all_settings.load(config).hearing.model
    known = models()
    if name in known:
        chosen = known[name]
        click.echo(
            f"{name}: {chosen.about}. {chosen.bytes / 1e6:.0f} MB, licence {chosen.licence}, from {chosen.repository}.",
            err=True,
        )
    click.echo(
        "Checking the files ..." if folder is not None else "Reaching for it; a slow network takes a while ...",
        err=True,
    )
    with _bar() as told:
        path = install_from(name, Path(folder), progress=told) if folder is not None else install(name, progress=told)
    click.echo(clean(f"Ready: {path}"))


@contextmanager
def _bar() -> Iterator[Callable[[int, int, str], None]]:
    """A progress bar with the time left; on a pipe one line a file."""
    bar: object | None = None
    named = ""

    def told(done: int, total: int, file: str) -> None:
        nonlocal bar, named
        if not sys.stderr.isatty():
            if file != named:
                click.echo(f"{file} ...", err=True)
        else:
            if bar is None:
                bar = click.progressbar(length=total, label="Fetching", file=sys.stderr, show_eta=True)
            bar.update(max(0, done - bar.pos), file)  # type: ignore[attr-defined]
        named = file

    try:
        yield told
    finally:
        if bar is not None:
            bar.render_finish()  # type: ignore[attr-defined]


def devices() -> None:
    from coach.audio.microphone import devices as found

    listed = found()
    for device in listed:
        mark = "*" if device.default else " "
        click.echo(
            f"{mark} {device.number:>3}  {clean(device.name)}  ({device.channels} ch, {device.rate:.0f} Hz, {clean(device.host)})"
        )
    if not listed:
        click.echo("No microphone was found. Plug one in, or talk with `coach review` and `coach demo` without one.")
    else:
        click.echo(
            '* is the system\'s choice. Use a number or name: coach listen 3, or microphone = "..." in config.toml'
        )


def doctor(config: str | None, seconds: float) -> None:
    """Every check is made, whatever the others say. Exit code 1 when something that a talk needs is missing."""
    from coach.doctor import checks

    missing = 0
    for check in checks(config, seconds):
        click.echo(check.line())
        missing += check.needed and not check.ok
    if missing:
        click.echo(f"\n{missing} to mend before a talk by microphone. `coach demo` and transcripts work without.")
        sys.exit(1)
    click.echo("\nAll is ready for a talk.")
