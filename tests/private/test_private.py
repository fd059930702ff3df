"""Private, proved: a whole talk where no network interface exists, with every socket and every written file looked at.

make test-private      # prints what was touched
"""

from __future__ import annotations

import re
import stat
from pathlib import Path

import pytest

from coach.demo import audio_path, truth_path
from coach.transcripts import read_transcript
from tests.audio.virtual_microphone import VirtualMicrophone
from tests.audio.virtual_microphone import missing as no_microphone
from tests.benchmarks.sounds import samples_of, write
from tests.private.tracing import Trace, missing, read_trace, traced

pytestmark = pytest.mark.slow
needs_tracing = pytest.mark.skipif(bool(missing()), reason=missing() or "all is there")
SECONDS = 30.0
# Not on a disk: devices, and memory that the system lends to libraries and the sound server for a while.
NO_FILES = ("/dev/null", "/dev/tty", "/dev/snd", "/dev/shm", "/dev/pts", "/memfd:", "/proc/self", "/proc/thread-self")  # noqa: S108


@needs_tracing
def test_a_talk_from_a_recording_touches_nothing_else(tmp_path):
    path = write(tmp_path / "talk.wav", samples_of(audio_path())[: round(SECONDS * 16000)], 16000)
    said, trace = traced(
        ["-m", "tests.private.whole_talk", str(tmp_path / "kept"), str(SECONDS), str(path)], tmp_path, 170
    )
    assert "1 kept" in said
    nothing_left_the_machine(trace)
    only_the_kept_folder(trace, tmp_path / "kept")
    nothing_readable(tmp_path / "kept", said)


@needs_tracing
@pytest.mark.skipif(bool(no_microphone()), reason=no_microphone() or "all is there")
def test_a_talk_by_microphone_touches_nothing_else(tmp_path):
    path = write(
        tmp_path / "talk.wav", samples_of(audio_path())[: round(SECONDS * 16000)].mean(1, keepdims=True), 16000
    )
    with VirtualMicrophone() as microphone:
        microphone.start_playing(path)
        said, trace = traced(["-m", "tests.private.whole_talk", str(tmp_path / "kept"), str(SECONDS)], tmp_path, 170)
    assert "1 kept" in said
    assert re.search(r"[1-9]\d* turns heard", said)
    nothing_left_the_machine(trace)
    only_the_kept_folder(trace, tmp_path / "kept")
    nothing_readable(tmp_path / "kept", said)


def nothing_left_the_machine(trace: Trace) -> None:
    print(
        f"\n{trace.calls} calls; sockets: {sorted(trace.families) or 'none'}; addresses: {sorted(trace.addresses) or 'none'}"
    )
    assert trace.calls > 100
    assert trace.families <= {"AF_UNIX"}
    assert trace.addresses <= {"AF_UNIX"}


def only_the_kept_folder(trace: Trace, folder: Path) -> None:
    outside = {path for path in trace.written if not path.is_relative_to(folder) and path != folder}
    on_disk = sorted(str(path) for path in outside if not str(path).startswith(NO_FILES))
    print(
        "written in the kept folder:",
        *sorted(
            {re.sub(r"\.\w{8}\.part", ".*.part", str(path.relative_to(folder))) for path in trace.written - outside}
        ),
    )
    print("other, not on a disk:", *sorted(str(path) for path in outside if str(path).startswith(NO_FILES)))
    assert not on_disk


def nothing_readable(folder: Path, said: str) -> None:
    _, utterances = read_transcript(truth_path())
    words = {word.lower() for one in utterances for word in re.findall(r"[A-Za-z]{6,}", f"{one.text} {said}")}
    assert len(words) > 20
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert {path.name for path in files} >= {"talk-1.talk", "talk-1.key", "index", "vault.json"}
    for path in files:
        text = path.read_bytes().decode("latin-1").lower()
        readable = {word for word in words if word in text} - {"passphrase", "schema"}
        # Our own names of things may stand in a header; sealed text may hold six letters by chance, but not twice.
        assert len(readable) <= 1, (path, readable)
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert not list((folder / "journals").iterdir())


def test_the_trace_is_read_as_it_is_meant():
    """Else an empty finding would prove nothing."""
    trace = read_trace(
        [
            "7 socket(AF_INET, SOCK_STREAM|SOCK_CLOEXEC, IPPROTO_IP) = 3",
            "7 connect(3, {sa_family=AF_INET6, sin6_port=htons(443)}, 28) = -1 ENETUNREACH (Network is unreachable)",
            '7 openat(AT_FDCWD, "/etc/hosts", O_RDONLY|O_CLOEXEC) = 4',
            '7 openat(AT_FDCWD, "/home/x/notes.txt", O_WRONLY|O_CREAT, 0666 <unfinished ...>',
            '8 mkdir("/home/x/made", 0777) = -1 EEXIST (File exists)',
            "7 <... openat resumed>) = 5",
            '8 rename("/a/one", "/b/two") = 0',
        ]
    )  # fmt: skip
    assert trace.families == {"AF_INET"}
    assert trace.addresses == {"AF_INET6"}
    assert trace.read == {Path("/etc/hosts")}
    assert trace.written == {Path("/home/x/notes.txt"), Path("/a/one"), Path("/b/two")}
