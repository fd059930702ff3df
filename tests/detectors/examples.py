"""A detector's examples, run: what it finds in the last line of an example, given the context of the lines before it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from coach.core.noticing import Context, Detector, Example, Found
from coach.core.talk import Header, Span, Utterance
from coach.core.turns import Floor, overlaps


def context_of(example: Example, *, timed: bool = True) -> Context:
    """What the conversation would tell the detectors about the example's last line (no learned readings)."""
    *earlier, newest = example.lines
    floor = Floor()
    for utterance in earlier:
        floor.take(utterance, backchannel=False)
    return Context(
        header=Header(id="example", topic=example.topic, timed=timed),
        topic=example.topic,
        before=floor.before(newest.speaker),
        turn=floor.so_far(newest),
        overlaps=overlaps(newest, earlier, exact=True) if timed else (),
        silence=floor.silence_before(newest) if timed else None,
    )


def run(detector: Detector, example: Example) -> list[Found]:
    """Everything that the detector finds in the example's last line."""
    return list(detector.find(example.lines, context_of(example)))


def merged(found: Iterable[Found]) -> tuple[Span, ...]:
    """The characters that were found, overlapping and touching spans made one."""
    spans: list[Span] = []
    for span in sorted({span for one in found for span in one.spans}, key=lambda s: (s.utterance, s.start, s.end)):
        if spans and spans[-1].utterance == span.utterance and span.start <= spans[-1].end + 1:
            spans[-1] = Span(span.utterance, spans[-1].start, max(spans[-1].end, span.end))
        else:
            spans.append(span)
    return tuple(spans)


def with_last_text(example: Example, text: str) -> Example:
    """The same example, its last line said otherwise (what is to be found is then not known by place)."""
    last: Utterance = example.lines[-1]
    changed = Utterance(n=last.n, speaker=last.speaker, start=last.start, end=last.end, text=text)
    return replace(example, lines=(*example.lines[:-1], changed))
