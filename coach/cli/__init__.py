"""The command line. Each command loads what it needs and no more, so that `coach --help` answers at once."""

from __future__ import annotations

import errno
import sys

import click

from coach import __version__
from coach.errors import CoachError


class _Group(click.Group):
    """Shows our errors in one place: what happened, what to do next; exit code 1."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except CoachError as error:
            show_error(error)
            ctx.exit(1)
        except BrokenPipeError:  # the reader of our output has gone: nothing is left to say
            sys.stderr.close()
            ctx.exit(0)
        except OSError as error:
            if error.errno != errno.ENOSPC:
                raise
            show_error(
                CoachError(
                    "The disk is full: not everything could be written.", "Make room, then run the same command again."
                )
            )
            ctx.exit(1)


def show_error(error: CoachError, about: str = "") -> None:
    from coach.core.cleaning import clean

    click.echo(clean(f"{about}{error.message}") + "\n" + clean(f"  {error.hint}"), err=True)


@click.group(
    cls=_Group,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="coach")
@click.option(
    "--config", type=click.Path(dir_okay=False), help="Read this configuration file instead of the usual one."
)
@click.pass_context
def main(ctx: click.Context, config: str | None) -> None:
    """Sits beside two people while they rehearse a hard talk.

    Listens on this machine and nowhere else, shows one gentle cue at a time, and afterwards tells kindly how it went.
    This is practice, not therapy.
    """
    ctx.obj = config
    if ctx.invoked_subcommand is None:
        if not (sys.stdin.isatty() and sys.stdout.isatty()):
            click.echo(ctx.get_help())
            return
        from coach.cli.talking import home

        home(config)


@main.command()
@click.option("--minutes", type=click.FloatRange(0, 240), help="How long you mean to talk; 0: open end.")
@click.option("--topic", default=None, help="What the talk is about, in one sentence.")
@click.option("--speakers", metavar="A,B", help="Both names, separated by a comma.")
@click.option("--model", help="Speech model: a name or a folder.")
@click.option("--from-file", type=click.Path(), help="Listen to a recording instead of the microphone.")
@click.option("--pace", type=click.Choice(["realtime", "fast"]), default="realtime", help="For --from-file.")
@click.pass_obj
def talk(config: str | None, /, **said: object) -> None:
    """Have a talk, with the coach on screen."""
    from coach.cli.talking import talk as run

    run(config, said)


@main.command()
@click.pass_obj
def demo(config: str | None) -> None:
    """Watch the coach at work on the sample talk (two synthetic voices, two to three minutes)."""
    from coach.cli.talking import demo as run

    run(config)


@main.command()
@click.argument("source")
@click.option(
    "--format", "form", type=click.Choice(["jsonl"]), default="jsonl", help="One JSON object a line, flushed at once."
)
@click.option(
    "--pace", type=click.Choice(["fast", "realtime"]), default="fast", help="For a file: as fast as it can, or as life."
)
@click.option("--second", default="", help="A second microphone: one for each partner.")
@click.option("--both-agree", is_flag=True, help="Both partners know that the microphone listens, and agree.")
@click.option("--topic", default=None, help="What the talk is about, in one sentence.")
@click.option("--speakers", metavar="A,B", help="Both names, separated by a comma.")
@click.option("--model", help="Speech model: a name or a folder.")
@click.pass_obj
def listen(config: str | None, /, **said: object) -> None:
    """Print what happens in a talk, as it happens. SOURCE is `mic`, a device name or number, or a file.

    Ctrl-C ends the talk; the recap is the last line.
    """
    from coach.cli.listening import listen as run

    run(config, said)


@main.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--format", "form", type=click.Choice(["text", "json", "md"]), default="text")
@click.option("--topic", default=None, help="What the talk is about, in one sentence.")
@click.option(
    "--speakers", metavar="A,B", help="The names, in the order in which they first speak (or to pick out two names)."
)
@click.option("--model", help="Speech model for recordings: a name or a folder.")
@click.option("--output", type=click.Path(dir_okay=False), help="Write here instead of to the terminal.")
@click.option("--private", is_flag=True, help="With threats and coercion, for one partner's own eyes.")
@click.pass_obj
def review(config: str | None, /, **said: object) -> None:
    """Look back on recordings and transcripts: what went well, what to try, what was agreed.

    Sound: wav flac mp3 m4a ogg opus webm mp4. Text: coach and Whisper JSON, vtt, srt, txt ("Maya: words").
    """
    from coach.cli.reviewing import review as run

    run(config, said)


@main.command()
@click.option("--model", default="", help="tiny.en, base.en (the default) or small.en.")
@click.option("--from", "folder", type=click.Path(), help="Take the files from this folder instead of fetching them.")
@click.pass_obj
def setup(config: str | None, model: str, folder: str | None) -> None:
    """Fetch the speech model, once. Nothing else ever uses the network."""
    from coach.cli.setting_up import setup as run

    run(config, model, folder)


@main.command()
@click.option(
    "--seconds", type=click.FloatRange(0, 30), default=3, help="How long to listen to the microphone; 0: not at all."
)
@click.pass_obj
def doctor(config: str | None, seconds: float) -> None:
    """Check what coach needs on this machine, and say what to do where something is missing."""
    from coach.cli.setting_up import doctor as run

    run(config, seconds)


@main.command()
def devices() -> None:
    """List the microphones."""
    from coach.cli.setting_up import devices as run

    run()


@main.command()
@click.argument("kind", required=False)
@click.pass_obj
def rules(config: str | None, kind: str | None) -> None:
    """What the coach notices: every move with its level, examples and source. KIND: one of them, in full."""
    from coach.cli.rules import rules as run

    run(config, kind)
