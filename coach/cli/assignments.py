"""`coach homework`: what a therapist gives to practise, how far it is done, and what is handed back."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import click
from msgspec.structs import replace

from coach import settings as all_settings
from coach.bundled import bundled
from coach.cli.keeping import both_say_yes, names_said, opened, parts_said
from coach.core.cleaning import clean
from coach.errors import HomeworkError
from coach.store.homework import Homework, HomeworkMistakesError, done, load_homework, moves_said
from coach.store.kept import PARTS, WORDS, Kept, Part
from coach.store.packet import Line, Packet, PacketTalk, lines, pack, render_packet_json

MISSES = "coach misses more than it finds: what is not shown here may have been there all the same."


def check(files: Sequence[str]) -> None:
    """For therapists: reads each file and says what is in it. The first that fails ends it, with all its mistakes."""
    for file in files:
        try:
            loaded = load_homework(Path(file))
        except HomeworkMistakesError as found:
            if len(found.all) == 1:
                raise
            for one in found.all:
                click.echo(clean(f"{one.message} {one.hint}"), err=True)
            raise HomeworkError(f"{len(found.all)} to mend.", "Mend each line, then check again.") from found
        click.echo(f"{clean(Path(file).name)}: fine. {clean(loaded.homework.title)}")
        for note in loaded.notes:
            click.echo(f"  {note}")


def show(config: str | None, file: str | None) -> None:
    """An assignment as the couple reads it; without a file, the shipped examples."""
    if file is None:
        for path in sorted(bundled("homework").glob("*.toml")):
            click.echo(f"{path}\n{page(load_homework(path).homework)}\n")
        return
    loaded = load_homework(Path(file))
    for note in loaded.notes:
        click.echo(note, err=True)
    click.echo(page(loaded.homework))
    sessions = opened(all_settings.load(config))
    count = done(loaded.homework, sessions.history()) if sessions is not None else 0
    click.echo(f"Done so far: {count} of {loaded.homework.sessions}")
    click.echo(f"To begin: coach talk --homework {shlex.quote(clean(file))}")


def pack_up(
    config: str | None, file: str, *, form: str, output: str, share: str, without: str, names: str, both_agree: bool
) -> None:
    """Shows every line that would be handed over, asks both, and writes the packet."""
    from coach.report.saving import write_atomically

    homework = load_homework(Path(file)).homework
    talks = _talks_for(config, homework)
    own_names = _names(talks)
    parts = parts_said(share) if share else frozenset(homework.share)
    if not both_agree:
        parts = _both_tick(own_names, parts)
    told = lines(talks, parts)
    struck = _numbers(without)
    if not both_agree:
        struck |= _ask_what_to_leave_out(told, struck, talks)
    packet = pack(homework, talks, parts, without=struck, names=names_said(names))
    if not both_agree:
        click.echo("\nLeft out:\n" + "\n".join(f"  {one}" for one in packet.left_out))
        both_say_yes(own_names, "may this packet be written?")
    files = written(packet, form, Path(output))
    for path, data in files.items():
        write_atomically(path, data)
    where = " and ".join(clean(str(path)) for path in files)
    click.echo(f"The packet is in {where}. It is not locked: hand it over as you would a letter.")


# --- asking -----------------------------------------------------------------------------------------------------------


def _talks_for(config: str | None, homework: Homework) -> list[Kept]:
    """The talks that were kept for this assignment, oldest first."""
    sessions = opened(all_settings.load(config))
    entries = sessions.history() if sessions is not None else ()
    found = [entry.id for entry in entries if entry.homework == homework.title]
    if sessions is None or not found:
        raise HomeworkError(
            f"No talk was kept for “{clean(homework.title)}”, so there is nothing to pack.",
            "Have one with `coach talk --homework FILE`, and keep it together afterwards.",
        )
    return [sessions.load(one) for one in reversed(found)]


def _both_tick(names: Sequence[str], asked: frozenset[Part]) -> frozenset[Part]:
    """What both want to hand over of what is asked for. One after the other; neither is asked why."""
    both = asked
    for name in names:
        click.echo(f"\n{name}, what may be handed over?")
        both &= {part for part in PARTS if part in asked and click.confirm(f"  {WORDS[part]}", default=False)}
    return both


def _ask_what_to_leave_out(told: Sequence[Line], struck: frozenset[int], talks: Sequence[Kept]) -> frozenset[int]:
    """Each talk under its day, each line under the partner's own name. Asked again where a number is none of theirs."""
    click.echo("\nThis would be handed over:")
    for kept in talks:
        click.echo(f"  Talk of {kept.began_at[:10]}")
        for one in told:
            if one.talk == kept.id:
                partner = kept.recap.partners.get(one.speaker or "")
                who = f"{clean(partner.name)}: " if partner else ""
                click.echo(f"{'x' if one.number in struck else ' '}{one.number:>4}  {who}{clean(one.text)}")
    while True:
        said = click.prompt("Numbers of lines to leave out (Enter: none)", default="", show_default=False)
        try:
            numbers = _numbers(said)
        except HomeworkError as error:
            click.echo(error.message)
            continue
        if strange := sorted(numbers - {one.number for one in told}):
            click.echo(f"There is no line {strange[0]}; they go from 1 to {len(told)}.")
            continue
        return numbers


