"""A whole talk, from sound to what is kept: `python -m tests.private.whole_talk FOLDER SECONDS [FILE]`; without FILE by microphone.

The parts are those of `coach talk`, without its screen: the talk is written down as it happens, its recap is printed, it is kept
as both ticked by default, and what was written down is forgotten.
"""

from __future__ import annotations

import sys
import threading
from datetime import UTC, datetime
from pathlib import Path

from coach.core.events import Event, Failed, Heard
from coach.core.talk import Header
from coach.engine import parts
from coach.report.text import render_text
from coach.settings import Hearing, Settings, Talk
from coach.store.journal import Keeping
from coach.store.kept import BY_DEFAULT, Choice, keep
from coach.store.sessions import Sessions
from coach.store.vault import Asking, open_vault


def main(folder: Path, seconds: float, file: Path | None) -> None:
    settings = Settings(
        talk=Talk(names=("Maya", "Tom"), topic="the dishes"), hearing=Hearing(model=parts.REHEARSAL, microphone="")
    )
    header = Header(id="talk-1", topic="the dishes", names=("Maya", "Tom"), source="microphone", model=parts.REHEARSAL)
    sessions = Sessions(folder, open_vault(folder, Asking(lambda: "", lambda: "four quiet words", lambda: False)))
    source = parts.recording(file) if file else parts.microphones(settings)
    talk = parts.live_talk(settings, header, source, from_file=file is not None)
    talk.keep = keeping = Keeping(sessions.begin("talk-1", recoverable=True), say=lambda error: print(error.message))
    began_at = datetime.now(UTC).isoformat(timespec="seconds")
    if file is None:
        threading.Timer(seconds, talk.stop).start()
    talk.start(told)
    if not talk.wait(seconds + 300):
        sys.exit("the talk did not end")
    recap = talk.recap()
    print(render_text(recap))
    sessions.keep(keep(recap, Choice(BY_DEFAULT, BY_DEFAULT), began_at=began_at))
    print(f"{len(sessions.history())} kept, {len(recap.turns)} turns heard")
    keeping.forget()


def told(event: Event) -> None:
    if isinstance(event, Failed):
        print(event.message, event.hint)
    if isinstance(event, Heard):
        print(event.utterance.text, flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), float(sys.argv[2]), Path(sys.argv[3]) if len(sys.argv) > 3 else None)
