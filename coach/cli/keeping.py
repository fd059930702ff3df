"""`coach history`, `forget`, `export`, `import`, `lock`, `recover`: what is kept of talks, in the couple's own hands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Literal, overload

import click

from coach import settings as all_settings
from coach.cli.answering import confirm, secret
from coach.cli.said import two_names
from coach.core.cleaning import clean
from coach.errors import StoreError
from coach.settings import Settings
from coach.store.assigned import Desk
from coach.store.files import read
from coach.store.handing_on import MOST_IMPORTED
from coach.store.index import Entry
from coach.store.kept import PARTS, WORDS, Part
from coach.store.place import folder_of, forget_everything
from coach.store.sessions import OUT_OF_REACH, Sessions
from coach.store.vault import SHORTEST, Asking, Lock, change_lock, lock_of, open_vault, same

NOTHING = "Nothing is kept."


def history(config: str | None, identity: str | None, search: str) -> None:
    """All kept talks, those that match, or one of them in full."""
    sessions = opened(all_settings.load(config))
    if sessions is None:
        click.echo(NOTHING)
        return
    if identity:
        _show(sessions, identity)
        return
    entries = sessions.history(search)
    if entries:
        click.echo("\n".join(map(line, entries)))
    else:
        click.echo(f"No kept talk matches “{clean(search)}”." if search else NOTHING)
    if unfinished := sessions.unfinished():
        many = f"{len(unfinished)} talks were" if len(unfinished) > 1 else "One talk was"
        click.echo(f"\n{many} cut short and can be brought back: coach recover")


def line(entry: Entry) -> str:
    """One talk in one line: when, how long, what about, who, and the id to name it by."""
    when = datetime.fromisoformat(entry.began_at)
    minutes = f"{round(entry.seconds / 60):>3} min" if entry.seconds else "       "
    who = " and ".join(clean(name) for name in entry.names if name)
    return f"{when:%Y-%m-%d %H:%M}  {minutes}  {clean(entry.topic) or 'no topic'}  ({who})  {entry.id}"


def _show(sessions: Sessions, identity: str) -> None:
    from coach.report.text import render_text

    kept = sessions.load(_one_of(sessions.history(), identity).id)
    click.echo(render_text(kept.recap), nl=False)
    for who, own in kept.own.items():
        name = clean(kept.recap.partners[who].name) if who in kept.recap.partners else who
        if own.mood_before or own.mood_after:
            click.echo(f"{name}'s mood, 1 to 5: before {own.mood_before or '-'}, after {own.mood_after or '-'}")
        if own.line:
            click.echo(f"{name} wrote: “{clean(own.line)}”")
    missing = [WORDS[part] for part in PARTS if part not in kept.parts]
    if missing:
        click.echo("\nNot kept: " + "; ".join(missing) + ".")


def forget(config: str | None, identities: Sequence[str], *, everything: bool, sure: bool) -> None:
    """Says what was erased, and what is out of reach."""
    settings = all_settings.load(config)
    folder = folder_of(settings.keeping)
    if everything == bool(identities):
        raise StoreError("Which talk?", "coach forget ID [ID ...], or: coach forget --all. `coach history` lists them.")
    if everything:
        _forget_all(folder, Desk(), sure=sure)
        return
    if lock_of_or_damaged(folder) is None:
        click.echo(NOTHING)
        return
    sessions = opened(settings)
    if sessions is None:
        click.echo(NOTHING)
        return
    entries = sessions.history()
    chosen = [_one_of(entries, identity, there=sessions) for identity in identities]
    for entry in chosen:
        click.echo(line(entry))
    if sure or click.confirm("Erase? This can't be undone.", default=False):
        sessions.forget(entry.id for entry in chosen)
        click.echo(f"Erased. {OUT_OF_REACH}")


def _forget_all(folder: Path, desk: Desk, *, sure: bool) -> None:
    """Also which homework is theirs; its file is the therapist's, and stays."""
    if lock_of_or_damaged(folder) is None and not desk.remembers:
        click.echo(NOTHING)
    elif sure or click.confirm("Erase every kept talk? This can't be undone.", default=False):
        count = forget_everything(folder)
        desk.lay_aside()
        click.echo(f"Erased: {count} {'talk' if count == 1 else 'talks'}, and all keys. {OUT_OF_REACH}")


def export(config: str | None, identities: Sequence[str], *, output: str, parts: str, both_agree: bool) -> None:
    """Writes kept talks to a file that anybody can read, after both said yes."""
    from coach.report.saving import write_atomically

    sessions = opened(all_settings.load(config))
    if sessions is None:
        raise StoreError(NOTHING, "There is nothing to export.")
    entries = sessions.history()
    chosen = [_one_of(entries, identity) for identity in identities] if identities else list(entries)
    wanted = parts_said(parts) if parts else frozenset(PARTS)
    if not both_agree:
        both_say_yes(_everybody(chosen), "may this be written to a file that is not locked?")
    write_atomically(Path(output), sessions.export((entry.id for entry in chosen), wanted))
    click.echo(f"{len(chosen)} {'talk' if len(chosen) == 1 else 'talks'} in {clean(output)}. The file is not locked.")


