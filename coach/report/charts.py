"""The charts of the HTML recap: inline SVG made of values. Colours are classes of the page, so that light, dark and paper fit.

Built as a tree and written by the library, so that a name or a word can never become markup. No addresses, no patterns, no script.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from coach.core.recap import Recap
from coach.core.talk import Partner, Seconds
from coach.report import telling
from coach.report.over_time import Stretch, span_of

_NICE = (5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200)
_RING = 9.0  # radius of a numbered mark
_EDGE = 10.0  # room at the right for half a mark and half a time


@dataclass(frozen=True, slots=True)
class Shape:
    """How wide, in the chart's own units (about one CSS pixel each), and where the labels of the rows stand."""

    key: str  # begins the ids, which are unique in the page
    width: float
    gutter: float  # room left of the rows for their labels; 0: labels stand above the rows
    ticks: int  # at most so many times on the axis


WIDE = Shape("wide", 720, 112, 7)
SLIM = Shape("slim", 340, 0, 4)


@dataclass(frozen=True, slots=True)
class Mark:
    """A moment that is told on the page, under the same number."""

    at: Seconds
    number: int


def time_line(recap: Recap, marks: Sequence[Mark], words: str, shape: Shape = WIDE) -> str:
    """Both voices, overlaps, what helped, the numbered moments, warmth, topic and breaks over time; "" where there is nothing.

    `words` says the same in a sentence or two, for those who do not see it.
    """
    chart = _TimeLine(recap, marks, shape)
    return chart.drawn(words) if chart.length > 0 else ""


def balance(recap: Recap, words: str) -> str:
    """The shares of the floor as one bar: filled for the one, tinted with an outline for the other, so also without colour."""
    share = telling.share(recap)
    if share is None or not math.isfinite(share):
        return ""
    width, height, gap = 720.0, 22.0, 4.0
    root = _picture("balance", width, height, "Who had the floor", words)
    cut = min(1.0, max(0.0, share)) * width
    left, right = max(0.0, cut - gap / 2), min(width, cut + gap / 2)
    if left > 0:
        _rect(root, (0, 0, left, height), "fill-a", round_by=4)
    if right < width:
        _rect(root, (right + 1, 1, max(0.0, width - right - 2), height - 2), "tint-b", round_by=4)
    root.set("preserveAspectRatio", "none")
    return _written(root)


