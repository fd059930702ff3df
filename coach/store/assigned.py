"""The assignment a couple works on: where its file lies is remembered, and nothing else about it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from coach.bundled import bundled
from coach.core.cleaning import clean
from coach.errors import HomeworkError, StoreError
from coach.settings import data_folder
from coach.store.files import destroy, write
from coach.store.homework import Homework, load_homework


@dataclass(frozen=True, slots=True)
class Assignment:
    path: Path
    homework: Homework
    notes: tuple[str, ...] = ()  # what its therapist may want to mend


class Desk:
    """What lies on the couple's desk: one assignment of their own, or none; and the shipped examples."""

    def __init__(self, mark: Path | None = None) -> None:
        """`mark`: the file that remembers; by default in the user's data folder."""
        self._mark = mark or _usual_mark()

    def ours(self) -> Assignment | None:
        """The assignment they took. Raises HomeworkError where its file is gone or no longer reads."""
        try:
            named = self._mark.read_text("utf-8").strip()
        except (OSError, UnicodeDecodeError):
            return None
        return _read(Path(named)) if named else None

    def take(self, said: str) -> Assignment:
        """Makes a file theirs; as it is typed or dropped on the terminal. Raises HomeworkError, naming the file and the key."""
        path = _path(said)
        found = _read(path)
        try:
            self._mark.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            write(self._mark, f"{path.absolute()}\n".encode())
        except (OSError, StoreError) as error:
            raise HomeworkError(
                f"{clean(path.name)} reads well, but could not be remembered.", "Check that your disk has room."
            ) from error
        return found

    @property
    def remembers(self) -> bool:
        """Whether there is an assignment of theirs, readable or not."""
        return self._mark.exists()

    def lay_aside(self) -> None:
        """The file itself stays where it is."""
        with suppress(OSError):
            destroy(self._mark)

    def examples(self) -> tuple[Assignment, ...]:
        return tuple(_read(path) for path in sorted(bundled("homework").glob("*.toml")))


def _read(path: Path) -> Assignment:
    loaded = load_homework(path)
    return Assignment(path, loaded.homework, loaded.notes)


def _path(said: str) -> Path:
    """Terminals put quotes around a file that is dropped on them, or a backslash before its spaces."""
    text = said.strip().removeprefix("file://")
    if len(text) > 1 and text[0] == text[-1] and text[0] in "'\"":
        text = text[1:-1]
    if not text:
        raise HomeworkError("Which file?", "Write where it lies, for example: ~/Downloads/homework.toml")
    try:
        path = Path(text).expanduser()
        other = Path(text.replace("\\ ", " ")).expanduser()
    except RuntimeError as error:  # a home folder that nobody has
        raise HomeworkError(f"{clean(text)} is not there.", "Check the name of the file.") from error
    return path if path == other or path.exists() else other


def _usual_mark() -> Path:
    return data_folder() / "homework-file"