def import_(config: str | None, file: str) -> None:
    data = read(Path(file), most=MOST_IMPORTED)
    new, known = opened(all_settings.load(config), make=True).import_(data, Path(file).name)
    click.echo(f"{new} came in, {known} were here already.")


def lock(config: str | None, wanted: Lock | None) -> None:
    """Says how the talks are locked, or puts another lock on them."""
    from coach.store.place import storage_state

    settings = all_settings.load(config)
    folder = folder_of(settings.keeping)
    if wanted is not None:
        if lock_of(folder) is None:
            raise StoreError("Nothing is kept yet, so there is nothing to lock.", "You are asked when you keep a talk.")
        change_lock(folder, open_vault(folder, asking()), wanted, asking())
    click.echo(clean(storage_state(settings)))


def recover(config: str | None) -> None:
    """Brings back talks that a crash cut short: shows each, and asks both whether it is kept."""
    from coach.cli.coming_back import offer_recovered
    from coach.core.events import Started
    from coach.core.recapping import recap
    from coach.engine import parts
    from coach.report.text import render_text

    settings = all_settings.load(config)
    sessions = opened(settings)
    left = sessions.unfinished() if sessions is not None else ()
    if sessions is None or not left:
        click.echo("No talk was cut short.")
        return
    for one in left:
        found = sessions.recover(one.id)
        told = recap(found.events, parts.detectors(settings), sure_above=settings.hearing.sure_above)
        click.echo(render_text(told))
        for note in found.notes():
            click.echo(note)
        homework = next((event.header.homework for event in found.events if isinstance(event, Started)), "")
        offer_recovered(told, one.written_at, homework, sessions, settings)
        sessions.decided(one.id)


# --- asking -----------------------------------------------------------------------------------------------------------


def both_say_yes(names: Iterable[str], question: str) -> None:
    for name in names:
        if not confirm(f"{name}, {question}"):
            raise StoreError("Then nothing is written.", "It needs a yes from both of you.")


def asking() -> Asking:
    """Passphrases are typed unseen; a new one twice."""

    def new_passphrase() -> str | None:
        click.echo("A passphrase locks what you keep. Without it nobody can open it, not even coach.", err=True)
        while True:
            first = secret(f"New passphrase, {SHORTEST} characters or more (Enter: none)")
            if not first:
                return None
            if same(first, secret("Once more")):
                return first
            click.echo("The two differ. Please try again.", err=True)

    def without_lock() -> bool:
        return confirm("Without a lock, anybody with this machine's files can read it. Keep it anyway?")

    return Asking(passphrase=lambda: secret("Passphrase"), new_passphrase=new_passphrase, without_lock=without_lock)


@overload
def opened(settings: Settings, *, make: Literal[True]) -> Sessions: ...
@overload
def opened(settings: Settings) -> Sessions | None: ...
def opened(settings: Settings, *, make: bool = False) -> Sessions | None:
    """The kept talks, unlocked, with what is too old forgotten. None where nothing was ever kept (unless `make`)."""
    folder = folder_of(settings.keeping)
    if lock_of(folder) is None and not make:
        return None
    sessions = Sessions(folder, open_vault(folder, asking()))
    gone = sessions.forget_old(settings.keeping.keep_days, datetime.now().astimezone().date())
    if gone:
        talks = "One talk is" if len(gone) == 1 else f"{len(gone)} talks are"
        click.echo(f"{talks} older than {settings.keeping.keep_days} days and now erased.", err=True)
    return sessions


def lock_of_or_damaged(folder: Path) -> str | None:
    """As `lock_of`; a damaged vault still counts as something that can be erased."""
    try:
        return lock_of(folder)
    except StoreError:
        return "damaged"


def _one_of(entries: Sequence[Entry], identity: str, *, there: Sessions | None = None) -> Entry:
    """The talk whose id begins like this. `there`: also one that is damaged and stands in no list."""
    found = [one for one in entries if one.id == identity] or [one for one in entries if one.id.startswith(identity)]
    if not found and there is not None and (there.folder / "talks" / f"{clean(identity)}.talk").exists():
        return Entry(identity, "1970-01-01T00:00:00Z", "a damaged talk", ("", ""))
    if not identity or len(found) != 1:
        raise StoreError(
            f"{'Several talks begin' if len(found) > 1 and identity else 'No talk begins'} with {clean(identity)[:40]}.",
            "`coach history` lists them, with their ids at the end.",
        )
    return found[0]


def _everybody(entries: Iterable[Entry]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(clean(name) for entry in entries for name in entry.names if name))


def parts_said(text: str) -> frozenset[Part]:
    wanted = [word.strip() for word in text.split(",") if word.strip()]
    for word in wanted:
        if word not in PARTS:
            raise StoreError(f"There is no part called {clean(word)[:40]}.", f"Known: {', '.join(PARTS)}.")
    return frozenset(wanted)  # type: ignore[arg-type]


def names_said(text: str | None) -> tuple[str, str] | None:
    return two_names(text) if text else None