class _TimeLine:
    def __init__(self, recap: Recap, marks: Sequence[Mark], shape: Shape) -> None:
        self._recap = recap
        self._marks = [one for one in marks if math.isfinite(one.at)]
        self._shape = shape
        self._y = 4.0
        self._rows = ET.Element("g")
        self._since, till = span_of(recap)
        self.length = till - self._since

    def drawn(self, words: str) -> str:
        self._rings()
        self._helped()
        self._voice("A")
        self._together()
        self._voice("B")
        self._curve(("warm", "cool"), self._recap.timeline.warmth, -1.0, 48)
        self._curve(("on topic", "elsewhere"), self._recap.timeline.on_topic, 0.0, 32)
        bottom = self._y
        self._axis()
        root = _picture(self._shape.key, self._shape.width, self._y, "The talk from start to end", words)
        for stretch in self._recap.timeline.breaks:
            self._band(root, stretch, bottom, "band")
        for stretch in self._recap.timeline.lost:
            self._band(root, stretch, bottom, "band lost")
        root.append(self._rows)
        return _written(root)

    # --- rows, from top to bottom ---

    def _rings(self) -> None:
        """The numbered moments. Where two would touch, the later one goes a line lower."""
        if not self._marks:
            return
        lines: list[float] = []
        placed: list[tuple[float, int, int]] = []
        for mark in sorted(self._marks, key=lambda one: one.at):
            x = self._x(mark.at)
            line = next((n for n, last in enumerate(lines) if x - last > 2 * _RING + 1), len(lines))
            lines[line : line + 1] = [x]
            placed.append((x, line, mark.number))
        top = self._labelled("look again", 2 * _RING + 4)
        for x, line, number in placed:
            y = top + 2 + _RING + line * (2 * _RING + 2)
            ET.SubElement(self._rows, "circle", {"class": "ring", "cx": _n(x), "cy": _n(y), "r": _n(_RING - 0.5)})
            self._text(f"{number}", x, y + 4, "number", anchor="middle")
        self._y = top + len(lines) * (2 * _RING + 2) + 6

    def _helped(self) -> None:
        helps = [one for one in self._recap.moments if one.tone == "helps" and math.isfinite(one.start)]
        helps += [one for one in telling.caught(self._recap) if math.isfinite(one.start)]
        if not helps:
            return
        top = self._labelled("what helped", 14)
        for x in sorted({round(self._x(one.start)) for one in helps}):
            leaf = {"class": "helped", "d": f"M{x} {top + 2:g}l5 5l-5 5l-5 -5z"}
            ET.SubElement(self._rows, "path", leaf)
        self._y = top + 20

    def _voice(self, who: Partner) -> None:
        turns = [(one.start, one.end) for one in self._recap.turns if one.speaker == who]
        if not turns:
            return
        top = self._labelled(_short(telling.name(self._recap, who), 15), 18, f"name-{who.lower()}")
        ET.SubElement(self._rows, "path", {"class": "line", "d": f"M{_n(self._left)} {top + 9:g}H{_n(self._right)}"})
        self._bars(turns, top, 18, f"fill-{who.lower()}", 2)
        self._y = top + 18 + 3

    def _together(self) -> None:
        if not self._recap.timeline.overlaps:
            return
        top = self._labelled("both at once", 16)
        self._bars(self._recap.timeline.overlaps, top + 3, 10, "together", 1)
        self._y = top + 16 + 3

    def _curve(self, ends: tuple[str, str], points: Sequence[tuple[Seconds, float]], low: float, height: float) -> None:
        """A line over time from `low` to 1, filled towards its zero. `ends`: what high and low mean. Few points are no line."""
        known = [(self._x(at), value) for at, value in points if math.isfinite(at) and math.isfinite(value)]
        if len(known) < 4:
            return
        self._y += 14
        if self._shape.gutter:
            top = self._labelled(ends[0], 10)
            self._text(ends[1], self._shape.gutter - 12, top + height, "label", anchor="end")
        else:
            top = self._labelled(f"{ends[0]} (high), {ends[1]} (low)", height)
        scale = height / (1 - low)
        zero = top + scale
        line = [(x, top + (1 - min(1.0, max(low, value))) * scale) for x, value in _thinned(known)]
        drawn = "M" + "L".join(f"{_n(x)} {_n(y)}" for x, y in line)
        closed = f"{drawn}L{_n(line[-1][0])} {_n(zero)}L{_n(line[0][0])} {_n(zero)}z"
        ET.SubElement(self._rows, "path", {"class": "area", "d": closed})
        ET.SubElement(self._rows, "path", {"class": "line", "d": f"M{_n(self._left)} {_n(zero)}H{_n(self._right)}"})
        ET.SubElement(self._rows, "path", {"class": "curve", "d": drawn})
        self._y = top + height + 3

    def _axis(self) -> None:
        y = self._y + 6
        ET.SubElement(self._rows, "path", {"class": "axis", "d": f"M{_n(self._left)} {y:g}H{_n(self._right)}"})
        if self._recap.session.timed:
            for at in _ticks(self.length, self._shape.ticks):
                x = self._x(at)
                ET.SubElement(self._rows, "path", {"class": "axis", "d": f"M{_n(x)} {y:g}v4"})
                self._text(
                    telling.clock(at),
                    x,
                    y + 17,
                    "time",
                    anchor="end" if x > self._right - 9 else "middle" if at else "start",
                )
        else:  # the times are estimated: none is claimed
            self._text("begin", self._left, y + 17, "time")
            self._text("end", self._right, y + 17, "time", anchor="end")
        self._y = y + 24

    # --- how a row is drawn ---

    @property
    def _left(self) -> float:
        return self._shape.gutter or 1.0

    @property
    def _right(self) -> float:
        return self._shape.width - _EDGE

    def _x(self, at: Seconds) -> float:
        part = min(1.0, max(0.0, (at - self._since) / self.length))
        return self._left + part * (self._right - self._left)

    def _labelled(self, label: str, height: float, look: str = "label") -> float:
        """Writes a row's label and gives the top of the row itself."""
        if self._shape.gutter:
            self._text(label, self._shape.gutter - 12, self._y + height / 2 + 4, look, anchor="end")
            return self._y
        self._text(label, self._left, self._y + 11, look)
        return self._y + 17

    def _bars(self, stretches: Iterable[Stretch], top: float, height: float, look: str, round_by: float) -> None:
        """Stretches as bars at least a point wide; those that would touch become one, so that hours stay small."""
        group = ET.SubElement(self._rows, "g", {"class": look})
        bars: list[list[float]] = []
        for start, end in sorted(one for one in stretches if math.isfinite(one[0]) and math.isfinite(one[1])):
            left, right = self._x(start), self._x(end)
            if bars and left <= bars[-1][1] + 0.75:
                bars[-1][1] = max(bars[-1][1], right)
            else:
                bars.append([left, max(right, left + 1)])
        for left, right in bars:
            _rect(group, (left, top, right - left, height), "", round_by=min(round_by, (right - left) / 2))

    def _band(self, root: ET.Element, stretch: Stretch, bottom: float, look: str) -> None:
        if all(map(math.isfinite, stretch)):
            left, right = self._x(stretch[0]), self._x(stretch[1])
            _rect(root, (left, 1, max(2.0, right - left), bottom), look, round_by=2)

    def _text(self, text: str, x: float, y: float, look: str, *, anchor: str = "start") -> None:
        ET.SubElement(self._rows, "text", {"class": look, "x": _n(x), "y": _n(y), "text-anchor": anchor}).text = text


def _ticks(length: Seconds, most: int) -> list[Seconds]:
    step = next((one for one in _NICE if length / one < most), 0) or length / (most - 1)
    return [step * n for n in range(int(length / step) + 1)]


def _thinned(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """At most one point for every two units of width: the mean of those there."""
    columns: dict[int, list[tuple[float, float]]] = {}
    for x, value in points:
        columns.setdefault(int(x / 2), []).append((x, value))
    thin = [tuple(sum(part) / len(part) for part in zip(*there, strict=True)) for _, there in sorted(columns.items())]
    return [(x, value) for x, value in thin]


def _picture(key: str, width: float, height: float, title: str, words: str) -> ET.Element:
    root = ET.Element(
        "svg",
        {
            "class": key,
            "role": "img",
            "aria-labelledby": f"{key}-title {key}-words",
            "viewBox": f"0 0 {_n(width)} {_n(height)}",
        },
    )
    ET.SubElement(root, "title", {"id": f"{key}-title"}).text = title
    ET.SubElement(root, "desc", {"id": f"{key}-words"}).text = words
    return root


def _rect(parent: ET.Element, box: tuple[float, float, float, float], look: str, *, round_by: float) -> None:
    x, y, width, height = map(_n, box)
    place = {"x": x, "y": y, "width": width, "height": height, "rx": _n(round_by)}
    ET.SubElement(parent, "rect", ({"class": look} if look else {}) | place)


def _written(root: ET.Element) -> str:
    return ET.tostring(root, encoding="unicode", short_empty_elements=True)


def _n(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
