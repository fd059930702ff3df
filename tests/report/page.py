"""An HTML page as a reader's program takes it in: its elements, its words, its charts, and that nothing of it runs."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

OPEN = {"meta", "br", "img", "link", "input"}


class Page(HTMLParser):
    """Every element with its attributes, the text that is shown, and whether each end meets its beginning."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.elements, self.text, self._open = [], [], []
        self.feed(text)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag not in OPEN:
            self._open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self._open.pop() == tag

    def handle_data(self, data):
        if "style" not in self._open:
            self.text.append(data)

    @property
    def words(self):
        return " ".join("".join(self.text).split())


def charts_in(text):
    return [ET.fromstring(one) for one in re.findall(r"<svg.*?</svg>", text, re.DOTALL)]  # noqa: S314 - our own drawing


def assert_inert(text):
    page = Page(text)
    tags = {tag for tag, _ in page.elements}
    assert not tags & {
        "script",
        "img",
        "link",
        "iframe",
        "object",
        "embed",
        "form",
        "base",
        "a",
        "audio",
        "video",
        "use",
    }
    names = {name for _, attrs in page.elements for name in attrs}
    assert not [
        name
        for name in names
        if name.startswith("on") or name in {"src", "href", "srcset", "action", "xlink:href", "style"}
    ]
    style = text[text.index("<style>") : text.index("</style>")]
    assert not re.search(r"url\(|@import|https?:|expression", style)
    assert text.count("</style>") == 1
    for chart in charts_in(text):
        assert {one.tag for one in chart.iter()} <= {"svg", "title", "desc", "g", "rect", "path", "circle", "text"}
