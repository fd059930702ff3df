"""The command line. Each command loads what it needs and no more, so that `coach --help` answers at once."""

from __future__ import annotations

import sys

import click

from coach import __version__
from coach.cli.outcome import Commands


@click.group(
    cls=Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="coach")
@click.option(
    "--config", type=click.Path(dir_okay=False), help="Read this configuration file instead of the usual one."
)
@click.option("--plain", is_flag=True, help="Calm lines instead of the full screen, for screen readers.")
@click.pass_context
def main(ctx: click.Context, config: str | None, *, plain: bool) -> None:
    """Sits beside two people while they rehearse a hard talk.

    Listens on this machine and nowhere else, shows one gentle cue at a time, and afterwards tells kindly how it went.
    This is practice, not therapy.
    """
    ctx.obj = config
    if ctx.invoked_subcommand is None:
        if not (sys.stdin.isatty() and sys.stdout.isatty()):
            click.echo(ctx.get_help())
            return
        from coach.cli.at_home import home

        home(config, plain=plain)


@main.command()
@click.option("--minutes", type=click.FloatRange(0, 240), help="How long you mean to talk; 0: open end.")
@click.option("--topic", default=None, help="What the talk is about, in one sentence.")
@click.option("--speakers", metavar="A,B", help="Both names, separated by a comma.")
@click.option("--model", help="Speech model: a name or a folder.")
@click.option("--from-file", type=click.Path(), help="Listen to a recording instead of the microphone.")
@click.option("--pace", type=click.Choice(["realtime", "fast"]), default="realtime", help="For --from-file.")
@click.option("--plain", is_flag=True, help="Calm lines instead of the full screen, for screen readers.")
@click.option("--typed", is_flag=True, help="Write in turn instead of speaking; no microphone.")
@click.option(
    "--homework", type=click.Path(dir_okay=False), help="The assignment it is for: cues about what is practised."
)
@click.option(
    "--recoverable/--not-recoverable",
    default=None,
    help="After a crash: it can be brought back, or nobody can read it.",
)
@click.pass_obj
def talk(config: str | None, /, **said: object) -> None:
    """Have a talk, with the coach on screen."""
    from coach.cli.talking import talk as run

    run(config, said)


@main.command()
@click.option("--plain", is_flag=True, help="Calm lines instead of the full screen, for screen readers.")
@click.pass_obj
def demo(config: str | None, *, plain: bool) -> None:
    """Watch the coach at work on the sample talk (two synthetic voices, two to three minutes)."""
    from coach.cli.talking import demo as run

    run(config, plain=plain)


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
@click.option("--format", "form", type=click.Choice(["text", "json", "md", "html"]), default="text")
@click.option("--topic", default=None, help="What the talk is about, in one sentence.")
@click.option(
    "--speakers", metavar="A,B", help="The names, in the order in which they first speak (or to pick out two names)."
)
@click.option("--model", help="Speech model for recordings: a name or a folder.")
@click.option("--output", type=click.Path(dir_okay=False), help="Write here instead of to the terminal.")
@click.option(
    "--plain", is_flag=True, help="For --format text: in sentences, without bars and columns, for screen readers."
)
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
@click.option(
    "--check",
    "folder",
    type=click.Path(),
    metavar="FOLDER",
    help="For therapists: read the phrase rules in this folder.",
)
@click.option("--example", is_flag=True, help="For therapists: print a whole phrase rule, to begin from.")
@click.pass_obj
def rules(config: str | None, kind: str | None, folder: str | None, *, example: bool) -> None:
    """What the coach notices: every move with its level, figures, examples and source. KIND: one of them, in full."""
    from coach.cli.rules import check_folder, print_example
    from coach.cli.rules import rules as run

    if example:
        print_example()
    elif folder is not None:
        check_folder(folder)
    else:
        run(config, kind)


