"""The recap as a file in the current folder, under a name that tells nothing and replaces nothing."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from coach.core.recap import Recap
from coach.errors import StoreError
from coach.report.saving import write_atomically

if TYPE_CHECKING:
    from coach.report.html import Own
    from coach.report.redaction import Ticked
    from coach.tui.shelf import Shelf

_ENDINGS = {"html": "html", "markdown": "md", "json": "json"}
_MOST = 1000  # recaps in one folder


def export(recap: Recap, form: str, *, own: Mapping[str, Own] | None = None, ticked: Ticked | None = None) -> Path:
    """Writes the recap as "html", "markdown" or "json" and says where it went. Raises StoreError.

    `own`: moods and lines that may be in it, and `ticked`: what both ticked of a kept talk; the HTML page shows them.
    """
    data = _rendered(recap, form, own, ticked)
    path = _free(here(), _ENDINGS[form])
    try:
        write_atomically(path, data)
    except StoreError:
        path.unlink(missing_ok=True)
        raise
    return path


def export_kept(shelf: Shelf) -> Callable[[Recap, str], Path]:
    """As `export`, for talks that were kept: with the moods and lines that were kept of them, and nothing that was not."""

    def write(recap: Recap, form: str) -> Path:
        from coach.report.redaction import Ticked

        kept = shelf.load(recap.session.id)
        return export(recap, form, own=kept.own, ticked=Ticked.of(kept.parts))

    return write


def _rendered(recap: Recap, form: str, own: Mapping[str, Own] | None, ticked: Ticked | None) -> bytes:
    match form:
        case "html":
            from coach.report.html import render_html

            return render_html(recap, own=own, ticked=ticked).encode()
        case "markdown":
            from coach.report.markdown import render_markdown

            return render_markdown(recap).encode()
        case _:
            from coach.report.json_form import render_json

            return render_json(recap, indent=2)


def _free(folder: Path, ending: str) -> Path:
    """A name nobody has yet, taken at once with an empty file."""
    for n in itertools.chain([""], (f"-{n}" for n in range(2, _MOST))):
        path = folder / f"coach-recap{n}.{ending}"
        try:
            path.touch(mode=0o600, exist_ok=False)
        except FileExistsError:
            continue
        except OSError as error:
            raise StoreError(f"Nothing can be written in {folder}.", "Start coach in a folder of your own.") from error
        return path
    raise StoreError(f"{folder} holds {_MOST} recaps already.", "Move them away, or start coach in another folder.")


def here() -> Path:
    """The current folder. Raises StoreError where it is gone."""
    try:
        return Path.cwd()
    except OSError as error:
        raise StoreError("The folder coach was started in is gone.", "Start coach in a folder of your own.") from error
