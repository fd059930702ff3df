"""The event stream: one JSON object a line, for programs that listen along.

`t` is the place on the audio clock that the line is about (of speech: its end), `lag` the seconds from that place having
been heard to the line being written. Threats are in no line: they are for one partner's own eyes.
"""

from __future__ import annotations

import msgspec

from coach.core.events import (
    AudioLost,
    Behind,
    Cued,
    Event,
    Failed,
    Heard,
    Hearing,
    Noticed,
    SpeechBegan,
    SpeechEnded,
    Started,
    Step,
    Unsure,
)
from coach.core.recap import Recap
from coach.core.talk import Cue, Header, Moment, Seconds, Utterance

_CATCHING_UP = "Words and cues come later than usual. They catch up in the next pause."
_MEANWHILE: dict[Step, str] = {
    "full": "",
    "no_partial": " Until then words show only once they are whole.",
    "quick": " Until then the coach listens with less care.",
    "smaller_model": " Until then a smaller model listens.",
}


def position(event: Event) -> Seconds:
    """The place on the audio clock that an event is about."""
    match event:
        case Heard(utterance=utterance):
            return utterance.end
        case Unsure(end=end):
            return end
        case _:
            return event.at


def line(event: Event, lag: Seconds = 0.0) -> bytes | None:
    """The line for an event, without its line break; None for events that are not in the stream.

    `lag`: seconds since the sound at `position(event)` was heard.
    """
    said = _said(event)
    if said is None:
        return None
    kind, values = said
    if isinstance(event, Heard):
        lag = max(lag, event.lag)
    head = {"type": kind, "t": _ms(position(event)), "lag": _ms(max(0.0, lag))}
    return msgspec.json.encode(head | values)


def recap_line(recap: Recap) -> bytes:
    """The last line: the whole recap."""
    head = {"type": "recap", "t": _ms(recap.session.duration_s), "lag": 0.0}
    return msgspec.json.encode(head | msgspec.to_builtins(recap))


def _said(event: Event) -> tuple[str, dict[str, object]] | None:
    """The line's type and its own fields."""
    match event:
        case Started(header=header):
            return "ready", _ready(header)
        case SpeechBegan(speaker=speaker) | SpeechEnded(speaker=speaker):
            return "speech", {"speaker": speaker, "state": "start" if isinstance(event, SpeechBegan) else "end"}
        case Hearing(speaker=speaker, text=text):
            return "partial", {"speaker": speaker, "text": text}
        case Heard(utterance=utterance):
            return "utterance", _utterance(utterance)
        case Noticed(moment=moment) if moment.kind != "threat":
            return "moment", _moment(moment)
        case _:
            return _advised(event)


def _advised(event: Event) -> tuple[str, dict[str, object]] | None:
    if isinstance(event, Cued):
        return "cue", _cue(event.cue)
    warned = _warned(event)
    return ("warning", {"what": warned[0], "advice": warned[1]}) if warned else None


def _warned(event: Event) -> tuple[str, str] | None:
    match event:
        case AudioLost(reason=reason, advice=advice):
            return reason, advice
        case Unsure(start=start, end=end):
            # What was not trusted is not passed on.
            return f"From {start:.1f} to {end:.1f} s something could not be made out.", ""
        case Behind(seconds=seconds, step="full") if seconds < 1:
            return "The text keeps up with the voices again.", ""
        case Behind(seconds=seconds, step=step):
            return f"The text is {seconds:.0f} s behind the voices.", _CATCHING_UP + _MEANWHILE[step]
        case Failed(message=message, hint=hint):
            return message, hint
        case _:
            return None


def _ready(header: Header) -> dict[str, object]:
    return {
        "id": header.id,
        "topic": header.topic,
        "speakers": {"A": header.names[0], "B": header.names[1]},
        "source": header.source,
        "model": header.model,
    }


def _utterance(utterance: Utterance) -> dict[str, object]:
    return {
        "n": utterance.n,
        "speaker": utterance.speaker,
        "start": _ms(utterance.start),
        "end": _ms(utterance.end),
        "text": utterance.text,
        "words": [(_ms(word.start), _ms(word.end), word.text, round(word.probability, 3)) for word in utterance.words],
        "confidence": round(utterance.confidence, 3),
        "speaker_confidence": round(utterance.speaker_confidence, 3),
    }


def _moment(moment: Moment) -> dict[str, object]:
    return {
        "id": moment.id,
        "turn": moment.utterance,
        "speaker": moment.speaker,
        "kind": moment.kind,
        "tone": moment.tone,
        "start": _ms(moment.start),
        "end": _ms(moment.end),
        "confidence": round(moment.confidence, 3),
        "evidence": [(span.utterance, span.start, span.end) for span in moment.evidence],
        "because": moment.because,
    }


def _cue(cue: Cue) -> dict[str, object]:
    return {
        "id": cue.id,
        "to": cue.to,
        "text": cue.text,
        "tone": cue.tone,
        "because": cue.because,
        "stay": _ms(cue.stay),
    }


def _ms(seconds: Seconds) -> float:
    return round(seconds, 3)
