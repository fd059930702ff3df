"""How a command ends: what it shows can be shown, and what went wrong is told in one place."""

from __future__ import annotations

import errno
import io
import os
import sys

import click

from coach.errors import CoachError


class Commands(click.Group):
    """Shows our errors: what happened, what to do next; exit code 1."""

    def invoke(self, ctx: click.Context) -> object:
        _let_every_character_out()
        try:
            return super().invoke(ctx)
        except CoachError as error:
            show_error(error)
            ctx.exit(1)
        except BrokenPipeError:  # the reader of our output has gone: nothing is left to say
            sys.stderr.close()
            ctx.exit(0)
        except OSError as error:
            show_error(_by_the_system(error))
            ctx.exit(1)


def show_error(error: CoachError, about: str = "") -> None:
    from coach.core.cleaning import clean

    click.echo(clean(f"{about}{error.message}") + "\n" + clean(f"  {error.hint}"), err=True)


def _let_every_character_out() -> None:
    """A character that a terminal does not have becomes `?`, not an error. Into a pipe or a file goes UTF-8, on Windows too."""
    if not isinstance(sys.stdout, io.TextIOWrapper):
        return
    if sys.platform == "win32" and not sys.stdout.isatty() and "PYTHONIOENCODING" not in os.environ:
        sys.stdout.reconfigure(encoding="utf-8")
    sys.stdout.reconfigure(errors="replace")


def _by_the_system(error: OSError) -> CoachError:
    """What the system refused where nothing of ours expected it: a name too long, a folder that may not be looked into."""
    if error.errno == errno.ENOSPC:
        return CoachError(
            "The disk is full: not everything could be written.", "Make room, then run the same command again."
        )
    what = str(error.filename or "Something coach needs")
    return CoachError(
        f"{what if len(what) < 200 else what[:200] + '…'} can't be used: {error.strerror or error}.",
        "Check the name and its rights, or name another.",
    )
