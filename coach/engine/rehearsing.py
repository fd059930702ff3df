"""The microphone before a talk: how loud each partner is and, where there is one for both, learning two voices."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coach.core.talk import Partner, Seconds
from coach.errors import CoachError

if TYPE_CHECKING:  # numpy comes with these, and a screen must paint before it does
    from coach.sound import AudioSource, Samples
    from coach.speech.enrolment import Enrolment
    from coach.speech.voiceprint import VoicePrint

LATELY: Seconds = 5.0  # how far back "the loudest" looks
_TENTH = 1600  # samples


@dataclass(frozen=True, slots=True)
class Sounding:
    """dB below full scale, a value a channel: the last tenth of a second, and the loudest one lately."""

    now: tuple[float, ...]
    loudest: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Learning:
    """How much of a partner's voice is known, 0..1. `too_quiet`: the last second did not count."""

    partner: Partner
    progress: float
    too_quiet: bool = False
    alike: bool = False  # both are known, and can't be told apart by their sound


@dataclass(frozen=True, slots=True)
class Trouble:
    message: str
    hint: str


Sound = Sounding | Learning | Trouble
Open = Callable[[tuple[str | int, str | int]], "AudioSource"]


class Rehearsal:
    """Listens until `close`, in a thread of its own. Nothing heard is kept but the two voice prints, in memory."""

    def __init__(self, open_microphones: Open) -> None:
        self._open = open_microphones
        self._round = 0  # an earlier thread that is still on its way out has nothing more to tell
        self._source: AudioSource | None = None
        self._lock = threading.Lock()
        self._partner: Partner | None = None
        self._enrolments: dict[Partner, Enrolment] = {}
        self._thread: threading.Thread | None = None

    def start(self, microphones: tuple[str | int, str | int], tell: Callable[[Sound], None]) -> None:
        """Returns at once; `tell` is called from another thread."""
        before, self._thread = self._thread, None
        self.close()
        with self._lock:
            self._round += 1
            mine = self._round

        def told(sound: Sound) -> None:
            if mine == self._round:
                tell(sound)

        def listen() -> None:
            if before is not None:
                before.join(5.0)  # one device can't be opened twice
            self._listen(mine, microphones, told)

        self._thread = threading.Thread(target=listen, name="coach-rehearsal", daemon=True)
        self._thread.start()

    def learn(self, partner: Partner | None) -> None:
        self._partner = partner

    def close(self) -> None:
        with self._lock:
            self._round += 1
            source, self._source = self._source, None
        self._partner = None
        if source is not None:
            source.close()

    def wait(self, timeout: float) -> None:
        """Until the microphone is let go, so that the talk may have it."""
        if self._thread is not None:
            self._thread.join(timeout)

    @property
    def voices(self) -> tuple[VoicePrint, VoicePrint] | None:
        """Both partners' voices, where both are known and can be told apart."""
        from coach.speech.enrolment import too_alike

        known = [self._enrolments.get(partner) for partner in ("A", "B")]
        if not all(one is not None and one.done for one in known):
            return None
        first, second = (one.voice_print for one in known if one is not None)
        return None if too_alike(first, second) else (first, second)

    def _listen(self, mine: int, microphones: tuple[str | int, str | int], tell: Callable[[Sound], None]) -> None:
        try:
            source = self._open(microphones)
        except CoachError as error:
            tell(Trouble(error.message, error.hint))
            return
        with self._lock:
            wanted = mine == self._round
            if wanted:
                self._source = source
        if wanted:
            self._follow(source, tell)
        source.close()

    def _follow(self, source: AudioSource, tell: Callable[[Sound], None]) -> None:
        import numpy as np

        from coach.sound import Lost

        meters = Meters(source.channels)
        spoken: list[Samples] = []
        for item in source:
            if isinstance(item, Lost):
                if item.final:
                    tell(Trouble(item.reason, item.advice))
                    return
                continue
            for sounding in meters.hear(item.samples):
                tell(sounding)
            if self._partner is None:
                spoken.clear()
                continue
            spoken.append(item.samples.mean(axis=1, dtype=np.float32))
            if sum(map(len, spoken)) >= 10 * _TENTH:
                tell(self._learnt(self._partner, np.concatenate(spoken)))
                spoken.clear()

    def _learnt(self, partner: Partner, samples: Samples) -> Learning:
        from coach.speech.enrolment import Enrolment

        if partner not in self._enrolments:
            self._enrolments[partner] = Enrolment(partner)
        enrolment = self._enrolments[partner]
        enrolment.add(samples)
        both = len(self._enrolments) == 2 and all(one.done for one in self._enrolments.values())
        return Learning(partner, enrolment.progress, enrolment.too_quiet, alike=both and self.voices is None)


class Meters:
    """Samples of any length in, a `Sounding` every tenth of a second out."""

    def __init__(self, channels: int) -> None:
        self._sums = [0.0] * channels
        self._counted = 0
        self._lately: deque[tuple[float, ...]] = deque(maxlen=round(LATELY * 10))

    def hear(self, samples: Samples) -> list[Sounding]:
        """`samples`: float32 [n, channels] at 16 kHz."""
        from coach.audio.level import decibels, power

        told = []
        for start in range(0, len(samples), _TENTH):
            part = samples[start : start + _TENTH]
            for channel in range(len(self._sums)):
                self._sums[channel] += power(part[:, channel]) * len(part)
            self._counted += len(part)
            if self._counted >= _TENTH:
                now = tuple(round(decibels(total / self._counted), 1) for total in self._sums)
                self._lately.append(now)
                told.append(Sounding(now, tuple(max(column) for column in zip(*self._lately, strict=True))))
                self._sums, self._counted = [0.0] * len(self._sums), 0
        return told