def _numbers(text: str) -> frozenset[int]:
    words = text.replace(",", " ").split()
    for word in words:
        if not (word.isascii() and word.isdigit() and len(word) < 7):
            raise HomeworkError(f"{clean(word)[:40]} is not the number of a line.", "For example: --without 3,5")
    return frozenset(int(word) for word in words)


def _names(talks: Sequence[Kept]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(clean(one.name) for kept in talks for one in kept.recap.partners.values() if one.name))


# --- pages ------------------------------------------------------------------------------------------------------------


def page(homework: Homework) -> str:
    """An assignment as the couple reads it."""
    told = [
        clean(homework.title),
        f"  About: {homework.topic or 'what you choose together'}",
        f"  {homework.minutes:g} minutes, {homework.sessions} {'time' if homework.sessions == 1 else 'times'}"
        + (", one holds the floor at a time" if homework.mode == "speaker_listener" else ""),
    ]
    if homework.focus:
        told.append(f"  To practise: {moves_said(homework.focus)}")
    if homework.avoid:
        told.append(f"  To watch: {moves_said(homework.avoid)}")
    if homework.note:
        told.append(f"  “{homework.note}”")
    if homework.share:
        told.append("  Your therapist asks for, and you two decide:")
        told += [f"    - {WORDS[part]}" for part in homework.share]
    return "\n".join(told)


def written(packet: Packet, form: str, output: Path) -> dict[Path, bytes]:
    """The files of the packet; as HTML one for each talk."""
    match form:
        case "json":
            return {output: render_packet_json(packet)}
        case "html":
            one = len(packet.talks) == 1
            return {
                output if one else output.with_name(f"{output.stem}-{number}{output.suffix}"): _html(
                    packet, talk, number
                )
                for number, talk in enumerate(packet.talks, start=1)
            }
        case _:
            return {output: packet_markdown(packet).encode()}


def _html(packet: Packet, talk: PacketTalk, number: int) -> bytes:
    """A page for who was not there: which talk it is and what is left out stand at its top."""
    from coach.report.html import render_html
    from coach.report.redaction import Ticked

    of = f"Talk {number} of {len(packet.talks)} in this packet, on {talk.on}. Asked for: {packet.homework.sessions}."
    return render_html(
        replace(talk.recap, notes=(*talk.recap.notes, MISSES)),
        ticked=Ticked.of({*packet.parts, "counts"}),
        own=talk.own,
        how_often=_how_often_each(talk),
        handed=(f"Homework: {packet.homework.title}", of),
        left_out=packet.left_out,
    ).encode()


def packet_markdown(packet: Packet) -> str:
    """What the therapist reads, with nothing but a text viewer."""
    from coach.report.markdown import plain, render_markdown

    told = [f"# {plain(packet.homework.title)}", ""]
    told += [f"From {plain(packet.names[0])} and {plain(packet.names[1])}. {_how_often(packet)}"]
    told += ["", "## What is left out", "", *(f"- {plain(one)}" for one in packet.left_out)]
    told += ["", MISSES]
    for talk in packet.talks:
        told += ["", "---", "", f"Talk of {talk.on}", "", render_markdown(talk.recap).rstrip()]
        told += _section("How often coach noticed", _noticed(packet, talk))
        felt = any(one.mood_before or one.mood_after for one in talk.own.values())
        told += _section("How each of you felt" if felt else "What each of you wrote", _own(packet, talk))
        told += _section("Every word", _words(packet, talk))
    return "\n".join(told).rstrip() + "\n"


def _how_often_each(talk: PacketTalk) -> list[tuple[str, int, int]]:
    """Each move that is in the packet, with how often it was noticed of the first and of the second partner."""
    a, b = (talk.moves.get(who, {}) for who in ("A", "B"))
    kinds = dict.fromkeys([*a, *b])
    return [(moves_said((kind,)), a.get(kind, 0), b.get(kind, 0)) for kind in sorted(kinds)]  # type: ignore[arg-type]


def _noticed(packet: Packet, talk: PacketTalk) -> Iterator[str]:
    from coach.report.markdown import plain

    first, second = map(plain, packet.names)
    yield from (f"- {plain(what)}: {first} {a}, {second} {b}" for what, a, b in _how_often_each(talk))


def _how_often(packet: Packet) -> str:
    return f"Talks in this packet: {len(packet.talks)}. Asked for: {packet.homework.sessions}."


def _section(heading: str, told: Iterable[str]) -> list[str]:
    told = list(told)
    return ["", f"## {heading}", "", *told] if told else []


def _own(packet: Packet, talk: PacketTalk) -> Iterator[str]:
    from coach.report.markdown import plain

    for who, one in talk.own.items():
        name = plain(packet.names["AB".index(who)])
        if one.mood_before or one.mood_after:
            yield f"- **{name}:** mood from 1 to 5, before {one.mood_before or '-'}, after {one.mood_after or '-'}"
        if one.line:
            yield f"- **{name}:** “{plain(one.line)}”"


def _words(packet: Packet, talk: PacketTalk) -> Iterator[str]:
    from coach.report.markdown import plain

    names = {"A": packet.names[0], "B": packet.names[1]}
    for turn in talk.recap.turns:
        yield f"- **{plain(names.get(turn.speaker, 'Someone'))}:** {plain(turn.text)}"
