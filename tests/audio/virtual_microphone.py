"""A microphone without hardware: PulseAudio with a null sink, whose monitor is what PortAudio's default device hears.

    with VirtualMicrophone() as microphone:
        microphone.play(path)            # returns when it has been played
        microphone.start_playing(path)   # returns at once
        microphone.die()                 # as if it were pulled out

    with VirtualMicrophone("left", "right") as two:   # two devices of these names, for PortAudio too
        two.start_playing(path, "left")

Needs the programs of the packages pulseaudio and pulseaudio-utils, ALSA's plugins for it (libasound2-plugins) and
PortAudio. `missing()` says what is not there. While it runs, the environment leads PortAudio of this process to it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Self

_PROGRAMS = ("pulseaudio", "pactl", "pacat", "paplay")
_ENVIRONMENT = ("XDG_RUNTIME_DIR", "PULSE_RUNTIME_PATH", "PULSE_SERVER", "PULSE_SOURCE", "ALSA_CONFIG_PATH")
_ALSA = Path("/usr/share/alsa/alsa.conf")


def missing() -> str:
    """Why it can't run here; "" where it can."""
    lacking = [name for name in _PROGRAMS if shutil.which(name) is None]
    return f"needs {', '.join(lacking)} (Debian: pulseaudio pulseaudio-utils libasound2-plugins)" if lacking else ""


class VirtualMicrophone:
    """Started and stopped as a context manager; the environment is as before afterwards."""

    def __init__(self, *names: str, channels: int = 1) -> None:
        """`names`: one device each, beside the default one, which is the first of them."""
        self._names = names or ("coach",)
        self._channels = channels
        self._running: list[subprocess.Popen[bytes]] = []
        self._before = {name: os.environ.get(name) for name in _ENVIRONMENT}

    def __enter__(self) -> Self:
        self._folder = tempfile.TemporaryDirectory(prefix="coach-mic-", dir="/tmp")
        folder = Path(self._folder.name)
        folder.chmod(0o700)
        self._server = f"unix:{folder}/native"
        os.environ.update(XDG_RUNTIME_DIR=str(folder), PULSE_RUNTIME_PATH=str(folder / "pulse"))
        os.environ.pop("PULSE_SERVER", None)
        layout = f"rate=16000 channels={self._channels} format=s16le"
        sinks = [("-L", f"module-null-sink sink_name={name} {layout}") for name in self._names]
        self._sound_server = self._start(
            *("pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no", "--log-level=error"),
            *("-L", f"module-native-protocol-unix auth-anonymous=1 socket={folder}/native"),
            *[part for sink in sinks for part in sink],
        )
        os.environ.update(PULSE_SERVER=self._server, PULSE_SOURCE=f"{self._names[0]}.monitor")
        if len(self._names) > 1:
            os.environ["ALSA_CONFIG_PATH"] = str(_named(self._names, folder / "alsa.conf"))
        self._wait_until_it_answers()
        # A sink that plays nothing wakes every two seconds only; something silent keeps it awake.
        for name in self._names:
            self._start("pacat", "--latency-msec=20", f"--device={name}", "--raw", "/dev/zero")
        return self

    def __exit__(self, *_: object) -> None:
        for process in reversed(self._running):
            process.kill()
            process.wait()
        for name, value in self._before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
        self._folder.cleanup()

    def play(self, path: Path) -> None:
        """Play a wav to its end."""
        subprocess.run(["paplay", f"--device={self._names[0]}", str(path)], check=True, timeout=600)

    def start_playing(self, path: Path, name: str = "") -> subprocess.Popen[bytes]:
        """Play a wav and go on meanwhile."""
        return self._start("paplay", f"--device={name or self._names[0]}", str(path))

    def die(self) -> None:
        """The sound server is gone at once, as when a microphone is pulled out."""
        self._sound_server.kill()
        self._sound_server.wait()

    def _start(self, *command: str) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        self._running.append(process)
        return process

    def _wait_until_it_answers(self) -> None:
        for _ in range(200):
            if subprocess.run(["pactl", "info"], check=False, capture_output=True, timeout=10).returncode == 0:
                return
            time.sleep(0.05)
        self.__exit__(None, None, None)
        raise RuntimeError("PulseAudio does not answer.")


def _named(names: tuple[str, ...], path: Path) -> Path:
    """A configuration of ALSA's in which each has a device of its own: else it knows one for all of PulseAudio."""
    devices = [f'pcm.{name} {{ type pulse device "{name}.monitor" hint {{ show on }} }}' for name in names]
    path.write_text("\n".join([f"<{_ALSA}>", *devices]) + "\n")
    return path