@main.command()
@click.argument("identity", required=False, metavar="[ID]")
@click.option(
    "--search", default="", metavar="WORDS", help="In the topic, the names, the homework and the date (2026-11)."
)
@click.pass_obj
def history(config: str | None, identity: str | None, search: str) -> None:
    """List the kept talks, newest first; with an ID, show what is kept of one."""
    from coach.cli.keeping import history as run

    run(config, identity, search)


@main.command()
@click.argument("identities", nargs=-1, metavar="[ID]...")
@click.option("--all", "everything", is_flag=True, help="Every talk and every key; needs no passphrase.")
@click.option("--yes", "sure", is_flag=True, help="Do not ask again.")
@click.pass_obj
def forget(config: str | None, identities: tuple[str, ...], *, everything: bool, sure: bool) -> None:
    """Erase kept talks: their keys are destroyed, their files removed."""
    from coach.cli.keeping import forget as run

    run(config, identities, everything=everything, sure=sure)


@main.command()
@click.argument("identities", nargs=-1, metavar="[ID]...")
@click.option("--output", type=click.Path(dir_okay=False), required=True, help="Write here; the file is not locked.")
@click.option("--parts", default="", metavar="A,B,...", help="Only these: counts, helpful, agreements ...")
@click.option("--both-agree", is_flag=True, help="Both partners know what is written, and agree.")
@click.pass_obj
def export(config: str | None, identities: tuple[str, ...], *, output: str, parts: str, both_agree: bool) -> None:
    """Write kept talks to a file (JSON), to move them or to have a copy. Without an ID: all of them."""
    from coach.cli.keeping import export as run

    run(config, identities, output=output, parts=parts, both_agree=both_agree)


@main.command("import")
@click.argument("file", type=click.Path(dir_okay=False))
@click.pass_obj
def import_(config: str | None, file: str) -> None:
    """Take in talks from an exported file; those that are here already stay as they are."""
    from coach.cli.keeping import import_ as run

    run(config, file)


@main.command()
@click.argument("wanted", required=False, type=click.Choice(["key-ring", "passphrase", "none"]))
@click.pass_obj
def lock(config: str | None, wanted: str | None) -> None:
    """Say how kept talks are locked, or lock them in another way."""
    from coach.cli.keeping import lock as run

    run(config, wanted.replace("-", "_") if wanted else None)  # type: ignore[arg-type]


@main.command()
@click.pass_obj
def recover(config: str | None) -> None:
    """Bring back a talk that a crash cut short, where you had chosen that."""
    from coach.cli.keeping import recover as run

    run(config)


@main.group()
def homework() -> None:
    """Practise what your therapist gave you, and hand back only what you both tick."""


@homework.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
def check(files: tuple[str, ...]) -> None:
    """For therapists: is the assignment as it should be?"""
    from coach.cli.assignments import check as run

    run(files)


@homework.command()
@click.argument("file", required=False)
@click.pass_obj
def show(config: str | None, file: str | None) -> None:
    """What is asked, and how far you are. Without FILE: the shipped examples."""
    from coach.cli.assignments import show as run

    run(config, file)


@homework.command()
@click.argument("file")
@click.option("--format", "form", type=click.Choice(["md", "json", "html"]), default="md")
@click.option("--output", type=click.Path(dir_okay=False), required=True, help="Write here; the file is not locked.")
@click.option("--share", default="", metavar="A,B,...", help="Only these parts of what is asked for, or others.")
@click.option(
    "--without", default="", metavar="N,N,...", help="Leave out these lines, and all that say the same words."
)
@click.option("--names", default="", metavar="A,B", help="Two names to stand in place of yours.")
@click.option("--both-agree", is_flag=True, help="Both partners know what is handed over, and agree.")
@click.pass_obj
def pack(config: str | None, /, file: str, **said: object) -> None:
    """Make the packet for the therapist, after both of you saw every line of it."""
    from coach.cli.assignments import pack_up

    pack_up(config, file, **said)  # type: ignore[arg-type]
