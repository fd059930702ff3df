"""`coach review`: recordings and transcripts, one recap each."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import click

from coach.cli.outcome import show_error
from coach.cli.said import header_for, settings_for, two_names
from coach.core.cleaning import clean
from coach.core.events import Event
from coach.core.recap import Recap
from coach.core.recapping import recap
from coach.errors import CoachError
from coach.settings import Settings


def review(config: str | None, said: Mapping[str, object]) -> None:
    """Every file is tried; one that fails is named, and the exit code is then 1."""
    settings = settings_for(config, said)
    files = [Path(str(name)) for name in said["files"]]  # type: ignore[attr-defined]
    if said["form"] == "html" and len(files) > 1:
        raise click.UsageError("--format html makes one page: name one file.")
    reviewer = Reviewer(settings, private=bool(said["private"]), speakers=str(said["speakers"] or ""))
    told: list[str] = []
    failed = False
    for path in files:
        try:
            told_of = reviewer.recap_of(path)
            text = _told(told_of, str(said["form"]), several=len(files) > 1, plain=settings.screen.plain)
        except CoachError as error:
            show_error(error, f"{path}: " if len(files) > 1 and str(path) not in error.message else "")
            failed = True
            continue
        if said["output"]:
            told.append(text)
        else:
            click.echo(text)
    if said["output"] and told:
        from coach.report.saving import write_atomically

        write_atomically(Path(str(said["output"])), ("\n".join(told) + "\n").encode())
    if failed:
        sys.exit(1)


def _told(recap: Recap, form: str, *, several: bool, plain: bool) -> str:
    from coach.report.json_form import render_json
    from coach.report.markdown import render_markdown

    match form:
        case "json":
            return render_json(recap).decode()
        case "md":
            return render_markdown(recap)
        case "html":
            from coach.report.html import render_html

            return render_html(recap)
        case _:
            text = as_text(recap, plain=plain)
            return f"{recap.session.source}\n\n{text}" if several else text


def as_text(recap: Recap, *, plain: bool) -> str:
    """For eyes, or in sentences for ears."""
    if plain:
        from coach.report.plain_text import render_plain

        return render_plain(recap)
    from coach.report.text import render_text

    return render_text(recap)


class Reviewer:
    """Reviews files one after the other; the speech model is loaded when the first recording asks for it."""

    def __init__(self, settings: Settings, *, private: bool = False, speakers: str = "") -> None:
        from coach.engine import parts

        self._settings = settings
        self._private = private
        self._names = two_names(speakers) if speakers else None
        self._detectors = parts.detectors(settings)
        self._conversation = parts.conversation(settings)
        self._transcriber: object | None = None

    def recap_of(self, path: Path) -> Recap:
        from coach.transcripts import is_transcript

        events = self._transcript(path) if is_transcript(path) else self._sound(path)
        sure_above = self._settings.hearing.sure_above
        return recap(events, self._detectors, sure_above=sure_above, private=self._private)

    def _transcript(self, path: Path) -> Iterator[Event]:
        from coach.engine.review import review_transcript
        from coach.transcripts import read_transcript

        header, utterances = read_transcript(path, speakers=self._names, topic=self._settings.talk.topic)
        return review_transcript(header, utterances, self._conversation)

    def _sound(self, path: Path) -> Sequence[Event]:
        from coach.engine import parts
        from coach.engine.review import review_sound, speakers_of

        open_source = parts.recording(path)  # a file that can't be read is told before the model is loaded
        source = open_source()
        if self._transcriber is None:
            self._transcriber = parts.transcriber(self._settings)()
        hearing = self._settings.hearing
        seconds, exact = source.seconds, source.channels > 1
        if exact:
            source.close()
        with _progress(clean(f"Listening to {path.name}"), seconds, passes=1 if exact else 2) as done:
            speakers = speakers_of(open_source, hearing, done)
            header = header_for(
                self._settings, source=path.name, model=Path(hearing.model).name, identity=parts.new_id(), exact=exact
            )
            events = review_sound(
                open_source(),
                header,
                hearing=hearing,
                transcriber=self._transcriber,  # type: ignore[arg-type]
                speakers=speakers,
                conversation=self._conversation,
                progress=done,
            )
            return list(events)


@contextmanager
def _progress(title: str, seconds: float | None, *, passes: int) -> Iterator[Callable[[float], None]]:
    """A progress bar with the time left, on stderr and only where somebody watches. Whole hundredths of each pass."""
    if not sys.stderr.isatty() or not seconds:
        yield lambda _: None
        return
    # Learning the voices takes about a tenth of the time that writing down takes.
    weights = [100] if passes == 1 else [10, 90]
    with click.progressbar(length=100, label=title, file=sys.stderr, show_eta=True) as bar:
        done, base, last, current = 0, 0, 0.0, 0

        def told(position: float) -> None:
            nonlocal done, base, last, current
            if position < last and current < len(weights) - 1:
                base, current = base + weights[current], current + 1
            last = position
            now = base + int(weights[current] * min(1.0, position / seconds))
            if now > done:
                bar.update(now - done)
                done = now

        yield told
        bar.update(100 - done)
