"""From events to the transcript: what is being said, what was said, and which words a cue is about."""

from __future__ import annotations

from coach.core.events import Event, Heard, Hearing, SpeakerTold, SpeechBegan, SpeechEnded, Started, Unsure
from coach.core.talk import Seconds, Span
from coach.tui.seen import Seen
from coach.tui.widgets.transcript import Transcript

WORDS_COME_WITHIN: Seconds = 4.0  # after speech has ended
SURE_ABOVE = 0.5  # an utterance below is shown dimmed


class Writer:
    def __init__(self, transcript: Transcript, seen: Seen) -> None:
        self._transcript = transcript
        self._seen = seen
        self._fell_silent: dict[int, Seconds] = {}  # channel -> when speech ended that has not become words yet
        self._underlined: dict[int, list[Span]] = {}  # by utterance

    def write(self, event: Event) -> None:
        match event:
            case Started(header=header):
                self._transcript.meet(header)
            case SpeechBegan(channel=channel, speaker=speaker):
                self._fell_silent.pop(channel, None)
                self._transcript.partial(channel, speaker, "")
            case SpeechEnded(channel=channel, at=at):
                self._fell_silent[channel] = at
            case Hearing(channel=channel, speaker=speaker, text=text):
                self._transcript.partial(channel, speaker, text)
            case Heard(utterance=utterance):
                self._transcript.hear(utterance, sure=utterance.confidence >= SURE_ABOVE)
            case SpeakerTold(utterance=number, speaker=speaker):
                self._transcript.correct(number, speaker)
            case Unsure(text=text):
                self._transcript.unsure(text)

    def forget_unheard(self, behind: Seconds) -> None:
        """Speech that ended a while ago and never became words was none: a cough, a chair. `behind`: how late words are."""
        for channel, at in list(self._fell_silent.items()):
            if self._seen.now - at > WORDS_COME_WITHIN + behind:
                del self._fell_silent[channel]
                self._transcript.forget_partial(channel)

    def underline(self) -> None:
        """The words that the cues are about, and no others."""
        now = self._seen.marks()
        for number in now.keys() | self._underlined.keys():
            if now.get(number) != self._underlined.get(number):
                self._transcript.mark(number, [(span.start, span.end) for span in now.get(number, ())])
        self._underlined = now
